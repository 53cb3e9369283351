"""Tells those who follow a story of its next event, once."""

from dataclasses import dataclass

from bot import log
from bot.events.event import Event
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
        Guests are told in the words of the channels that they are in.

        Raises:
            RetryLater: Slack asks to wait; called again, it tells nobody twice.
        """
        scope = self._rememberer.scope(shared.team, shared.channel)
        event = next(iter(scope.memory.load([event_id])), None)
        if event is None:
            return
        series = scope.memory.load_series([event.series]).get(event.series) if event.series else None
        thread = self._outbox.permalink(shared.channel, shared.ts)
        stories = [event.id, *([series.id, *(step.event for step in series.steps)] if series else [])]
        for target in scope.wishes.followers(stories):
            if not scope.wishes.claim_telling(event.id, target, f"{shared.channel}:{shared.ts}"):
                continue
            told = self._told(shared, event, target, private=scope.private)
            if told is None:
                continue
            message = goes_on(name=told.name, title=told.title, thread=thread, private=told.hidden)
            try:
                self._outbox.notify(target, shared, f"goes-on:{event.id}", message)
            except SlackRefusal as refusal:
                logger.info("follower not told", team=shared.team, target=target, code=refusal.code)

    def _told(self, shared: Shared, event: Event, target: str, *, private: bool) -> "_Told | None":
        """What a follower may be told of an event that `shared` began; None: nothing at all."""
        person = target.startswith(("U", "W"))
        if private or (not person and self._overheard(shared, target)):
            return _HIDDEN
        if person:
            scope = self._rememberer.scope(shared.team, shared.channel, target)
        else:
            scope = self._rememberer.readers_scope(shared.team, shared.channel)
        if scope.sees is not None and shared.channel not in scope.sees:
            return None
        seen = next(iter(scope.load([event.id])), None)
        if seen is None:
            return _HIDDEN
        series = scope.load_series([event.series]).get(event.series) if event.series else None
        own = [source for source in seen.sources if (source.channel, source.ts) == (shared.channel, shared.ts)]
        title = own[-1].title if own else seen.name
        return _Told(series.name if series else seen.name, title, hidden=False)

    def _overheard(self, shared: Shared, target: str) -> bool:
        """Whether others read in the channel that is told of another's article: they get the link, which they can't
        open."""
        return target != shared.channel and self._rememberer.is_overheard(shared.team, target)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of a story that goes on. `hidden`: nothing but the thread's address."""

    name: str
    title: str
    hidden: bool


_HIDDEN = _Told("", "", hidden=True)
