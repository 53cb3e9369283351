"""The 90 development pages: text by the benchmark's own measure, and no exception on any of them."""

import gzip
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.articles.article import Article
from bot.articles.parse import extract, parse
from bot.errors import ArticleError
from tests.support import corpora

pytestmark = pytest.mark.corpus

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
    return {name: extract(html, gold[name]["url"]) for name, html in pages.items()}


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_text_scores_above_the_floor_and_no_page_is_empty(gold: dict[str, Any], articles: dict[str, Article]) -> None:
    scorer = load(corpora.need_shared("scorers", "score_pages.py"))
    result, _ = scorer.score(gold, {name: {"text": article.text} for name, article in articles.items()}, rounds=0)
    assert result["empty"] == 0
    assert result["f1"] >= F1_FLOOR, result


def test_every_page_is_an_article_or_says_why_not(gold: dict[str, Any], pages: dict[str, bytes]) -> None:
    refused: dict[str, str] = {}
    for name, html in pages.items():
        try:
            parse(html, gold[name]["url"])
        except ArticleError as error:
            refused[name] = error.kind
    # The corpus has eleven pages in other languages, and all of its pages are articles.
    assert set(refused.values()) == {"not_english"}
    assert len(refused) == 11


def test_articles_say_what_pages_say(articles: dict[str, Article]) -> None:
    assert all(article.title and article.site and article.canonical_url for article in articles.values())
    assert sum(article.published is not None for article in articles.values()) >= 80
    assert not any("  " in article.text or "\n\n" in article.text for article in articles.values())
