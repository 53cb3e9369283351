"""Stories as lists: what `/story` shows, and the modal behind *Timeline*."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from bot.events.event import Event
from bot.slack.blocks import rich
from bot.slack.blocks.limits import check, check_view, weight
from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.mrkdwn import day_words, escape, snippet
from bot.slack.blocks.recurrence import number

MAX_NAME = 150
MAX_TITLE = 110
MOST_LINKS = 4
"""Articles named of one event."""
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


def timeline(name: str, events: Sequence[Event]) -> Json:
    """The modal: the story's events, latest first, with their days, figures and articles."""
    blocks: list[Json] = [rich.block(rich.section(rich.text(snippet(name, MAX_NAME) or "This story", "bold")))]
    for event in sorted(events, key=lambda event: event.days[:1] or ("",), reverse=True):
        block = rich.block(
            rich.section(rich.text(_day(event), "bold"), rich.text(_figures(event))),
            rich.bullets(
                [
                    rich.section(
                        rich.link(source.url, snippet(source.title, MAX_TITLE) or "Untitled"),
                        rich.text(f" · {snippet(source.site or '', 60)}" if source.site else ""),
                    )
                    for source in event.sources[-MOST_LINKS:]
                ]
            ),
        )
        if weight([*blocks, block]) > LIST_WEIGHT:
            left = "Older events are left out."
            blocks.append({"type": "context", "elements": [{"type": "plain_text", "text": left, "emoji": False}]})
            break
        blocks.append(block)
    return check_view(
        {
            "type": "modal",
            "callback_id": "timeline",
            "title": {"type": "plain_text", "text": "Timeline", "emoji": False},
            "close": {"type": "plain_text", "text": "Close", "emoji": False},
            "blocks": blocks,
        }
    )


def _extent(events: Sequence[Event]) -> str:
    articles = sum(event.count for event in events)
    parts = [f"{len(events)} events"] if len(events) > 1 else []
    parts += [f"{articles} article{'s'[: articles > 1]}", _day(max(events, key=lambda event: event.last_at or 0.0))]
    return f" — {', '.join(parts)}"


def _day(event: Event) -> str:
    if event.days:
        return day_words(date.fromisoformat(event.days[0]))
    return day_words(datetime.fromtimestamp(event.last_at, UTC).date()) if event.last_at is not None else "undated"


def _figures(event: Event) -> str:
    values: dict[str, list[str]] = {}
    for reading in event.readings:
        said = values.setdefault(reading.measure, [])
        if not said or said[-1] != number(reading.value):
            said.append(number(reading.value))
    words = [f"{measure} {' → '.join(said[-4:])}" for measure, said in values.items()][:5]
    return f" — {'; '.join(words)}" if words else ""
