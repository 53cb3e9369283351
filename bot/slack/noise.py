"""A channel's noise budget: so many replies an hour, and one reply that collects what came after.

A reply takes its place in the hour before the article is read, so that workers beside each other do not overdraw. What
somebody asked for is always answered, and counts for nothing.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
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


# Forget where the collecting reply stands, unless it stands elsewhere by now.
_LEAVE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"


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
        self._leave = store.register_script(_LEAVE)

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
        shared, line = slot.shared, replace(rolled, thread_ts=slot.thread_ts)
        while True:
            place = self._place(slot)
            under = Shared(shared.team, shared.channel, place.ts)
            self._put(under, place, {_member(slot): line})
            try:
                if self._show(under, place.thread_ts):
                    break
            except WithdrawnError:
                logger.info("collecting reply is gone", team=shared.team, channel=shared.channel, ts=place.ts)
            if place.ts == shared.ts:  # the message itself was deleted, or somebody took our reply under it away
                return
            self._leave(keys=[_key(shared, "rolling")], args=[_dump(place)])  # this line begins another
        logger.info("rolled up", team=shared.team, channel=shared.channel, ts=shared.ts)
        if place.ts != shared.ts:
            self._outbox.react(shared, SIGN)

    def forget(self, shared: Shared) -> None:
        """The message was deleted: its links leave the collecting reply. Where that stood under the message, and went
        with it, the others' lines move under the oldest of their own messages.

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
        if place.ts == shared.ts:
            self._move(under, place)
        else:
            with suppress(WithdrawnError):  # it stood under one that was deleted before
                self._show(under, place.thread_ts)
        self._store.delete(pointer)

    def _move(self, under: Shared, place: _Place) -> None:
        """Show the lines that stood under a deleted message under one that is still there. Done again, it ends alike:
        the lines are kept here until they are shown there."""
        lines = {member: Rolled(**json.loads(line)) for member, line in self._store.hgetall(_lines(under)).items()}
        for line in sorted(lines.values(), key=lambda each: float(each.ts)):
            there = _Place(line.ts, line.thread_ts or line.ts)
            target = Shared(under.team, under.channel, there.ts)
            if self._outbox.is_deleted(target):
                continue
            self._put(target, there, lines)
            with suppress(WithdrawnError):  # deleted just now: the next
                self._show(target, there.thread_ts)
                if self._leave(keys=[_key(under, "rolling")], args=[_dump(place)]):
                    self._store.set(_key(under, "rolling"), _dump(there), nx=True, ex=HOUR)
                break
        self._store.delete(_lines(under))

    def _put(self, under: Shared, place: _Place, lines: dict[str, Rolled]) -> None:
        """Put lines into the collection under a message, and keep for each message where its line stands."""
        pipe = self._store.pipeline()
        pipe.hset(_lines(under), mapping={member: json.dumps(asdict(line)) for member, line in lines.items()})
        pipe.expire(_lines(under), REPLY_SECONDS)
        for line in lines.values():
            pipe.set(_key(under, f"under:{line.ts}"), _dump(place), ex=REPLY_SECONDS)
        pipe.execute()

    def _place(self, slot: Slot) -> _Place:
        """Where the collecting reply of this hour stands; under this message, where there is none yet."""
        key, own = _key(slot.shared, "rolling"), _Place(slot.shared.ts, slot.thread_ts)
        while not self._store.set(key, _dump(own), nx=True, ex=HOUR):
            if found := self._store.get(key):
                return _Place(**json.loads(found))
        return own

    def _show(self, under: Shared, thread_ts: str) -> bool:
        """Bring the collecting reply to what it has to say. False: somebody took it away."""
        slot, shown = Slot(under, thread_ts, NAME), list[Rolled]()
        for _ in range(TRIES):
            values = self._store.hvals(_lines(under))
            every = sorted((Rolled(**json.loads(value)) for value in values), key=lambda each: (each.ts, each.url))
            if every == shown:
                break
            if not every:
                self._outbox.withdraw(slot)
                break
            if self._outbox.show(slot, rolled_up(every)) is None:
                return False
            shown = every
        return True


def _dump(place: _Place) -> str:
    return json.dumps(asdict(place))


def _member(slot: Slot) -> str:
    return f"{slot.shared.ts}:{slot.name}"


def _lines(under: Shared) -> str:
    return _key(under, f"rolled:{under.ts}")


def _key(shared: Shared, what: str) -> str:
    return team_key(shared.team, "channel", shared.channel, "noise", what)
