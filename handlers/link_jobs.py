"""The queue's tasks about links: answered, looked at again, and what was said of them taken back. Each may run twice
for one job, and says everything once."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot import log
from bot.config import Settings
from bot.events.shares import Shares
from bot.events.sightings import Sightings
from bot.queue.jobs import GiveUp, Job, Queue
from bot.slack.answering import Answerer, Request
from bot.slack.blocks import notices
from bot.slack.blocks.message import Message
from bot.slack.following import Followers
from bot.slack.incoming import links_of, plain_text
from bot.slack.marks import Marks
from bot.slack.noise import Noise
from bot.slack.outbox import Outbox, WithdrawnError
from bot.slack.rechecking import Rechecker
from bot.slack.remembering import Rememberer
from bot.slack.replies import Replies
from bot.slack.settings import Mode, Preferences
from handlers.queueing import put, queue_links, queue_look
from handlers.tasks import Notice, Task, Told

logger = log.get(__name__)

TaskOf = Callable[[Told, Job], None]


@dataclass(frozen=True, slots=True)
class LinkDesk:
    """The tasks, and what they work with."""

    settings: Settings
    queue: Queue
    outbox: Outbox
    replies: Replies
    sightings: Sightings
    shares: Shares
    answerer: Answerer
    rechecker: Rechecker
    rememberer: Rememberer
    followers: Followers
    noise: Noise
    marks: Marks
    preferences: Preferences

    def tasks(self) -> dict[str, TaskOf]:
        """The tasks by name."""
        return {
            Task.ANSWER_LINK: self.answer_link,
            Task.ANSWER_TEXT: self.answer_text,
            Task.ANSWER_MENTION: self.answer_mention,
            Task.POST_NOTICE: self.post_notice,
            Task.REMOVE_REPLIES: self.remove_replies,
            Task.DISMISS_REPLY: self.dismiss_reply,
            Task.SUMMARISE: self.summarise,
            Task.TELL_FOLLOWERS: self.tell_followers,
            Task.LOOK_AGAIN: self.look_again,
            Task.TIDY_SLOT: self.tidy_slot,
            Task.CLOSE_CHANNEL: self.close_channel,
        }

    def answer_link(self, what: Told, job: Job) -> None:
        """Reply to one link."""
        self.answerer.answer(request := _request(what), job.attempt)
        if what.notice == Notice.MARK:
            self.marks.answered(request.shared, request.slot.name)
        if self.replies.has(request.slot):
            queue_look(self.queue, replace(what, name=request.slot.name), self.settings.look_again_hours)

    def look_again(self, what: Told, _job: Job) -> None:
        """An hour, six, a day later: say what the article has changed, unless the channel wants silence by now."""
        silent = self.preferences.channel(what.team, what.channel).mode is Mode.OFF
        if silent or self.rechecker.check(what.slot(what.name), what.nth):
            queue_look(self.queue, what, self.settings.look_again_hours)

    def summarise(self, what: Told, job: Job) -> None:
        """Show who asked, and nobody else, what a link says."""
        self.answerer.summarise(_request(what), job.attempt)

    def tell_followers(self, what: Told, _job: Job) -> None:
        """A story that people follow goes on."""
        self.followers.tell(what.shared, what.name)

    def close_channel(self, what: Told, _job: Job) -> None:
        """A public channel was made private: what it shared moves to a memory of its own."""
        self.rememberer.scope(what.team, what.channel)

    def answer_text(self, what: Told, _job: Job) -> None:
        """Reply to an article that somebody pasted."""
        message = self.outbox.message(what.channel, what.ts)
        if message is not None:
            self.answerer.answer_text(_request(what), plain_text(message))

    def answer_mention(self, what: Told, _job: Job) -> None:
        """Somebody called us in a thread without a link: they mean the one that the thread starts with."""
        parent = self.outbox.message(what.channel, what.thread_ts)
        links = links_of(parent) if parent else ()
        if links:
            queue_links(self.queue, what, links, self.settings.nutgraf_links_per_message)
        else:
            self._post(what, Notice.USAGE, notices.usage())

    def post_notice(self, what: Told, _job: Job) -> None:
        """Post a short message once."""
        match what.notice:
            case Notice.MORE:
                self._post(what, Notice.MORE, notices.more_links(what.read, what.found))
            case Notice.USAGE:
                self._post(what, Notice.USAGE, notices.usage())
            case Notice.OFF:
                thread = what.thread_ts if what.thread_ts != what.ts else None
                self.outbox.whisper(what.channel, what.user or "", notices.switched_off(), thread_ts=thread)
            case unknown:
                raise GiveUp(f"no notice is named {unknown!r}")

    def remove_replies(self, what: Told, _job: Job) -> None:
        """The message was deleted: what we said to it goes, and it no longer counts as seen nor as a sighting."""
        slots = self.outbox.withdraw_all(what.shared)
        self.noise.forget(what.shared)
        names = {slot.name for slot in slots} | {*self.shares.names(what.team, what.channel, what.ts)}
        readings = [reading for name in sorted(names) if (reading := self.replies.find(what.shared, name))]
        if self.rememberer.forget_message(what.shared, readings) or names:  # names: it broke off here before
            put(self.queue, Task.CLEAR_CHARTS, what)
        for name in names:
            self.replies.forget(what.slot(name))
        self.sightings.forget(what.team, what.channel, what.ts)
        self.shares.forget(what.team, what.channel, what.ts)

    def tidy_slot(self, what: Told, _job: Job) -> None:
        """A post went unanswered a while ago: take back what came twice."""
        self.outbox.tidy(what.slot(what.name), what.nth)

    def dismiss_reply(self, what: Told, _job: Job) -> None:
        """The poster does not want the reply; the next to share the article gets one, and nobody counts this one."""
        slot = what.slot(what.name)
        self.outbox.dismiss(slot)
        if reading := self.replies.find(what.shared, what.name):
            self.rememberer.forget(what.shared, reading)
            put(self.queue, Task.CLEAR_CHARTS, what)
            self.sightings.forget(what.team, what.channel, what.ts, reading.story)
        self.replies.forget(slot)
        self.shares.forget(what.team, what.channel, what.ts, what.name)

    def give_up(self, what: Told, job: str) -> None:
        """A link, a text or a call could not be answered for a reason of ours: who waits is told the id of the `job`.

        Raises:
            RetryLater: Slack does not take it just now. SlackRefusal: it does not take it.
        """
        if what.url:
            self.answerer.give_up(_request(what), job)
        else:
            self._post(what, Notice.USAGE, notices.broken(None, job))

    def _post(self, what: Told, name: str, message: Message) -> None:
        try:
            self.outbox.post(what.slot(name), message)
        except WithdrawnError:
            logger.info("message is gone, nothing posted", ts=what.ts)


def _request(what: Told) -> Request:
    return Request(shared=what.shared, thread_ts=what.thread_ts, user=what.user, called=what.called, url=what.url)
