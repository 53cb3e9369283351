"""The head of whatever tells of an article: its headline, which is the link, where it is from, and the five Ws."""

from collections.abc import Sequence
from datetime import datetime

from bot.articles.article import Article
from bot.reading.brief import Brief, Embargo
from bot.slack.blocks import rich
from bot.slack.blocks.message import Json
from bot.slack.blocks.mrkdwn import date_tag, host, parse_time, snippet
from bot.slack.blocks.story import five_ws_words, kind_words

WORDS_PER_MINUTE = 238
"""Silent reading of English non-fiction by adults: Brysbaert 2019, a meta-analysis of 190 studies."""
MAX_TITLE = 250
MAX_NOTE = 300
MAX_EMBARGO = 160
MAX_NAMES = 3
"""Authors named; a byline of more says how many others."""


def untitled(url: str) -> str:
    """What stands where an article has no headline."""
    return f"An article on {host(url)}" if url else "The text you pasted"


def head(article: Article, brief: Brief, url: str, title: str) -> list[Json]:
    """The headline that is the link, what is known of the piece, and the five Ws."""
    ws = five_ws_words(brief)
    return [
        rich.block(rich.section(rich.link(url, title, "bold"))),
        _meta(article, brief, url),
        *([_embargo(brief.embargo)] if brief.embargo else []),
        *([context(ws)] if ws else []),
    ]


def embargo_words(embargo: Embargo) -> str:
    """`Under embargo: “Embargoed until 14:00 GMT”`."""
    return f"Under embargo: “{snippet(embargo.text, MAX_EMBARGO)}”"


def _embargo(embargo: Embargo) -> Json:
    when = parse_time(embargo.until)
    moment = [rich.text(" — until "), rich.moment(when)] if isinstance(when, datetime) else []
    return rich.block(rich.section(rich.text(f"⛔ {embargo_words(embargo)}", "bold"), *moment))


def reading_minutes(article: Article) -> int:
    """Minutes to read the text, at least one."""
    return max(1, round(len(article.text[article.body_start :].split()) / WORDS_PER_MINUTE))


def byline(authors: Sequence[str]) -> str:
    """`Ann Lee`, `Ann Lee and Bo Ek`, `Ann Lee, Bo Ek, Cy Fox and 2 others`; nothing where none is named."""
    names = [snippet(name, 60) for name in authors if snippet(name, 60)]
    if len(names) > MAX_NAMES + 1:
        names = [*names[:MAX_NAMES], f"{len(names) - MAX_NAMES} others"]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _meta(article: Article, brief: Brief, url: str) -> Json:
    """site · byline · published · kind · reading time · paywall note. Names stand in plain_text: no markup there."""
    known = [snippet(article.site or "", 80) or host(url), byline(article.authors)]
    elements: list[Json] = [_plain(origin)] if (origin := " · ".join(filter(None, known))) else []
    published = parse_time(article.published)
    if published is not None:
        elements.append({"type": "mrkdwn", "text": f"· {date_tag(published)}"})
    words = kind_words(article, brief)
    kind = f"· {words} " if words else ""
    last = f"{kind}· {reading_minutes(article)} min read"
    if article.paywalled:
        last += " · Paywalled: read from what the page shows to everyone"
    return {"type": "context", "elements": [*elements, _plain(last)]}


def context(words: str) -> Json:
    """A line of small print."""
    return {"type": "context", "elements": [_plain(words)]}


def _plain(words: str) -> Json:
    return {"type": "plain_text", "text": words, "emoji": False}
