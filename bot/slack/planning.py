"""What people do with plans for digests: list, make, change, pause, resume, remove. For a channel's members."""

from dataclasses import dataclass, replace
from typing import Any

from bot.digests.plans import Plans, new_id
from bot.digests.schedule import Plan, Run, next_run
from bot.errors import NutgrafError
from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.notices import plain
from bot.slack.blocks.plan_modal import plan_modal
from bot.slack.blocks.plans import planned, plans_list, removal, when_words
from bot.slack.directory import Directory
from bot.slack.errors import SlackRefusal
from bot.slack.plan_words import MOST_SOURCES, Wish, WishError
from bot.slack.visibility import Visibility

MOST_PLANS = 10
"""Plans of one channel: as many as its list shows in two looks."""
UNKNOWN = "There is no such digest any more."
LISTED = "/digest list shows those of this channel."


class PlanError(NutgrafError):
    """What somebody wants of a plan can't be done."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where."""

    team: str
    channel: str
    user: str

    @property
    def direct(self) -> bool:
        """Whether they ask in a direct message."""
        return self.channel.startswith("D")


@dataclass(frozen=True, slots=True)
class Made:
    """A plan as somebody wished it, and what was done: `Planned`, `Changed`."""

    plan: Plan
    verb: str


class Planning:
    """Plans as people see and change them. Every method that asks Slack raises RetryLater where it does not answer."""

    def __init__(self, plans: Plans, directory: Directory, visibility: Visibility) -> None:
        self._plans = plans
        self._directory = directory
        self._visibility = visibility

    def within(self, seconds: float) -> "Planning":
        """The same, with so long for all that it asks of Slack."""
        directory = self._directory.within(seconds)
        return Planning(self._plans, directory, self._visibility.asking(directory))

    def plans(self, asker: Asker) -> list[Plan]:
        """The plans that are numbered for the asker: the channel's; in a direct message also those they made."""
        if not asker.direct:
            return self._plans.of(asker.team, asker.channel)
        return [p for p in self._plans.of(asker.team) if p.channel == asker.channel or p.owner == asker.user]

    def listed(self, asker: Asker, note: Message | None = None) -> Message:
        """`/digest list`, below a `note` on what was just done."""
        found = [(number, plan, self._next(plan)) for number, plan in enumerate(self.plans(asker), 1)]
        return plans_list(found, asker.channel, note)

    def form(self, asker: Asker, plan_id: str = "") -> Json:
        """The form for a new plan, or for changing one. Times of a new one are in the asker's zone.

        Raises:
            PlanError: there is no such plan, or it is not theirs to change.
        """
        plan = self.theirs(asker, plan_id) if plan_id else None
        zone = plan.zone if plan else self._directory.person(asker.team, asker.user).zone
        return plan_modal(asker.channel, zone, plan)

    def make(self, asker: Asker, channel: str, wish: Wish, plan_id: str = "", *, new: str = "") -> Made:
        """Plan a digest in `channel`, or change the plan of this id. A `new` plan may be given its id: made again it is
        the same plan.

        Raises:
            WishError: it can't be as wished, with the field that is wrong. PlanError: the plan is gone.
        """
        before = self.theirs(asker, plan_id) if plan_id else None
        self._check_place(asker, channel)
        self._check_sources(asker, channel, wish.channels)
        others = [plan for plan in self._plans.of(asker.team, channel) if plan.id != new]
        if before is None and len(others) >= MOST_PLANS:
            raise WishError("channel", f"That channel has {MOST_PLANS} digests already.", "Remove one first.")
        now = self._plans.now()
        plan = Plan(
            id=before.id if before else new or new_id(now),
            team=asker.team,
            channel=channel,
            owner=asker.user,
            times=wish.times,
            days=wish.days,
            zone=wish.zone or self._directory.person(asker.team, asker.user).zone,
            since=now,
            followed=wish.followed,
            channels=wish.channels,
            short=wish.short,
            silent=wish.silent,
        )
        if before and (before.paused or before.channel != channel):
            self._plans.refresh(before)
        self._plans.save(plan)
        return Made(plan, "Changed" if before else "Planned")

    def said(self, made: Made) -> Message:
        """What was made of a plan, in words."""
        return planned(made.plan, self._next(made.plan), made.verb)

    def made(self, team: str, plan_id: str, verb: str) -> Message | None:
        """The same for a plan by its id; None where it is gone by now."""
        plan = self._plans.get(team, plan_id)
        return self.said(Made(plan, verb)) if plan else None

    def find(self, asker: Asker, which: str) -> Plan:
        """The plan that somebody named by its number in their list, or left out where there is only one.

        Raises:
            PlanError: there is none, or several.
        """
        found = self.plans(asker)
        if not found:
            raise PlanError("No digest is planned for this channel.", "/digest schedule plans one.")
        if not which and len(found) == 1:
            return found[0]
        if not which:
            raise PlanError(f"Which of the {len(found)} digests?", "/digest list numbers them: /digest pause 2.")
        if not which.isascii() or not which.isdigit() or not 0 < int(which) <= len(found):
            raise PlanError(f"There is no digest “{which[:40]}”.", LISTED)
        return found[int(which) - 1]

    def change(self, asker: Asker, verb: str, plan_id: str) -> Message:
        """Pause a plan, resume it, or remove it; `ask` asks first whether it is to go. Says what became of it.

        Raises:
            PlanError: there is no such plan, or it is not theirs to change.
        """
        plan = self.theirs(asker, plan_id)
        match verb:
            case "ask":
                return removal(plan)
            case "remove":
                self._plans.remove(plan.team, plan.id)
                return plain(f"Removed: {when_words(plan)}.")
            case "pause" if plan.paused:
                return planned(plan, None, "It rests already")
            case "pause":
                resting = replace(plan, paused="asked", since=self._plans.now())
                self._plans.save(resting)
                return planned(resting, None, "Paused")
            case _:
                return self._resume(asker, plan)

    def theirs(self, asker: Asker, plan_id: str) -> Plan:
        """The plan, if the asker may do things with it.

        Raises:
            PlanError: there is no such plan, or it is not theirs to change.
        """
        plan = self._plans.get(asker.team, plan_id)
        if plan is None:
            raise PlanError(UNKNOWN, LISTED)
        if plan.owner == asker.user or self._is_in(asker, plan.channel):
            return plan
        raise PlanError("Only members of its channel can change a digest.")

    def _resume(self, asker: Asker, plan: Plan) -> Message:
        if not plan.paused:
            return planned(plan, self._next(plan), "It goes on already")
        self._check_place(asker, plan.channel)
        self._plans.refresh(plan)
        going = replace(plan, paused="", since=self._plans.now())
        self._plans.save(going)
        return planned(going, self._next(going), "Resumed")

    def _is_in(self, asker: Asker, channel: str) -> bool:
        if channel.startswith("D"):
            return channel == asker.channel
        return self._directory.is_member(channel, asker.user)

    def _next(self, plan: Plan) -> Run | None:
        return next_run(plan, self._plans.now())

    def _check_place(self, asker: Asker, channel: str) -> None:
        """Refuse a channel that we can't post in, or that the asker is not in."""
        if channel.startswith("D"):
            if self._direct(asker) != channel:
                raise WishError("channel", "I am not in this conversation.", "Plan it in a channel that I am in.")
            return
        about = self._about(channel)
        if about.get("is_archived"):
            raise WishError("channel", "That channel is archived.", "Choose another one.")
        if not about.get("is_member"):
            raise WishError("channel", "I am not in that channel.", "Invite me there with /invite, then try again.")
        if not self._directory.is_member(channel, asker.user):
            raise WishError("channel", "You are not in that channel.", "Its members plan its digests.")

    def _about(self, channel: str) -> dict[str, Any]:
        try:
            return self._directory.channel(channel)
        except SlackRefusal:
            return {}

    def _direct(self, asker: Asker) -> str:
        try:
            return self._directory.direct(asker.user)
        except SlackRefusal:
            return ""

    def _check_sources(self, asker: Asker, channel: str, sources: tuple[str, ...] | None) -> None:
        """A digest tells of public channels, and of its own."""
        others = [source for source in sources or () if source != channel]
        if len(others) > MOST_SOURCES:
            raise WishError("channels", f"More than {MOST_SOURCES} channels.", "Leave it empty to hear of all.")
        if any(self._visibility.is_private(asker.team, source) for source in others):
            raise WishError("channels", "A private channel's stories are told in itself only.", "Choose public ones.")
