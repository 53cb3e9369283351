"""Lets the bot follow the sandbox's time machine."""

from pathlib import Path

from bot.queue.jobs import Queue
from bot.store.connect import connect
from bot.store.embedded import running_url
from handlers.demo.bot import CLOCK
from sandbox.machine import Machine
from sandbox.server import Sandbox

PUT_OFF_SECONDS = 30.0
"""What is due so soon belongs to the moment: a post that waits for its turn. A second look at an article comes after an
hour."""


def machine_for(slack: Sandbox, home: Path) -> Machine:
    """The time machine of a sandbox whose bot runs in `home` (`bot_in`) and is up.

    Raises:
        RuntimeError: no store runs there.
    """
    url = running_url(home)
    if url is None:
        raise RuntimeError(f"no bot runs in {home}")
    following = _Following(home / CLOCK, Queue(connect(url)))
    return Machine(slack, following.be_ahead, following.is_idle)


class _Following:
    """The bot's clock and its queue: what waits there for later, waits by the machine's clock."""

    def __init__(self, clock: Path, queue: Queue) -> None:
        self._clock, self._queue, self._ahead = clock, queue, 0.0

    def be_ahead(self, seconds: float) -> None:
        """Be so far ahead of the machine's clock."""
        fresh = self._clock.with_suffix(".new")
        fresh.write_text(repr(seconds))
        fresh.replace(self._clock)  # a reader sees the old or the new, never half of it
        self._queue.bring_forward(seconds - self._ahead)
        self._ahead = seconds

    def is_idle(self) -> bool:
        """Whether nothing is queued, under way or put off for a moment."""
        return not self._queue.is_busy(PUT_OFF_SECONDS)
