"""What recording an article gave: its event, the place in the series, and what it changes. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pydantic import TypeAdapter

from bot.events.cadence import Rhythm, rhythm_of
from bot.events.event import Event, Reading, Series, Source, Step
from bot.events.ledger import Track, conflicts, tracks


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure of the event that this article changes: "12 → 17 injured"."""

    measure: str
    before: Reading
    now: Reading


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording an article gave.

    `nth` counts the events of the series up to this one; `rhythm` is how the series comes; `previous` the series'
    event before this one; `moved` and `conflicts` are against the event's other articles; `whats_new` are measures
    that no earlier article of the event had, as readings.
    """

    event: str
    name: str
    series: str | None
    series_name: str | None
    new: bool
    nth: int = 1
    span_days: int | None = None
    """Days from the first event of the series to this one, both counted."""
    rhythm: Rhythm | None = None
    previous: Step | None = None
    moved: tuple[Moved, ...] = ()
    conflicts: tuple[Moved, ...] = ()
    whats_new: tuple[Reading, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)


RECORDED_JSON: TypeAdapter[Recorded] = TypeAdapter(Recorded)


def recorded_of(
    event: Event, series: Series | None, before: tuple[Reading, ...], readings: tuple[Reading, ...], *, new: bool
) -> Recorded:
    """What an article with `readings` gave, once it stands in `event` and `series`; `before` are the event's earlier
    readings, `new` says that it began the event."""
    last: dict[str, Reading] = {reading.measure: reading for reading in before}
    known = [(last[reading.measure], reading) for reading in readings if reading.measure in last]
    differing = [
        Moved(now.measure, conflicting, now)
        for _, now in known
        if (conflicting := next((old for old in before if old.measure == now.measure and conflicts(old, now)), None))
    ]
    moved = [
        Moved(old.measure, old, now)
        for old, now in known
        if old.value != now.value and not conflicts(old, now) and tracks((old, now))
    ]
    steps = series.steps if series else ()
    place = next((at for at, step in enumerate(steps) if step.event == event.id), 0)
    return Recorded(
        event=event.id,
        name=event.name,
        series=series.id if series else None,
        series_name=series.name if series else None,
        new=new,
        nth=place + 1,
        span_days=_span(steps[: place + 1]),
        rhythm=rhythm_of(series) if series else None,
        previous=steps[place - 1] if place else None,
        moved=tuple(moved),
        conflicts=tuple(differing),
        whats_new=tuple(reading for reading in readings if reading.measure not in last) if before else (),
        figures={reading.measure: reading.value for reading in (*before, *readings)},
    )


def recorded_again(event: Event, series: Series | None, article: str) -> Recorded:
    """What recording `article`, one of the event's, would give as event and series stand now: people correct them.
    Against what came before it in the event, and the series' event before this one."""
    before = {source.id for source in _before(event, article)}
    told = tuple(reading for reading in event.readings if reading.article in before)
    own = tuple(reading for reading in event.readings if reading.article == article)
    return recorded_of(event, series, told, own, new=not before)


def _before(event: Event, article: str) -> Sequence[Source]:
    place = next((at for at, source in enumerate(event.sources) if source.id == article), len(event.sources))
    return event.sources[:place]


def _span(steps: Sequence[Step]) -> int | None:
    days = [date.fromisoformat(step.day) for step in steps if step.day]
    return (max(days) - min(days)).days + 1 if days else None


def figures_of(event: Event) -> tuple[Track, ...]:
    """The event's figures with more than one value, in order of publication."""
    return tracks(sorted(event.readings, key=lambda reading: reading.at if reading.at is not None else 0.0))
