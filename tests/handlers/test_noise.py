"""The noise budget of a channel: so many replies an hour, then one reply that collects the rest."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest

from bot.events.shares import Shares
from bot.slack.settings import ChannelSettings, Preferences
from tests.bot.slack.articles import article
from tests.handlers.running_bot import RunningBot
from tests.support.store import StoreServer

TEAM, CHANNEL = "T0NEWSROOM", "C0BREAKING"
BOT = "<@U0NUTGRAF>"
numbers = count(1)


@pytest.fixture
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    """A bot of its own for each test: an hour is long."""
    with StoreServer(tmp_path_factory.mktemp("store")) as server, RunningBot(server.url) as running:
        yield running


def share(bot: RunningBot, title: str, words: str = "") -> str:
    """Share a link to an article of that title and wait until it is dealt with; the message's ts."""
    link = f"https://harbourcourier.example/much-{next(numbers)}"
    bot.lead_to(link, replace(article(title=title), url=None, canonical_url=None))
    ts = bot.slack.post(CHANNEL, "amina", f"{words} {link}")
    bot.idle()
    return ts


def texts(bot: RunningBot, ts: str) -> list[str]:
    return [str(message["blocks"]) for message in bot.slack.replies(CHANNEL, ts)]


def test_what_comes_after_the_hours_replies_is_collected_in_one(bot: RunningBot) -> None:
    Preferences(bot.store).set_channel(TEAM, CHANNEL, ChannelSettings(replies_an_hour=2))
    first, second = share(bot, "The first"), share(bot, "The second")
    assert [len(texts(bot, ts)) for ts in (first, second)] == [1, 1]

    third, fourth, fifth = share(bot, "The third"), share(bot, "The fourth"), share(bot, "The fifth")
    (collected,) = texts(bot, third)
    assert texts(bot, fourth) == texts(bot, fifth) == []
    assert all(title in collected for title in ("The third", "The fourth", "The fifth"))
    assert "The second" not in collected and "1,200 people" in collected
    assert fourth in collected  # the link to its message
    assert [r["name"] for r in (bot.slack.message(CHANNEL, fourth) or {})["reactions"]] == ["inbox_tray"]
    posts = [call for call in bot.slack.calls("chat.postMessage") if call.params.get("channel") == CHANNEL]
    assert len(posts) == 3

    # What somebody asks for is answered all the same, and takes nobody's place.
    asked = share(bot, "The asked for", BOT)
    assert "The asked for" in texts(bot, asked)[0]


def test_a_deleted_message_leaves_the_collection(bot: RunningBot) -> None:
    Preferences(bot.store).set_channel(TEAM, CHANNEL, ChannelSettings(replies_an_hour=1))
    share(bot, "One")
    under, gone, kept = share(bot, "Two"), share(bot, "Three"), share(bot, "Four")
    bot.slack.delete(CHANNEL, gone)
    bot.idle()
    (collected,) = texts(bot, under)
    assert "Three" not in collected and "Four" in collected
    bot.slack.delete(CHANNEL, under)
    bot.idle()
    (moved,) = texts(bot, kept)
    assert "Four" in moved and "Two" not in moved
    later = share(bot, "Five")
    assert texts(bot, later) == [] and "Five" in texts(bot, kept)[0]


def test_the_lines_move_on_until_nobody_is_left(bot: RunningBot) -> None:
    Preferences(bot.store).set_channel(TEAM, CHANNEL, ChannelSettings(replies_an_hour=1))
    share(bot, "One")
    messages = [share(bot, title) for title in ("Two", "Three", "Four")]
    for ts in messages[:2]:  # both before the first has been dealt with
        bot.slack.delete(CHANNEL, ts)
    bot.idle()
    (collected,) = texts(bot, messages[2])
    assert "Four" in collected and "Two" not in collected and "Three" not in collected
    bot.slack.delete(CHANNEL, messages[2])
    bot.idle()
    assert not any("so I keep to a line each" in str(m) for m in bot.slack.history(CHANNEL))
    last = share(bot, "Five")
    assert "Five" in texts(bot, last)[0] and bot.queue.counts().dead == 0


def test_what_comes_after_somebody_took_the_collection_away_begins_another(bot: RunningBot) -> None:
    Preferences(bot.store).set_channel(TEAM, CHANNEL, ChannelSettings(replies_an_hour=1))
    share(bot, "One")
    under = share(bot, "Two")
    bot.slack.delete(CHANNEL, bot.slack.replies(CHANNEL, under)[0]["ts"])
    bot.idle()
    later, last = share(bot, "Three"), share(bot, "Four")
    assert texts(bot, under) == texts(bot, last) == []
    (collected,) = texts(bot, later)
    assert "Three" in collected and "Four" in collected and "Two" not in collected


def test_pages_without_a_reply_use_up_nothing(bot: RunningBot) -> None:
    from bot.articles.errors import NoArticle

    Preferences(bot.store).set_channel(TEAM, CHANNEL, ChannelSettings(replies_an_hour=1))
    bot.lead_to("https://harbourcourier.example/", NoArticle())
    for _ in range(3):
        bot.slack.post(CHANNEL, "amina", "https://harbourcourier.example/")
        bot.idle()
    ts = share(bot, "After the home page")
    assert "After the home page" in texts(bot, ts)[0] and "so I keep to a line each" not in texts(bot, ts)[0]


def test_an_article_that_was_rolled_up_gets_its_reply_in_a_calmer_hour(bot: RunningBot) -> None:
    known = Preferences(bot.store)
    known.set_channel(TEAM, CHANNEL, ChannelSettings(replies_an_hour=1))
    share(bot, "Taking the room")
    link = bot.lead_to("https://harbourcourier.example/twice", article(title="Rolled up", url=None))
    bot.slack.post(CHANNEL, "amina", link)
    bot.idle()
    known.set_channel(TEAM, CHANNEL, ChannelSettings(replies_an_hour=5))
    ts = bot.slack.post(CHANNEL, "ben", link)
    bot.idle()
    assert "Rolled up" in texts(bot, ts)[0] and "was shared here before" not in texts(bot, ts)[0]


def test_a_message_deleted_the_next_day_leaves_the_collection_too(bot: RunningBot) -> None:
    Preferences(bot.store).set_channel(TEAM, CHANNEL, ChannelSettings(replies_an_hour=1))
    share(bot, "One")
    under, gone = share(bot, "Two"), share(bot, "Three")
    bot.store.delete(f"nutgraf:{{{TEAM}}}:channel:{CHANNEL}:noise:rolling")  # as an hour does
    bot.slack.delete(CHANNEL, gone)
    bot.idle()
    (collected,) = texts(bot, under)
    assert "Three" not in collected and "Two" in collected


def test_what_stood_in_a_deleted_collection_is_forgotten_as_well(bot: RunningBot) -> None:
    Preferences(bot.store).set_channel(TEAM, CHANNEL, ChannelSettings(replies_an_hour=1))
    share(bot, "One")
    under, gone, _ = share(bot, "Two"), share(bot, "Three"), share(bot, "Four")
    for ts in (under, gone):
        bot.slack.delete(CHANNEL, ts)
        bot.idle()
    told = Shares(bot.store).between(TEAM, [CHANNEL], 0, 1e11)
    assert [share.title for share in told] == ["One", "Four"] and bot.queue.counts().dead == 0
