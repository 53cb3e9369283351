"""The reply's last part: whether this is a new event, one that is known, or the next of a series."""

import re
from datetime import date

from bot.events.cadence import Cadence
from bot.events.event import Reading
from bot.events.measure_words import TOLD, called
from bot.events.recorded import Moved, Recorded
from bot.slack.blocks import rich
from bot.slack.blocks.buttons import button
from bot.slack.blocks.message import Json
from bot.slack.blocks.mrkdwn import day_words, snippet

TIMELINE_BUTTON = "story_timeline"
FOLLOW_BUTTON = "story_follow"
APART_BUTTON = "story_apart"
MUTE_BUTTON = "story_mute"

MAX_NAME = 120
MAX_VALUE = 60
MAX_SITE = 60
MOST_MEASURES = 3
"""Figures named of each sort; the timeline has all of them."""
_UNIT = re.compile(r"(?P<share>%|\bper ?cent\b)|(?P<area>\b(?:hectares?|acres?|square \w+)\b)", re.I)
CADENCE_WORDS: dict[Cadence, str] = {
    "near-daily": "near-daily",
    "daily": "daily",
    "weekly": "weekly",
    "fortnightly": "every other week",
    "monthly": "monthly",
    "yearly": "yearly",
    "irregular": "at no fixed interval",
}


def recurrence(recorded: Recorded, key: str) -> list[Json]:
    """The blocks for what the memory said; of a first sighting just the words “New event”. `key` is the reply's."""
    words = recurrence_words(recorded)
    if not words:
        return [{"type": "context", "elements": [{"type": "plain_text", "text": "New event", "emoji": False}]}]
    name = snippet(recorded.series_name or recorded.name, MAX_NAME) or "This story"
    line = rich.section(rich.text("🔁 "), rich.text(name, "bold"), rich.text(f" — {words}"))
    return [rich.block(line), {"type": "actions", "elements": _buttons(key)}]


def recurrence_words(recorded: Recorded) -> str:
    """What is said behind the name: which one it is, how often they come, what changed. Nothing of a first sighting."""
    if recorded.new and recorded.previous is None:
        return ""
    parts = [_place_words(recorded)]
    now, before = recorded.figures, recorded.previous.figures if recorded.previous else {}
    compared = [name for name in now if name in TOLD and name in before and before[name] != now[name]][:MOST_MEASURES]
    if recorded.new and compared:
        listed = "; ".join(f"{called(name)}: {number(before[name])} → {number(now[name])}" for name in compared)
        parts.append(f"Against the one before: {listed}.")
    moved = [each for each in recorded.moved if each.measure in TOLD]
    conflicts = [each for each in recorded.conflicts if each.measure in TOLD]
    fresh = [each for each in recorded.whats_new if each.measure in TOLD]
    parts += [moved_words(each) for each in moved[:MOST_MEASURES]]
    parts += [conflict_words(each) for each in conflicts[:MOST_MEASURES]]
    if fresh:
        parts.append(f"What’s new: {'; '.join(map(_reading_words, fresh[:MOST_MEASURES]))}.")
    return " ".join(filter(None, parts))


def number(value: float) -> str:
    """`1,200`, `3.4`."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6g}"


def value_words(reading: Reading) -> str:
    """`1,200`, `60%`, `300 hectares`: a value with the unit that its article gives, where it is a share or an area."""
    unit = _UNIT.search(reading.text)
    if unit is None:
        return number(reading.value)
    value = number(reading.value)
    return f"{value}%" if unit["share"] else f"{value} {unit['area']}"


def ordinal(nth: int) -> str:
    """`1st`, `12th`, `23rd`."""
    ending = "th" if nth % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(nth % 10, "th")
    return f"{nth}{ending}"


def _place_words(recorded: Recorded) -> str:
    if recorded.previous is None:
        return "an event the newsroom has seen."
    span = f" in {recorded.span_days} days" if (recorded.span_days or 0) > 1 else ""
    parts = [f"{ordinal(recorded.nth)}{span}"]
    rhythm = recorded.rhythm
    if rhythm is not None and recorded.nth > 2:
        parts.append(CADENCE_WORDS[rhythm.cadence])
    words = ", ".join(parts)
    if recorded.previous.day:
        words += f"; last one {day_words(date.fromisoformat(recorded.previous.day))}"
    return f"{words}."


def moved_words(moved: Moved) -> str:
    """`Injured: 12 → 17 (The Log).`"""
    return f"{_name(moved.measure)}: {value_words(moved.before)} → {value_words(moved.now)}{_by(moved.now)}."


def conflict_words(conflict: Moved) -> str:
    """Who differs on what."""
    one, other = conflict.before, conflict.now
    return (
        f"Outlets differ, {called(conflict.measure)}: {value_words(one)}{_by(one)}, {value_words(other)}{_by(other)}."
    )


def _reading_words(reading: Reading) -> str:
    return f"{called(reading.measure)}: {snippet(reading.text, MAX_VALUE) or number(reading.value)}"


def _by(reading: Reading) -> str:
    site = snippet(reading.site or "", MAX_SITE)
    return f" ({site})" if site else ""


def _name(measure: str) -> str:
    words = called(measure)
    return words[:1].upper() + words[1:]


def _buttons(key: str) -> list[Json]:
    labels = {
        TIMELINE_BUTTON: ("Timeline", "Show the events of this story with dates and figures"),
        FOLLOW_BUTTON: ("Follow", "Tell me when this story goes on"),
        APART_BUTTON: ("Not this event", "This article belongs to another event"),
        MUTE_BUTTON: ("Mute", "Say no more of this story in this channel"),
    }
    return [button(action, label, key, spoken) for action, (label, spoken) in labels.items()]
