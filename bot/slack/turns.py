"""Turns in a channel that Slack has asked to slow down.

Slack takes about one message a second in a channel, and answers more with 429 and a Retry-After. Were every worker to
come back then, all but one would be refused again: 30 links at once cost 156 refused calls. So from the first refusal
on, each post to the channel gets a turn of its own, a second behind the one before, and comes back for that.
"""

import redis

from bot.slack.places import Slot
from bot.store.keys import team_key

SPACING_MS = 1_100
"""Between two turns: chat.postMessage allows one a second and channel (Slack's rate limits)."""
CALM_MS = 5_000
"""A channel whose last turn is so long past is posted to at once again."""
KEPT_MS = 600_000
"""A turn that nobody took by then is forgotten."""

# The milliseconds until the slot's turn. A slot gets one where the channel has turns to wait for.
_WAIT = """
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local turn = redis.call('GET', KEYS[2])
if turn then return math.max(0, turn - now) end
local last = tonumber(redis.call('GET', KEYS[1]) or '0')
if last < now - ARGV[2] then return 0 end
local mine = math.max(last + ARGV[1], now)
redis.call('SET', KEYS[1], mine, 'PX', ARGV[3])
redis.call('SET', KEYS[2], mine, 'PX', ARGV[3])
return mine - now
"""

_REFUSED = """
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local last = tonumber(redis.call('GET', KEYS[1]) or '0')
local mine = math.max(now + ARGV[2], last + ARGV[1])
redis.call('SET', KEYS[1], mine, 'PX', ARGV[3])
redis.call('SET', KEYS[2], mine, 'PX', ARGV[3])
return mine - now
"""


class Turns:
    """Whose turn it is to post into a channel. Each step is one script, on the workspace's node."""

    def __init__(self, store: redis.Redis) -> None:
        self._wait = store.register_script(_WAIT)
        self._refused = store.register_script(_REFUSED)

    def seconds_left(self, slot: Slot) -> float:
        """Seconds until the slot may be posted into; 0: now."""
        left = self._wait(keys=_keys(slot), args=[SPACING_MS, CALM_MS, KEPT_MS])
        return int(left) / 1000

    def refused(self, slot: Slot, retry_after: float) -> float:
        """Slack refused the slot's post and named `retry_after` seconds: the seconds until its turn."""
        left = self._refused(keys=_keys(slot), args=[SPACING_MS, int(retry_after * 1000), KEPT_MS])
        return int(left) / 1000


def _keys(slot: Slot) -> list[str]:
    shared = slot.shared
    return [
        team_key(shared.team, "turns", shared.channel),
        team_key(shared.team, "turn", shared.channel, shared.ts, slot.name),
    ]
