"""Many workspaces: *Add to Slack* from the page to the stored token, side by side, and out again without a trace."""

import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import redis
from pydantic import SecretStr
from slack_sdk import WebClient

from bot.articles.errors import NotFound
from bot.config import Environment, Settings
from bot.digests.plans import Plans
from bot.digests.schedule import DAYS, Plan
from bot.queue.jobs import Queue
from bot.queue.policy import Policy
from bot.queue.worker import Worker
from bot.slack.installs import Installs
from bot.slack.leaving import Leaving
from bot.slack.tokens import TokenLost, Vault, new_key
from bot.store.connect import connect
from bot.store.keys import INSTALLED_TEAMS, TEAMS
from handlers.app import build_app
from handlers.clock import running_clock
from handlers.installing import WORDS
from handlers.jobs import build_team_tasks
from handlers.manifest import manifest
from handlers.run import serving
from handlers.tasks import Task
from handlers.teams import installs_of
from handlers.terminal.workspaces import forget_workspace, list_workspaces, reencrypt
from sandbox.looking import Looking
from sandbox.server import Sandbox
from tests.bot.slack.articles import BRIEF, article
from tests.handlers.running_bot import RunningBot
from tests.support.store import StoreServer, everything, free_port, wait_for

Json = dict[str, Any]
CHANNEL = "C0BREAKING"
FIRST, SECOND = "T0NEWSROOM", "T0GAZETTE"


class Press:
    """A bot for many workspaces in HTTP mode, its worker, and two newsrooms that have not installed it yet."""

    def __init__(self, store_url: str, keys: str) -> None:
        self.url = f"http://127.0.0.1:{free_port()}"
        asked = manifest(self.url)
        self.slack = Sandbox(
            manifest=asked, newsroom=False, unfurl=False, rate_limits=False, time_scale=0.01, installed=False
        )
        self.store: Any = connect(store_url)
        self.queue = Queue(self.store)
        self.pages: dict[str, Any] = {}
        self._store_url, self._keys = store_url, keys
        self._parts = ExitStack()

    def __enter__(self) -> Self:
        enter = self._parts.enter_context
        enter(self.slack)
        self.other = self.slack.add_workspace(SECOND, "The Gazette")
        settings = self.settings()
        app = build_app(settings, WebClient(base_url=self.slack.api_url), self.queue, self.store)
        enter(serving(settings, app))
        installs = installs_of(settings, self.store)
        assert installs is not None
        self.installs = installs
        tasks = build_team_tasks(
            settings, connect(self._store_url), installs, get_article=self._get, read=lambda _: BRIEF
        )
        self.worker = Worker(self._store_url, tasks.by_name, on_dead=tasks.on_dead, policy=Policy(backoff_seconds=0.01))
        thread = threading.Thread(target=self.worker.run, daemon=True)
        thread.start()
        self._parts.callback(thread.join, 15)
        self._parts.callback(self.worker.stop)
        self.slack.use_http(f"{self.url}/slack/events")
        return self

    def __exit__(self, *_: object) -> None:
        self._parts.close()
        self.store.close()

    def settings(self) -> Settings:
        return Settings(
            _env_file=None,
            slack_client_id=self.slack.client_id,
            slack_client_secret=self.slack.client_secret,
            slack_signing_secret=self.slack.signing_secret,
            slack_api_url=self.slack.api_url,
            nutgraf_token_keys=self._keys,
            nutgraf_public_url=self.url,
            http_port=urlsplit(self.url).port,
            nutgraf_env=Environment.DEVELOPMENT,
            nutgraf_look_again_hours="0",
        )

    def _get(self, url: str) -> Any:
        found = self.pages.get(url, NotFound(404))
        if isinstance(found, Exception):
            raise found
        return found

    def lead_to(self, url: str, **fields: Any) -> str:
        self.pages[url] = article(url=url, **fields)
        return url

    def install(self, team: str) -> httpx.Response:
        """Add the app to a workspace, as somebody does in a browser."""
        browser = Browser(self)
        return browser.come_back(browser.decide(browser.begin(), team))

    def idle(self) -> None:
        """Wait until every event is acknowledged and every job done."""
        for each in (self.slack, self.other):
            wait_for("events acknowledged", lambda each=each: _sent(each) <= _acked(each))
        wait_for("an empty queue", lambda: _left(self.queue) == 0)


class Browser:
    """A browser with one cookie jar. The cookie says Secure; a browser lets that pass on this machine, httpx does not,
    so it is carried by hand."""

    def __init__(self, bot: Any) -> None:
        """`bot` has the `url` of its pages."""
        self.bot = bot
        self.cookie = ""

    def begin(self) -> str:
        """Press *Add to Slack*; where that leads."""
        answer = httpx.get(f"{self.bot.url}/slack/install", follow_redirects=False)
        assert answer.status_code == 302
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        assert "Secure" in answer.headers["set-cookie"] and "HttpOnly" in answer.headers["set-cookie"]
        return str(answer.headers["location"])

    def decide(self, page: str, team: str, decision: str = "allow") -> str:
        """Fill in Slack's page; where that leads back to."""
        shown = httpx.get(page)
        assert shown.status_code == 200, shown.text
        form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', shown.text))
        answer = httpx.post(page, data={**form, "team": team, "decision": decision}, follow_redirects=False)
        assert answer.status_code == 302
        return str(answer.headers["location"])

    def come_back(self, address: str) -> httpx.Response:
        """Follow Slack's redirect to the bot."""
        return httpx.get(address, headers={"Cookie": self.cookie})


def _sent(workspace: Looking) -> set[str]:
    return {body["event_id"] for body in workspace.events()}


def _acked(workspace: Looking) -> set[str]:
    return {ack.event_id for ack in workspace.acks() if ack.acked}


def _left(queue: Queue) -> int:
    counts = queue.counts()
    return counts.queued + counts.pending + counts.delayed


@pytest.fixture
def press(server: StoreServer, store: redis.Redis) -> Iterator[Press]:
    assert store.ping()
    with Press(server.url, new_key()) as running:
        yield running


def test_installing_gives_a_workspace_its_bot(press: Press) -> None:
    answer = press.install(FIRST)
    assert answer.status_code == 200 and "Nutgraf is installed in The Newsroom" in answer.text
    ts = press.slack.post(CHANNEL, "U0BEN", f"<{press.lead_to('https://example.org/a')}>")
    wait_for("the reply", lambda: press.slack.replies(CHANNEL, ts))
    install = press.installs.find(FIRST)
    assert install is not None and install.token == press.slack.bot_token and install.by == "U0BEN"


def test_the_token_is_nowhere_in_the_store_in_clear(press: Press) -> None:
    press.install(FIRST)
    press.slack.post(CHANNEL, "U0BEN", f"<{press.lead_to('https://example.org/a')}>")
    press.idle()
    assert press.slack.bot_token not in str(everything(press.store))


def test_keys_are_rotated_without_losing_a_workspace(press: Press) -> None:
    press.install(FIRST)
    old, new = press.settings().nutgraf_token_keys, new_key()
    assert old is not None
    both = Installs(press.store, Vault([new, old.get_secret_value()]))
    assert both.reencrypt() == 1
    found = Installs(press.store, Vault([new])).find(FIRST)
    assert found is not None and found.token == press.slack.bot_token


def test_a_state_is_good_once_and_in_one_browser(press: Press) -> None:
    browser = Browser(press)
    back = browser.decide(browser.begin(), FIRST)
    stranger = httpx.get(back)
    assert stranger.status_code == 400 and WORDS["invalid_browser"] in stranger.text
    assert browser.come_back(back).status_code == 200
    again = browser.come_back(back)
    assert again.status_code == 401 and WORDS["invalid_state"] in again.text


def test_a_state_that_nobody_issued_is_refused(press: Press) -> None:
    made_up = "x" * 43
    answer = httpx.get(
        f"{press.url}/slack/oauth_redirect?code=1&state={made_up}",
        headers={"Cookie": f"slack-app-oauth-state={made_up}"},
    )
    assert answer.status_code == 401 and not press.slack.calls("oauth.v2.access")


def test_a_state_ends_after_ten_minutes(press: Press) -> None:
    Browser(press).begin()
    (key,) = press.store.scan_iter("nutgraf:{installs}:state:*")
    assert 590 < press.store.ttl(key) <= 600


def test_a_cancelled_installation_says_so_and_keeps_nothing(press: Press) -> None:
    browser = Browser(press)
    answer = browser.come_back(browser.decide(browser.begin(), FIRST, "deny"))
    assert WORDS["access_denied"] in answer.text
    assert press.installs.find(FIRST) is None


def test_an_organisation_wide_installation_is_refused(server: StoreServer, store: redis.Redis) -> None:
    assert store.ping()
    with Press(server.url, new_key()) as press:
        press.slack.hub.options = replace(press.slack.hub.options, org_wide=True)
        answer = press.install(FIRST)
        (revoked,) = press.slack.calls("auth.revoke")
        assert revoked.answer["revoked"]
    assert answer.status_code == 403 and "whole organisation" in answer.text
    assert not store.exists(INSTALLED_TEAMS)


def test_a_refusal_gives_the_token_back_unless_another_works_with_it(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.install(SECOND)
    monkeypatch.setattr("handlers.installing.BOT_SCOPES", ("never:granted",))
    for team in (FIRST, SECOND):
        assert "did not grant" in press.install(team).text
    assert len(press.slack.calls("auth.revoke")) == 1 and not press.other.calls("auth.revoke")
    working = press.installs.find(SECOND)
    assert working and WebClient(token=working.token, base_url=press.slack.api_url).auth_test()["team_id"] == SECOND
    assert press.installs.find(FIRST) is None


def test_without_the_store_a_sentence_and_no_traceback(press: Press, server: StoreServer) -> None:
    server.freeze()
    try:
        answer = httpx.get(f"{press.url}/slack/install", timeout=30)
    finally:
        server.thaw()
    assert answer.status_code == 503 and "Try again in a minute" in answer.text


def test_the_address_to_come_back_to_is_the_one_in_the_manifest(press: Press) -> None:
    asked = parse_qs(urlsplit(Browser(press).begin()).query)
    assert asked["redirect_uri"] == [f"{press.url}/slack/oauth_redirect"]
    assert asked["client_id"] == [press.slack.client_id]


def test_two_workspaces_see_nothing_of_each_other(press: Press) -> None:
    press.install(FIRST)
    press.install(SECOND)
    link = press.lead_to("https://example.org/shared-by-both")
    first = press.slack.post(CHANNEL, "U0BEN", f"<{link}>")
    press.idle()
    second = press.other.post(CHANNEL, "U0AMINA", f"<{link}>")
    press.idle()
    # The same channel ids, the same link: yet the second's is a first sharing, not one seen before.
    (one,), (two,) = press.slack.replies(CHANNEL, first), press.other.replies(CHANNEL, second)
    assert any(block["type"] == "actions" for block in two["blocks"])
    assert len(one["blocks"]) == len(two["blocks"])
    assert {call.token for call in press.other.calls()} == {press.other.bot_token}
    assert press.slack.bot_token != press.other.bot_token
    for command in ("/story", "/digest now", "/handover"):
        press.slack.command(CHANNEL, "U0CHLOE", command)
        press.idle()
    mine = {key: text for key, text in everything(press.store).items() if key.startswith(f"nutgraf:{{{SECOND}}}")}
    assert mine and FIRST not in str(mine)


def test_the_clock_serves_every_workspace(press: Press) -> None:
    press.install(FIRST)
    press.install(SECOND)
    plans = Plans(press.store)
    now = plans.now()
    time = f"{datetime.fromtimestamp(now, UTC):%H:%M}"
    for team in (FIRST, SECOND):
        plans.save(Plan("p1", team, CHANNEL, "U0BEN", (time,), DAYS, "UTC", now - 3600))
    with running_clock(press.store):
        for each in (press.slack, press.other):
            wait_for("a digest", lambda each=each: [m for m in each.history(CHANNEL) if m["user"] == each.bot_user])


def test_a_workspace_without_the_app_is_told_so_and_leaves_nothing(press: Press) -> None:
    press.install(FIRST)
    press.other.post(CHANNEL, "U0BEN", f"<{press.lead_to('https://example.org/a')}>")
    press.idle()
    assert not press.other.calls("chat.postMessage")
    assert SECOND not in str(everything(press.store))


@pytest.mark.parametrize("workspace", ["slack", "other"])
def test_whoever_leaves_takes_everything_along(press: Press, workspace: str) -> None:
    press.install(FIRST)
    press.install(SECOND)
    for number, each in enumerate((press.slack, press.other)):
        each.post(CHANNEL, "U0BEN", f"<{press.lead_to(f'https://example.org/{number}')}>")
        press.idle()
        each.command(CHANNEL, "U0BEN", "/nutgraf watch mention")
        each.command(CHANNEL, "U0BEN", "/digest schedule weekdays 8:00")
        press.idle()
    for team in (FIRST, SECOND):
        press.queue.put("answer_link", {"team": team, "channel": CHANNEL}, key=f"later:{team}", delay=3600)
    leaving: Any = getattr(press, workspace)
    staying: Any = press.other if workspace == "slack" else press.slack
    leaving.uninstall()
    wait_for("nothing left", lambda: leaving.team not in str(everything(press.store)))
    left = everything(press.store)
    assert not [key for key in left if leaving.team in key]
    assert staying.team in press.store.smembers(TEAMS) and staying.team in press.store.smembers(INSTALLED_TEAMS)
    assert [key for key in left if key.startswith(f"nutgraf:{{{staying.team}}}:channel")]
    assert press.queue.counts().delayed == 1


def test_leaving_twice_and_late_is_leaving_once(press: Press) -> None:
    press.install(FIRST)
    press.slack.uninstall()
    wait_for("nothing left", lambda: FIRST not in str(everything(press.store)))
    (body,) = press.slack.events("app_uninstalled")
    press.install(FIRST)  # somebody changes their mind
    body["event_time"] = int(body["event_time"]) - 60
    press.slack.redeliver(body)
    press.idle()
    ts = press.slack.post(CHANNEL, "U0BEN", f"<{press.lead_to('https://example.org/back')}>")
    wait_for("the reply", lambda: press.slack.replies(CHANNEL, ts))


def test_who_comes_back_before_the_forgetting_keeps_the_new_and_nothing_old(press: Press) -> None:
    press.install(FIRST)
    press.slack.post(CHANNEL, "U0BEN", f"<{press.lead_to('https://example.org/before')}>")
    press.idle()
    Leaving(press.store).close(FIRST)  # the job that forgets is still to come
    assert "example.org/before" in str(of_team(press.store))
    press.install(FIRST)
    assert "example.org/before" not in str(of_team(press.store))
    ts = press.slack.post(CHANNEL, "U0BEN", f"<{press.lead_to('https://example.org/after')}>")
    press.queue.put(Task.FORGET_TEAM, {"team": FIRST}, key="late")
    wait_for("the reply", lambda: press.slack.replies(CHANNEL, ts))
    press.idle()
    assert "example.org/after" in str(of_team(press.store)) and press.installs.find(FIRST) is not None


def test_one_workspace_is_told_nothing_of_anothers_jobs(press: Press) -> None:
    press.install(FIRST)
    press.install(SECOND)
    for number in range(7):
        press.queue.put("answer_link", {"team": SECOND, "channel": CHANNEL}, key=f"other:{number}", delay=3600)
    press.slack.command(CHANNEL, "U0BEN", "/nutgraf status")
    wait_for("the answer", lambda: "I am well." in str(press.slack.ephemerals("U0BEN")))
    said = str(press.slack.ephemerals("U0BEN"))
    assert "planned" not in said and "failed" not in said
    press.slack.open_home("U0BEN")  # an admin
    wait_for("Home", lambda: press.slack.home("U0BEN"))
    assert "How I am" not in str(press.slack.home("U0BEN"))


def of_team(store: Any) -> dict[str, str]:
    return {key: text for key, text in everything(store).items() if f"{{{FIRST}}}" in key}


def test_a_persons_revoked_token_is_none_of_ours(press: Press) -> None:
    press.install(FIRST)
    press.slack.send_event({"type": "tokens_revoked", "tokens": {"oauth": ["U0BEN"], "bot": []}, "event_ts": "1.0"})
    press.idle()
    assert press.installs.find(FIRST) is not None


def test_the_operators_see_and_change_what_is_installed(
    press: Press, server: StoreServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    press.install(FIRST)
    press.install(SECOND)
    old, new = press.settings(), new_key()
    assert old.nutgraf_token_keys is not None
    both = f"{new},{old.nutgraf_token_keys.get_secret_value()}"
    settings = press.settings().model_copy(update={"redis_url": server.url, "nutgraf_token_keys": SecretStr(both)})
    assert list_workspaces(settings) == 0
    listed = capsys.readouterr().out
    assert SECOND in listed and "The Gazette" in listed and "xoxb-" not in listed
    assert reencrypt(settings) == 0 and "2 tokens" in capsys.readouterr().out
    monkeypatch.setattr("builtins.input", lambda _: "no")
    assert forget_workspace(settings, SECOND, sure=False) == 1 and press.installs.at(SECOND)
    assert forget_workspace(settings, SECOND, sure=True) == 0
    assert SECOND not in str(everything(press.store)) and FIRST in press.store.smembers(INSTALLED_TEAMS)


def test_a_token_that_cant_be_read_is_said_and_nothing_is_lost(press: Press) -> None:
    press.install(FIRST)
    with pytest.raises(TokenLost, match="NUTGRAF_TOKEN_KEYS"):
        Installs(press.store, Vault([new_key()])).find(FIRST)
    with pytest.raises(TokenLost):
        Installs(press.store, Vault([new_key()])).reencrypt()
    assert press.installs.find(FIRST) is not None


def test_the_one_workspace_of_a_token_is_forgotten_too(server: StoreServer, store: redis.Redis) -> None:
    assert store.ping()
    with RunningBot(server.url) as bot:
        bot.slack.post(CHANNEL, "U0BEN", f"<{bot.lead_to('https://example.org/a')}>")
        bot.idle()
        assert bot.slack.team in str(everything(bot.store))
        bot.slack.uninstall()
        bot.until("nothing left", lambda: bot.slack.team not in str(everything(bot.store)))
