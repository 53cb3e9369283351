"""After people have corrected stories, the replies that stand in threads say what is true of them now."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot import log
from bot.events.event import Event, Source
from bot.events.tracker import sharing_key
from bot.slack.blocks.message import Message
from bot.slack.blocks.reply import reply
from bot.slack.errors import SlackRefusal
from bot.slack.outbox import Outbox, WithdrawnError
from bot.slack.places import Shared, Slot
from bot.slack.remembering import Rememberer
from bot.slack.replies import Replies

logger = log.get(__name__)

MOST_REPLIES = 30
"""Replies changed after one correction, of the latest events and articles: Slack lets through some 50 a minute."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of something that somebody did to stories: an answer for them, and the events and series, by id, of
    which replies may tell otherwise from now on."""

    answer: Message
    changed: tuple[str, ...] = ()


class Retelling:
    """Changes replies."""

    def __init__(self, outbox: Outbox, replies: Replies, rememberer: Rememberer) -> None:
        self._outbox = outbox
        self._replies = replies
        self._rememberer = rememberer

    def tell(self, team: str, channel: str, stories: Sequence[str]) -> None:
        """Change the replies about the events of `stories` (ids of series or events, as `channel` knows them) into what
        is true now: MOST_REPLIES of them, the latest first. Doing it again changes nothing.

        Raises:
            RetryLater: Slack asks to wait, or does not answer.
        """
        left = MOST_REPLIES
        for event in self._events(team, channel, stories):
            for source in reversed(event.sources):
                if left <= 0:
                    return
                left -= self._revise(team, event, source)

    def _events(self, team: str, channel: str, stories: Iterable[str]) -> list[Event]:
        memory = self._rememberer.scope(team, channel).memory
        known = list(dict.fromkeys(map(memory.now, stories)))
        series = memory.load_series(known)
        steps = (step.event for each in series.values() for step in reversed(each.steps))
        events = memory.load(dict.fromkeys([*(each for each in known if each not in series), *steps]))
        return sorted(events, key=lambda event: event.last_at or 0.0, reverse=True)

    def _revise(self, team: str, event: Event, source: Source) -> int:
        """How many replies to this article there were."""
        count = 0
        for slot, message in self._messages(team, event, source):
            count += 1
            try:
                self._outbox.revise(slot, message)
            except (SlackRefusal, WithdrawnError) as error:
                logger.info("reply not changed", team=team, channel=source.channel, reason=type(error).__name__)
        return count

    def _messages(self, team: str, event: Event, source: Source) -> Iterator[tuple[Slot, Message]]:
        shared = Shared(team, source.channel, source.ts)
        for slot in self._outbox.slots(shared):
            reading = self._replies.find(shared, slot.name)
            if reading is None or sharing_key(source.channel, source.ts, reading.story) != source.id:
                continue
            seen = self._rememberer.again(shared, event.id, source.id)
            yield slot, reply(reading.article, reading.brief, url=reading.url, key=slot.key, seen=seen)
