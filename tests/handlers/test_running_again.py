"""A command whose answer did not get through: its job runs again, and does nothing twice."""

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.digests.plans import Plans
from bot.queue.jobs import RetryLater
from bot.slack.adding import Adding, StoryAdder
from bot.slack.directory import Directory
from bot.slack.guests import Guests
from bot.slack.remembering import Rememberer
from bot.slack.responding import Responder
from bot.slack.stories import Stories
from bot.slack.story_list import stories
from bot.slack.visibility import Visibility
from tests.bot.slack.articles import article
from tests.handlers.running_bot import RunningBot

TEAM, CHANNEL, USER = "T0NEWSROOM", "C0BREAKING", "U0BEN"


@pytest.fixture
def bot(running: RunningBot, monkeypatch: pytest.MonkeyPatch) -> RunningBot:
    """The bot, whose first answer Slack does not take."""
    send, lost = Responder._send, list[str]()

    def flaky(self: Responder, asked: Any, *how: Any) -> bool:
        if not lost:
            lost.append(asked.id)
            raise RetryLater(0.01, reason="Slack did not answer.")
        return send(self, asked, *how)

    monkeypatch.setattr(Responder, "_send", flaky)
    return running


def answers(bot: RunningBot, line: str) -> list[str]:
    before = len(bot.slack.ephemerals(USER))
    bot.slack.command(CHANNEL, USER, line)
    bot.until("an answer", lambda: len(bot.slack.ephemerals(USER)) > before)
    bot.idle()
    return [note.text for note in bot.slack.ephemerals(USER)[before:]]


def test_one_digest_is_planned(bot: RunningBot) -> None:
    (said,) = answers(bot, "/digest schedule daily 7:00")
    assert "Planned" in said and len(Plans(bot.store).of(TEAM, CHANNEL)) == 1


def test_a_story_is_followed_once_and_the_answer_is_the_first(bot: RunningBot) -> None:
    url = bot.lead_to("https://harbourcourier.example/again", article(url="https://harbourcourier.example/again"))
    bot.replies(CHANNEL, bot.slack.post(CHANNEL, "amina", url), 1)
    (said,) = answers(bot, "/story follow 1")
    assert said.startswith("I will tell you when") and "already" not in said


def test_a_story_command_that_fails_for_good_is_answered(bot: RunningBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("boom")

    monkeypatch.setattr(Stories, "command", broken)
    (said,) = answers(bot, "/story")
    assert "Something went wrong" in said and "boom" not in said


def test_an_article_is_added_to_a_story_once(bot: RunningBot) -> None:
    links = []
    for name, text in (("harbour", "Ferries collided off Port Amity."), ("quake", "A quake shook the Imber valley.")):
        url = f"https://harbourcourier.example/{name}"
        links.append(bot.lead_to(url, article(url=url, title=text, text=text * 9)))
        ts = bot.slack.post(CHANNEL, "amina", url)
        bot.replies(CHANNEL, ts, 1)
    client = WebClient(token=bot.slack.bot_token, base_url=bot.slack.api_url)
    directory = Directory(client, bot.store)
    memory = Rememberer(bot.store, Visibility(directory, bot.store), Guests(directory, bot.store))
    (ferries,) = stories(memory.scope(TEAM, CHANNEL, USER), link=links[0])
    adding, adder = Adding(TEAM, CHANNEL, ts, ts, links[1]), StoryAdder(memory)
    assert "Added to" in adder.add(adding, USER, ferries.id).answer.text
    (together,) = stories(memory.scope(TEAM, CHANNEL, USER), link=links[1])
    assert "already" in adder.add(adding, USER, together.id).answer.text
    assert "already" in adder.add(adding, USER, ferries.id).answer.text


def test_a_link_too_long_for_the_window_is_told_so(bot: RunningBot) -> None:
    url = f"https://harbourcourier.example/{'long/' * 700}"
    ts = bot.slack.post("C0RANDOM", "ben", url)
    assert bot.slack.shortcut("ben", "add_to_story", channel="C0RANDOM", ts=ts).acked
    assert "too long" in str(bot.slack.views("ben")[-1]["blocks"])
