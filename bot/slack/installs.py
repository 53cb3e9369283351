"""Where the app is installed: one token a workspace, in the store, encrypted.

An installation lasts until the workspace removes the app (`bot.slack.leaving`), so it has no time of its own.
"""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import redis
from pydantic import TypeAdapter, ValidationError
from slack_sdk.oauth.state_store import OAuthStateStore

from bot import log, metrics
from bot.slack.tokens import TokenLost, Vault
from bot.store.keys import INSTALLED_TEAMS, STATE_SECONDS, state_key, team_key

logger = log.get(__name__)


@dataclass(frozen=True, slots=True)
class Install:
    """The app in one workspace. `by` is who installed it; `at` in seconds since 1970; `token` is the bot's, in clear:
    it is encrypted on the way to the store, and never shown."""

    team: str
    name: str
    token: str
    bot_user: str
    bot_id: str
    scopes: tuple[str, ...] = ()
    enterprise: str | None = None
    by: str = ""
    at: float = 0.0

    def __repr__(self) -> str:
        return f"Install(team={self.team!r}, name={self.name!r})"


_JSON: TypeAdapter[Install] = TypeAdapter(Install)


class Installs:
    """The installations in the store. Every method raises redis.RedisError when it can't be reached."""

    def __init__(self, store: redis.Redis, vault: Vault) -> None:
        self._store: Any = store  # redis-py's types don't know that answers are text
        self._vault = vault

    def save(self, install: Install) -> None:
        """Keep an installation in place of an earlier one."""
        locked = self._vault.lock(_JSON.dump_json(install).decode())
        self._store.hset(_key(install.team), mapping={"locked": locked, "at": f"{install.at:.3f}"})
        # Not in one transaction: on a cluster the list lives elsewhere. A workspace that is not listed works all the
        # same; the next installation lists it.
        self._store.sadd(INSTALLED_TEAMS, install.team)
        metrics.INSTALLS.labels("came").inc()
        logger.info("installed", team=install.team)

    def find(self, team: str) -> Install | None:
        """The installation in a workspace, or None.

        Raises:
            TokenLost: it is there, and no key of ours opens it.
        """
        locked = self._store.hget(_key(team), "locked")
        if locked is None:
            return None
        try:
            return _JSON.validate_json(self._vault.unlock(locked))
        except ValidationError:
            raise TokenLost(
                f"The installation of {team} can't be read.", "Somebody has to install the app there again."
            ) from None

    def at(self, team: str) -> float | None:
        """When the app was installed there, in seconds since 1970; None where it is not. Needs no key of ours."""
        at = self._store.hget(_key(team), "at")
        return float(at) if at is not None else None

    def teams(self) -> Iterator[str]:
        """The workspaces that have the app, by id."""
        yield from sorted(self._store.smembers(INSTALLED_TEAMS))

    def reencrypt(self) -> int:
        """Encrypt every installation under the first key. Returns how many.

        One that was made or removed meanwhile is left as it is: the write happens only on what was read.

        Raises:
            TokenLost: no key of ours opens one; those before it are done.
        """
        swap = self._store.register_script(_SWAP)
        done = 0
        for team in self.teams():
            locked = self._store.hget(_key(team), "locked")
            if locked is not None:
                done += int(swap(keys=[_key(team)], args=[locked, self._vault.relock(locked)]))
        return done


# Put ARGV[2] in place of ARGV[1], if that is still there.
_SWAP = """
if redis.call('HGET', KEYS[1], 'locked') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'locked', ARGV[2])
return 1
"""


class States(OAuthStateStore):
    """The `state` of installations under way: random, for STATE_SECONDS, good once. Any front may take it back."""

    def __init__(self, store: redis.Redis) -> None:
        self._store: Any = store

    def issue(self, *_: Any, **__: Any) -> str:
        """A new one."""
        state = secrets.token_urlsafe(32)
        self._store.set(_state_key(state), "1", ex=STATE_SECONDS)
        return state

    def consume(self, state: str | None) -> bool:
        """Whether it was ours, is young enough, and comes back for the first time."""
        return bool(state) and self._store.getdel(_state_key(str(state))) is not None


def _key(team: str) -> str:
    return team_key(team, "installation")


def _state_key(state: str) -> str:
    # What comes back from a browser is never a part of a key as it is.
    return state_key(hashlib.sha256(state.encode()).hexdigest())
