"""A workspace leaves: the app was removed there, or its token revoked. Everything that came from it goes.

Whatever is kept of a workspace stands under `nutgraf:{TEAM}:`; besides, its id is in two lists and in jobs. Pages that
were fetched are kept by address for all workspaces alike, for a day at most, and don't know who asked.
"""

import re
from contextlib import suppress
from itertools import islice
from typing import Any

import redis

from bot import log, metrics
from bot.queue.dropping import Dropper
from bot.queue.jobs import Job, RetryLater
from bot.store.keys import DAY, INSTALLED_TEAMS, TEAMS, team_key

logger = log.get(__name__)

AGAIN_SECONDS = 2.0
"""Between two looks whether jobs of the workspace are still being done; they may write once more."""
BATCH = 500
LEFT_SECONDS = 30 * DAY
"""How long it is known that a workspace's data is still to go: longer than any worker is away."""
_TEAM = re.compile(r"[A-Z0-9]{2,32}")
"""Slack's ids. Anything else would be a pattern of keys."""


class Leaving:
    """Removes workspaces. Everything may be done twice."""

    def __init__(self, store: redis.Redis) -> None:
        self._store: Any = store  # redis-py's types don't know that answers are text
        self._dropper = Dropper(store)

    def close(self, team: str) -> None:
        """Take the token away, so that nothing more is read or said there.

        Raises:
            redis.RedisError: the store can't be reached.
        """
        if _TEAM.fullmatch(team):
            metrics.INSTALLS.labels("left").inc()
            self._store.set(_left(team), "1", ex=LEFT_SECONDS)
            self._store.delete(_installation(team))
            self._store.srem(INSTALLED_TEAMS, team)

    def clear(self, team: str) -> None:
        """Before the app is installed: remove what an earlier installation left, if that is still to go. What jobs of
        it write that are being done at this moment is not waited for.

        Raises:
            redis.RedisError: the store can't be reached.
        """
        if _TEAM.fullmatch(team) and self._store.exists(_left(team)):
            with suppress(RetryLater):
                self.forget(team)

    def forget(self, team: str, *, but_for: str = "") -> int:
        """Remove what the workspace left, jobs included; `but_for` is a task that stays. Returns how many keys.

        Where somebody has installed the app anew meanwhile nothing is touched: `close` took the old installation, so
        what is there came with the new one, before which `clear` removed the rest.

        Raises:
            RetryLater: jobs of the workspace are still being done; call again then.
            redis.RedisError: the store can't be reached.
        """
        if not _TEAM.fullmatch(team):
            logger.warning("no workspace has such an id")
            return 0

        if self._is_back(team):
            return 0

        def theirs(job: Job) -> bool:
            return job.args.get("team") == team and job.name != but_for

        dropped = self._dropper.drop(theirs)
        gone = self._delete_keys(team)
        if not self._is_back(team):
            self._store.srem(TEAMS, team)
        logger.info("workspace forgotten", team=team, keys=gone, jobs=dropped.jobs, under_way=dropped.under_way)
        if dropped.under_way:
            raise RetryLater(AGAIN_SECONDS, reason="jobs of the workspace are still being done")
        self._store.delete(_left(team))
        return gone

    def _delete_keys(self, team: str) -> int:
        gone = 0
        found = self._store.scan_iter(team_key(team, "*"), count=BATCH)
        keys = (key for key in found if key not in (_installation(team), _left(team)))
        while batch := list(islice(keys, BATCH)):
            if self._is_back(team):  # within the moments that this takes
                break
            gone += int(self._store.delete(*batch))
        return gone

    def _is_back(self, team: str) -> bool:
        back = bool(self._store.exists(_installation(team)))
        if back:
            logger.info("installed again since, nothing is forgotten", team=team)
        return back


def _installation(team: str) -> str:
    return team_key(team, "installation")


def _left(team: str) -> str:
    return team_key(team, "left")
