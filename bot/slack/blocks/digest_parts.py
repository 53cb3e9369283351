"""The parts of a digest as blocks, each with how it is read aloud."""

from math import ceil
from typing import Any

from bot.digests.digest import Coming, Digest, Item, LeadEvent, Recurring
from bot.digests.recurring import sparkline
from bot.slack.blocks import rich
from bot.slack.blocks.digest_words import (
    MAX_TITLE,
    NOTHING,
    Part,
    coming_words,
    elements,
    lead_lines,
    left_out,
    plain,
    quote_words,
    rhythm_parts,
    rhythm_words,
    span_words,
    standing_words,
    year_of,
)
from bot.slack.blocks.message import Json
from bot.slack.blocks.mrkdwn import host, snippet
from bot.slack.blocks.spoken import sentence
from bot.slack.blocks.thread_links import thread_link

MOST_LINKS = 4
MAX_SITE = 60
MOST_DUE, MOST_OVERDUE = 3, 2
"""Series named in the one line of a day on which nothing happened."""
LINE = 90
"""Characters of a line in Slack's window on a laptop."""
HEADER_LINES, BLOCK_GAP = 2, 0.5
"""A header's height in lines, and the space above a block."""

Piece = tuple[list[Json], str]
"""Blocks, and how they are read aloud."""


def event_piece(lead: LeadEvent) -> Piece:
    """An event: headline, where it stands, what happened, the best quote, articles and threads."""
    parts = [rich.section(*_title(lead.head), rich.text(f" — {standing_words(lead)}"))]
    if lines := [rich.section(rich.text(words)) for words in lead_lines(lead)]:
        parts.append(rich.bullets(lines))
    quote, who = quote_words(lead)
    if quote and lead.quote is not None:
        styles = ("italic",) if lead.quote.kind == "indirect" else ()
        parts.append(rich.quotation(rich.text(quote, *styles), rich.text(f" — {who}")))
    shown = lead.items[:MOST_LINKS]
    links = [element for at, item in enumerate(shown) for element in (*_comma(at), *_links(item))]
    more = len(lead.items) - len(shown)
    parts.append(rich.section(*links, rich.text(f" and {more} more" if more > 0 else "")))
    said = f"{_name(lead.head)}, {standing_words(lead)}. {' '.join(map(sentence, lead_lines(lead, aloud=True)))}"
    return [rich.block(*parts)], f"{said} {who}: {quote}" if quote else said


def event_line(lead: LeadEvent) -> Piece:
    """An event of a long digest: headline, where it stands, its article's thread."""
    words = rich.text(f" — {standing_words(lead)} · ")
    section = rich.section(*_title(lead.head), words, *_links(lead.head))
    return [rich.block(section)], f"{_name(lead.head)}, {standing_words(lead)}"


def recurring_piece(each: Recurring, year: int) -> Piece:
    """A series: its last days as bars, and in words what the bars say."""
    name = snippet(each.name, MAX_TITLE) or "A series"
    section = rich.section(
        rich.text("🔁 "),
        rich.text(name, "bold"),
        rich.text(f" {sparkline(each.days)} — "),
        *elements(rhythm_parts(each)),
    )
    return [rich.block(section)], f"Recurring: {name}, {rhythm_words(each, year)}"


def coming_piece(each: Coming, year: int) -> Piece:
    """Something ahead: its day, what, and the article that says so."""
    words = coming_words(each)
    days: list[Part] = [(each.first, each.last)]
    shown = [*elements(days), rich.text(f": {words}")]
    if each.item is not None:
        shown += [rich.text(" "), rich.link(each.item.share.url, _site(each.item))]
    return [rich.block(rich.section(*shown))], f"Coming up, {span_words(each.first, each.last, year)}: {words}"


def quiet_piece(digest: Digest, title: str) -> Piece:
    """The one line of a time in which nothing happened: what is due soon, and what is overdue."""
    parts: list[Part] = [f"{title}. {NOTHING}"]
    due = [each for each in digest.coming if each.item is None][:MOST_DUE]
    for at, each in enumerate(due):
        parts += ["; " if at else " Expected: ", f"{snippet(each.words, MAX_TITLE)} ", (each.first, each.last)]
    parts += ["."] if due else []
    overdue = [snippet(each.name, MAX_TITLE) for each in digest.recurring if each.standing == "overdue"]
    parts += [f" Overdue: {', '.join(overdue[:MOST_OVERDUE])}."] if overdue else []
    parts += [f" {words}" for words in left_out(digest)]
    return [rich.block(rich.section(*elements(parts)))], plain(parts, year_of(digest))


def heading(words: str) -> Json:
    """A line in bold over a part."""
    return rich.block(rich.section(rich.text(words, "bold")))


def height(blocks: list[Json]) -> float:
    """Lines that blocks take up on a laptop, about."""
    lines = 0.0
    for block in blocks:
        kind = block["type"]
        if kind == "header":
            lines += HEADER_LINES
        elif kind == "context":
            lines += ceil(sum(len(each["text"]) for each in block["elements"]) / LINE)
        else:
            lines += sum(ceil(max(1, _length(part)) / LINE) for part in _paragraphs(block))
        lines += BLOCK_GAP
    return lines


def _paragraphs(block: Json) -> list[Any]:
    parts = block["elements"]
    return [line for part in parts for line in (part["elements"] if part["type"] == "rich_text_list" else [part])]


def _length(paragraph: Json) -> int:
    return sum(len(each.get("text") or each.get("fallback") or "") for each in paragraph["elements"])


def _name(item: Item) -> str:
    return snippet(item.share.title, MAX_TITLE) or "Untitled"


def _title(item: Item) -> list[Json]:
    return [rich.link(item.share.url, _name(item), "bold")]


def _site(item: Item) -> str:
    return snippet(item.article.site or item.share.site or "", MAX_SITE) or host(item.share.url) or "Article"


def _links(item: Item) -> list[Json]:
    """The article with its outlet, and the thread in which it was answered."""
    return [
        rich.link(item.share.url, _site(item)),
        rich.text(" ("),
        rich.link(thread_link(item.share.channel, item.share.thread_ts), "thread"),
        rich.text(")"),
    ]


def _comma(at: int) -> list[Json]:
    return [rich.text(" · ")] if at else []
