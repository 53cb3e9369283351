"""The schedule's ticks. Every bot and every worker has a clock; the store decides whose look finds what is due."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC

import redis
from apscheduler.schedulers.background import BackgroundScheduler

from bot import log
from bot.digests.plans import Plans
from bot.digests.schedule import GRACE_SECONDS, Plan, Run
from bot.digests.ticker import Ticker
from bot.queue.jobs import Lane, Queue
from handlers.tasks import DueDigest, Task, due_arguments

logger = log.get(__name__)

TICK_SECONDS = 2.0
"""Between two looks, and so the most that a digest is behind its time for want of one. A look is two commands."""


@contextmanager
def running_clock(store: redis.Redis, grace_hours: float = GRACE_SECONDS / 3600) -> Iterator[None]:
    """Tick as long as the block lasts; a run missed for longer than `grace_hours` is skipped. On leaving, a tick under
    way is waited for.

    The ticker is APScheduler's, in memory: what it knows of dies with the process, and all that must not die is in the
    store. A tick that took too long is not made up for, the next one sees the same.
    """
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it tells of every tick, and of each that it leaves out
    ticker = Ticker(Plans(store), handing_over(Queue(store)), grace=grace_hours * 3600)
    scheduler = BackgroundScheduler(timezone=UTC)
    scheduler.add_job(
        _tick, "interval", seconds=TICK_SECONDS, args=[ticker], coalesce=True, max_instances=1, misfire_grace_time=None
    )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=True)


def handing_over(queue: Queue) -> Callable[[Plan, Run], None]:
    """Queues a run: one job, however many instances hand it over."""

    def hand_over(plan: Plan, run: Run) -> None:
        due = DueDigest(team=plan.team, plan=plan.id, day=run.day, time=run.time, at=run.at)
        queue.put(Task.POST_DIGEST, due_arguments(due), key=f"{Task.POST_DIGEST}:{plan.team}:{run.key}", lane=Lane.BULK)

    return hand_over


def _tick(ticker: Ticker) -> None:
    try:
        ticker.tick()
    except redis.RedisError as error:
        logger.warning("the clock can't reach the store", reason=str(error))
