"""What in a store's configuration would cost us data: asked at a start and by `nutgraf doctor`."""

from typing import Any

import redis

from bot import log

logger = log.get(__name__)

NEARLY_FULL = 0.9
"""Share of maxmemory from which the store is said to be nearly full."""


def concerns(store: redis.Redis) -> list[str]:
    """What somebody should change about the store, a sentence each. What it does not let us ask counts as right."""
    try:
        memory, kept = _info(store, "memory"), _info(store, "persistence")
    except redis.RedisError:
        return []
    found = []
    policy, most, used = (memory.get(name) for name in ("maxmemory_policy", "maxmemory", "used_memory"))
    if policy not in (None, "noeviction"):
        found.append(
            f"maxmemory-policy is {policy}: when its memory is full the store drops jobs, claims and what was "
            "remembered, and says nothing. Set it to noeviction."
        )
    if most and used and int(used) > NEARLY_FULL * int(most):
        found.append(
            f"{int(used) / int(most):.0%} of its memory is used: when it is full nothing new is taken. Raise maxmemory."
        )
    if str(kept.get("aof_enabled", "1")) == "0":
        found.append("appendonly is off: what was acknowledged is lost when the store crashes. Set appendonly to yes.")
    if kept.get("aof_last_write_status", "ok") != "ok":
        found.append("It can't write to its disk: make room where its data is.")
    return found


def warn_of_concerns(store: redis.Redis) -> None:
    """Log each of them."""
    for sentence in concerns(store):
        logger.warning("the store could lose data", advice=sentence)


def _info(store: redis.Redis, section: str) -> dict[str, Any]:
    """A section of INFO; of a cluster one node's, as its nodes are set up alike."""
    told = store.info(section)
    first = next(iter(told.values()), None)
    return first if isinstance(first, dict) and "used_memory" not in told else told
