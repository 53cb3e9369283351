"""A bot whose fronts come and go while store, worker and Slack stay: what is shared between is lost as an event.

Real Bolt over the sandbox's Socket Mode, real store, real queue and worker; only fetching and reading are stand-ins.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient

from bot.articles.article import Article
from bot.config import Settings
from bot.queue.jobs import Queue
from bot.queue.policy import Policy
from bot.queue.worker import Worker
from bot.store.connect import connect
from bot.store.keys import team_key
from handlers.app import build_app
from handlers.jobs import build_tasks
from handlers.listening import saying_we_listen
from handlers.manifest import manifest
from handlers.run import hang_up
from sandbox.server import Sandbox
from tests.bot.slack.articles import BRIEF, article
from tests.support.idle import jobs_left
from tests.support.store import StoreServer, wait_for

Json = dict[str, Any]
SITE = "https://harbourcourier.example/"


class Away:
    """A context manager. Slack sends each event once, and gives it up."""

    def __init__(self, folder: Path, *, hours: float = 24.0, restricted: bool = False) -> None:
        """`hours`: NUTGRAF_CATCH_UP_HOURS; `restricted`: Slack gives 15 messages a call."""
        self.server = StoreServer(folder)
        self.slack = Sandbox(
            manifest=manifest(),
            newsroom=False,
            unfurl=False,
            rate_limits=False,
            redelivery=(),
            ack_seconds=1.0,
            restricted=restricted,
        )
        self._hours = hours

    def __enter__(self) -> Self:
        self.server.start()
        self.slack.start()
        self.store: Any = connect(self.server.url)
        self.queue = Queue(self.store)
        self.settings = Settings(
            _env_file=None,
            slack_app_token=self.slack.app_token,
            nutgraf_look_again_hours="0",
            nutgraf_placeholder_seconds=30,
            nutgraf_catch_up_hours=self._hours,
        )
        self.client = WebClient(token=self.slack.bot_token, base_url=self.slack.api_url)
        self.start_worker()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop_worker()
        self.slack.stop()
        self.store.close()
        self.server.stop()

    def start_worker(self) -> None:
        """A worker begins."""
        store = connect(self.server.url)
        tasks = build_tasks(self.settings, self.client, store, get_article=_get_article, read=lambda _: BRIEF)
        self.tasks = tasks.by_name
        policy = Policy(backoff_seconds=0.01)
        self._worker = Worker(self.server.url, tasks.by_name, on_dead=tasks.on_dead, policy=policy)
        self._thread = threading.Thread(target=self._worker.run, daemon=True)
        self._thread.start()

    def stop_worker(self) -> None:
        """It ends, after the job at hand."""
        self._worker.stop()
        self._thread.join(15)

    @contextmanager
    def front(self) -> Iterator[None]:
        """A front listens as long as the block lasts."""
        app = build_app(self.settings, self.client, self.queue, self.store)
        handler = SocketModeHandler(app, self.slack.app_token, web_client=self.client, ping_interval=1)
        before = len(self.slack.hub.sockets.connections)
        handler.connect()
        wait_for("the front", lambda: len(self.slack.hub.sockets.connections) > before)
        try:
            with saying_we_listen(self.settings, self.client, self.store, handler.client.is_connected):
                wait_for("its word", lambda: not self._hours or self.store.exists(self.word))
                yield
        finally:
            hang_up(handler)
            wait_for("its end", lambda: len(self.slack.hub.sockets.connections) <= before)

    @property
    def word(self) -> str:
        """The key of the fronts' word."""
        return team_key(self.slack.team, "listening")

    def long_ago(self, hours: float) -> None:
        """The last front left so many hours ago; what the store keeps for less has ended since."""
        self.store.hincrby(self.word, "at", -int(hours * 3600))
        for key in self.store.scan_iter("nutgraf:*"):
            if (left := self.store.ttl(key)) > 0:
                self.store.expire(key, int(left - hours * 3600))

    def share(self, channel: str, name: str, user: str = "amina", **fields: Any) -> str:
        """Somebody shares an article of that name; the message's ts."""
        return self.slack.post(channel, user, f"<{SITE}{name}>", **fields)

    def lost(self, ts: str) -> bool:
        """Whether Slack has given up the message's event."""
        return any(body["event"].get("ts") == ts for body in self.slack.lost())

    def ours(self, channel: str, thread: str) -> list[Json]:
        """What we said in a thread."""
        return [m for m in self.slack.replies(channel, thread) if m.get("user") == self.slack.bot_user]

    def caught_up(self) -> None:
        """Return when the silence is settled and every job done."""
        wait_for("the silence settled", lambda: not self.store.hexists(self.word, "since"))
        wait_for("every job", lambda: jobs_left(self.store) == 0, 60.0)

    def came_back(self) -> None:
        """A front has come back: return when it has found the silence, and all that was missed is answered."""
        wait_for("catching up", lambda: "catch_up" in self.queue.totals(), 30.0)
        self.caught_up()


def _get_article(url: str) -> Article:
    name = url.removeprefix(SITE)
    return article(url=url, title=f"{name} happened", text=f"{name} happened on Tuesday, the {name} service said. " * 9)
