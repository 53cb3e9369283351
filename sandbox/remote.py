"""Reaching the server's loop from other threads, and waiting for what happens there."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any, TypeVar

from sandbox.errors import SandboxError
from sandbox.hub import Hub, Options
from sandbox.journal import Journal
from sandbox.people import People
from sandbox.seed import newsroom

T = TypeVar("T")
CALL_SECONDS = 60.0


class Remote:
    """Owns the loop and everything that lives on it; what `Sandbox` is made of stands on this."""

    def __init__(self, options: Options, journal: Journal | None = None) -> None:
        self.hub = Hub(newsroom(), options)
        self.hub.keep(journal or Journal())
        self.people = People(self.hub)
        self.workspace = self.hub.workspace
        self._loop = asyncio.new_event_loop()
        self._thread: threading.Thread | None = None
        self._changed = threading.Condition()
        self.hub.watchers.append(self._notify)

    def _share(self, first: "Remote", team: str, name: str, options: dict[str, Any]) -> None:
        """Be another workspace on `first`'s server, with its app."""

        workspace = newsroom()
        workspace.team_id, workspace.team_name, workspace.domain = team, name, team.lower()
        self.hub = Hub(workspace, replace(first.hub.options, **options), first.hub)
        self.people = People(self.hub)
        self.workspace = workspace
        self._loop, self._thread, self._changed = first._loop, first._thread, first._changed
        self.hub.watchers.append(self._notify)

    def _run(self, work: Callable[[], T]) -> T:
        async def call() -> T:
            return work()

        return self._await(call())

    def _await(self, work: Coroutine[Any, Any, T]) -> T:
        if self._thread is None or not self._thread.is_alive():
            work.close()
            raise SandboxError("the sandbox is not running")
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(CALL_SECONDS)

    def _notify(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def wait_for(self, predicate: Callable[[], T], seconds: float = 10.0, what: str = "") -> T:
        """Waits until the predicate gives something true, and gives that.

        It is asked whenever something happens here, and every 50 ms for what happens elsewhere.

        :raises TimeoutError: it didn't in time
        """

        end = time.monotonic() + seconds
        while not (found := predicate()):
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"not within {seconds} s: {what or predicate}")
            with self._changed:
                self._changed.wait(min(left, 0.05))
        return found

    def wait_for_connection(self, seconds: float = 10.0, sockets: int = 1) -> None:
        """Waits until the app has that many sockets open."""

        self.wait_for(lambda: len(self.hub.sockets.connections) >= sockets, seconds, f"{sockets} sockets")
