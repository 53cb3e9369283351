"""Jobs, and the queue's front: putting them in, counting them, and what people do with the dead ones."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import redis

from bot.queue.keys import GROUP, UNIQUE_SECONDS, Keys, Lane
from bot.queue.scripts import now, script
from bot.store import keys

__all__ = [
    "VERSION",
    "DeadJob",
    "GiveUp",
    "Job",
    "Lane",
    "NewerJob",
    "Queue",
    "QueueCounts",
    "RetryLater",
    "Totals",
    "UnreadableJob",
    "decode",
    "encode",
]

VERSION = 1
"""Of the JSON a job travels as. Raise it when an older worker could not read a newer job."""
UNREADABLE = "unreadable"
"""Name shown for a dead entry that is no job."""


class RetryLater(Exception):
    """Raised by a task to be run again after `seconds`, without using up a try: rate limits, a store that is away."""

    def __init__(self, seconds: float, reason: str = "") -> None:
        """`reason` is for the log, and for people should the job be put off for too long."""
        super().__init__(reason or f"put off for {seconds:g} s")
        self.seconds = seconds
        self.reason = reason


class GiveUp(Exception):
    """Raised by a task that knows another try is in vain; the job goes to the dead ones with `reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UnreadableJob(ValueError):
    """What stands in the queue is not a job."""


class NewerJob(ValueError):
    """The job was queued by a newer release, in a version of the JSON this one can't read."""

    def __init__(self, version: int, enqueued_at: float) -> None:
        """`enqueued_at` as far as it can be told; 0 when the newer version moved it."""
        super().__init__(f"the job is of version {version}, this worker reads up to {VERSION}: upgrade the workers")
        self.enqueued_at = enqueued_at


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work. `attempt` is 1 on the first run; `enqueued_at` is in seconds since 1970 by the store's clock."""

    id: str
    name: str
    args: dict[str, Any]
    key: str
    lane: Lane
    attempt: int = 1
    enqueued_at: float = 0.0
    version: int = VERSION


@dataclass(frozen=True, slots=True)
class DeadJob:
    """A job that failed for good. `id` is the job's own; `entry` its place among the dead, which holds the time."""

    id: str
    job: Job
    error: str
    entry: str

    @property
    def died_at(self) -> float:
        """When, in seconds since 1970 by the store's clock."""
        return int(self.entry.split("-")[0]) / 1000


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How much there is. `oldest_age` is in seconds: how long the oldest job has waited to be done."""

    queued: int
    pending: int
    delayed: int
    dead: int
    oldest_age: float
    queued_by_lane: dict[Lane, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Totals:
    """What became of the jobs of one name since counting began; `seconds` is the time spent on those done."""

    done: int = 0
    failed: int = 0
    dead: int = 0
    seconds: float = 0.0


def encode(job: Job) -> str:
    """The JSON of `job`. `enqueued_at` comes last, so that the store can fill it in."""
    body = asdict(job)
    body["enqueued_at"] = body.pop("enqueued_at")
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def decode(payload: str) -> Job:
    """The job in `payload`, JSON as `encode` makes it.

    Raises:
        NewerJob: it is of a later VERSION. UnreadableJob: it is not a job.
    """
    try:
        body = json.loads(payload)
        version = int(body["version"])
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableJob("this entry of the queue is not a job") from error
    if version > VERSION:
        enqueued_at = body.get("enqueued_at")
        raise NewerJob(version, float(enqueued_at) if isinstance(enqueued_at, int | float) else 0.0)
    try:
        return Job(
            id=str(body["id"]),
            name=str(body["name"]),
            args=dict(body["args"]),
            key=str(body["key"]),
            lane=Lane(body["lane"]),
            attempt=int(body["attempt"]),
            enqueued_at=float(body["enqueued_at"]),
            version=version,
        )
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableJob("this entry of the queue is not a whole job") from error


class Queue:
    """The queue as those see it who put jobs in. Light: fit for the Slack front. Safe to share between threads.

    Every method raises redis.RedisError when the store can't be reached; a `put` that did may have queued the job,
    and repeating it with the same key is safe.
    """

    def __init__(self, client: redis.Redis, prefix: str = keys.QUEUE) -> None:
        """`client` is one of `bot.store.connect`, not a blocking one."""
        self._client: Any = client  # redis-py's types don't know that answers are text
        self._keys = Keys(prefix)
        self._put = script(client, "put")
        self._revive = script(client, "revive")
        self._now = script(client, "now")

    def put(self, name: str, args: Mapping[str, Any], *, key: str, lane: Lane = Lane.BULK, delay: float = 0.0) -> bool:
        """Queue the job `name` with `args` (of JSON types), to be run in `delay` seconds at the earliest.

        False when a job of this `key` was queued in the last UNIQUE_SECONDS, done or not; a dead one does not count.
        """
        job = Job(id=uuid.uuid4().hex[:16], name=name, args=dict(args), key=key, lane=lane)
        payload = encode(job).rpartition(":")[0] + ":"  # without the time and the brace: the script adds both
        where = [self._keys.unique(key), self._keys.stream(lane), self._keys.delayed(lane)]
        ttl = int(UNIQUE_SECONDS + delay)
        return bool(self._put(keys=where, args=[payload, job.id, ttl, max(0.0, delay)]))

    def counts(self) -> QueueCounts:
        """How many jobs wait, are being done, are for later, are dead, in one look; ages by the time just before it."""
        at = now(self._now, self._keys)
        look = self._client.pipeline(transaction=True)
        look.xlen(self._keys.dead)
        for lane in Lane:
            look.zcard(self._keys.delayed(lane))
            look.xlen(self._keys.stream(lane))
            look.xpending(self._keys.stream(lane), GROUP)
            look.xrange(self._keys.stream(lane), count=1)
        dead, *rest = look.execute(raise_on_error=False)  # XPENDING may find no group yet
        queued, pending, delayed, ages = dict.fromkeys(Lane, 0), 0, 0, [0.0]
        for index, lane in enumerate(Lane):
            later, length, group, oldest = rest[4 * index : 4 * index + 4]
            held = _pending(group)
            queued[lane] = length - held
            pending += held
            delayed += later
            ages += [at - int(entry.split("-")[0]) / 1000 for entry, _ in oldest]
        return QueueCounts(
            queued=sum(queued.values()),
            pending=pending,
            delayed=delayed,
            dead=dead,
            oldest_age=max(ages),
            queued_by_lane=queued,
        )

    def totals(self) -> dict[str, Totals]:
        """What became of the jobs so far, by name. Each job is counted once, whatever was repeated."""
        found: dict[str, dict[str, float]] = {}
        for what, value in self._client.hgetall(self._keys.stats).items():
            outcome, _, name = what.partition(":")
            found.setdefault(name, {})[outcome] = float(value)
        return {
            name: Totals(
                done=int(counted.get("done", 0)),
                failed=int(counted.get("failed", 0)),
                dead=int(counted.get("dead", 0)),
                seconds=counted.get("seconds", 0.0),
            )
            for name, counted in found.items()
        }

    def bring_forward(self, seconds: float) -> None:
        """Make all that waits for later due `seconds` sooner: for a time machine that skips them."""
        for lane in Lane:
            later = self._keys.delayed(lane)
            for payload in self._client.zrange(later, 0, -1):
                self._client.zadd(later, {payload: -seconds}, xx=True, incr=True)  # xx: it may be due by now, and gone

    def is_busy(self, seconds: float) -> bool:
        """Whether a job is queued, under way, or due within so many seconds."""
        counts, until = self.counts(), float(self._client.time()[0]) + seconds
        due = sum(self._client.zcount(self._keys.delayed(lane), "-inf", until) for lane in Lane)
        return bool(counts.queued + counts.pending + due)

    def dead(self) -> list[DeadJob]:
        """The jobs that failed for good, the latest first."""
        return [_dead(entry, fields) for entry, fields in self._client.xrevrange(self._keys.dead)]

    def retry(self, dead_id: str) -> bool:
        """Queue the dead job of this id again, with all its tries. False when there is none, or it is unreadable."""
        for dead in self.dead():
            if dead.id == dead_id and dead.job.name != UNREADABLE:
                job = replace(dead.job, attempt=1, enqueued_at=now(self._now, self._keys))
                where = [self._keys.dead, self._keys.stream(job.lane), self._keys.unique(job.key)]
                return bool(self._revive(keys=where, args=[dead.entry, encode(job), job.id, UNIQUE_SECONDS]))
        return False

    def drop(self, dead_id: str) -> bool:
        """Remove the dead job of this id. False when there is none."""
        entries = [dead.entry for dead in self.dead() if dead.id == dead_id]
        return bool(entries) and self._client.xdel(self._keys.dead, *entries) > 0


def _pending(group: Any) -> int:
    """How many entries the group's workers hold, by XPENDING's answer, which may be an error."""
    if isinstance(group, redis.ResponseError) and str(group).startswith("NOGROUP"):
        return 0  # no worker has been here yet
    if isinstance(group, Exception):
        raise group
    return int(group["pending"])


def _dead(entry: str, fields: Mapping[str, str]) -> DeadJob:
    try:
        job = decode(fields.get("job", ""))
    except ValueError:
        job = Job(id=entry, name=UNREADABLE, args={}, key="", lane=Lane.BULK)
    return DeadJob(id=job.id, job=job, error=fields.get("error", ""), entry=entry)
