"""No secret in anything that is printed, logged, measured or kept: by each command, whatever goes wrong."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from bot.queue.metrics import QueueCollector
from sandbox.server import Sandbox
from tests.bot.slack.articles import BRIEF
from tests.e2e.conftest import ROOT
from tests.handlers.running_bot import RunningBot
from tests.support.marked import MARK, leaks
from tests.support.store import StoreServer

CANARIES = {
    "SLACK_BOT_TOKEN": "xoxb-canary-bot-0123456789",
    "SLACK_APP_TOKEN": "xapp-1-canary-app-0123456789",
    "SLACK_SIGNING_SECRET": "canarysigning0123456789abcdef0123",
}
COMMANDS = [
    ["doctor"],
    ["run"],
    ["worker"],
    ["manifest"],
    ["digest"],
    ["export"],
    ["jobs", "list"],
    ["workspaces", "list"],
    ["brief", "https://harbourcourier.invalid/x"],
    ["--help"],
    ["nonsense"],
]
TROUBLES = {
    "nothing there": {
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
        "REDIS_URL": "redis://canary-user:canary-pass@127.0.0.1:9/0",
    },
    "an address that is none": {"SLACK_API_URL": "http://[::1", "REDIS_URL": "redis://:canary-pass@[/0"},
    "a wrong setting": {"HTTP_PORT": "canary-port", "SLACK_API_URL": "http://127.0.0.1:9/api/"},
    "tokens in wrong places": {
        "SLACK_BOT_TOKEN": CANARIES["SLACK_APP_TOKEN"],
        "SLACK_APP_TOKEN": CANARIES["SLACK_BOT_TOKEN"],
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
    },
    "many workspaces": {
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "canary-client-secret-0123",
        "NUTGRAF_TOKEN_KEYS": "canary-key-that-is-none",
        "NUTGRAF_PUBLIC_URL": "https://canary.example",
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
    },
}
SHOWN = ("canary-port", "canary.example")
"""No secrets."""


def environment(**more: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "REDIS_", "NUTGRAF_"))}
    return plain | CANARIES | {"NUTGRAF_LOG_LEVEL": "DEBUG"} | more


@pytest.mark.timeout(300)
@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES.keys())
def test_no_command_shows_a_secret_whatever_is_wrong(trouble: dict[str, str], tmp_path: Path) -> None:
    started = [
        (
            command,
            subprocess.Popen(
                [sys.executable, "-m", "handlers", *command],
                env=environment(NUTGRAF_HOME=str(tmp_path), **trouble),
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            ),
        )
        for command in COMMANDS
    ]
    deadline = time.monotonic() + 20
    for command, process in started:
        try:
            said, _ = process.communicate(timeout=max(1.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:  # it waits for the store, or serves
            os.killpg(process.pid, signal.SIGTERM)
            said, _ = process.communicate(timeout=60)
        for shown in SHOWN:
            said = said.replace(shown, "")
        assert "canary" not in said, (command, said)
        assert "Traceback" not in said, (command, said)


def test_a_crash_shows_no_secret(server: StoreServer) -> None:
    process = subprocess.Popen(
        [sys.executable, "-X", "faulthandler", "-m", "handlers", "worker"],
        env=environment(REDIS_URL=server.url, SLACK_API_URL="http://127.0.0.1:9/api/"),
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    said = process.stderr.readline()
    while "worker is running" not in said:
        line = process.stderr.readline()
        assert line, said
        said += line
    process.send_signal(signal.SIGABRT)
    _, rest = process.communicate(timeout=30)
    assert "Fatal Python error" in rest
    assert "canary" not in said + rest


@pytest.fixture
def bot(server: StoreServer) -> Iterator[RunningBot]:
    with RunningBot(server.url) as running:
        running.brief = BRIEF
        yield running


def test_no_secret_is_kept_or_measured(bot: RunningBot) -> None:
    ts = bot.slack.post("C0BREAKING", "amina", bot.lead_to("https://harbourcourier.example/kept"))
    bot.replies("C0BREAKING", ts, 1)
    bot.slack.command("C0BREAKING", "U0BEN", "/brief https://harbourcourier.example/kept")
    bot.idle()
    registry = CollectorRegistry()
    registry.register(QueueCollector(bot.queue))
    assert MARK not in generate_latest(registry).decode()
    for key in bot.store.scan_iter(count=1000):
        assert MARK not in key
        kind = bot.store.type(key)
        value = {
            "string": lambda k=key: bot.store.get(k),
            "hash": lambda k=key: bot.store.hgetall(k),
            "zset": lambda k=key: bot.store.zrange(k, 0, -1),
            "set": lambda k=key: bot.store.smembers(k),
            "list": lambda k=key: bot.store.lrange(k, 0, -1),
            "stream": lambda k=key: bot.store.xrange(k),
        }[kind]()
        assert MARK not in str(value), key


def test_the_watch_over_all_tests_sees_a_secret_in_what_a_process_prints(capfd: pytest.CaptureFixture[str]) -> None:
    with Sandbox(newsroom=False, unfurl=False) as slack:
        assert all(MARK in each for each in (slack.bot_token, slack.app_token, slack.signing_secret))
        subprocess.run(["echo", f"the token is {slack.bot_token}"], check=True)
    said = capfd.readouterr().out
    assert len(leaks([("stdout", said)])) == 1
