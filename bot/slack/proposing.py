"""With a digest, its channel is asked about stories that look like one, or like two. Nothing is changed unasked."""

from collections.abc import Iterable, Sequence

import redis

from bot import clock, log
from bot.events.arrival import Arrival
from bot.events.corrections import Corrections, UnknownStoryError
from bot.events.event import Event
from bot.events.memory import Memory, Sharing, message_id
from bot.events.offers import KEEP, Offer, Offers, offer_of
from bot.events.proposals import Merge, Seen, Split, proposals
from bot.events.recorded import RECORDED_JSON
from bot.events.shares import Share, Shares
from bot.events.tracker import arrival_of, sharing_key
from bot.events.viewing import told_by
from bot.events.wishes import Wishes
from bot.slack.blocks.proposed import decided, proposed
from bot.slack.outbox import Outbox, WithdrawnError
from bot.slack.places import Shared, Slot
from bot.slack.remembering import Rememberer, Scope
from bot.slack.replies import Replies
from bot.slack.retelling import Done
from bot.slack.seen import may_be_told, read_items
from bot.store.keys import DAY

logger = log.get(__name__)

WINDOW_SECONDS = 7 * DAY
"""How far back articles are clustered again: a story that nobody shared for a week is seldom in two parts by now."""
MOST_SEEN = 150
"""Articles clustered again, the latest; they take some two seconds."""
MOST_OFFERED = 3
"""Questions put with one digest, the surest."""


class Proposer:
    """Finds what to ask, asks, and does what people decide."""

    def __init__(self, store: redis.Redis, outbox: Outbox, rememberer: Rememberer) -> None:
        self._store = store
        self._outbox = outbox
        self._rememberer = rememberer
        self._shares = Shares(store)
        self._replies = Replies(store)

    def offer(self, digest: Shared, until: float, *, own: bool) -> int:
        """Ask in the thread of a digest (`digest` is its message), of what was shared until then (seconds since 1970).
        `own`: only of stories that this channel alone shared, as outsiders read here. Asked again the same questions
        stand there once. Returns how many there are.

        Raises:
            RetryLater: Slack asks to wait, or does not answer.
        """
        scope = self._rememberer.scope(digest.team, digest.channel)
        window = self._window(scope, digest, until, own=own)
        offers = Offers(self._store, scope.memory)
        count = 0
        for found in proposals(window, offers.settled(seen.event.id for seen in window)):
            if count == MOST_OFFERED:
                break
            offer = offer_of(found)
            if offers.claim(offer, f"{digest.channel}:{digest.ts}"):
                count += self._put(digest, offer, _groups(found, window))
        return count

    def decide(self, team: str, channel: str, user: str, offer_id: str, press: str, *, accept: bool) -> Done:  # noqa: PLR0913 - a press and its place
        """Do what somebody decided, once: `press` tells one press of a button from the next.

        Raises:
            UnknownStoryError: it is no longer known, `user` may not see all of it, or somebody else has decided.
        """
        scope = self._rememberer.scope(team, channel, user)
        offers = Offers(self._store, scope.memory)
        offer = offers.find(offer_id)
        ids = [scope.memory.now(each) for each in (offer.event, offer.other) if each] if offer else []
        seen = {event.id: event for event in scope.load(dict.fromkeys(ids))}
        if offer is None or not seen.keys() >= {*ids}:
            raise UnknownStoryError("I don't know these stories any more.", "See /story.")
        if not offers.decide(offer_id, f"{user}:{press}"):
            raise UnknownStoryError("Somebody has just decided this.", "/story merge and /story split put it right.")
        changed: tuple[str, ...] = ()
        name = seen[ids[0]].name
        if not accept:
            self._keep(scope, offer, name, user)
        elif offer.what == "merge":
            changed = self._merge(scope, offer, user)
        else:
            changed = self._split(scope, team, offer, user)
        return Done(decided(offer.what, name, user, accepted=accept), changed)

    def _put(self, digest: Shared, offer: Offer, groups: Sequence[Event]) -> bool:
        slot = Slot(digest, digest.ts, f"proposal-{offer.id}")
        try:
            self._outbox.post(slot, proposed(offer.what, offer.id, groups))
        except WithdrawnError:
            logger.info("digest was deleted", channel=digest.channel, ts=digest.ts)
            return False
        return True

    def _window(self, scope: Scope, digest: Shared, until: float, *, own: bool) -> list[Seen]:
        """The articles of the window with the events they belong to by now, as far as the channel may see both."""
        shares = self._shares.between(digest.team, self._places(scope, digest, own=own), until - WINDOW_SECONDS, until)
        told = [share for share in may_be_told(shares, digest.channel) if (share.embargo or 0.0) < until]
        items = [item for item in read_items(self._replies, told) if not item.share.again][-MOST_SEEN:]
        events = self._events(scope, [item.share for item in items])
        muted = Wishes(self._store, scope.memory).muted_of(
            {story for event in events.values() for story in (event.id, event.series) if story}, digest.channel
        )
        window = []
        for item in items:
            key = _key(item.share)
            event = events.get(key)
            if event is None or event.id in muted or event.series in muted:
                continue
            if own and any(source.channel != digest.channel for source in event.sources):
                continue
            source = next(source for source in event.sources if source.id == key)
            arrival = arrival_of(scope.memory, item.share.at, item.article, item.brief)
            window.append(Seen(source, event, arrival))
        return window

    def _places(self, scope: Scope, digest: Shared, *, own: bool) -> Iterable[str]:
        if scope.private or own:
            return [digest.channel]
        known = dict.fromkeys(self._shares.channels(digest.team))
        return [place for place in known if not self._rememberer.scope(digest.team, place).private]

    @staticmethod
    def _events(scope: Scope, shares: Sequence[Share]) -> dict[str, Event]:
        """The event of each share's article, by the article's id."""
        memory = scope.memory
        answers = memory.answers_of([Sharing(message_id(share.channel, share.ts), _key(share)) for share in shares])
        known = dict.fromkeys(RECORDED_JSON.validate_json(answer).event for answer in answers if answer)
        events = memory.load(dict.fromkeys(map(memory.now, known)))
        return {source.id: event for event in events for source in event.sources}

    @staticmethod
    def _keep(scope: Scope, offer: Offer, name: str, user: str) -> None:
        corrections, said = Corrections(scope.memory), (KEEP[offer.what], offer.event, offer.other, user)
        if said not in {(each.what, each.event, each.other, each.by) for each in corrections.all()}:  # else done before
            corrections.label(*said[:3], name, user, clock.now())

    @staticmethod
    def _merge(scope: Scope, offer: Offer, user: str) -> tuple[str, ...]:
        event, other = scope.memory.now(offer.event), scope.memory.now(offer.other)
        if event != other:  # else done before
            Corrections(scope.memory).merge(event, other, user, clock.now())
            scope.wishes.carry(other, event)
        return (event,)

    def _split(self, scope: Scope, team: str, offer: Offer, user: str) -> tuple[str, ...]:
        corrections, event_id = Corrections(scope.memory), scope.memory.now(offer.event)
        event = next(iter(scope.load([event_id])), None)
        texts = self._texts(scope.memory, team, event, offer.articles) if event else []
        if not texts:  # done before, unless others took them out
            for said in corrections.all():
                same = (said.what, said.event, said.by) == ("part", event_id, user)
                if same and set(said.article.split(",")) <= set(offer.articles):
                    return event_id, said.other
        return event_id, corrections.part(event_id, texts, user, clock.now()).id

    def _texts(
        self, memory: Memory, team: str, event: Event, articles: Sequence[str]
    ) -> list[tuple[str, Arrival | None]]:
        """The articles as they came, where what was read of them is still kept."""
        sources = [source for source in event.sources if source.id in articles]
        return [(source.id, self._rememberer.came(team, memory, source)) for source in sources]


def _groups(found: Merge | Split, window: Sequence[Seen]) -> list[Event]:
    """The events, or the event's two parts, as the window's articles tell them."""
    if isinstance(found, Merge):
        parts = [[seen for seen in window if seen.event.id == event] for event in found.events]
    else:
        members = [seen for seen in window if seen.event.id == found.event]
        parts = [[seen for seen in members if (seen.source.id in found.articles) is second] for second in (False, True)]
    told = (told_by(part[0].event, [seen.source for seen in part]) for part in parts)
    return [event for event in told if event is not None]


def _key(share: Share) -> str:
    return sharing_key(share.channel, share.ts, share.story)
