"""Take out of a page's tree what is no part of its article: boxes that ask for something, captions, other stories."""

import re
from functools import lru_cache

from lxml import html

JUNK_SHARE = 0.25
"""A block with more of the page's paragraph text than that is the article, whatever it is called."""
RUNNING = 40
"""Least characters of running text without an element in them."""
LONGEST_CAPTION = 600
"""Longest caption, in characters: what is longer and bears the name is a story in pictures."""
LONGEST_NAME = 500
"""How much of an element's names is looked at, in characters; of the longest ones the end is made by machines."""
LINKED_LIST = 0.3
"""Share of a list's text in links that makes a list below an article one of other stories."""

BLOCKS = frozenset(
    """address article aside blockquote div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr iframe main nav
    noscript ol p pre script section style table ul video""".split()  # noqa: SIM905
)
"""Elements that part paragraphs."""

# Names of blocks that ask for something: to subscribe, to sign up, to share, to print, to read another story.
_JUNK = re.compile(
    r"newsletter|sign-?up\b|\bsubscribe\b|subscription-|[-_]cta\b|\bcta[-_]|print-header|print-tools|article-tools|"
    r"\bpromo[-_]|[-_]promo\b|read-?more|related-?(?:stor|article|post|content|link)|recirc|"
    r"trending|most-(?:read|popular)|outbrain|taboola|author-?bio|bio-?box|gdpr|cookie-?(?:bar|banner|notice|consent)|"
    r"paywall-(?:prompt|overlay|message)|sponsored|advert(?:isement|orial)?\b|disclaimer|copyright|"
    r"comments?-(?:area|section|list|form)",
    re.IGNORECASE,
)
_JUNK_TAGS = ("div", "section", "aside", "ul", "p", "span", "li", "form", "table", "figure")
# Inside a sentence only the bubble is foreign; the word that it explains bears a name like it.
_POPUP = re.compile(
    r"(?:rollover|tooltip|popover)[\w-]{0,60}[-_](?:block|content|text|body|card|inner|box)", re.IGNORECASE
)
_CAPTION = re.compile(r"caption|(?:photo|image|media|picture)[-_]{0,2}credit", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:^|\s)(?:hidden|sr-only|visually-hidden|visuallyhidden|screen-reader-text|u-hidden)(?:\s|$)")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BODY = re.compile(r"(?:article|story|post|entry)[-_]{0,2}(?:body|text|content)", re.IGNORECASE)


def drop_foreign(tree: html.HtmlElement) -> None:
    """Change the tree in place. What holds much of the page's running text stays, whatever it is called."""
    _drop_junk(tree)
    _drop_captions(tree)
    _drop_cards(tree)
    _drop_link_lists(tree)


def _drop_junk(tree: html.HtmlElement) -> None:
    """Blocks called newsletter, related stories and the like, unless most of the text is in them."""
    most = JUNK_SHARE * running_text(tree)
    for element in list(tree.iter(*_JUNK_TAGS)):
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if named == " " and not element.get("style") and element.get("hidden") is None:
            continue
        junk = _is_called(named, _POPUP if element.tag == "span" else _JUNK) or _is_hidden(element)
        if junk and running_text(element) <= most and not _has_body(element):
            element.drop_tree()


@lru_cache(maxsize=4096)
def _is_called(named: str, names: re.Pattern[str]) -> bool:
    """Remembered, as pages use the same names over and over."""
    return names.search(named[:LONGEST_NAME]) is not None


def _has_body(element: html.HtmlElement) -> bool:
    """Whether an element is, or holds, what the page itself calls the article's body. One that holds several holds
    cards of other articles.
    """
    return _is_body(element) or sum(map(_is_body, element.iterdescendants("div", "section", "article"))) == 1


def _is_body(element: html.HtmlElement) -> bool:
    named = any(map(_BODY.fullmatch, (element.get("class") or "").split()))
    return named or element.get("itemprop") == "articleBody"


def _is_hidden(element: html.HtmlElement) -> bool:
    hidden = element.get("hidden") is not None or _HIDDEN_STYLE.search(element.get("style") or "")
    return bool(hidden or _HIDDEN.search(element.get("class") or ""))


def _drop_captions(tree: html.HtmlElement) -> None:
    for element in list(tree.iter("div", "p", "span", "td", "small", "h6")):
        if _CAPTION.search(element.get("class") or "") and len(element.text_content()) <= LONGEST_CAPTION:
            _drop(element)


def _drop_cards(tree: html.HtmlElement) -> None:
    """Links around blocks: they lead to other stories, with heading and first lines."""
    most = JUNK_SHARE * running_text(tree)
    for link in list(tree.iter("a")):
        around_blocks = link.get("href") and any(inner.tag in BLOCKS for inner in link.iterdescendants())
        if around_blocks and running_text(link) <= most:
            _drop(link)


def _drop_link_lists(tree: html.HtmlElement) -> None:
    """Lists behind the last paragraph of a box, each item of them with a link."""
    for listed in list(tree.iter("ul")):
        items = listed.findall("li")
        total = len(listed.text_content().strip())
        if len(items) < 3 or not total or any(item.find(".//a") is None for item in items):
            continue
        linked = sum(len(link.text_content()) for link in listed.iter("a"))
        if linked > LINKED_LIST * total and not any(running_text(after) for after in listed.itersiblings()):
            _drop(listed)


def _drop(element: html.HtmlElement) -> None:
    """Drop an element that may be gone already, with one around it."""
    if element.getparent() is not None:
        element.drop_tree()


def running_text(element: html.HtmlElement) -> int:
    """Characters in stretches long enough to be prose, whatever elements hold them."""
    return sum(len(text) for text in element.itertext() if len(text) >= RUNNING)
