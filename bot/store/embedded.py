"""A store of our own: a Valkey (or Redis) server in the data directory, for a bot on one machine.

The server dies with this process, keeps what it was told, and is started again should it die. Only this user can
reach it, through a socket.
"""

import contextlib
import os
import subprocess
import threading
from pathlib import Path
from typing import Self

import redis

from bot import log
from bot.errors import StoreError
from bot.store.binary import server_binary
from bot.store.connect import connect, wait_until_ready
from bot.store.directory import DataDirectory, running_socket
from bot.store.processes import tethered

__all__ = ["EmbeddedStore", "running_url", "server_binary"]

logger = log.get(__name__)

READY_SECONDS = 60.0
"""For the server to load its data. A million small entries take about two seconds."""
STOP_SECONDS = 10.0
"""For the server to write out its log and end, before it is killed. It takes milliseconds."""
SYNC_SECONDS = 1.0
"""Between two fsyncs of the append-only file: what a crash of the whole machine may cost."""
RESTART_PAUSE_SECONDS = 0.2
RESTART_PAUSE_LIMIT_SECONDS = 10.0
"""A server that dies is started again after a pause that doubles up to this."""
LOG_LIMIT_BYTES = 1_000_000
"""The server's log starts anew when it is longer than this at a start."""
_LOG_TAIL = 4000


class EmbeddedStore:
    """A server process of our own on a data directory. A context manager: `with EmbeddedStore(home) as store`.

    An acknowledged write survives kill -9 of the server: it is written to the append-only file before the answer goes
    out (`appendfsync no`), and this class syncs the file every SYNC_SECONDS. The usual `everysec` holds
    acknowledged writes back in the server's memory while a sync is under way, and `always` makes each write wait for
    the disk (4 ms against 0.03 ms where this was measured).
    """

    def __init__(self, home: Path) -> None:
        """`home` is the data directory; it is made when missing. One running store a directory."""
        self._directory = DataDirectory(home)
        self._data = self._directory.home / "store"
        self._log = self._directory.home / "store.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._started = threading.Event()
        self._failure: StoreError | None = None
        self._keeper: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Where to connect: `unix://…`."""
        return f"unix://{self._directory.socket}"

    @property
    def pid(self) -> int | None:
        """The server's process, or None while it is not running."""
        process = self._process
        return process.pid if process and process.poll() is None else None

    def start(self) -> str:
        """Start the server, wait until it answers, and give its URL.

        Raises:
            StoreError: the directory is in use or unusable, there is no server program, or it does not come up.
        """
        self._directory.take()
        try:
            self._data.mkdir(exist_ok=True, mode=0o700)
            binary = server_binary(self._directory.home)
            self._stopping.clear()
            self._started.clear()
            self._failure = None
            # The keeper starts the server, as the kernel counts a thread as the parent: this one may end before it.
            self._keeper = threading.Thread(target=self._keep, args=(binary,), name="embedded-store", daemon=True)
            self._keeper.start()
            self._started.wait()
            if self._failure is not None:
                raise self._failure
        except BaseException:
            self.stop()
            raise
        return self.url

    def stop(self) -> None:
        """End the server in an orderly way, reap it, and unlock the directory. Does nothing when not started."""
        self._stopping.set()
        if self._keeper is not None:
            self._keeper.join()
            self._keeper = None
        self._directory.release()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _keep(self, binary: Path) -> None:
        """Start the server, sync its file, start it again when it dies, until told to stop."""
        try:
            self._launch(binary)
        except (StoreError, OSError) as error:
            self._failure = error if isinstance(error, StoreError) else StoreError(f"The store can't start: {error}.")
        self._started.set()
        pause = RESTART_PAUSE_SECONDS
        while self._failure is None and not self._stopping.wait(SYNC_SECONDS):
            if self.pid is not None:
                pause = RESTART_PAUSE_SECONDS
                self._sync()
                continue
            logger.error("embedded store died", status=self._process and self._process.returncode)
            if self._stopping.wait(pause):
                break
            pause = min(pause * 2, RESTART_PAUSE_LIMIT_SECONDS)
            with contextlib.suppress(StoreError, OSError):
                self._launch(binary)
                logger.info("embedded store is running again")
        self._end()

    def _launch(self, binary: Path) -> None:
        with contextlib.suppress(OSError):
            if self._log.stat().st_size > LOG_LIMIT_BYTES:
                self._log.unlink()
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                tethered([str(binary), *self._arguments()]),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=[self._directory.lock],  # so that the directory stays locked until the server has ended
                start_new_session=True,  # a terminal's Ctrl-C is for us; workers need the store to finish their jobs
            )
        client = connect(self.url)
        try:
            self._wait(client)
        except StoreError as error:
            self._end()
            raise StoreError(f"The embedded store did not come up: {self._said(error)}", f"See {self._log}.") from error
        finally:
            client.close()

    def _wait(self, client: redis.Redis) -> None:
        deadline = READY_SECONDS
        while True:
            try:
                return wait_until_ready(client, 0.5)
            except StoreError:
                deadline -= 0.5
                if deadline <= 0 or self.pid is None or self._stopping.is_set():
                    raise

    def _arguments(self) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": str(self._directory.socket),
            "unixsocketperm": "700",
            "dir": str(self._data),
            "appendonly": "yes",
            "appendfsync": "no",
            "save": "",  # the append-only file has everything
            "maxmemory-policy": "noeviction",  # no job or claim may be dropped to make room
            "loglevel": "notice",
            "daemonize": "no",
        }
        return [word for name, value in options.items() for word in (f"--{name}", value)]

    def _said(self, error: StoreError) -> str:
        """The server's last words, or what the client saw."""
        with contextlib.suppress(OSError):
            lines = self._log.read_bytes()[-_LOG_TAIL:].decode(errors="replace").strip().splitlines()
            if lines and self._process is not None and self._process.returncode is not None:
                return lines[-1].split(" # ")[-1]
        return error.sentence

    def _sync(self) -> None:
        for path in self._data.rglob("*.aof"):
            with contextlib.suppress(OSError):  # rewritten and removed under our hands
                file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
                try:
                    os.fsync(file)
                finally:
                    os.close(file)

    def _end(self) -> None:
        process = self._process
        if process is None:
            return
        process.terminate()  # writes out and syncs the file
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def running_url(home: Path) -> str | None:
    """The URL of the embedded store that runs on the data directory `home`, or None where none does."""
    socket = running_socket(home.absolute())
    return f"unix://{socket}" if socket else None
