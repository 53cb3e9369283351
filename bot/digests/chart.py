"""What a series' chart shows: its events of the last 60 days, a figure that they have in common, and when the next is
expected. Values only; `drawing` makes a picture of them, `bot.slack.blocks.timeline` words."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from bot.events.cadence import Cadence, rhythm_of
from bot.events.event import Series, Step
from bot.events.measure_words import TOLD, called

CHART_DAYS = 60
LEAST_POINTS = 3
"""Values of one figure from which on it is drawn: two make no course."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A series until the last of the days that `counts` has events of, oldest first. `measure` is the figure that most
    of its events give, '' for none, `points` its values as (day, value); `due` the first and last day on which the next
    event is expected, None where it is overdue or nothing is."""

    name: str
    first: date
    counts: tuple[int, ...]
    cadence: Cadence
    due: tuple[date, date] | None = None
    measure: str = ""
    points: tuple[tuple[date, float], ...] = ()

    @property
    def last(self) -> date:
        """The day the chart was made on."""
        return self.first + timedelta(days=len(self.counts) - 1)

    @property
    def total(self) -> int:
        """Events in its days."""
        return sum(self.counts)


def chart_of(series: Series, today: date) -> Chart | None:
    """The chart of a series as it stands on `today`; None where none of its events has a day of the last 60."""
    first = today - timedelta(days=CHART_DAYS - 1)
    dated = [(date.fromisoformat(step.day), step) for step in series.steps if step.day]
    shown = [(day, step) for day, step in dated if first <= day <= today]
    if not shown:
        return None
    known = rhythm_of(series, today.isoformat())
    due = (date.fromisoformat(known.due[0]), date.fromisoformat(known.due[1])) if known.due else None
    count = Counter(day for day, _ in shown)
    measure = _measure([step for _, step in shown])
    return Chart(
        name=series.given or series.name,
        first=first,
        counts=tuple(count[first + timedelta(days=at)] for at in range(CHART_DAYS)),
        cadence=known.cadence,
        due=due if due and due[1] > today else None,
        measure=called(measure),
        points=tuple(sorted((day, step.figures[measure]) for day, step in shown if measure in step.figures)),
    )


def _measure(steps: list[Step]) -> str:
    """The figure that most of the events give; of two as common the first by name."""
    common = Counter(name for step in steps for name in step.figures if name in TOLD)
    names = sorted(name for name, times in common.items() if times >= LEAST_POINTS)
    return max(names, key=lambda name: common[name], default="")
