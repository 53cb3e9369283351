"""The store's record of each slot: who is posting into it, and what stands in it."""

from collections.abc import Sequence
from typing import Any, Literal, cast

import redis

from bot.slack.places import Shared, Slot
from bot.store.keys import CLAIM_SECONDS, REPLY_SECONDS, team_key

POSTING_SECONDS = 15
"""A post under way for so long is given up as crashed: calls end after 10 s (`calls.CALL_SECONDS`)."""

State = Literal["free", "post", "look", "wait", "posted"]
"""free: nothing there; post: ours to fill; look: somebody tried, outcome unknown; wait: somebody is at it, for seconds;
posted: filled, by a ts."""

_STATE = """
local state = redis.call('HGET', KEYS[1], 'state')
if not state then return {'free', ''} end
if state == 'posted' then return {'posted', redis.call('HGET', KEYS[1], 'ts')} end
local left = redis.call('HGET', KEYS[1], 'until') - redis.call('TIME')[1]
if state == 'posting' and left > 0 then return {'wait', tostring(left)} end
return {'look', ''}
"""

_BEGIN = (
    """
local function state()
"""
    + _STATE
    + """
end
local found = state()
if redis.call('HGET', KEYS[1], 'owner') == ARGV[1] and found[1] == 'wait' then return {'look', ''} end
if found[1] == 'posted' or found[1] == 'wait' then return found end
redis.call('HSET', KEYS[1], 'state', 'posting', 'owner', ARGV[1], 'until', redis.call('TIME')[1] + ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
redis.call('SADD', KEYS[2], ARGV[4])
redis.call('EXPIRE', KEYS[2], ARGV[3])
if found[1] == 'free' then return {'post', ''} end
return found
"""
)

# posted by us, or taken over and posted by another as the very same message
_RECORD = """
local owner = redis.call('HGET', KEYS[1], 'owner')
if owner and owner ~= ARGV[1] then
  return redis.call('HGET', KEYS[1], 'ts') == ARGV[2] and 1 or 0
end
redis.call('HSET', KEYS[1], 'state', 'posted', 'owner', ARGV[1], 'ts', ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 1
"""

_IF_OWNED = """
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
if ARGV[2] == 'forget' then return redis.call('DEL', KEYS[1]) end
redis.call('HSET', KEYS[1], 'state', ARGV[2])
return 1
"""

_SET_SHOWN = "if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], 'shown', ARGV[1]) end"


class Slots:
    """Records of slots. Every step is one command or script, so two workers never both think a slot is theirs."""

    def __init__(self, store: redis.Redis) -> None:
        self._store = store
        self._state = store.register_script(_STATE)
        self._begin = store.register_script(_BEGIN)
        self._record = store.register_script(_RECORD)
        self._if_owned = store.register_script(_IF_OWNED)
        self._set_shown = store.register_script(_SET_SHOWN)

    def state(self, slot: Slot) -> tuple[State, str]:
        """How a slot stands, with the ts where it is posted and the seconds where one has to wait."""
        return _pair(self._state(keys=[_key(slot)]))

    def begin(self, slot: Slot, owner: str) -> tuple[State, str]:
        """Take the slot for posting where that may be done: `post`, or `look` first; else as `state`."""
        arguments: list[str | int] = [owner, POSTING_SECONDS, REPLY_SECONDS, f"{slot.thread_ts} {slot.name}"]
        return _pair(self._begin(keys=[_key(slot), _index(slot.shared)], args=arguments))

    def record(self, slot: Slot, owner: str, ts: str) -> bool:
        """The slot is filled by `ts`. False: another owner has taken it over meanwhile."""
        return bool(self._record(keys=[_key(slot)], args=[owner, ts, REPLY_SECONDS]))

    def overwrite(self, slot: Slot, owner: str, ts: str) -> None:
        """The slot is filled by `ts`, whoever had it."""
        self._store.hset(_key(slot), mapping={"state": "posted", "owner": owner, "ts": ts})

    def mark_unknown(self, slot: Slot, owner: str) -> None:
        """The post has ended and nobody knows how: the next one need not wait, but has to look."""
        self._if_owned(keys=[_key(slot)], args=[owner, "unknown"])

    def release(self, slot: Slot, owner: str) -> None:
        """The post was refused: nothing stands there."""
        self._if_owned(keys=[_key(slot)], args=[owner, "forget"])

    def shown(self, slot: Slot) -> str | None:
        """The digest of the message that stands there."""
        return cast("str | None", self._store.hget(_key(slot), "shown"))

    def set_shown(self, slot: Slot, digest: str) -> None:
        """Remember what stands there; of a slot forgotten meanwhile nothing, for that would be kept for ever."""
        self._set_shown(keys=[_key(slot)], args=[digest])

    def forget(self, slot: Slot) -> None:
        """The slot is free."""
        pipe = self._store.pipeline()
        pipe.delete(_key(slot))
        pipe.srem(_index(slot.shared), f"{slot.thread_ts} {slot.name}")
        pipe.execute()

    def of_message(self, shared: Shared) -> list[Slot]:
        """The slots of all answers to a message."""
        members: Any = self._store.smembers(_index(shared))
        pairs = (member.partition(" ") for member in sorted(members))
        return [Slot(shared, thread_ts, name) for thread_ts, _, name in pairs]

    def set_direct(self, team: str, user: str, channel: str) -> None:
        """Somebody was written to in that conversation: it goes when they are forgotten."""
        self._store.set(_direct(team, user), channel, ex=REPLY_SECONDS)

    def direct(self, team: str, user: str) -> str | None:
        """The conversation in which somebody was written to."""
        return cast("str | None", self._store.get(_direct(team, user)))

    def mark_deleted(self, shared: Shared) -> None:
        """The message is gone."""
        self._store.set(_deleted(shared), "1", ex=REPLY_SECONDS)

    def is_deleted(self, shared: Shared) -> bool:
        """Whether it is."""
        return bool(self._store.exists(_deleted(shared)))

    def mark_dismissed(self, slot: Slot) -> None:
        """Who shared it does not want what stands there; known for as long as history may be read again."""
        self._store.set(_dismissed(slot), "1", ex=CLAIM_SECONDS)

    def is_dismissed(self, slot: Slot) -> bool:
        """Whether it was dismissed lately."""
        return bool(self._store.exists(_dismissed(slot)))


def _key(slot: Slot) -> str:
    return team_key(slot.shared.team, "channel", slot.shared.channel, "slot", slot.shared.ts, slot.name)


def _dismissed(slot: Slot) -> str:
    return team_key(slot.shared.team, "channel", slot.shared.channel, "dismissed", slot.shared.ts, slot.name)


def _index(shared: Shared) -> str:
    return team_key(shared.team, "channel", shared.channel, "slots", shared.ts)


def _direct(team: str, user: str) -> str:
    return team_key(team, "direct", user)


def _deleted(shared: Shared) -> str:
    return team_key(shared.team, "channel", shared.channel, "deleted", shared.ts)


def _pair(answer: Sequence[str]) -> tuple[State, str]:
    state, detail = answer
    return cast(State, state), detail
