"""Real news pages, as crawled: each through to a brief, ten of them through the whole bot."""

import gzip
import json
from pathlib import Path

import pytest

from bot.articles.parse import extract
from bot.reading import read
from tests.e2e.conftest import Newsroom
from tests.support.corpora import need

pytestmark = pytest.mark.corpus


def pages() -> dict[str, tuple[str, str]]:
    """Address and HTML of each page of the corpus by its id."""
    folder = need("pages")
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    return {key: (row["url"], _html(folder / "html" / f"{key}.html.gz")) for key, row in sorted(truth.items())}


def _html(path: Path) -> str:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return file.read()


@pytest.mark.timeout(300)
def test_every_page_becomes_a_brief_of_verbatim_parts() -> None:
    found = pages()
    assert len(found) == 90
    for key, (url, html) in found.items():
        article = extract(html, url)
        brief = read(article)
        for part in (*brief.facts, *brief.figures, *brief.dates):
            assert article.text[part.start : part.end] == part.text, key
        for quote in brief.quotes:
            for start, end in quote.content:
                assert 0 <= start < end <= len(article.text), key


@pytest.mark.timeout(120)
def test_ten_pages_shared_get_ten_replies_in_their_threads(newsroom: Newsroom) -> None:
    english = [html for url, html in pages().values() if extract(html, url).language == "en"]
    shared = [newsroom.share(f"<{newsroom.publish(html)}>") for html in english[:10]]
    assert len(shared) == 10
    for ts in shared:
        newsroom.wait_for_briefs(ts)
    newsroom.settle()
    assert [len(newsroom.replies(ts)) for ts in shared] == [1] * 10
