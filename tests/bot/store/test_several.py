"""Stores of several servers: how they are named, and that work goes on when one of the servers dies."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from bot.errors import StoreError
from bot.queue.jobs import Queue
from bot.store.connect import address, connect, ping, wait_until_ready
from bot.store.several import several
from tests.support.several import Cluster, Watched
from tests.support.site import Site
from tests.support.store import free_port, wait_for

JOBS = 100


def test_address_of_sentinels_is_taken_apart() -> None:
    place = several("rediss+sentinel://bot:p%40ss@a.example,b.example:26380/desk/3")
    assert place is not None
    assert (place.kind, place.hosts, place.name) == ("sentinel", (("a.example", 26379), ("b.example", 26380)), "desk")
    assert place.options == {"username": "bot", "password": "p@ss", "db": 3, "ssl": True}


def test_address_of_a_cluster_is_taken_apart() -> None:
    place = several("redis+cluster://a.example,[::1]:7000")
    assert place is not None
    assert (place.kind, place.hosts, place.name) == ("cluster", (("a.example", 6379), ("::1", 7000)), "")


@pytest.mark.parametrize("url", ["redis://a.example:6379/0", "rediss://a.example", "unix:///run/store.sock"])
def test_one_server_is_not_several(url: str) -> None:
    assert several(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "redis+sentinel://a.example:26379",
        "redis+sentinel:///desk",
        "redis+sentinel://a.example/desk/0/more",
        "redis+sentinel://a.example/desk/first",
        "redis+cluster://a.example/0",
        "redis+cluster://a.example:port",
        "http+cluster://a.example",
    ],
)
def test_address_that_is_not_whole_is_said_to_be_wrong(url: str) -> None:
    with pytest.raises(StoreError, match="REDIS_URL is not the address"):
        connect(url)


def test_password_is_not_shown() -> None:
    assert address("redis+sentinel://bot:secret@a.example,b.example/desk") == "a.example:26379,b.example:26379/desk"


def test_servers_that_are_not_there_are_named() -> None:
    port = free_port()
    with pytest.raises(StoreError, match=f"The cluster at 127.0.0.1:{port} can't be reached"):
        connect(f"redis+cluster://127.0.0.1:{port}")
    with pytest.raises(StoreError, match="the master desk can't be reached"):
        ping(connect(f"redis+sentinel://127.0.0.1:{port}/desk"))


class Putting:
    """Queues jobs one after the other, each until the store has taken it, as Slack's redelivery does."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._thread = threading.Thread(target=self._put, daemon=True)
        self._thread.start()

    def _put(self) -> None:
        queue = Queue(connect(self._url))
        for number in range(JOBS):
            while True:
                try:
                    queue.put("work", {"seconds": 0.01}, key=str(number))
                    break
                except (redis.RedisError, StoreError):
                    time.sleep(0.1)
            time.sleep(0.02)

    def join(self) -> None:
        self._thread.join(60)
        assert not self._thread.is_alive()


@pytest.fixture(scope="module")
def watched() -> Iterator[Watched]:
    with Watched() as servers:
        yield servers


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with Cluster() as servers:
        yield servers


@pytest.mark.fault
def test_client_of_a_master_that_became_a_replica_finds_the_new_one(watched: Watched) -> None:
    store = connect(watched.url)
    store.set("key", "before")
    old = watched.master()
    watched.sentinels[0].client().execute_command("SENTINEL", "FAILOVER", watched.NAME)
    wait_for("another master", lambda: watched.master() is not old, 30)

    def written() -> bool:
        try:
            return bool(store.set("key", "after"))
        except redis.RedisError:
            return False

    wait_for("a write", written, 30)
    assert connect(watched.url).get("key") == "after"


@pytest.mark.fault
def test_work_goes_on_with_the_new_master(watched: Watched, tmp_path: Path) -> None:
    site = Site(tmp_path, watched.url)
    try:
        site.hire()
        site.hire()
        putting = Putting(watched.url)
        wait_for("some jobs", lambda: len(site.times("end")) > 20)
        dead = watched.master()
        dead.kill()
        wait_for("another master", lambda: watched.master() is not dead, 30)
        putting.join()
        wait_for("every job", lambda: len(site.times("end")) == JOBS, 60)
    finally:
        site.close()
    # What the dead master had acknowledged and not yet passed on is done again: at least once, and of few.
    twice = [key for key, times in site.times("end").items() if times > 1]
    assert len(twice) <= 2, twice


@pytest.mark.fault
def test_cluster_whose_node_dies_and_comes_back_loses_nothing(cluster: Cluster, tmp_path: Path) -> None:
    wait_until_ready(connect(cluster.url), 10)
    site = Site(tmp_path, cluster.url)
    try:
        site.hire()
        site.hire()
        putting = Putting(cluster.url)
        wait_for("some jobs", lambda: len(site.times("end")) > 20)
        node = cluster.node_of("{queue}")
        node.kill()
        node.start()
        cluster.await_whole()
        putting.join()
        wait_for("every job", lambda: len(site.times("end")) == JOBS, 60)
        site.wait_until_empty()
    finally:
        site.close()
    assert set(site.times("end").values()) == {1}
