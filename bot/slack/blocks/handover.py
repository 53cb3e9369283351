"""What happened since somebody's last shift, for them alone: at most three messages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.digests.digest import Digest, Item, LeadEvent
from bot.events.shares import Share
from bot.slack.blocks import rich
from bot.slack.blocks.head import context
from bot.slack.blocks.limits import check, weight
from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.mrkdwn import escape, snippet
from bot.slack.blocks.recurrence import conflict_words, moved_words, ordinal
from bot.slack.blocks.spoken import sentence, spoken
from bot.slack.blocks.thread_links import thread_link
from bot.slack.revised_log import Revised

MAX_TITLE, MAX_SITE, MAX_LINE = 150, 50, 300
MOST_LINES = 3
"""Changes told of one article."""
MOST_TITLES = 3
"""Headlines named of what one person shared; more are counted."""
MOST_MESSAGES = 3
"""Of a long absence the events that weigh most are told; `/handover` with a later time narrows it."""
MOST_WEIGHT = 9_500
"""Characters of a message's blocks as JSON, of the 12,000 that it takes; headings come on top."""
A_BOT = "A feed"


@dataclass(frozen=True, slots=True)
class Handover:
    """What is handed over: `since` in the reader's zone and the `reason` for it, the digest of the time, who shared
    what, and which articles changed."""

    since: datetime
    reason: str
    digest: Digest
    shares: tuple[Share, ...]
    revised: tuple[Revised, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line under a heading, as blocks show it and as it is read aloud."""

    heading: str
    shown: Json
    said: str


def handover(told: Handover) -> list[Message]:
    """The handover, the heaviest events first; what does not fit into MOST_MESSAGES is counted."""
    lines = list(_lines(told))
    if not lines:
        return [_message([_title(told)], [_head(told), context("Nothing was shared since then that you may see.")])]
    messages: list[Message] = []
    blocks, said = [_head(told)], [_title(told)]
    while lines:
        taken = _fill(blocks, said, lines)
        lines = lines[taken:]
        if lines and len(messages) + 1 == MOST_MESSAGES:
            blocks.append(context(f"{len(lines)} more not told. Ask for less: /handover 8h"))
            lines = []
        messages.append(_message(said, blocks))
        blocks, said = [], []
    return messages


def _fill(blocks: list[Json], said: list[str], lines: Sequence[_Line]) -> int:
    """Put lines into a message, under their headings, as long as there is room; how many."""
    taken = 0
    while taken < len(lines):
        heading, items = lines[taken].heading, list[Json]()
        while taken < len(lines) and lines[taken].heading == heading:
            if weight([*blocks, *items, lines[taken].shown]) > MOST_WEIGHT:
                break
            items.append(lines[taken].shown)
            said.append(lines[taken].said)
            taken += 1
        if items:
            blocks.append(rich.block(rich.section(rich.text(heading, "bold")), rich.bullets(items)))
        if taken < len(lines) and lines[taken].heading == heading:
            break
    return taken


def _lines(told: Handover) -> Iterator[_Line]:
    events = told.digest.events
    yield from (_event("New", lead) for lead in events if lead.new)
    yield from (_event("Went on", lead) for lead in events if not lead.new)
    yield from (_about(lead, "Figures that moved", moved_words(each)) for lead in events for each in lead.moved)
    yield from (_about(lead, "Outlets differ", conflict_words(each)) for lead in events for each in lead.conflicts)
    yield from (_change(each) for each in told.revised)
    yield from _sharers(told.shares)


def _event(heading: str, lead: LeadEvent) -> _Line:
    item = lead.head
    parts = [f"{len(lead.items)} article{'s'[: len(lead.items) != 1]}"]
    parts += [f"{len(lead.outlets)} outlets"] if len(lead.outlets) > 1 else []
    if lead.series:
        name = snippet(lead.series, 80)
        parts.append(f"{ordinal(lead.nth)} of “{name}”" if lead.nth else name)
    users = list(dict.fromkeys(each.share.user for each in lead.items if each.share.user))
    by: list[Json] = [rich.text(", shared by ")] if users else []
    for at, user in enumerate(users[:3]):
        by += [rich.text(", " if at else ""), rich.user(user)]
    shown = rich.section(
        rich.link(item.share.url, _title_of(item), "bold"),
        rich.text(f" — {', '.join(parts)}"),
        *by,
        *_thread(item.share.channel, item.share.thread_ts),
    )
    return _Line(heading, shown, f"{heading}: {_title_of(item)}, {', '.join(parts)}")


def _about(lead: LeadEvent, heading: str, words: str) -> _Line:
    title, line = _title_of(lead.head), snippet(words, MAX_LINE)
    share = lead.head.share
    shown = rich.section(rich.text(line), rich.text(f" — {title}"), *_thread(share.channel, share.thread_ts))
    return _Line(heading, shown, f"{heading}: {line} {title}")


def _change(revised: Revised) -> _Line:
    title = snippet(revised.title, MAX_TITLE) or "An article"
    words = "; ".join(snippet(line, MAX_LINE) for line in revised.lines[:MOST_LINES])
    shown = rich.section(
        rich.link(revised.url, title, "bold"),
        rich.text(f": {words}"),
        *_thread(revised.channel, revised.thread_ts),
    )
    return _Line("Articles that were changed", shown, f"Changed: {title}. {words}")


def _sharers(shares: Iterable[Share]) -> Iterator[_Line]:
    """Who shared what, most first."""
    by_user: dict[str | None, dict[str, Share]] = {}
    for share in shares:
        by_user.setdefault(share.user, {}).setdefault(share.story, share)
    for user, shared in sorted(by_user.items(), key=lambda each: -len(each[1])):
        count = f" {len(shared)} link{'s'[: len(shared) != 1]}: "
        elements: list[Json] = [rich.user(user) if user else rich.text(A_BOT), rich.text(count)]
        for at, share in enumerate(list(shared.values())[:MOST_TITLES]):
            elements.append(rich.text("; " if at else ""))
            elements.append(
                rich.link(thread_link(share.channel, share.thread_ts), snippet(share.title, 80) or "Untitled")
            )
        if len(shared) > MOST_TITLES:
            elements.append(rich.text(f"; and {len(shared) - MOST_TITLES} more"))
        titles = "; ".join(snippet(share.title, 80) for share in list(shared.values())[:MOST_TITLES])
        yield _Line("Who shared what", rich.section(*elements), f"Shared{count}{titles}")


def _thread(channel: str, ts: str) -> tuple[Json, ...]:
    return rich.text(" ("), rich.link(thread_link(channel, ts), "thread"), rich.text(")")


def _head(told: Handover) -> Json:
    return rich.block(
        rich.section(
            rich.text("Since ", "bold"),
            rich.moment(told.since),
            rich.text(f" ({told.reason}): {_counts(told)}"),
        )
    )


def _title(told: Handover) -> str:
    since = told.since
    day = f"{since:%A} {since.day} {since:%B}, {since:%H:%M}"
    return f"Since {day} ({told.reason}): {_counts(told)}"


def _counts(told: Handover) -> str:
    events, articles = len(told.digest.events), told.digest.articles
    if not events:
        return "no news."
    return (
        f"{events} event{'s'[: events != 1]}, {articles} article{'s'[: articles != 1]}, {told.digest.outlets} outlets."
    )


def _title_of(item: Item) -> str:
    return snippet(item.share.title, MAX_TITLE) or "Untitled"


def _message(said: Iterable[str], blocks: Sequence[Json]) -> Message:
    return check(Message(spoken(escape(sentence(line)) for line in said), tuple(blocks)))
