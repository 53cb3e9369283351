"""One request for everybody who shares a link, no more than a site likes, and none that is not needed."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest
import redis

from bot.articles import library as lib
from bot.articles.errors import NotFound, ServerTrouble
from bot.articles.fetch import Fetcher
from bot.articles.library import Library
from bot.articles.links import link_key
from bot.articles.pace import LONGEST_WAIT_SECONDS, LOOPBACK_INTERVAL_SECONDS, HostBusy, Pace
from bot.articles.parse import parse
from bot.store.connect import connect
from tests.bot.articles.pages import meta, page
from tests.support.crowd import crowd
from tests.support.store import StoreServer, wait_for


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreServer]:
    with StoreServer(tmp_path_factory.mktemp("store")) as running:
        yield running


@pytest.fixture
def store(server: StoreServer) -> Iterator[redis.Redis]:
    client = connect(server.url)
    client.flushall()
    yield client
    client.close()


class Outlet:
    """A small site that counts what it is asked, and answers 304, 404 or 503 when told to."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.status = 200
        self.etag = ""
        self.title = "Harbour reopens"
        self.slow = threading.Event()
        outlet = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outlet.requests.append(self.path)
                outlet.slow.wait(0.3)
                unchanged = outlet.etag and self.headers.get("If-None-Match") == outlet.etag
                body = page(head=meta(og__type="article", og__title=outlet.title)).encode()
                self.send_response(304 if unchanged else outlet.status)
                self.send_header("Content-Type", "text/html")
                if outlet.etag:
                    self.send_header("ETag", outlet.etag)
                if outlet.status == 503:
                    self.send_header("Retry-After", "30")
                self.send_header("Content-Length", "0" if unchanged else str(len(body)))
                self.end_headers()
                if not unchanged:
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://courier.localhost:{self._server.server_address[1]}/harbour-reopens"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self.slow.set()
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    site = Outlet()
    yield site
    site.close()


def library(store: redis.Redis) -> Library:
    return Library(store, Fetcher(allow_loopback=True), parse, Pace(store, interval=0.001))


def a_worker(store_url: str, link: str) -> str | None:
    """Get `link` at the moment when all ten workers are ready to."""
    store = connect(store_url)
    store.incr("ready")
    wait_for("the other workers", lambda: int(str(store.get("ready"))) >= 10, 200)
    return library(store).get(link).title


@pytest.mark.timeout(300)  # ten interpreters start at once, on whatever else the machine does
def test_ten_workers_cost_one_request(server: StoreServer, store: redis.Redis, outlet: Outlet) -> None:
    variants = [outlet.url + f"?utm_source=reader{n}#top" for n in range(10)]
    with crowd(__name__).Pool(10) as workers:
        titles = workers.starmap(a_worker, [(server.url, link) for link in variants])
    assert titles == ["Harbour reopens after storm"] * 10
    assert len(outlet.requests) == 1


def test_what_a_link_carries_of_its_sharer_is_not_kept_for_the_next(store: redis.Redis, outlet: Outlet) -> None:
    first = library(store).get(outlet.url + "?utm_source=ana-diaz")
    second = library(store).get(outlet.url)
    kept = "".join(str(store.get(key)) for key in store.scan_iter("*"))
    assert len(outlet.requests) == 1
    assert (first.url, second.url) == (outlet.url + "?utm_source=ana-diaz", outlet.url)
    assert "ana-diaz" not in kept and "ana-diaz" not in str(second)


def test_what_a_subscriber_gives_away_is_not_shown_to_others(store: redis.Redis, outlet: Outlet) -> None:
    library(store).get(outlet.url + "?unlocked_article_code=1.a")
    library(store).get(outlet.url + "?unlocked_article_code=1.b")
    library(store).get(outlet.url)
    library(store).get(outlet.url + "?unlocked_article_code=1.a&utm_source=reader")
    assert len(outlet.requests) == 3


def test_waiting_workers_get_the_reason_too(store: redis.Redis, outlet: Outlet) -> None:
    outlet.status = 404
    reasons: list[str] = []

    def ask() -> None:
        with pytest.raises(NotFound) as caught:
            library(store).get(outlet.url)
        reasons.append(str(caught.value))

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(reasons) == 5
    assert len(outlet.requests) == 1


def test_a_fresh_article_is_not_asked_for_again(store: redis.Redis, outlet: Outlet) -> None:
    first = library(store).get(outlet.url)
    assert library(store).get(outlet.url) == first
    assert len(outlet.requests) == 1


class TestWhenNoLongerFresh:
    @pytest.fixture(autouse=True)
    def stale(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(lib, "FRESH_SECONDS", 0)
        monkeypatch.setattr(lib, "FRESH_ERROR_SECONDS", 0)

    def test_a_site_that_knows_versions_is_asked_whether_it_changed(self, store: redis.Redis, outlet: Outlet) -> None:
        outlet.etag = '"v1"'
        first = library(store).get(outlet.url)
        assert library(store).get(outlet.url) == first
        assert len(outlet.requests) == 2
        assert store.ttl(next(iter(store.scan_iter("nutgraf:{article:*}")))) > lib.KEEP_SECONDS - 60

    def test_what_changed_is_read_anew(self, store: redis.Redis, outlet: Outlet) -> None:
        outlet.etag = '"v1"'
        first = library(store).get(outlet.url)
        outlet.etag = '"v2"'
        outlet.status = 404
        with pytest.raises(NotFound):
            library(store).get(outlet.url)
        outlet.status = 200
        assert library(store).get(outlet.url) == first


def test_trouble_of_the_site_is_not_kept_and_its_retry_after_is_obeyed(store: redis.Redis, outlet: Outlet) -> None:
    outlet.status = 503
    with pytest.raises(ServerTrouble):
        library(store).get(outlet.url)
    outlet.status = 200
    with pytest.raises(HostBusy) as caught:
        library(store).get(outlet.url)
    assert LONGEST_WAIT_SECONDS < (caught.value.retry_after or 0) <= 30
    assert len(outlet.requests) == 1


def test_a_worker_that_died_holding_the_lock_blocks_nobody_for_long(store: redis.Redis, outlet: Outlet) -> None:
    lock = f"nutgraf:{{article:{link_key(outlet.url)}}}:lock"
    store.set(lock, "dead", px=300)
    assert library(store).get(outlet.url).title
    assert store.get(lock) is None


def test_another_workers_lock_is_not_released(store: redis.Redis, outlet: Outlet) -> None:
    lock = f"nutgraf:{{article:{link_key(outlet.url)}}}:lock"
    held = threading.Thread(target=library(store).get, args=(outlet.url,))
    held.start()
    wait_for("the fetch to begin", lambda: outlet.requests)
    store.set(lock, "somebody else")
    held.join(10)
    assert store.get(lock) == "somebody else"


def test_what_another_version_kept_is_fetched_anew(store: redis.Redis, outlet: Outlet) -> None:
    for junk in ("", "{}", "[]", '{"outcome": {"error": ["new_kind", "a", "b"]}, "at": 1e12, "version": {}}'):
        store.set(f"nutgraf:{{article:{link_key(outlet.url)}}}", junk)
        assert library(store).get(outlet.url).title


def test_every_key_is_kept_for_a_time_only(store: redis.Redis, outlet: Outlet) -> None:
    library(store).get(outlet.url)
    Pace(store).wait("https://courier.example/a")
    keys = list(store.scan_iter("*"))
    assert len(keys) == 2
    assert all(0 < store.ttl(key) <= lib.KEEP_SECONDS for key in keys)


class TestPace:
    URL = "https://courier.example/a"

    def free_at(self, store: redis.Redis) -> int:
        """When the host is free again, in milliseconds since 1970."""
        (key,) = store.keys("nutgraf:{pace:*}")
        return int(str(store.get(key)))

    def test_requests_to_one_host_are_spaced(self, store: redis.Redis) -> None:
        waits: list[float] = []
        pace = Pace(store, interval=0.6, sleep=waits.append)
        free = []
        for _ in range(4):
            pace.wait(self.URL)
            free.append(self.free_at(store))
        assert all(later - earlier >= 600 for earlier, later in pairwise(free))
        assert waits[0] == 0
        assert all(wait <= 0.6 * turn for turn, wait in enumerate(waits))

    def test_workers_share_the_turns(self, store: redis.Redis) -> None:
        before = int(time.time() * 1000)
        threads = [
            threading.Thread(target=Pace(store, interval=0.4, sleep=lambda _: None).wait, args=(self.URL,))
            for _ in range(5)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert self.free_at(store) >= before + 5 * 400

    def test_other_hosts_do_not_wait(self, store: redis.Redis) -> None:
        waits: list[float] = []
        pace = Pace(store, interval=60, sleep=waits.append)
        for n in range(10):
            pace.wait(f"https://outlet{n}.example/a")
        assert waits == [0] * 10

    def test_the_sandbox_is_not_kept_waiting(self, store: redis.Redis) -> None:
        waits: list[float] = []
        pace = Pace(store, sleep=waits.append)
        for link in ["http://courier.localhost:8080/a"] * 10:
            pace.wait(link)
        assert max(waits) <= 9 * LOOPBACK_INTERVAL_SECONDS

    def test_who_would_wait_too_long_is_sent_away_and_takes_no_turn(self, store: redis.Redis) -> None:
        pace = Pace(store, interval=LONGEST_WAIT_SECONDS + 5)
        pace.wait(self.URL)
        for _ in range(3):
            with pytest.raises(HostBusy) as caught:
                pace.wait(self.URL)
            assert LONGEST_WAIT_SECONDS < (caught.value.retry_after or 0) <= LONGEST_WAIT_SECONDS + 5

    def test_a_rest_is_for_the_whole_host_and_not_endless(self, store: redis.Redis) -> None:
        pace = Pace(store)
        pace.rest("https://www.courier.example/b", 1e9)
        with pytest.raises(HostBusy) as caught:
            pace.wait(self.URL)
        assert (caught.value.retry_after or 0) <= 3600
