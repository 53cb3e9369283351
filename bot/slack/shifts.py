"""When somebody was last at work, as far as the bot has seen: two moments for each person, no history."""

from typing import Any

import redis

from bot import clock
from bot.store.keys import DAY, HOUR, team_key

GAP_SECONDS = 6 * HOUR
"""A pause from which what comes after is another shift: longer than any lunch, shorter than any night off duty."""
KEPT_SECONDS = 30 * DAY
"""As long as what was shared."""

# `last`: when they were seen last. `ended`: the last moment of the shift before this one.
_SEEN = """
local at, last = tonumber(ARGV[1]), tonumber(redis.call('HGET', KEYS[1], 'last') or '0')
if at <= last then return end
if last > 0 and at - last >= tonumber(ARGV[2]) then redis.call('HSET', KEYS[1], 'ended', tostring(last)) end
redis.call('HSET', KEYS[1], 'last', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[3])
"""


class Shifts:
    """Who was at work when. A person's link, mention, command or press of a button counts; what they merely read or
    chat about does not reach the bot."""

    def __init__(self, store: redis.Redis) -> None:
        self._store: Any = store
        self._seen = store.register_script(_SEEN)

    def seen(self, team: str, user: str, at: float | None = None) -> None:
        """Somebody did something, `at` seconds since 1970 (None: now)."""
        moment = clock.now() if at is None else at
        self._seen(keys=[_key(team, user)], args=[f"{moment:.3f}", GAP_SECONDS, KEPT_SECONDS])

    def ended(self, team: str, user: str, now: float) -> float | None:
        """When their last shift ended, seen from `now`; None where none is known."""
        last, ended = self._store.hmget(_key(team, user), "last", "ended")
        if last is not None and now - float(last) >= GAP_SECONDS:
            return float(last)
        return float(ended) if ended is not None else None


def _key(team: str, user: str) -> str:
    return team_key(team, "shift", user)
