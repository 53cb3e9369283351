"""The version of what is stored, and the way from an older one to this one's.

A version changes when older data would be read wrongly or not found. Each step may be broken off and done again.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, cast

import redis

from bot.errors import StoreError
from bot.events.event import EVENT_JSON, SERIES_JSON
from bot.events.lately import event_time, series_time
from bot.events.memory import SERIES_SECONDS, message_id
from bot.store.keys import BY_TIME, DAY

VERSION = 3
"""1: until November 2026; a recorded article under a key of its own. 2: under its message's.
3: events and series are found by time."""
KEY = "nutgraf:{schema}:version"
KEPT_SECONDS = 400 * DAY
"""As long as what is kept longest; renewed at every start."""
MOST_STORED = 999
_FIRST = "*:events:article:*"
"""Keys that only version 1 had."""


@dataclass(frozen=True, slots=True)
class Step:
    """From the version before to `to`: what it does in words, how many keys are still to be changed, and doing it."""

    to: int
    words: str
    left: Callable[[redis.Redis], int]
    do: Callable[[redis.Redis], None]


def stored_version(store: redis.Redis) -> int:
    """The version of what is in the store; where it has none, the
    first's if there are records as the first kept them, else VERSION: it is empty, or was emptied while we ran.

    Raises:
        StoreError: it is newer than this program, or no version.
    """
    found = cast("str | None", store.get(KEY))
    if found is None:
        return 1 if next(_keys(store, _FIRST), None) else VERSION
    if not (found.isascii() and found.isdigit() and 0 < int(found) <= MOST_STORED):
        raise StoreError(f"The store's version is “{found[:20]}”, which is none.", f"It should stand in {KEY}.")
    if int(found) > VERSION:
        raise StoreError(
            f"The store was written by a newer Nutgraf (its version is {found}, this one reads {VERSION}).",
            "Upgrade this installation, or use a store of its own.",
        )
    return int(found)


def require_current(store: redis.Redis) -> None:
    """Make sure that the store is of VERSION; an empty one is from now on.

    Raises:
        StoreError: it is older or newer.
    """
    version = stored_version(store)
    if version < VERSION:
        raise StoreError(
            f"The store holds data of an older Nutgraf (its version is {version}, this one reads {VERSION}).",
            "Stop the other processes and run `nutgraf migrate`; with --dry-run it only says what it would do.",
        )
    store.set(KEY, str(VERSION), ex=KEPT_SECONDS)


def steps_for(version: int) -> list[Step]:
    """What leads from `version` to VERSION, in order."""
    return [step for step in _STEPS if step.to > version]


def migrate(store: redis.Redis, version: int) -> None:
    """Do every step from `version` on. Nothing else may write to the store meanwhile."""
    for step in steps_for(version):
        step.do(store)
        store.set(KEY, str(step.to), ex=KEPT_SECONDS)


def _keys(store: redis.Redis, pattern: str) -> Iterator[str]:
    return (str(key) for key in store.scan_iter(f"nutgraf:{pattern}", count=1000))


def _articles_left(store: redis.Redis) -> int:
    return sum(1 for _ in _keys(store, _FIRST))


def _gather_articles(store: redis.Redis) -> None:
    """A record is found again by the event that has its article; one that no event has any more is taken away."""
    for key in _keys(store, "*:events:event:*"):
        prefix = key.rpartition("event:")[0]
        value = cast("str | None", store.hget(key, "value"))
        for source in json.loads(value or "{}").get("sources", ()):
            _gather(store, prefix, source)
    for key in _keys(store, _FIRST):
        store.delete(key)


def _gather(store: redis.Redis, prefix: str, source: dict[str, Any]) -> None:
    old = f"{prefix}article:{source['id']}"
    answer, left = cast("str | None", store.get(old)), store.pttl(old)
    if answer is None or left <= 0:
        return
    new = f"{prefix}message:{message_id(source['channel'], source['ts'])}"
    pipe = store.pipeline()
    pipe.hset(new, source["id"], answer)
    pipe.pexpire(new, left)
    pipe.delete(old)
    pipe.execute()


def note_time(pipe: Any, name: str, value: str) -> bool:
    """Queue on the pipeline that what is stored in the key `name` as `value` is found by time; False where it is no
    event or series.

    Raises:
        ValueError: it should be one by its name, and is not.
    """
    memory, _, rest = name.rpartition(":events:")
    what, _, each = rest.partition(":")
    if what == "event":
        time = event_time(EVENT_JSON.validate_json(value))
    elif what == "series":
        time = series_time(SERIES_JSON.validate_json(value))
    else:
        return False
    index = f"{memory}:events{BY_TIME}{what}"
    pipe.zadd(index, {each: time})
    pipe.expire(index, SERIES_SECONDS)
    return True


def _timeless(store: redis.Redis) -> Iterator[str]:
    """Events and series that are not found by time."""
    for name in chain(_keys(store, "*:events:event:*"), _keys(store, "*:events:series:*")):
        kind, _, each = name.rpartition(":")
        memory, _, what = kind.rpartition(":")
        if store.zscore(f"{memory}{BY_TIME}{what}", each) is None:
            yield name


def _timeless_left(store: redis.Redis) -> int:
    return sum(1 for _ in _timeless(store))


def _note_times(store: redis.Redis) -> None:
    for name in _timeless(store):
        if value := cast("str | None", store.hget(name, "value")):
            pipe = store.pipeline()
            note_time(pipe, name, value)
            pipe.execute()


_STEPS = (
    Step(2, "what was recorded of an article is put under its message", _articles_left, _gather_articles),
    Step(3, "events and series are found by time", _timeless_left, _note_times),
)
