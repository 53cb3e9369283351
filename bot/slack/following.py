"""Tells those who follow a story of its next event, once."""

from bot import log
from bot.events.event import Event, Series
from bot.queue.jobs import RetryLater
from bot.slack.blocks.followed import goes_on
from bot.slack.errors import SlackRefusal
from bot.slack.outbox import Outbox
from bot.slack.places import Shared
from bot.slack.remembering import Rememberer

logger = log.get(__name__)


class Followers:
    """Followers of stories, and what they are told."""

    def __init__(self, outbox: Outbox, rememberer: Rememberer) -> None:
        self._outbox = outbox
        self._rememberer = rememberer

    def tell(self, shared: Shared, event_id: str) -> None:
        """Tell each follower that the event of `event_id`, shared in `shared`, is the next of their story.

        Of what comes from a private channel they are told where it is, and nothing of what it says: they may have left.

        Raises:
            RetryLater: Slack asks to wait; who was told already is not told again.
        """
        scope = self._rememberer.scope(shared.team, shared.channel)
        event = next(iter(scope.memory.load([event_id])), None)
        if event is None:
            return
        series = scope.memory.load_series([event.series]).get(event.series) if event.series else None
        message = goes_on(
            name=_name(event, series),
            title=event.sources[-1].title if event.sources else event.name,
            thread=self._outbox.permalink(shared.channel, shared.ts),
            private=scope.private,
        )
        outside = goes_on(name="", title="", thread=self._outbox.permalink(shared.channel, shared.ts), private=True)
        stories = [event.id, *([series.id, *(step.event for step in series.steps)] if series else [])]
        for target in scope.wishes.followers(stories):
            if not self._may_know(shared, target, private=scope.private):
                continue
            if not scope.wishes.claim_telling(event.id, target):
                continue
            try:
                self._outbox.notify(target, outside if self._overheard(shared, target) else message)
            except RetryLater:
                scope.wishes.release_telling(event.id, target)
                raise
            except SlackRefusal as refusal:
                logger.info("follower not told", team=shared.team, target=target, code=refusal.code)

    def _overheard(self, shared: Shared, target: str) -> bool:
        """Whether others read in the channel that is told of another's article: they get the link, which they can't
        open."""
        channel = not target.startswith(("U", "W"))
        return channel and target != shared.channel and self._rememberer.is_overheard(shared.team, target)

    def _may_know(self, shared: Shared, target: str, *, private: bool) -> bool:
        """Whether the follower may see what the channel shares: guests only where they are in it."""
        if private or not target.startswith(("U", "W")):
            return True
        sees = self._rememberer.scope(shared.team, shared.channel, target).sees
        return sees is None or shared.channel in sees


def _name(event: Event, series: Series | None) -> str:
    return series.name if series else event.name
