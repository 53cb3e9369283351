"""The queue's keys. All carry the prefix's hash tag, so scripts over several of them run on a Redis Cluster."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from bot.store.keys import DAY, HOUR, QUEUE

GROUP = "workers"
"""The consumer group; one for all workers."""
UNIQUE_SECONDS = HOUR
"""How long a job's key refuses another. Slack has replayed an event 368 s after the original."""
STATS_SECONDS = 30 * DAY
"""Counters of done, failed and dead are kept this long after the last job."""
DEAD_SECONDS = 30 * DAY
"""Dead jobs are kept for people to look at this long, and at most DEAD_LIMIT of them."""
DEAD_LIMIT = 1000


class Lane(StrEnum):
    """Whether somebody waits for the job. `interactive` is always read before `bulk`."""

    INTERACTIVE = "interactive"
    BULK = "bulk"


@dataclass(frozen=True, slots=True)
class Keys:
    """Names of the queue's keys under `prefix`, which has a hash tag."""

    prefix: str = QUEUE

    def stream(self, lane: Lane) -> str:
        """Jobs to do now, and being done."""
        return f"{self.prefix}:{lane}"

    def delayed(self, lane: Lane) -> str:
        """Jobs for later: a sorted set, scored by due time in seconds since 1970 by the store's clock."""
        return f"{self.prefix}:delayed:{lane}"

    def unique(self, key: str) -> str:
        """Taken while a job of this key is known. A digest: keys may name channels and links."""
        return f"{self.prefix}:unique:{hashlib.blake2b(key.encode(), digest_size=16).hexdigest()}"

    @property
    def dead(self) -> str:
        """Jobs that failed for good, with why."""
        return f"{self.prefix}:dead"

    @property
    def stats(self) -> str:
        """Counters by outcome and job name."""
        return f"{self.prefix}:stats"

    @property
    def streams(self) -> list[str]:
        """The streams in the order they are read."""
        return [self.stream(lane) for lane in Lane]
