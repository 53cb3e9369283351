"""A worker: one job at a time, from the stream to its end, through any outage of the store."""

import os
import secrets
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from redis.exceptions import RedisError
from structlog.contextvars import bound_contextvars

from bot import log, metrics
from bot.errors import StoreError
from bot.queue.group import Abandoned, Delivery, Group, Put, is_forgotten
from bot.queue.heartbeat import Heartbeat
from bot.queue.jobs import Job, NewerJob, RetryLater, UnreadableJob, decode, encode
from bot.queue.keys import Keys
from bot.queue.outcome import Dead, Retry, judge
from bot.queue.policy import Policy
from bot.store import keys
from bot.store.connect import connect
from bot.store.troubles import when_full

logger = log.get(__name__)

Task = Callable[[Job], None]
"""What does a job. Runs at least once for each job, so it must bear running twice. Raises RetryLater or GiveUp, or
anything else for another try."""
OnDead = Callable[[Job, str], None]
"""Told of a job that failed for good, and why in words for people, by the worker that gave up. Called again after
RetryLater and when the store was away."""

ERROR_LIMIT = 500
"""Characters of an error kept with a dead job."""
TELL_TRIES = 3
"""Times that OnDead is called when it asks to be called later."""
TELL_PAUSE_LIMIT_SECONDS = 30.0
"""Longest wait for that, in which this worker does nothing else. Slack's Retry-After is mostly 1 to 30 s."""
_PAUSE_SLICE_SECONDS = 0.05
"""How finely a pause is cut, so that SIGTERM ends it: an Event must not be set in a signal handler."""


class Worker:
    """Takes jobs from the queue at `url` and runs them, until told to stop."""

    def __init__(
        self,
        url: str,
        tasks: Mapping[str, Task],
        *,
        on_dead: OnDead | None = None,
        prefix: str = keys.QUEUE,
        policy: Policy | None = None,
    ) -> None:
        """`tasks` by job name. Does not connect yet: the store may be away.

        Raises:
            StoreError: `url` is not one of a store.
        """
        self._policy = policy or Policy()
        self._tasks = dict(tasks)
        self._on_dead = on_dead
        name = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
        control = connect(url, seconds=self._policy.answer_seconds)
        self._group = Group(control, connect(url, blocking=True), Keys(prefix), name)
        self._heartbeat = Heartbeat(self._group, self._policy)
        self._stopping = False
        self._joined = False
        self._unsure = False
        self._down_since: float | None = None
        self._pause_seconds = self._policy.outage_pause_seconds
        self._sweep_at = self._forget_at = 0.0
        self._watched: dict[tuple[str, str], float] = {}
        self._ripe: list[Abandoned] = []

    @property
    def name(self) -> str:
        """The consumer's name: host, process, and something random."""
        return self._group.name

    def stop(self) -> None:
        """Finish the job at hand, then return from `run`. May be called from a signal handler or any thread."""
        self._stopping = True

    def run(self) -> None:
        """Work until `stop`. Waits out every outage of the store; raises nothing of its own."""
        self._heartbeat.start()
        try:
            while not self._stopping:
                try:
                    self._turn()
                    self._is_back()
                except RedisError as error:
                    self._wait_out(error)
        finally:
            self._heartbeat.end()
            self._leave()

    # -- one turn: what to do next

    def _turn(self) -> None:
        if not self._joined:
            self._group.join()
            self._joined = True
        if self._unsure:
            self._ripe = self._group.held()
            self._unsure = False
        now = time.monotonic()
        if now >= self._sweep_at:
            self._sweep_at = now + self._policy.sweep_seconds
            self._sweep(now)
        delivery = self._next_abandoned() or self._group.take(self._block_seconds())
        if delivery is not None:
            self._work(delivery)

    def _block_seconds(self) -> float:
        return max(0.001, min(self._policy.block_seconds, self._sweep_at - time.monotonic()))

    def _sweep(self, now: float) -> None:
        """Move due jobs, look for abandoned ones."""
        due = self._group.pump()
        if due is not None:
            self._sweep_at = min(self._sweep_at, now + max(due, 0.001))
        if now >= self._forget_at:
            self._forget_at = now + self._policy.forget_seconds / 10
            self._group.forget_silent(self._policy.forget_seconds)
        self._look(now)

    def _look(self, now: float) -> None:
        """Note which entries are abandoned, and since when we have seen that; those seen for long enough are ripe.

        Looking starts early, so that a dead worker's job is back after `idle_seconds` and not later.
        """
        policy = self._policy
        found = self._group.abandoned(policy.idle_seconds - policy.grace_seconds)
        seen = {(item.entry, item.holder): item for item in found}
        self._watched = {which: self._watched.get(which, now) for which in seen}
        self._ripe += [
            item
            for which, item in seen.items()
            if item.idle >= policy.idle_seconds and now - self._watched[which] >= policy.grace_seconds
        ]

    def _next_abandoned(self) -> Delivery | None:
        while self._ripe:
            seen = self._ripe.pop()
            own = seen.holder == self.name
            delivery = self._group.claim(seen, 0.0 if own else self._policy.idle_seconds)
            if delivery is not None:
                logger.warning("taking over a job", entry=seen.entry, holder=seen.holder, run=delivery.deliveries)
                return delivery
        return None

    # -- one job

    def _work(self, delivery: Delivery) -> None:
        with self._heartbeat.holding(delivery):
            try:
                job = decode(delivery.payload)
            except NewerJob as error:
                self._refuse(delivery, None, error.enqueued_at, str(error))
                return
            except UnreadableJob as error:
                self._bury(delivery, None, str(error))
                return
            with bound_contextvars(job=job.id, task=job.name, **_where(job)):
                self._work_on(delivery, job)

    def _work_on(self, delivery: Delivery, job: Job) -> None:
        if delivery.deliveries > self._policy.max_deliveries:
            self._bury(delivery, job, f"the worker died {delivery.deliveries - 1} times while it did this job")
            return
        task = self._tasks.get(job.name)
        if task is None:
            self._refuse(
                delivery, job, job.enqueued_at, f"no task is named {job.name!r} in this release: upgrade the workers"
            )
            return
        metrics.STAGES.labels("wait").observe(self._age(_entered(delivery)))
        outcome, seconds = self._run(task, job)
        self._heartbeat.task_ended()
        if outcome is None:
            standing = self._settle(lambda: self._group.done(delivery, job, seconds))
            logger.info("job done", seconds=round(seconds, 3), attempt=job.attempt, standing=standing)
        elif isinstance(outcome, Retry):
            self._retry(delivery, job, outcome)
        else:
            self._bury(delivery, job, outcome.reason)

    def _run(self, task: Task, job: Job) -> tuple[Retry | Dead | None, float]:
        """Run the task. Gives what became of it, None for success, and the seconds it took."""
        started = time.monotonic()
        try:
            task(job)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a task raises is its outcome
            return judge(job, error, self._policy), time.monotonic() - started
        return None, time.monotonic() - started

    # -- how a job ends

    def _retry(self, delivery: Delivery, job: Job, retry: Retry) -> None:
        if not retry.failed and self._age(job.enqueued_at) + retry.seconds > self._policy.later_seconds:
            self._bury(delivery, job, f"put off for too long: {retry.reason}")
            return
        later = replace(job, attempt=job.attempt + 1) if retry.failed else job
        put = Put(encode(later), retry.seconds, f"failed:{job.name}" if retry.failed else "")
        standing = self._settle(lambda: self._group.again(delivery, job, put))
        # A failure is worth a warning; waiting for one's turn is not.
        say = logger.warning if retry.failed else logger.info
        say("job put off", reason=retry.reason, seconds=round(retry.seconds, 2), attempt=job.attempt, standing=standing)

    def _refuse(self, delivery: Delivery, job: Job | None, enqueued_at: float, reason: str) -> None:
        """Offer a job of another release to other workers for a while; then it is dead."""
        if self._age(enqueued_at) > self._policy.foreign_seconds:
            self._bury(delivery, job, reason)
            return
        put = Put(delivery.payload, self._policy.foreign_pause_seconds)
        self._settle(lambda: self._group.again(delivery, job, put))
        logger.warning("job of another release", reason=reason)

    def _bury(self, delivery: Delivery, job: Job | None, reason: str) -> None:
        known = job is not None and job.name in self._tasks
        counted = f"dead:{job.name}" if job and known else "dead:other"
        standing = self._settle(lambda: self._group.bury(delivery, job, reason[:ERROR_LIMIT], counted))
        logger.error("job is dead", reason=reason[:ERROR_LIMIT], standing=standing)
        if job is not None and self._on_dead is not None and standing in {"mine", "lost"}:
            self._tell(self._on_dead, job, reason)

    def _tell(self, on_dead: OnDead, job: Job, reason: str) -> None:
        def told() -> str:
            on_dead(job, reason[:ERROR_LIMIT])
            return "told"

        for _ in range(TELL_TRIES):
            try:
                self._settle(told)
            except RetryLater as later:
                self._sleep(min(later.seconds, TELL_PAUSE_LIMIT_SECONDS))
            except Exception as error:
                logger.error("telling of a dead job failed", exc_info=error)
                return
            else:
                return
        logger.error("nobody was told of a dead job: put off too often")

    def _settle(self, report: Callable[[], str]) -> str:
        """Report how a job ended, again and again until the store has taken it.

        Told to stop, it goes on for `stop_seconds`; then the job, unreported, is another worker's to do again.
        """
        pause = self._policy.outage_pause_seconds
        give_up_at: float | None = None
        while True:
            try:
                return report()
            except (RedisError, StoreError) as error:
                if self._stopping:
                    give_up_at = give_up_at or time.monotonic() + self._policy.stop_seconds
                    if time.monotonic() >= give_up_at:
                        logger.error("job's end not reported", error=type(error).__name__)
                        return "unreported"
                self._note_down(error)
            time.sleep(pause)
            pause = min(pause * 2, self._policy.outage_pause_limit_seconds)

    def _age(self, enqueued_at: float) -> float:
        ages: list[float] = []

        def look() -> str:
            ages.append(self._group.age(enqueued_at))
            return "seen"

        self._settle(look)
        return ages[0] if ages else 0.0

    # -- outages

    def _wait_out(self, error: RedisError) -> None:
        self._ripe.clear()
        self._watched.clear()  # silence during an outage proves nothing
        if is_forgotten(error):
            logger.warning("store has forgotten the queue; starting anew")
            self._joined = False
            return
        self._note_down(error)
        self._unsure = True
        self._sleep(self._pause_seconds)
        self._pause_seconds = min(self._pause_seconds * 2, self._policy.outage_pause_limit_seconds)

    def _note_down(self, error: Exception) -> None:
        if self._down_since is None:
            self._down_since = time.monotonic()
            logger.warning("store is away", error=type(error).__name__, detail=when_full(error) or str(error))

    def _is_back(self) -> None:
        self._pause_seconds = self._policy.outage_pause_seconds
        if self._down_since is not None:
            logger.info("store is back", seconds=round(time.monotonic() - self._down_since, 1))
            self._down_since = None

    def _sleep(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._stopping and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _PAUSE_SLICE_SECONDS))

    def _leave(self) -> None:
        try:
            self._group.leave()
        except RedisError:
            logger.info("left while the store was away")
        self._group.close()


def _where(job: Job) -> dict[str, str]:
    """Team and channel of a job that has them, for its log lines."""
    return {name: str(job.args[name]) for name in ("team", "channel") if name in job.args}


def _entered(delivery: Delivery) -> float:
    """When an entry came into its stream, in seconds since 1970 by the store's clock: its id says so."""
    return int(delivery.entry.partition("-")[0]) / 1000
