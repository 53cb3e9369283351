"""What people correct: an article taken out of an event, events merged, stories renamed. Each correction holds against
later articles and is kept as labelled data."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TypeVar

from pydantic import TypeAdapter

from bot.errors import NutgrafError, StoreError
from bot.events.event import Event, Series
from bot.events.growing import MOST_SOURCES, begun
from bot.events.matching import Arrival
from bot.events.memory import Memory, Rewrite
from bot.events.vectors import Vector, heaviest, pack, unpack
from bot.events.weights import MOST_NAMES, MOST_WORDS

T = TypeVar("T")

TRIES = 20
"""Each failed try means that another change went through."""
MOST_INDEXED = 48


class UnknownStoryError(NutgrafError):
    """No such story, or no longer, or none that the channel may see."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody said. `what` is one of apart, merge, rename; `event` the id of the event (or series) it was said
    of, `other` that of the one it was put to, `article` of the article; `title` is its headline; `by` the user's id,
    `at` seconds since 1970."""

    what: str
    event: str
    other: str
    article: str
    title: str
    by: str
    at: float


CORRECTION_JSON: TypeAdapter[Correction] = TypeAdapter(Correction)


class Corrections:
    """Corrections of one memory."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def apart(self, event_id: str, article: str, arrival: Arrival, by: str, at: float) -> Event:
        """Take `article` out of an event and make it one of its own, which joins no series. An event's only article is
        taken out of the series. Returns the event that the article now is.

        Raises:
            UnknownStoryError: there is no such event, or the article is not in it.
        """

        def rewrite() -> tuple[Rewrite, Event]:
            event = self._event(event_id)
            source = next((each for each in event.sources if each.id == article), None)
            if source is None:
                raise UnknownStoryError("This article is no longer in that event.", "Nothing was changed.")
            if event.count == 1:
                alone = replace(event, rev=event.rev + 1, series=None, alone=True)
                return Rewrite([(event, alone)], self._without(event)), alone
            readings = tuple(each for each in event.readings if each.article == article)
            own = replace(begun(f"a{article}", arrival, source, readings), alone=True, indexed=event.indexed)
            left = replace(
                event,
                rev=event.rev + 1,
                count=event.count - 1,
                words=pack(_less(unpack(event.words), event.count, arrival.vectors.words)),
                names=pack(_less(unpack(event.names), event.count, arrival.vectors.names)),
                sources=tuple(each for each in event.sources if each.id != article),
                readings=tuple(each for each in event.readings if each.article != article),
                sketches=tuple(each for each in event.sketches if each != arrival.sketch),
            )
            return Rewrite([(event, left), (None, own)], (), (own.id, own.indexed)), own

        return self._write(rewrite, lambda own: Correction("apart", event_id, own.id, article, own.name, by, at))

    def merge(self, event_id: str, other_id: str, by: str, at: float) -> Event:
        """Put the other event's articles into the event; the other is no more. Returns the event.

        Raises:
            UnknownStoryError: one of them is not known, or both are the same.
        """
        if event_id == other_id:
            raise UnknownStoryError("An event can't be merged with itself.", "Name two events.")

        def rewrite() -> tuple[Rewrite, Event]:
            event, other = self._event(event_id), self._event(other_id)
            both = _joined(event, other)
            series: list[tuple[Series, Series | None]] = [*self._without(other, keep=event.series)]
            return (
                Rewrite([(event, both), (other, None)], series, (both.id, both.indexed), (other.id, other.indexed)),
                both,
            )

        return self._write(rewrite, lambda both: Correction("merge", event_id, other_id, "", both.name, by, at))

    def rename(self, story: str, name: str, by: str, at: float) -> None:
        """Give an event or a series a name that stays.

        Raises:
            UnknownStoryError: it is not known.
        """

        def rewrite() -> tuple[Rewrite, None]:
            series = self._memory.load_series([story]).get(story)
            if series is not None:
                return Rewrite((), [(series, replace(series, rev=series.rev + 1, name=name, given=name))]), None
            event = self._event(story)
            return Rewrite([(event, replace(event, rev=event.rev + 1, name=name))]), None

        self._write(rewrite, lambda _: Correction("rename", story, "", "", name, by, at))

    def all(self) -> list[Correction]:
        """Every correction that is kept, in the order they were made."""
        return [CORRECTION_JSON.validate_json(each) for each in self._memory.corrections()]

    def _event(self, event_id: str) -> Event:
        event = next(iter(self._memory.load([event_id])), None)
        if event is None:
            raise UnknownStoryError("I don't know that event (any more).", "/story lists those I know.")
        return event

    def _without(self, event: Event, keep: str | None = None) -> list[tuple[Series, Series | None]]:
        """The event's series without it; a series of nothing is taken away."""
        if event.series is None:
            return []
        series = self._memory.load_series([event.series]).get(event.series)
        if series is None:
            return []
        steps = tuple(step for step in series.steps if step.event != event.id)
        less = replace(series, rev=series.rev + 1, steps=steps)
        return [(series, less if steps or series.id == keep else None)]

    def _write(self, rewrite: Callable[[], tuple[Rewrite, T]], said: Callable[[T], Correction]) -> T:
        for _ in range(TRIES):
            change, result = rewrite()
            if self._memory.rewrite(change, CORRECTION_JSON.dump_json(said(result)).decode()):
                return result
        raise StoreError("The correction could not be made: too many articles came at once.", "Try again.")


def corrections_as_data(corrections: Sequence[Correction]) -> list[dict[str, object]]:
    """Corrections as plain objects, for JSONL."""
    return [asdict(each) for each in corrections]


def _less(mean: Vector, count: int, gone: Vector) -> Vector:
    """The mean of `count` vectors without one of them."""
    left = {term: (weight * count - gone.get(term, 0.0)) / (count - 1) for term, weight in mean.items()}
    return {term: weight for term, weight in left.items() if weight > 0}


def _joined(event: Event, other: Event) -> Event:
    count = event.count + other.count
    sources = sorted((*event.sources, *other.sources), key=lambda source: source.at or 0.0)[-MOST_SOURCES:]
    firsts = [at for at in (event.first_at, other.first_at) if at is not None]
    lasts = [at for at in (event.last_at, other.last_at) if at is not None]
    return replace(
        event,
        rev=event.rev + 1,
        count=count,
        days=tuple(sorted({*event.days, *other.days})),
        words=pack(heaviest(_mean(event.words, event.count, other.words, other.count), MOST_WORDS)),
        names=pack(heaviest(_mean(event.names, event.count, other.names, other.count), MOST_NAMES)),
        first_at=min(firsts, default=None),
        last_at=max(lasts, default=None),
        sources=tuple(sources),
        readings=(*event.readings, *other.readings),
        sketches=(*event.sketches, *other.sketches),
        indexed=tuple(dict.fromkeys((*event.indexed, *other.indexed)))[: 2 * MOST_INDEXED],
    )


def _mean(one: str, count: int, two: str, number: int) -> Vector:
    mean = {term: weight * count for term, weight in unpack(one).items()}
    for term, weight in unpack(two).items():
        mean[term] = mean.get(term, 0.0) + weight * number
    return {term: weight / (count + number) for term, weight in mean.items()}
