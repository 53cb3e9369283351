"""The newsroom's memory as the reply uses it: an article is recorded under what its channel may see, and what is known
of its story is given back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import inf

import redis

from bot import log
from bot.articles.article import Article
from bot.events.arrival import Arrival
from bot.events.closing import Texts, close_channel
from bot.events.event import Event, Series, Source
from bot.events.memory import Memory
from bot.events.recorded import Recorded, recorded_again
from bot.events.shares import Shares
from bot.events.tracker import Shared, Tracker, arrival_of, article_key, sharing_key
from bot.events.viewing import recorded_from, seen_from, series_from
from bot.events.wishes import Wishes
from bot.reading.brief import Brief
from bot.slack import places
from bot.slack.guests import Guests
from bot.slack.replies import Reading, Replies
from bot.slack.seen import read_items
from bot.slack.slots import Slots
from bot.slack.visibility import Visibility

logger = log.get(__name__)


@dataclass(frozen=True, slots=True)
class Scope:
    """One channel's view of the memory: the workspace's public one, or its own. `sees` are the channels whose articles
    the reader may know of; None: all of this memory's."""

    memory: Memory
    wishes: Wishes
    private: bool
    sees: frozenset[str] | None = None

    def latest(self, most: int) -> list[Event]:
        """The `most` latest events, as far as the reader may see them."""
        return self._seen(self.memory.latest(most))

    def load(self, ids: Iterable[str]) -> list[Event]:
        """The events with `ids`, as far as they are kept and the reader may see them."""
        return self._seen(self.memory.load(ids))

    def load_series(self, ids: Iterable[str]) -> dict[str, Series]:
        """The series with `ids`, by id, told by those of their events that the reader may see."""
        found = self.memory.load_series(ids)
        if self.sees is None:
            return found
        steps = dict.fromkeys(step.event for series in found.values() for step in series.steps)
        seen = {event.id: event for event in self.load(steps)}
        parts = {each: series_from(series, seen) for each, series in found.items()}
        return {each: part for each, part in parts.items() if part is not None}

    def _seen(self, events: list[Event]) -> list[Event]:
        if self.sees is None:
            return events
        return [seen for event in events if (seen := seen_from(event, self.sees)) is not None]


@dataclass(frozen=True, slots=True)
class Remembered:
    """What recording gave, what of it the channel's readers may be told (None: nothing), and whether the channel muted
    it."""

    recorded: Recorded
    told: Recorded | None
    muted: bool


class Rememberer:
    """Records what is shared, and knows what a channel wants to hear of it."""

    def __init__(self, store: redis.Redis, visibility: Visibility, guests: Guests) -> None:
        self._store = store
        self._visibility = visibility
        self._guests = guests
        self._tracker = Tracker(store)
        self._slots, self._replies, self._shares = Slots(store), Replies(store), Shares(store)

    def scope(self, team: str, channel: str, user: str | None = None) -> Scope:
        """What may be seen in `channel`, by `user` where it is for somebody alone.

        A channel that was made private takes along what it shared while it was public.

        Raises:
            RetryLater: Slack does not say what kind of channel it is, or who asks, just now; or it shares just now.
        """
        private = self._visibility.is_private(team, channel)
        if private and self._visibility.was_public(team, channel):
            moved = close_channel(self._store, team, channel, self._texts(team, channel))
            self._visibility.forget_public(team, channel)
            logger.info("channel is private now", team=team, channel=channel, events=moved)
        memory = Memory(self._store, team, channel if private else None)
        sees = self._guests.channels_of(team, user) if user and not private else None
        return Scope(memory, Wishes(self._store, memory), private, sees)

    def _texts(self, team: str, channel: str) -> Texts:
        """What was read of all that the channel shared lately."""
        shares = self._shares.between(team, [channel], 0.0, inf)
        return {
            sharing_key(channel, item.share.ts, item.share.story): (item.article, item.brief)
            for item in read_items(self._replies, shares)
        }

    def readers_scope(self, team: str, channel: str) -> Scope:
        """What everybody who reads in `channel` may be told: with guests among them, of what it shared itself.

        Raises: as `scope`.
        """
        scope = self.scope(team, channel)
        narrow = not scope.private and self._guests.are_in(team, channel)
        return replace(scope, sees=frozenset({channel})) if narrow else scope

    def record(self, shared: places.Shared, thread_ts: str, story: str, article: Article, brief: Brief) -> Remembered:
        """Record a sharing of the article `story`, once.

        Raises:
            StoreError: it could not be recorded. RetryLater: Slack does not say what kind of channel it is just now.
        """
        scope = self.scope(shared.team, shared.channel)
        sharing = self.sharing(shared, thread_ts, story, private=scope.private)
        recorded = self._tracker.record(sharing, article, brief)
        told: Recorded | None = recorded
        guests, muted = self._readers(scope, shared.team, shared.channel, recorded)
        if guests and not _begins(recorded):
            told = self._narrowed(scope, recorded, article_key(sharing), shared.channel)
        return Remembered(recorded, told, muted)

    def _readers(self, scope: Scope, team: str, channel: str, recorded: Recorded) -> tuple[bool, bool]:
        """Whether guests read what the public channel is told, and whether it muted the story. One round trip."""
        pipe = self._store.pipeline(transaction=False)
        Guests.ask(pipe, team)
        scope.wishes.ask_muted(pipe, stories_of(recorded))
        known, *muted = pipe.execute()
        guests = not scope.private and self._guests.are_among(team, channel, known)
        return guests, any(channel in channels for channels in muted)

    def again(self, shared: places.Shared, event: str, article: str) -> Recorded | None:
        """What the channel's readers may be told by now of a recorded article and its event; None where the channel
        muted the story, or knows no such event.

        Raises:
            RetryLater: as `record`.
        """
        scope = self.readers_scope(shared.team, shared.channel)
        seen = next(iter(scope.load([event])), None)
        if seen is None:
            return None
        series = scope.load_series([seen.series]).get(seen.series) if seen.series else None
        told = recorded_again(seen, series if series and len(series.steps) > 1 else None, article)
        return None if self._readers(scope, shared.team, shared.channel, told)[1] else told

    @staticmethod
    def _narrowed(scope: Scope, recorded: Recorded, article: str, channel: str) -> Recorded | None:
        """What a channel with guests may be told: what it shared itself. None where the event has just gone, and nobody
        can say any more what of it was the channel's."""
        series = scope.memory.load_series([recorded.series]).get(recorded.series) if recorded.series else None
        ids = dict.fromkeys([recorded.event, *(step.event for step in series.steps)] if series else [recorded.event])
        events = {event.id: event for event in scope.memory.load(ids)}
        return recorded_from(recorded, article, events, series, {channel}) if recorded.event in events else None

    def came(self, team: str, memory: Memory, source: Source) -> Arrival | None:
        """An article of an event as it came; None where what was read of it is no longer kept."""
        shared = places.Shared(team, source.channel, source.ts)
        posted = [slot.name for slot in self._slots.of_message(shared)]
        for name in dict.fromkeys((*posted, *self._shares.names(team, source.channel, source.ts))):
            reading = self._replies.find(shared, name)
            if reading is not None and sharing_key(source.channel, source.ts, reading.story) == source.id:
                return arrival_of(memory, source.at, reading.article, reading.brief)
        return None

    def can_post(self, channel: str) -> bool:
        """Whether the bot is in the channel."""
        return self._visibility.is_member(channel)

    def is_overheard(self, team: str, channel: str) -> bool:
        """Whether others than the workspace's own may read along in a channel: guests, another organisation."""
        return self._visibility.is_private(team, channel) or self._guests.are_in(team, channel)

    def forget(self, shared: places.Shared, reading: Reading) -> None:
        """The reply was dismissed: its article is as if it had not been shared in this message.

        Raises:
            StoreError: articles came in faster than it could be taken out. RetryLater: as `record`.
        """
        private = self._visibility.is_private(shared.team, shared.channel)
        sharing = self.sharing(shared, reading.thread_ts, reading.story, private=private)
        self._tracker.forget(sharing, reading.article, reading.brief)

    def forget_message(self, shared: places.Shared, readings: Iterable[Reading]) -> bool:
        """The message was deleted: nothing of it is remembered, also where none of its readings is kept any more. False
        where nothing was.

        Raises: as `forget`.
        """
        private = self._visibility.is_private(shared.team, shared.channel)
        texts = {reading.story: (reading.article, reading.brief) for reading in readings}
        return self._tracker.forget_message(self.sharing(shared, shared.ts, "", private=private), texts) > 0

    @staticmethod
    def sharing(shared: places.Shared, thread_ts: str, story: str, *, private: bool) -> Shared:
        """A sharing in the memory's words."""
        return Shared(
            team=shared.team,
            channel=shared.channel,
            private=private,
            story=story,
            ts=shared.ts,
            thread_ts=thread_ts,
            at=shared.at.timestamp(),
        )


def _begins(recorded: Recorded) -> bool:
    return recorded.new and recorded.series is None


def stories_of(recorded: Recorded) -> list[str]:
    """The ids under which somebody may follow or mute what was recorded: its event, its series, and the event that the
    series began with, which may have been all there was."""
    known = (recorded.series, recorded.event, recorded.previous.event if recorded.previous else None)
    return [story for story in known if story]
