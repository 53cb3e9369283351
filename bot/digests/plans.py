"""Plans in the store: who is due, and who takes it in hand.

Every instance of the bot asks who is due. One script takes a plan and puts its next waking a lease ahead, so that no
second instance takes it meanwhile; an instance that dies leaves nothing behind but a lease that runs out. What was
handled is kept as the latest run's instant and never goes back, whoever reports late.
"""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

import redis
from pydantic import TypeAdapter, ValidationError

from bot import clock, log
from bot.digests.schedule import Plan, Run, next_run
from bot.store.keys import DAY, TEAMS, team_key

logger = log.get(__name__)

LEASE_SECONDS = 30.0
"""How long a plan stays with an instance that took it and said no more: queueing takes some 5 ms."""
MADE_SECONDS = 3 * DAY
"""How long it is known that a run was made: its key names a date, and a change of zone brings that back."""
TOLD_SECONDS = 30 * DAY
"""How long it is known that an owner was told why their plan rests."""
PLAN_SECONDS = 400 * DAY
"""Plans are kept so long after the last run or change of any of the workspace's: a year, and what a holiday takes."""

# KEYS: waking times, plans, handled. ARGV: now, lease, how many.
_CLAIM = """
local out = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])) do
  local plan = redis.call('HGET', KEYS[2], id)
  if plan then
    redis.call('ZADD', KEYS[1], ARGV[1] + ARGV[2], id)
    out[#out + 1] = {plan, redis.call('HGET', KEYS[3], id) or ''}
  else
    redis.call('ZREM', KEYS[1], id)
  end
end
return out
"""

# A plan that was changed since it was claimed is woken at once: its next time is another.
# KEYS: waking times, plans, handled. ARGV: id, the plan as claimed, next waking or '', handled or '', seconds to keep.
_ADVANCE = """
local kept = redis.call('HGET', KEYS[2], ARGV[1])
if not kept then return redis.call('ZREM', KEYS[1], ARGV[1]) end
if ARGV[4] ~= '' then
  local before = tonumber(redis.call('HGET', KEYS[3], ARGV[1]) or '-inf')
  if tonumber(ARGV[4]) > before then redis.call('HSET', KEYS[3], ARGV[1], ARGV[4]) end
end
if kept ~= ARGV[2] then redis.call('ZADD', KEYS[1], 0, ARGV[1])
elseif ARGV[3] == '' then redis.call('ZREM', KEYS[1], ARGV[1])
else redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1]) end
for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, ARGV[5]) end
return 1
"""

# KEYS: a hash of instants. ARGV: id, instant, seconds to keep.
_RAISE = """
if tonumber(ARGV[2]) > tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '-inf') then
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
end
return redis.call('EXPIRE', KEYS[1], ARGV[3])
"""

_JSON: TypeAdapter[Plan] = TypeAdapter(Plan)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A plan that this instance has taken in hand. `handled` is the instant of the last run made or skipped; `raw` the
    plan as it stood in the store."""

    plan: Plan
    handled: float | None
    raw: str


class Plans:
    """The plans of all workspaces, each one's under its own keys. Moments are seconds since 1970, given by the caller:
    every instance takes them from the store (`now`), so that none is ahead of the others."""

    def __init__(self, store: redis.Redis) -> None:
        self._store: Any = store  # redis-py's types don't know that answers are text
        self._claim = store.register_script(_CLAIM)
        self._advance = store.register_script(_ADVANCE)
        self._raise = store.register_script(_RAISE)

    def now(self) -> float:
        """The store's time, moved as this machine's clock is (`bot.clock`)."""
        seconds, micros = self._store.time()
        return float(seconds) + float(micros) / 1e6 + clock.ahead()

    def teams(self) -> list[str]:
        """Workspaces that have, or had, a plan."""
        return sorted(self._store.smembers(TEAMS))

    def save(self, plan: Plan) -> None:
        """Keep a new plan, or a changed one in the place of what it was. It wakes at its next time after `since`."""
        waking, plans, handled = _keys(plan.team)
        run = next_run(plan, plan.since)
        self._store.sadd(TEAMS, plan.team)
        self._store.expire(TEAMS, PLAN_SECONDS)
        pipe = self._store.pipeline()
        pipe.hset(plans, plan.id, _dump(plan))
        if run is None:
            pipe.zrem(waking, plan.id)
        else:
            pipe.zadd(waking, {plan.id: run.at})
        for key in (waking, plans, handled):
            pipe.expire(key, PLAN_SECONDS)
        pipe.execute()

    def get(self, team: str, plan: str) -> Plan | None:
        """The plan of this id."""
        found = self._store.hget(_keys(team)[1], plan)
        return _load(found) if found else None

    def of(self, team: str, channel: str | None = None) -> list[Plan]:
        """The plans of a channel, or of the whole workspace, the oldest first (ids are made in order)."""
        every = filter(None, map(_load, self._store.hgetall(_keys(team)[1]).values()))
        return sorted((p for p in every if channel in (None, p.channel)), key=lambda p: p.id)

    def remove(self, team: str, plan: str) -> None:
        """Forget a plan."""
        waking, plans, handled = _keys(team)
        pipe = self._store.pipeline()
        pipe.zrem(waking, plan)
        pipe.hdel(plans, plan)
        pipe.hdel(handled, plan)
        pipe.hdel(_covered(team), plan)
        pipe.execute()

    def claim(self, team: str, now: float, *, most: int = 100, lease: float = LEASE_SECONDS) -> list[Claimed]:
        """Take the plans whose time has come, for `lease` seconds; nobody else gets them until then."""
        found = self._claim(keys=_keys(team), args=[now, lease, most])
        claimed = []
        for raw, handled in found:
            if plan := _load(raw):
                claimed.append(Claimed(plan, float(handled) if handled else None, raw))
        return claimed

    def advance(self, claimed: Claimed, run: Run | None, now: float) -> None:
        """The claimed plan's `run` is in good hands, or nothing was due: let it sleep until its next time."""
        plan = claimed.plan
        following = next_run(plan, now)
        arguments = [
            plan.id,
            claimed.raw,
            following.at if following else "",
            run.at if run else "",
            PLAN_SECONDS,
        ]
        self._advance(keys=_keys(plan.team), args=arguments)
        self._store.expire(TEAMS, PLAN_SECONDS)

    def covered(self, plan: Plan) -> float | None:
        """Until when the plan's digests have told what happened."""
        found = self._store.hget(_covered(plan.team), plan.id)
        return float(found) if found else None

    def is_made(self, plan: Plan, run: Run) -> bool:
        """Whether the run's digest was posted in full, or there was nothing to post."""
        return bool(self._store.exists(team_key(plan.team, "digests", "made", run.key)))

    def made(self, plan: Plan, run: Run, until: float) -> None:
        """The run's digest was made and told what happened until then. An earlier moment is not gone back to."""
        self._raise(keys=[_covered(plan.team)], args=[plan.id, until, PLAN_SECONDS])
        self._store.set(team_key(plan.team, "digests", "made", run.key), "1", ex=MADE_SECONDS)

    def refresh(self, plan: Plan) -> None:
        """The plan begins anew: what happened while it rested is of no interest, and its owner may be told again."""
        self._store.hdel(_covered(plan.team), plan.id)
        self._store.delete(_told(plan))

    def claim_telling(self, plan: Plan) -> bool:
        """Whether the owner is still to be told that the plan rests; from now on they count as told."""
        return bool(self._store.set(_told(plan), "1", nx=True, ex=TOLD_SECONDS))

    def release_telling(self, plan: Plan) -> None:
        """The telling failed: the owner is still to be told."""
        self._store.delete(_told(plan))


def _keys(team: str) -> list[str]:
    """Waking times, plans, and what was handled: on one node, for the scripts."""
    return [team_key(team, "digests", part) for part in ("waking", "plans", "handled")]


def new_id(now: float, name: str = "") -> str:
    """An id for a plan made at `now`: later plans sort behind it, and two of one moment differ. With the `name` of what
    asked for it, asking again names the same plan."""
    return f"{int(now * 1000):011x}{hashlib.sha256(name.encode()).hexdigest()[:8] if name else secrets.token_hex(4)}"


def _told(plan: Plan) -> str:
    return team_key(plan.team, "digests", "told", plan.id)


def _covered(team: str) -> str:
    return team_key(team, "digests", "covered")


def _dump(plan: Plan) -> str:
    return _JSON.dump_json(plan).decode()


def _load(raw: str) -> Plan | None:
    try:
        return _JSON.validate_json(raw)
    except ValidationError:
        logger.warning("a plan can't be read", raw=raw[:200])
        return None
