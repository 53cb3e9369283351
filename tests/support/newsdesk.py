"""A bot whose processes are real and Slack in this one: what load is measured on."""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Self

import redis

from bot.queue.jobs import Queue
from bot.queue.keys import GROUP, Keys, Lane
from bot.store.connect import connect
from bot.store.keys import QUEUE
from bot.store.processes import tethered
from handlers.manifest import manifest
from sandbox.server import Sandbox
from sandbox.state import Channel
from tests.e2e.conftest import ROOT, environment_of, settings_for
from tests.support.press import Press, link
from tests.support.store import StoreServer, wait_for

START_SECONDS = 120.0
PEOPLE = ("U0AMINA", "U0BEN", "U0CHLOE", "U0DEV", "U0EVA")
TICKS = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


class Newsdesk:
    """Slack with many channels, a store, a press. A context manager; fronts and workers are hired."""

    def __init__(self, folder: Path, channels: int = 40) -> None:
        """`channels` are as many as it takes for Slack's limits not to be what is measured."""
        self._parts = ExitStack()
        self._folder, self._channels = folder, channels
        self.crew: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        self.server = self._parts.enter_context(StoreServer(self._folder))
        options = {"newsroom": False, "unfurl": False, "rate_limits": False}
        self.slack = self._parts.enter_context(Sandbox(manifest=manifest(), **options))
        self.press = self._parts.enter_context(Press())
        for number in range(self._channels):
            desk = Channel(self.channel(number), f"desk-{number}", members=[*PEOPLE, self.slack.bot_user])
            self.slack.workspace.channels[desk.id] = desk
        self.store = connect(self.server.url)
        self.queue = Queue(self.store)
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.crew:
            process.kill()
            process.wait()
        self._parts.close()

    def channel(self, number: int) -> str:
        """The id of a channel; they repeat."""
        return f"C0DESK{number % self._channels:02}"

    def person(self, number: int) -> str:
        """Somebody who is in every channel."""
        return PEOPLE[number % len(PEOPLE)]

    def link(self, number: int) -> str:
        """The address of an article that nothing else leads to."""
        return link(self.press.port, number)

    def hire_front(self) -> subprocess.Popen[bytes]:
        """Start a front, and return when it listens."""
        before = len(self.slack.hub.sockets.connections)
        process = self._start("run")
        wait_for("the front", lambda: len(self.slack.hub.sockets.connections) > before, START_SECONDS)
        return process

    def hire_worker(self) -> subprocess.Popen[bytes]:
        """Start a worker, and return when it takes jobs."""
        before = self._consumers()
        process = self._start("worker")
        wait_for("the worker", lambda: self._consumers() > before, START_SECONDS)
        return process

    def fire(self, process: subprocess.Popen[bytes]) -> None:
        """End a process in an orderly way."""
        process.terminate()
        process.wait(60)
        self.crew.remove(process)

    def done(self) -> int:
        """Links answered so far."""
        return self.queue.totals()["answer_link"].done if "answer_link" in self.queue.totals() else 0

    def _start(self, command: str) -> subprocess.Popen[bytes]:
        environment = environment_of(settings_for(self.slack, self.server.url)) | {"OMP_NUM_THREADS": "1"}
        process = subprocess.Popen(
            tethered([sys.executable, "-m", "handlers", command]), env=environment, cwd=ROOT, stderr=subprocess.DEVNULL
        )
        self.crew.append(process)
        return process

    def _consumers(self) -> int:
        stream = Keys(QUEUE).stream(Lane.BULK)
        try:  # a consumer is known to the store from its first read on
            return len(self.store.xinfo_consumers(stream, GROUP))
        except redis.ResponseError:  # no worker has been here yet
            return 0


def processor_seconds(process: subprocess.Popen[bytes]) -> float:
    """Processor time that a process and the children it waited for have used."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(value) for value in fields[11:15]) / TICKS


def resident_bytes(process: subprocess.Popen[bytes]) -> int:
    """Memory that a process holds, without its children."""
    return int(Path(f"/proc/{process.pid}/statm").read_text().split()[1]) * PAGE_BYTES
