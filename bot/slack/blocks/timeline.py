"""The modal behind *Timeline*: a story's events, and a chart of their last 60 days, as a picture or in signs."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.digests.chart import Chart
from bot.digests.recurring import sparkline
from bot.events.event import Event
from bot.events.measure_words import TOLD, called
from bot.slack.blocks import rich
from bot.slack.blocks.limits import ALT_TEXT, check_view, weight
from bot.slack.blocks.message import Json
from bot.slack.blocks.mrkdwn import day_words, snippet
from bot.slack.blocks.recurrence import CADENCE_WORDS, number
from bot.slack.blocks.stories_list import LIST_WEIGHT, MAX_NAME, event_day

MAX_TITLE = 110
MOST_LINKS = 4
"""Articles named of one event."""


def timeline(name: str, events: Sequence[Event], chart: Chart | None = None, picture: str | None = None) -> Json:
    """The modal: the story's events, latest first, with their days, figures and articles. Above them the `chart`: the
    Slack file `picture` (an id), or in signs where there is none."""
    blocks: list[Json] = [rich.block(rich.section(rich.text(snippet(name, MAX_NAME) or "This story", "bold")))]
    if chart is not None:
        blocks.append(_picture(chart, picture) if picture else rich.block(rich.section(rich.text(_signs(chart)))))
    for event in sorted(events, key=lambda event: event.days[:1] or ("",), reverse=True):
        block = rich.block(
            rich.section(rich.text(event_day(event), "bold"), rich.text(_figures(event))),
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


def chart_words(chart: Chart) -> str:
    """What the chart shows, in words: for who does not see it."""
    name = snippet(chart.name, MAX_NAME) or "This story"
    days = [(chart.first + timedelta(days=at), count) for at, count in enumerate(chart.counts) if count]
    told = ", ".join(f"{_short(day)}{f' ({count})' if count > 1 else ''}" for day, count in days)
    parts = [f"Bar chart. {name}: {_total(chart)}: {told}"]
    if chart.points:
        values = ", ".join(f"{_short(day)} {number(value)}" for day, value in chart.points)
        parts.append(f"{chart.measure[:1].upper()}{chart.measure[1:]}: {values}")
    if due := _due_words(chart):
        parts.append(f"N{due[1:]}")
    return snippet(". ".join(parts) + ".", ALT_TEXT)


def _picture(chart: Chart, picture: str) -> Json:
    return {"type": "image", "slack_file": {"id": picture}, "alt_text": chart_words(chart)}


def _signs(chart: Chart) -> str:
    """A bar a day, from the first day to the last, and what it tells."""
    bars = sparkline(chart.counts)
    parts = [_total(chart), CADENCE_WORDS[chart.cadence] if chart.total > 2 else "", _due_words(chart)]
    return f"{bars}\n{'; '.join(filter(None, parts))}."


def _total(chart: Chart) -> str:
    return f"{chart.total} event{'s'[: chart.total != 1]} in the {len(chart.counts)} days to {day_words(chart.last)}"


def _due_words(chart: Chart) -> str:
    if chart.due is None:
        return ""
    first, last = chart.due
    return f"next expected {day_words(last) if first >= last else f'{day_words(first)} to {day_words(last)}'}"


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"


def _figures(event: Event) -> str:
    values: dict[str, list[str]] = {}
    for reading in event.readings:
        if reading.measure not in TOLD:
            continue
        said = values.setdefault(reading.measure, [])
        if not said or said[-1] != number(reading.value):
            said.append(number(reading.value))
    words = [f"{called(measure)} {' → '.join(said[-4:])}" for measure, said in values.items()][:5]
    return f" — {'; '.join(words)}" if words else ""
