"""Log lines are JSON and say whose they are: team and channel everywhere, and the event or the job."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import redis

from bot import log
from bot.config import LogFormat
from tests.handlers.running_bot import RunningBot
from tests.support.store import StoreServer

LINK = "https://example.org/secret-story-of-the-day"
OURS = ("bot.", "handlers.")


@pytest.fixture
def bot(server: StoreServer, store: redis.Redis) -> Iterator[RunningBot]:
    assert store.ping()
    with RunningBot(server.url) as running:
        yield running


@pytest.fixture
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.usefixtures("_logging_as_before")
def test_every_line_of_a_link_says_whose_it_is(bot: RunningBot, capfd: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO", LogFormat.JSON)
    bot.lead_to(LINK)
    bot.slack.post("C0BREAKING", "U0BEN", f"<{LINK}> is what I found")
    bot.idle()
    bot.slack.post("C0BREAKING", "U0BEN", "<https://example.org/missing>")
    bot.idle()
    bot.slack.command("C0BREAKING", "U0BEN", "/nutgraf watch mention")
    bot.idle()
    written = capfd.readouterr().err.splitlines()
    lines: list[dict[str, Any]] = [line for line in map(json.loads, written) if line["logger"].startswith(OURS)]
    said = {line["event"] for line in lines}
    assert {"message queued", "recorded", "job done", "link not read"} <= said
    for line in lines:
        assert line["team"] == bot.slack.team and line["channel"] == "C0BREAKING", line
        assert line.get("job") or line.get("request"), line
        assert line["timestamp"] and line["level"]
    queued = next(line for line in lines if line["event"] == "message queued")
    assert queued["request"] == "event" and queued["slack_event"].startswith("Ev")
    assert "secret-story" not in str(written) and "what I found" not in str(written)
