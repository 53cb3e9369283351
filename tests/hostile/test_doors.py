"""Every door that takes an address leads to the one guarded fetcher, and none of them reaches inside this network."""

import ast
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

import pytest

from sandbox.server import Sandbox
from tests.e2e.conftest import CHANNEL, ROOT, START_LIMIT
from tests.support.store import StoreServer, free_port

OPENERS = {"httpx", "httpcore", "requests", "urllib3", "aiohttp", "ftplib", "smtplib", "telnetlib", "pycurl"}
OPENING = {"urllib.request", "http.client", "slack_sdk.webhook"}
MAY = {
    "bot/articles/fetch.py": "the fetcher",
    "bot/articles/guard.py": "its guard",
    "bot/articles/bodies.py": "its bounds",
    "bot/slack/responding.py": "Slack's own addresses for answers, checked",
    "bot/slack/files.py": "the address for a file that Slack answers with",
    "bot/slack/calls.py": "an exception's name",
}
"""Who may know a library that opens connections, and for what; Slack's client goes to SLACK_API_URL alone."""


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_only_the_fetcher_opens_connections_to_addresses_of_others() -> None:
    knows = {}
    for folder in ("bot", "handlers"):
        for path in (ROOT / folder).rglob("*.py"):
            found = {name for name in _imports(path) if name.partition(".")[0] in OPENERS or name in OPENING}
            if found and not path.is_relative_to(ROOT / "handlers" / "demo"):
                knows[str(path.relative_to(ROOT))] = found
    assert {where: what for where, what in knows.items() if where not in MAY} == {}


class _Canary(http.server.BaseHTTPRequestHandler):
    reached: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.reached.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<html><body><article><p>canary-inside</p></article></body></html>" * 20)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def inside() -> Iterator[int]:
    """A server that nobody outside may reach; its port."""
    _Canary.reached.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", free_port()), _Canary)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield server.server_port
    server.shutdown()


def test_no_door_leads_inside(inside: int, tmp_path: Path) -> None:
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("SLACK_", "REDIS_", "NUTGRAF_"))}
    addresses = [
        f"http://127.0.0.1:{inside}/a",
        f"http://localhost:{inside}/b",
        f"http://2130706433:{inside}/c",
        f"http://0x7f.1:{inside}/d",
        f"http://[::ffff:127.0.0.1]:{inside}/e",
        "http://169.254.169.254/latest/meta-data/f",
        f"http://harbour.localhost:{inside}/g",
    ]
    wrapped = [
        f"https://www.google.com/url?q={quote(addresses[0])}",
        f"https://www.google.com/amp/127.0.0.1:{inside}/amp.html",
        f"https://l.facebook.com/l.php?u={quote(addresses[0])}",
    ]
    with StoreServer(tmp_path) as server, Sandbox(newsroom=False, unfurl=False, rate_limits=False) as slack:
        environment = plain | {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "REDIS_URL": server.url,
            "NUTGRAF_LOG_LEVEL": "WARNING",
            "NUTGRAF_FETCH_SECONDS": "3",
        }
        processes = [
            subprocess.Popen([sys.executable, "-m", "handlers", name], env=environment, cwd=ROOT)
            for name in ("run", "worker")
        ]
        try:
            slack.wait_for_connection(START_LIMIT)

            def told(least: int) -> bool:
                return len([note for note in slack.ephemerals("ben") if not note.from_slack]) >= least

            for number, address in enumerate([*addresses, *wrapped], 1):
                slack.command(CHANNEL, "ben", f"/brief {address}")
                slack.wait_for(lambda n=number: told(n), START_LIMIT, f"an answer about {address}")
            for address in [*addresses[:2], *wrapped[:1]]:
                ts = slack.post(CHANNEL, "amina", f"<@{slack.bot_user}> <{address}>")
                slack.wait_for(lambda t=ts: slack.replies(CHANNEL, t), START_LIMIT, "a reply to a mention")
                slack.shortcut("ben", "summarise_privately", channel=CHANNEL, ts=ts)
                slack.react(CHANNEL, ts, "ben", "newspaper")
            before = len(slack.ephemerals("ben"))
            slack.shortcut("ben", "brief_article")
            slack.wait_for(lambda: slack.views("ben"), START_LIMIT, "the window")
            slack.submit_view("ben", {"question_words": addresses[0]})
            slack.wait_for(lambda: len(slack.ephemerals("ben")) > before or slack.history(slack.dm_channel("ben")),
                           START_LIMIT, "an answer to the window")  # fmt: skip
            said = " ".join(note.text for note in slack.ephemerals("ben"))
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(30)
    assert _Canary.reached == []
    assert "canary-inside" not in said
    assert "only read pages on the public internet" in said
