"""What a sharing leaves behind: in the newsroom's memory, for digests, and for whoever follows its story."""

from collections.abc import Callable
from typing import Any

from bot import log, metrics
from bot.digests.ahead import days_ahead
from bot.digests.embargoes import released_at
from bot.errors import StoreError
from bot.events.recorded import Recorded
from bot.events.shares import Share, Shares
from bot.slack.blocks.head import untitled
from bot.slack.places import Shared, Slot
from bot.slack.remembering import Rememberer
from bot.slack.replies import Reading

logger = log.get(__name__)

Announce = Callable[[Slot, Recorded], None]
"""Has followers told of a new event in a story; called again for one recording, it tells nobody twice."""


class Recorder:
    """Records sharings, each by the slot of its answer. Recording one again changes nothing."""

    def __init__(self, rememberer: Rememberer, shares: Shares, announce: Announce) -> None:
        self._rememberer = rememberer
        self._shares = shares
        self._announce = announce

    def record(self, slot: Slot, user: str | None, reading: Reading) -> Recorded | None:
        """Record that `user` (None: a bot) shared the article. What is known of its story; None where the channel muted
        it. A memory that fails costs that, and no more.

        Raises:
            RetryLater: Slack does not say what kind of channel it is just now.
        """
        shared = slot.shared
        try:
            with metrics.timing("remember"):
                remembered = self._rememberer.record(
                    shared, slot.thread_ts, reading.story, reading.article, reading.brief
                )
        except StoreError as error:
            logger.warning("not remembered", team=shared.team, reason=str(error))
            self._share(slot, user, reading)
            return None
        recorded = remembered.recorded
        self._share(slot, user, reading, event=recorded.event)
        if recorded.new and recorded.previous is not None:
            self._announce(slot, recorded)
        return None if remembered.muted else remembered.told

    def again(self, slot: Slot, user: str | None, reading: Reading, first: Shared) -> None:
        """Record that an article was shared that its channel knows since `first`."""
        self._share(slot, user, reading, again=True, of=first.ts)

    def forget(self, shared: Shared, reading: Reading) -> None:
        """The sharing of this article is gone from the memory, unless another message shared it."""
        self._rememberer.forget(shared, reading)

    def _share(self, slot: Slot, user: str | None, reading: Reading, **more: Any) -> None:
        shared = slot.shared
        share = Share(
            team=shared.team,
            channel=shared.channel,
            ts=shared.ts,
            thread_ts=slot.thread_ts,
            name=slot.name,
            at=shared.at.timestamp(),
            user=user,
            title=reading.article.title or untitled(reading.url),
            site=reading.article.site,
            url=reading.url,
            story=reading.story,
            private=self._rememberer.scope(shared.team, shared.channel).private,
            ahead=days_ahead(reading.brief),
            embargo=released_at(reading.brief.embargo, shared.at.timestamp()),
            **more,
        )
        self._shares.record(share)
