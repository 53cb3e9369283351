from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Thread

import pytest
import redis

from bot.queue.jobs import Job, Queue
from bot.queue.policy import Policy
from bot.queue.worker import Task, Worker
from tests.support.site import QUICK
from tests.support.store import StoreServer, wait_for


@pytest.fixture(scope="session")
def _shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreServer]:
    with StoreServer(tmp_path_factory.mktemp("shared-store")) as server:
        yield server


@pytest.fixture
def server(_shared_server: StoreServer) -> StoreServer:
    """A running store that is empty."""
    _shared_server.flush()
    return _shared_server


@pytest.fixture
def store(server: StoreServer) -> Iterator[redis.Redis]:
    with server.client() as client:
        yield client


@pytest.fixture
def queue(store: redis.Redis) -> Queue:
    return Queue(store)


@dataclass
class Crew:
    """Starts workers as threads, and remembers who died and why."""

    url: str
    workers: list[tuple[Worker, Thread]] = field(default_factory=list)
    dead: list[tuple[Job, str]] = field(default_factory=list)
    troubles: list[Exception] = field(default_factory=list)
    """What telling of a dead job raises, in turn, before it works."""

    def hire(self, policy: Policy = QUICK, **tasks: Task) -> Worker:
        worker = Worker(self.url, tasks, on_dead=self._told, policy=policy)
        thread = Thread(target=worker.run, daemon=True)
        self.workers.append((worker, thread))
        thread.start()
        return worker

    def _told(self, job: Job, why: str) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.dead.append((job, why))

    def dismiss(self) -> None:
        for worker, _ in self.workers:
            worker.stop()
        for _, thread in self.workers:
            thread.join(10)
            assert not thread.is_alive(), "a worker did not stop"
        self.workers.clear()


@pytest.fixture
def crew(server: StoreServer) -> Iterator[Crew]:
    crew = Crew(server.url)
    yield crew
    crew.dismiss()


def wait_until_empty(queue: Queue) -> None:
    """Wait until no job is queued, being done, or put off."""

    def empty() -> bool:
        counts = queue.counts()
        return counts.queued == counts.pending == counts.delayed == 0

    wait_for("an empty queue", empty)
