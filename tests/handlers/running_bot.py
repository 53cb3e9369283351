"""A whole bot in this process: real Bolt over the sandbox's Socket Mode, real store, real queue and worker.

Only fetching and reading are stand-ins, so that a test says what a link leads to.
"""

import threading
from collections.abc import Callable
from typing import Any, Self

from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient

from bot.articles.article import Article
from bot.articles.errors import NotFound
from bot.config import Settings
from bot.queue.jobs import Queue
from bot.queue.policy import Policy
from bot.queue.worker import Worker
from bot.reading.brief import Brief
from bot.store.connect import connect
from handlers.app import build_app
from handlers.jobs import build_tasks
from handlers.run import hang_up
from sandbox.server import Sandbox
from tests.bot.slack.articles import BRIEF, article
from tests.support.idle import jobs_left
from tests.support.store import wait_for

Json = dict[str, Any]


class RunningBot:
    """`pages` maps a link to what it leads to: an Article, an error, or a function that gives or raises one."""

    def __init__(
        self, store_url: str, *, placeholder_seconds: float = 30.0, ack_seconds: float = 1.0, **settings: Any
    ) -> None:
        self.slack = Sandbox(newsroom=False, unfurl=False, rate_limits=False, time_scale=0.01, ack_seconds=ack_seconds)
        self.pages: dict[str, Any] = {}
        self.fetched: list[str] = []
        self.read_texts: list[str] = []
        self.store = connect(store_url)
        self.queue = Queue(self.store)
        self._url = store_url
        settings = {"nutgraf_look_again_hours": "0", **settings}
        self._settings = Settings(_env_file=None, nutgraf_placeholder_seconds=placeholder_seconds, **settings)

    def __enter__(self) -> Self:
        self.slack.start()
        client = WebClient(token=self.slack.bot_token, base_url=self.slack.api_url)
        app = build_app(self._settings, client, self.queue, self.store)
        tasks = build_tasks(self._settings, client, connect(self._url), get_article=self._get_article, read=self._read)
        self.brief: Brief = BRIEF
        self.worker = Worker(self._url, tasks.by_name, on_dead=tasks.on_dead, policy=Policy(backoff_seconds=0.01))
        self._thread = threading.Thread(target=self.worker.run, daemon=True)
        self._thread.start()
        self._socket = SocketModeHandler(app, self.slack.app_token, web_client=client, ping_interval=1)
        self._socket.connect()
        self.slack.wait_for_connection()
        return self

    def __exit__(self, *_: object) -> None:
        hang_up(self._socket)
        self.worker.stop()
        self._thread.join(15)
        self.slack.stop()
        self.store.close()

    def _get_article(self, url: str) -> Article:
        self.fetched.append(url)
        found = self.pages.get(url, NotFound(404))
        found = found() if callable(found) else found
        if isinstance(found, Exception):
            raise found
        assert isinstance(found, Article)
        return found

    def _read(self, read: Article) -> Brief:
        self.read_texts.append(read.text)
        return self.brief

    def lead_to(self, url: str, what: Any = None) -> str:
        """Make `url` lead to an article, or to what is given; returns the link."""
        self.pages[url] = what or article(url=url)
        return url

    def replies(self, channel: str, ts: str, count: int) -> list[Json]:
        """The replies under a message as soon as there are `count`, the queue is empty, and no placeholder is left."""
        wait_for(f"{count} replies under {ts}", lambda: len(self.slack.replies(channel, ts)) >= count)
        self.idle()
        found = self.slack.replies(channel, ts)
        assert len(found) == count, [m["text"] for m in found]
        return found

    def idle(self) -> None:
        """Wait until every event so far is acknowledged and every job done."""
        wait_for("events acknowledged", lambda: self._sent() <= {a.event_id for a in self.slack.acks() if a.acked})
        wait_for("queue empty", lambda: self._left() == 0)

    def _sent(self) -> set[str]:
        return {body["event_id"] for body in self.slack.events()}

    def _left(self) -> int:
        return jobs_left(self.store)

    def until(self, what: str, condition: Callable[[], object]) -> None:
        """Wait for a condition."""
        wait_for(what, condition)
