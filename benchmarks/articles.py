"""Article text side by side: `python -m benchmarks.articles`.

Ours, trafilatura as it comes and with favor_precision, and newspaper4k (benchmarks/requirements.txt; left out with a
word where it is not installed), each given the same bytes of the development pages, one after the other on one core:
F1, precision and recall of 4-word windows (scorers/score_pages.py), pages left empty or failed on, and pages a second.

NUTGRAF_SHARED is the folder with corpora/ and scorers/, by default `shared` beside the checkout.
"""

import gzip
import importlib.util
import json
import logging
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import trafilatura

from bot import log
from bot.articles.parse import extract
from bot.config import LogFormat

SHARED = Path(os.environ.get("NUTGRAF_SHARED") or Path(__file__).parents[1].parent / "shared")
WARM_UP = 5
"""Pages read before the clock runs: patterns compile and modules load at the first ones."""

Extractor = Callable[[bytes, str], str]


def ours(page: bytes, url: str) -> str:
    """Text and metadata, as the bot reads them."""
    return extract(page, url).text


def trafilatura_default(page: bytes, url: str) -> str:
    """trafilatura with no option."""
    return trafilatura.extract(page, url=url) or ""


def trafilatura_precision(page: bytes, url: str) -> str:
    """trafilatura with favor_precision."""
    return trafilatura.extract(page, url=url, favor_precision=True) or ""


def newspaper(page: bytes, url: str) -> str:
    """newspaper4k, which asks for text instead of bytes."""
    from newspaper import Article

    article = Article(url)
    article.download(input_html=page.decode("utf-8", "replace"))
    article.parse()
    return str(article.text)


def extractors() -> dict[str, Extractor]:
    """By name; peers that are not installed are left out with a word."""
    found = {
        "ours": ours,
        "trafilatura default": trafilatura_default,
        "trafilatura precision": trafilatura_precision,
        "newspaper4k": newspaper,
    }
    if importlib.util.find_spec("newspaper") is None:
        print("newspaper4k is not installed (benchmarks/requirements.txt): left out.")
        del found["newspaper4k"]
    return found


def run(extractor: Extractor, pages: dict[str, tuple[bytes, str]]) -> tuple[dict[str, str], float, int]:
    """Each page's text, processor seconds for all of them, and how many raised."""
    for page, url in list(pages.values())[:WARM_UP]:
        _text(extractor, page, url)
    started = time.process_time()
    found = {name: _text(extractor, page, url) for name, (page, url) in pages.items()}
    seconds = time.process_time() - started
    return {name: text or "" for name, text in found.items()}, seconds, sum(text is None for text in found.values())


def _text(extractor: Extractor, page: bytes, url: str) -> str | None:
    try:
        return extractor(page, url)
    except Exception:  # noqa: BLE001 - whatever a peer stumbles over counts as an empty page
        return None


def scorer() -> Any:
    """The scorer's module."""
    spec = importlib.util.spec_from_file_location("score_pages", SHARED / "scorers" / "score_pages.py")
    if spec is None or spec.loader is None:
        sys.exit("benchmarks.articles: scorers/score_pages.py is not there; set NUTGRAF_SHARED.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_pages() -> tuple[dict[str, Any], dict[str, tuple[bytes, str]]]:
    """The scorer's gold, and each development page's bytes and address."""
    folder = SHARED / "corpora" / "pages"
    if not folder.is_dir():
        sys.exit(f"benchmarks.articles: there are no pages at {folder}; set NUTGRAF_SHARED.")
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = {
        name: (gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()), row["url"])
        for name, row in gold.items()
    }
    return gold, pages


def main() -> None:
    """Run all of them and print the figures."""
    log.configure("ERROR", LogFormat.CONSOLE)
    logging.disable(logging.CRITICAL)
    gold, pages = load_pages()
    score = scorer().score
    print(f"{len(pages)} pages\n{'':22}   F1   precision  recall  empty  failed  pages/s  to ours")
    own_speed = 0.0
    for name, extractor in extractors().items():
        texts, seconds, failed = run(extractor, pages)
        result, _ = score(gold, {page: {"text": text} for page, text in texts.items()}, rounds=0)
        speed = len(pages) / seconds
        own_speed = own_speed or speed
        print(
            f"{name:22} {result['f1']:.4f}   {result['precision']:.4f}   {result['recall']:.4f}"
            f"   {result['empty']:3}   {failed:4}    {speed:6.1f}    {speed / own_speed:5.2f}"
        )


if __name__ == "__main__":
    main()
