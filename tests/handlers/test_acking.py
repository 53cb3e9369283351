"""Slack is slow: what somebody presses or types is acknowledged all the same; a form says what it could not ask."""

from collections.abc import Iterator

import pytest

from bot.slack.settings import Preferences
from tests.bot.slack.articles import article
from tests.handlers.running_bot import RunningBot
from tests.support.store import StoreServer

TEAM, CHANNEL = "T0NEWSROOM", "C0BREAKING"


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    with StoreServer(tmp_path_factory.mktemp("store")) as server, RunningBot(server.url, ack_seconds=3.0) as running:
        yield running


@pytest.fixture(scope="module")
def reply(bot: RunningBot) -> str:
    """The ts of a reply with its buttons."""
    link = bot.lead_to("https://harbourcourier.example/acking", article(url=None))
    ts = bot.slack.post(CHANNEL, "amina", link)
    return str(bot.replies(CHANNEL, ts, 1)[0]["ts"])


@pytest.mark.parametrize("line", ["/brief", "/facts", "/quotes", "/digest", "/digest schedule", "/nutgraf settings"])
def test_a_command_that_opens_a_window(bot: RunningBot, line: str) -> None:
    with bot.slack.hold("views.open"):
        assert bot.slack.command(CHANNEL, "ben", line).acked
        assert not bot.slack.views("ben")
    bot.until("the window", lambda: bot.slack.views("ben"))
    bot.slack.close_view("ben")


@pytest.mark.parametrize("shortcut", ["brief_article", "digest_settings"])
def test_a_shortcut_that_opens_a_window(bot: RunningBot, shortcut: str) -> None:
    with bot.slack.hold("views.open"):
        assert bot.slack.shortcut("ben", shortcut).acked
    bot.until("the window", lambda: bot.slack.views("ben"))
    bot.slack.close_view("ben")


def test_a_button_that_opens_a_window(bot: RunningBot, reply: str) -> None:
    with bot.slack.hold("views.open"):
        assert bot.slack.click("ben", "quotes_open", channel=CHANNEL, ts=reply).acked
    bot.until("the window", lambda: bot.slack.views("ben"))
    bot.slack.close_view("ben")


def test_a_note_to_one_person(bot: RunningBot, reply: str) -> None:
    before = len(bot.slack.ephemerals("ben"))
    bare = bot.slack.post(CHANNEL, "amina", "Who takes the late shift?")
    with bot.slack.hold("chat.postEphemeral"):
        assert bot.slack.click("ben", "reply_dismiss", channel=CHANNEL, ts=reply).acked
        for shortcut in ("extract_facts", "summarise_privately", "add_to_story"):
            assert bot.slack.shortcut("ben", shortcut, channel=CHANNEL, ts=bare).acked
    bot.until("the notes", lambda: len(bot.slack.ephemerals("ben")) == before + 4)


def test_a_window_that_does_not_open_is_told_behind_the_acknowledgement(bot: RunningBot) -> None:
    before = len(bot.slack.ephemerals("ben"))
    bot.slack.fail("views.open", error="expired_trigger_id")
    assert bot.slack.command(CHANNEL, "ben", "/brief").acked
    bot.until("the note", lambda: len(bot.slack.ephemerals("ben")) > before)
    assert "Click again" in bot.slack.ephemerals("ben")[-1].text


class TestForms:
    """Two seconds, then the form says so: Slack closes a window that is not answered in three."""

    def test_of_a_digest(self, bot: RunningBot) -> None:
        bot.slack.command(CHANNEL, "ben", "/digest")
        bot.until("the form", lambda: bot.slack.views("ben"))
        bot.slack.fail("conversations.info", delay=5)
        answer = bot.slack.submit_view("ben", {"digest_time": "08:00"})
        assert answer.acked and "Slack does not answer just now" in str(answer.payload["errors"])
        answer = bot.slack.submit_view("ben", {"digest_time": "08:00"})
        assert answer.acked and not answer.payload
        told = [note.text for note in bot.slack.ephemerals("ben")]
        bot.until("the word", lambda: any("Planned: " in note.text for note in bot.slack.ephemerals("ben")))
        assert not any("Planned: " in text for text in told)

    def test_of_settings(self, bot: RunningBot) -> None:
        bot.slack.command(CHANNEL, "amina", "/nutgraf settings")
        bot.until("the settings", lambda: bot.slack.views("amina"))
        bot.slack.fail("users.conversations", delay=5)
        answer = bot.slack.submit_view("amina", {"settings_replies": "7"})
        assert answer.acked and "Slack does not answer just now" in str(answer.payload["view"])
        assert Preferences(bot.store).channel(TEAM, CHANNEL).replies_an_hour is None

    def test_words_that_are_wrong_need_no_slack(self, bot: RunningBot) -> None:
        bot.idle()
        bot.slack.close_view("amina", everything=True)
        before = len(bot.slack.calls())
        bot.slack.command(CHANNEL, "amina", "/nutgraf settings")
        bot.until("the settings", lambda: len(bot.slack.views("amina")) == 1)
        answer = bot.slack.submit_view("amina", {"settings_replies": "many"})
        assert "whole number" in str(answer.payload["errors"])
        assert {call.method for call in bot.slack.calls()[before:]} <= {"views.open"}
