"""A channel's noise budget: so many replies an hour, and one reply that collects what came after.

A reply takes its place in the hour before the article is read, so that workers beside each other do not overdraw. What
somebody asked for is always answered, and counts for nothing.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

import redis

from bot import clock, log
from bot.slack.blocks.rolled_up import Rolled, rolled_up
from bot.slack.outbox import Outbox, WithdrawnError
from bot.slack.places import Shared, Slot
from bot.slack.settings import Preferences
from bot.store.keys import HOUR, REPLY_SECONDS, team_key

logger = log.get(__name__)

NAME = "rolled-up"
"""The slot of the collecting reply, under the first message that was over the budget."""
SIGN = "inbox_tray"
"""The reaction on a message whose link stands in the collecting reply elsewhere."""
TRIES = 3
"""Times that the collecting reply is shown again because another link was added while it was."""

# A place in the hour, unless it is full. Asking again gives the same answer again.
# KEYS: places, refused. ARGV: who, how many places, the hour's seconds, how far the clock is ahead.
_TAKE = """
local now = redis.call('TIME')[1] + ARGV[4]
if redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 1 end
if redis.call('SISMEMBER', KEYS[2], ARGV[1]) == 1 then return 0 end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[3])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then
  redis.call('SADD', KEYS[2], ARGV[1])
  redis.call('EXPIRE', KEYS[2], ARGV[3])
  return 0
end
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 1
"""


@dataclass(frozen=True, slots=True)
class _Place:
    """The message under which the collecting reply of this hour stands."""

    ts: str
    thread_ts: str


class Noise:
    """How much is said in channels."""

    def __init__(self, store: redis.Redis, preferences: Preferences, outbox: Outbox) -> None:
        self._store: Any = store
        self._preferences = preferences
        self._outbox = outbox
        self._take = store.register_script(_TAKE)

    def allows(self, slot: Slot) -> bool:
        """Whether there is room for a reply in `slot`; it is taken then."""
        shared = slot.shared
        most = self._preferences.channel(shared.team, shared.channel).replies_an_hour
        if most is None:
            most = self._preferences.workspace(shared.team).replies_an_hour
        keys = [_key(shared, "replies"), _key(shared, "refused")]
        return bool(self._take(keys=keys, args=[_member(slot), most, HOUR, clock.ahead()]))

    def release(self, slot: Slot) -> None:
        """There is nothing to say in `slot`: its place is free again."""
        self._store.zrem(_key(slot.shared, "replies"), _member(slot))

    def roll_up(self, slot: Slot, rolled: Rolled) -> None:
        """Put a link that there was no room for into the channel's collecting reply, once.

        Raises:
            RetryLater, SlackRefusal: as the outbox.
        """
        shared = slot.shared
        while True:
            place = self._place(slot)
            under = Shared(shared.team, shared.channel, place.ts)
            pipe = self._store.pipeline()
            pipe.hset(_lines(under), _member(slot), json.dumps(asdict(rolled)))
            pipe.expire(_lines(under), REPLY_SECONDS)
            pipe.set(_key(shared, f"under:{shared.ts}"), json.dumps(asdict(place)), ex=REPLY_SECONDS)
            pipe.execute()
            try:
                self._show(under, place.thread_ts)
                break
            except WithdrawnError:  # the message it stood under was deleted: it moves under this one
                if place.ts == shared.ts:
                    return
                self._store.delete(_key(shared, "rolling"))
        logger.info("rolled up", team=shared.team, channel=shared.channel, ts=shared.ts)
        if place.ts != shared.ts:
            self._outbox.react(shared, SIGN)

    def forget(self, shared: Shared) -> None:
        """The message was deleted: its links leave the collecting reply.

        Raises:
            RetryLater, SlackRefusal: as the outbox.
        """
        pointer = _key(shared, f"under:{shared.ts}")
        if not (found := self._store.get(pointer)):
            return
        place = _Place(**json.loads(found))
        under = Shared(shared.team, shared.channel, place.ts)
        gone = [member for member in self._store.hkeys(_lines(under)) if member.partition(":")[0] == shared.ts]
        if gone:
            self._store.hdel(_lines(under), *gone)
        if place.ts != shared.ts:  # what stood under the message itself goes with it
            with suppress(WithdrawnError):  # it stood under one that was deleted before
                self._show(under, place.thread_ts)
        self._store.delete(pointer)

    def _place(self, slot: Slot) -> _Place:
        """Where the collecting reply of this hour stands; under this message, where there is none yet."""
        key, own = _key(slot.shared, "rolling"), _Place(slot.shared.ts, slot.thread_ts)
        while not self._store.set(key, json.dumps(asdict(own)), nx=True, ex=HOUR):
            if found := self._store.get(key):
                return _Place(**json.loads(found))
        return own

    def _show(self, under: Shared, thread_ts: str) -> None:
        slot, shown = Slot(under, thread_ts, NAME), list[Rolled]()
        for _ in range(TRIES):
            values = self._store.hvals(_lines(under))
            every = sorted((Rolled(**json.loads(value)) for value in values), key=lambda each: (each.ts, each.url))
            if every == shown:
                return
            if not every:
                self._outbox.withdraw(slot)
                return
            self._outbox.show(slot, rolled_up(every))
            shown = every


def _member(slot: Slot) -> str:
    return f"{slot.shared.ts}:{slot.name}"


def _lines(under: Shared) -> str:
    return _key(under, f"rolled:{under.ts}")


def _key(shared: Shared, what: str) -> str:
    return team_key(shared.team, "channel", shared.channel, "noise", what)
