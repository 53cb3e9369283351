"""Digests into channels: those that are due, each once, and those that somebody asks for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot import log, metrics
from bot.digests.digest import Digest
from bot.digests.plans import Plans
from bot.digests.schedule import GRACE_SECONDS, LATE_SECONDS, Plan, Run, is_too_late, window
from bot.errors import NutgrafError
from bot.slack.blocks.digest import digest_messages
from bot.slack.blocks.plans import about_channel
from bot.slack.digesting import Content, Digests
from bot.slack.directory import Directory
from bot.slack.errors import ChannelClosed, NotInChannel, SlackRefusal
from bot.slack.guests import Guests
from bot.slack.outbox import Outbox, WithdrawnError
from bot.slack.places import Shared, Slot
from bot.slack.proposing import Proposer
from bot.slack.resting import Resting
from bot.slack.visibility import is_shared_outside

logger = log.get(__name__)

SHORT_EVENTS, SHORT_OTHERS = 3, 2
"""What a short digest tells, and nothing in its thread: one screen of a phone."""

SKEW_SECONDS = 60.0
"""How far our clock may be ahead of Slack's: a post that somebody asks for is looked for from so long before."""


class DigestPosts:
    """Makes digests and posts them. `now` gives seconds since 1970, `grace` is in seconds."""

    def __init__(  # noqa: PLR0913, PLR0917 - the parts it is made of
        self,
        outbox: Outbox,
        directory: Directory,
        plans: Plans,
        digests: Digests,
        guests: Guests,
        proposer: Proposer,
        now: Callable[[], float],
        grace: float = GRACE_SECONDS,
    ) -> None:
        self._outbox = outbox
        self._directory = directory
        self._plans = plans
        self._digests = digests
        self._guests = guests
        self._proposer = proposer
        self._resting = Resting(outbox, directory, plans, now)
        self._now = now
        self._grace = grace

    def make(self, team: str, run: Run) -> None:
        """Post the digest of a run unless it was posted, is past its grace, or its plan is gone or rests. Called again,
        it goes on where it broke off.

        Raises:
            RetryLater: Slack asks to wait, or does not answer: call again then.
        """
        plan = self._plans.get(team, run.plan)
        if plan is None or plan.paused or self._plans.is_made(plan, run):
            return
        if is_too_late(run, self._now(), self._grace):
            metrics.DIGESTS.labels("too_late").inc()
            logger.warning("digest came too late", team=team, channel=plan.channel, run=run.key)
            return
        covered = self._plans.covered(plan)
        since, until = window(plan, run, covered)
        if covered is not None and covered >= until:  # a later one has told it
            return
        try:
            self._refuse_closed(plan.channel)
            content = self.for_readers(team, plan.channel, plan.owner, _content(plan))
            digest = self._digests.of(team, plan.channel, since, until, zone=plan.zone, content=content)
            if not (plan.silent and digest.empty):
                thread = self._post(_slot(plan, run), digest, self._note(plan, run), short=plan.short)
                self._ask(thread, plan, content, until)
        except (ChannelClosed, NotInChannel) as refusal:
            self._resting.rest(plan, "archived" if isinstance(refusal, ChannelClosed) else "removed")
            metrics.DIGESTS.labels("resting").inc()
            return
        self._plans.made(plan, run, until)
        metrics.DIGESTS.labels("silent" if plan.silent and digest.empty else "posted").inc()

    def give_up(self, team: str, run: Run, number: str) -> None:
        """The run's digest could not be made: tell the plan's owner; `number` is the job's, which the log repeats."""
        metrics.DIGESTS.labels("failed").inc()
        plan = self._plans.get(team, run.plan)
        if plan is not None:
            after = f" could not be made. Tell whoever runs this bot the number {number}."
            self._outbox.tell(
                plan.owner, about_channel(f"The digest of {run.day}, {run.time} for ", plan.channel, after)
            )

    def run_now(self, plan: Plan, at: float, name: str, note: str) -> None:
        """Post what the plan's next digest would tell, now; the next one tells it again. `at` and `name` as `share`.

        Raises:
            SlackRefusal: it can't be posted there.
        """
        now = self._now()
        since, _ = window(plan, Run(plan.id, "", "", now), self._plans.covered(plan))
        content = self.for_readers(plan.team, plan.channel, plan.owner, _content(plan))
        digest = self._digests.of(plan.team, plan.channel, since, now, zone=plan.zone, content=content)
        told = shortened(digest) if plan.short else digest
        self._ask(self.share(plan.team, plan.channel, at, name, told, note), plan, content, now)

    def share(self, team: str, channel: str, at: float, name: str, digest: Digest, note: str) -> Shared:  # noqa: PLR0913, PLR0917 - a place, which asking, and what to say
        """Post a digest into the channel, asked for at `at` (seconds since 1970); `name` tells this asking from the
        next. Returns the message.

        Raises:
            SlackRefusal: it can't be posted there.
        """
        self._refuse_closed(channel)
        return self._post(
            Slot(Shared(team, channel, f"{at - SKEW_SECONDS:.6f}"), "", f"digest-{name}"), digest, note, short=False
        )

    def for_readers(self, team: str, channel: str, owner: str, content: Content) -> Content:
        """`content` as everybody in the channel may see it: where guests or another organisation read, only what the
        channel itself shared.

        Raises:
            SlackRefusal: it is no channel that we may know of.
        """
        if channel.startswith("D"):
            outsiders = self._directory.person(team, owner).guest
        else:
            outsiders = is_shared_outside(self._directory.channel(channel)) or self._guests.are_in(team, channel)
        return replace(content, own=True) if outsiders else content

    def _post(self, slot: Slot, digest: Digest, note: str, *, short: bool) -> Shared:
        """The digest's message, which is returned, and the rest in its thread. Where somebody deleted it meanwhile, no
        more is said."""
        first, more = digest_messages(shortened(digest) if short else digest, note)
        ts = self._outbox.post(slot, first)
        thread = replace(slot.shared, ts=ts)
        try:
            for number, message in enumerate(() if short else more):
                self._outbox.post(Slot(thread, ts, f"digest-more-{number}"), message)
        except WithdrawnError:
            logger.info("digest was deleted", channel=slot.shared.channel, ts=ts)
        return thread

    def _ask(self, thread: Shared, plan: Plan, content: Content, until: float) -> None:
        """Ask in the thread about stories that look like one, or like two; a short digest has none. A memory that fails
        costs the questions, no more."""
        if plan.short:
            return
        try:
            self._proposer.offer(thread, until, own=content.own)
        except (NutgrafError, SlackRefusal) as error:
            logger.warning("nothing proposed", team=plan.team, channel=plan.channel, reason=str(error))

    def _refuse_closed(self, channel: str) -> None:
        """Ask Slack whether we can post there, before a digest is made in vain; of a direct message it does not say."""
        if channel.startswith("D"):
            return
        about = self._directory.channel(channel)
        if about.get("is_archived"):
            raise ChannelClosed("That channel is archived.", "Unarchive it, or choose another one.")
        if not about.get("is_member"):
            raise NotInChannel("I am not a member of that channel.", "Invite me with /invite.")

    def _note(self, plan: Plan, run: Run) -> str:
        if self._now() - run.at <= LATE_SECONDS:
            return ""
        return f"Late: this digest was due at {run.time} ({plan.zone})."


def shortened(digest: Digest) -> Digest:
    """The most important of a digest."""
    return replace(
        digest,
        events=digest.events[:SHORT_EVENTS],
        recurring=digest.recurring[:SHORT_OTHERS],
        coming=digest.coming[:SHORT_OTHERS],
    )


def _content(plan: Plan) -> Content:
    return Content(followed=plan.followed, channels=plan.channels)


def _slot(plan: Plan, run: Run) -> Slot:
    """The run's place in the channel, the same in every zone: its `ts` is before that date begins anywhere."""
    begin = datetime.combine(date.fromisoformat(run.day), datetime.min.time(), UTC) - timedelta(hours=15)
    ts = f"{int(begin.timestamp())}.000000"
    return Slot(Shared(plan.team, plan.channel, ts), "", f"digest-{run.key}")
