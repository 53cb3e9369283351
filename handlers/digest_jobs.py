"""The queue's tasks about digests: the ones that are due. Light: nothing is read here, so no language model."""

from collections.abc import Callable
from dataclasses import dataclass

import redis
from slack_sdk import WebClient

from bot import log
from bot.digests.plans import Plans
from bot.digests.schedule import GRACE_SECONDS, Run
from bot.queue.jobs import GiveUp, Job
from bot.queue.worker import Task as RunJob
from bot.slack.digest_posts import DigestPosts
from bot.slack.digesting import Digests
from bot.slack.directory import Directory
from bot.slack.errors import SlackRefusal, TokenRefused
from bot.slack.outbox import Outbox
from bot.slack.visibility import Visibility
from handlers.tasks import DueDigest, Task, due_digest

logger = log.get(__name__)


@dataclass(frozen=True, slots=True)
class DigestDesk:
    """What the tasks about digests work with."""

    posts: DigestPosts

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
        outbox, plans = Outbox(client, store), Plans(store)
        digests = Digests(store, Visibility(outbox, store))
        return cls(DigestPosts(outbox, Directory(client, store), plans, digests, now or plans.now, grace))

    def tasks(self) -> dict[str, RunJob]:
        """The tasks by name."""
        return {Task.POST_DIGEST: self.post_digest}

    def post_digest(self, job: Job) -> None:
        """Post a digest that is due."""
        due = _due(job)
        try:
            self.posts.make(due.team, _run(due))
        except TokenRefused as refusal:
            raise GiveUp(str(refusal)) from refusal

    def on_dead(self, job: Job) -> None:
        """A digest could not be made: its owner is told."""
        try:
            due = due_digest(job.args)
            self.posts.give_up(due.team, _run(due), job.id)
        except (SlackRefusal, ValueError) as error:
            logger.warning("owner not told", id=job.id, reason=str(error))


def _due(job: Job) -> DueDigest:
    try:
        return due_digest(job.args)
    except ValueError as error:
        raise GiveUp("the job's arguments can't be read") from error


def _run(due: DueDigest) -> Run:
    return Run(due.plan, due.day, due.time, due.at)
