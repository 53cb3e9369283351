"""A command's answer that somebody shares with the channel: a message of its own there, and a sharing like any other.

Where the bot is no member it can't post, nor hear of what becomes of the message: there Slack posts the answer by the
command's response_url, and nothing is remembered.
"""

from dataclasses import dataclass, replace

from bot import log
from bot.events.sightings import Sighting, Sightings
from bot.slack.blocks.message import Message
from bot.slack.errors import ChannelClosed, NotInChannel
from bot.slack.outbox import Outbox, WithdrawnError
from bot.slack.places import Shared, Slot
from bot.slack.recording import Recorder
from bot.slack.replies import Reading, Replies
from bot.slack.visibility import Visibility

logger = log.get(__name__)

SKEW_SECONDS = 60.0
"""How far our clock may be ahead of Slack's: a post is looked for from so long before it was asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody shares: who and where, `at` what time they asked (as a time stamp of Slack's), the link's key, what
    was read, and how it is shown."""

    team: str
    channel: str
    user: str
    at: str
    name: str
    reading: Reading
    message: Message


class SharedAnswers:
    """Posts such answers, each once, and records them."""

    def __init__(
        self,
        *,
        outbox: Outbox,
        visibility: Visibility,
        replies: Replies,
        sightings: Sightings,
        recorder: Recorder,
    ) -> None:
        self._outbox = outbox
        self._visibility = visibility
        self._replies = replies
        self._sightings = sightings
        self._recorder = recorder

    def post(self, answer: Answer) -> Slot | None:
        """Post an answer and record the sharing. Returns its place as that of a link which was shared in the message
        posted; None where the bot can't post.

        Raises:
            RetryLater: call again then. WithdrawnError: it was taken back meanwhile.
        """
        if not self._visibility.is_member(answer.channel):
            return None
        before = Shared(answer.team, answer.channel, f"{float(answer.at) - SKEW_SECONDS:.6f}")
        try:
            ts = self._outbox.post(Slot(before, "", f"shared-{answer.name}"), answer.message)
        except (NotInChannel, ChannelClosed):
            return None
        slot = Slot(Shared(answer.team, answer.channel, ts), ts, answer.name)
        if self._outbox.is_deleted(slot.shared):
            raise WithdrawnError
        reading = replace(answer.reading, poster=answer.user, thread_ts=ts)
        self._replies.save(slot, reading)
        self._record(slot, answer.user, reading)
        return slot

    def _record(self, slot: Slot, user: str, reading: Reading) -> None:
        shared = slot.shared
        at = shared.at.timestamp()
        sighting = Sighting(shared.team, shared.channel, reading.story, shared.ts, slot.thread_ts, user, at)
        first = self._sightings.record(sighting)
        if first is None:
            self._recorder.record(slot, user, reading)
        else:
            seen = Shared(first.team, first.channel, first.ts)
            self._recorder.again(replace(slot, name=first.story), user, reading, seen)
