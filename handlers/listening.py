"""A front says every few seconds that it hears Slack, and after a silence queues what looks for what was missed."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property

import redis
from slack_sdk import WebClient

from bot import clock, log, metrics
from bot.config import Settings
from bot.queue.jobs import Lane, Queue, RetryLater
from bot.slack.calls import call, single_try
from bot.slack.errors import OutcomeUnknown, SlackRefusal
from bot.slack.installs import Installs
from bot.slack.listening import BEAT_SECONDS, HTTP_PATIENCE_SECONDS, SOCKET_PATIENCE_SECONDS, Listening, Silence
from bot.slack.tokens import TokenLost
from handlers.tasks import Missed, Task, arguments
from handlers.teams import installs_of

logger = log.get(__name__)

ALL = "installs"
"""Whose silence it is where one line serves many workspaces: everybody's. A word for each would be 100,000 writes."""

AT_ONCE = 500
"""Workspaces queued between two words: about a second's work."""


@contextmanager
def saying_we_listen(
    settings: Settings, client: WebClient, store: redis.Redis, hears: Callable[[], bool]
) -> Iterator[None]:
    """Say, as long as the block lasts, that this front hears Slack, whenever `hears()`; not at all where
    NUTGRAF_CATCH_UP_HOURS is 0."""
    if not settings.nutgraf_catch_up_hours:
        yield
        return
    patience = SOCKET_PATIENCE_SECONDS if settings.slack_app_token is not None else HTTP_PATIENCE_SECONDS
    word, ended = Word(store, Workspaces(client, installs_of(settings, store)), patience), threading.Event()

    def speak() -> None:
        while not ended.is_set():
            try:
                if hears():
                    word.say()
            except Exception as error:  # noqa: BLE001 - a thread of its own: it must not end, and the next word is soon
                metrics.failed("listening", error)
                logger.error("the word that we listen failed", reason=type(error).__name__)
            ended.wait(BEAT_SECONDS)

    thread = threading.Thread(target=speak, name="listening", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(BEAT_SECONDS)


class Workspaces:
    """Whose Slack a front hears."""

    def __init__(self, client: WebClient, installs: Installs | None) -> None:
        """`client` has the one workspace's token, where `installs` is None."""
        self._client = single_try(client)
        self._installs = installs

    @property
    def whose(self) -> str:
        """Under which name its silence is kept.

        Raises:
            RetryLater, SlackRefusal, OutcomeUnknown: Slack does not say just now.
        """
        return ALL if self._installs is not None else self._own.team

    def each(self) -> Iterable[Missed]:
        """Every workspace, with who we are there; one whose token can't be read is left out.

        Raises:
            RetryLater, SlackRefusal, OutcomeUnknown: Slack does not say just now.
        """
        if self._installs is None:
            yield self._own
            return
        for team in self._installs.teams():
            try:
                install = self._installs.find(team)
            except TokenLost as lost:
                logger.warning("workspace not caught up", team=team, reason=lost.sentence)
                continue
            if install is not None:
                yield Missed(team=team, bot_user=install.bot_user, bot=install.bot_id)

    @cached_property
    def _own(self) -> Missed:
        about = call(self._client.auth_test)
        return Missed(team=str(about["team_id"]), bot_user=str(about["user_id"]), bot=str(about.get("bot_id") or ""))


class Word:
    """What a front says, and does about what it hears back."""

    def __init__(self, store: redis.Redis, workspaces: Workspaces, patience: float) -> None:
        self._store = store
        self._queue = Queue(store)
        self._workspaces = workspaces
        self._patience = patience

    def say(self) -> None:
        """Once. What goes wrong is logged: the next time is soon, and a silence is kept until it is settled."""
        try:
            listening = Listening(self._store, self._workspaces.whose)
            if silence := listening.say(self._patience):
                self._look_for_missed(silence, listening)
                listening.settle(silence)
        except redis.RedisError as error:
            logger.warning("the store is not told that we listen", reason=type(error).__name__)
        except (RetryLater, SlackRefusal, OutcomeUnknown) as error:
            logger.warning("Slack does not say who we are", reason=str(error))

    def _look_for_missed(self, silence: Silence, listening: Listening) -> None:
        """Queue a job for each workspace: one, however many fronts do."""
        ahead = clock.ahead()
        for number, workspace in enumerate(self._workspaces.each(), 1):
            if number % AT_ONCE == 0:  # we hear Slack all the while
                listening.say(self._patience)
            missed = replace(workspace, since=silence.since + ahead, until=silence.until + ahead)
            key = f"{Task.CATCH_UP}:{missed.team}:{silence.since}:{silence.until}"
            if self._queue.put(Task.CATCH_UP, arguments(missed), key=key, lane=Lane.BULK):
                logger.warning("nobody listened to Slack, catching up", team=missed.team, seconds=silence.seconds)
