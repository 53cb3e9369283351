"""What was shared where, by time: what digests, `/quotes` and `/handover` are made from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import redis
from pydantic import TypeAdapter

from bot.store.keys import REPLY_SECONDS, team_key

MOST = 2_000
"""Sharings read at one asking, the latest: a busy desk shares some 400 links in a week."""


@dataclass(frozen=True, slots=True)
class Share:
    """A link that was shared and read. `ts` is the message, `thread_ts` the thread of the reply, `name` the slot of
    what was read (`Replies.find`); `at` seconds since 1970; `event` the id in the memory of the channel, None where
    it was not remembered; `again`: the channel had it before, and what was read is found under `of`, the message it
    was first shared in."""

    team: str
    channel: str
    ts: str
    thread_ts: str
    name: str
    at: float
    user: str | None
    title: str
    site: str | None
    url: str
    story: str
    event: str | None = None
    private: bool = True
    """Whether the channel kept it to itself when it was shared."""
    again: bool = False
    of: str | None = None
    ahead: tuple[str, ...] = ()
    """Days that the article announces something for, ISO."""
    embargo: float | None = None
    """When the article may be told of, seconds since 1970."""

    @property
    def read_at(self) -> str:
        """The message under which what was read is kept."""
        return self.of or self.ts


_JSON: TypeAdapter[Share] = TypeAdapter(Share)


class Shares:
    """Sharings in the store, each under its channel's keys, for as long as what was read."""

    def __init__(self, store: redis.Redis) -> None:
        self._store = store

    def record(self, share: Share) -> None:
        """Keep a sharing; recorded again, it takes the place of what was known of it."""
        key, index = _key(share.team, share.channel), _index(share.team)
        same = [
            old for old in self._at(share.team, share.channel, share.ts) if _JSON.validate_json(old).name == share.name
        ]
        pipe = self._store.pipeline()
        if same:
            pipe.zrem(key, *same)
        pipe.zadd(key, {_JSON.dump_json(share): share.at})
        pipe.zremrangebyscore(key, "-inf", share.at - REPLY_SECONDS)
        pipe.expire(key, REPLY_SECONDS)
        pipe.zadd(index, {share.channel: share.at}, gt=True)
        pipe.expire(index, REPLY_SECONDS)
        pipe.execute()

    def between(self, team: str, channels: Iterable[str], since: float, until: float) -> list[Share]:
        """The sharings in `channels` from `since` until before `until` (seconds since 1970), oldest first: the latest
        MOST of each channel."""
        pipe = self._store.pipeline()
        for channel in channels:
            pipe.zrevrangebyscore(_key(team, channel), f"({until}", since, start=0, num=MOST)
        found = [_JSON.validate_json(value) for values in pipe.execute() for value in values]
        return sorted(found, key=lambda share: (share.at, share.ts, share.name))

    def channels(self, team: str) -> list[str]:
        """Every channel of the workspace in which something was shared lately; private ones too: who may see them is
        the asker's to check."""
        found: Any = self._store.zrange(_index(team), 0, -1)
        return [_text(channel) for channel in found]

    def names(self, team: str, channel: str, ts: str) -> list[str]:
        """The slots of what was read of a message's links."""
        return [_JSON.validate_json(value).name for value in self._at(team, channel, ts)]

    def forget(self, team: str, channel: str, ts: str, name: str | None = None) -> None:
        """A message was deleted; or, with `name`, the reply to one of its links dismissed."""
        found = self._at(team, channel, ts)
        if gone := [value for value in found if name in (None, _JSON.validate_json(value).name)]:
            self._store.zrem(_key(team, channel), *gone)

    def _at(self, team: str, channel: str, ts: str) -> list[bytes]:
        found: Any = self._store.zrangebyscore(_key(team, channel), float(ts), float(ts))
        return [value for value in found if _JSON.validate_json(value).ts == ts]


def _key(team: str, channel: str) -> str:
    return team_key(team, "channel", channel, "shares")


def _index(team: str) -> str:
    return team_key(team, "shared-in")


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value
