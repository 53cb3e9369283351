"""A whole bot on a Redis Cluster of three nodes: every key that a command, script or transaction names lies on one."""

from collections.abc import Iterator

import pytest

from tests.handlers.running_bot import RunningBot
from tests.support.several import Cluster

CHANNEL = "C0BREAKING"
LINK = "https://harbourcourier.example/on-a-cluster"


@pytest.fixture(scope="module")
def bot() -> Iterator[RunningBot]:
    with Cluster() as cluster, RunningBot(cluster.url) as running:
        yield running


@pytest.fixture(autouse=True)
def _nothing_failed(bot: RunningBot) -> Iterator[None]:
    yield
    bot.idle()
    assert not bot.queue.dead()
    assert all(total.failed == 0 for total in bot.queue.totals().values()), bot.queue.totals()


def test_link_is_answered_told_again_and_forgotten(bot: RunningBot) -> None:
    bot.lead_to(LINK)
    ts = bot.slack.post(CHANNEL, "amina", LINK)
    bot.replies(CHANNEL, ts, 1)
    again = bot.slack.post(CHANNEL, "ben", LINK)
    (repeat,) = bot.replies(CHANNEL, again, 1)
    assert "already" in repeat["text"].lower() or "seen" in repeat["text"].lower() or "shared" in repeat["text"].lower()
    bot.slack.delete(CHANNEL, again)
    bot.until("the reply gone", lambda: not bot.slack.replies(CHANNEL, again))


@pytest.mark.parametrize(
    "line",
    [
        f"/facts {LINK}",
        "/quotes Ann Lee 7d",
        "/story",
        "/digest now",
        "/digest schedule weekdays 8:00",
        "/digest list",
        "/handover",
        "/nutgraf status",
        "/nutgraf watch mention",
        "/nutgraf settings",
    ],
)
def test_command_is_answered(bot: RunningBot, line: str) -> None:
    bot.lead_to(LINK)
    before = len(bot.slack.ephemerals("ben")) + len(bot.slack.views("ben"))
    answer = bot.slack.command(CHANNEL, "ben", line)
    assert answer.acked

    def answered() -> bool:
        return bool(answer.payload) or len(bot.slack.ephemerals("ben")) + len(bot.slack.views("ben")) > before

    bot.until(f"an answer to {line}", answered)
    bot.idle()
    said = [note.text for note in bot.slack.ephemerals("ben")[before:]] + [str(answer.payload)]
    assert not any("went wrong" in text or "can't remember" in text for text in said), said


def test_home_is_shown(bot: RunningBot) -> None:
    bot.slack.open_home("ben")
    bot.until("a home", lambda: bot.slack.home("ben"))


def test_reaction_is_heeded(bot: RunningBot) -> None:
    link = bot.lead_to("https://harbourcourier.example/by-reaction")
    ts = bot.slack.post("C0POLITICS", "amina", link)
    bot.replies("C0POLITICS", ts, 1)
    bot.slack.react("C0POLITICS", ts, "ben", "newspaper")
    bot.idle()
