"""The bot's HTTP door as `nutgraf run` opens it: real Bolt, real server, real store; and Slack's signature."""

import hashlib
import hmac
import http.client
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from slack_sdk import WebClient

from bot.config import Settings
from bot.queue.jobs import Queue
from bot.store.connect import connect
from handlers.app import build_app
from handlers.run import serving
from sandbox import events
from sandbox.server import Sandbox
from tests.support.store import free_port

Json = dict[str, Any]
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the door answered."""

    status: int
    body: str


@dataclass(slots=True)
class Front:
    """The door, and Slack behind it."""

    slack: Sandbox
    queue: Queue
    port: int

    def send(
        self, body: bytes, *, kind: str = "application/json", age: float = 0.0, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send a body, signed `age` seconds ago; `headers` take the place of Slack's own."""
        return self.knock(body, self.signed(body, kind, age) | dict(headers or {}))

    def signed(self, body: bytes, kind: str = "application/json", age: float = 0.0) -> dict[str, str]:
        """Slack's headers for a body. By hand: Slack's own code signs no broken UTF-8."""
        stamp = str(int(time.time() - age))
        secret = self.slack.signing_secret.encode()
        made = hmac.new(secret, b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        return {"Content-Type": kind, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={made}"}

    def knock(self, body: bytes, headers: Mapping[str, str], *, method: str = "POST") -> Answer:
        """Send a body as it is."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            with suppress(BrokenPipeError, ConnectionResetError):  # answered before all of it was sent
                line.request(method, "/slack/events", body=body, headers=dict(headers))
            answer = line.getresponse()
            return Answer(answer.status, answer.read().decode("utf-8", "replace"))
        finally:
            line.close()

    def event(self, event: Any, **more: Any) -> Answer:
        """Send an event as Slack wraps it; `more` takes the place of the wrapping's fields."""
        return self.send(json.dumps(self.wrapped(event, **more)).encode())

    def wrapped(self, event: Any, **more: Any) -> Json:
        """An event as Slack wraps it."""
        return events.wrap(self.slack.hub.workspace, event) | more

    def interaction(self, payload: Any) -> Answer:
        """Send a press of a button, a shortcut, a window."""
        return self.send(urlencode({"payload": json.dumps(payload)}).encode(), kind=FORM)

    def command(self, **fields: str) -> Answer:
        """Send a slash command."""
        return self.send(urlencode(fields).encode(), kind=FORM)

    def waiting(self) -> int:
        """Jobs in the queue."""
        counts = self.queue.counts()
        return counts.queued + counts.delayed + counts.pending


@contextmanager
def front(store_url: str) -> Iterator[Front]:
    """Open the door."""
    with Sandbox(newsroom=False, unfurl=False, rate_limits=False) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        settings = Settings(
            _env_file=None,
            slack_bot_token=slack.bot_token,
            slack_signing_secret=slack.signing_secret,
            http_port=(port := free_port()),
        )
        store = connect(store_url)
        queue = Queue(store)
        with serving(settings, build_app(settings, client, queue, store)):
            yield Front(slack, queue, port)
        store.close()


def message(text: str, ts: str = "1795430000.000100", **more: Any) -> Json:
    """A message event."""
    return {
        "type": "message",
        "channel": "C0BREAKING",
        "channel_type": "channel",
        "user": "U0AMINA",
        "text": text,
        "ts": ts,
        "event_ts": ts,
        **more,
    }
