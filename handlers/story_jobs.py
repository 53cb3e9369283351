"""The queue's tasks behind `/story` and the buttons of a reply's last part."""

from collections.abc import Callable
from dataclasses import dataclass

from bot import clock, log
from bot.events.corrections import UnknownStoryError
from bot.queue.jobs import Job, Queue, RetryLater
from bot.slack.blocks import notices
from bot.slack.blocks.message import Message
from bot.slack.charts import Charts
from bot.slack.errors import Refused
from bot.slack.outbox import Outbox, WithdrawnError
from bot.slack.places import Slot
from bot.slack.proposing import Proposer
from bot.slack.replies import Replies
from bot.slack.responding import Responder
from bot.slack.retelling import Retelling
from bot.slack.stories import Stories
from handlers.queueing import queue_retelling
from handlers.tasks import Task, Told, asked_of

logger = log.get(__name__)

NOT_SHOWN = frozenset({"invalid_arguments", "invalid_blocks"})
"""Slack's words for a view with a file that it does not show: for the first seconds, while it looks through it, or ever
(slackapi/java-slack-sdk#1349)."""
AGAIN_SECONDS = 1.0
PATIENCE_SECONDS = 30.0
"""How long somebody may be looking at the modal still."""


@dataclass(frozen=True, slots=True)
class StoryDesk:
    """The tasks, and what they work with."""

    queue: Queue
    outbox: Outbox
    replies: Replies
    stories: Stories
    retelling: Retelling
    proposer: Proposer
    responder: Responder
    charts: Charts

    def tasks(self) -> dict[str, Callable[[Told, Job], None]]:
        """The tasks by name."""
        return {
            Task.STORY_BUTTON: self.story_button,
            Task.STORY_COMMAND: self.story_command,
            Task.DRAW_TIMELINE: self.draw_timeline,
            Task.CLEAR_CHARTS: self.clear_charts,
            Task.RETELL: self.retell,
            Task.PROPOSAL: self.proposal,
        }

    def story_button(self, what: Told, _job: Job) -> None:
        """Somebody pressed a button of a reply's last part."""
        reading = self.replies.find(what.shared, what.name)
        try:
            if reading is None:
                raise UnknownStoryError("I don't know this reply any more.", "Share the link again.")
            slot = Slot(what.shared, reading.thread_ts, what.name)
            pressed = self.stories.pressed(what.notice, slot, reading, what.user or "")
            answer = pressed.answer
            if pressed.reply is not None:
                self._refresh(slot, pressed.reply)
            queue_retelling(self.queue, what, pressed.changed)
        except UnknownStoryError as error:
            answer = notices.plain(str(error))
        thread = what.thread_ts if what.thread_ts != what.ts else None
        self.outbox.whisper(what.channel, what.user or "", answer, thread_ts=thread)

    def draw_timeline(self, what: Told, _job: Job) -> None:
        """Somebody has a timeline before them (`what.ask`, opened at `what.text`): put the picture of its chart in.
        Where it can't be had, the signs stay."""
        reading = self.replies.find(what.shared, what.name)
        if reading is None:
            return
        try:
            timeline = self.stories.timeline_of(what.shared, reading, what.user or "")
        except UnknownStoryError:
            return
        if timeline.chart is None or not (picture := self.charts.picture(what.team, timeline.chart)):
            return
        try:
            self.outbox.update_view(what.ask, None, timeline.view(picture))
        except Refused as refusal:
            if refusal.code not in NOT_SHOWN:  # they have closed it
                return
            if clock.now() - float(what.text) < PATIENCE_SECONDS:
                raise RetryLater(AGAIN_SECONDS, reason="Slack is still looking through the picture") from refusal
            self.charts.forget(what.team, timeline.chart)
            logger.warning("Slack does not show the picture", team=what.team, code=refusal.code)

    def clear_charts(self, what: Told, _job: Job) -> None:
        """An article was forgotten: no picture of a chart goes on telling of it."""
        self.charts.clear(what.team)

    def _refresh(self, slot: Slot, message: Message) -> None:
        try:
            self.outbox.show(slot, message)
        except WithdrawnError:
            logger.info("message is gone, its reply not changed", ts=slot.shared.ts)

    def story_command(self, what: Told, _job: Job) -> None:
        """Somebody asked for stories, or put them right: done once, and the answer is theirs alone."""
        asked = asked_of(what)

        def do() -> Message:
            done = self.stories.command(what.team, what.channel, what.user or "", what.text)
            queue_retelling(self.queue, what, done.changed)
            return done.answer

        self.responder.answer(asked, "story", self.responder.once(asked, "story", do))

    def proposal(self, what: Told, _job: Job) -> None:
        """Somebody decided about stories that look like one, or like two: it stands in place of the question."""
        user, accept = what.user or "", what.notice == "accept"
        try:
            done = self.proposer.decide(what.team, what.channel, user, what.name, what.ask, accept=accept)
        except UnknownStoryError as error:
            self.outbox.whisper(what.channel, user, notices.plain(str(error)), thread_ts=what.thread_ts or None)
            return
        queue_retelling(self.queue, what, done.changed)
        self.outbox.change(what.channel, what.ts, done.answer)

    def retell(self, what: Told, _job: Job) -> None:
        """Stories were corrected: the replies about them say what is true now."""
        self.retelling.tell(what.team, what.channel, what.name.split(","))
