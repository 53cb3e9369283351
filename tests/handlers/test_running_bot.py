"""From a message in Slack to the reply in its thread, through real Bolt, store, queue and worker."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.handlers.running_bot import RunningBot
from tests.support.store import StoreServer

HOST = "https://harbourcourier.example"
CHANNEL = "C0BREAKING"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreServer]:
    with StoreServer(tmp_path_factory.mktemp("store")) as running:
        yield running


@pytest.fixture
def bot(server: StoreServer) -> Iterator[RunningBot]:
    server.flush()
    with RunningBot(server.url) as running:
        yield running


def test_link_is_answered_in_its_thread(bot: RunningBot) -> None:
    link = bot.lead_to(f"{HOST}/a")
    ts = bot.slack.post(CHANNEL, "amina", f"look at this {link}")
    (reply,) = bot.replies(CHANNEL, ts, 1)
    assert reply["text"].startswith("Dyke breaks at Marl")
    assert reply["thread_ts"] == ts
