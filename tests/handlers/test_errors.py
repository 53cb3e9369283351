"""What goes wrong in a listener: who is told, in which words, and whether Slack sends the event again."""

from collections.abc import Iterator

import pytest
import redis

from bot.errors import NutgrafError
from bot.queue.jobs import RetryLater
from bot.slack.calls import RateLimited
from bot.slack.claims import Claims
from handlers.errors import words_for
from tests.bot.slack.articles import BRIEF
from tests.handlers.running_bot import RunningBot
from tests.support.store import StoreServer

CHANNEL = "C0BREAKING"
LINK = "https://harbourcourier.example/outage"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (NutgrafError("It broke.", "Mend it."), "It broke. Mend it."),
        (RateLimited(3), "slow down"),
        (RetryLater(3), "does not answer just now"),
        (redis.ConnectionError("secret host"), "store does not answer"),
        (KeyError("boom"), "a1b2"),
    ],
)
def test_words_for_people(error: Exception, words: str) -> None:
    said = words_for(error, "a1b2")
    assert words in said
    assert "secret host" not in said and "boom" not in said and "Traceback" not in said


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreServer]:
    with StoreServer(tmp_path_factory.mktemp("store")) as running:
        yield running


@pytest.fixture
def bot(server: StoreServer) -> Iterator[RunningBot]:
    with RunningBot(server.url) as running:
        running.brief = BRIEF
        yield running


def test_event_that_could_not_be_queued_is_not_acknowledged_and_comes_again(
    bot: RunningBot, server: StoreServer
) -> None:
    bot.lead_to(LINK)
    server.kill()
    ts = bot.slack.post(CHANNEL, "amina", LINK)
    bot.until("an attempt that failed", lambda: any(not ack.acked for ack in bot.slack.acks()))
    server.start()
    event = next(b for b in bot.slack.events() if b["event"].get("ts") == ts)
    if event in bot.slack.lost():  # the sandbox's times are short: its last repetition may have been before the start
        bot.slack.redeliver(event)
    bot.replies(CHANNEL, ts, 1)


def test_defect_in_a_listener_is_told_with_an_id_when_slack_has_given_up(
    bot: RunningBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("boom")

    with monkeypatch.context() as patched:
        patched.setattr(Claims, "hold", broken)
        bot.slack.post(CHANNEL, "amina", f"<@U0NUTGRAF> {LINK}")
        bot.until("a whisper", lambda: bot.slack.ephemerals("amina"))
    whisper = bot.slack.ephemerals("amina")[0]
    assert "Something went wrong" in whisper.text and "boom" not in whisper.text


def test_broken_button_is_answered(bot: RunningBot, monkeypatch: pytest.MonkeyPatch) -> None:
    ts = bot.slack.post(CHANNEL, "amina", bot.lead_to(LINK))
    (reply,) = bot.replies(CHANNEL, ts, 1)
    bot.slack.fail("views.open", error="expired_trigger_id")
    bot.slack.click("ben", "quotes_open", channel=CHANNEL, ts=reply["ts"])
    bot.until("a whisper", lambda: any("Click again" in e.text for e in bot.slack.ephemerals("ben")))


def test_a_window_whose_words_can_not_be_kept_says_so_and_stays(bot: RunningBot, server: StoreServer) -> None:
    bot.slack.command(CHANNEL, "ben", "/brief")
    bot.until("the window", lambda: bot.slack.views("ben"))
    server.kill()
    answer = bot.slack.submit_view("ben", {"question_words": LINK})
    server.start()
    assert answer.payload["response_action"] == "update" and "store does not answer" in str(answer.payload["view"])
