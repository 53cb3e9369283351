"""Taking jobs out of the queue again: a workspace has left, what they were about was deleted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import redis

from bot.queue.jobs import Job, decode
from bot.queue.keys import GROUP, Keys, Lane
from bot.queue.scripts import script
from bot.store.keys import QUEUE

BATCH = 500
"""Entries looked at in one command."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """How many jobs were taken out, and how many are under way: workers are at them, or they became due just now. Those
    end by themselves, or are found when it is called again."""

    jobs: int
    under_way: int


class Dropper:
    """Looks through the whole queue, some milliseconds a thousand jobs."""

    def __init__(self, client: redis.Redis, prefix: str = QUEUE) -> None:
        """`client` is one of `bot.store.connect`, not a blocking one."""
        self._client: Any = client  # redis-py's types don't know that answers are text
        self._keys = Keys(prefix)
        self._drop = script(client, "drop")

    def count(self, matching: Callable[[Job], bool]) -> int:
        """How many jobs wait, are for later, or are dead that `matching` says yes to.

        Raises:
            redis.RedisError: the store can't be reached.
        """
        waiting = sum(matching(job) for lane in Lane for job, _, _ in self._waiting(lane))
        return waiting + sum(matching(job) for job, _ in self._dead())

    def drop(self, matching: Callable[[Job], bool]) -> Dropped:
        """Take out the jobs that `matching` says yes to, the dead ones too. May be called again.

        Raises:
            redis.RedisError: the store can't be reached; some may be out.
        """
        jobs = under_way = 0
        for lane in Lane:
            for job, entry, payload in self._waiting(lane):
                if matching(job):
                    where = [self._keys.stream(lane), self._keys.delayed(lane), self._keys.unique(job.key)]
                    is_out = bool(self._drop(keys=where, args=[GROUP, entry, payload]))
                    jobs, under_way = jobs + is_out, under_way + (not is_out)
        for job, entry in self._dead():
            if matching(job):
                jobs += int(self._client.xdel(self._keys.dead, entry))
        return Dropped(jobs, under_way)

    def _waiting(self, lane: Lane) -> Iterator[tuple[Job, str, str]]:
        """Jobs with their entry and payload; the entry is empty for those for later."""
        for entry, fields in self._entries(self._keys.stream(lane)):
            if job := _job(fields.get("job", "")):
                yield job, entry, ""
        for payload, _ in self._client.zscan_iter(self._keys.delayed(lane), count=BATCH):
            if job := _job(payload):
                yield job, "", payload

    def _dead(self) -> Iterator[tuple[Job, str]]:
        for entry, fields in self._entries(self._keys.dead):
            if job := _job(fields.get("job", "")):
                yield job, entry

    def _entries(self, stream: str) -> Iterator[tuple[str, dict[str, str]]]:
        after = "-"
        while found := self._client.xrange(stream, min=after, count=BATCH):
            yield from found
            after = f"({found[-1][0]}"


def _job(payload: str) -> Job | None:
    try:
        return decode(payload)
    except ValueError:  # a newer release's, or none at all: nobody can tell whose it is
        return None
