"""Real articles from every corpus: none raises, and what their briefs show stands in them, character for character.

CI reads every 25th text and each of the real pages. `NUTGRAF_EVERY=1 pytest -s tests/bot/reading/test_corpora.py` reads
all of them (about six minutes on one core) and names the slowest.
"""

import json
import lzma
import os
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest

from bot.articles.parse import extract
from bot.articles.plain import from_text
from bot.reading import read
from tests.bot.reading.verbatim import assert_verbatim
from tests.support import corpora

pytestmark = pytest.mark.corpus

EVERY = int(os.environ.get("NUTGRAF_EVERY") or 25)
FILES = (("facts", "dev"), ("quotes", "train"), ("quotes", "dev"), ("events", "dev"))
FEWEST = 1900 // EVERY


def articles() -> Iterator[dict[str, Any]]:
    """The articles of the corpora of text: id, text, and title and date where there are any."""
    for folder, name in FILES:
        with lzma.open(corpora.need(folder, f"{name}.jsonl.xz"), "rt", encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines)


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


@pytest.mark.timeout(300)
def test_every_page_becomes_a_brief_of_verbatim_parts() -> None:
    found = [extract(html, url) for _, url, html in corpora.pages()]
    assert len(found) == 90
    for article in found:
        assert_verbatim(article, read(article))
