"""The queue's times and limits, in one place. Tests shorten them; nothing else needs to."""

import random
from dataclasses import dataclass

from bot.store.connect import BLOCK_SECONDS


@dataclass(frozen=True, slots=True)
class Policy:
    """How a worker works. Seconds throughout. `benchmarks/queue.py` measures what these give."""

    block_seconds: float = BLOCK_SECONDS
    """Longest blocking read, and so the longest that SIGTERM waits for an idle worker."""
    sweep_seconds: float = 1.0
    """Between two looks for due and abandoned jobs: four cheap commands."""
    idle_seconds: float = 10.0
    """Silence after which an entry's worker counts as dead; it speaks every third of this."""
    grace_seconds: float = 3.0
    """An entry must be seen abandoned for this long, with the store reachable throughout, before it is taken. After
    an outage its worker needs that time to say that it is done: without it, every outage doubled jobs."""
    tries: int = 3
    """Runs that may fail before the job is dead."""
    backoff_seconds: float = 0.5
    """The n-th retry waits this times 2ⁿ, give or take a quarter."""
    max_deliveries: int = 3
    """Runs that may end without an end (the process died) before the job is dead: it may be what kills them."""
    later_seconds: float = 6 * 3600.0
    """How old a job may get by being put off. Slack's rate limits last a minute; a reply after hours is of no use."""
    later_floor_seconds: float = 0.5
    """Least wait of a job that is put off, so that none turns in circles."""
    store_down_seconds: float = 1.0
    """A job that failed because the store went away is put off for this, without using up a try."""
    foreign_seconds: float = 600.0
    """How old a job may get that this release does not know: another worker, just being deployed, may know it."""
    foreign_pause_seconds: float = 5.0
    """Until such a job is offered again."""
    task_seconds: float = 300.0
    """Longest run of a task. After it the worker process ends itself, as a stuck task can't be interrupted."""
    outage_pause_seconds: float = 0.1
    """First pause after the store could not be reached; it doubles up to the next."""
    outage_pause_limit_seconds: float = 1.0
    """Below `grace_seconds`, so that a worker is heard in time when the store is back."""
    stop_seconds: float = 8.0
    """How long a worker told to stop goes on trying to report a finished job to a store that is away. Containers get
    10 s between SIGTERM and SIGKILL."""
    forget_seconds: float = 3600.0
    """Silence after which the group forgets a consumer that holds nothing."""

    @property
    def beat_seconds(self) -> float:
        """Between two signs of life for the job at hand."""
        return self.idle_seconds / 3

    @property
    def answer_seconds(self) -> float:
        """Longest wait for the store's answer to a sign of life or a report: a dead line must be noticed in time."""
        return self.grace_seconds * 2 / 3

    def backoff(self, attempt: int) -> float:
        """Pause after the failure of try number `attempt`, from 1."""
        return self.backoff_seconds * float(2**attempt) * random.uniform(0.75, 1.25)
