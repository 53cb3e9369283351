"""How far a long command is: a bar, for people at a terminal only."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

_BLOCK = 1 << 20


class Bar:
    """A bar that is shown, or not."""

    def __init__(self, progress: Progress, task: TaskID, out: Console) -> None:
        self._progress, self._task = progress, task
        self.out = out
        """Where the command's answer is printed, above the bar if need be."""

    def step(self) -> None:
        """One more is done."""
        self._progress.advance(self._task)


@contextmanager
def bar(what: str, total: int | None) -> Iterator[Bar]:
    """A bar that fills up to `total` steps and goes away at the end; without a total it only counts.

    Where neither output nor errors go to a terminal, or there is just one step, nothing is shown: what is piped or
    logged has no bars in it.
    """
    out, errors = Console(highlight=False), Console(stderr=True)
    screen = out if out.is_terminal else errors
    columns = (TextColumn("[dim]{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(
        *columns,
        console=screen,
        transient=True,
        disable=not screen.is_terminal or total == 1,
        redirect_stdout=out.is_terminal,  # else a bar on the screen would take what is meant for a file
    ) as progress:
        yield Bar(progress, progress.add_task(what, total=total), out)


def lines_of(stream: IO[str]) -> int | None:
    """How many lines `stream` has where it is a file that is read from its start; None for a pipe or a terminal."""
    try:
        descriptor = stream.fileno()
        size = os.fstat(descriptor).st_size
        if not size or os.lseek(descriptor, 0, os.SEEK_CUR):
            return None
        blocks = (os.pread(descriptor, _BLOCK, start) for start in range(0, size, _BLOCK))
        return sum(block.count(b"\n") for block in blocks)
    except OSError:  # pipes and terminals have no place to read from
        return None
