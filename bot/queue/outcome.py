"""What becomes of a job whose task raised."""

from dataclasses import dataclass

from bot import log, metrics
from bot.errors import NutgrafError, StoreError
from bot.queue.jobs import GiveUp, Job, RetryLater
from bot.queue.policy import Policy
from bot.store.troubles import is_away

logger = log.get(__name__)


@dataclass(frozen=True, slots=True)
class Retry:
    """The job is to run again in `seconds`; `failed` when that uses up a try."""

    seconds: float
    reason: str
    failed: bool


@dataclass(frozen=True, slots=True)
class Dead:
    """The job failed for good."""

    reason: str


def judge(job: Job, error: BaseException, policy: Policy) -> Retry | Dead:
    """What to do with `job` after its task raised `error`. The store's absence and RetryLater use up no try."""
    if not isinstance(error, RetryLater):
        metrics.failed("job", error)
    if isinstance(error, GiveUp):
        return Dead(error.reason)
    if isinstance(error, RetryLater):
        return Retry(max(error.seconds, policy.later_floor_seconds), str(error), failed=False)
    if is_away(error) or isinstance(error, StoreError):
        return Retry(policy.store_down_seconds, _words(error), failed=False)
    if not isinstance(error, NutgrafError):
        logger.error("task raised", exc_info=error)
    if job.attempt >= policy.tries:
        return Dead(_words(error))
    return Retry(policy.backoff(job.attempt), _words(error), failed=True)


def _words(error: BaseException) -> str:
    """An error in words for a log and for people: our own errors speak for themselves."""
    return str(error) if isinstance(error, NutgrafError) else f"{type(error).__name__}: {error}"
