"""A memory's events and series by time, so that whoever wants the latest need not look through every key of the store.

Two sorted sets a memory, written in the same script as what they point to. An id whose event has come to the end of its
keeping stays until the next sweep takes it out (`bot.store.sweep`); who reads passes it over.
"""

from datetime import UTC, date, datetime
from itertools import chain

from bot.events.cadence import rhythm
from bot.events.event import Event, Series


def event_time(event: Event) -> float:
    """By what an event is put in order: when its last article was published, seconds since 1970; 0 where none says."""
    return event.last_at or 0.0


def series_time(series: Series) -> float:
    """By what a series is put in order: the start (UTC, seconds since 1970) of the last day on which it is looked for,
    that of its last event or, if later, the end of the time in which its next is expected; 0 where no event has a day.

    Not the last event alone: a yearly one is of interest again when eleven months old.
    """
    days = [step.day for step in series.steps if step.day]
    if not days:
        return 0.0
    due = rhythm(days, series.phrase).due
    return day_time(date.fromisoformat(max(chain(days, due or ()))))


def day_time(day: date) -> float:
    """The start of a day, UTC, in seconds since 1970."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
