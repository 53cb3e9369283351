"""The queue's tasks behind `/story` and the buttons of a reply's last part."""

from collections.abc import Callable
from dataclasses import dataclass

from bot import log
from bot.events.corrections import UnknownStoryError
from bot.queue.jobs import Job, Queue
from bot.slack.blocks import notices
from bot.slack.blocks.message import Message
from bot.slack.outbox import Outbox, WithdrawnError
from bot.slack.places import Slot
from bot.slack.replies import Replies
from bot.slack.responding import Responder
from bot.slack.retelling import Retelling
from bot.slack.stories import Stories
from handlers.queueing import queue_retelling
from handlers.tasks import Task, Told, asked_of

logger = log.get(__name__)


@dataclass(frozen=True, slots=True)
class StoryDesk:
    """The tasks, and what they work with."""

    queue: Queue
    outbox: Outbox
    replies: Replies
    stories: Stories
    retelling: Retelling
    responder: Responder

    def tasks(self) -> dict[str, Callable[[Told, Job], None]]:
        """The tasks by name."""
        return {Task.STORY_BUTTON: self.story_button, Task.STORY_COMMAND: self.story_command, Task.RETELL: self.retell}

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

    def retell(self, what: Told, _job: Job) -> None:
        """Stories were corrected: the replies about them say what is true now."""
        self.retelling.tell(what.team, what.channel, what.name.split(","))
