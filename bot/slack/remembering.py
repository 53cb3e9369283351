"""The newsroom's memory as the reply uses it: an article is recorded under what its channel may see, and what is known
of its story is given back."""

from collections.abc import Iterable
from dataclasses import dataclass

import redis

from bot.articles.article import Article
from bot.events.memory import Memory
from bot.events.recorded import Recorded
from bot.events.tracker import Shared, Tracker
from bot.events.wishes import Wishes
from bot.reading.brief import Brief
from bot.slack import places
from bot.slack.replies import Reading
from bot.slack.visibility import Visibility


@dataclass(frozen=True, slots=True)
class Scope:
    """One channel's view of the memory: the workspace's public one, or its own."""

    memory: Memory
    wishes: Wishes
    private: bool


class Rememberer:
    """Records what is shared, and knows what a channel wants to hear of it."""

    def __init__(self, store: redis.Redis, visibility: Visibility) -> None:
        self._store = store
        self._visibility = visibility
        self._tracker = Tracker(store)

    def scope(self, team: str, channel: str) -> Scope:
        """What `channel` may see."""
        private = self._visibility.is_private(team, channel)
        memory = Memory(self._store, team, channel if private else None)
        return Scope(memory, Wishes(self._store, memory), private)

    def record(
        self, shared: places.Shared, thread_ts: str, story: str, article: Article, brief: Brief
    ) -> tuple[Recorded, bool]:
        """Record a sharing of the article `story`, once; and whether the channel has muted what it is about.

        Raises:
            StoreError: it could not be recorded. RetryLater: Slack does not say what kind of channel it is just now.
        """
        scope = self.scope(shared.team, shared.channel)
        recorded = self._tracker.record(self.sharing(shared, thread_ts, story, private=scope.private), article, brief)
        return recorded, scope.wishes.is_muted(stories_of(recorded), shared.channel)

    def forget(self, shared: places.Shared, reading: Reading) -> None:
        """The reply was dismissed: its article is as if it had not been shared in this message.

        Raises:
            StoreError: articles came in faster than it could be taken out. RetryLater: as `record`.
        """
        private = self._visibility.is_private(shared.team, shared.channel)
        sharing = self.sharing(shared, reading.thread_ts, reading.story, private=private)
        self._tracker.forget(sharing, reading.article, reading.brief)

    def forget_message(self, shared: places.Shared, readings: Iterable[Reading]) -> None:
        """The message was deleted: nothing of it is remembered, also where none of its readings is kept any more.

        Raises: as `forget`.
        """
        private = self._visibility.is_private(shared.team, shared.channel)
        texts = {reading.story: (reading.article, reading.brief) for reading in readings}
        self._tracker.forget_message(self.sharing(shared, shared.ts, "", private=private), texts)

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


def stories_of(recorded: Recorded) -> list[str]:
    """The ids under which somebody may follow or mute what was recorded: its event, its series, and the event that the
    series began with, which may have been all there was."""
    known = (recorded.series, recorded.event, recorded.previous.event if recorded.previous else None)
    return [story for story in known if story]
