"""Whether anything is left to do."""

from typing import Any, cast

import redis

from bot.queue.jobs import Queue
from bot.queue.keys import Keys, Lane
from bot.slack.spares import TIDY
from bot.store.keys import QUEUE


def jobs_left(store: redis.Redis) -> int:
    """Jobs that wait, are being done, or will be; without the looks at places where something may come twice, the last
    of which is minutes later and says nothing."""
    counts = Queue(store).counts()
    return counts.queued + counts.pending + counts.delayed - len(tidying(store))


def tidying(store: redis.Redis) -> list[str]:
    """The looks at such places that are to come, as they stand in the queue."""
    later: Any = store.zrange(Keys(QUEUE).delayed(Lane.BULK), 0, -1)
    return [payload for payload in cast("list[str]", later) if f'"name":"{TIDY}"' in payload]
