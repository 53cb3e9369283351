"""The bot as its operators see it: health, readiness and metrics of `nutgraf run` and its worker, over HTTP."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from slack_sdk import WebClient

from bot.config import Settings
from bot.store.connect import connect
from bot.store.keys import TICK
from handlers.demo.bot import bot_in
from handlers.health import SlackLook, clock_part, queue_part
from handlers.run import looks_of
from handlers.status import status_port
from sandbox.server import Sandbox
from tests.e2e.conftest import CHANNEL, LIMIT, REPORTER, START_LIMIT
from tests.e2e.pages import story
from tests.e2e.test_run import is_answered
from tests.support.store import StoreServer, free_port, wait_for


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox(rate_limits=False, time_scale=0.1) as sandbox:
        yield sandbox


def samples(text: str) -> dict[str, float]:
    """Every sample by its name and labels."""
    return {
        sample.name + "".join(f"{{{name}={value}}}" for name, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def answer(url: str) -> httpx.Response | None:
    try:
        return httpx.get(url, timeout=10)
    except httpx.TransportError:
        return None


def is_nutgraf(url: str) -> bool:
    found = answer(f"{url}/healthz")
    return found is not None and found.status_code == 200 and found.text.strip().startswith("{")


def test_a_running_bot_tells_how_it_is(slack: Sandbox, tmp_path: Path) -> None:
    port = free_port()
    with bot_in(slack, tmp_path, {"NUTGRAF_WORKERS": "1", "NUTGRAF_STATUS_PORT": str(port)}):
        front = f"http://127.0.0.1:{port}"
        slack.wait_for_connection(LIMIT)
        slack.wait_for(lambda: answer(f"{front}/healthz"), LIMIT, "the bot's port")
        later = [f"http://127.0.0.1:{port + number}" for number in range(1, 9)]  # some may be taken
        worker = slack.wait_for(lambda: next(filter(is_nutgraf, later), None), START_LIMIT, "the worker's port")
        ts = slack.post(CHANNEL, REPORTER, f"<{slack.serve('harbour', '/news/ferries', story())}>")
        slack.wait_for(lambda: is_answered(slack, ts), LIMIT, "a reply")

        ready = httpx.get(f"{front}/readyz")
        assert ready.status_code == 200 and ready.json()["status"] == "ready", ready.text
        assert set(ready.json()["parts"]) == {"store", "slack", "queue", "clock", "socket"}
        assert httpx.get(f"{worker}/readyz").status_code == 200
        assert httpx.get(f"{front}/other").status_code == 404

        mine = samples(httpx.get(f"{front}/metrics").text)
        assert mine["nutgraf_ack_seconds_count{kind=event}{outcome=acked}"] >= 1
        assert mine["nutgraf_store_up"] == 1 and mine["nutgraf_clock_age_seconds"] < 10
        done = "nutgraf_jobs_done_total{name=answer_link}"
        wait_for("the job's end", lambda: samples(httpx.get(f"{front}/metrics").text).get(done), START_LIMIT)
        theirs = samples(httpx.get(f"{worker}/metrics").text)
        assert theirs["nutgraf_replies_total{outcome=replied}"] == 1
        assert theirs["nutgraf_fetches_total{outcome=read}"] == 1
        assert theirs["nutgraf_slack_calls_total{method=chat_postMessage}{outcome=ok}"] >= 1
        for stage in ("wait", "fetch", "parse", "read", "remember", "reply"):
            assert theirs[f"nutgraf_stage_seconds_count{{stage={stage}}}"] >= 1, stage
        assert theirs[done] == 1, "the queue's are the same on every port"

        everything = "".join(httpx.get(f"{at}/{page}").text for at in (front, worker) for page in ("metrics", "readyz"))
        private = (slack.team, CHANNEL, REPORTER, "harbour", slack.bot_token, slack.app_token, str(tmp_path))
        assert [word for word in private if word in everything] == []


def test_without_its_store_it_is_alive_and_not_ready(slack: Sandbox, server: StoreServer) -> None:
    store = connect(server.url, seconds=0.5)
    settings = Settings(_env_file=None, nutgraf_status_port=free_port())
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    with status_port(settings, store, looks_of(settings, client, store)) as port:
        url = f"http://127.0.0.1:{port}"
        assert httpx.get(f"{url}/readyz").json()["status"] == "degraded", "no clock has ticked"
        server.freeze()
        try:  # what was said before is given again for a second
            wait_for("a 503", lambda: httpx.get(f"{url}/readyz", timeout=20).status_code == 503)
            told = httpx.get(f"{url}/readyz", timeout=20)
            scraped = samples(httpx.get(f"{url}/metrics", timeout=20).text)
        finally:
            server.thaw()
        assert told.status_code == 503 and "does not answer" in told.json()["parts"]["store"]["sentence"]
        assert scraped["nutgraf_store_up"] == 0
        assert httpx.get(f"{url}/healthz").json() == {"status": "alive"}
        wait_for("a 200", lambda: httpx.get(f"{url}/readyz").status_code == 200)


def test_processes_on_one_machine_take_a_port_each(server: StoreServer) -> None:
    settings, store = Settings(_env_file=None, nutgraf_status_port=free_port()), connect(server.url)
    with status_port(settings, store, []) as first, status_port(settings, store, []) as second:
        assert first == settings.nutgraf_status_port and second is not None and second > first


def test_the_port_is_closed_unless_it_is_asked_for(server: StoreServer) -> None:
    with status_port(Settings(_env_file=None), connect(server.url), []) as port:
        assert port is None


def test_a_revoked_token_is_told_once_a_minute_and_no_more(slack: Sandbox) -> None:
    look = SlackLook(WebClient(token=slack.bot_token, base_url=slack.api_url))
    assert look().ok
    slack.uninstall()
    assert look().ok, "believed for a minute"
    assert len(slack.calls("auth.test")) == 1
    anew = SlackLook(WebClient(token=slack.bot_token, base_url=slack.api_url))()
    assert not anew.ok and "account_inactive" in anew.sentence and slack.bot_token not in anew.sentence


def test_a_silent_clock_and_an_old_queue_are_told(server: StoreServer, store: Any) -> None:
    from bot.queue.jobs import Queue

    store.set(TICK, "1000000")
    assert not clock_part(store).ok and "digests are late" in clock_part(store).sentence
    store.xadd("nutgraf:{queue}:bulk", {"job": json.dumps({})}, id="1000000-1")
    assert not queue_part(Queue(store)).ok and "start more workers" in queue_part(Queue(store)).sentence
