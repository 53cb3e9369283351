"""The front of the queue: putting jobs in, counting them, and what people do with the dead."""

import json
from collections.abc import Iterator

import pytest
import redis

from bot.queue.dropping import Dropped, Dropper
from bot.queue.jobs import DeadJob, Job, Lane, NewerJob, Queue, UnreadableJob, decode, encode
from bot.queue.keys import Keys
from bot.queue.metrics import QueueCollector
from bot.store.keys import QUEUE
from tests.bot.queue.conftest import Crew, wait_until_empty
from tests.support.store import wait_for


@pytest.fixture
def dead(queue: Queue, crew: Crew) -> Iterator[DeadJob]:
    """A job that failed for good."""

    def fail(job: Job) -> None:
        raise ValueError("no such story")

    queue.put("brief", {"link": "a"}, key="dead one")
    crew.hire(brief=fail)
    wait_for("a dead job", lambda: crew.dead)
    crew.dismiss()
    (found,) = queue.dead()
    yield found


def test_job_survives_its_json() -> None:
    job = Job("id", "brief", {"text": "“Größe”", "n": [1, None]}, "key", Lane.INTERACTIVE, 2, 1751500000.125)
    assert decode(encode(job)) == job


@pytest.mark.parametrize("payload", ["", "[]", "nonsense", '{"version":1}', '{"version":"x"}', "null", "7"])
def test_what_is_no_job_is_told_so(payload: str) -> None:
    with pytest.raises(UnreadableJob):
        decode(payload)


def test_newer_version_is_told_apart() -> None:
    with pytest.raises(NewerJob, match="version 9") as caught:
        decode('{"version":9,"enqueued_at":12.5,"shape":"unknown"}')
    assert caught.value.enqueued_at == 12.5


def test_enqueued_at_is_the_stores_time(queue: Queue, store: redis.Redis) -> None:
    before = store.time()[0]
    queue.put("brief", {}, key="k")
    ((_, fields),) = store.xrange(Keys().stream(Lane.BULK))
    assert before <= json.loads(fields["job"])["enqueued_at"] <= store.time()[0] + 1


def test_same_key_is_queued_once(queue: Queue) -> None:
    assert queue.put("brief", {}, key="C1:link")
    assert not queue.put("brief", {}, key="C1:link")
    assert queue.put("brief", {}, key="C2:link")
    assert queue.counts().queued == 2


def test_key_stays_taken_after_the_job_is_done(queue: Queue, crew: Crew) -> None:
    queue.put("brief", {}, key="k")
    crew.hire(brief=lambda job: None)
    wait_until_empty(queue)
    assert not queue.put("brief", {}, key="k")


def test_every_key_of_the_queue_is_on_one_cluster_node(queue: Queue, store: redis.Redis, dead: DeadJob) -> None:
    queue.put("brief", {}, key="a")
    queue.put("brief", {}, key="b", delay=60)
    keys = store.keys("*")
    assert len(keys) >= 6
    assert all(key.startswith("nutgraf:{queue}:") for key in keys)


def test_everything_but_waiting_work_expires(queue: Queue, store: redis.Redis, dead: DeadJob) -> None:
    lasting = {key for key in store.keys("*") if store.ttl(key) < 0}
    assert lasting == set(Keys().streams)


def test_counts_tell_lanes_and_ages_apart(queue: Queue, store: redis.Redis) -> None:
    queue.put("brief", {}, key="a", lane=Lane.INTERACTIVE)
    queue.put("brief", {}, key="b")
    queue.put("brief", {}, key="c")
    queue.put("brief", {}, key="d", delay=60)
    wait_for("the jobs to age", lambda: queue.counts().oldest_age > 0.02)
    counts = queue.counts()
    assert (counts.queued, counts.pending, counts.delayed, counts.dead) == (3, 0, 1, 0)
    assert counts.queued_by_lane == {Lane.INTERACTIVE: 1, Lane.BULK: 2}
    assert counts.oldest_age < 60


def test_dead_job_keeps_payload_and_error(dead: DeadJob) -> None:
    assert dead.job.args == {"link": "a"}
    assert dead.error == "ValueError: no such story"
    assert dead.id == dead.job.id
    assert dead.died_at >= dead.job.enqueued_at - 1


def test_dead_job_can_be_tried_again(queue: Queue, crew: Crew, dead: DeadJob) -> None:
    ran: list[Job] = []
    assert queue.retry(dead.id)
    assert not queue.retry(dead.id), "it is no longer among the dead"
    crew.hire(brief=ran.append)
    wait_until_empty(queue)
    assert [(job.id, job.attempt) for job in ran] == [(dead.id, 1)]
    assert queue.dead() == []


def test_dead_job_can_be_dropped(queue: Queue, dead: DeadJob) -> None:
    assert not queue.drop("another")
    assert queue.drop(dead.id)
    assert queue.counts().dead == 0


def test_dead_job_does_not_block_its_key(queue: Queue, dead: DeadJob) -> None:
    assert queue.put("brief", {}, key="dead one")
    assert not queue.put("brief", {}, key="dead one")


def test_metrics_tell_the_same(queue: Queue, crew: Crew, dead: DeadJob) -> None:
    queue.put("brief", {}, key="waiting")
    samples = {
        (sample.name, *sample.labels.values()): sample.value
        for metric in QueueCollector(queue).collect()
        for sample in metric.samples
    }
    assert samples["nutgraf_jobs_queued", "bulk"] == 1
    assert samples["nutgraf_jobs_dead_kept",] == 1
    assert samples["nutgraf_jobs_failed_total", "brief"] == 2
    assert samples["nutgraf_jobs_dead_total", "brief"] == 1


def test_a_job_that_becomes_due_while_it_is_dropped_is_not_taken_for_dropped(queue: Queue, store: redis.Redis) -> None:
    queue.put("brief", {"link": "a"}, key="later", delay=60.0)

    def due_by_now(job: Job) -> bool:
        for lane in Lane:
            store.delete(Keys(QUEUE).delayed(lane))
        return job.key == "later"

    assert Dropper(store).drop(due_by_now) == Dropped(jobs=0, under_way=1)
    assert not queue.put("brief", {"link": "a"}, key="later"), "it is known still"
