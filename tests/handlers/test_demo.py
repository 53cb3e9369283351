"""The demo where the machine around it is not as usual, or somebody ends it early."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console

from handlers import demo
from handlers.demo.bot import bot_in
from handlers.demo.machine import machine_for
from handlers.manifest import manifest
from sandbox.newsroom.day import Share
from sandbox.server import Sandbox


def test_bot_reaches_the_sandbox_from_behind_a_proxy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("HTTP_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with Sandbox(newsroom=False) as slack, bot_in(slack, tmp_path, {"NUTGRAF_WORKERS": "1"}):
        slack.wait_for_connection(30)


@pytest.mark.timeout(300)
def test_bot_follows_the_time_machine(tmp_path: Path) -> None:
    """The month's first days: what was shared on Monday stands in Tuesday's digest, by the moved clock."""

    def digests(slack: Sandbox) -> list[dict[str, Any]]:
        said = [m for m in slack.history("breaking") if m.get("user") == slack.bot_user and not m.get("thread_ts")]
        return [m for m in said if m["text"].startswith("Digest, ")]

    settings = {"NUTGRAF_WORKERS": "1"}
    with Sandbox(manifest=manifest()) as slack, bot_in(slack, tmp_path, settings):
        slack.wait_for_connection(90)
        machine = machine_for(slack, tmp_path)
        machine.start()
        slack.wait_for(lambda: len(digests(slack)) >= 2, 180)
        machine.close()
        monday, tuesday = digests(slack)[:2]
    for digest, weekday in ((monday, "Monday"), (tuesday, "Tuesday")):
        at = datetime.fromtimestamp(float(digest["ts"]), ZoneInfo("Europe/London"))
        assert f"{at:%A %H}" == f"{weekday} 08"
        assert "late" not in digest["text"]
    assert "Kestova" in tuesday["text"]


def test_bot_that_ends_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "DAY", (Share("C0BREAKING", "U0AMINA", "{url:school-boiler}", pause=0),))
    with Sandbox(newsroom=True) as slack:
        bot = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        threading.Timer(0.5, bot.kill).start()
        began = time.monotonic()
        wrong = demo._morning(slack, bot, threading.Event(), Console(quiet=True))
        assert wrong == 1
        assert time.monotonic() - began < demo.ANSWER_SECONDS / 2
        bot.wait()


def test_ctrl_c_before_the_bot_is_there_ends_at_once() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "handlers", "demo", "--once"],
        stdout=subprocess.PIPE,
        start_new_session=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    assert b"page" in process.stdout.readline()  # the sandbox is up, the bot is starting
    os.killpg(process.pid, signal.SIGINT)
    process.stdout.read()
    assert process.wait(30) == 0
