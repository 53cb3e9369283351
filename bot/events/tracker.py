"""The newsroom's memory: each article that comes is recorded as a sighting of an event, once, in a few milliseconds."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import redis
from pydantic import TypeAdapter

from bot import log
from bot.articles.article import Article
from bot.errors import StoreError
from bot.events.cadence import Rhythm, rhythm
from bot.events.corrections import Corrections, UnknownStoryError
from bot.events.event import Event, Reading, Series, Source, Step
from bot.events.features import Features, features_of, running_words
from bot.events.growing import begun, extended, joined, started
from bot.events.ledger import Track, conflicts, tracks
from bot.events.matching import COPY, Arrival, Verdict, judge
from bot.events.measures import readings_of
from bot.events.memory import Change, Known, Memory
from bot.events.occurrence import occurrence_of
from bot.events.vectors import heaviest, likeness, sketch
from bot.events.weights import NO_COUNTS, Vectors, single_terms, vectors_of
from bot.reading.brief import Brief

logger = log.get(__name__)

SEARCH_WORDS, SEARCH_NAMES = 24, 10
"""Terms by which an article's candidates are looked for; each is one posting list."""
INDEX_WORDS, INDEX_NAMES = 16, 8
"""Terms under which an article's event is found again; with these an article costs about 2 KB of the store's memory
(`python -m benchmarks.events`)."""
MOST_INDEXED = 48
"""Terms under which one event stands, however many its articles."""
TRIES = 60
"""Each failed try means that another worker's change went through."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Where an article was shared: the message's `ts` in a channel, the thread it was answered in, the time of sharing
    in seconds since 1970. `story` is the key of its canonical link. `private`: the channel is private, or a direct
    message: what it saw is never matched, counted or shown elsewhere."""

    team: str
    channel: str
    private: bool
    story: str
    ts: str
    thread_ts: str
    at: float | None


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


class Tracker:
    """Records articles, and tells what is known of their events and series."""

    def __init__(self, store: redis.Redis) -> None:
        self._store = store

    def record(self, shared: Shared, article: Article, brief: Brief) -> Recorded:
        """Record that `article`, read as `brief`, was shared. The same sharing recorded again gives the same answer.

        Of several workers that record one new event at a time, one makes it and the others join it.

        Raises:
            StoreError: other workers' changes came in between TRIES times.
            redis.RedisError: the store is away.
        """
        memory = Memory(self._store, shared.team, shared.channel if shared.private else None)
        key = article_key(shared)
        features, occurrence = features_of(article), occurrence_of(article, brief)
        at, exact = _time_of(article.published)
        if at is None:
            at = shared.at
        source = Source(
            id=key,
            site=_site(article),
            title=(article.title or " ".join(article.text[article.body_start :].split()[:12]))[:160],
            url=article.canonical_url or article.url,
            channel=shared.channel,
            ts=shared.ts,
            thread_ts=shared.thread_ts,
            at=at,
            exact=exact,
        )
        work = _Work(memory, key, features, vectors_of(features, NO_COUNTS), sketch(running_words(article)), source)
        readings = readings_of(article, brief, occurrence, source)
        for attempt in range(TRIES):
            known, vectors = work.look()
            if known.answer is not None:
                return RECORDED_JSON.validate_json(known.answer)
            arrival = Arrival(vectors, occurrence, work.sketch, at)
            verdict = judge(arrival, known.events, known.series or {})
            answer = work.commit(known, arrival, verdict, readings)
            if answer is not None:
                recorded = RECORDED_JSON.validate_json(answer)
                logger.info(
                    "recorded", team=shared.team, channel=shared.channel, story=recorded.event, tries=attempt + 1
                )
                return recorded
        raise StoreError("The article could not be recorded: too many were recorded at once.", "Try again.")

    def apart(self, shared: Shared, article: Article, brief: Brief, by: str, at: float) -> Event:
        """Somebody says that a recorded article is not of the event it was put to. Returns the event it now is.

        Raises:
            UnknownStoryError: it is not recorded, or was taken out before.
        """
        memory = Memory(self._store, shared.team, shared.channel if shared.private else None)
        key = article_key(shared)
        known = self.recorded(shared)
        if known is None:
            raise UnknownStoryError("I don't remember this article any more.", "Nothing was changed.")
        features = features_of(article)
        counts = memory.look("-", [], list(dict.fromkeys(single_terms(features)))).counts
        published, _ = _time_of(article.published)
        arrival = Arrival(
            vectors_of(features, counts),
            occurrence_of(article, brief),
            sketch(running_words(article)),
            published if published is not None else shared.at,
        )
        return Corrections(memory).apart(known.event, key, arrival, by, at)

    def recorded(self, shared: Shared) -> Recorded | None:
        """What recording this sharing gave; None where it was not recorded, or no longer is known."""
        memory = Memory(self._store, shared.team, shared.channel if shared.private else None)
        answer = memory.answer(article_key(shared))
        return RECORDED_JSON.validate_json(answer) if answer else None

    def event(self, shared: Shared, event_id: str) -> Event | None:
        """An event as the scope of `shared` knows it; None where it does not or no longer."""
        memory = Memory(self._store, shared.team, shared.channel if shared.private else None)
        return next(iter(memory.load([event_id])), None)

    def series(self, shared: Shared, series_id: str) -> Series | None:
        """A series as the scope of `shared` knows it."""
        memory = Memory(self._store, shared.team, shared.channel if shared.private else None)
        return memory.load_series([series_id]).get(series_id)


@dataclass(frozen=True, slots=True)
class _Work:
    """One article on its way into a memory."""

    memory: Memory
    key: str
    features: Features
    rough: Vectors
    """By the background's weights alone: the counts come in the same round trip as what is searched with these."""
    sketch: tuple[str, ...]
    source: Source

    def look(self) -> tuple[Known, Vectors]:
        """What is known that bears on it, and its vectors by the counts of now."""
        search = _leading(self.rough, SEARCH_WORDS, SEARCH_NAMES)
        known = self.memory.look(self.key, search, list(dict.fromkeys(single_terms(self.features))))
        if known.events:
            series = self.memory.load_series(dict.fromkeys(event.series for event in known.events if event.series))
            known = replace(known, series=series)
        return known, vectors_of(self.features, known.counts)

    def commit(self, known: Known, arrival: Arrival, verdict: Verdict, readings: tuple[Reading, ...]) -> str | None:
        """Make the change of a verdict; None where something came in between."""
        phrase = arrival.occurrence.cadence if not arrival.occurrence.explains else None
        series_of = known.series or {}
        kin: Event | None = None
        if verdict.event is not None:
            copy = any(likeness(self.sketch, other) >= COPY for other in verdict.event.sketches)
            readings = () if copy else readings
            event = joined(verdict.event, arrival, self.source, readings, copy=copy)
            series = series_of.get(event.series) if event.series else None
            series = extended(series, event, phrase) if series else None
            before = verdict.event.readings
        else:
            event, series, before = begun(f"e{self.key}", arrival, self.source, readings), None, ()
            if verdict.kin is not None:
                series = series_of.get(verdict.kin.series) if verdict.kin.series else None
                if series is None:
                    series = started(f"s{verdict.kin.id[1:]}", verdict.kin, phrase)
                    kin = replace(verdict.kin, rev=verdict.kin.rev + 1, series=series.id)
                    series = replace(series, rev=0)
                event = replace(event, series=series.id)
                series = extended(series, event, phrase)
        index = [term for term in _leading(self.rough, INDEX_WORDS, INDEX_NAMES) if term not in event.indexed][
            : MOST_INDEXED - len(event.indexed)
        ]
        event = replace(event, indexed=(*event.indexed, *index))
        answer = _recorded(event, series, before, readings, new=verdict.event is None)
        return self.memory.apply(
            self.key,
            Change(
                answer=RECORDED_JSON.dump_json(answer, exclude_defaults=True).decode(),
                event=event,
                series=series,
                kin=kin,
                version=known.version if verdict.event is None else None,
                index=index,
                count=list(dict.fromkeys(single_terms(self.features))) if verdict.event is None else [],
            ),
        )


def _recorded(
    event: Event, series: Series | None, before: tuple[Reading, ...], readings: tuple[Reading, ...], *, new: bool
) -> Recorded:
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
        rhythm=rhythm([step.day for step in steps if step.day], series.phrase) if series else None,
        previous=steps[place - 1] if place else None,
        moved=tuple(moved),
        conflicts=tuple(differing),
        whats_new=tuple(reading for reading in readings if reading.measure not in last) if before else (),
        figures={reading.measure: reading.value for reading in (*before, *readings)},
    )


def _span(steps: Sequence[Step]) -> int | None:
    days = [date.fromisoformat(step.day) for step in steps if step.day]
    return (max(days) - min(days)).days + 1 if days else None


def figures_of(event: Event) -> tuple[Track, ...]:
    """The event's figures with more than one value, in order of publication."""
    return tracks(sorted(event.readings, key=lambda reading: reading.at if reading.at is not None else 0.0))


def _leading(vectors: Vectors, words: int, names: int) -> list[str]:
    return [*heaviest(vectors.words, words), *heaviest(vectors.names, names)]


def article_key(shared: Shared) -> str:
    """The id under which a sharing is known: by channel, message and canonical link."""
    text = "\0".join((shared.channel, shared.ts, shared.story))
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _site(article: Article) -> str | None:
    if article.site:
        return article.site
    host = re.match(r"https?://(?:www\.)?([^/:]+)", article.canonical_url or article.url or "")
    return host[1] if host else None


def _time_of(published: str | None) -> tuple[float | None, bool]:
    """Seconds since 1970 of an ISO date or time (UTC where it names no zone), and whether it is exact."""
    try:
        moment = datetime.fromisoformat(published or "")
    except ValueError:
        return None, False
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.timestamp(), len(published or "") > 10
