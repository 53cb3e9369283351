"""A whole bot for the end-to-end tests: real Bolt client, real store process, real worker process, stand-in Slack."""

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient

from bot.config import Environment, Settings
from bot.queue.jobs import Queue
from bot.queue.keys import Keys
from bot.store.connect import connect
from bot.store.keys import QUEUE
from bot.store.processes import tethered
from handlers.app import build_app
from handlers.manifest import manifest
from handlers.run import hang_up
from sandbox.server import Sandbox
from tests.support.idle import jobs_left
from tests.support.store import StoreServer

ROOT = Path(__file__).parents[2]
LIMIT = 20.0
"""Seconds for anything to happen; two busy cores have needed four."""
START_LIMIT = 90.0
"""Seconds for a worker to start."""
CHANNEL = "C0BREAKING"
REPORTER = "U0AMINA"
EDITOR = "U0BEN"


@dataclass
class Newsroom:
    """The sandbox and the bot in it, with the words the tests are written in."""

    slack: Sandbox
    store_url: str
    queue: Queue
    worker: "WorkerProcess"

    def publish(self, html: str, **response: Any) -> str:
        """Put a page on a site of its own and give its address."""
        return self.slack.serve(f"outlet{uuid.uuid4().hex[:8]}", "/news/2026/the-story", html, **response)

    def share(self, text: str, *, channel: str = CHANNEL, user: str = REPORTER, **more: Any) -> str:
        """Post a message and give its ts."""
        return self.slack.post(channel, user, text, **more)

    def replies(self, ts: str, *, channel: str = CHANNEL) -> list[dict[str, Any]]:
        """The bot's messages in the thread of `ts`, oldest first."""
        return [m for m in self.slack.replies(channel, ts) if m.get("user") == self.slack.bot_user]

    def briefs(self, ts: str, *, channel: str = CHANNEL) -> list[dict[str, Any]]:
        """The bot's full replies in the thread: those with buttons."""
        return [
            m
            for m in self.replies(ts, channel=channel)
            if any(block["type"] == "actions" for block in m.get("blocks") or ())
        ]

    def wait(self, what: str, predicate: Callable[[], Any], seconds: float = LIMIT) -> Any:
        """Wait until `predicate` holds and give what it gave; TimeoutError with `what` otherwise."""
        return self.slack.wait_for(predicate, seconds, what)

    def note_to(self, user: str, about: str) -> str:
        """Wait for the private note to `user` that mentions `about`, and give its text."""

        def found() -> str | None:
            texts = (note.text for note in self.slack.ephemerals(user) if not note.from_slack)
            return next((text for text in texts if about in text), None)

        return str(self.wait(f"a private note about {about}", found))

    def wait_for_briefs(self, ts: str, number: int = 1, *, channel: str = CHANNEL) -> list[dict[str, Any]]:
        """Wait for `number` full replies in the thread, and give them."""
        self.wait(f"{number} briefs", lambda: len(self.briefs(ts, channel=channel)) >= number)
        return self.briefs(ts, channel=channel)

    def settle(self) -> None:
        """Wait until every event is acknowledged and every queued job has ended: what was not answered by then is not
        going to be. Without the first, a queue that no event has reached yet would pass for a silent bot."""

        def heard() -> bool:
            acknowledged = {ack.event_id for ack in self.slack.acks() if ack.acked}
            return {body["event_id"] for body in self.slack.events()} <= acknowledged

        self.wait("events to be acknowledged", heard)
        self.wait("an empty queue", lambda: jobs_left(connect(self.store_url)) == 0)


class WorkerProcess:
    """A real `nutgraf worker` that can be killed and started again."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(tethered([sys.executable, "-m", "handlers", "worker"]), env=self._environment, cwd=ROOT)

    def kill(self) -> None:
        """Kill it with -9, as the kernel would when memory runs out."""
        self.process.kill()
        self.process.wait()

    def restart(self) -> None:
        """Start another in its place."""
        self.process = self._start()

    def stop(self) -> None:
        """End it in an orderly way."""
        self.process.terminate()
        self.process.wait(15)


def settings_for(slack: Sandbox, store_url: str) -> Settings:
    """The settings of a bot in the sandbox."""
    return Settings(
        _env_file=None,
        slack_bot_token=slack.bot_token,
        slack_app_token=slack.app_token,
        slack_signing_secret=slack.signing_secret,
        slack_api_url=slack.api_url,
        redis_url=store_url,
        nutgraf_env=Environment.DEVELOPMENT,
        nutgraf_allow_loopback=True,
        nutgraf_fetch_seconds=6,
        nutgraf_look_again_hours="0",
    )


def environment_of(settings: Settings) -> dict[str, str]:
    """The same settings as a child process reads them."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "REDIS_"))}
    for name, value in settings.model_dump(exclude_none=True).items():
        secret = getattr(value, "get_secret_value", None)
        plain[name.upper()] = str(secret() if secret else value)
    return plain | {"NUTGRAF_LOG_LEVEL": "WARNING", "NUTGRAF_LOG_FORMAT": "console"}


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """One for all tests; a file whose tests change a workspace for good, or need an empty memory, has its own."""
    with running_newsroom(tmp_path_factory.mktemp("store")) as room:
        yield room


@contextmanager
def running_newsroom(folder: Path) -> Iterator[Newsroom]:
    """A whole bot that works in the sandbox."""
    with (
        StoreServer(folder) as server,
        Sandbox(manifest=manifest(), rate_limits=False, time_scale=0.1) as slack,
    ):
        settings = settings_for(slack, server.url)
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        store = connect(server.url)
        handler = SocketModeHandler(
            build_app(settings, client, Queue(store), store), slack.app_token, web_client=client
        )
        handler.connect()
        worker = WorkerProcess(environment_of(settings))
        room = Newsroom(slack, server.url, Queue(store), worker)
        try:
            slack.wait_for_connection(LIMIT)
            # The language model takes a second to load, on a busy machine far more; then the worker joins the queue.
            room.wait("the worker", lambda: store.exists(*Keys(QUEUE).streams), START_LIMIT)
            yield room
        finally:
            hang_up(handler)
            worker.stop()


@pytest.fixture(autouse=True)
def _quiet_afterwards(newsroom: Newsroom) -> Iterator[None]:
    """Each test leaves an empty queue and no faults to the next."""
    yield
    newsroom.settle()
