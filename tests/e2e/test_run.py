"""`nutgraf run` as an operator starts it: a process of its own, with its own store and workers."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.demo.bot import bot_in
from sandbox.server import Sandbox
from tests.e2e.conftest import CHANNEL, LIMIT, REPORTER, START_LIMIT
from tests.e2e.pages import story


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox(rate_limits=False, time_scale=0.1) as sandbox:
        yield sandbox


def family(pid: int) -> set[int]:
    """The process `pid` and all below it."""
    found = {pid}
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text(encoding="utf-8").split():
            found |= family(int(child))
    return found


def alive(pids: set[int]) -> set[int]:
    """Those that still run; a zombie that nobody has waited for does not."""
    states = {}
    for pid in pids:
        stat = Path(f"/proc/{pid}/stat")
        if stat.exists():
            states[pid] = stat.read_text(encoding="utf-8").rpartition(") ")[2][0]
    return {pid for pid, state in states.items() if state != "Z"}


def is_answered(slack: Sandbox, ts: str) -> bool:
    return any(m.get("user") == slack.bot_user for m in slack.replies(CHANNEL, ts))


def test_http_mode_answers_signed_requests(slack: Sandbox, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {
        "SLACK_APP_TOKEN": "",
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "HTTP_PORT": str(port),
        "NUTGRAF_WORKERS": "1",
    }
    with bot_in(slack, tmp_path, settings):

        def listening() -> bool:
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", port)) == 0

        slack.wait_for(listening, LIMIT, "the bot to listen")
        slack.use_http(f"http://127.0.0.1:{port}/slack/events")
        ts = slack.post(CHANNEL, REPORTER, f"<{slack.serve('harbour', '/news/ferries', story())}>")
        slack.wait_for(lambda: is_answered(slack, ts), LIMIT, "a reply")
        assert [ack for ack in slack.acks() if not ack.acked] == []


def test_orderly_stop_leaves_no_process(slack: Sandbox, tmp_path: Path) -> None:
    with bot_in(slack, tmp_path, {"NUTGRAF_WORKERS": "2"}) as bot:
        slack.wait_for_connection(LIMIT)
        processes = family(bot.pid)
    assert bot.returncode == 0
    assert len(processes) >= 4, "the bot, a store and two workers"
    slack.wait_for(lambda: not alive(processes), LIMIT, "every process to end")


@pytest.mark.fault
def test_bot_killed_takes_store_and_workers_along_and_comes_back_with_its_data(slack: Sandbox, tmp_path: Path) -> None:
    settings = {"NUTGRAF_WORKERS": "1", "NUTGRAF_PLACEHOLDER_SECONDS": "60"}  # which is_answered would take for a reply
    url = f"<{slack.serve('harbour', '/news/ferries', story())}>"
    with bot_in(slack, tmp_path, settings) as bot:
        slack.wait_for_connection(LIMIT)
        first = slack.post(CHANNEL, REPORTER, url)
        slack.wait_for(lambda: is_answered(slack, first), START_LIMIT, "a reply")
        processes = family(bot.pid)
        os.kill(bot.pid, signal.SIGKILL)
        slack.wait_for(lambda: not alive(processes - {bot.pid}), LIMIT, "its children to go with it")
    with bot_in(slack, tmp_path, settings):
        slack.wait_for_connection(LIMIT)
        again = slack.post(CHANNEL, REPORTER, url)
        slack.wait_for(lambda: is_answered(slack, again), START_LIMIT, "a reply")
    assert "shared here before" in slack.replies(CHANNEL, again)[0]["text"]


def test_second_bot_on_one_data_directory_is_refused_with_a_sentence(
    slack: Sandbox, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with bot_in(slack, tmp_path, {"NUTGRAF_WORKERS": "1"}):
        slack.wait_for_connection(LIMIT)
        with bot_in(slack, tmp_path, {"NUTGRAF_WORKERS": "1"}) as second:
            assert second.wait(LIMIT) == 1
    said = capfd.readouterr().err
    assert "nutgraf: " in said and str(tmp_path) in said and "Traceback" not in said
