"""What becomes of jobs in a healthy store."""

import threading
from dataclasses import replace

import pytest
import redis

from bot.errors import ArticleError, StoreError
from bot.queue.jobs import GiveUp, Job, Lane, Queue, RetryLater
from bot.queue.keys import GROUP, Keys
from tests.bot.queue.conftest import QUICK, Crew, wait_until_empty
from tests.support.store import wait_for


class Runs:
    """A task that remembers its runs, and fails the first `failures` times with `error`."""

    def __init__(self, error: Exception | None = None, failures: int = 10**6) -> None:
        self.jobs: list[Job] = []
        self._error = error
        self._failures = failures

    def __call__(self, job: Job) -> None:
        self.jobs.append(job)
        if self._error is not None and len(self.jobs) <= self._failures:
            raise self._error

    @property
    def attempts(self) -> list[int]:
        return [job.attempt for job in self.jobs]


def test_job_queued_before_the_first_worker_is_done(queue: Queue, crew: Crew) -> None:
    runs = Runs()
    queue.put("brief", {"link": "a"}, key="k", lane=Lane.INTERACTIVE)
    crew.hire(brief=runs)
    wait_until_empty(queue)
    (job,) = runs.jobs
    assert (job.name, job.args, job.key, job.lane, job.attempt) == ("brief", {"link": "a"}, "k", Lane.INTERACTIVE, 1)
    assert queue.totals()["brief"].done == 1


def test_interactive_jobs_are_done_before_bulk_ones(queue: Queue, crew: Crew) -> None:
    runs = Runs()
    for number in range(5):
        queue.put("brief", {}, key=f"bulk {number}")
    for number in range(5):
        queue.put("brief", {}, key=f"asked {number}", lane=Lane.INTERACTIVE)
    crew.hire(brief=runs)
    wait_until_empty(queue)
    assert [job.key for job in runs.jobs] == [f"asked {n}" for n in range(5)] + [f"bulk {n}" for n in range(5)]


def test_worker_holds_one_job_at_a_time(queue: Queue, crew: Crew) -> None:
    """Even when a job of each lane arrives at the same moment."""
    go_on = threading.Event()
    runs = Runs()

    def wait(job: Job) -> None:
        runs(job)
        assert go_on.wait(10)

    crew.hire(brief=wait)
    wait_for("the group", lambda: queue._client.exists(Keys().stream(Lane.BULK)))
    pipe = queue._client.pipeline()
    for lane in Lane:
        payload = '{"version":1,"id":"%s","name":"brief","args":{},"key":"%s","lane":"%s","attempt":1,"enqueued_at":1}'
        pipe.xadd(Keys().stream(lane), {"job": payload % (lane, lane, lane)})
    pipe.execute()
    wait_for("a job at work", lambda: runs.jobs)
    assert (queue.counts().queued, queue.counts().pending) == (1, 1)
    assert runs.jobs[0].lane is Lane.INTERACTIVE
    go_on.set()
    wait_until_empty(queue)
    assert len(runs.jobs) == 2


def test_delayed_job_waits_for_its_time(queue: Queue, crew: Crew, store: redis.Redis) -> None:
    runs = Runs()
    queue.put("brief", {}, key="later", delay=0.3)
    queue.put("brief", {}, key="now")
    queued_at = store.time()
    done_at: list[tuple[int, int]] = []

    def note(job: Job) -> None:
        runs(job)
        done_at.append(store.time())

    crew.hire(brief=note)
    wait_until_empty(queue)
    assert [job.key for job in runs.jobs] == ["now", "later"]
    waited = done_at[1][0] - queued_at[0] + (done_at[1][1] - queued_at[1]) / 1e6
    assert waited > 0.28


def test_failed_job_is_tried_again(queue: Queue, crew: Crew) -> None:
    runs = Runs(ValueError("once"), failures=1)
    queue.put("brief", {}, key="k")
    crew.hire(brief=runs)
    wait_until_empty(queue)
    assert runs.attempts == [1, 2]
    assert crew.dead == []
    totals = queue.totals()["brief"]
    assert (totals.done, totals.failed, totals.dead) == (1, 1, 0)


def test_job_is_dead_after_three_failures_and_its_poster_is_told(queue: Queue, crew: Crew) -> None:
    runs = Runs(ArticleError("The page has no article.", "Share another."))
    queue.put("brief", {"channel": "C1"}, key="k")
    crew.hire(brief=runs)
    wait_for("a dead job", lambda: crew.dead)
    ((job, why),) = crew.dead
    assert runs.attempts == [1, 2, 3]
    assert (job.args, why) == ({"channel": "C1"}, "The page has no article. Share another.")
    assert queue.dead()[0].error == why


def test_pauses_double_with_jitter() -> None:
    policy = replace(QUICK, backoff_seconds=0.5)
    for attempt, middle in ((1, 1.0), (2, 2.0), (3, 4.0)):
        pauses = [policy.backoff(attempt) for _ in range(200)]
        assert middle * 0.75 <= min(pauses) < max(pauses) <= middle * 1.25
        assert max(pauses) - min(pauses) > middle * 0.2


def test_retry_later_does_not_use_up_tries(queue: Queue, crew: Crew) -> None:
    runs = Runs(RetryLater(0.03, "rate limited"), failures=6)
    queue.put("brief", {}, key="k")
    crew.hire(brief=runs)
    wait_until_empty(queue)
    assert runs.attempts == [1] * 7
    assert (crew.dead, queue.dead()) == ([], [])


def test_retry_later_comes_back_when_asked_for(queue: Queue, crew: Crew, store: redis.Redis) -> None:
    times: list[float] = []

    def limited(job: Job) -> None:
        seconds, micros = store.time()
        times.append(seconds + micros / 1e6)
        if len(times) == 1:
            raise RetryLater(0.4)

    queue.put("brief", {}, key="k")
    crew.hire(brief=limited)
    wait_until_empty(queue)
    assert 0.4 <= times[1] - times[0] < 2


def test_job_put_off_for_too_long_is_dead(queue: Queue, crew: Crew) -> None:
    queue.put("brief", {}, key="k")
    crew.hire(replace(QUICK, later_seconds=0.3), brief=Runs(RetryLater(0.05, "rate limited by Slack")))
    wait_for("a dead job", lambda: crew.dead)
    assert crew.dead[0][1] == "put off for too long: rate limited by Slack"


def test_give_up_is_final_at_once(queue: Queue, crew: Crew) -> None:
    runs = Runs(GiveUp("the channel is archived"))
    queue.put("brief", {}, key="k")
    crew.hire(brief=runs)
    wait_for("a dead job", lambda: crew.dead)
    assert (runs.attempts, crew.dead[0][1]) == ([1], "the channel is archived")


@pytest.mark.parametrize(
    "error",
    [
        redis.ConnectionError("gone"),
        redis.TimeoutError("slow"),
        redis.exceptions.BusyLoadingError("loading"),
        redis.exceptions.ReadOnlyError("replica"),
        StoreError("The store is away."),
    ],
)
def test_stores_failure_is_not_the_jobs(queue: Queue, crew: Crew, error: Exception) -> None:
    runs = Runs(error, failures=5)
    queue.put("brief", {}, key="k")
    crew.hire(brief=runs)
    wait_until_empty(queue)
    assert runs.attempts == [1] * 6
    assert crew.dead == []


def test_task_that_exits_does_not_end_the_worker(queue: Queue, crew: Crew) -> None:
    runs = Runs()

    def leave(job: Job) -> None:
        raise SystemExit(3)

    queue.put("leave", {}, key="a")
    queue.put("brief", {}, key="b")
    crew.hire(brief=runs, leave=leave)
    wait_until_empty(queue)
    assert len(runs.jobs) == 1
    assert [dead.job.name for dead in queue.dead()] == ["leave"]


def test_unknown_job_is_left_to_a_worker_that_knows_it(queue: Queue, crew: Crew, store: redis.Redis) -> None:
    runs = Runs()
    crew.hire(brief=Runs())
    queue.put("digest", {}, key="k")
    wait_for("a refusal", lambda: queue.counts().delayed == 1)
    crew.hire(brief=Runs(), digest=runs)
    wait_until_empty(queue)
    assert runs.attempts == [1]
    assert queue.dead() == []


def test_unknown_job_is_dead_in_the_end_and_says_why(queue: Queue, crew: Crew) -> None:
    queue.put("digest", {}, key="k")
    crew.hire(replace(QUICK, foreign_seconds=0.2), brief=Runs())
    wait_for("a dead job", lambda: crew.dead)
    assert crew.dead[0][1] == "no task is named 'digest' in this release: upgrade the workers"
    assert queue.totals()["other"].dead == 1


def test_job_of_a_newer_version_is_dead_with_its_payload(queue: Queue, crew: Crew, store: redis.Redis) -> None:
    payload = '{"version":2,"shape":"new"}'
    store.xadd(Keys().stream(Lane.BULK), {"job": payload})
    crew.hire(brief=Runs())
    wait_for("a dead job", lambda: queue.counts().dead)
    ((_, fields),) = store.xrange(Keys().dead)
    assert fields["job"] == payload
    assert "version 2" in fields["error"]


@pytest.mark.parametrize("fields", [{"job": "nonsense"}, {"other": "field"}])
def test_entry_that_is_no_job_does_not_stop_the_worker(
    queue: Queue, crew: Crew, store: redis.Redis, fields: dict[str, str]
) -> None:
    runs = Runs()
    store.xadd(Keys().stream(Lane.BULK), fields)
    queue.put("brief", {}, key="k")
    crew.hire(brief=runs)
    wait_until_empty(queue)
    assert len(runs.jobs) == 1
    assert [dead.job.name for dead in queue.dead()] == ["unreadable"]


def test_failing_on_dead_does_not_stop_the_worker(queue: Queue, crew: Crew) -> None:
    crew.troubles = [RuntimeError("no such user")]
    runs = Runs()
    queue.put("bad", {}, key="a")
    queue.put("brief", {}, key="b")
    crew.hire(brief=runs, bad=Runs(GiveUp("no")))
    wait_until_empty(queue)
    assert (len(runs.jobs), crew.dead) == (1, [])


def test_poster_is_told_when_slack_and_store_are_there_again(queue: Queue, crew: Crew) -> None:
    crew.troubles = [redis.ConnectionError("gone"), RetryLater(0.01, "rate limited")]
    queue.put("bad", {}, key="a")
    crew.hire(bad=Runs(GiveUp("no")))
    wait_for("the poster to be told", lambda: crew.dead)
    assert crew.troubles == []


def test_stop_finishes_the_job_at_hand(queue: Queue, crew: Crew) -> None:
    go_on, begun = threading.Event(), threading.Event()

    def wait(job: Job) -> None:
        begun.set()
        assert go_on.wait(10)

    queue.put("brief", {}, key="a")
    queue.put("brief", {}, key="b")
    worker = crew.hire(brief=wait)
    assert begun.wait(10)
    worker.stop()
    go_on.set()
    crew.dismiss()
    counts = queue.counts()
    assert (counts.queued, counts.pending) == (1, 0)
    assert queue.totals()["brief"].done == 1


def test_worker_that_left_is_forgotten_by_the_group(queue: Queue, crew: Crew, store: redis.Redis) -> None:
    queue.put("brief", {}, key="a")
    crew.hire(brief=Runs())
    wait_until_empty(queue)
    crew.dismiss()
    assert [store.xinfo_consumers(stream, GROUP) for stream in Keys().streams] == [[], []]


def test_long_job_is_not_taken_by_others(queue: Queue, crew: Crew) -> None:
    """It speaks for itself: twice the idle time passes while it runs."""
    runs = Runs()
    long = threading.Event()

    def wait(job: Job) -> None:
        runs(job)
        long.wait(2.5 * QUICK.idle_seconds)

    queue.put("brief", {}, key="a")
    for _ in range(2):
        crew.hire(brief=wait)
    wait_until_empty(queue)
    assert len(runs.jobs) == 1
