"""The queue's tasks behind the Home tab."""

from dataclasses import dataclass

import redis
from slack_sdk import WebClient

from bot import log
from bot.config import Settings
from bot.queue.jobs import Job
from bot.queue.worker import Task as RunJob
from bot.slack.blocks.home import MODE_SELECT, PAUSE_BUTTON, RESUME_BUTTON, UNFOLLOW_BUTTON, UNMUTE_BUTTON
from bot.slack.directory import Directory
from bot.slack.errors import SlackRefusal
from bot.slack.guests import Guests
from bot.slack.homes import Homes, Parts
from bot.slack.outbox import Outbox
from bot.slack.settings import Mode, Preferences
from bot.slack.visibility import Visibility
from handlers.tasks import Task, Told, of_job

logger = log.get(__name__)


@dataclass(frozen=True, slots=True)
class HomeDesk:
    """What these tasks work with."""

    homes: Homes

    @classmethod
    def of(cls, settings: Settings, client: WebClient, store: redis.Redis) -> "HomeDesk":
        """The desk of a worker."""
        outbox, directory = Outbox(client, store), Directory(client, store)
        guests, visibility = Guests(directory, store), Visibility(directory, store)
        return cls(
            Homes(Parts(outbox, directory, guests, visibility, Preferences(store), store, not settings.many_workspaces))
        )

    def tasks(self) -> dict[str, RunJob]:
        """The tasks by name."""
        return {Task.PUBLISH_HOME: self.publish, Task.HOME_SWITCH: self.switch}

    def publish(self, job: Job) -> None:
        """Somebody opened their Home."""
        what = of_job(Told, job)
        try:
            self.homes.publish(what.team, what.user or "")
        except SlackRefusal as refusal:  # the tab is switched off, or they left
            logger.info("home not shown", team=what.team, code=refusal.code)

    def switch(self, job: Job) -> None:
        """Somebody used a switch there."""
        what = of_job(Told, job)
        user = what.user or ""
        try:
            match what.notice:
                case action if action == MODE_SELECT:
                    self.homes.set_mode(what.team, user, what.channel, Mode(what.text))
                case action if action == PAUSE_BUTTON:
                    self.homes.turn(what.team, user, "pause", what.name)
                case action if action == RESUME_BUTTON:
                    self.homes.turn(what.team, user, "resume", what.name)
                case action if action == UNFOLLOW_BUTTON:
                    self.homes.unfollow(what.team, user, what.name)
                case action if action == UNMUTE_BUTTON:
                    self.homes.unmute(what.team, user, what.channel, what.name)
                case _:
                    self.homes.publish(what.team, user)
        except SlackRefusal as refusal:
            logger.info("home not shown", team=what.team, code=refusal.code)
