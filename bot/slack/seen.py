"""What a reader may see of what was shared: public channels (a guest: only their own), and the channel asked from."""

from collections.abc import Iterable, Iterator, Sequence

import redis

from bot.digests.digest import Item
from bot.events.shares import Share, Shares
from bot.slack.guests import Guests
from bot.slack.places import Shared
from bot.slack.replies import Replies
from bot.slack.visibility import Visibility

BATCH = 100
"""Readings fetched at once: some 20 KB each."""


class Seen:
    """The newsroom's articles through one reader's eyes."""

    def __init__(self, store: redis.Redis, visibility: Visibility, guests: Guests) -> None:
        self._shares = Shares(store)
        self._replies = Replies(store)
        self._visibility = visibility
        self._guests = guests

    def channels(self, team: str, channel: str, user: str) -> tuple[str, ...]:
        """The channels in which something was shared lately and of which `user`, who asks in `channel`, may know.

        Raises:
            RetryLater: Slack does not say what kind of channel one is, or who asks, just now.
        """
        sees = self._guests.channels_of(team, user)
        return tuple(
            place
            for place in self._shares.channels(team)
            if place == channel or ((sees is None or place in sees) and not self._visibility.is_private(team, place))
        )

    def shares(self, team: str, channel: str, user: str, since: float, until: float) -> list[Share]:
        """What was shared there from `since` until `until` (seconds since 1970), oldest first. What another channel
        shared while it was private stays with it.

        Raises: as `channels`.
        """
        return may_be_told(self._shares.between(team, self.channels(team, channel, user), since, until), channel)

    def items(self, team: str, channel: str, user: str, since: float, until: float) -> Iterator[Item]:
        """The same with what was read, as far as that is kept.

        Raises: as `channels`.
        """
        return read_items(self._replies, self.shares(team, channel, user, since, until))


def may_be_told(shares: Iterable[Share], channel: str) -> list[Share]:
    """Without what another channel than `channel` shared while it was private: that stays with it."""
    return [share for share in shares if share.channel == channel or not share.private]


def read_items(replies: Replies, shares: Sequence[Share]) -> Iterator[Item]:
    """Shares with what was read, in their order, as far as that is kept."""
    for begin in range(0, len(shares), BATCH):
        part = shares[begin : begin + BATCH]
        slots = [(Shared(share.team, share.channel, share.read_at), share.name) for share in part]
        for share, reading in zip(part, replies.find_all(slots), strict=True):
            if reading is not None:
                yield Item(share, reading.article, reading.brief)
