"""A workspace leaves while a worker is at one of its jobs: what that writes last goes too."""

from typing import Any

import pytest
import redis

from bot.queue.group import Group
from bot.queue.jobs import Queue, RetryLater, decode
from bot.queue.keys import Keys
from bot.slack.leaving import Leaving
from bot.store.connect import connect
from bot.store.keys import QUEUE, TEAMS, team_key
from tests.support.store import StoreServer

TEAM, OTHER = "T0ONE", "T0ONEMORE"


@pytest.fixture
def worker(server: StoreServer, store: redis.Redis) -> Group:
    group = Group(store, connect(server.url, blocking=True), Keys(QUEUE), "worker-1")
    group.join()
    return group


def put(store: redis.Redis, team: str, number: int, delay: float = 0.0) -> None:
    Queue(store).put("answer_link", {"team": team}, key=f"{team}:{number}", delay=delay)


def test_a_job_under_way_is_waited_for(store: Any, worker: Group) -> None:
    put(store, TEAM, 1)
    held = worker.take(0.5)
    assert held is not None
    put(store, TEAM, 2)
    put(store, TEAM, 3, delay=60)
    put(store, OTHER, 1)
    with pytest.raises(RetryLater):
        Leaving(store).forget(TEAM)
    assert Queue(store).counts().queued == 1  # the other's
    store.set(team_key(TEAM, "written", "late"), "1")
    worker.done(held, decode(held.payload), 0.1)
    assert Leaving(store).forget(TEAM) == 1
    assert Leaving(store).forget(TEAM) == 0
    assert not list(store.scan_iter(f"*{TEAM}}}*"))


def test_workspaces_whose_ids_begin_alike_are_kept_apart(store: Any) -> None:
    for team in (TEAM, OTHER):
        store.set(team_key(team, "settings"), "x")
        store.sadd(TEAMS, team)
    Leaving(store).forget(TEAM)
    assert store.exists(team_key(OTHER, "settings")) and store.smembers(TEAMS) == {OTHER}


@pytest.mark.parametrize("team", ["*", "T0*", "", "T0ONE}:x", "[T]0ONE"])
def test_what_is_no_id_removes_nothing(store: Any, team: str) -> None:
    store.set(team_key(TEAM, "settings"), "x")
    Leaving(store).close(team)
    assert Leaving(store).forget(team) == 0
    assert store.exists(team_key(TEAM, "settings"))


def test_dead_jobs_go_too(store: Any, worker: Group) -> None:
    put(store, TEAM, 1)
    held = worker.take(0.5)
    assert held is not None
    worker.bury(held, decode(held.payload), "no", "dead:answer_link")
    Leaving(store).forget(TEAM)
    assert not Queue(store).dead()


def installed(store: Any) -> None:
    Leaving(store).clear(TEAM)
    store.hset(team_key(TEAM, "installation"), "at", "2")


def test_a_late_forgetting_leaves_what_came_with_a_new_installation(store: Any) -> None:
    store.set(team_key(TEAM, "settings"), "old")
    put(store, TEAM, 1)
    Leaving(store).close(TEAM)
    installed(store)
    assert not store.exists(team_key(TEAM, "settings")) and not Queue(store).counts().queued
    store.set(team_key(TEAM, "settings"), "new")
    store.sadd(TEAMS, TEAM)
    put(store, TEAM, 2)
    assert Leaving(store).forget(TEAM) == 0
    assert store.get(team_key(TEAM, "settings")) == "new" and TEAM in store.smembers(TEAMS)
    assert Queue(store).counts().queued == 1


def test_an_installation_over_another_removes_nothing(store: Any) -> None:
    installed(store)
    store.set(team_key(TEAM, "settings"), "mine")
    installed(store)
    assert store.get(team_key(TEAM, "settings")) == "mine"


def test_what_a_job_wrote_last_goes_with_the_next_look(store: Any, worker: Group) -> None:
    put(store, TEAM, 1)
    held = worker.take(0.5)
    assert held is not None
    Leaving(store).close(TEAM)
    with pytest.raises(RetryLater):
        Leaving(store).forget(TEAM)
    store.set(team_key(TEAM, "written", "late"), "1")
    installed(store)
    assert not store.exists(team_key(TEAM, "written", "late"))
