"""Stories as a list: what `/story` shows."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from bot.events.event import Event
from bot.slack.blocks import rich
from bot.slack.blocks.limits import check, weight
from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.mrkdwn import day_words, escape, snippet

MAX_NAME = 150
LIST_WEIGHT = 10_000
"""Characters of a list as JSON, of the 12,000 that a message takes."""


def listed(stories: Sequence[tuple[int, str, Sequence[Event]]], words: str) -> Message:
    """Numbered stories, each with its days and how many articles; `words` is what was searched for, or ''."""
    if not stories:
        none = f"I know no story with “{snippet(words, 80)}”." if words else "I know no stories yet: share a link."
        return Message(escape(none), (rich.block(rich.section(rich.text(none))),))
    items: list[Json] = []
    for at, name, events in stories:
        line = rich.section(
            rich.text(f"{at}. "), rich.text(snippet(name, MAX_NAME) or "Untitled", "bold"), rich.text(_extent(events))
        )
        if weight([*items, line]) > LIST_WEIGHT:
            break
        items.append(line)
    head = f"{len(items)} stor{'y' if len(items) == 1 else 'ies'}" + (f" for “{snippet(words, 80)}”" if words else "")
    return check(Message(escape(head), (rich.block(rich.section(rich.text(head))), rich.block(*items))))


def _extent(events: Sequence[Event]) -> str:
    articles = sum(event.count for event in events)
    parts = [f"{len(events)} events"] if len(events) > 1 else []
    parts += [
        f"{articles} article{'s'[: articles > 1]}",
        event_day(max(events, key=lambda event: event.last_at or 0.0)),
    ]
    return f" — {', '.join(parts)}"


def event_day(event: Event) -> str:
    """When it took place, or was last told of where no article says."""
    if event.days:
        return day_words(date.fromisoformat(event.days[0]))
    return day_words(datetime.fromtimestamp(event.last_at, UTC).date()) if event.last_at is not None else "undated"
