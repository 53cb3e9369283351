"""The 90 development pages: text by the benchmark's own measure, and no exception on any of them."""

import gzip
import importlib.util
import json
import re
from collections import Counter
from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.articles.article import Article
from bot.articles.language import is_english
from bot.articles.parse import parse
from tests.support import corpora

pytestmark = pytest.mark.corpus

GOLD = Path(__file__).parents[2] / "gold" / "metadata.jsonl"
METADATA = ("title", "authors", "published", "modified", "site", "language", "canonical", "description")
METADATA += ("paywalled", "kind")
METADATA_FLOOR = 0.95
"""Of 40 pages, in every field."""
F1_FLOOR = 0.975
"""Reached: 0.986. The issue asks for 0.970."""


@pytest.fixture(scope="module")
def gold() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(
        (corpora.need("pages") / "ground-truth.json").read_text(encoding="utf-8")
    )
    return found


@pytest.fixture(scope="module")
def pages(gold: dict[str, Any]) -> dict[str, bytes]:
    folder = corpora.need("pages", "html")
    return {name: gzip.decompress((folder / f"{name}.html.gz").read_bytes()) for name in gold}


@pytest.fixture(scope="module")
def articles(gold: dict[str, dict[str, str]], pages: dict[str, bytes]) -> dict[str, Article]:
    return {name: parse(html, gold[name]["url"]) for name, html in pages.items()}


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_text_scores_above_the_floor_and_no_page_is_empty(gold: dict[str, Any], articles: dict[str, Article]) -> None:
    scorer = load(corpora.need_shared("scorers", "score_pages.py"))
    result, _ = scorer.score(gold, {name: {"text": article.text} for name, article in articles.items()}, rounds=0)
    print(f"text of {len(gold)} pages: {result}")  # noqa: T201 - the figures that are asked for
    assert result["empty"] == 0
    assert result["f1"] >= F1_FLOOR, result


def test_every_page_is_an_article_and_its_language_is_known(articles: dict[str, Article]) -> None:
    # The corpus has eleven pages in other languages, and all of its pages are articles: `parse` refused none.
    assert sum(not is_english(article.text, article.language) for article in articles.values()) == 11
    assert len(articles) == 90


def test_metadata_is_what_a_reader_of_the_page_would_write_down(articles: dict[str, Article]) -> None:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    right: Counter[str] = Counter()
    wrong: list[tuple[str, str, object]] = []
    for row in rows:
        article = articles[row["page"]]
        verdicts = {
            "title": digest(article.title or "") == row["title"],
            "authors": list(article.authors) == row["authors"],
            "published": same_day(article.published, row["published"]),
            "modified": same_day(article.modified, row["modified"]),
            "canonical": digest(article.canonical_url or "") == row["canonical"],
            "description": opening(article.description) in (row["description"] or [None]),
            "paywalled": article.paywalled is row["paywalled"],
            "kind": article.kind.value == row["kind"],
            "site": (article.site or "").casefold() in {name.casefold() for name in row["site"]},
            "language": article.language == row["language"],
        }
        right.update(field for field, verdict in verdicts.items() if verdict)
        wrong.extend((row["page"][:6], field, getattr(article, field, "")) for field, v in verdicts.items() if not v)
    shares = {field: right[field] / len(rows) for field in METADATA}
    print(f"share right of {len(rows)} pages: {shares}; wrong: {wrong}")  # noqa: T201 - the figure that is asked for
    assert min(shares.values()) >= METADATA_FLOOR, (shares, wrong)


def digest(title: str) -> str:
    """Headlines are other people's words, so the gold file has only what they hash to, case and punctuation aside."""
    return blake2b(" ".join(re.findall(r"\w+", title.casefold())).encode(), digest_size=6).hexdigest()


def opening(description: str | None) -> str | None:
    """What the first twelve words hash to: pages give the same description cut at several lengths."""
    return digest(" ".join(re.findall(r"\w+", description)[:12])) if description else None


def same_day(found: str | None, gold: str | None) -> bool:
    """The same moment if both have one, else the same day as it is written on the page; both may be missing."""
    if found is None or gold is None:
        return found is gold
    times = [datetime.fromisoformat(text) for text in (found, gold)]
    if all(time.tzinfo for time in times):
        return abs(times[0] - times[1]) < timedelta(minutes=2)
    return found[:10] == gold[:10]


def test_articles_say_what_pages_say(articles: dict[str, Article]) -> None:
    assert all(article.title and article.site and article.canonical_url for article in articles.values())
    assert sum(article.published is not None for article in articles.values()) >= 80
    assert not any("  " in article.text or "\n\n" in article.text for article in articles.values())
