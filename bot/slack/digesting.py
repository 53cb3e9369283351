"""Gathers what a digest is made from: the links that a channel may see, what was read of them, and their stories."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import redis

from bot.digests.ahead import reminded
from bot.digests.compile import compile_digest, series_ids
from bot.digests.digest import Digest, Material
from bot.digests.recurring import FORGOTTEN_DAYS
from bot.events.event import Event, Series
from bot.events.memory import Memory, Sharing, message_id
from bot.events.recorded import RECORDED_JSON
from bot.events.shares import Share, Shares
from bot.events.tracker import sharing_key
from bot.events.viewing import series_from, told_by
from bot.events.wishes import Wishes
from bot.slack.replies import Replies
from bot.slack.seen import may_be_told, read_items
from bot.slack.settings import Preferences, is_muted
from bot.store.keys import REPLY_SECONDS

AT_ONCE = 50
"""Series whose events are read in one round trip; a near-nightly one has hundreds."""


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


@dataclass(frozen=True, slots=True)
class _View:
    """What may be told where the digest is read: of which memories, and which channels it shows; `narrow`: not of all
    that the memories are made of."""

    team: str
    channel: str
    memories: Sequence[Memory]
    shows: Callable[[str], bool]
    narrow: bool


class Digests:
    """Makes digests for channels. Of what a private channel saw only that channel's own digest knows."""

    def __init__(self, store: redis.Redis, visibility: Sees) -> None:
        self._store = store
        self._visibility = visibility
        self._shares = Shares(store)
        self._replies = Replies(store)

    def of(  # noqa: PLR0913 - a place, a time, and what of it
        self,
        team: str,
        channel: str,
        since: float,
        until: float,
        *,
        zone: str,
        content: Content | None = None,
    ) -> Digest:
        """The digest for `channel` of what was shared from `since` until `until` (seconds since 1970), days by `zone`.

        Raises:
            RetryLater: Slack does not say what kind of channel one is just now.
        """
        content = content or Content()
        view = self._view(team, channel, content)
        today = datetime.fromtimestamp(until, ZoneInfo(zone)).date()
        sorts = _sorted_out(self._found(view, until, content.channels), since, until, reminded(today))
        told, earlier, held = (_as_recorded(view, shares) for shares in sorts)
        events = _events(view, [*told, *earlier, *held], frozenset(map(_key, held)))
        its_series = (event.series for event in events.values() if event.series)
        series = _series(view, its_series, today, {share.event for share in held if share.event} - set(events))
        begun = frozenset().union(*map(series_ids, series.values()))
        stories = {*events, *begun, *(share.story for share in (*told, *earlier))}
        wishes = [Wishes(self._store, memory) for memory in view.memories]
        material = Material(
            items=tuple(read_items(self._replies, told)),
            events=events,
            series=series,
            muted=frozenset().union(*(each.muted_of(stories, channel) for each in wishes)),
            followed=frozenset().union(*(each.followed_of(stories, channel) for each in wishes)),
            earlier=tuple(read_items(self._replies, earlier)),
        )
        made = compile_digest(material, since, until, zone, followed=content.followed)
        return replace(made, embargoed=len({share.story for share in held if share.at >= since}))

    def _view(self, team: str, channel: str, content: Content) -> _View:
        private = self._visibility.is_private(team, channel)
        memories = [Memory(self._store, team, None), *([Memory(self._store, team, channel)] if private else [])]

        def shows(place: str) -> bool:
            if place == channel:
                return True
            return not content.own and not self._visibility.is_private(team, place)

        return _View(team, channel, memories, shows, narrow=content.own)

    def _found(self, view: _View, until: float, chosen: Collection[str] | None) -> list[Share]:
        """What was shared until then, from as far back as it is kept, as far as it may be told."""
        known = self._shares.channels(view.team) if chosen is None else chosen
        places = [place for place in dict.fromkeys(known) if view.shows(place)]
        found = self._shares.between(view.team, places, until - REPLY_SECONDS, until)
        muted = Preferences(self._store).workspace(view.team).muted_domains
        return [share for share in may_be_told(found, view.channel) if not is_muted(share.url, muted)]


def _sorted_out(
    shares: Iterable[Share], since: float, until: float, near: frozenset[str]
) -> tuple[list[Share], list[Share], list[Share]]:
    """What the digest tells of; what earlier ones told that announced something for the days `near`; and what is under
    an embargo still. An article is told in the first digest after its embargo."""
    told: list[Share] = []
    earlier: list[Share] = []
    held: list[Share] = []
    for share in shares:
        released = max(share.at, share.embargo or 0.0)
        if released >= until:
            held.append(share)
        elif released >= since:
            told.append(share)
        elif not near.isdisjoint(share.ahead):
            earlier.append(share)
    return told, earlier, held


def _key(share: Share) -> str:
    return sharing_key(share.channel, share.read_at, share.story)


def _as_recorded(view: _View, shares: Sequence[Share]) -> list[Share]:
    """The shares with the event each belongs to by now: people correct and merge."""
    sharings = [Sharing(message_id(share.channel, share.read_at), _key(share)) for share in shares]
    events: dict[int, str] = {}
    for memory in view.memories:
        now: dict[str, str] = {}
        for at, answer in enumerate(memory.answers_of(sharings)):
            if answer:
                event = RECORDED_JSON.validate_json(answer).event
                if event not in now:
                    now[event] = memory.now(event)
                events[at] = now[event]
    return [replace(share, event=events.get(at, share.event)) for at, share in enumerate(shares)]


def _events(view: _View, shares: Iterable[Share], held: Collection[str]) -> dict[str, Event]:
    """The events of the shares, as far as what may be told of tells them: no other channels, no articles `held`."""
    ids = list(dict.fromkeys(share.event for share in shares if share.event))
    found = (_told(view, event, held) for memory in view.memories for event in memory.load(ids))
    return {event.id: event for event in found if event is not None}


def _told(view: _View, event: Event, held: Collection[str] = ()) -> Event | None:
    return told_by(event, [each for each in event.sources if each.id not in held and view.shows(each.channel)])


def _series(view: _View, told: Iterable[str], today: date, held: Collection[str]) -> dict[str, Series]:
    """The series `told`, and those that may be alive on `today`, without the events `held`, and with those alone that
    may be told of."""
    wanted, found = list(dict.fromkeys(told)), dict[str, Series]()
    for memory in view.memories:
        known = memory.load_series(wanted) | memory.series_since(today - timedelta(days=FORGOTTEN_DAYS))
        series = [replace(each, steps=tuple(s for s in each.steps if s.event not in held)) for each in known.values()]
        if view.narrow:
            series = list(_narrowed(view, memory, series))
        found |= {each.id: each for each in series if each.steps}
    return found


def _narrowed(view: _View, memory: Memory, series: Sequence[Series]) -> Iterator[Series]:
    """The series as those of their events tell them that may be told of."""
    for at in range(0, len(series), AT_ONCE):
        some = series[at : at + AT_ONCE]
        events = memory.load(dict.fromkeys(step.event for each in some for step in each.steps))
        seen = {event.id: told for event in events if (told := _told(view, event)) is not None}
        yield from (part for each in some if (part := series_from(each, seen)) is not None)
