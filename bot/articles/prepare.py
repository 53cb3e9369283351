"""Make a page's tree easier to read before its text is extracted: each step mends one cause of lost or foreign text."""

import re
from collections import defaultdict

from lxml import etree, html

from bot.articles.foreign import BLOCKS, drop_foreign, running_text

LAYOUT_CELL = 500
"""Characters in one cell that make a table a frame for the page and not data. Cells of data on the development
pages have at most 86, frames at least 830."""
LOOSE_TEXT = 60
"""Characters of running text directly in a block beside other blocks that make it a paragraph of its own."""
LINKED_SHARE = 0.5
"""A paragraph with more of its text in links than that is a list of links."""

_KEEPS_LINES = frozenset({"pre", "textarea", "code"})
_CHUNK = re.compile(
    r"(?:article|story|post|entry|content|body)[-_]{0,2}(?:body|text|content|copy|container|chunk)", re.IGNORECASE
)
_SUBHEAD = re.compile(r"sub-?head", re.IGNORECASE)
_EMBED = re.compile(r"twitter-tweet|instagram-media|fb-post|bluesky-embed|mastodon-embed", re.IGNORECASE)


def prepare(tree: html.HtmlElement) -> None:
    """Change the tree in place."""
    etree.strip_elements(tree, "script", "style", "svg", "template", with_tail=False)
    _join_source_lines(tree)
    drop_foreign(tree)
    _unwrap_paragraphs(tree)
    _open_layout_tables(tree)
    _join_chunks(tree)
    _wrap_loose_text(tree)
    _name_paragraphs(tree)
    _keep_embeds(tree)
    _keep_words(tree)
    _name_subheads(tree)
    _join_headings(tree)


def _join_source_lines(tree: html.HtmlElement) -> None:
    """Line breaks in a page's source are spaces, though trafilatura keeps some of them."""
    for element in tree.iter():
        if element.text and "\n" in element.text and element.tag not in _KEEPS_LINES:
            element.text = element.text.replace("\n", " ")
        if element.tail and "\n" in element.tail:
            element.tail = element.tail.replace("\n", " ")


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
    """Bare blocks of running text become paragraphs where they stand beside paragraphs. On a page with more text in
    bare blocks than in paragraphs all do, with their short neighbours.
    """
    bare = [div for div in tree.iter("div") if not any(map(_holds_block, div))]
    long = [div for div in bare if running_text(div) >= LOOSE_TEXT]
    built_of_blocks = sum(map(running_text, long)) > sum(map(running_text, tree.iter("p")))
    parents = {div.getparent() for div in long}
    for div in bare if built_of_blocks else long:
        parent = div.getparent()
        beside = parent is not None and any(running_text(p) for p in parent.iterchildren("p"))
        if beside or (built_of_blocks and parent in parents and div.text_content().strip()):
            div.tag = "p"


def _holds_block(element: html.HtmlElement) -> bool:
    """Whether an element is a block or has one in it, as elements of a site's own making (`<x-story>`) often do."""
    return any(inner.tag in BLOCKS for inner in element.iter())


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


def _unwrap_paragraphs(tree: html.HtmlElement) -> None:
    """A paragraph that has a box to itself leaves it: trafilatura drops small boxes for a single link."""
    for paragraph in list(tree.iter("p")):
        linked = sum(len(link.text_content()) for link in paragraph.iter("a"))
        if running_text(paragraph) < LOOSE_TEXT or linked > LINKED_SHARE * len(paragraph.text_content()):
            continue
        box = paragraph.getparent()
        while box is not None and box.tag == "div" and len(box) == 1 and not (box.text or "").strip():
            outer = box.getparent()
            if outer is None or outer.tag == "body" or (paragraph.tail or "").strip():
                break
            box.drop_tag()
            box = outer


def _join_headings(tree: html.HtmlElement) -> None:
    """Blocks in a heading are there for the space around it."""
    for heading in tree.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        for inner in list(heading.iter("div")):
            inner.drop_tag()


def _name_subheads(tree: html.HtmlElement) -> None:
    for element in tree.iter("div", "p"):
        if _SUBHEAD.search(element.get("class") or "") and len(element.text_content()) < 200:
            element.tag = "h3"
