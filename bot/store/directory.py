"""The data directory of the embedded store: one server at a time, and where its socket is."""

import contextlib
import fcntl
import json
import os
import shutil
import tempfile
import time
from pathlib import Path

from bot.errors import StoreError

SOCKET_PATH_LIMIT = 100
"""Longest socket path in bytes: the kernel takes 107 (macOS 103), and the server adds nothing."""
ORPHAN_SECONDS = 5.0
"""How long a lock is waited for whose owner is dead: its server is ending and lets go in milliseconds."""
_PAUSE_SECONDS = 0.02
_PREFIX = "nutgraf-"


class DataDirectory:
    """Locks `home` for as long as this process, or a child that inherited the lock, lives."""

    def __init__(self, home: Path) -> None:
        """`home` is made, readable by its owner only, when it is locked."""
        self.home = home.absolute()
        self.socket = self.home / "store.sock"
        self._lock: int | None = None

    @property
    def lock(self) -> int:
        """The file descriptor that holds the lock; a child given it keeps the directory locked until it has ended."""
        if self._lock is None:
            raise RuntimeError("the data directory is not locked")
        return self._lock

    def take(self) -> None:
        """Lock the directory and settle where the socket goes.

        Raises:
            StoreError: another process uses the directory, or it can't be written to.
        """
        try:
            self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = os.open(self.home / "store.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StoreError(
                f"The data directory {self.home} can't be used: {error.strerror}.",
                "Set NUTGRAF_HOME to a directory that can be written to.",
            ) from error
        try:
            self._acquire(lock)
            self._forget_old_socket()
            self.socket = self._place_socket()
            _write(lock, {"pid": os.getpid(), "socket": str(self.socket)})
        except BaseException:
            os.close(lock)
            raise
        self._lock = lock

    def release(self) -> None:
        """Remove the socket and unlock. Does nothing when not locked."""
        if self._lock is None:
            return
        self._forget_old_socket()
        os.ftruncate(self._lock, 0)
        os.close(self._lock)
        self._lock = None

    def _acquire(self, lock: int) -> None:
        deadline = time.monotonic() + ORPHAN_SECONDS
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                pid = _read(self.home).get("pid")
                if _alive(pid) or time.monotonic() >= deadline:
                    raise StoreError(
                        f"Another Nutgraf (process {pid}) is using the data directory {self.home}.",
                        "Stop it, or set NUTGRAF_HOME to another directory.",
                    ) from None
            except OSError as error:
                raise StoreError(
                    f"The data directory {self.home} can't be locked: {error.strerror}.",
                    "Set NUTGRAF_HOME to a directory on a local disk.",
                ) from error
            time.sleep(_PAUSE_SECONDS)

    def _place_socket(self) -> Path:
        if len(os.fsencode(self.home / "store.sock")) <= SOCKET_PATH_LIMIT:
            return self.home / "store.sock"
        for parent in (None, "/tmp"):  # noqa: S108 - mkdtemp makes a directory of our own, mode 0700
            folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
            if len(os.fsencode(folder / "store.sock")) <= SOCKET_PATH_LIMIT:
                return folder / "store.sock"
            folder.rmdir()
        raise StoreError(
            f"The path of the data directory {self.home} is too long for a socket.",
            "Set NUTGRAF_HOME to a shorter one.",
        )

    def _forget_old_socket(self) -> None:
        """Remove the socket of the last run, with the folder made for it."""
        old = Path(str(_read(self.home).get("socket") or self.socket))
        with contextlib.suppress(OSError):
            old.unlink()
        folder = old.parent
        with contextlib.suppress(OSError):
            if folder != self.home and folder.name.startswith(_PREFIX) and folder.stat().st_uid == os.getuid():
                shutil.rmtree(folder)


def running_socket(home: Path) -> Path | None:
    """The socket of the store that runs in `home`, or None. For a second program on the same machine."""
    try:
        lock = os.open(home / "store.lock", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        socket = _read(home).get("socket")
        return Path(str(socket)) if socket else None
    except OSError:
        return None
    finally:
        os.close(lock)
    return None


def _read(home: Path) -> dict[str, object]:
    try:
        held = json.loads((home / "store.lock").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def _write(lock: int, held: dict[str, object]) -> None:
    os.ftruncate(lock, 0)
    os.pwrite(lock, json.dumps(held).encode(), 0)


def _alive(pid: object) -> bool:
    if not isinstance(pid, int):
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # somebody else's process: alive
    return True
