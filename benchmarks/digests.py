"""What a digest costs: a month of a busy desk in the store, and the digest of its last day and of its last week.

    python -m benchmarks.digests [LINKS_A_DAY]

Articles are made up, and each is an event of its own: the most work that so many links can be.
"""

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.articles.plain import from_text
from bot.reading.pipeline import read_article
from bot.slack.blocks.digest import digest_messages
from tests.bot.digests.month import Month
from tests.support.store import StoreServer

DAYS = 30
LINKS_A_DAY = 60
"""A busy desk shares some 400 links in a week."""
END = 1_773_126_000.0
SYLLABLES = ("mar", "tol", "ves", "kin", "dra", "os", "pel", "qua", "ri", "sun")


def made_up(number: int, at: int) -> str:
    """A word that few articles have."""
    digits = str((number * 7_919 + at * 104_729) % 99_991)
    return "".join(SYLLABLES[int(digit)] for digit in digits)


def main(links: int) -> None:
    """Fill a store, then time digests; prints a line each."""
    with StoreServer(Path(tempfile.mkdtemp())) as server, server.client() as store:
        month = Month(store)
        for number in range(DAYS * links):
            words = [made_up(number, at) for at in range(40)]
            town, title = words[0].title(), f"{words[0].title()} {' '.join(words[1:6])}"
            text = f"{town} {' '.join(words[6:22])}.\n\n{words[22].title()} {' '.join(words[23:])} {number + 3} people."
            day = datetime.fromtimestamp(END - (DAYS - number / links) * 86_400, UTC)
            article = from_text(
                text, title=title, url=f"https://log.example/{number}", site=f"{town} Log", published=day.isoformat()
            )
            month.share(article, read_article(article), day.timestamp())
        for name, days in (("day", 1), ("week", 7)):
            begin = time.perf_counter()
            digest = month.digest(END - days * 86_400, END)
            made = time.perf_counter()
            first, thread = digest_messages(digest)
            shown = time.perf_counter()
            print(
                f"last {name}: {len(digest.events)} events in {made - begin:.2f} s, "
                f"{1 + len(thread)} messages in {shown - made:.2f} s, first of {len(first.blocks)} blocks"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LINKS_A_DAY)
