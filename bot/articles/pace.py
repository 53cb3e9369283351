"""How often a site is asked, by all workers together."""

import hashlib
import math
import time
from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit

import redis

from bot.articles.errors import PASTE, Temporary
from bot.store.keys import HOUR

INTERVAL_SECONDS = 1.0
"""Between two requests to one host: what crawlers that respect small sites keep to."""
LOOPBACK_INTERVAL_SECONDS = 0.005
"""For sites on this machine, the sandbox's: only development reaches them (see `guard`), and they bear it."""
LONGEST_WAIT_SECONDS = 2.0
"""Longest time a worker waits for its turn; beyond it the job comes back later, and other sites' jobs go first."""
LONGEST_REST_SECONDS = HOUR
"""Longest rest that a site is given, whatever its Retry-After says."""

# Take the next free moment at a host, if it is near enough. Gives the milliseconds until then, taken or not.
_TAKE = """
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local turn = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0'))
if turn - now <= tonumber(ARGV[2]) then
  local free = turn + tonumber(ARGV[1])
  redis.call('SET', KEYS[1], free, 'PX', free - now)
end
return turn - now
"""
_REST = """
local t = redis.call('TIME')
local free = t[1] * 1000 + math.floor(t[2] / 1000) + tonumber(ARGV[1])
if free > tonumber(redis.call('GET', KEYS[1]) or '0') then redis.call('SET', KEYS[1], free, 'PX', ARGV[1]) end
"""


class HostBusy(Temporary):
    """It is not our turn at a site for more than LONGEST_WAIT_SECONDS: others wait already, or it wants to rest."""

    kind = "host_busy"

    def __init__(self, seconds: float) -> None:
        """`seconds` until a turn is free."""
        super().__init__(
            "This site has asked me to leave it alone for a while.",
            f"Try again in {math.ceil(seconds / 60)} min. " + PASTE,
            retry_after=seconds,
        )


class Pace:
    """Turns at hosts, kept in the store."""

    def __init__(
        self, store: redis.Redis, interval: float = INTERVAL_SECONDS, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """`interval` between two requests to one host, in seconds; `sleep` waits for so many."""
        self._take, self._rest = store.register_script(_TAKE), store.register_script(_REST)
        self._interval, self._sleep = interval, sleep

    def wait(self, url: str) -> None:
        """Return when it is our turn at the site of `url`.

        Raises:
            HostBusy: that is more than LONGEST_WAIT_SECONDS away; `retry_after` says how far.
        """
        interval = min(self._interval, LOOPBACK_INTERVAL_SECONDS) if _is_here(url) else self._interval
        arguments = [round(interval * 1000), round(LONGEST_WAIT_SECONDS * 1000)]
        away = cast(int, self._take(keys=[_key(url)], args=arguments)) / 1000
        if away > LONGEST_WAIT_SECONDS:
            raise HostBusy(away)
        self._sleep(away)

    def rest(self, url: str, seconds: float) -> None:
        """Ask the site of `url` nothing for so many seconds, as its Retry-After demands."""
        if seconds > 0:
            self._rest(keys=[_key(url)], args=[round(min(seconds, LONGEST_REST_SECONDS) * 1000)])


def _is_here(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host in {"localhost", "127.0.0.1"} or host.endswith(".localhost")


def _key(url: str) -> str:
    host = (urlsplit(url).netloc or "").lower().removeprefix("www.")
    return f"nutgraf:{{pace:{hashlib.blake2b(host.encode(), digest_size=8).hexdigest()}}}"
