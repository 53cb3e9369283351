"""Gathers a reader's Home tab, publishes it, and does what its switches ask for. Nobody sees there of a private channel
that they are not in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version

import redis

from bot import log
from bot.digests.plans import Plans
from bot.digests.schedule import Plan, next_run
from bot.errors import NutgrafError
from bot.events.memory import Memory
from bot.events.shares import Share, Shares
from bot.events.wishes import Wishes
from bot.queue.jobs import Queue
from bot.slack.blocks.home import MOST_RECENT, Health, HomeTab, Wish, home
from bot.slack.blocks.notices import plain
from bot.slack.directory import Directory, Person
from bot.slack.guests import Guests
from bot.slack.outbox import Outbox
from bot.slack.planning import Asker as PlanAsker
from bot.slack.planning import Planning
from bot.slack.remembering import Scope
from bot.slack.settings import Mode, Preferences
from bot.slack.story_list import Story, stories
from bot.slack.story_verbs import Asker, wish
from bot.slack.visibility import Visibility

logger = log.get(__name__)

RECENT_SECONDS = 2 * 24 * 3600.0
MOST_ASKED = 40
"""Channels of which Slack is asked who is in them, the latest used first: Slack lets through some fifty a minute."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What Home is made with."""

    outbox: Outbox
    directory: Directory
    guests: Guests
    visibility: Visibility
    preferences: Preferences
    store: redis.Redis
    alone: bool = True
    """No other workspace's jobs are in the queue, so that what waits there may be told."""


class Homes:
    """The Home tabs of a workspace's people."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._shares, self._plans, self._queue = Shares(parts.store), Plans(parts.store), Queue(parts.store)
        self._planning = Planning(self._plans, parts.directory, parts.visibility)

    def publish(self, team: str, user: str) -> None:
        """Show `user` their Home as it is now.

        Raises:
            RetryLater, SlackRefusal: Slack does not say, or does not take it.
        """
        person = self._parts.directory.person(team, user)
        self._parts.outbox.publish_home(user, home(self.tab(team, person)))

    def tab(self, team: str, person: Person) -> HomeTab:
        """What `person` may see.

        Raises:
            RetryLater: Slack does not say just now who is where.
        """
        now = self._plans.now()
        channels = self._channels(team, person)
        modes = self._parts.preferences.channels(team, channels)
        every = stories(self._scope(team, person))
        shares = self._shares.between(team, channels, now - RECENT_SECONDS, now + 60)
        return HomeTab(
            channels=tuple((channel, modes[channel].mode) for channel in channels),
            plans=tuple((plan, next_run(plan, now)) for plan in self._plans_of(team, person, channels)),
            followed=tuple(self._followed(team, person.id, every)),
            muted=tuple(self._muted(team, channels, every)),
            recent=tuple([share for share in reversed(shares) if self._is_recent(share)][:MOST_RECENT]),
            health=self._health() if person.admin and self._parts.alone else None,
        )

    def set_mode(self, team: str, user: str, channel: str, mode: Mode) -> None:
        """Somebody chose when the bot speaks in a channel they are in; of another nothing changes."""
        if self._parts.directory.is_member(channel, user):
            self._parts.preferences.set_mode(team, channel, mode)
        self.publish(team, user)

    def turn(self, team: str, user: str, verb: str, plan_id: str) -> None:
        """Somebody paused a digest, or resumed it (`verb`); where they can't, they are told why."""
        try:
            self._planning.change(PlanAsker(team, "", user), verb, plan_id)
        except NutgrafError as error:
            self._parts.outbox.tell(user, plain(str(error)))
        self.publish(team, user)

    def unfollow(self, team: str, user: str, story: str) -> None:
        """Somebody no longer follows a story."""
        self._wish(team, user, "unfollow", story, "")

    def unmute(self, team: str, user: str, channel: str, story: str) -> None:
        """A channel that somebody is in hears of a story again."""
        if self._parts.directory.is_member(channel, user):
            self._wish(team, user, "unmute", story, channel)
        else:
            self.publish(team, user)

    def _wish(self, team: str, user: str, verb: str, story: str, channel: str) -> None:
        scope = self._scope(team, self._parts.directory.person(team, user))
        found = next((each for each in stories(scope) if each.id == story), None)
        if found is not None:
            wish(scope, verb, found.names, found.name, Asker(user, channel, lambda: False))
        self.publish(team, user)

    def _scope(self, team: str, person: Person) -> Scope:
        memory = Memory(self._parts.store, team, None)
        sees = self._parts.guests.channels_of(team, person.id)
        return Scope(memory, Wishes(self._parts.store, memory), private=False, sees=sees)

    def _channels(self, team: str, person: Person) -> list[str]:
        """Channels in which something was shared, the latest first, that the person may see: public ones, for a guest
        only those they are in; private ones they are in. Direct messages are no channels."""
        known = [each for each in reversed(self._shares.channels(team)) if not each.startswith("D")]
        return [channel for channel in known[:MOST_ASKED] if self._may_see(team, channel, person)]

    def _plans_of(self, team: str, person: Person, channels: Sequence[str]) -> list[Plan]:
        """The digests that the person may see, their own first: of `channels`, and of those that only read along."""
        every = sorted(self._plans.of(team), key=lambda plan: plan.owner != person.id)
        sees = dict.fromkeys(channels, True)
        for plan in every:
            if plan.channel.startswith("D"):
                sees[plan.channel] = plan.owner == person.id
            elif plan.channel not in sees and len(sees) < MOST_ASKED + len(channels):
                sees[plan.channel] = self._may_see(team, plan.channel, person)
        return [plan for plan in every if sees.get(plan.channel)]

    def _is_recent(self, share: Share) -> bool:
        """Whether to show a sharing: the first of its article; and what a channel shared while it was private stays
        with it when it is made public."""
        return not share.again and (not share.private or self._parts.visibility.is_private(share.team, share.channel))

    def _may_see(self, team: str, channel: str, person: Person) -> bool:
        if not person.guest and not self._parts.visibility.is_private(team, channel):
            return True
        return self._parts.directory.is_member(channel, person.id)

    def _followed(self, team: str, user: str, every: Iterable[Story]) -> Iterable[Wish]:
        wishes = Wishes(self._parts.store, Memory(self._parts.store, team, None))
        found = list(every)
        followed = wishes.followed_of({name for story in found for name in story.names}, user)
        return [Wish(story.id, story.name) for story in found if followed & set(story.names)]

    def _muted(self, team: str, channels: Iterable[str], every: Iterable[Story]) -> Iterable[Wish]:
        wishes = Wishes(self._parts.store, Memory(self._parts.store, team, None))
        found = list(every)
        names = {name for story in found for name in story.names}
        for channel in channels:
            muted = wishes.muted_of(names, channel)
            yield from (Wish(story.id, story.name, channel) for story in found if muted & set(story.names))

    def _health(self) -> Health:
        counts = self._queue.counts()
        waiting = counts.queued  # what is under way does not wait: this very look is
        return Health(version("nutgraf"), waiting, counts.oldest_age if waiting else 0.0, counts.dead)
