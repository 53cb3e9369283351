"""Reactions that ask, and the welcome in a channel."""

import threading
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from bot.events.shares import Shares
from bot.slack.settings import Mode, Preferences, WorkspaceSettings
from tests.bot.slack.articles import BRIEF, article
from tests.handlers.running_bot import RunningBot
from tests.support.store import StoreServer

TEAM, CHANNEL, OTHER = "T0NEWSROOM", "C0BREAKING", "C0RANDOM"
numbers = count(1)


@pytest.fixture
def bot(running: RunningBot) -> Iterator[RunningBot]:
    running.brief = BRIEF
    running.fetched.clear()
    Preferences(running.store).set_mode(TEAM, CHANNEL, Mode.AUTO)
    Preferences(running.store).set_workspace(TEAM, WorkspaceSettings())
    yield running
    running.idle()


def link(bot: RunningBot) -> str:
    url = f"https://harbourcourier.example/door-{next(numbers)}"
    return bot.lead_to(url, article(url=url))


def reactions(bot: RunningBot, ts: str, channel: str = CHANNEL) -> set[str]:
    message = bot.slack.message(channel, ts) or {}
    return {each["name"] for each in message.get("reactions", ()) if bot.slack.bot_user in each["users"]}


def notes(bot: RunningBot, user: str) -> list[str]:
    return [note.text for note in bot.slack.ephemerals(user) if not note.from_slack]


def unanswered(bot: RunningBot, text: str) -> str:
    """A message that the bot did not hear of: written before it came into the channel."""
    ts: str = bot.slack.post(OTHER, "amina", text)
    bot.slack.invite_bot(OTHER)
    bot.idle()
    return ts


class TestReactions:
    def test_it_briefs_the_links_and_marks_the_message(self, bot: RunningBot) -> None:
        first, second = link(bot), link(bot)
        ts = unanswered(bot, f"{first} and {second}")
        assert not bot.slack.replies(OTHER, ts)
        bot.slack.react(OTHER, ts, "ben", "newspaper")
        bot.replies(OTHER, ts, 2)
        bot.until("marks", lambda: reactions(bot, ts, OTHER) == {"eyes", "white_check_mark"})
        bot.slack.react(OTHER, ts, "chloe", "newspaper")
        bot.idle()
        assert len(bot.slack.replies(OTHER, ts)) == 2 and bot.fetched == [first, second]
        bot.slack.remove_bot(OTHER)

    def test_the_check_mark_waits_for_the_last_link(self, bot: RunningBot) -> None:
        slow, first = f"https://harbourcourier.example/slow-{next(numbers)}", link(bot)
        go_on = threading.Event()

        def late() -> Any:
            go_on.wait(15)
            return article(url=slow)

        bot.pages[slow] = late
        ts = unanswered(bot, f"{first} and {slow}")
        bot.slack.react(OTHER, ts, "ben", "newspaper")
        bot.until("the first reply", lambda: len(bot.slack.replies(OTHER, ts)) == 1)
        bot.until("the second being read", lambda: slow in bot.fetched)
        assert reactions(bot, ts, OTHER) == {"eyes"}
        go_on.set()
        bot.until("marks", lambda: reactions(bot, ts, OTHER) == {"eyes", "white_check_mark"})
        bot.slack.remove_bot(OTHER)

    def test_a_link_that_can_not_be_read_is_answered_too(self, bot: RunningBot) -> None:
        ts = unanswered(bot, f"{link(bot)} and https://harbourcourier.example/nowhere-{next(numbers)}")
        bot.slack.react(OTHER, ts, "ben", "newspaper")
        bot.replies(OTHER, ts, 2)
        bot.until("marks", lambda: reactions(bot, ts, OTHER) == {"eyes", "white_check_mark"})
        bot.slack.remove_bot(OTHER)

    def test_a_link_whose_reply_was_dismissed_can_be_asked_for(self, bot: RunningBot) -> None:
        first, second = link(bot), link(bot)
        ts = bot.slack.post(CHANNEL, "amina", f"{first} and {second}")
        gone = bot.replies(CHANNEL, ts, 2)[0]
        button = next(e for b in gone["blocks"] if b["type"] == "actions" for e in b["elements"] if "ismiss" in str(e))
        bot.slack.click("amina", button["action_id"], channel=CHANNEL, ts=gone["ts"])
        (left,) = bot.replies(CHANNEL, ts, 1)
        told = Shares(bot.store).between(TEAM, [CHANNEL], float(ts), float(ts) + 1)
        assert [share.url in str(left["blocks"]) for share in told] == [True]
        bot.slack.react(CHANNEL, ts, "ben", "newspaper")
        bot.replies(CHANNEL, ts, 2)
        bot.until("marks", lambda: reactions(bot, ts) == {"eyes", "white_check_mark"})

    def test_other_emoji_and_reactions_to_us_ask_for_nothing(self, bot: RunningBot) -> None:
        ts = unanswered(bot, link(bot))
        bot.slack.react(OTHER, ts, "ben", "tada")
        bot.slack.remove_bot(OTHER)
        own = bot.slack.post(CHANNEL, "amina", link(bot))
        (reply,) = bot.replies(CHANNEL, own, 1)
        bot.slack.react(CHANNEL, reply["ts"], "ben", "newspaper")
        bot.idle()
        assert not bot.slack.replies(OTHER, ts) and len(bot.slack.replies(CHANNEL, own)) == 1

    def test_the_workspace_chooses_the_emoji(self, bot: RunningBot) -> None:
        Preferences(bot.store).set_workspace(TEAM, WorkspaceSettings(emoji="mag"))
        ts = unanswered(bot, link(bot))
        bot.slack.react(OTHER, ts, "ben", "newspaper")
        bot.idle()
        assert not bot.slack.replies(OTHER, ts)
        bot.slack.react(OTHER, ts, "ben", "mag")
        bot.replies(OTHER, ts, 1)
        bot.slack.remove_bot(OTHER)

    def test_a_message_without_links_is_told_to_who_asked(self, bot: RunningBot) -> None:
        ts = bot.slack.post(CHANNEL, "amina", "Who takes the late shift?")
        bot.slack.react(CHANNEL, ts, "ben", "newspaper")
        bot.until("a note", lambda: any("no link" in note for note in notes(bot, "ben")))
        assert not reactions(bot, ts) and not bot.slack.replies(CHANNEL, ts)

    def test_in_a_thread_the_reply_stands_there(self, bot: RunningBot) -> None:
        Preferences(bot.store).set_mode(TEAM, CHANNEL, Mode.MENTION)
        root = bot.slack.post(CHANNEL, "amina", "Anything on the dyke?")
        ts = bot.slack.post(CHANNEL, "ben", link(bot), thread_ts=root)
        bot.slack.react(CHANNEL, ts, "amina", "newspaper")
        bot.until("a reply", lambda: len(bot.slack.replies(CHANNEL, root)) >= 2)

    def test_in_a_dm(self, bot: RunningBot) -> None:
        dm = bot.slack.dm_channel("chloe")
        ts = bot.slack.dm("chloe", link(bot))
        bot.replies(dm, ts, 1)
        bot.slack.react(dm, ts, "chloe", "newspaper")
        bot.idle()
        assert len(bot.slack.replies(dm, ts)) == 1


def welcomes(bot: RunningBot, channel: str) -> list[dict[str, Any]]:
    return [m for m in bot.slack.history(channel) if "I read the articles" in m.get("text", "")]


class TestWelcome:
    @pytest.fixture
    def fresh(self, tmp_path: Any) -> Iterator[RunningBot]:
        with StoreServer(tmp_path) as server, RunningBot(server.url) as bot:
            yield bot

    def test_once_in_a_channel_with_a_choice(self, fresh: RunningBot) -> None:
        fresh.slack.invite_bot(OTHER)
        fresh.until("a welcome", lambda: welcomes(fresh, OTHER))
        fresh.slack.remove_bot(OTHER)
        fresh.slack.invite_bot(OTHER)
        fresh.slack.join(CHANNEL, "guest")
        fresh.idle()
        (hello,) = welcomes(fresh, OTHER)
        assert not welcomes(fresh, CHANNEL)
        fresh.slack.click("ben", "watch_mention", channel=OTHER, ts=hello["ts"])
        fresh.until("the choice", lambda: "Here I speak only when asked" in welcomes(fresh, OTHER)[0]["text"])
        assert Preferences(fresh.store).channel(TEAM, OTHER).mode is Mode.MENTION
        fresh.slack.click("ben", "watch_auto", channel=OTHER, ts=hello["ts"])
        fresh.until("the choice", lambda: "I watch this channel" in welcomes(fresh, OTHER)[0]["text"])
        assert Preferences(fresh.store).channel(TEAM, OTHER).mode is Mode.AUTO
