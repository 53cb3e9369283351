"""Forgetting a channel, a person or an article: what came from it goes from the store, everywhere.

In two steps, so that somebody can look in between: `find_…` says what would go, `forget` removes it. Both work on the
store alone and need no token: what the bot wrote in Slack stands there until somebody deletes it. A deleted message is
`Rememberer.forget_message`; here are many of them at once.

Who shared a link is known as long as what was read in it (30 days); after that an event remembers in which message an
article was shared, and nobody's name. How common words are in the newsroom's articles (`counts`) is a number without a
source and stays.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from math import inf, nextafter
from typing import Any

import redis

from bot import log
from bot.articles.links import link_key, page_key
from bot.digests.plans import Plans
from bot.digests.schedule import Plan
from bot.events.corrections import Corrections
from bot.events.event import Event, Source
from bot.events.memory import Memory, Sharing, message_id
from bot.events.shares import MOST, Share, Shares
from bot.events.sightings import Sightings
from bot.events.tracker import Tracker
from bot.queue.dropping import Dropper
from bot.queue.jobs import Job
from bot.slack.places import Shared
from bot.slack.remembering import Rememberer
from bot.slack.replies import Reading, Replies
from bot.slack.slots import Slots
from bot.store.keys import team_key

logger = log.get(__name__)

BATCH = 500

Match = Callable[[Share], bool]
Going = Callable[[Source], bool]
"""Whether an event's source is one of those that go."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is to go: sharings (by message and link), channels with everything of theirs, pages that are kept by their
    address, and how many jobs, events, plans, follows and corrections are touched. `user` where it is a person."""

    team: str
    sharings: tuple[Share, ...]
    channels: tuple[str, ...] = ()
    user: str = ""
    url: str = ""
    whole_messages: bool = True
    """Everything of a sharing's message goes; else that one link of it."""
    events: int = 0
    pages: int = 0
    keys: int = 0
    jobs: int = 0
    plans: int = 0
    wishes: int = 0
    corrections: int = 0

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to remove."""
        counted = (self.events, self.pages, self.keys, self.jobs, self.plans, self.wishes, self.corrections)
        return not (self.sharings or any(counted))


class Forgetter:
    """Finds and forgets in one workspace's data. Every method raises redis.RedisError when the store can't be reached;
    what was not removed by then is when it is called again."""

    def __init__(self, store: redis.Redis, team: str) -> None:
        self._store: Any = store  # redis-py's types don't know that answers are text
        self._team = team
        self._shares, self._replies, self._slots = Shares(store), Replies(store), Slots(store)
        self._sightings, self._tracker = Sightings(store, 1), Tracker(store)
        self._plans, self._dropper = Plans(store), Dropper(store)

    # -- what would go

    def find_channel(self, channel: str) -> Found:
        """Everything of a channel, and what it told the workspace's memory."""
        sharings = self._sharings(lambda share: share.channel == channel)
        return self._counted(Found(self._team, sharings, channels=(channel,)))

    def find_user(self, user: str) -> Found:
        """Everything that a person shared, said to the bot, or wished of it. Their direct messages with it go whole."""
        sharings = self._sharings(lambda share: share.user == user)
        direct = {share.channel for share in sharings if share.channel.startswith("D")}
        direct |= set(filter(None, [self._slots.direct(self._team, user)]))
        return self._counted(Found(self._team, sharings, channels=tuple(sorted(direct)), user=user))

    def find_url(self, url: str) -> Found:
        """An article, wherever it was shared and under whatever address of its."""
        key = link_key(url)
        first = self._sharings(lambda share: key in (share.name, share.story, link_key(share.url)))
        stories = {key, *(share.story for share in first)}
        sharings = self._sharings(lambda share: not stories.isdisjoint((share.name, share.story, link_key(share.url))))
        return self._counted(Found(self._team, sharings, url=url, whole_messages=False))

    def _counted(self, found: Found) -> Found:
        return replace(
            found,
            events=sum(any(map(self._going(found), event.sources)) for _, event in self._events()),
            pages=sum(bool(self._store.exists(key)) for key in self._pages(found)),
            keys=sum(1 for _ in self._keys(found)),
            jobs=self._dropper.count(self._job(found)),
            plans=sum(1 for _ in self._touched_plans(found)),
            wishes=sum(1 for _ in self._wishes(found)),
            corrections=sum(1 for _ in self._corrections(found)),
        )

    # -- removing it

    def forget(self, found: Found) -> None:
        """Remove what was found. Doing it again changes nothing."""
        self._dropper.drop(self._job(found))
        for share in found.sharings:
            self._forget_sharing(share, whole=found.whole_messages)
        going = self._going(found)
        for memory, event in list(self._events()):
            for source in filter(going, event.sources):
                Corrections(memory).forget(event.id, Sharing(message_id(source.channel, source.ts), source.id), None)
        for key, member in list(self._wishes(found)):
            self._store.srem(key, member)
        for key, line in list(self._corrections(found)):
            self._store.lrem(key, 0, line)
        for plan in list(self._touched_plans(found)):
            self._strip(plan, found)
        for key in (*self._pages(found), *list(self._keys(found))):
            self._store.delete(key)
        for channel in found.channels:
            self._store.zrem(team_key(self._team, "shared-in"), channel)
        logger.info("forgotten", team=self._team, sharings=len(found.sharings), events=found.events)

    def _forget_sharing(self, share: Share, *, whole: bool) -> None:
        at = Shared(share.team, share.channel, share.ts)
        slots = [slot for slot in self._slots.of_message(at) if whole or slot.name == share.name]
        readings = [reading for slot in slots if (reading := self._replies.find(at, slot.name))]
        for private in (False, True):  # a channel that changed its kind may have told both memories
            self._forget_readings(at, share, readings, private=private, whole=whole)
        for slot in slots:
            self._replies.forget(slot)
            if whole:
                self._slots.forget(slot)
        for story in {share.story, *(reading.story for reading in readings)}:
            self._sightings.forget(share.team, share.channel, share.ts, story)
        self._shares.forget(share.team, share.channel, share.ts, None if whole else share.name)
        self._forget_lines(share, whole=whole)

    def _forget_readings(
        self, at: Shared, share: Share, readings: Iterable[Reading], *, private: bool, whole: bool
    ) -> None:
        if whole:
            texts = {reading.story: (reading.article, reading.brief) for reading in readings}
            sharing = Rememberer.sharing(at, share.thread_ts, "", private=private)
            self._tracker.forget_message(sharing, texts)
            return
        for reading in readings:
            sharing = Rememberer.sharing(at, share.thread_ts, reading.story, private=private)
            self._tracker.forget(sharing, reading.article, reading.brief)

    def _forget_lines(self, share: Share, *, whole: bool) -> None:
        """Out of the channel's collecting reply, and of what is said of changed articles."""
        noise = team_key(share.team, "channel", share.channel, "noise")
        pointer = f"{noise}:under:{share.ts}"
        if place := self._store.get(pointer):
            rolled = f"{noise}:rolled:{json.loads(place)['ts']}"
            self._store.hdel(rolled, f"{share.ts}:{share.name}")
            if whole:
                self._store.delete(pointer)
        revised = team_key(share.team, "channel", share.channel, "revised")
        for line in self._store.zrange(revised, 0, -1):
            said = json.loads(line)
            if said["ts"] == share.ts and (whole or link_key(said["url"]) == link_key(share.url)):
                self._store.zrem(revised, line)

    def _strip(self, plan: Plan, found: Found) -> None:
        """A channel's own plans go; out of others it is taken. A person's plans are their channel's: they stay, and
        belong to nobody."""
        left = tuple(each for each in plan.channels or () if each not in found.channels)
        if plan.channel in found.channels or (plan.channels is not None and not left):
            self._plans.remove(plan.team, plan.id)
            return
        owner = "" if plan.owner == found.user else plan.owner
        self._plans.save(replace(plan, owner=owner, channels=None if plan.channels is None else left))

    # -- what belongs to it

    def _sharings(self, match: Match) -> tuple[Share, ...]:
        """The sharings that match, however many a channel has: they come MOST at a time, the latest first."""
        found: dict[Share, None] = {}
        for channel in self._shares.channels(self._team):
            until = inf
            while page := self._shares.between(self._team, [channel], 0.0, until):
                found |= dict.fromkeys(filter(match, page))
                # The links of one message have one time: those of the oldest are read again, with what was cut off.
                until = nextafter(page[0].at, inf) if page[0].at < page[-1].at else page[0].at
                if len(page) < MOST:
                    break
        return tuple(sorted(found, key=lambda share: (share.at, share.ts, share.name)))

    def _events(self) -> Iterator[tuple[Memory, Event]]:
        """The events of the public memory, and of each private one."""
        for channel in (None, *self._private()):
            memory = Memory(self._store, self._team, channel)
            yield from ((memory, event) for event in memory.walk())

    def _private(self) -> list[str]:
        prefix = team_key(self._team, "channel", "")
        keys = self._store.scan_iter(f"{prefix}*:events:version", count=BATCH)
        return sorted({str(key).removeprefix(prefix).partition(":")[0] for key in keys})

    @staticmethod
    def _going(found: Found) -> Going:
        messages = {(share.channel, share.ts) for share in found.sharings}
        links = {link_key(found.url), *(link_key(share.url) for share in found.sharings)} if found.url else set()

        def going(source: Source) -> bool:
            if source.channel in found.channels:
                return True
            if not found.whole_messages:
                return bool(source.url) and link_key(str(source.url)) in links
            return (source.channel, source.ts) in messages

        return going

    def _pages(self, found: Found) -> list[str]:
        urls = {share.url for share in found.sharings} | ({found.url} if found.url else set())
        return sorted({f"nutgraf:{{article:{page_key(url)}}}" for url in urls})

    def _keys(self, found: Found) -> Iterator[str]:
        """Keys that are the channel's or the person's own."""
        patterns = [team_key(self._team, "channel", channel, "*") for channel in found.channels]
        patterns += [team_key(self._team, "turn*", channel) + tail for channel in found.channels for tail in ("", ":*")]
        targets = [*found.channels, *filter(None, [found.user])]
        patterns += [team_key(self._team, "*events:told:*", target) for target in targets]
        if found.user:
            patterns += [team_key(self._team, what, found.user) for what in ("person", "shift", "direct")]
        for pattern in patterns:
            yield from map(str, self._store.scan_iter(pattern, count=BATCH))

    @staticmethod
    def _job(found: Found) -> Callable[[Job], bool]:
        links = {link_key(found.url), *(link_key(share.url) for share in found.sharings)} if found.url else set()

        def theirs(job: Job) -> bool:
            if job.args.get("team") != found.team:
                return False
            url = job.args.get("url")
            return (
                job.args.get("channel") in found.channels
                or bool(found.user and job.args.get("user") == found.user)
                or bool(links and url and link_key(str(url)) in links)
            )

        return theirs

    def _touched_plans(self, found: Found) -> Iterator[Plan]:
        for plan in self._plans.of(self._team):
            drawn = {plan.channel, *(plan.channels or ())}
            if not drawn.isdisjoint(found.channels) or (found.user and plan.owner == found.user):
                yield plan

    def _wishes(self, found: Found) -> Iterator[tuple[str, str]]:
        """Who follows and what is muted: key and member."""
        members = [*found.channels, *filter(None, [found.user])]
        if not members:
            return
        for what in ("followers", "muted"):
            for key in self._store.scan_iter(team_key(self._team, f"*events:{what}:*"), count=BATCH):
                for member, is_in in zip(members, self._store.smismember(key, members), strict=True):
                    if is_in:
                        yield str(key), member

    def _corrections(self, found: Found) -> Iterator[tuple[str, str]]:
        """What was said by the person, for the channel, or of the articles: key and line."""
        who = {*found.channels, *filter(None, [found.user])}
        titles = {share.title for share in found.sharings if share.title}
        for key in self._store.scan_iter(team_key(self._team, "*events:corrections"), count=BATCH):
            for line in self._store.lrange(key, 0, -1):
                said = json.loads(line)
                if not who.isdisjoint((said.get("by"), said.get("other"))) or said.get("title") in titles:
                    yield str(key), line
