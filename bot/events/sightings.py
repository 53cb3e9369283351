"""Sightings: which article was shared where, and whether a channel has seen it before."""

import json
from dataclasses import asdict, dataclass
from typing import Any

import redis

from bot.store.keys import DAY, team_key


@dataclass(frozen=True, slots=True)
class Sighting:
    """An article shared in a channel. `story` is the key of the article's link; `ts` the message with the link,
    `thread_ts` the thread it was answered in; `at` the time of sharing in seconds since 1970.
    """

    team: str
    channel: str
    story: str
    ts: str
    thread_ts: str
    user: str | None
    at: float


class Sightings:
    """The first sighting of each article in each channel. What a private channel saw is under that channel's keys."""

    def __init__(self, store: redis.Redis, days: int) -> None:
        """`days` is for how long an article counts as seen; 0: it never does."""
        self._store = store
        self._seconds = days * DAY

    def record(self, sighting: Sighting) -> Sighting | None:
        """Record that an article was seen. Returns the earlier sighting in this channel, None where this is the first.

        Of two at the same time exactly one is the first; recording one again gives the same answer again.
        """
        if self._seconds == 0:
            return None
        key, value = _key(sighting.team, sighting.channel, sighting.story), json.dumps(asdict(sighting))
        while not self._store.set(key, value, nx=True, ex=self._seconds):
            first = self.first(sighting.team, sighting.channel, sighting.story)
            if first is not None:  # else it ended between the two commands
                return first if first.ts != sighting.ts else None
        index = _index(sighting.team, sighting.channel, sighting.ts)
        pipe = self._store.pipeline()
        pipe.sadd(index, sighting.story)
        pipe.expire(index, self._seconds)
        pipe.execute()
        return None

    def first(self, team: str, channel: str, story: str) -> Sighting | None:
        """The first sighting of an article in a channel within the days that count."""
        found: Any = self._store.get(_key(team, channel, story))
        return Sighting(**json.loads(found)) if found else None

    def forget(self, team: str, channel: str, ts: str, story: str | None = None) -> None:
        """A message was deleted, or the reply to one of its links, a `story`, dismissed: what it was the first sighting
        of may be seen anew."""
        index = _index(team, channel, ts)
        stories: Any = self._store.smembers(index) if story is None else [story]
        for each in stories:
            first = self.first(team, channel, each)
            if first is not None and first.ts == ts:
                self._store.delete(_key(team, channel, each))
            self._store.srem(index, each)


def _key(team: str, channel: str, story: str) -> str:
    return team_key(team, "channel", channel, "sighting", story)


def _index(team: str, channel: str, ts: str) -> str:
    return team_key(team, "channel", channel, "sightings", ts)
