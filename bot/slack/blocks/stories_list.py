"""Stories as a list: what `/story` shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.events.event import Event
from bot.slack.blocks import rich
from bot.slack.blocks.limits import check, weight
from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.mrkdwn import day_words, escape, snippet

MAX_NAME = 150
LIST_WEIGHT = 10_000
"""Characters of a list as JSON, of the 12,000 that a message takes."""


@dataclass(frozen=True, slots=True)
class Row:
    """A story with its events, or a part of one. `mark`: what the reader wished of it, in words."""

    number: int
    name: str
    events: Sequence[Event]
    mark: str = ""


def listed(rows: Sequence[Row], words: str, *, total: int, private: bool) -> Message:
    """Numbered stories, each with how much there is of it and the day of its latest article. `rows` are the latest of
    `total`; `words` is what was searched for, or ''; `private`: only what was shared where they are read."""
    if not rows:
        return _none(words, private=private)
    items = _items((row, _story_extent(row.events)) for row in rows)
    searched = f" for “{snippet(words, 80)}”" if words else ""
    if len(items) < total:
        return _list(f"The latest {len(items)} of {total} stories{searched}", items)
    return _list("1 story" + searched if total == 1 else f"{total} stories{searched}, the latest first", items)


def parts_listed(name: str, rows: Sequence[Row], *, of_events: bool) -> Message:
    """The numbered parts of one story: its events, or (not `of_events`) its articles."""
    items = _items((row, _part_extent(row.events)) for row in rows)
    what = f"{len(rows)} {'event' if of_events else 'article'}{'s'[: len(rows) != 1]}"
    left = f", here the latest {len(items)}" if len(items) < len(rows) else ", the latest first"
    return _list(f"“{snippet(name, MAX_NAME)}”: {what}{left if len(rows) > 1 else ''}", items)


def helped(lines: Sequence[tuple[str, str]], rest: str) -> Message:
    """What can be asked for: each form with what it does, and a last line."""
    items = [rich.section(rich.text(form, "code"), rich.text(f" {does}")) for form, does in lines]
    spoken = " ".join(f"{form} {does}." for form, does in lines)
    return check(Message(escape(f"{spoken} {rest}"), (rich.block(rich.bullets(items), rich.section(rich.text(rest))),)))


def event_day(event: Event) -> str:
    """When it took place, or was last told of where no article says."""
    day = first_day(event)
    return day_words(day) if day else "undated"


def first_day(event: Event) -> date | None:
    """The first day it took place, or (UTC) it was last told of where no article says."""
    return date.fromisoformat(event.days[0]) if event.days else _told(event)


def _none(words: str, *, private: bool) -> Message:
    where = " in this conversation" if private else ""
    none = f"I know no story with “{snippet(words, 80)}”{where}." if words else f"I know no stories{where} yet."
    more = " What public channels shared I tell of there: ask in one of them." if private else ""
    more = more or (" See /story help." if words else " Share a link.")
    return Message(escape(none + more), (rich.block(rich.section(rich.text(none + more))),))


def _list(head: str, items: Sequence[Json]) -> Message:
    return check(Message(escape(head), (rich.block(rich.section(rich.text(head))), rich.block(*items))))


def _items(rows: Iterable[tuple[Row, str]]) -> list[Json]:
    """As many as a message takes."""
    items: list[Json] = []
    for row, extent in rows:
        name = rich.text(snippet(row.name, MAX_NAME) or "Untitled", "bold")
        mark = rich.text(f" ({row.mark})", "italic") if row.mark else rich.text("")
        line = rich.section(rich.text(f"{row.number}. "), name, rich.text(extent), mark)
        if weight([*items, line]) > LIST_WEIGHT:
            break
        items.append(line)
    return items


def _story_extent(events: Sequence[Event]) -> str:
    """By its latest article's day stories are in order, so that is the day which is told."""
    articles = _articles(events)
    last = max(events, key=lambda event: event.last_at or 0.0)
    told = _told(last)
    when = (f"last {day_words(told)}" if articles > 1 else day_words(told)) if told else event_day(last)
    parts = [f"{len(events)} events"] if len(events) > 1 else []
    return f" — {', '.join([*parts, _number(articles), when])}"


def _part_extent(events: Sequence[Event]) -> str:
    articles = _articles(events)
    parts = [_number(articles)] if articles > 1 else []
    return f" — {', '.join([*parts, *map(event_day, events[:1])])}"


def _articles(events: Sequence[Event]) -> int:
    return sum(event.count for event in events)


def _number(articles: int) -> str:
    return f"{articles} article{'s'[: articles > 1]}"


def _told(event: Event) -> date | None:
    return datetime.fromtimestamp(event.last_at, UTC).date() if event.last_at is not None else None
