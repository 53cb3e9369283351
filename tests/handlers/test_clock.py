"""The clock of a running bot: what is due is posted, by whoever looks first, and once."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

from bot.digests.plans import Plans
from bot.digests.schedule import DAYS, Plan
from handlers.clock import running_clock
from tests.handlers.running_bot import RunningBot
from tests.support.store import StoreServer

CHANNEL = "C0BREAKING"


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    with StoreServer(tmp_path_factory.mktemp("store")) as server, RunningBot(server.url) as running:
        yield running


def due_now(bot: RunningBot, name: str) -> Plan:
    """A plan whose time has come within the last minute."""
    now = Plans(bot.store).now()
    time = f"{datetime.fromtimestamp(now, UTC):%H:%M}"
    return Plan(name, bot.slack.team, CHANNEL, "U0BEN", (time,), DAYS, "UTC", now - 3600)


def posted(bot: RunningBot) -> list[str]:
    return [m["text"] for m in bot.slack.history(CHANNEL) if m.get("user") == bot.slack.bot_user]


def test_three_clocks_and_a_worker_post_a_due_digest_once(bot: RunningBot) -> None:
    with ExitStack() as clocks:
        for _ in range(3):
            clocks.enter_context(running_clock(bot.store))
        Plans(bot.store).save(due_now(bot, "p1"))
        bot.until("the digest", lambda: posted(bot))
        bot.idle()
    assert len(posted(bot)) == 1
    assert len(bot.store.keys("*digests:made*")) == 1


def test_a_clock_that_is_left_leaves_no_thread(bot: RunningBot) -> None:
    before = set(threading.enumerate())
    with running_clock(bot.store):
        assert set(threading.enumerate()) - before
    assert {thread for thread in set(threading.enumerate()) - before if thread.is_alive()} == set()
