"""Which workspace's token does the work: the setting's, or that of the workspace a request or a job comes from."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

import redis
from slack_bolt import BoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot import log
from bot.config import Settings
from bot.queue.jobs import Job
from bot.slack.installs import Installs
from bot.slack.tokens import Vault
from handlers.tasks import Task

logger = log.get(__name__)

KEPT = 500
"""Workspaces whose parts are kept ready, the latest used: making them anew takes 4 ms, keeping them 39 kB each
(`python -m benchmarks.teams`)."""

T = TypeVar("T")


class ByToken(Generic[T]):
    """What is made of a client, once for each token. A new token of a workspace makes it anew."""

    def __init__(self, settings: Settings, make: Callable[[WebClient], T]) -> None:
        self._url = settings.slack_api_url
        self._make = make
        self._made: OrderedDict[str, T] = OrderedDict()

    def of(self, token: str) -> T:
        """The one for a token; without a token (a workspace that has just left) one that can ask Slack nothing."""
        made = self._made.pop(token, None)
        if made is None:
            made = self._make(WebClient(token=token or None, base_url=self._url))
        self._made[token] = made
        while len(self._made) > KEPT:
            self._made.popitem(last=False)
        return made


def installs_of(settings: Settings, store: redis.Redis) -> Installs | None:
    """Where the app is installed; None for the one workspace of SLACK_BOT_TOKEN.

    Raises:
        SettingsError: NUTGRAF_TOKEN_KEYS can't be used.
    """
    if not settings.many_workspaces:
        return None
    keys = settings.nutgraf_token_keys
    return Installs(store, Vault.of(keys.get_secret_value() if keys else ""))


def authorizing(installs: Installs) -> Callable[..., AuthorizeResult | None]:
    """Bolt's `authorize`: the token of the workspace that a request comes from.

    One look into the store for each request and no call of Slack, so that a revoked token serves no request more. It
    raises redis.RedisError where the store is away: the request is then not acknowledged, and comes again.
    """

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        install = installs.find(team_id) if team_id else None
        if install is None:
            logger.info("not installed there", team=team_id)
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=install.team,
            bot_user_id=install.bot_user,
            bot_id=install.bot_id,
            bot_token=install.token,
        )

    return authorize


class TeamTasks(Generic[T]):
    """Runs each job with the parts of its own workspace."""

    def __init__(self, installs: Installs, parts: ByToken[T]) -> None:
        self._installs = installs
        self._parts = parts

    def of(self, job: Job) -> T | None:
        """The parts of a job's workspace; None where the app is not installed any more.

        Raises:
            TokenLost: its token can't be read. redis.RedisError: the store can't be reached.
        """
        team = job.args.get("team")
        install = self._installs.find(str(team)) if team else None
        if install is None:
            logger.info("job of a workspace that has left", task=job.name)
            return None
        return self._parts.of(install.token)


def token_of(context: BoltContext) -> str:
    """The bot token that a request was authorized under; empty for the news that there is none any more."""
    return context.bot_token or ""


def jobs_of_teams() -> list[str]:
    """Names of the jobs that are done with a workspace's token."""
    return [task for task in Task if task is not Task.FORGET_TEAM]
