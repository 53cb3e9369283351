"""How often a site is asked, by all workers together."""

import hashlib
import time
from typing import cast
from urllib.parse import urlsplit

import redis

from bot.articles.errors import Temporary
from bot.store.keys import HOUR

INTERVAL_SECONDS = 1.0
"""Between two requests to one host: what crawlers that respect small sites keep to."""
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
    """Too many requests for one site are waiting already."""

    kind = "host_busy"


class Pace:
    """Turns at hosts, kept in the store."""

    def __init__(self, store: redis.Redis, interval: float = INTERVAL_SECONDS) -> None:
        """`interval` between two requests to one host, in seconds."""
        self._take, self._rest = store.register_script(_TAKE), store.register_script(_REST)
        self._interval = interval

    def wait(self, url: str) -> None:
        """Return when it is our turn at the site of `url`.

        Raises:
            HostBusy: that is more than LONGEST_WAIT_SECONDS away; `retry_after` says how far.
        """
        arguments = [round(self._interval * 1000), round(LONGEST_WAIT_SECONDS * 1000)]
        away = cast(int, self._take(keys=[_key(url)], args=arguments)) / 1000
        if away > LONGEST_WAIT_SECONDS:
            raise HostBusy("Many links to this site are waiting already.", "I will get to it.", retry_after=away)
        time.sleep(away)

    def rest(self, url: str, seconds: float) -> None:
        """Ask the site of `url` nothing for so many seconds, as its Retry-After demands."""
        if seconds > 0:
            self._rest(keys=[_key(url)], args=[round(min(seconds, LONGEST_REST_SECONDS) * 1000)])


def _key(url: str) -> str:
    host = (urlsplit(url).netloc or "").lower().removeprefix("www.")
    return f"nutgraf:{{pace:{hashlib.blake2b(host.encode(), digest_size=8).hexdigest()}}}"
