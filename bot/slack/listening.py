"""Since when nobody hears Slack. Each front says every few seconds that it does; who says so after a silence learns how
long it was, and any of them may: the store decides, and keeps a silence until it is settled."""

from dataclasses import dataclass
from typing import Any

import redis

from bot.store.keys import team_key

BEAT_SECONDS = 2.0
"""Between two words of a front: one small script."""
SOCKET_PATIENCE_SECONDS = 10.0
"""Silence of Socket Mode after which something may be lost: Slack has nobody to send to, and need not try again. Four
words in a row have to be missing, which a busy machine does not bring about; a reconnection takes one to three seconds,
and looking in vain costs a call for each channel."""
HTTP_PATIENCE_SECONDS = 240.0
"""In HTTP mode Slack sends everything again after a minute and after five: a shorter silence loses nothing."""

# KEYS: who hears. ARGV: the silence that is none, in seconds. A silence that nobody settled goes on to this one's end.
_SAY = """
local now = tonumber(redis.call('TIME')[1])
local at = tonumber(redis.call('HGET', KEYS[1], 'at') or now)
if now - at > tonumber(ARGV[1]) then
  redis.call('HSETNX', KEYS[1], 'since', at)
  redis.call('HSET', KEYS[1], 'until', now)
end
redis.call('HSET', KEYS[1], 'at', now)
return redis.call('HMGET', KEYS[1], 'since', 'until')
"""
_SETTLE = """
local known = redis.call('HMGET', KEYS[1], 'since', 'until')
if known[1] ~= ARGV[1] or known[2] ~= ARGV[2] then return 0 end
return redis.call('HDEL', KEYS[1], 'since', 'until')
"""


@dataclass(frozen=True, slots=True)
class Silence:
    """Nobody heard Slack in this time, in whole seconds since 1970 by the store's clock."""

    since: int
    until: int

    @property
    def seconds(self) -> int:
        """How long it was."""
        return self.until - self.since


class Listening:
    """The fronts' word that they hear Slack, in the store. It has no end of its own: that it is old is what it says."""

    def __init__(self, store: redis.Redis, whose: str) -> None:
        """`whose`: the workspace's id, or another word where one line serves many of them."""
        self._key = team_key(whose, "listening")
        self._say: Any = store.register_script(_SAY)
        self._settle: Any = store.register_script(_SETTLE)

    def say(self, patience: float) -> Silence | None:
        """A front hears Slack now. Gives the silence before, where it was longer than `patience` (seconds), until it is
        settled.

        Raises:
            redis.RedisError: the store can't be reached, so nobody hears.
        """
        since, until = self._say(keys=[self._key], args=[patience])
        return Silence(int(since), int(until)) if since and until else None

    def settle(self, silence: Silence) -> None:
        """What was missed in it is being looked for; a silence that has gone on meanwhile is another.

        Raises:
            redis.RedisError: the store can't be reached.
        """
        self._settle(keys=[self._key], args=[silence.since, silence.until])
