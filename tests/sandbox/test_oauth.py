"""Installing an app: consent, a code that is good once, and a token for each workspace."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.server import Sandbox

BACK = "https://app.example.org/back"


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox(newsroom=False, rate_limits=False, installed=False, redirect_urls=[BACK], time_scale=0.01) as running:
        yield running


def consent(slack: Sandbox, team: str, **changes: Any) -> httpx.Response:
    """Open Slack's page and press *Allow*."""
    asked = {"client_id": slack.client_id, "scope": "chat:write,commands", "state": "s", "redirect_uri": BACK}
    page = httpx.get(f"{slack.url}/oauth/v2/authorize?{urlencode(asked | changes)}")
    if page.status_code != 200:
        return page
    form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.text))
    return httpx.post(f"{slack.url}/oauth/v2/authorize", data=form | {"team": team, "decision": "allow"})


def code(slack: Sandbox, team: str) -> str:
    return parse_qs(urlsplit(consent(slack, team).headers["location"]).query)["code"][0]


def access(slack: Sandbox, given: str, **changes: Any) -> Any:
    asked = {"client_id": slack.client_id, "client_secret": slack.client_secret, "redirect_uri": BACK}
    return WebClient(base_url=slack.api_url).oauth_v2_access(code=given, **(asked | changes))


def error(slack: Sandbox, given: str, **changes: Any) -> str:
    with pytest.raises(SlackApiError) as raised:
        access(slack, given, **changes)
    return str(raised.value.response["error"])


def test_a_code_gives_the_token_of_its_workspace(slack: Sandbox) -> None:
    other = slack.add_workspace("T0GAZETTE", "The Gazette")
    answer = access(slack, code(slack, "T0GAZETTE"))
    assert answer["access_token"] == other.bot_token and answer["team"]["name"] == "The Gazette"
    assert answer["scope"] == "chat:write,commands" and answer["token_type"] == "bot"
    assert WebClient(token=other.bot_token, base_url=slack.api_url).auth_test()["team_id"] == "T0GAZETTE"
    with pytest.raises(SlackApiError, match="account_inactive"):
        WebClient(token=slack.bot_token, base_url=slack.api_url).auth_test()


def test_a_code_is_good_once(slack: Sandbox) -> None:
    given = code(slack, slack.team)
    access(slack, given)
    assert error(slack, given) == "code_already_used"


def test_what_slack_would_refuse_is_refused(slack: Sandbox) -> None:
    given = code(slack, slack.team)
    assert error(slack, given, client_secret="guessed") == "bad_client_secret"
    assert error(slack, given, client_id="1.2") == "invalid_client_id"
    assert error(slack, given, redirect_uri="https://evil.example.org") == "bad_redirect_uri"
    assert error(slack, "guessed") == "invalid_code"
    access(slack, given)


def test_the_page_knows_its_app_and_where_it_lives(slack: Sandbox) -> None:
    assert "redirect_uri did not match" in consent(slack, slack.team, redirect_uri="https://evil.example.org").text
    assert consent(slack, slack.team, client_id="1.2").text == "invalid_client_id"
    assert "invalid_scope" in consent(slack, slack.team, scope="admin").text


def test_a_revoked_token_does_not_come_back(slack: Sandbox) -> None:
    access(slack, code(slack, slack.team))
    old = slack.bot_token
    slack.uninstall()
    access(slack, code(slack, slack.team))
    assert slack.bot_token != old
    with pytest.raises(SlackApiError, match="invalid_auth"):
        WebClient(token=old, base_url=slack.api_url).auth_test()


def test_workspaces_have_channels_and_messages_of_their_own(slack: Sandbox) -> None:
    other = slack.add_workspace("T0GAZETTE", "The Gazette")
    ts = other.post("C0BREAKING", "ben", "only here")
    assert other.message("C0BREAKING", ts) and not slack.history("C0BREAKING")
