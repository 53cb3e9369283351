"""Claims: a message is handled once, however often Slack tells of it.

Slack sends one message as several events (`message` and `app_mention`), sends events again (a replay was seen 368 s
after the original), and has sent one gesture under two time stamps. A claim is taken before the work is queued and
confirmed behind it. Who finds a claim that is taken but not confirmed can't know whether the other one lives: the event
must not be acknowledged then, so that Slack sends it again.
"""

import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import redis

from bot.errors import NutgrafError
from bot.store.keys import CLAIM_PENDING_SECONDS, CLAIM_SECONDS, team_key

WAIT_SECONDS = 1.0
"""How long to wait for another's claim to be confirmed: queueing takes some 5 ms, and an ack has 3 s."""
POLL_SECONDS = 0.02

DONE = "done"

# All names or none: a claim on one of them is a claim on the message.
_TAKE = """
for _, key in ipairs(KEYS) do
  local value = redis.call('GET', key)
  if value == 'done' then return 'done' end
  if value and value ~= ARGV[1] then return 'pending' end
end
for _, key in ipairs(KEYS) do redis.call('SET', key, ARGV[1], 'EX', ARGV[2]) end
return 'taken'
"""
_CONFIRM = "for _, key in ipairs(KEYS) do redis.call('SET', key, 'done', 'EX', ARGV[1]) end"
_RELEASE = "for _, key in ipairs(KEYS) do if redis.call('GET', key) == ARGV[1] then redis.call('DEL', key) end end"


class ClaimPending(NutgrafError):
    """Another process has begun with this and not finished: Slack should tell us again."""


class Claims:
    """Claims in the store, one workspace's under its own keys."""

    def __init__(self, store: redis.Redis) -> None:
        self._take = store.register_script(_TAKE)
        self._confirm = store.register_script(_CONFIRM)
        self._release = store.register_script(_RELEASE)

    @contextmanager
    def hold(self, team: str, names: Sequence[str]) -> Iterator[bool]:
        """Claim the names for the length of the block, and for good when it ends well.

        Yields True where the work is ours to do, False where it was done. An exception in the block gives the claim
        back.

        Raises:
            ClaimPending: another holds it and has not ended within WAIT_SECONDS.
        """
        owner = uuid.uuid4().hex
        keys = [team_key(team, "claim", name) for name in names]
        if not self._taken(keys, owner):
            yield False
            return
        try:
            yield True
            self._confirm(keys=keys, args=[CLAIM_SECONDS])
        except BaseException:
            with suppress(redis.RedisError):  # it ends by itself after CLAIM_PENDING_SECONDS
                self._release(keys=keys, args=[owner])
            raise

    def _taken(self, keys: list[str], owner: str) -> bool:
        deadline = time.monotonic() + WAIT_SECONDS
        while (outcome := self._take(keys=keys, args=[owner, CLAIM_PENDING_SECONDS])) == "pending":
            if time.monotonic() > deadline:
                raise ClaimPending("Another process is handling this message.", "Slack will send it again.")
            time.sleep(POLL_SECONDS)
        return bool(outcome == "taken")
