"""The schedule's ticks. Every bot and every worker has a clock; the store decides whose look finds what is due."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import redis
from apscheduler.schedulers.background import BackgroundScheduler

from bot import clock, log
from bot.digests.plans import Plans
from bot.digests.schedule import GRACE_SECONDS, Plan, Run
from bot.digests.ticker import Ticker
from bot.queue.jobs import Lane, Queue
from bot.store.keys import DAY, TICK, swept_key
from bot.store.sweep import Swept, sweep
from handlers.tasks import DueDigest, Task, arguments

logger = log.get(__name__)

TICK_SECONDS = 2.0
"""Between two looks, and so the most that a digest is behind its time for want of one. A look is two commands."""
SWEEP_SECONDS = 600
"""Between two looks whether today's sweep was made."""
FIRST_SWEEP_SECONDS = 60
"""After the start: a process that never lives for SWEEP_SECONDS sweeps too, and a start has better things to do."""


@contextmanager
def running_clock(store: redis.Redis, grace_hours: float = GRACE_SECONDS / 3600) -> Iterator[None]:
    """Tick as long as the block lasts; a run missed for longer than `grace_hours` is skipped. On leaving, a tick under
    way is waited for.

    The ticker is APScheduler's, in memory: what it knows of dies with the process, and all that must not die is in the
    store. A tick that took too long is not made up for, the next one sees the same.
    """
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it tells of every tick, and of each that it leaves out
    plans = Plans(store)
    ticker = Ticker(plans, handing_over(Queue(store)), grace=grace_hours * 3600)
    scheduler = BackgroundScheduler(timezone=UTC)
    steadily: dict[str, Any] = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    scheduler.add_job(_tick, "interval", seconds=TICK_SECONDS, args=[ticker, plans, store], **steadily)
    soon = datetime.now(UTC) + timedelta(seconds=FIRST_SWEEP_SECONDS)
    scheduler.add_job(_sweep, "interval", seconds=SWEEP_SECONDS, args=[store], next_run_time=soon, **steadily)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=True)


def handing_over(queue: Queue) -> Callable[[Plan, Run], None]:
    """Queues a run: one job, however many instances hand it over."""

    def hand_over(plan: Plan, run: Run) -> None:
        due = DueDigest(team=plan.team, plan=plan.id, day=run.day, time=run.time, at=run.at)
        queue.put(Task.POST_DIGEST, arguments(due), key=f"{Task.POST_DIGEST}:{plan.team}:{run.key}", lane=Lane.BULK)

    return hand_over


def sweep_once_a_day(store: redis.Redis) -> Swept | None:
    """Hold what is kept to its time (`bot.store.retention`), unless somebody did today; None then.

    Raises:
        redis.RedisError: the store can't be reached; whoever looks next sweeps.
    """
    today = swept_key(f"{datetime.fromtimestamp(clock.now(), UTC):%Y-%m-%d}")
    if not store.set(today, "1", nx=True, ex=2 * DAY):
        return None
    try:
        return sweep(store, clock.now())
    except redis.RedisError:
        with suppress(redis.RedisError):
            store.delete(today)
        raise


def _sweep(store: redis.Redis) -> None:
    try:
        sweep_once_a_day(store)
    except redis.RedisError as error:
        logger.warning("the sweep can't reach the store", reason=str(error))


def _tick(ticker: Ticker, plans: Plans, store: redis.Redis) -> None:
    try:
        ticker.tick()
        store.set(TICK, f"{plans.now():.0f}", ex=DAY)
    except redis.RedisError as error:
        logger.warning("the clock can't reach the store", reason=str(error))
