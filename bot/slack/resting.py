"""Plans whose channel can't be posted in: they rest, their owner is told once, and they go on when the channel does."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from bot import log
from bot.digests.plans import Plans
from bot.digests.schedule import Plan, Reason, next_run
from bot.queue.jobs import RetryLater
from bot.slack.blocks.plans import RESTS, WAITS, about_channel, resumed, when_words
from bot.slack.directory import Directory
from bot.slack.errors import ChannelClosed, NotInChannel, SlackRefusal
from bot.slack.outbox import Outbox
from bot.slack.places import Shared, Slot

logger = log.get(__name__)

SKEW_SECONDS = 60.0
"""How far an event's time may be ahead of a message's: what is posted for it is looked for from so long before."""

State = Literal["open", "archived", "removed", "gone"]
"""How a channel stands: we can post there, it is archived, we are not in it, there is none that we may know of."""


class Resting:
    """Puts plans to rest and wakes them. `now` gives seconds since 1970. Events of Slack's say only when to look: how
    the channel stands, Slack is asked, for they come late, twice, and in no order."""

    def __init__(self, outbox: Outbox, directory: Directory, plans: Plans, now: Callable[[], float]) -> None:
        self._outbox = outbox
        self._directory = directory
        self._plans = plans
        self._now = now

    def closed(self, team: str, channel: str) -> None:
        """The channel was archived, or we left it: its plans rest, unless it is open by now.

        Raises:
            RetryLater: Slack does not answer just now.
        """
        state = self._state(channel)
        if state == "open":
            return
        for plan in self._plans.of(team, channel):
            if not plan.paused:
                self.rest(plan, "archived" if state == "archived" else "removed")

    def opened(self, team: str, channel: str, at: float) -> None:
        """The channel was unarchived, or we came into it, at `at` (seconds since 1970): plans that rested for that go
        on, and the channel is told once. Those that somebody paused stay so.

        Raises:
            RetryLater: Slack does not answer just now.
        """
        waiting = [plan for plan in self._plans.of(team, channel) if plan.paused in ("archived", "removed")]
        if not waiting or self._state(channel) != "open":
            return
        now = self._now()
        going = [replace(plan, paused="", since=now) for plan in waiting]
        slot = Slot(Shared(team, channel, f"{at - SKEW_SECONDS:.6f}"), "", "digests-go-on")
        try:  # told first: once they go on, a job that runs again finds nothing to tell
            self._outbox.post(slot, resumed([(plan, next_run(plan, now)) for plan in going]))
        except (ChannelClosed, NotInChannel):  # and closed again
            return
        for plan in going:
            if self._plans.get(team, plan.id) is not None:
                self._plans.refresh(plan)
                self._plans.save(plan)
        logger.info("digests go on", team=team, channel=channel, plans=len(going))

    def deleted(self, team: str, channel: str) -> None:
        """The channel was deleted and does not come back: its plans go, and their owners are told.

        Raises:
            RetryLater: Slack does not answer just now.
        """
        if self._state(channel) in ("open", "archived"):
            return
        for plan in self._plans.of(team, channel):
            self._tell(plan, f"removed your digest ({when_words(plan)}) for ", ": the channel was deleted.")
            self._plans.remove(team, plan.id)

    def rest(self, plan: Plan, reason: Reason) -> None:
        """The plan rests until its channel is open again or somebody resumes it; its owner is told why, once.

        Raises:
            RetryLater: Slack does not take the word just now.
        """
        logger.info("digest rests", team=plan.team, channel=plan.channel, plan=plan.id, reason=reason)
        resume = f"It goes on when {WAITS[reason]}; /digest list here lets you resume it yourself, or remove it."
        self._tell(plan, "paused your digest for ", f": {RESTS[reason]}. {resume}")
        now = self._plans.get(plan.team, plan.id)  # somebody may have removed or changed it meanwhile
        if now is not None:
            self._plans.save(replace(now, paused=reason, since=self._now()))

    def _tell(self, plan: Plan, before: str, after: str) -> None:
        if not self._plans.claim_telling(plan):
            return
        try:
            self._outbox.tell(plan.owner, about_channel(f"I {before}", plan.channel, after))
        except RetryLater:
            self._plans.release_telling(plan)
            raise

    def _state(self, channel: str) -> State:
        try:
            about: dict[str, Any] = self._directory.channel(channel)
        except SlackRefusal:
            return "gone"
        if about.get("is_archived"):
            return "archived"
        return "open" if about.get("is_member") else "removed"
