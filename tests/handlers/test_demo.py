"""The demo where the machine around it is not as usual, or somebody ends it early."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from rich.console import Console

from handlers import demo
from handlers.demo.bot import bot_in
from sandbox.newsroom.day import Share
from sandbox.server import Sandbox


def test_bot_reaches_the_sandbox_from_behind_a_proxy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("HTTP_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with Sandbox(newsroom=False) as slack, bot_in(slack, tmp_path, {"NUTGRAF_WORKERS": "1"}):
        slack.wait_for_connection(30)


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
