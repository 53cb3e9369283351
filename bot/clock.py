"""What time it is. The only place where the bot asks: the demo's time machine moves this clock, and all follows.

Claims, leases, turns and the queue's waits run by the store's own time: a moved clock must not end them.
"""

import time
from pathlib import Path


class Clock:
    """The machine's clock, and by how much it was moved."""

    def __init__(self) -> None:
        self._file: Path | None = None

    def follow(self, file: Path | None) -> None:
        """From now on be ahead of the machine's clock by the seconds written in `file`; None: be the machine's."""
        self._file = file

    def ahead(self) -> float:
        """How far it is ahead of the machine's clock, in seconds: 0.0 unless a file is followed, and says so."""
        if self._file is None:
            return 0.0
        try:
            return float(self._file.read_text())
        except (OSError, ValueError):  # not written yet
            return 0.0

    def now(self) -> float:
        """The time, in seconds since 1970."""
        return time.time() + self.ahead()


CLOCK = Clock()
"""The process's clock."""

ahead, follow, now = CLOCK.ahead, CLOCK.follow, CLOCK.now
