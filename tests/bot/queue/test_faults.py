"""What becomes of jobs when store and workers are killed, frozen, emptied, or not there: real processes throughout."""

import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import redis

from bot.queue.heartbeat import STUCK_STATUS
from bot.queue.jobs import Queue
from bot.queue.keys import GROUP, Keys, Lane
from bot.queue.supervisor import Supervisor
from tests.bot.queue.conftest import wait_until_empty
from tests.support.site import QUICK, Site
from tests.support.store import LIMIT, wait_for

pytestmark = pytest.mark.fault

ROOT = Path(__file__).parents[3]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    site.close()


@pytest.fixture
def open_site(site: Site) -> Site:
    """A site whose store runs."""
    site.server.start()
    return site


def put_patiently(queue: Queue, key: str, **args: object) -> None:
    """Queue a job as Slack's redelivery would: again until the store has it."""

    def queued() -> bool:
        try:
            queue.put("work", args, key=key)
        except redis.RedisError:
            return False
        return True

    wait_for("the store to take a job", queued)


def while_working(site: Site, jobs: int) -> threading.Thread:
    """Queue `jobs` jobs from a thread, through whatever happens meanwhile."""
    queue = site.queue()
    thread = threading.Thread(target=lambda: [put_patiently(queue, str(n), seconds=0.005) for n in range(jobs)])
    thread.start()
    return thread


def assert_each_once(site: Site, jobs: int) -> None:
    expected = Counter(str(number) for number in range(jobs))
    assert site.times("end") == expected


def test_store_killed_at_work_loses_and_doubles_nothing(open_site: Site) -> None:
    site = open_site
    for _ in range(2):
        site.hire()
    putting = while_working(site, 150)
    for round_ in (1, 2):
        wait_for("some jobs", lambda round_=round_: len(site.seen("end")) > round_ * 30)
        site.server.kill()
        done = len(site.seen("end"))
        site.server.start()
        wait_for("work to go on", lambda done=done: len(site.seen("end")) > done + 5)
    putting.join()
    wait_until_empty(site.queue())
    assert_each_once(site, 150)


def test_outage_longer_than_the_idle_time_doubles_nothing(open_site: Site) -> None:
    """The job ends during the outage; its worker gets time to say so before others take it for abandoned."""
    site = open_site
    workers = [site.hire() for _ in range(2)]
    site.queue().put("work", {"until": str(site.gate)}, key="long")
    wait_for("the job at work", lambda: site.seen("begin"))
    site.server.kill()
    site.open_gate()
    wait_for("the end of the job", lambda: site.seen("end"))
    # Idle time goes on by the store's clock while it is down.
    out = threading.Event()
    out.wait(QUICK.idle_seconds * 1.5)
    site.server.start()
    wait_until_empty(site.queue())
    assert site.times("begin") == Counter({"long": 1})
    assert all(worker.poll() is None for worker in workers)


def test_frozen_store_loses_and_doubles_nothing(open_site: Site) -> None:
    site = open_site
    for _ in range(2):
        site.hire()
    putting = while_working(site, 60)
    wait_for("some jobs", lambda: len(site.seen("end")) > 15)
    site.server.freeze()
    threading.Event().wait(QUICK.idle_seconds * 2)
    site.server.thaw()
    putting.join()
    wait_until_empty(site.queue())
    assert_each_once(site, 60)


def test_emptied_store_does_not_stop_workers(open_site: Site) -> None:
    site = open_site
    worker = site.hire()
    site.queue().put("work", {"until": str(site.gate)}, key="in hand")
    wait_for("the job at work", lambda: site.seen("begin"))
    site.server.flush()
    site.open_gate()
    wait_for("the end of the job in hand", lambda: site.seen("end"))
    site.queue().put("work", {}, key="next")
    wait_until_empty(site.queue())
    assert site.times("end") == Counter({"in hand": 1, "next": 1})
    assert worker.poll() is None


def test_store_that_comes_back_empty_does_not_stop_workers(open_site: Site) -> None:
    site = open_site
    worker = site.hire()
    site.queue().put("work", {}, key="before")
    wait_until_empty(site.queue())
    site.server.kill()
    site.server.forget()
    site.server.start()
    site.queue().put("work", {}, key="after")
    wait_for("the job after", lambda: site.times("end")["after"] == 1)
    assert worker.poll() is None


def test_store_absent_at_start_is_waited_for(site: Site) -> None:
    worker = site.hire()
    with pytest.raises(redis.ConnectionError):
        site.queue().put("work", {}, key="too early")
    site.server.start()
    site.queue().put("work", {}, key="k")
    wait_until_empty(site.queue())
    assert site.times("end") == Counter({"k": 1})
    assert worker.poll() is None


def test_killed_workers_job_is_done_by_another(open_site: Site) -> None:
    site = open_site
    killed = site.hire()
    site.queue().put("work", {"until": str(site.gate)}, key="k")
    wait_for("the job at work", lambda: site.seen("begin"))
    killed.kill()
    killed.wait()
    other = site.hire()
    wait_for("the job with another", lambda: ("k", other.pid) in site.seen("begin"))
    site.open_gate()
    wait_until_empty(site.queue())
    assert site.seen("end") == [("k", other.pid)]


def test_worker_woken_from_a_freeze_leaves_the_job_to_its_new_owner(open_site: Site) -> None:
    site = open_site
    frozen = site.hire()
    queue = site.queue()
    queue.put("work", {"until": str(site.gate)}, key="k")
    wait_for("the job at work", lambda: site.seen("begin"))
    os.kill(frozen.pid, signal.SIGSTOP)
    other = site.hire()
    wait_for("the job with another", lambda: ("k", other.pid) in site.seen("begin"))
    os.kill(frozen.pid, signal.SIGCONT)
    # Both work on it now. The other must stay its owner, also after the first has had time for a few signs of life.
    client = site.server.client()
    stream = Keys().stream(Lane.BULK)
    beats = threading.Event()
    beats.wait(QUICK.beat_seconds * 3)
    (pending,) = client.xpending_range(stream, GROUP, "-", "+", 5)
    assert f"-{other.pid}-" in pending["consumer"]
    site.open_gate()
    wait_until_empty(queue)
    assert queue.totals()["work"].done == 1
    queue.put("work", {}, key="next")
    wait_until_empty(queue)
    assert frozen.poll() is None


def test_job_that_kills_its_process_is_dead_after_three_deliveries(open_site: Site) -> None:
    site = open_site
    queue = site.queue()
    with Supervisor(site.argv(), 2, restart_seconds=0.05) as supervisor:
        queue.put("work", {"kill": True}, key="poison")
        queue.put("work", {}, key="healthy")
        wait_for("the dead job", lambda: site.seen("dead"), 30)
        assert supervisor.restarts >= 3
    assert site.times("begin")["poison"] == 3
    assert site.times("end") == Counter({"healthy": 1})
    (dead,) = queue.dead()
    assert (dead.job.key, dead.error) == ("poison", "the worker died 3 times while it did this job")


def test_sigterm_finishes_the_job_at_hand_and_takes_no_other(open_site: Site) -> None:
    site = open_site
    worker = site.hire()
    queue = site.queue()
    queue.put("work", {"until": str(site.gate)}, key="at hand")
    queue.put("work", {}, key="other")
    wait_for("the job at work", lambda: site.seen("begin"))
    worker.send_signal(signal.SIGTERM)
    site.open_gate()
    assert worker.wait(LIMIT) == 0
    assert site.times("end") == Counter({"at hand": 1})
    counts = queue.counts()
    assert (counts.queued, counts.pending) == (1, 0)


def test_sigterm_ends_a_worker_whose_store_is_away(open_site: Site) -> None:
    """The finished job can't be reported; it stays in the store, for another worker."""
    site = open_site
    worker = site.hire()
    site.queue().put("work", {"until": str(site.gate)}, key="k")
    wait_for("the job at work", lambda: site.seen("begin"))
    site.server.kill()
    worker.send_signal(signal.SIGTERM)
    site.open_gate()
    assert worker.wait(LIMIT) == 0
    site.server.start()
    site.hire()
    wait_until_empty(site.queue())
    assert site.times("end") == Counter({"k": 2})


def test_worker_whose_task_does_not_end_leaves(open_site: Site) -> None:
    site = open_site
    worker = site.hire(replace(QUICK, task_seconds=0.3))
    site.queue().put("work", {"until": str(site.gate)}, key="k")
    assert worker.wait(LIMIT) == STUCK_STATUS
    site.open_gate()
    site.hire()
    wait_until_empty(site.queue())
    assert site.times("end") == Counter({"k": 1})


def test_store_still_loading_or_read_only_is_waited_out(open_site: Site) -> None:
    """A replica refuses writes until it is promoted; the worker and its job's report wait for that."""
    site = open_site
    worker = site.hire()
    client = site.server.client()
    site.queue().put("work", {"until": str(site.gate)}, key="k")
    wait_for("the job at work", lambda: site.seen("begin"))
    client.execute_command("REPLICAOF", "127.0.0.1", "1")
    site.open_gate()
    wait_for("the end of the job", lambda: site.seen("end"))
    client.execute_command("REPLICAOF", "NO", "ONE")
    wait_until_empty(site.queue())
    assert site.times("end") == Counter({"k": 1})
    assert worker.poll() is None
