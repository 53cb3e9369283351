"""The queue's tasks behind `/brief`, `/facts`, `/quotes`, `/handover` and `/nutgraf`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

import redis
from slack_sdk import WebClient

from bot.config import Settings
from bot.errors import NutgrafError
from bot.events.sightings import Sightings
from bot.queue.jobs import Job, Queue
from bot.slack.asking import Asking, LinkQuestion
from bot.slack.blocks import notices
from bot.slack.directory import Directory
from bot.slack.getting import GetArticle, Read
from bot.slack.guests import Guests
from bot.slack.handover import Handovers
from bot.slack.house import House
from bot.slack.message_links import MessageLinks, message_of
from bot.slack.outbox import Outbox
from bot.slack.questions import MOST_LINKS
from bot.slack.recording import Recorder
from bot.slack.replies import Replies
from bot.slack.responding import Responder
from bot.slack.seen import Seen
from bot.slack.settings import Mode, Preferences
from bot.slack.shared_answers import SharedAnswers
from bot.slack.visibility import Visibility
from handlers.queueing import put, queue_look
from handlers.tasks import SHARED, Task, Told, asked_of

QUESTIONS = (Task.ASK_LINK, Task.ASK_MESSAGE, Task.ASK_PERSON, Task.WATCH, Task.HANDOVER)


@dataclass(frozen=True, slots=True)
class QuestionDesk:
    """The tasks, and what they work with."""

    queue: Queue
    look_again_hours: tuple[float, ...]
    responder: Responder
    asking: Asking
    message_links: MessageLinks
    house: House
    handovers: Handovers

    @classmethod
    def of(  # noqa: PLR0913 - the parts it brings together
        cls,
        settings: Settings,
        client: WebClient,
        store: redis.Redis,
        *,
        get_article: GetArticle,
        read: Read,
        recorder: Recorder,
    ) -> Self:
        """The desk on a store and a client."""
        outbox, replies, directory = Outbox(client, store), Replies(store), Directory(client, store)
        visibility, guests = Visibility(directory, store), Guests(directory, store)
        responder = Responder(store, outbox)
        seen = Seen(store, visibility, guests)
        asking = Asking(
            responder=responder,
            replies=replies,
            sightings=(sightings := Sightings(store, settings.nutgraf_repeat_days)),
            seen=seen,
            directory=directory,
            shared=SharedAnswers(
                outbox=outbox,
                visibility=visibility,
                replies=replies,
                sightings=sightings,
                recorder=recorder,
            ),
            get_article=get_article,
            read=read,
        )
        links, house = MessageLinks(outbox, directory, visibility, guests), House(directory, Preferences(store))
        handovers = Handovers.of(store, visibility, directory, seen, responder)
        return cls(Queue(store), settings.look_again_hours, responder, asking, links, house, handovers)

    def tasks(self) -> dict[str, Callable[[Told, Job], None]]:
        """The tasks by name."""
        return {
            Task.ASK_LINK: self.link,
            Task.ASK_MESSAGE: self.message,
            Task.ASK_PERSON: self.person,
            Task.WATCH: self.watch,
            Task.HANDOVER: self.handover,
        }

    def link(self, what: Told, job: Job) -> None:
        """Answer one link."""
        question = LinkQuestion(asked_of(what), what.name, what.url, what.ts, what.notice == SHARED, what.text)
        if slot := self.asking.link(question, job.attempt):  # shared: it is looked at again as any link
            ts = slot.shared.ts
            look = Told(what.team, what.channel, ts, ts, user=what.user, name=slot.name)
            queue_look(self.queue, look, self.look_again_hours)

    def message(self, what: Told, _job: Job) -> None:
        """Somebody gave a link to a message in Slack: the links in it are meant."""
        message = message_of(what.team, what.url)
        if message is None:
            return
        try:
            links = self.message_links.links(message, what.channel, what.user or "", shared=what.notice == SHARED)
        except NutgrafError as error:
            self.responder.answer(asked_of(what), f"message:{message.ts}", notices.plain(str(error)))
            return
        left = f"I read the first {MOST_LINKS} of the message's {len(links)} links." if len(links) > MOST_LINKS else ""
        for url in links[:MOST_LINKS]:
            put(self.queue, Task.ASK_LINK, replace(what, url=url, text=left or what.text))

    def person(self, what: Told, _job: Job) -> None:
        """Answer what somebody was quoted as saying."""
        self.asking.person(asked_of(what), what.name, what.text, float(what.ts))

    def watch(self, what: Told, _job: Job) -> None:
        """Set, or tell, when the bot speaks in a channel."""
        self.responder.answer(
            asked_of(what), "watch", self.house.watch(asked_of(what), Mode(what.name) if what.name else None)
        )

    def handover(self, what: Told, _job: Job) -> None:
        """Answer what happened since somebody's last shift."""
        self.handovers.answer(asked_of(what), what.text, float(what.ts))

    def broken(self, what: Told, job: str) -> None:
        """A question could not be answered for a reason of ours; `job` is the id to name."""
        self.responder.answer(asked_of(what), f"broken:{job}", notices.broken(what.url or None, job))
