"""Pictures in Slack: uploaded once, removed when they are old, and signs in their place where Slack takes none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import httpx
import pytest
import redis
from slack_sdk import WebClient

from bot import clock
from bot.digests.chart import Chart
from bot.queue.jobs import RetryLater
from bot.slack.blocks.limits import check_view
from bot.slack.blocks.timeline import chart_words, timeline
from bot.slack.calls import RateLimited
from bot.slack.charts import KEPT_SECONDS, Charts, clear
from bot.slack.errors import Refused
from bot.slack.files import Files
from bot.slack.outbox import Outbox
from sandbox.hub import SCOPES
from sandbox.server import Sandbox

TEAM = "T0NEWSROOM"
PNG = b"\x89PNG\r\n\x1a\n picture"
CHART = Chart("Attacks on Vesk", date(2025, 2, 21), (*[0] * 52, 1, 0, 2, 0, 0, 0, 0, 1), "weekly")


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox(newsroom=False, unfurl=False, rate_limits=False, time_scale=0.0) as running:
        yield running


def charts_in(slack: Sandbox, store: redis.Redis) -> Charts:
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    return Charts(Files(client), store, lambda _: PNG)


def test_one_chart_is_uploaded_once_and_another_anew(slack: Sandbox, store: redis.Redis) -> None:
    charts = charts_in(slack, store)
    first = charts.picture(TEAM, CHART)
    assert first and charts.picture(TEAM, CHART) == first
    other = charts.picture(TEAM, replace(CHART, name="Attacks on Molnik"))
    files = {file.id: file for file in slack.files()}
    assert set(files) == {first, other}
    assert files[first].content == PNG and files[first].alt == chart_words(CHART) and files[first].at is not None


def test_old_pictures_are_removed(slack: Sandbox, store: redis.Redis) -> None:
    charts = charts_in(slack, store)
    old = charts.picture(TEAM, CHART)
    listed = f"nutgraf:{{{TEAM}}}:charts"
    (known,) = store.zrange(listed, 0, -1)
    assert known.startswith(f"{old} ")
    store.zadd(listed, {known: clock.now() - KEPT_SECONDS - 1, "F0GONE": 1.0})
    new = charts.picture(TEAM, replace(CHART, name="Attacks on Molnik"))
    assert [file.id for file in slack.files()] == [new]
    assert [each.split()[0] for each in store.zrange(f"nutgraf:{{{TEAM}}}:charts", 0, -1)] == [new]


def test_all_go_when_something_was_forgotten(slack: Sandbox, store: redis.Redis) -> None:
    charts, files = charts_in(slack, store), Files(WebClient(token=slack.bot_token, base_url=slack.api_url))
    first = charts.picture(TEAM, CHART)
    assert clear(None, store, TEAM) == 1 and len(slack.files()) == 1  # no token: it counts as old
    assert charts.picture(TEAM, CHART) != first and first not in {file.id for file in slack.files()}
    store.zadd(f"nutgraf:{{{TEAM}}}:charts", {"F0GONE": 1.0})
    slack.fail("files.delete", retry_after=7)
    assert clear(files, store, TEAM) == 2
    assert clear(files, store, TEAM) == 0 and not slack.files()
    assert not list(store.scan_iter("*chart*"))


def test_a_worker_removes_all_of_one_workspace_and_waits_as_slack_asks(slack: Sandbox, store: redis.Redis) -> None:
    charts = charts_in(slack, store)
    for name in ("Vesk", "Molnik", "Odrana"):
        assert charts.picture(TEAM, replace(CHART, name=f"Attacks on {name}"))
    store.set("nutgraf:{T0OTHER}:chart:abc", "F0OTHERS")
    store.zadd("nutgraf:{T0OTHER}:charts", {"F0OTHERS abc": clock.now()})
    connection: Any = store
    connection.config_resetstat()
    slack.fail("files.delete", retry_after=7)
    with pytest.raises(RateLimited) as limited:
        charts.clear(TEAM)
    assert limited.value.seconds == 7 and len(slack.files()) == 3
    assert not store.keys(f"nutgraf:{{{TEAM}}}:chart:*"), "none is shown any more"
    slack.fail("files.delete", status=503)
    with pytest.raises(RetryLater):
        charts.clear(TEAM)
    charts.clear(TEAM)
    charts.clear(TEAM)
    assert not slack.files() and not store.exists(f"nutgraf:{{{TEAM}}}:charts")
    assert store.get("nutgraf:{T0OTHER}:chart:abc") and store.zcard("nutgraf:{T0OTHER}:charts") == 1
    assert "cmdstat_scan" not in connection.info("commandstats")


def test_without_the_scope_there_is_none_and_slack_is_not_asked_again(store: redis.Redis) -> None:
    scopes = frozenset(SCOPES.split()) - {"files:write"}
    with Sandbox(newsroom=False, unfurl=False, rate_limits=False, scopes=scopes) as slack:
        charts = charts_in(slack, store)
        assert charts.picture(TEAM, CHART) is None and charts.picture(TEAM, CHART) is None
        (call,) = slack.calls("files.getUploadURLExternal")
        assert call.answer["error"] == "missing_scope" and call.answer["needed"] == "files:write"


def test_a_rate_limit_waits_and_a_broken_line_leaves_the_signs(slack: Sandbox, store: redis.Redis) -> None:
    charts = charts_in(slack, store)
    slack.fail("files.getUploadURLExternal", retry_after=7)
    with pytest.raises(RateLimited):
        charts.picture(TEAM, CHART)
    slack.fail("files.completeUploadExternal", status=503)
    assert charts.picture(TEAM, CHART) is None
    assert charts.picture(TEAM, CHART)


def test_slack_shows_a_file_when_it_has_looked_through_it(store: redis.Redis) -> None:
    with Sandbox(newsroom=False, unfurl=False, rate_limits=False, time_scale=30.0) as slack:
        file = charts_in(slack, store).picture(TEAM, CHART)
        outbox = Outbox(WebClient(token=slack.bot_token, base_url=slack.api_url), store)
        with pytest.raises(Refused) as refused:
            outbox.publish_home("U0BEN", {**timeline("Vesk", [], CHART, file), "type": "home"})
        assert refused.value.code == "invalid_arguments"


def test_the_stand_in_wants_all_of_the_bytes(slack: Sandbox) -> None:
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    given = client.files_getUploadURLExternal(filename="a.png", length=len(PNG))
    assert httpx.post(given["upload_url"], content=PNG[:-1]).status_code == 400
    assert httpx.post(given["upload_url"], content=PNG).text == f"OK - {len(PNG)}"
    assert httpx.post(given["upload_url"], content=PNG).status_code == 404


class TestWords:
    def test_for_who_does_not_see_it(self) -> None:
        due = (date(2025, 4, 27), date(2025, 4, 29))
        points = ((date(2025, 4, 14), 9.0), (date(2025, 4, 16), 1200.0))
        words = chart_words(replace(CHART, due=due, measure="injured", points=points))
        assert words == (
            "Bar chart. Attacks on Vesk: 4 events in the 60 days to 21 April 2025: 14 Apr, 16 Apr (2), 21 Apr. "
            "Injured: 14 Apr 9, 16 Apr 1,200. Next expected 27 April 2025 to 29 April 2025."
        )

    def test_in_signs_where_there_is_no_picture(self) -> None:
        shown = str(timeline("Attacks on Vesk", [], CHART)["blocks"])
        assert "▁" * 52 + "▅▁█▁▁▁▁▅" in shown and "4 events in the 60 days to 21 April 2025; weekly." in shown

    def test_any_name_fits(self) -> None:
        many = replace(CHART, name="<!channel> " * 900, counts=(3,) * 60, measure="m" * 300)
        view = check_view(timeline("n" * 5000, [], many, "F1"))
        assert view["blocks"][1]["slack_file"] == {"id": "F1"} and len(view["blocks"][1]["alt_text"]) <= 2000
