"""The consumer group on the store, as one worker sees it: take, beat, settle. No policy and no waiting here."""

from dataclasses import dataclass
from typing import Any

import redis

from bot.queue.jobs import Job, encode
from bot.queue.keys import DEAD_LIMIT, DEAD_SECONDS, GROUP, STATS_SECONDS, UNIQUE_SECONDS, Keys, Lane
from bot.queue.scripts import now, script

PUMP_BATCH = 100
"""Due jobs moved by one script, which keeps the store from answering others; 100 take about a millisecond."""
LOOK_BATCH = 10
"""Abandoned entries looked at in one stream; a dead worker leaves one."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """An entry in this worker's hands. `deliveries` counts this one."""

    lane: Lane
    entry: str
    payload: str
    deliveries: int = 1


@dataclass(frozen=True, slots=True)
class Abandoned:
    """An entry whose worker has been silent for `idle` seconds."""

    lane: Lane
    entry: str
    holder: str
    idle: float


@dataclass(frozen=True, slots=True)
class Put:
    """Where a job goes back to: `payload` after `delay` seconds; `counted` names the counter it adds to, or ''."""

    payload: str
    delay: float
    counted: str = ""


def is_forgotten(error: redis.RedisError) -> bool:
    """Whether the store has lost stream or group: emptied, or started without its data."""
    return isinstance(error, redis.ResponseError) and str(error).startswith(("NOGROUP", "UNBLOCKED"))


class Group:
    """Commands of one consumer. Every method may raise redis.RedisError, and every one may be repeated after that."""

    def __init__(self, control: redis.Redis, reader: redis.Redis, keys: Keys, name: str) -> None:
        """`reader` is a blocking client, used by one thread; `control` may be used by several. `name` is unique."""
        self._control: Any = control  # redis-py's types don't know that answers are text
        self._reader: Any = reader
        self._keys = keys
        self.name = name
        self._beat = script(control, "beat")
        self._claim = script(control, "claim")
        self._done = script(control, "done")
        self._again = script(control, "again")
        self._bury = script(control, "bury")
        self._pump = script(control, "pump")
        self._tidy = script(control, "tidy")
        self._now = script(control, "now")

    def join(self) -> None:
        """Make streams and group where they are missing. From 0: jobs queued before the first worker count too."""
        for stream in self._keys.streams:
            try:
                self._control.xgroup_create(stream, GROUP, id="0", mkstream=True)
            except redis.ResponseError as error:
                if not str(error).startswith("BUSYGROUP"):
                    raise

    def take(self, block_seconds: float) -> Delivery | None:
        """The next job nobody has had, interactive ones first; waits up to `block_seconds` for one."""
        taken = self._read([Lane.INTERACTIVE], None)
        if taken:
            return taken[0]
        # Both lanes in one read: were bulk looked at by itself, a job that came to the other just before would wait.
        taken = self._read(list(Lane), max(1, round(block_seconds * 1000)))
        for extra in taken[1:]:
            # One job of each lane came at once; somebody else can do the second sooner.
            self.again(extra, None, Put(extra.payload, 0.0))
        return taken[0] if taken else None

    def _read(self, lanes: list[Lane], block: int | None) -> list[Delivery]:
        streams = dict.fromkeys((self._keys.stream(lane) for lane in lanes), ">")
        answer = self._reader.xreadgroup(GROUP, self.name, streams, count=1, block=block) or []
        found = {stream: entries[0] for stream, entries in answer if entries}
        return [
            Delivery(lane, entry[0], entry[1].get("job", ""))
            for lane in lanes
            if (entry := found.get(self._keys.stream(lane)))
        ]

    def held(self) -> list[Abandoned]:
        """What the store believes this consumer to have: entries nobody works on, when a read's answer was lost."""
        return [
            Abandoned(lane, item["message_id"], self.name, item["time_since_delivered"] / 1000)
            for lane in Lane
            for item in self._control.xpending_range(
                self._keys.stream(lane), GROUP, "-", "+", LOOK_BATCH, consumername=self.name
            )
        ]

    def abandoned(self, idle_seconds: float) -> list[Abandoned]:
        """Entries whose worker has been silent for `idle_seconds`."""
        return [
            Abandoned(lane, item["message_id"], item["consumer"], item["time_since_delivered"] / 1000)
            for lane in Lane
            for item in self._control.xpending_range(
                self._keys.stream(lane), GROUP, "-", "+", LOOK_BATCH, idle=round(idle_seconds * 1000)
            )
        ]

    def claim(self, seen: Abandoned, idle_seconds: float) -> Delivery | None:
        """Take over `seen` if its holder still has it and has been silent for `idle_seconds`. Two can't both."""
        taken = self._claim(
            keys=[self._keys.stream(seen.lane)],
            args=[GROUP, self.name, seen.entry, seen.holder, round(idle_seconds * 1000)],
        )
        return Delivery(seen.lane, seen.entry, str(taken[0]), int(taken[1])) if taken else None

    def beat(self, delivery: Delivery) -> bool:
        """Say that the entry is being worked on. False when it is another's now, or gone."""
        return bool(self._beat(keys=[self._keys.stream(delivery.lane)], args=[GROUP, self.name, delivery.entry]))

    def done(self, delivery: Delivery, job: Job, seconds: float) -> str:
        """Remove the job: it is done, in `seconds`. Gives the entry's standing, see lua/prelude.lua."""
        keys = [self._keys.stream(delivery.lane), self._keys.unique(job.key), self._keys.stats]
        return str(self._done(keys=keys, args=[*self._entry(delivery), job.name, f"{seconds:.6f}", STATS_SECONDS]))

    def again(self, delivery: Delivery, job: Job | None, put: Put) -> str:
        """Put the job back. `job` is None for an entry that can't be read: its key is then not known."""
        keys = [
            self._keys.stream(delivery.lane),
            self._keys.delayed(delivery.lane),
            self._unique(delivery, job),
            self._keys.stats,
        ]
        job_id = job.id if job else delivery.entry
        args: list[str | int | float] = [put.payload, put.delay, job_id, UNIQUE_SECONDS, put.counted, STATS_SECONDS]
        return str(self._again(keys=keys, args=[*self._entry(delivery), *args]))

    def bury(self, delivery: Delivery, job: Job | None, error: str, counted: str) -> str:
        """Put the job among the dead with `error`."""
        keys = [
            self._keys.stream(delivery.lane),
            self._keys.dead,
            self._unique(delivery, job),
            self._keys.stats,
        ]
        payload = encode(job) if job else delivery.payload
        args: list[str | int | float] = [
            payload,
            error,
            DEAD_LIMIT,
            DEAD_SECONDS,
            UNIQUE_SECONDS,
            counted,
            STATS_SECONDS,
        ]
        return str(self._bury(keys=keys, args=[*self._entry(delivery), *args]))

    def pump(self) -> float | None:
        """Move due jobs to their streams. Gives the seconds until the next one is due, None when there is none."""
        keys = [key for lane in Lane for key in (self._keys.delayed(lane), self._keys.stream(lane))]
        wait = int(self._pump(keys=keys, args=[PUMP_BATCH]))
        return None if wait < 0 else wait / 1000

    def forget_silent(self, seconds: float) -> None:
        """Forget consumers that hold nothing and have been silent for `seconds`: a restart leaves one each."""
        self._tidy(keys=self._keys.streams, args=[GROUP, "", round(seconds * 1000)])

    def leave(self) -> None:
        """Forget this consumer, unless it holds something."""
        self._tidy(keys=self._keys.streams, args=[GROUP, self.name, 0])

    def age(self, enqueued_at: float) -> float:
        """Seconds since `enqueued_at`, by the store's clock: hosts differ."""
        return now(self._now, self._keys) - enqueued_at

    def close(self) -> None:
        """Close both clients."""
        self._control.close()
        self._reader.close()

    def _entry(self, delivery: Delivery) -> list[str | int | float]:
        return [GROUP, self.name, delivery.entry]

    def _unique(self, delivery: Delivery, job: Job | None) -> str:
        return self._keys.unique(job.key if job else f"entry {delivery.entry}")
