"""Real articles from every corpus: none raises, and what their briefs show stands in them, character for character.

CI reads every fortieth. `NUTGRAF_EVERY=1 pytest -s tests/bot/reading/test_corpora.py` reads all of them (about six
minutes on one core) and names the slowest.
"""

import json
import lzma
import os
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest

from bot.articles.plain import from_text
from bot.reading import read
from tests.bot.reading.verbatim import assert_verbatim
from tests.support import corpora

pytestmark = pytest.mark.corpus

EVERY = int(os.environ.get("NUTGRAF_EVERY") or 40)
FILES = (("facts", "dev"), ("quotes", "train"), ("quotes", "dev"), ("events", "dev"))
FEWEST = 2000 // EVERY


def articles() -> Iterator[dict[str, Any]]:
    """The articles of all corpora: id, text, and title and date where there are any."""
    for folder, name in FILES:
        with lzma.open(corpora.need(folder, f"{name}.jsonl.xz"), "rt", encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines)
    pages = json.loads((corpora.need("pages") / "ground-truth.json").read_text(encoding="utf-8"))
    yield from ({"id": key, "text": page["articleBody"]} for key, page in pages.items())


@pytest.mark.timeout(7200)
def test_every_article_is_read_and_shown_as_it_stands() -> None:
    taken: list[tuple[float, str, int]] = []
    for row in islice(articles(), 0, None, EVERY):
        article = from_text(row["text"], title=row.get("title"), published=row.get("date"))
        begun = time.process_time()
        brief = read(article)
        taken.append((time.process_time() - begun, row["id"], len(article.text.split())))
        assert_verbatim(article, brief)
    slowest = max(taken[1:])  # the first one loads the model
    print(f"\n{len(taken)} articles; the slowest took {slowest[0]:.2f} s for {slowest[2]:,} words ({slowest[1]})")  # noqa: T201
    assert len(taken) >= FEWEST
