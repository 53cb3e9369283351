"""What people wish to hear of stories: who follows which, and which a channel has muted."""

from collections.abc import Iterable, Sequence
from typing import cast

import redis

from bot.events.memory import SERIES_SECONDS, Memory
from bot.store.keys import DAY

TOLD_SECONDS = 90 * DAY
"""How long it is remembered that a follower was told of an event: as long as the event itself."""


class Wishes:
    """Follows and mutes within one memory. A story is named by the id of its series, or of its event."""

    def __init__(self, store: redis.Redis, memory: Memory) -> None:
        self._store = store
        self._memory = memory

    def follow(self, stories: Sequence[str], target: str) -> bool:
        """Tell `target` (a user's or channel's id) of the next event of the story, which the first of `stories` names;
        the others are its events, by which it may have been known before. False where it follows already."""
        return self._add("followers", stories, target)

    def unfollow(self, stories: Sequence[str], target: str) -> bool:
        """No longer, under whichever of the names. False where it did not follow."""
        return self._remove("followers", stories, target)

    def followers(self, stories: Iterable[str]) -> list[str]:
        """Who follows any of the stories, in order of their ids. One round trip."""
        keys = [self._memory.key("followers", story) for story in stories]
        return sorted(cast("set[str]", self._store.sunion(keys))) if keys else []

    def mute(self, stories: Sequence[str], channel: str) -> bool:
        """Say nothing more of the story in `channel`. False where it is muted already."""
        return self._add("muted", stories, channel)

    def unmute(self, stories: Sequence[str], channel: str) -> bool:
        """Speak of it again. False where it was not muted."""
        return self._remove("muted", stories, channel)

    def carry(self, old: str, new: str) -> None:
        """Who followed or muted the one story follows or mutes the other, that it was merged into."""
        for what in ("followers", "muted"):
            key = self._memory.key(what, new)
            self._store.sunionstore(key, [key, self._memory.key(what, old)])
            self._store.expire(key, SERIES_SECONDS)

    def ask_muted(self, pipe: redis.client.Pipeline, stories: Iterable[str]) -> None:
        """Ask for the channels that muted each of the stories, together with other things. Key by key: a Redis Cluster
        takes no command of several keys in a pipeline."""
        for story in stories:
            pipe.smembers(self._memory.key("muted", story))

    def muted_of(self, stories: Iterable[str], channel: str) -> frozenset[str]:
        """Those of the stories that `channel` has muted. One round trip."""
        return self._with("muted", stories, channel)

    def followed_of(self, stories: Iterable[str], target: str) -> frozenset[str]:
        """Those of the stories that `target` follows. One round trip."""
        return self._with("followers", stories, target)

    def _with(self, what: str, stories: Iterable[str], member: str) -> frozenset[str]:
        asked, pipe = list(stories), self._store.pipeline()
        for story in asked:
            pipe.sismember(self._memory.key(what, story), member)
        return frozenset(story for story, found in zip(asked, pipe.execute(), strict=True) if found)

    def claim_telling(self, event: str, target: str, sighting: str) -> bool:
        """Whether `target` is to be told of `event` because of `sighting`; from now on it is to be told because of no
        other. Asked again of the same sighting the answer is the same: a job that broke off goes on."""
        key = self._memory.key("told", event, target)
        if self._store.set(key, sighting, nx=True, ex=TOLD_SECONDS):
            return True
        return self._store.get(key) == sighting

    def _add(self, what: str, stories: Sequence[str], member: str) -> bool:
        if any(self._store.sismember(self._memory.key(what, story), member) for story in stories):
            return False
        pipe = self._store.pipeline()
        pipe.sadd(self._memory.key(what, stories[0]), member)
        pipe.expire(self._memory.key(what, stories[0]), SERIES_SECONDS)
        return bool(pipe.execute()[0])

    def _remove(self, what: str, stories: Sequence[str], member: str) -> bool:
        pipe = self._store.pipeline()
        for story in stories:
            pipe.srem(self._memory.key(what, story), member)
        return any(pipe.execute())
