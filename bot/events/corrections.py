"""What people correct: an article taken out of an event, events merged, stories renamed. Each correction holds against
later articles and is kept as labelled data."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TypeVar

from pydantic import TypeAdapter

from bot.errors import NutgrafError, StoreError
from bot.events.arrival import Arrival
from bot.events.event import Event, Series
from bot.events.growing import extended, merged
from bot.events.memory import Memory, Rewrite, Sharing, message_id
from bot.events.recorded import RECORDED_JSON, Recorded, recorded_again, recorded_of
from bot.events.shrinking import alone, parted, shortened, without

T = TypeVar("T")

TRIES = 20
"""Each failed try means that another change went through."""


class UnknownStoryError(NutgrafError):
    """No such story, or no longer, or none that the channel may see."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody said. `what` is one of apart, part, merge, rename, split, keep apart, keep together, follow,
    unfollow, mute, unmute; `event` the id of the event (or series) it was said of; `other` that of the one it was put
    to or is not the same as, who follows, or the channel that muted; `article` of the article (of a part: of the
    articles, joined by commas); `title` is its headline; `by` the user's id, `at` seconds since 1970."""

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

    def apart(self, event_id: str, sharing: Sharing, arrival: Arrival | None, by: str, at: float) -> Recorded:
        """Take an article out of an event and make it one of its own, which joins no series. An event's only article is
        taken out of the series. `arrival` is None where the article's text is no longer kept. Returns what the article
        is from now on.

        Raises:
            UnknownStoryError: there is no such event, or the article is not in it.
        """

        def rewrite() -> tuple[Rewrite, Event]:
            event = self._event(event_id)
            source = next((each for each in event.sources if each.id == sharing.article), None)
            if source is None or (event.count == 1 and event.alone):
                raise UnknownStoryError("This article is no longer in that event.", "Nothing was changed.")
            left = without(event, sharing.article, arrival)
            if left is None:
                own = replace(event, rev=event.rev + 1, series=None, alone=True)
                return Rewrite([(event, own)], self._without(event), records=[(sharing, _answer(own))]), own
            own = alone(event, source, arrival)
            change = Rewrite(
                [(event, left), (None, own)],
                self._refreshed(left),
                index=[(own.id, own.indexed)],
                records=[(sharing, _answer(own))],
            )
            return change, own

        own = self._write(rewrite, lambda own: Correction("apart", event_id, own.id, sharing.article, own.name, by, at))
        return recorded_of(own, None, (), own.readings, new=True)

    def part(self, event_id: str, articles: Sequence[tuple[str, Arrival | None]], by: str, at: float) -> Event:
        """Take several articles, by id and as they came, out of an event: together they are one of its own, which joins
        no series. Those that it no longer has are left where they are. Returns the new event.

        Raises:
            UnknownStoryError: there is no such event, or it has none of the articles, or no others.
        """

        def rewrite() -> tuple[Rewrite, Event]:
            event = self._event(event_id)
            rest, own = parted(event, articles)
            if rest is None or own is None:
                raise UnknownStoryError("These articles are no longer in that event.", "Nothing was changed.")
            records = [
                (Sharing(message_id(source.channel, source.ts), source.id), _said(recorded_again(own, None, source.id)))
                for source in own.sources
            ]
            index = [(own.id, own.indexed)]
            return Rewrite([(event, rest), (None, own)], self._refreshed(rest), index=index, records=records), own

        ids = ",".join(article for article, _ in articles)
        return self._write(rewrite, lambda own: Correction("part", event_id, own.id, ids, own.name, by, at))

    def forget(self, event_id: str, sharing: Sharing, arrival: Arrival | None) -> None:
        """The sharing is as if it had not been, with what only it told; an event of nothing else is no more, nor a
        series of nothing else. No correction: nobody said that anything was wrong. Doing it again changes nothing."""

        def rewrite() -> tuple[Rewrite, None]:
            event = next(iter(self._memory.load([event_id])), None)
            gone = [(sharing, "")]
            if event is None or (
                event.count <= len(event.sources) and all(each.id != sharing.article for each in event.sources)
            ):
                return Rewrite(records=gone), None
            left, recalled = without(event, sharing.article, arrival), self._recalled(event, sharing.article)
            if left is None:
                unindex = [(event.id, event.indexed)]
                events = [(event, None), *recalled]
                return Rewrite(events, self._without(event), unindex=unindex, records=gone), None
            # What was answered to the others may name the event by the headline that goes.
            told = self._memory.load_series([left.series]).get(left.series) if left.series else None
            gone += [
                (Sharing(message_id(each.channel, each.ts), each.id), _said(recorded_again(left, told, each.id)))
                for each in left.sources
            ]
            return Rewrite([(event, left), *recalled], self._refreshed(left), records=gone), None

        self._write(rewrite, lambda _: None)

    def _recalled(self, event: Event, article: str) -> list[tuple[Event | None, Event | None]]:
        """The events that were lent what the article says, and those that they lent it on to, as they are without."""
        found: list[tuple[Event | None, Event | None]] = []
        seen, lent_to = {event.id}, event.lent_to
        while ids := {self._memory.now(each) for each in lent_to} - seen:
            seen |= ids
            holders = self._memory.load(ids)
            lent_to = tuple(each for holder in holders for each in holder.lent_to)
            for holder in holders:
                left = tuple(each for each in holder.lent if each.article != article)
                if left != holder.lent:
                    found.append((holder, replace(holder, rev=holder.rev + 1, lent=left)))
        return found

    def merge(self, event_id: str, other_id: str, by: str, at: float) -> Event:
        """Put the other event's articles into the event; the other is no more. Returns the event.

        Raises:
            UnknownStoryError: one of them is not known, or both are the same.
        """
        if event_id == other_id:
            raise UnknownStoryError("An event can't be merged with itself.", "Name two events.")

        def rewrite() -> tuple[Rewrite, Event]:
            event, other = self._event(event_id), self._event(other_id)
            both = merged(event, other)
            series = self._without(other)
            change = Rewrite(
                [(event, both), (other, None)],
                series if event.series != other.series else self._refreshed(both, without=other),
                index=[(both.id, both.indexed)],
                unindex=[(other.id, other.indexed)],
                moved=[(other.id, both.id)],
            )
            return change, both

        return self._write(rewrite, lambda both: Correction("merge", event_id, other_id, "", both.name, by, at))

    def merge_series(self, series_id: str, other_id: str, by: str, at: float) -> None:
        """Put another series' events, or another event, into a series: they come in turn. The other series is no more.

        Raises:
            UnknownStoryError: one of them is not known, or both are the same.
        """
        if series_id == other_id:
            raise UnknownStoryError("A story can't be merged with itself.", "Name two stories.")

        def rewrite() -> tuple[Rewrite, Series]:
            known = self._memory.load_series([series_id, other_id])
            series, other = known.get(series_id), known.get(other_id)
            if series is None:
                raise UnknownStoryError("I don't know that story (any more).", "/story lists those I know.")
            ids = [step.event for step in other.steps] if other else [other_id]
            events = self._memory.load(ids) if other else [self._event(other_id)]
            both = series
            for event in events:
                both = extended(both, event, None)
            both = replace(both, rev=series.rev + 1)
            moved = [(event, replace(event, rev=event.rev + 1, series=series.id, alone=False)) for event in events]
            change = Rewrite(
                moved,
                [(series, both), *([(other, None)] if other else [])],
                moved=[(other.id, series.id)] if other else [],
            )
            return change, both

        self._write(rewrite, lambda both: Correction("merge", series_id, other_id, "", both.name, by, at))

    def leave(self, event_id: str, by: str, at: float) -> None:
        """Take an event out of its series; it stays apart.

        Raises:
            UnknownStoryError: it is not known, or in no series.
        """

        def rewrite() -> tuple[Rewrite, Event]:
            event = self._event(event_id)
            if event.series is None:
                raise UnknownStoryError("That event is in no series.", "Nothing was changed.")
            own = replace(event, rev=event.rev + 1, series=None, alone=True)
            return Rewrite([(event, own)], self._without(event)), event

        self._write(rewrite, lambda event: Correction("split", event.series or "", event_id, "", event.name, by, at))

    def label(self, what: str, story: str, target: str, name: str, by: str, at: float) -> None:  # noqa: PLR0913, PLR0917 - a label's fields
        """Keep what somebody wished of a story (follow, unfollow, mute, unmute), or that it is right as it is, as a
        label; `target` is who is told, the channel, or the event that is another."""
        said = Correction(what, story, target, "", name, by, at)
        self._memory.note(CORRECTION_JSON.dump_json(said).decode())

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

    def _series(self, event: Event) -> Series | None:
        return self._memory.load_series([event.series]).get(event.series) if event.series else None

    def _without(self, event: Event) -> list[tuple[Series | None, Series | None]]:
        """The event's series without it; a series of nothing is taken away."""
        series = self._series(event)
        return [(series, shortened(series, event))] if series else []

    def _refreshed(self, event: Event, without: Event | None = None) -> list[tuple[Series | None, Series | None]]:
        """The event's series with what is now known of it, and without one that is no more."""
        series = self._series(event)
        if series is None:
            return []
        less = shortened(series, without) if without else series
        # Two steps in one: the store counts one change.
        return [(series, replace(extended(less or series, event, None), rev=series.rev + 1))]

    def _write(self, rewrite: Callable[[], tuple[Rewrite, T]], said: Callable[[T], Correction | None]) -> T:
        for _ in range(TRIES):
            change, result = rewrite()
            correction = said(result)
            if self._memory.rewrite(change, CORRECTION_JSON.dump_json(correction).decode() if correction else ""):
                return result
        raise StoreError("The correction could not be made: too many articles came at once.", "Try again.")


def _answer(event: Event) -> str:
    """What recording the only article of `event` gives from now on."""
    return _said(recorded_of(event, None, (), event.readings, new=True))


def _said(recorded: Recorded) -> str:
    return RECORDED_JSON.dump_json(recorded, exclude_defaults=True).decode()


def corrections_as_data(corrections: Sequence[Correction]) -> list[dict[str, object]]:
    """Corrections as plain objects, for JSONL."""
    return [asdict(each) for each in corrections]
