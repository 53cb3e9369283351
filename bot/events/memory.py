"""Events and series in the store: an inverted index with bounded postings, and one script for each change.

Two round trips for an article: the events that its terms point to, with their series; the change.
Public channels of a workspace share one memory; a private channel or a direct message has its own.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from typing import Any, cast

import redis

from bot.events.event import EVENT_JSON, SERIES_JSON, Event, Series
from bot.events.lately import day_time, event_time, series_time
from bot.events.weights import Counts
from bot.store.keys import DAY, team_key

EVENT_SECONDS = 90 * DAY
"""How long an event is kept after its last sighting."""
SERIES_SECONDS = 400 * DAY
"""How long a series and its events are kept after its last event: one that comes yearly must outlive its year."""
MOST_POSTINGS = 48
"""Events kept for a term, the newest; what bounds both the work and the memory of a common term."""
MOST_COUNTED = 60_000
"""Terms that are counted; a newsroom's year of names and words, some 4 MB."""
BATCH = 1000
"""Events asked for in one round trip by who walks through all of them."""
MOST_MOVES = 8
"""Merges followed from one id; more are a defect."""
CANDIDATES = 12
"""Events that are looked at closely. Not tuned: more cost time in proportion."""
MOST_TRIED = 3 * CANDIDATES
"""Ids tried for them: some lists still have events that have come to the end of their keeping."""


def _scripts(store: redis.Redis) -> list[Any]:
    folder = files("bot.events") / "lua"
    texts = ((folder / f"{name}.lua").read_text(encoding="utf-8") for name in ("look", "record", "correct"))
    return [store.register_script(text) for text in texts]


@dataclass(frozen=True, slots=True)
class Sharing:
    """An article in a message, as the store names it: `message` by channel and time stamp, `article` by these and the
    canonical link. What was recorded of one message stands together, so that it can go with the message."""

    message: str
    article: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows that bears on an article. `answer`: it was recorded before, and this was said then.
    `version` changes with each new event."""

    answer: str | None
    version: str
    counts: Counts
    events: tuple[Event, ...] = ()
    series: Mapping[str, Series] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What a recording changes. `version` is the one read where an event is new, else None; `kin` is the event that
    becomes the start of a series with it."""

    answer: str
    event: Event
    series: Series | None
    kin: Event | None
    version: str | None
    index: Sequence[str]
    count: Sequence[str]


Terms = tuple[str, Sequence[str]]
"""An event's id, and terms that it is (no longer) found by."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What one correction writes: events and series as read and as they become (None: taken away); what is said of a
    sharing from now on ('': nothing, it is forgotten); ids that go on under another."""

    events: Sequence[tuple[Event | None, Event | None]] = ()
    series: Sequence[tuple[Series | None, Series | None]] = ()
    index: Sequence[Terms] = ()
    unindex: Sequence[Terms] = ()
    records: Sequence[tuple[Sharing, str]] = ()
    moved: Sequence[tuple[str, str]] = ()


class Memory:
    """One scope's events: those of a workspace's public channels, or of one private channel."""

    def __init__(self, store: redis.Redis, team: str, channel: str | None) -> None:
        """`channel` is a private channel (or direct message) with a memory of its own; None: the public one."""
        self._store = store
        self._parts = (team, "channel", channel, "events") if channel else (team, "events")
        self._look, self._record, self._correct = _scripts(store)

    def key(self, *parts: str) -> str:
        """A key of this memory."""
        return team_key(*self._parts, *parts)

    def look(self, sharing: Sharing, search: Sequence[str], count: Sequence[str]) -> Known:
        """One round trip: whether the sharing is known, the counts of the terms `count`, the events that share most of
        the terms `search` (given by weight), best first, and their series."""
        answer, version, numbers, many, *values = self._look(
            keys=[self.key("message", sharing.message), self.key("version"), self.key("counts")],
            args=[
                self.key("term", ""),
                self.key("event", ""),
                CANDIDATES,
                ",".join(search),
                ",".join(count),
                sharing.article,
                self.key("series", ""),
                MOST_TRIED,
            ],
        )
        series = map(SERIES_JSON.validate_json, values[int(many) :])
        counts = {
            term: int(number)
            for term, number in zip(count, numbers.split(","), strict=False)
            if number not in ("", "0")
        }
        return Known(
            answer=answer or None,
            version=version,
            counts=Counts(int(version), counts),
            events=tuple(map(_event, values[: int(many)])),
            series={each.id: each for each in series},
        )

    def load(self, ids: Iterable[str]) -> list[Event]:
        """The events with `ids`; those that are no longer kept are left out. One round trip."""
        return [EVENT_JSON.validate_json(value) for value in self._values("event", ids)]

    def load_series(self, ids: Iterable[str]) -> dict[str, Series]:
        """The series with `ids`. One round trip, none without ids."""
        found = (SERIES_JSON.validate_json(value) for value in self._values("series", ids))
        return {series.id: series for series in found}

    def _values(self, what: str, ids: Iterable[str]) -> list[str]:
        wanted = list(ids)
        if not wanted:
            return []
        pipe = self._store.pipeline(transaction=False)
        for each in wanted:
            pipe.hget(self.key(what, each), "value")
        return [value for value in pipe.execute() if value]

    def apply(self, sharing: Sharing, change: Change) -> str | None:
        """Make a change, whole or not at all. Returns what is now the answer for the article (another worker may have
        been first), or None where what the change rests on is no longer so: look again."""
        keys, arguments = self.recording(sharing, change)
        outcome, *answer = cast(list[str], self._record(keys=keys, args=arguments))
        return answer[0] if outcome != "again" else None

    def recording(self, sharing: Sharing, change: Change) -> tuple[list[str], list[str | float]]:
        """The keys and arguments of the script that makes a change (`lua/record.lua`)."""
        event, series, kin = change.event, change.series, change.kin
        keys = [
            self.key("message", sharing.message),
            self.key("version"),
            self.key("event", event.id),
            self.key("series", series.id) if series else self.key("none"),
            self.key("counts"),
            self.key("event", kin.id) if kin else self.key("none"),
            self.key("by-time", "event"),
            self.key("by-time", "series"),
        ]
        arguments: list[str | float] = [
            change.answer,
            change.version if change.version is not None else "",
            event.rev - 1,
            EVENT_JSON.dump_json(event, exclude_defaults=True).decode(),
            series.rev - 1 if series else 0,
            SERIES_JSON.dump_json(series, exclude_defaults=True).decode() if series else "",
            EVENT_SECONDS,
            SERIES_SECONDS,
            MOST_COUNTED,
            self.key("term", ""),
            event.id,
            MOST_POSTINGS,
            kin.rev - 1 if kin else 0,
            EVENT_JSON.dump_json(kin, exclude_defaults=True).decode() if kin else "",
            ",".join(change.index),
            ",".join(change.count),
            sharing.article,
            event_time(event),
            series_time(series) if series else 0.0,
            event_time(kin) if kin else 0.0,
            series.id if series else "",
            kin.id if kin else "",
        ]
        return keys, arguments

    def answer(self, sharing: Sharing) -> str | None:
        """What recording the sharing gave; None where it was not recorded, or no longer is known."""
        return cast("str | None", self._store.hget(self.key("message", sharing.message), sharing.article))

    def answers_of(self, sharings: Sequence[Sharing]) -> list[str | None]:
        """`answer` of each of them, in their order. One round trip."""
        pipe = self._store.pipeline(transaction=False)
        for sharing in sharings:
            pipe.hget(self.key("message", sharing.message), sharing.article)
        return pipe.execute() if sharings else []

    def answers(self, message: str) -> dict[str, str]:
        """The articles recorded of a message, and what recording each gave."""
        return cast("dict[str, str]", self._store.hgetall(self.key("message", message)))

    def now(self, story: str) -> str:
        """The id under which an event or series goes on since it was merged; its own where it was not."""
        for _ in range(MOST_MOVES):
            moved = cast("str | None", self._store.get(self.key("moved", story)))
            if moved is None:
                break
            story = moved
        return story

    def now_of(self, stories: Iterable[str]) -> dict[str, str]:
        """`now` of each: one round trip for as many as were never merged."""
        now = {story: story for story in stories}
        asked = list(now)
        for _ in range(MOST_MOVES):
            if not asked:
                break
            moved = cast("list[str | None]", self._store.mget([self.key("moved", now[each]) for each in asked]))
            now |= {each: to for each, to in zip(asked, moved, strict=True) if to}
            asked = [each for each, to in zip(asked, moved, strict=True) if to]
        return now

    def walk(self) -> Iterator[Event]:
        """Every event that is kept, however many, the oldest first: for what must leave out none. What comes meanwhile
        is left out."""
        ids = iter(cast("list[str]", self._store.zrange(self.key("by-time", "event"), 0, -1)))
        while batch := list(islice(ids, BATCH)):
            yield from self.load(batch)

    def latest(self, most: int = 500) -> list[Event]:
        """Events that are kept, the latest first, `most` of them. For people who look, not for the way of a link. Two
        round trips."""
        return self.load(cast("list[str]", self._store.zrevrange(self.key("by-time", "event"), 0, most - 1)))

    def series_since(self, day: date) -> dict[str, Series]:
        """The series, by id, that had an event on `day` or later, or whose next was expected then or later; however
        many. Two round trips."""
        index = self.key("by-time", "series")
        return self.load_series(cast("list[str]", self._store.zrangebyscore(index, day_time(day), "+inf")))

    def corrections(self) -> list[str]:
        """What people corrected, as JSON, in order."""
        return cast("list[str]", self._store.lrange(self.key("corrections"), 0, -1))

    def note(self, said: str) -> None:
        """Keep what somebody said, as data, where nothing else changes by it."""
        pipe = self._store.pipeline()
        pipe.rpush(self.key("corrections"), said)
        pipe.expire(self.key("corrections"), SERIES_SECONDS)
        pipe.execute()

    def rewrite(self, change: Rewrite, said: str) -> bool:
        """Make a correction, whole or not at all; False where something has changed since it was read. `said` is kept
        as data, unless it is ''."""
        by_time = [self.key("by-time", "event"), self.key("by-time", "series")]
        keys = [self.key("version"), self.key("corrections"), *by_time]
        written = list[tuple[int, str, int, int, str, str]]()
        for what, pairs, form, at, time in (
            ("event", change.events, EVENT_JSON, 3, event_time),
            ("series", change.series, SERIES_JSON, 4, series_time),
        ):
            for before, after in cast("Sequence[tuple[Any, Any]]", pairs):
                each = (before or after).id
                keys.append(self.key(what, each))
                value = cast(Any, form).dump_json(after, exclude_defaults=True).decode() if after else ""
                kept = SERIES_SECONDS if what == "series" or (after and after.series) else EVENT_SECONDS
                when = repr(cast(Any, time)(after)) if after else ""
                written.append((before.rev if before else 0, value, kept, at, each, when))
        plan = {
            "written": written,
            "index": change.index,
            "unindex": change.unindex,
            "records": [(self.key("message", one.message), one.article, answer) for one, answer in change.records],
            "moved": [(self.key("moved", old), new) for old, new in change.moved],
            "said": said,
        }
        arguments = [json.dumps(plan), SERIES_SECONDS, EVENT_SECONDS, self.key("term", ""), MOST_POSTINGS]
        return bool(self._correct(keys=keys, args=arguments))


@lru_cache(maxsize=256)
def _event(value: str) -> Event:
    """An event from the store. Kept: those that are being reported are looked at with every article, mostly unchanged
    since the last."""
    return EVENT_JSON.validate_json(value)


def message_id(channel: str, ts: str) -> str:
    """The id under which what was recorded of a message is kept."""
    return digest(channel, ts)


def digest(*parts: str) -> str:
    """A short id of parts: 12 hexadecimal digits."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=6).hexdigest()
