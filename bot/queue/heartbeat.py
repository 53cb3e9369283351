"""Signs of life for the job at hand, so that no other worker takes it while it runs."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from redis.exceptions import RedisError

from bot import log
from bot.queue.group import Delivery, Group
from bot.queue.policy import Policy

logger = log.get(__name__)

STUCK_STATUS = 75
"""Exit status of a worker that ended itself because its task did not end (EX_TEMPFAIL)."""


def end_process() -> None:
    """Leave at once, without waiting for the stuck task. The supervisor starts another worker."""
    os._exit(STUCK_STATUS)


class Heartbeat(threading.Thread):
    """A thread beside the worker's. Speaks for what is held, and ends the process when a task does not end."""

    def __init__(self, group: Group, policy: Policy, on_stuck: Callable[[], None] = end_process) -> None:
        """`on_stuck` is called when a task has run for `policy.task_seconds`."""
        super().__init__(name="heartbeat", daemon=True)
        self._group = group
        self._policy = policy
        self._on_stuck = on_stuck
        self._lock = threading.Lock()
        self._held: Delivery | None = None
        self._beat_at = self._stuck_at = 0.0
        self._ended = threading.Event()

    @contextmanager
    def holding(self, delivery: Delivery) -> Iterator[None]:
        """Speak for `delivery` until the block ends."""
        now = time.monotonic()
        with self._lock:
            self._held = delivery
            self._beat_at = now + self._policy.beat_seconds
            self._stuck_at = now + self._policy.task_seconds
        try:
            yield
        finally:
            self.task_ended()
            with self._lock:
                self._held = None

    def task_ended(self) -> None:
        """The task itself is over: what follows, reporting it, may take as long as the store is away."""
        with self._lock:
            self._stuck_at = float("inf")

    def end(self) -> None:
        """End the thread and wait for it."""
        self._ended.set()
        if self.is_alive():
            self.join()

    def run(self) -> None:
        """Look four times a beat: a beat is late by a quarter at most, and an idle worker wakes rarely."""
        while not self._ended.wait(self._policy.beat_seconds / 4):
            with self._lock:
                held, due, stuck = self._held, self._beat_at, self._stuck_at
            now = time.monotonic()
            if held is None:
                continue
            if now >= stuck:
                logger.error("task does not end; leaving", entry=held.entry, seconds=self._policy.task_seconds)
                self._on_stuck()
                self.task_ended()
            elif now >= due:
                self._speak(held)

    def _speak(self, held: Delivery) -> None:
        try:
            ours = self._group.beat(held)
        except RedisError:
            return  # the store is away; tried again at the next look, well before others may take the job
        with self._lock:
            if self._held is not held:
                return
            self._beat_at = time.monotonic() + self._policy.beat_seconds if ours else float("inf")
        if not ours:
            logger.warning("job is no longer ours", entry=held.entry)
