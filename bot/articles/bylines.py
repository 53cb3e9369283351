"""The people who wrote an article, by what the page states for machines and by what it shows."""

import re
from collections.abc import Iterator
from itertools import chain
from urllib.parse import urlsplit

from lxml import html

from bot.articles import jsonld, titles
from bot.articles.names import people
from bot.articles.stated import Stated

_METAS = """
    author parsely-author sailthru.author dc.creator dcterms.creator article:author
    og:article:author byl authors article.author cxenseparse:author twitter:data1
""".split()  # noqa: SIM905
_ELEMENTS = (
    './/*[@rel="author"]',
    './/*[contains(concat(" ", normalize-space(@itemprop), " "), " author ")]',
    './/*[contains(@class, "byline") or contains(@class, "author-name") or contains(@class, "author__name") or '
    'contains(@class, "authorName") or contains(@class, "article-author") or contains(@class, "post-author")]',
    './/a[contains(@href, "/author/") or contains(@href, "/authors/")]',
    './/*[contains(@class, "author") and not(contains(@class, "comment"))]',
)
_ORGANIZATIONS = frozenset({"Organization", "NewsMediaOrganization"})
_BY_LINE = re.compile(r"\s*(?:written )?by:?(?:\s|$)", re.IGNORECASE)
MAX_BYLINE = 200
"""Longest byline element, in characters: longer ones hold a biography."""


def authors(page: Stated, site: str | None) -> tuple[str, ...]:
    """Names in the order of the byline; `site` is the site's name, which is nobody's."""
    publisher = jsonld.text_of(page.article.get("publisher"))
    refused = (site, publisher, (urlsplit(page.url).hostname or "").removeprefix("www."))
    in_jsonld = _jsonld_names(page.article.get("author") or page.article.get("creator"))
    in_metas = [name for name in page.metas(*_METAS) if not name.startswith("http")]
    stated = any(in_jsonld) or page.meta("author") is not None
    names = people(in_jsonld, refused) or people(in_metas, refused)
    shown = (people([text], refused) for text in _by_lines(page.tree))
    if names:
        # Some systems tell machines the first author only.
        return next((all_names for all_names in shown if set(all_names) > set(names)), names)
    elements = (people(_byline_texts(page.tree, xpath), refused) for xpath in _ELEMENTS)
    for names in chain(elements, shown):
        # Where the page names an agency or its staff, only a full name is better informed.
        if names and (not stated or " " in names[0]):
            return names
    return ()


def _jsonld_names(value: object) -> list[str]:
    """The names in a JSON-LD author, which is a name, a node with one or several, or a list of those."""
    names: list[str] = []
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, dict):
            inner = [] if _ORGANIZATIONS & set(jsonld.types(entry)) else entry.get("name")
            names.extend(name for name in (inner if isinstance(inner, list) else [inner]) if isinstance(name, str))
        elif isinstance(entry, str):
            names.append(entry)
    return [titles.clean(name) or "" for name in names]


def _byline_texts(tree: html.HtmlElement, xpath: str) -> list[str]:
    texts = [_parts(element) for element in tree.xpath(xpath)[:20]]
    return [text for text in texts if 0 < len(text) <= MAX_BYLINE][:4]


def _by_lines(tree: html.HtmlElement) -> Iterator[str]:
    """Short elements that begin "By Ana Diaz", whatever they are called, or that are called byline."""
    for element in tree.iter("p", "div", "span", "a", "li", "address", "h4", "h5", "h6", "strong", "em"):
        named = "byline" in (element.get("class") or "").lower() or _BY_LINE.match(element.text or "")
        if named and len(text := _parts(element)) <= MAX_BYLINE:
            yield text


def _parts(element: html.HtmlElement) -> str:
    """The text of a byline, its elements parted by commas: name, name, outlet, date."""
    return ", ".join(part for text in element.itertext() if (part := " ".join(text.split())))
