"""The newsroom's memory: each article that comes is recorded as a sighting of an event, once, in a few milliseconds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import redis

from bot import log
from bot.articles.article import Article
from bot.errors import StoreError
from bot.events.arrival import Arrival
from bot.events.corrections import Corrections, UnknownStoryError
from bot.events.event import Event, Reading, Series, Source
from bot.events.features import Features, features_of, running_words
from bot.events.growing import begun, extended, joined, lending, started
from bot.events.matching import COPY, Verdict, judge
from bot.events.measures import readings_of
from bot.events.memory import Change, Known, Memory, Sharing, digest, message_id
from bot.events.occurrence import occurrence_of
from bot.events.recorded import RECORDED_JSON, Recorded, recorded_of
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
        memory, sharing = self._memory(shared), sharing_of(shared)
        features, occurrence = features_of(article, brief), occurrence_of(article, brief)
        at, exact = _time_of(article.published)
        if at is None:
            at = shared.at
        source = Source(
            id=sharing.article,
            site=_site(article),
            title=(article.title or " ".join(article.text[article.body_start :].split()[:12]))[:160],
            url=article.canonical_url or article.url,
            channel=shared.channel,
            ts=shared.ts,
            thread_ts=shared.thread_ts,
            at=at,
            exact=exact,
        )
        work = _Work(memory, sharing, features, vectors_of(features, NO_COUNTS), sketch(running_words(article)), source)
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

    def apart(self, shared: Shared, article: Article, brief: Brief, by: str, at: float) -> Recorded:
        """Somebody says that a recorded article is not of the event it was put to. Returns what it is from now on, also
        when it is recorded again.

        Raises:
            UnknownStoryError: it is not recorded, or was taken out before.
        """
        memory, sharing = self._memory(shared), sharing_of(shared)
        known = self.recorded(shared)
        if known is None:
            raise UnknownStoryError("I don't remember this article any more.", "Nothing was changed.")
        event = memory.now(known.event)
        return Corrections(memory).apart(event, sharing, arrival_of(memory, shared.at, article, brief), by, at)

    def forget(self, shared: Shared, article: Article, brief: Brief) -> bool:
        """The sharing is to be as if it had not been: the reply was dismissed. False where it was not recorded."""
        answer = self.recorded(shared)
        if answer is None:
            return False
        memory = self._memory(shared)
        arrival = arrival_of(memory, shared.at, article, brief)
        Corrections(memory).forget(memory.now(answer.event), sharing_of(shared), arrival)
        return True

    def forget_message(self, shared: Shared, texts: Mapping[str, tuple[Article, Brief]]) -> int:
        """Nothing of a message is remembered any more: it was deleted. `shared.story` is not read; `texts` are what was
        read of its links, by story, where that is still kept. Returns how many sharings were forgotten."""
        memory, message = self._memory(shared), message_id(shared.channel, shared.ts)
        known = {sharing_of(one).article: one for one in (replace(shared, story=story) for story in texts)}
        answers = memory.answers(message)
        for article, answer in answers.items():
            one = known.get(article)
            arrival = arrival_of(memory, one.at, *texts[one.story]) if one else None
            event = memory.now(RECORDED_JSON.validate_json(answer).event)
            Corrections(memory).forget(event, Sharing(message, article), arrival)
        return len(answers)

    def recorded(self, shared: Shared) -> Recorded | None:
        """What recording this sharing gave; None where it was not recorded, or no longer is known."""
        answer = self._memory(shared).answer(sharing_of(shared))
        return RECORDED_JSON.validate_json(answer) if answer else None

    def event(self, shared: Shared, event_id: str) -> Event | None:
        """An event as the scope of `shared` knows it; None where it does not or no longer."""
        return next(iter(self._memory(shared).load([event_id])), None)

    def series(self, shared: Shared, series_id: str) -> Series | None:
        """A series as the scope of `shared` knows it."""
        return self._memory(shared).load_series([series_id]).get(series_id)

    def _memory(self, shared: Shared) -> Memory:
        return Memory(self._store, shared.team, shared.channel if shared.private else None)


@dataclass(frozen=True, slots=True)
class _Work:
    """One article on its way into a memory."""

    memory: Memory
    sharing: Sharing
    features: Features
    rough: Vectors
    """By the background's weights alone: the counts come in the same round trip as what is searched with these."""
    sketch: tuple[str, ...]
    source: Source

    def look(self) -> tuple[Known, Vectors]:
        """What is known that bears on it, and its vectors by the counts of now."""
        search = _leading(self.rough, SEARCH_WORDS, SEARCH_NAMES)
        known = self.memory.look(self.sharing, search, list(dict.fromkeys(single_terms(self.features))))
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
            event, series, before = begun(f"e{self.sharing.article}", arrival, self.source, readings), None, ()
            if verdict.parted is not None:
                event = replace(event, lent=verdict.parted.lent)
                kin = lending(verdict.parted.event, verdict.parted.lent, event.id)
            elif verdict.kin is not None:
                series = series_of.get(verdict.kin.series) if verdict.kin.series else None
                if series is None:
                    series = started(f"s{verdict.kin.id[1:]}", verdict.kin, phrase)
                    kin = replace(verdict.kin, rev=verdict.kin.rev + 1, series=series.id)
                    series = replace(series, rev=0)
                event = replace(event, series=series.id, kind=series.kind)  # its headline may tell of talks about it
                series = extended(series, event, phrase)
        index = [term for term in _leading(self.rough, INDEX_WORDS, INDEX_NAMES) if term not in event.indexed][
            : max(0, MOST_INDEXED - len(event.indexed))
        ]
        event = replace(event, indexed=(*event.indexed, *index))
        answer = recorded_of(event, series, before, readings, new=verdict.event is None)
        return self.memory.apply(
            self.sharing,
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


def _leading(vectors: Vectors, words: int, names: int) -> list[str]:
    return [*heaviest(vectors.words, words), *heaviest(vectors.names, names)]


def article_key(shared: Shared) -> str:
    """The id under which a sharing is known: by channel, message and canonical link."""
    return sharing_key(shared.channel, shared.ts, shared.story)


def sharing_key(channel: str, ts: str, story: str) -> str:
    """`article_key` of its parts: `ts` is the message, `story` the key of the canonical link."""
    return digest(channel, ts, story)


def sharing_of(shared: Shared) -> Sharing:
    """How the store names a sharing."""
    return Sharing(message_id(shared.channel, shared.ts), article_key(shared))


def arrival_of(memory: Memory, at: float | None, article: Article, brief: Brief) -> Arrival:
    """A recorded article, shared `at` (seconds since 1970), as it would come in now. One round trip."""
    features = features_of(article, brief)
    counts = memory.look(Sharing("-", "-"), [], list(dict.fromkeys(single_terms(features)))).counts
    published, _ = _time_of(article.published)
    return Arrival(
        vectors_of(features, counts),
        occurrence_of(article, brief),
        sketch(running_words(article)),
        published if published is not None else at,
    )


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
