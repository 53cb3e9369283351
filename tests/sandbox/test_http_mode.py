"""HTTP mode: signed requests to a Bolt app behind a WSGI server."""

import threading
from collections.abc import Iterator
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient

from sandbox.errors import SandboxError
from sandbox.server import Sandbox

Json = dict[str, Any]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


class HttpBot:
    """A Bolt app in HTTP mode. `refuse`: how many events it answers with 500 first."""

    def __init__(self, sandbox: Sandbox, secret: str) -> None:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        self.app = App(client=client, signing_secret=secret, process_before_response=True)
        self.retries: list[tuple[str, str]] = []
        self.refuse = 0
        self.app.event("message")(self.noted)
        self.app.command("/digest")(lambda ack: ack("coming up"))
        self.server = make_server("127.0.0.1", 0, SlackRequestHandler(self.app), handler_class=Quiet)
        self.url = f"http://127.0.0.1:{self.server.server_port}/slack/events"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def noted(self, event: Json, request: Any) -> None:
        headers = request.headers
        found = (headers.get("x-slack-retry-num", [""])[0], headers.get("x-slack-retry-reason", [""])[0])
        if self.refuse:
            self.refuse -= 1
            raise RuntimeError("not now")
        self.retries.append(found)


@pytest.fixture
def http_bot(sandbox: Sandbox) -> Iterator[HttpBot]:
    bot = HttpBot(sandbox, sandbox.signing_secret)
    yield bot
    bot.server.shutdown()
    bot.server.server_close()


def test_events_and_commands_arrive_signed(sandbox: Sandbox, http_bot: HttpBot) -> None:
    sandbox.use_http(http_bot.url)
    sandbox.post("breaking", "ben", "x")
    sandbox.wait_for(lambda: http_bot.retries)
    sandbox.command("breaking", "ben", "/digest")
    assert [e.text for e in sandbox.ephemerals("ben")] == ["coming up"]


def test_buttons_arrive_signed(sandbox: Sandbox, http_bot: HttpBot, client: WebClient) -> None:
    values: list[str] = []

    def go(ack: Ack, action: Json) -> None:
        ack()
        values.append(action["value"])

    http_bot.app.action("go")(go)
    sandbox.use_http(http_bot.url)
    button = {"type": "button", "action_id": "go", "value": "v", "text": {"type": "plain_text", "text": "Go"}}
    client.chat_postMessage(channel="C0BREAKING", text="x", blocks=[{"type": "actions", "elements": [button]}])
    assert sandbox.click("eva", "go").acked
    assert values == ["v"]


def test_failure_is_repeated_with_number_and_reason(sandbox: Sandbox, http_bot: HttpBot) -> None:
    sandbox.use_http(http_bot.url)
    http_bot.refuse = 1
    sandbox.post("breaking", "ben", "x")
    assert sandbox.wait_for(lambda: http_bot.retries) == [("1", "http_error")]


def test_another_secret_fails_the_challenge(sandbox: Sandbox) -> None:
    stranger = HttpBot(sandbox, "another secret")
    try:
        with pytest.raises(SandboxError, match="challenge"):
            sandbox.use_http(stranger.url)
    finally:
        stranger.server.shutdown()
        stranger.server.server_close()


def test_stale_signature_is_refused_by_bolt(sandbox: Sandbox, http_bot: HttpBot) -> None:
    sandbox.use_http(http_bot.url)
    sandbox.hub.delivery.transport.clock_skew = -600  # type: ignore[attr-defined]
    sandbox.post("breaking", "ben", "x")
    (first, *_) = sandbox.wait_for(sandbox.acks)
    assert not first.acked
    assert http_bot.retries == []


def test_url_that_nobody_serves_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(SandboxError, match="did not answer"):
        sandbox.use_http("http://127.0.0.1:1/slack/events")
