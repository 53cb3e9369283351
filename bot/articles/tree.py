"""From a page's HTML to an lxml tree of bounded size."""

import re

from lxml import etree, html

from bot.articles.charsets import decode
from bot.articles.errors import NoArticle, TooLarge

MAX_CHARS = 10_000_000
"""Longest page parsed, in characters; the fetcher's own limit. The longest of the 90 development pages has 1.5
million."""
MAX_ELEMENTS = 30_000
"""Most elements of a page: extraction takes 0.1 s for 5,000, 1.6 s for 30,000, and 5.5 s for twice that; links in
running text take it 1.2 s for 4,000 and are ended by `bounded` (`python -m benchmarks.hostile_pages`). The 90
development pages have at most 1,596."""
MAX_ATTRIBUTES = 300
"""Most attributes of one element: libxml2 takes 8 s for 100,000 of them, as it looks for doubles among all."""

# XML knows neither these control characters nor half a surrogate pair; NUL ends a string in C.
_UNPARSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ATTRIBUTE_FLOOD = re.compile(r"<[a-z][^<>]{4000,}", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\s[\w:.-]+\s*=")


def parse_tree(page: bytes | str) -> html.HtmlElement:
    """The tree of a page, without comments. libxml2 cuts whatever is nested deeper than 256 elements.

    Raises:
        NoArticle: there is no element in it.
        TooLarge: it has more characters, elements or attributes than any article.
    """
    text = decode(page) if isinstance(page, bytes) else page
    if len(text) > MAX_CHARS:
        raise TooLarge(MAX_CHARS)
    for tag in _ATTRIBUTE_FLOOD.finditer(text):
        if len(_ATTRIBUTE.findall(tag.group())) > MAX_ATTRIBUTES:
            raise TooLarge(MAX_CHARS)
    # The parser is told the encoding, so that a declaration in the page, which was for its bytes, is not believed.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(_UNPARSABLE.sub(" ", text).encode("utf-8"), parser=parser)
    except etree.LxmlError:
        raise NoArticle("The page is empty.") from None
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise TooLarge(MAX_CHARS)
    return tree


def visible_text(tree: html.HtmlElement) -> str:
    """The words on the page, on one line, without those of scripts and styles."""
    texts = tree.xpath(".//body//text()[not(ancestor::script or ancestor::style or ancestor::template)]")
    return " ".join(" ".join(texts).split())
