"""Stores filled with many invented articles in a short time, for the benchmark of the newsroom's memory.

The first BASE articles are recorded by the tracker's own code, except that it is told which event to compare and that
it reads no days and kinds, which these texts have not. Larger stores are made of copies of these: other ids and other
rare words and names, the common ones as they are, so that the lists of common terms are as full as they get.
"""

import copy
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

import redis

from benchmarks.synthetic import Link, Newsroom
from bot.articles.article import Article
from bot.events import tracker
from bot.events.event import Event
from bot.events.features import names_in, stem
from bot.events.memory import EVENT_SECONDS, MOST_COUNTED, Change, Known, Memory, Sharing, digest
from bot.events.occurrence import Occurrence
from bot.events.recorded import RECORDED_JSON, recorded_of
from bot.events.tracker import Shared, Tracker
from bot.events.vectors import pack, term_id, unpack
from bot.events.weights import Counts
from bot.reading.brief import Brief

BASE = 10_000
BATCH = 200
TEAM, CHANNEL = "T0BENCH", "C0BENCH"
STAYING = 0.3
"""Share of the names that stay in a copy: some people are in the news all year."""


class Filling(Memory):
    """A memory that is only written, in batches, to several stores; `story` says what the next article belongs to."""

    def __init__(self, stores: Mapping[int, redis.Redis]) -> None:
        super().__init__(next(iter(stores.values())), TEAM, None)
        self._pipes = {size: store.pipeline(transaction=False) for size, store in stores.items()}
        self._events: dict[int, Event] = {}
        self._counts: Counter[str] = Counter()
        self.begun = 0
        self.story = 0

    def look(self, sharing: Sharing, search: Sequence[str], count: Sequence[str]) -> Known:
        """The story's event, and counts from here."""
        counts = {term: self._counts[term] for term in count if term in self._counts}
        event = self._events.get(self.story)
        return Known(None, str(self.begun), Counts(self.begun, counts), (event,) if event else (), {})

    def apply(self, sharing: Sharing, change: Change) -> str | None:
        """Write to all stores that are not full, some time."""
        keys, arguments = self.recording(sharing, change)
        for pipe in self._pipes.values():
            self._record(keys=keys, args=arguments, client=pipe)
        self._events[self.story] = change.event
        if change.version is not None:
            self.begun += 1
            room = len(self._counts) < MOST_COUNTED
            self._counts.update(term for term in change.count if room or term in self._counts)
        return change.answer

    def ended(self, story: int) -> None:
        """No more of it comes."""
        self._events.pop(story, None)

    def flush(self, number: int) -> list[int]:
        """Send what waits, now that `number` articles are recorded. Returns the sizes that are reached."""
        for pipe in self._pipes.values():
            pipe.execute()
        full = [size for size in self._pipes if size <= number]
        for size in full:
            del self._pipes[size]
        return full


class Filler(Tracker):
    """Records into a Filling."""

    def __init__(self, memory: Filling) -> None:
        self._filling = memory

    def _memory(self, shared: Shared) -> Memory:
        return self._filling


def fill(stores: Mapping[int, redis.Redis]) -> dict[int, Newsroom]:
    """Fill each store with as many articles as its size. Returns, by size, the stream where that store left it."""
    newsroom, memory, streams = Newsroom(), Filling(stores), {}
    filler, begin = Filler(memory), time.monotonic()
    with _without_days():
        for number in range(1, max(stores) + 1):
            link = newsroom.next()
            memory.story = link.story
            filler.record(where(link), link.article, link.brief)
            if link.last:
                memory.ended(link.story)
            if number % BATCH == 0 or number in stores:
                for size in memory.flush(number):
                    streams[size] = copy.deepcopy(newsroom)
                    minutes = (time.monotonic() - begin) / 60
                    print(f"{size:>8,} articles filled in after {minutes:.1f} minutes", flush=True)
    return streams


@contextmanager
def _without_days() -> Iterator[None]:
    usual = tracker.occurrence_of

    def brief_occurrence(article: Article, _: Brief) -> Occurrence:
        shown = {name.lower(): name for name in names_in(article.title or "")}
        day = (article.published or "")[:10]
        return Occurrence(None, day, False, (), (), tuple(shown), shown, False, False, False, None)

    tracker.occurrence_of = brief_occurrence
    try:
        yield
    finally:
        tracker.occurrence_of = usual


def where(link: Link) -> Shared:
    """Where an article of the stream is shared: one a message."""
    ts = f"{link.number}.000100"
    return Shared(TEAM, CHANNEL, False, str(link.number), ts, ts, None)


def multiply(base: redis.Redis, stores: Mapping[int, redis.Redis], stream: Newsroom) -> None:
    """Fill stores larger than BASE, given by size, with copies of what `base` holds; last with what it holds itself, so
    that the stream goes on from there."""
    memory, begin = Memory(base, TEAM, None), time.monotonic()
    original = _Original(
        events=sorted(memory.walk(), key=lambda event: event.first_at or 0.0),
        counted=frozenset(cast("list[str]", base.hkeys(memory.key("counts")))),
        common=frozenset(term_id(stem(word)) for word in stream.words),
    )
    for size, store in stores.items():
        copies = size // BASE
        for number in range(copies - 1, -1, -1):
            _copy(original, store, number, begun=(copies - 1 - number) * len(original.events))
        minutes = (time.monotonic() - begin) / 60
        print(f"{size:>8,} articles filled in after {minutes:.1f} minutes of copying", flush=True)


@dataclass(frozen=True, slots=True)
class _Original:
    """What is copied; ids of the terms that are counted, and of those that are common."""

    events: Sequence[Event]
    counted: Collection[str]
    common: Collection[str]

    def renaming(self, number: int) -> Callable[[str], str]:
        """What becomes of a term's id in copy `number`; nothing in copy 0."""

        @cache
        def renamed(term: str) -> str:
            stays = number == 0 or term in self.common or int(digest(term), 16) % 100 < 100 * STAYING
            return term if stays else term_id(f"{term} {number}")

        return renamed


def _copy(original: _Original, store: redis.Redis, number: int, *, begun: int) -> None:
    renamed = original.renaming(number)
    memory = Copies(store)
    for place, event in enumerate(original.events):
        words, names = unpack(event.words), unpack(event.names)
        ids = {source.id: digest(source.id, str(number)) if number else source.id for source in event.sources}
        own = replace(
            event,
            id=f"e{digest(event.id, str(number))}" if number else event.id,
            rev=1,
            words=pack({renamed(term): weight for term, weight in words.items()}),
            names=pack({renamed(term): weight for term, weight in names.items()}),
            sources=tuple(
                replace(source, id=ids[source.id], vector=_renamed(source.vector, renamed)) for source in event.sources
            ),
            lent=tuple(each._replace(vector=_renamed(each.vector, renamed)) for each in event.lent),
            readings=tuple(replace(reading, article=ids[reading.article]) for reading in event.readings),
            indexed=tuple(map(renamed, event.indexed)),
        )
        memory.put(own, str(begun + place), [renamed(term) for term in (*words, *names) if term in original.counted])
        if place % BATCH == 0:
            memory.flush()
    memory.flush()


def _renamed(vector: str, renamed: Callable[[str], str]) -> str:
    return pack({renamed(term): weight for term, weight in unpack(vector).items()})


class Copies(Memory):
    """A memory that whole events are put into, in batches, with what is known of their articles."""

    def __init__(self, store: redis.Redis) -> None:
        super().__init__(store, TEAM, None)
        self._pipe = store.pipeline(transaction=False)

    def put(self, event: Event, version: str, count: Sequence[str]) -> None:
        """One more event; `version` as it stands before, `count` the terms that are counted."""
        recorded = recorded_of(event, None, (), event.readings[:2], new=True)
        answer = RECORDED_JSON.dump_json(recorded, exclude_defaults=True).decode()
        first, *more = (Sharing(digest(source.id), source.id) for source in event.sources)
        keys, arguments = self.recording(first, Change(answer, event, None, None, version, event.indexed, count))
        self._record(keys=keys, args=arguments, client=self._pipe)
        for each in more:
            self._pipe.hset(self.key("message", each.message), each.article, answer)
            self._pipe.expire(self.key("message", each.message), EVENT_SECONDS)

    def flush(self) -> None:
        """Send what waits."""
        self._pipe.execute()
