"""Series in a digest: how often they came of late, and when the next is expected."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.digests.digest import Recurring
from bot.events.cadence import QUIET_GAPS, Rhythm, rhythm_of, standing
from bot.events.event import Series

LEAST_EVENTS = 3
"""Two events are a coincidence."""
FORGOTTEN_DAYS = 60
"""A series without an event for so long is told only while its next one is still to come (a yearly one)."""
QUIET_DAYS = 14
"""That a series has gone quiet is told for so long; then it is no news that there is none."""
SHOWN_DAYS = 14
BARS = "▁▂▃▄▅▆▇█"


def recurring(series: Iterable[Series], today: date) -> tuple[Recurring, ...]:
    """The series that are alive on `today`, the busiest first."""
    found = [each for one in series if (each := _told(one, today)) is not None]
    return tuple(sorted(found, key=lambda each: (-each.last_14, -each.last_30, each.name)))


def sparkline(counts: Iterable[int]) -> str:
    """`▁▃▁▇`: a bar a day, lowest for none, highest for the most there were."""
    values = list(counts)
    most = max(values, default=0)
    return "".join(BARS[round(value * (len(BARS) - 1) / most) if most else 0] for value in values)


def _told(series: Series, today: date) -> Recurring | None:
    days = [day for step in series.steps if step.day and (day := date.fromisoformat(step.day)) <= today]
    if len(days) < LEAST_EVENTS:
        return None
    known = rhythm_of(series, today.isoformat())
    state = standing(known, today.isoformat())
    if (today - max(days)).days > FORGOTTEN_DAYS and state != "due":
        return None
    if state == "quiet" and (today - _quiet_since(known, max(days))).days > QUIET_DAYS:
        return None
    first = today - timedelta(days=SHOWN_DAYS - 1)
    return Recurring(
        id=series.id,
        name=series.given or series.name,
        last_14=sum(day >= first for day in days),
        last_30=sum(day > today - timedelta(days=30) for day in days),
        days=tuple(days.count(first + timedelta(days=at)) for at in range(SHOWN_DAYS)),
        cadence=known.cadence,
        last=known.last,
        due=known.due,
        standing=state,
    )


def _quiet_since(known: Rhythm, last: date) -> date:
    return last + timedelta(days=QUIET_GAPS * max(known.median_gap_days or 1.0, 1.0))
