"""Article text of pages that are built differently: `python -m benchmarks.altered_pages`.

The development pages, each altered in one way that other sites' pages are (names made by machines, paragraphs in divs,
no elements with a meaning, no metadata), read by us and by trafilatura's two readings combined, which know the names
but not these pages. Rules that only fit the pages they were made on fall behind here. F1 as in `benchmarks.articles`.
"""

import hashlib
import logging
from collections.abc import Callable

import trafilatura
from lxml import html

from benchmarks.articles import load_pages, scorer
from bot import log
from bot.articles.parse import extract
from bot.config import LogFormat

KEPT_SHARE = 0.6
"""As the combination was measured: the precise reading, unless it has less of the fuller one's length."""

Alter = Callable[[html.HtmlElement], None]


def as_they_are(_tree: html.HtmlElement) -> None:
    """Nothing is changed."""


def machine_names(tree: html.HtmlElement) -> None:
    """Every class and id is a hash, as with CSS modules."""
    for element in tree.iter():
        for name in ("class", "id"):
            if words := (element.get(name) or "").split():
                element.set(name, " ".join("c" + hashlib.blake2b(w.encode(), digest_size=4).hexdigest() for w in words))


def divs(tree: html.HtmlElement) -> None:
    """Every paragraph is a div."""
    for paragraph in list(tree.iter("p")):
        paragraph.tag = "div"


def some_divs(tree: html.HtmlElement) -> None:
    """Every third paragraph is a div."""
    for paragraph in list(tree.iter("p"))[::3]:
        paragraph.tag = "div"


def line_breaks(tree: html.HtmlElement) -> None:
    """Paragraphs are parted by two <br>."""
    for paragraph in list(tree.iter("p")):
        if paragraph.getparent() is not None:
            first, second = html.Element("br"), html.Element("br")
            second.tail, paragraph.tail = paragraph.tail, None
            paragraph.addnext(first)
            first.addnext(second)
            paragraph.drop_tag()


def without_meaning(tree: html.HtmlElement) -> None:
    """article, main, section, header, footer, aside and nav are divs."""
    for element in list(tree.iter("article", "main", "section", "header", "footer", "aside", "nav")):
        element.tag = "div"


def without_metadata(tree: html.HtmlElement) -> None:
    """No meta elements and no JSON-LD."""
    for element in list(tree.iter("meta", "script")):
        element.drop_tree()


ALTERATIONS: tuple[Alter, ...] = (
    *(as_they_are, machine_names, divs, some_divs, line_breaks, without_meaning, without_metadata),
)


def altered(page: bytes, alter: Alter) -> str:
    """A page's source after `alter`."""
    tree = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    alter(tree)
    return html.tostring(tree, encoding="unicode")


def combined(page: str, url: str) -> str:
    """trafilatura's precise reading, or its fuller one where that lost much."""
    precise, full = (
        trafilatura.extract(page, url=url, fast=True, favor_precision=precise, include_comments=False) or ""
        for precise in (True, False)
    )
    return precise if len(precise) >= KEPT_SHARE * len(full) else full


def main() -> None:
    """Print a line for each alteration."""
    log.configure("ERROR", LogFormat.CONSOLE)
    logging.disable(logging.CRITICAL)
    gold, pages = load_pages()
    score = scorer().score
    print(f"{len(pages)} pages; F1 (empty)\n{'':20} ours         trafilatura combined")
    for alter in ALTERATIONS:
        sources = {name: (altered(page, alter), url) for name, (page, url) in pages.items()}
        ours, _ = score(gold, {name: extract(*source).text for name, source in sources.items()}, rounds=0)
        peer, _ = score(gold, {name: combined(*source) for name, source in sources.items()}, rounds=0)
        name = alter.__name__.replace("_", " ")
        print(f"{name:20} {ours['f1']:.4f} ({ours['empty']})   {peer['f1']:.4f} ({peer['empty']})", flush=True)


if __name__ == "__main__":
    main()
