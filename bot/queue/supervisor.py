"""Keeps worker processes running: starts them, starts again what dies, ends them all."""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from bot import log
from bot.store.processes import tethered

logger = log.get(__name__)

RESTART_SECONDS = 0.5
"""First pause before a child that died is started again; doubles while it keeps dying."""
RESTART_LIMIT_SECONDS = 30.0
"""Longest such pause: a worker that can't start tries twice a minute."""
STEADY_SECONDS = 20.0
"""A child that lived this long had started well: the pause begins at RESTART_SECONDS again."""
STOP_SECONDS = 20.0
"""For children to finish the job at hand before they are killed. Fetching one page takes 10 s at most."""
_LOOK_SECONDS = 0.1


@dataclass
class _Child:
    """One place for a process, and when to fill it again."""

    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    pause: float = RESTART_SECONDS


class Supervisor:
    """Runs `count` processes of `argv`. A context manager. No child outlives this process, even one killed with -9."""

    def __init__(
        self,
        argv: Sequence[str],
        count: int,
        *,
        env: Mapping[str, str] | None = None,
        restart_seconds: float = RESTART_SECONDS,
    ) -> None:
        """`env` is added to this process's environment."""
        self._argv = list(argv)
        self._env = {**os.environ, **(env or {})}
        self._restart_seconds = restart_seconds
        self._children = [_Child(pause=restart_seconds) for _ in range(count)]
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._stop_seconds = STOP_SECONDS
        self.restarts = 0

    @property
    def pids(self) -> list[int]:
        """Processes that run now."""
        running = [child.process for child in self._children]
        return [process.pid for process in running if process and process.poll() is None]

    def start(self) -> None:
        """Start the children, and keep them running."""
        self._stopping.clear()
        # All children are started by one lasting thread: to the kernel, that thread is the parent they die with.
        self._thread = threading.Thread(target=self._watch, name="supervisor", daemon=True)
        self._thread.start()

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """SIGTERM to all; after `seconds`, SIGKILL to what is left. All are reaped on return."""
        self._stop_seconds = seconds
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _watch(self) -> None:
        while True:
            for child in self._children:
                self._tend(child, time.monotonic())
            if self._stopping.wait(_LOOK_SECONDS):
                break
        self._end_all()

    def _tend(self, child: _Child, now: float) -> None:
        if child.process is not None and child.process.poll() is not None:
            logger.error("child died", pid=child.process.pid, status=child.process.returncode)
            if now - child.started_at >= STEADY_SECONDS:
                child.pause = self._restart_seconds
            child.process = None
            child.start_at = now + child.pause
            child.pause = min(child.pause * 2, RESTART_LIMIT_SECONDS)
            self.restarts += 1
        if child.process is None and now >= child.start_at:
            self._start_one(child, now)

    def _start_one(self, child: _Child, now: float) -> None:
        child.started_at = now
        try:
            # A session of its own: a terminal's Ctrl-C is for us, and we tell the children.
            child.process = subprocess.Popen(
                tethered(self._argv), env=self._env, stdin=subprocess.DEVNULL, start_new_session=True
            )
        except OSError as error:
            logger.error("child can't start", error=str(error))
            child.start_at = now + child.pause
            child.pause = min(child.pause * 2, RESTART_LIMIT_SECONDS)

    def _end_all(self) -> None:
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + self._stop_seconds
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                logger.error("child does not end; killing it", pid=process.pid)
                process.kill()
                process.wait()
        for child in self._children:
            child.process = None
