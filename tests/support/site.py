"""Worker processes that can be hurt, and what they did: for the tests of faults."""

import json
import subprocess
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from bot.queue.jobs import Queue
from bot.queue.policy import Policy
from bot.store.connect import connect
from bot.store.processes import tethered
from tests.support.store import StoreServer, wait_for

ROOT = Path(__file__).parents[2]
QUICK = Policy(
    block_seconds=0.1,
    sweep_seconds=0.05,
    idle_seconds=0.6,
    grace_seconds=0.2,
    backoff_seconds=0.02,
    later_floor_seconds=0.02,
    store_down_seconds=0.05,
    foreign_pause_seconds=0.05,
    outage_pause_seconds=0.02,
    outage_pause_limit_seconds=0.1,
    stop_seconds=0.5,
)
"""Seconds become tenths. The proportions are those of a newsroom's worker."""


class Site:
    """A store and worker processes that can be hurt, and the record of what the workers did."""

    def __init__(self, folder: Path, url: str = "") -> None:
        """The store is one of its own, not started yet, unless the `url` of another is given."""
        self.server = StoreServer(folder)
        self.url = url or self.server.url
        self.gate = folder / "gate"
        self.workers: list[subprocess.Popen[bytes]] = []
        self._record = folder / "record"
        self._record.touch()

    def argv(self, policy: Policy = QUICK) -> list[str]:
        options = json.dumps(asdict(policy))
        return [sys.executable, "-m", "tests.support.queue_worker", self.url, str(self._record), options]

    def hire(self, policy: Policy = QUICK) -> subprocess.Popen[bytes]:
        before = len(self.seen("up"))
        worker = subprocess.Popen(tethered(self.argv(policy)), cwd=ROOT, stderr=subprocess.DEVNULL)
        self.workers.append(worker)
        wait_for("the worker to start", lambda: len(self.seen("up")) > before)
        return worker

    def seen(self, what: str) -> list[tuple[str, int]]:
        """Key and process of each line of the record that begins with `what`."""
        lines = [line.split("\t") for line in self._record.read_text().splitlines()]
        return [(key, int(pid)) for kind, key, pid in lines if kind == what]

    def times(self, what: str) -> Counter[str]:
        return Counter(key for key, _ in self.seen(what))

    def queue(self) -> Queue:
        return Queue(connect(self.url))

    def wait_until_empty(self) -> None:
        """Wait until no job is queued, being done, or put off."""
        queue = self.queue()

        def empty() -> bool:
            counts = queue.counts()
            return counts.queued == counts.pending == counts.delayed == 0

        wait_for("an empty queue", empty, 30)

    def open_gate(self) -> None:
        self.gate.touch()

    def close(self) -> None:
        for worker in self.workers:
            worker.kill()
            worker.wait()
        self.server.__exit__()
