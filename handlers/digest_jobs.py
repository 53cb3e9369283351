"""The queue's tasks about digests: those that are due, `/digest`, and its buttons. Light: no language model."""

from collections.abc import Callable
from dataclasses import dataclass

import redis
from slack_sdk import WebClient

from bot import log
from bot.digests.plans import Plans
from bot.digests.schedule import GRACE_SECONDS, Run
from bot.queue.jobs import GiveUp, Job
from bot.queue.worker import Task as RunJob
from bot.slack.blocks import notices
from bot.slack.digest_command import DigestCommand, Given
from bot.slack.digest_posts import DigestPosts
from bot.slack.digesting import Digests
from bot.slack.directory import Directory
from bot.slack.errors import SlackRefusal, TokenRefused
from bot.slack.guests import Guests
from bot.slack.outbox import Outbox
from bot.slack.planning import Asker, Planning
from bot.slack.proposing import Proposer
from bot.slack.remembering import Rememberer
from bot.slack.responding import Responder
from bot.slack.resting import Resting
from bot.slack.visibility import Visibility
from handlers.tasks import Change, DueDigest, Task, Told, asked_of, of_job, parsed

logger = log.get(__name__)


@dataclass(frozen=True, slots=True)
class DigestDesk:
    """What the tasks about digests work with."""

    posts: DigestPosts
    resting: Resting
    planning: Planning
    command: DigestCommand
    responder: Responder

    @classmethod
    def of(
        cls,
        client: WebClient,
        store: redis.Redis,
        *,
        now: Callable[[], float] | None = None,
        grace: float = GRACE_SECONDS,
    ) -> "DigestDesk":
        """The desk of a worker. `now` gives seconds since 1970, the store's unless given; `grace` is in seconds."""
        outbox, plans, directory = Outbox(client, store), Plans(store), Directory(client, store)
        visibility, now = Visibility(directory, store), now or plans.now
        digests, guests = Digests(store, visibility), Guests(directory, store)
        proposer = Proposer(store, outbox, Rememberer(store, visibility, guests))
        posts = DigestPosts(outbox, directory, plans, digests, guests, proposer, now, grace)
        planning = Planning(plans, directory, visibility)
        command = DigestCommand(planning, posts, digests, directory, now)
        return cls(posts, Resting(outbox, directory, plans, now), planning, command, Responder(store, outbox))

    def tasks(self) -> dict[str, RunJob]:
        """The tasks by name."""
        return {
            Task.POST_DIGEST: self.post_digest,
            Task.DIGEST_COMMAND: self.digest_command,
            Task.DIGEST_BUTTON: self.digest_button,
            Task.TELL_PLANNED: self.tell_planned,
            Task.CHANNEL_CHANGED: self.channel_changed,
        }

    def post_digest(self, job: Job) -> None:
        """Post a digest that is due."""
        due = of_job(DueDigest, job)
        try:
            self.posts.make(due.team, _run(due))
        except TokenRefused as refusal:
            raise GiveUp(str(refusal)) from refusal

    def digest_command(self, job: Job) -> None:
        """Somebody gave the command."""
        what = of_job(Told, job)
        for number, message in enumerate(self.command.answer(_given(what))):
            self.responder.answer(asked_of(what), f"digest:{number}", message)

    def digest_button(self, job: Job) -> None:
        """Somebody pressed a button under a plan: the list they see is put in its place as it is now."""
        what = of_job(Told, job)
        asked = asked_of(what)
        answer = self.responder.once(asked, "digest", lambda: self.command.press(_given(what), what.notice, what.name))
        self.responder.answer(asked, "digest", answer)

    def tell_planned(self, job: Job) -> None:
        """Somebody planned a digest in the form (its id is `ask`): tell them what stands now, once."""
        what = of_job(Told, job)
        if message := self.planning.made(what.team, what.name, what.notice):
            self.responder.answer(asked_of(what), "planned", message)

    def channel_changed(self, job: Job) -> None:
        """A channel was archived, left, deleted, or is back: so with its plans."""
        what = of_job(Told, job)
        try:
            match what.notice:
                case Change.CLOSED:
                    self.resting.closed(what.team, what.channel)
                case Change.OPENED:
                    self.resting.opened(what.team, what.channel, float(what.ts))
                case Change.DELETED:
                    self.resting.deleted(what.team, what.channel)
                case unknown:
                    raise GiveUp(f"no change is named {unknown!r}")
        except TokenRefused as refusal:
            raise GiveUp(str(refusal)) from refusal

    def on_dead(self, job: Job) -> None:
        """A digest could not be made, or a command not be answered: who waits for it is told."""
        try:
            if job.name == Task.POST_DIGEST:
                due = parsed(DueDigest, job.args)
                self.posts.give_up(due.team, _run(due), job.id)
            elif job.name in {Task.DIGEST_COMMAND, Task.DIGEST_BUTTON}:
                self.responder.answer(asked_of(parsed(Told, job.args)), f"broken:{job.id}", notices.unanswered(job.id))
        except (SlackRefusal, ValueError) as error:
            logger.warning("nobody told", id=job.id, reason=str(error))


def _given(what: Told) -> Given:
    return Given(Asker(what.team, what.channel, what.user or ""), what.text, float(what.ts), what.ask)


def _run(due: DueDigest) -> Run:
    return Run(due.plan, due.day, due.time, due.at)
