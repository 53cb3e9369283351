"""`nutgraf run` for many workspaces over one socket: added in a browser, answering each, leaving by itself."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from bot.slack.tokens import new_key
from handlers.demo.bot import bot_in
from handlers.manifest import manifest
from sandbox.server import Sandbox
from tests.e2e.conftest import CHANNEL, LIMIT, REPORTER, START_LIMIT
from tests.e2e.pages import story
from tests.handlers.test_workspaces import SECOND, Browser
from tests.support.store import free_port


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def slack(port: int) -> Iterator[Sandbox]:
    asked = manifest(f"http://127.0.0.1:{port}")
    with Sandbox(manifest=asked, rate_limits=False, time_scale=0.1, installed=False) as sandbox:
        yield sandbox


def test_one_socket_serves_every_workspace(slack: Sandbox, port: int, tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{port}"
    settings = {
        "SLACK_BOT_TOKEN": "",
        "SLACK_CLIENT_ID": slack.client_id,
        "SLACK_CLIENT_SECRET": slack.client_secret,
        "NUTGRAF_TOKEN_KEYS": new_key(),
        "NUTGRAF_PUBLIC_URL": url,
        "HTTP_PORT": str(port),
        "NUTGRAF_WORKERS": "1",
    }
    other = slack.add_workspace(SECOND, "The Gazette")
    with bot_in(slack, tmp_path, settings):
        slack.wait_for_connection(LIMIT)

        def add_to(team: str) -> httpx.Response:
            browser = Browser(SimpleNamespace(url=url))
            return browser.come_back(browser.decide(browser.begin(), team))

        slack.wait_for(lambda: _answers(f"{url}/healthz"), LIMIT, "the bot's pages")
        assert [add_to(team).status_code for team in (slack.team, SECOND)] == [200, 200]
        link = slack.serve("harbour", "/news/ferries", story())
        for each in (slack, other):
            ts = each.post(CHANNEL, REPORTER, f"<{link}>")
            each.wait_for(
                lambda each=each, ts=ts: any(m.get("user") == each.bot_user for m in each.replies(CHANNEL, ts)),
                START_LIMIT,
                "a reply",
            )
        assert "2 workspaces have the app" in httpx.get(f"{url}/readyz").text
        other.uninstall()
        slack.wait_for(lambda: "1 workspace has" in httpx.get(f"{url}/readyz").text, LIMIT, "the second to be gone")


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).status_code == 200
    except httpx.TransportError:
        return False
