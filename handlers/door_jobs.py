"""The queue's tasks behind the bot's smaller doors: reactions, the welcome in a channel, *Add to story*."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import redis
from slack_sdk import WebClient

from bot import log
from bot.articles.links import link_key
from bot.config import Settings
from bot.queue.jobs import GiveUp, Job, Queue
from bot.queue.worker import Task as RunJob
from bot.slack.adding import Adding, StoryAdder
from bot.slack.blocks import notices
from bot.slack.directory import Directory
from bot.slack.errors import ChannelClosed, NotInChannel, TokenRefused
from bot.slack.guests import Guests
from bot.slack.incoming import links_of
from bot.slack.marks import Marks
from bot.slack.outbox import Outbox
from bot.slack.remembering import Rememberer
from bot.slack.settings import Mode, Preferences
from bot.slack.visibility import Visibility
from bot.slack.welcoming import Welcomes
from handlers.queueing import queue_links, queue_retelling
from handlers.tasks import Notice, Task, Told, of_job

logger = log.get(__name__)


@dataclass(frozen=True, slots=True)
class DoorDesk:
    """What these tasks work with."""

    settings: Settings
    queue: Queue
    outbox: Outbox
    welcomes: Welcomes
    marks: Marks
    adder: StoryAdder

    @classmethod
    def of(cls, settings: Settings, client: WebClient, store: redis.Redis) -> "DoorDesk":
        """The desk of a worker."""
        outbox, directory = Outbox(client, store), Directory(client, store)
        visibility, guests = Visibility(directory, store), Guests(directory, store)
        adder = StoryAdder(Rememberer(store, visibility, guests))
        welcomes = Welcomes(outbox, directory, Preferences(store), store)
        return cls(settings, Queue(store), outbox, welcomes, Marks(store, outbox), adder)

    def tasks(self) -> dict[str, RunJob]:
        """The tasks by name."""
        tasks: dict[str, Callable[[Told], None]] = {
            Task.ANSWER_REACTION: self.answer_reaction,
            Task.WELCOME: self.welcome,
            Task.CHOOSE_MODE: self.choose_mode,
            Task.ADD_TO_STORY: self.add_to_story,
        }
        return {name: _running(task) for name, task in tasks.items()}

    def answer_reaction(self, what: Told) -> None:
        """Brief the links of a message as if it had been shared to us."""
        message = self.outbox.message(what.channel, what.ts)
        if message is None:
            return
        thread = str(message.get("thread_ts") or what.ts)
        links = links_of(message)
        if not links:
            in_thread = thread if thread != what.ts else None
            self.outbox.whisper(what.channel, what.user or "", notices.no_article(), thread_ts=in_thread)
            return
        most = self.settings.nutgraf_links_per_message
        self.marks.begin(what.shared, [link_key(url) for url in links[:most]])
        queue_links(self.queue, replace(what, thread_ts=thread, notice=Notice.MARK), links, most)

    def welcome(self, what: Told) -> None:
        """Say hello in a channel."""
        self.welcomes.greet(what.shared)

    def choose_mode(self, what: Told) -> None:
        """Somebody pressed *Watch here* or *Only when asked*."""
        self.welcomes.choose(what.shared, what.user or "", Mode(what.notice))

    def add_to_story(self, what: Told) -> None:
        """Somebody chose a story for an article; they are told what came of it, directly where the bot is no member."""
        adding = Adding(what.team, what.channel, what.ts, what.thread_ts, what.url)
        done, user = self.adder.add(adding, what.user or "", what.name), what.user or ""
        queue_retelling(self.queue, what, done.changed)
        answer = done.answer
        try:
            thread = what.thread_ts if what.thread_ts != what.ts else None
            self.outbox.whisper(what.channel, user, answer, thread_ts=thread)
        except (NotInChannel, ChannelClosed):
            self.outbox.tell(user, answer)


def _running(task: Callable[[Told], None]) -> RunJob:
    def run(job: Job) -> None:
        what = of_job(Told, job)
        try:
            task(what)
        except (NotInChannel, ChannelClosed) as refusal:
            logger.info("channel refuses", code=refusal.code)
        except TokenRefused as refusal:
            raise GiveUp(str(refusal)) from refusal

    return run
