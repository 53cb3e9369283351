"""The sweep: holds every key to the table of `bot.store.retention`."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import redis

from bot import log
from bot.store.keys import BY_TIME
from bot.store.retention import LASTING, Members, Row, row_of

logger = log.get(__name__)

BATCH = 500
"""Keys looked at in one round trip. Of 100,000 keys in 7.7 s, on two busy cores, no command took the store a
millisecond, in which others would have waited (`python -m benchmarks.sweep`)."""

# In one step, since a key may come back between two. KEYS: the index. ARGV: what its keys' names begin with, ids.
_GONE = """
local gone = 0
for at = 2, #ARGV do
  if redis.call('EXISTS', ARGV[1] .. ARGV[at]) == 0 then gone = gone + redis.call('ZREM', KEYS[1], ARGV[at]) end
end
return gone
"""


@dataclass
class Swept:
    """What a sweep saw and did: `ended` keys were given the time they lacked or had too much of, `members` are entries
    of lists taken out, `unknown` keys of no row, left alone."""

    keys: int = 0
    ended: int = 0
    members: int = 0
    unknown: int = 0


def sweep(store: redis.Redis, now: float) -> Swept:
    """Look at every key of the bot's once; `now` is in seconds since 1970. May be broken off and done again.

    Raises:
        redis.RedisError: the store can't be reached.
    """
    swept, names = Swept(), (str(key) for key in store.scan_iter("nutgraf:*", count=BATCH))
    while batch := list(islice(names, BATCH)):
        _hold(store, batch, now, swept)
    logger.info("swept", keys=swept.keys, ended=swept.ended, members=swept.members)
    if swept.unknown:
        logger.warning("keys that no retention is known for", keys=swept.unknown)
    return swept


def _hold(store: Any, keys: Sequence[str], now: float, swept: Swept) -> None:
    known = list(_known(keys, swept))
    looks = store.pipeline(transaction=False)
    for key, _ in known:
        looks.pttl(key)
    ends, before = store.pipeline(transaction=False), swept.ended
    for (key, row), left in zip(known, looks.execute(), strict=True):
        # -2: it ended since the scan. -1: it has no end.
        if row.seconds != LASTING and left != -2 and not 0 <= left <= row.seconds * 1000:
            ends.expire(key, row.seconds)
            swept.ended += 1
        if row.members is not Members.NONE:
            swept.members += _aged(store, key, row, now)
    if swept.ended > before:
        ends.execute()


def _known(keys: Sequence[str], swept: Swept) -> Iterator[tuple[str, Row]]:
    for key in keys:
        swept.keys += 1
        row = row_of(key)
        if row is None:
            swept.unknown += 1
        else:
            yield key, row


def _aged(store: Any, key: str, row: Row, now: float) -> int:
    """Take out the members of a key that are older than its row allows, or whose own keys are gone; how many."""
    if row.members is Members.KEYS:
        return _without_keys(store, key)
    oldest = now - row.seconds
    if row.members is Members.SCORES:
        return int(store.zremrangebyscore(key, "-inf", f"({oldest}"))
    gone = 0
    # In order: the first that is young enough ends it. Taken by value: others may put something in meanwhile.
    for line in store.lrange(key, 0, -1):
        if _at(line) >= oldest:
            break
        gone += int(store.lrem(key, 1, line))
    return gone


def _without_keys(store: Any, index: str) -> int:
    before, _, what = index.partition(BY_TIME)
    script, ids = store.register_script(_GONE), (each for each, _ in store.zscan_iter(index, count=BATCH))
    gone = 0
    while batch := list(islice(ids, BATCH)):
        gone += int(script(keys=[index], args=[f"{before}:{what}:", *batch]))
    return gone


def _at(line: str) -> float:
    try:
        return float(json.loads(line)["at"])
    except (ValueError, KeyError, TypeError):  # nobody can tell its age: it goes with the key
        return float("inf")
