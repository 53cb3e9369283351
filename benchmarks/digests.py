"""What a digest costs: a month of a busy desk in the store, and the digest of its last day and of its last week.

    python -m benchmarks.digests [LINKS_A_DAY]
    python -m benchmarks.digests series [HOW_MANY …]

Articles are made up, and each is an event of its own: the most work that so many links can be. With `series` a digest
without any article, of a newsroom whose memory has so many series, the last events of which lie in the 400 days that
they are kept; other workspaces have OTHERS keys in the same store.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import redis

from bot.articles.plain import from_text
from bot.events.event import Series, Step
from bot.events.memory import Memory, Rewrite
from bot.reading.pipeline import read_article
from bot.slack.blocks.digest import digest_messages
from bot.store.keys import team_key
from tests.bot.digests.month import TEAM, Month
from tests.support.store import StoreServer

DAYS = 30
LINKS_A_DAY = 60
"""A busy desk shares some 400 links in a week."""
END = 1_773_126_000.0
OTHERS, STEPS, ROUNDS = 100_000, 8, 5
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


def series(counts: Sequence[int]) -> None:
    """Time the digest of a day and a search, with so many series kept; prints a line for each count."""
    for count in counts:
        with StoreServer(Path(tempfile.mkdtemp())) as server, server.client() as store:
            _fill(store, count)
            month, memory, took = Month(store), Memory(store, TEAM, None), list[float]()
            for _ in range(ROUNDS):
                begin = time.perf_counter()
                digest = month.digest(END - 86_400, END)
                took.append(time.perf_counter() - begin)
            begin = time.perf_counter()
            events = memory.latest()
            listed = time.perf_counter() - begin
            print(
                f"{count:>6,} series kept: digest in {statistics.median(took):.3f} s ({len(digest.recurring)} told), "
                f"the {len(events)} latest events in {listed:.3f} s"
            )


def _fill(store: redis.Redis, count: int) -> None:
    pipe = store.pipeline(transaction=False)
    for number in range(OTHERS):
        pipe.set(team_key(f"T{number % 100}", "events", "moved", str(number)), "x", ex=1000)
    pipe.execute()
    memory, today = Memory(store, TEAM, None), datetime.fromtimestamp(END, UTC).date()
    for number in range(count):
        last = today - timedelta(days=400 * number / count)
        memory.rewrite(Rewrite(series=[(None, _one(number, last))]), "")


def _one(number: int, last: date) -> Series:
    gap, name = (1, 3, 7, 14, 30)[number % 5], " ".join(made_up(number, at) for at in range(3))
    days = [(last - timedelta(days=gap * back)).isoformat() for back in range(STEPS)]
    steps = tuple(Step(f"e{number}x{at}", day, f"{name} {at}", {"injured": 3.0}) for at, day in enumerate(days[::-1]))
    return Series(f"s{number}", 1, name, "attack", (name,), {name: STEPS}, {name: name.title()}, steps)


if __name__ == "__main__":
    if sys.argv[1:2] == ["series"]:
        series([int(count) for count in sys.argv[2:]] or [3_000, 20_000])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else LINKS_A_DAY)
