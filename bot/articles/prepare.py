"""Make a page's tree easier to read before its text is extracted: each step mends one cause of lost or foreign text."""

import re
from collections import defaultdict

from lxml import etree, html

LAYOUT_CELL = 500
"""Characters in one cell that make a table a frame for the page and not data. Cells of data on the development
pages have at most 86, frames at least 830."""
LOOSE_TEXT = 60
"""Characters of running text directly in a block beside other blocks that make it a paragraph of its own."""
JUNK_SHARE = 0.25
"""A block with more of the page's paragraph text than that is the article, whatever it is called."""
RUNNING = 40
"""Least characters of running text without an element in them."""

_BLOCKS = frozenset(
    """address article aside blockquote div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr iframe main nav
    noscript ol p pre script section style table ul video""".split()  # noqa: SIM905
)
_KEEPS_LINES = frozenset({"pre", "textarea", "code"})
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
_POPUP = re.compile(r"(?:rollover|tooltip|popover)[\w-]*[-_](?:block|content|text|body|card|inner|box)", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:^|\s)(?:hidden|sr-only|visually-hidden|visuallyhidden|screen-reader-text|u-hidden)(?:\s|$)")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHUNK = re.compile(
    r"(?:article|story|post|entry|content|body)[-_]{0,2}(?:body|text|content|copy|container|chunk)", re.IGNORECASE
)
_BODY = re.compile(r"(?:article|story|post|entry)[-_]{0,2}(?:body|text|content)", re.IGNORECASE)
_SUBHEAD = re.compile(r"sub-?head", re.IGNORECASE)
_EMBED = re.compile(r"twitter-tweet|instagram-media|fb-post|bluesky-embed|mastodon-embed", re.IGNORECASE)


def prepare(tree: html.HtmlElement) -> None:
    """Change the tree in place."""
    etree.strip_elements(tree, "script", "style", "svg", "template", with_tail=False)
    _join_source_lines(tree)
    _drop_junk(tree)
    _open_layout_tables(tree)
    _join_chunks(tree)
    _wrap_loose_text(tree)
    _name_paragraphs(tree)
    _keep_embeds(tree)
    _keep_words(tree)
    _name_subheads(tree)


def _join_source_lines(tree: html.HtmlElement) -> None:
    """Line breaks in a page's source are spaces, though trafilatura keeps some of them."""
    for element in tree.iter():
        if element.text and "\n" in element.text and element.tag not in _KEEPS_LINES:
            element.text = element.text.replace("\n", " ")
        if element.tail and "\n" in element.tail:
            element.tail = element.tail.replace("\n", " ")


def _drop_junk(tree: html.HtmlElement) -> None:
    """Blocks called newsletter, related stories and the like, unless most of the text is in them."""
    most = JUNK_SHARE * _running_text(tree)
    for element in list(tree.iter(*_JUNK_TAGS)):
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if named == " " and not element.get("style") and element.get("hidden") is None:
            continue
        junk = _POPUP if element.tag == "span" else _JUNK
        if (junk.search(named) or _is_hidden(element)) and _running_text(element) <= most and not _has_body(element):
            element.drop_tree()


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


def _open_layout_tables(tree: html.HtmlElement) -> None:
    """Tables whose cells hold whole articles, as pages had before style sheets: their cells become blocks."""
    for table in list(tree.iter("table")):
        if any(len(cell.text_content()) > LAYOUT_CELL for cell in table.iter("td")):
            for part in list(table.iter("td", "th", "tr", "tbody", "thead", "tfoot")):
                part.tag = "div"
            table.tag = "div"


def _join_chunks(tree: html.HtmlElement) -> None:
    """An article's body that is cut into several containers of one class, with advertisements between them, in one."""
    chunks: dict[tuple[str, object], list[html.HtmlElement]] = defaultdict(list)
    for element in tree.iter("div", "section"):
        name = element.get("class") or ""
        if _CHUNK.search(name) and element.find("p") is not None:
            chunks[name, next(element.iterancestors("article", "main"), None)].append(element)
    for same in chunks.values():
        first = same[0]
        for element in same[1:]:
            if first in element.iterancestors() or element.find(".//h1") is not None:
                continue
            first.extend(list(element))


def _wrap_loose_text(tree: html.HtmlElement) -> None:
    """Running text that stands directly in a block, parted by <br><br> or by other blocks, becomes paragraphs."""
    for block in list(tree.iter("div", "section", "article", "main", "center")):
        children = list(block)
        cuts = [i for i, child in enumerate(children) if _is_break(child) or _holds_block(child)]
        for start, end in zip([-1, *cuts], [*cuts, len(children)], strict=True) if cuts else ():
            _wrap(block, children[start] if start >= 0 else None, children[start + 1 : end])


def _name_paragraphs(tree: html.HtmlElement) -> None:
    """On a page with more text in bare blocks than in paragraphs, blocks of text and their short neighbours become
    paragraphs."""
    bare = [div for div in tree.iter("div") if not any(map(_holds_block, div))]
    long = [div for div in bare if len(div.text_content().strip()) >= LOOSE_TEXT]
    if sum(len(div.text_content()) for div in long) > sum(len(p.text_content()) for p in tree.iter("p")):
        parents = {div.getparent() for div in long}
        for div in bare:
            if div.getparent() in parents and div.text_content().strip():
                div.tag = "p"


def _holds_block(element: html.HtmlElement) -> bool:
    """Whether an element is a block or has one in it, as elements of a site's own making (`<x-story>`) often do."""
    return any(inner.tag in _BLOCKS for inner in element.iter())


def _is_break(element: html.HtmlElement) -> bool:
    """One of two or more <br> in a row."""
    if element.tag != "br":
        return False
    after, before = element.getnext(), element.getprevious()
    followed = after is not None and after.tag == "br" and not (element.tail or "").strip()
    preceded = before is not None and before.tag == "br" and not (before.tail or "").strip()
    return followed or preceded


def _wrap(block: html.HtmlElement, before: html.HtmlElement | None, inline: list[html.HtmlElement]) -> None:
    """Put the children `inline` of `block`, and the text between them and the child `before` them, in a paragraph, if
    there is text enough for one."""
    lead = (block.text if before is None else before.tail) or ""
    if len(" ".join([lead, *(child.text_content() + (child.tail or "") for child in inline)]).strip()) < LOOSE_TEXT:
        return
    paragraph = html.Element("p")
    paragraph.text = lead
    if before is None:
        block.text = None
        block.insert(0, paragraph)
    else:
        before.tail = None
        before.addnext(paragraph)
    paragraph.extend(inline)


def _keep_embeds(tree: html.HtmlElement) -> None:
    """Posts quoted in the article are block quotes; the names of their boxes make them look like share buttons."""
    for quote in tree.iter("blockquote"):
        if _EMBED.search(quote.get("class") or ""):
            for element in (quote, quote.getparent()):
                if element is not None and element.tag in {"blockquote", "div", "figure"}:
                    element.attrib.clear()
                    element.tag = "blockquote" if element is quote else "div"


def _keep_words(tree: html.HtmlElement) -> None:
    """Words in the middle of a paragraph stay, whatever their element is called: a sentence without them is another."""
    for span in tree.iterfind(".//p//span"):
        before = span.getprevious()
        leads = (span.getparent().text if before is None else before.tail) or ""
        if leads.strip() and (span.tail or "").strip():
            span.attrib.clear()


def _name_subheads(tree: html.HtmlElement) -> None:
    for element in tree.iter("div", "p"):
        if _SUBHEAD.search(element.get("class") or "") and len(element.text_content()) < 200:
            element.tag = "h3"


def _running_text(element: html.HtmlElement) -> int:
    """Characters in stretches long enough to be prose, whatever elements hold them."""
    return sum(len(text) for text in element.itertext() if len(text) >= RUNNING)
