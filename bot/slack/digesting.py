"""Gathers what a digest is made from: the links that a channel may see, what was read of them, and their stories."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import redis

from bot.digests.compile import compile_digest
from bot.digests.digest import Digest, Item, Material
from bot.events.event import Event, Series
from bot.events.memory import Memory
from bot.events.shares import Share, Shares
from bot.events.wishes import Wishes
from bot.slack.places import Shared
from bot.slack.replies import Replies

BATCH = 100
"""Readings fetched at once: some 20 KB each."""


class Sees(Protocol):
    """Knows what kind of channel one is (`Visibility`, or `LastKnown` without Slack)."""

    def is_private(self, team: str, channel: str) -> bool:
        """Whether what is said there is not for everyone."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a digest is about: only stories that the channel `followed`; shared in which `channels`, None: in all that
    it may see. `own`: only what the channel itself shared, and nothing that others in the workspace know, for readers
    who are guests."""

    followed: bool = False
    channels: tuple[str, ...] | None = None
    own: bool = False


class Digests:
    """Makes digests for channels. Of what a private channel saw only that channel's own digest knows."""

    def __init__(self, store: redis.Redis, visibility: Sees) -> None:
        self._store = store
        self._visibility = visibility
        self._shares = Shares(store)
        self._replies = Replies(store)

    def of(  # noqa: PLR0913 - a place, a time, and what of it
        self, team: str, channel: str, since: float, until: float, *, zone: str, content: Content | None = None
    ) -> Digest:
        """The digest for `channel` of what was shared from `since` until `until` (seconds since 1970), days by `zone`.

        Raises:
            RetryLater: Slack does not say what kind of channel one is just now.
        """
        content = content or Content()
        private = self._visibility.is_private(team, channel)
        memories = [Memory(self._store, team, channel)] if private else []
        if not content.own:
            memories.insert(0, Memory(self._store, team, None))
        shares = self._visible(team, channel, since, until, (channel,) if content.own else content.channels)
        events = _events(memories, shares)
        series = _series(memories, events)
        stories = {*events, *series, *(share.story for share in shares)}
        wishes = [Wishes(self._store, memory) for memory in memories]
        material = Material(
            items=tuple(self._items(shares)),
            events=events,
            series=series,
            muted=frozenset().union(*(each.muted_of(stories, channel) for each in wishes)),
            followed=frozenset().union(*(each.followed_of(stories, channel) for each in wishes)),
        )
        return compile_digest(material, since, until, zone, followed=content.followed)

    def _visible(
        self, team: str, channel: str, since: float, until: float, chosen: Collection[str] | None
    ) -> list[Share]:
        known = set(self._shares.channels(team)) if chosen is None else set(chosen)
        places = {place for place in known if place == channel or not self._visibility.is_private(team, place)}
        found = self._shares.between(team, places, since, until)
        return [share for share in found if share.channel == channel or not share.private]

    def _items(self, shares: Sequence[Share]) -> Iterable[Item]:
        for begin in range(0, len(shares), BATCH):
            part = shares[begin : begin + BATCH]
            slots = [(Shared(share.team, share.channel, share.read_at), share.name) for share in part]
            for share, reading in zip(part, self._replies.find_all(slots), strict=True):
                if reading is not None:
                    yield Item(share, reading.article, reading.brief)


def _events(memories: Iterable[Memory], shares: Iterable[Share]) -> dict[str, Event]:
    ids = list(dict.fromkeys(share.event for share in shares if share.event))
    return {event.id: event for memory in memories for event in memory.load(ids)}


def _series(memories: Iterable[Memory], events: dict[str, Event]) -> dict[str, Series]:
    """Every series that is kept, those of `events` among them."""
    found: dict[str, Series] = {}
    for memory in memories:
        latest = {event.series for event in memory.latest() if event.series}
        wanted = latest | {event.series for event in events.values() if event.series}
        found |= memory.load_series(sorted(wanted))
    return found
