"""The app is removed from a workspace, or its token revoked: nothing of the workspace is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import redis
from slack_bolt import App, BoltContext

from bot import log
from bot.queue.jobs import GiveUp, Job, Lane
from bot.queue.worker import Task as RunJob
from bot.slack.leaving import Leaving
from handlers.desk import desk_of
from handlers.tasks import UNREADABLE, Task

logger = log.get(__name__)


def register(app: App) -> None:
    """Both come when an app is removed; the second alone when somebody revokes its tokens."""
    app.event("app_uninstalled")(on_removed)
    app.event("tokens_revoked")(on_revoked)


def on_removed(body: Mapping[str, Any], context: BoltContext) -> None:
    """Queue the forgetting. The token goes at once, so nothing is asked or said there any more.

    Raises, and so leaves the event for Slack to send again:
        redis.RedisError: the store can't be reached.
    """
    desk, team = desk_of(context), context.team_id or ""
    at = float(body.get("event_time") or 0.0)
    if desk.installs is not None and (anew := desk.installs.at(team)) is not None and int(anew) > at:
        logger.info("installed again since, nothing is forgotten", team=team)
        return
    leaving = Leaving(desk.store)
    leaving.close(team)
    # The queue keeps a digest of this key for an hour: Slack's repetitions are known without a word on the workspace.
    key = f"{Task.FORGET_TEAM}:{team}:{body.get('event_id')}"
    desk.queue.put(Task.FORGET_TEAM, {"team": team}, key=key, lane=Lane.INTERACTIVE)
    logger.info("workspace has left", team=team)


def on_revoked(event: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
    """As on_removed, where the bot's token is among those revoked. Tokens of single people are none of ours."""
    if (event.get("tokens") or {}).get("bot"):
        on_removed(body, context)


@dataclass(frozen=True, slots=True)
class LeavingDesk:
    """The worker's part of it."""

    leaving: Leaving

    @classmethod
    def of(cls, store: redis.Redis) -> "LeavingDesk":
        """The desk of a worker."""
        return cls(Leaving(store))

    def tasks(self) -> dict[str, RunJob]:
        """The tasks by name."""
        return {Task.FORGET_TEAM: self.forget_team}

    def forget_team(self, job: Job) -> None:
        """Remove what a workspace left.

        Raises:
            GiveUp: the job does not say which workspace.
        """
        team = job.args.get("team")
        if not isinstance(team, str) or not team:
            raise GiveUp(UNREADABLE)
        self.leaving.forget(team, but_for=Task.FORGET_TEAM)
