"""`nutgraf jobs`: what failed for good, for people to look at, try again or drop."""

import sys
from collections.abc import Callable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.config import Settings
from bot.queue.jobs import Queue
from handlers.terminal.store import running_store


def _queue(settings: Settings) -> Queue:
    """The queue at REDIS_URL, or that of the bot that runs in NUTGRAF_HOME."""
    return Queue(running_store(settings))


def list_dead(settings: Settings) -> int:
    """Print the dead jobs as a table. Returns the exit status."""
    dead = _queue(settings).dead()
    if not dead:
        print("No job has failed for good.")
        return 0
    table = Table("id", "job", "key", "tries", "why")
    for job in dead:
        # As Text: an error may hold what rich takes for markup, and would refuse.
        table.add_row(*map(Text, (job.id, job.job.name, job.job.key, str(job.job.attempt), job.error)))
    Console().print(table)
    return 0


def retry_dead(settings: Settings, ids: Sequence[str]) -> int:
    """Queue the dead jobs `ids` again. Returns 1 where one does not exist."""
    return _each(ids, _queue(settings).retry)


def drop_dead(settings: Settings, ids: Sequence[str]) -> int:
    """Remove the dead jobs `ids`. Returns 1 where one does not exist."""
    return _each(ids, _queue(settings).drop)


def _each(ids: Sequence[str], act: Callable[[str], bool]) -> int:
    failed = 0
    for dead_id in ids:
        if not act(dead_id):
            print(f"nutgraf: no dead job has the id {dead_id}; see `nutgraf jobs list`", file=sys.stderr)
            failed = 1
    return failed
