"""Who may settle an entry: the steps a worker takes when another has taken over, or the store has forgotten."""

from collections.abc import Callable

import pytest
import redis

from bot.queue.group import Delivery, Group, Put
from bot.queue.jobs import Queue, decode
from bot.queue.keys import GROUP, Keys, Lane
from bot.store.connect import connect
from tests.support.store import StoreServer

Member = Callable[[str], Group]


@pytest.fixture
def member(server: StoreServer) -> Member:
    def join(name: str) -> Group:
        group = Group(connect(server.url), connect(server.url, blocking=True), Keys(), name)
        group.join()
        return group

    return join


def take(group: Group, queue: Queue, key: str = "k") -> Delivery:
    assert queue.put("brief", {}, key=key)
    delivery = group.take(0.001)
    assert delivery is not None
    return delivery


def steal(thief: Group, delivery: Delivery) -> Delivery:
    (seen,) = thief.abandoned(0.0)
    taken = thief.claim(seen, 0.0)
    assert taken is not None
    assert taken.entry == delivery.entry
    return taken


def put(delivery: Delivery, delay: float = 60.0) -> Put:
    return Put(delivery.payload, delay)


def test_overtaken_worker_changes_nothing(member: Member, queue: Queue) -> None:
    first, second = member("first"), member("second")
    delivery = take(first, queue)
    job = decode(delivery.payload)
    taken = steal(second, delivery)
    assert not first.beat(delivery)
    assert first.done(delivery, job, 1.0) == "taken"
    assert first.again(delivery, job, put(delivery)) == "taken"
    assert first.bury(delivery, job, "why", "dead:brief") == "taken"
    counts = queue.counts()
    assert (counts.pending, counts.delayed, counts.dead) == (1, 0, 0)
    assert second.beat(taken)
    assert second.done(taken, job, 1.0) == "mine"
    assert queue.totals()["brief"].done == 1


def test_beat_keeps_others_off_and_is_no_delivery(member: Member, queue: Queue, store: redis.Redis) -> None:
    first, second = member("first"), member("second")
    delivery = take(first, queue)
    (seen,) = second.abandoned(0.0)
    assert first.beat(delivery)
    assert second.claim(seen, 5.0) is None
    (pending,) = store.xpending_range(Keys().stream(Lane.BULK), GROUP, "-", "+", 1)
    assert pending["times_delivered"] == 1


def test_two_can_not_take_over_the_same_job(member: Member, queue: Queue) -> None:
    first, second, third = member("first"), member("second"), member("third")
    delivery = take(first, queue)
    (seen,) = second.abandoned(0.0)
    assert second.claim(seen, 0.0) is not None
    assert third.claim(seen, 0.0) is None
    assert delivery.entry == seen.entry


def test_deliveries_are_counted(member: Member, queue: Queue) -> None:
    first, second = member("first"), member("second")
    delivery = take(first, queue)
    assert delivery.deliveries == 1
    assert steal(second, delivery).deliveries == 2
    assert steal(first, delivery).deliveries == 3


@pytest.mark.parametrize("times", [2, 3])
def test_report_may_be_repeated(member: Member, queue: Queue, times: int) -> None:
    """The answer was lost, so the worker says it again: each counts once."""
    group = member("one")
    done, later, dead = (take(group, queue, key) for key in ("done", "later", "dead"))
    for _ in range(times):
        group.done(done, decode(done.payload), 1.0)
        group.again(later, decode(later.payload), put(later))
        group.bury(dead, decode(dead.payload), "why", "dead:brief")
    counts = queue.counts()
    assert (counts.queued, counts.pending, counts.delayed, counts.dead) == (0, 0, 1, 1)
    assert (queue.totals()["brief"].done, queue.totals()["brief"].dead) == (1, 1)


def test_job_settled_by_another_is_not_brought_back(member: Member, queue: Queue) -> None:
    first, second = member("first"), member("second")
    delivery = take(first, queue)
    job = decode(delivery.payload)
    second.done(steal(second, delivery), job, 1.0)
    assert first.again(delivery, job, put(delivery)) == "gone"
    assert first.bury(delivery, job, "why", "dead:brief") == "gone"
    counts = queue.counts()
    assert (counts.delayed, counts.dead) == (0, 0)


def test_job_in_hand_outlives_an_emptied_store(member: Member, queue: Queue, server: StoreServer) -> None:
    group = member("one")
    finished, failed = take(group, queue, "a"), take(group, queue, "b")
    server.flush()
    assert group.done(finished, decode(finished.payload), 1.0) == "lost"
    assert group.again(failed, decode(failed.payload), put(failed)) == "lost"
    assert queue.counts().delayed == 1, "its payload was all that was left of it"


def test_delivery_forgotten_by_a_failover_is_still_settled(member: Member, queue: Queue, store: redis.Redis) -> None:
    group = member("one")
    delivery = take(group, queue)
    store.xgroup_destroy(Keys().stream(Lane.BULK), GROUP)
    group.join()
    assert group.done(delivery, decode(delivery.payload), 1.0) == "mine"
    assert group.take(0.001) is None


def test_entry_removed_by_hand_does_not_stay_pending(member: Member, queue: Queue, store: redis.Redis) -> None:
    first, second = member("first"), member("second")
    delivery = take(first, queue)
    store.xdel(Keys().stream(Lane.BULK), delivery.entry)
    (seen,) = second.abandoned(0.0)
    assert second.claim(seen, 0.0) is None
    assert second.abandoned(0.0) == []


def test_silent_consumers_are_forgotten_but_not_what_they_hold(
    member: Member, queue: Queue, store: redis.Redis
) -> None:
    busy, idle = member("busy"), member("idle")
    take(busy, queue)
    assert idle.take(0.001) is None
    member("third").forget_silent(-1)
    names = [consumer["name"] for consumer in store.xinfo_consumers(Keys().stream(Lane.BULK), GROUP)]
    assert names == ["busy"]
    assert queue.counts().pending == 1


def test_dead_jobs_are_bounded(member: Member, queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.queue.group.DEAD_LIMIT", 3)
    group = member("one")
    for number in range(5):
        delivery = take(group, queue, str(number))
        group.bury(delivery, decode(delivery.payload), "why", "dead:brief")
    assert [dead.job.key for dead in queue.dead()] == ["4", "3", "2"]


def test_second_of_two_jobs_that_came_at_once_is_given_back(
    member: Member, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both arrive while the worker waits on both streams: between its looks at each and its blocking read."""
    group = member("one")
    read = group._read
    monkeypatch.setattr(group, "_read", lambda lanes, block: read(lanes, block) if block else [])
    for lane in Lane:
        queue.put("brief", {}, key=lane, lane=lane)
    delivery = group.take(0.001)
    assert delivery is not None
    assert delivery.lane is Lane.INTERACTIVE
    counts = queue.counts()
    assert (counts.pending, counts.queued_by_lane[Lane.BULK]) == (1, 1)
