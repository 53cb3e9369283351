"""What articles changed since they were read, by time, for `/handover`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import redis
from pydantic import TypeAdapter

from bot.store.keys import REPLY_SECONDS, team_key

MOST = 200
"""Changes read of one channel, the latest."""


@dataclass(frozen=True, slots=True)
class Revised:
    """An article that changed: the message it was shared in, and a line for each change; `at` seconds since 1970."""

    team: str
    channel: str
    ts: str
    thread_ts: str
    title: str
    url: str
    lines: tuple[str, ...]
    at: float


_JSON: TypeAdapter[Revised] = TypeAdapter(Revised)


class RevisedLog:
    """Changes in the store, each under its channel's keys, for as long as what was read."""

    def __init__(self, store: redis.Redis) -> None:
        self._store: Any = store

    def record(self, revised: Revised) -> None:
        """Keep a change; recorded again at the same time it is the same."""
        key, pipe = _key(revised.team, revised.channel), self._store.pipeline()
        pipe.zadd(key, {_JSON.dump_json(revised): revised.at})
        pipe.zremrangebyscore(key, "-inf", revised.at - REPLY_SECONDS)
        pipe.expire(key, REPLY_SECONDS)
        pipe.execute()

    def between(self, team: str, channels: Iterable[str], since: float, until: float) -> list[Revised]:
        """The changes to what was shared in `channels`, found from `since` until `until`, oldest first."""
        pipe = self._store.pipeline()
        for channel in channels:
            pipe.zrevrangebyscore(_key(team, channel), f"({until}", since, start=0, num=MOST)
        found = [_JSON.validate_json(value) for values in pipe.execute() for value in values]
        return sorted(found, key=lambda each: (each.at, each.ts))


def _key(team: str, channel: str) -> str:
    return team_key(team, "channel", channel, "revised")
