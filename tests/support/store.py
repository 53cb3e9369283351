"""A real store server that tests can start, kill, freeze, empty and start again on the same data."""

import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any, Self

import redis

from bot.store.binary import server_binary
from bot.store.connect import connect, wait_until_ready
from bot.store.processes import tethered

LIMIT = 15.0
"""Seconds for anything to happen in a test; two busy cores have needed two."""


def wait_for(what: str, condition: Callable[[], object], seconds: float = LIMIT) -> None:
    """Return once `condition` gives something true; fail with `what` after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.005)


PORTS_OF_A_WORKER = 5_000
_ports = count(random.randrange(PORTS_OF_A_WORKER))


def free_port() -> int:
    """A TCP port of this machine that is free now. None of another test process's (pytest-xdist's workers have a range
    each), nor one that a connection to elsewhere may be given until it is used: those begin at 32,768."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 4
    while True:
        port = 10_000 + worker * PORTS_OF_A_WORKER + next(_ports) % PORTS_OF_A_WORKER
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port


def alive(pid: int) -> bool:
    """Whether the process runs; one that ended and waits to be reaped does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    try:
        return not status.parent.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def everything(store: Any) -> dict[str, str]:
    """Every key with all that stands in it, as text."""
    read = {
        "string": store.get,
        "hash": store.hgetall,
        "set": store.smembers,
        "list": lambda key: store.lrange(key, 0, -1),
        "zset": lambda key: store.zrange(key, 0, -1, withscores=True),
        "stream": store.xrange,
        "none": str,  # gone since the scan
    }
    return {key: str(read[store.type(key)](key)) for key in store.scan_iter("*")}


class StoreServer:
    """A server process on a directory, reached by socket (`url`) or TCP (`tcp_url`). A context manager."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        """`folder` keeps the data over restarts. `arguments` are added to the server's."""
        self._data = folder / "server"
        self._arguments = arguments
        # pytest's folders can be too long for a socket.
        self._sockets = Path(tempfile.mkdtemp(prefix="nutgraf-test-"))
        self.port = free_port()
        self.url = f"unix://{self._sockets / 'store.sock'}"
        self.tcp_url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, wait: bool = True) -> Self:
        """Start the server, on the data it had; returns when it answers, or at once with `wait=False`."""
        self._data.mkdir(parents=True, exist_ok=True)
        self._sockets.mkdir(exist_ok=True, mode=0o700)
        fixed = ["--port", str(self.port), "--bind", "127.0.0.1", "--unixsocket", self.url.removeprefix("unix://")]
        kept = ["--dir", str(self._data), "--appendonly", "yes", "--appendfsync", "no", "--save", ""]
        self.process = subprocess.Popen(
            tethered([str(server_binary()), *fixed, *kept, *self._arguments]),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if wait:
            client = self.client()
            wait_until_ready(client, LIMIT)
            client.close()
        return self

    def client(self) -> redis.Redis:
        """A new client."""
        return connect(self.url)

    def kill(self) -> None:
        """kill -9."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def freeze(self) -> None:
        """SIGSTOP: connections stay open and nothing answers."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """SIGCONT."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGCONT)

    def flush(self) -> None:
        """Empty the store, groups and scripts' results included."""
        with self.client() as client:
            client.flushall()

    def forget(self) -> None:
        """Remove the data of a server that is not running: it comes back empty."""
        shutil.rmtree(self._data, ignore_errors=True)

    def stop(self) -> None:
        """End it, frozen or not."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self._sockets, ignore_errors=True)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
