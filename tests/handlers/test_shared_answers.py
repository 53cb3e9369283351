"""`/brief URL share`: a message of the channel, remembered as any link that is shared; asked for alone it is not."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from bot.events.shares import Share, Shares
from tests.bot.slack.articles import article
from tests.handlers.running_bot import RunningBot

TEAM, CHANNEL, ELSEWHERE = "T0NEWSROOM", "C0BREAKING", "C0RANDOM"
numbers = count(1)


@pytest.fixture
def bot(running: RunningBot) -> Iterator[RunningBot]:
    yield running
    running.idle()


def new_link(bot: RunningBot) -> str:
    url = f"https://harbourcourier.example/asked-{next(numbers)}"
    return bot.lead_to(url, replace(article(title=f"Asked for {url}"), url=None, canonical_url=None))


def posted(bot: RunningBot, link: str, channel: str = CHANNEL) -> list[dict[str, Any]]:
    """The bot's messages in the channel itself that are about a link."""
    own = [m for m in bot.slack.history(channel) if m["user"] == bot.slack.bot_user]
    return [m for m in own if m.get("thread_ts") in (None, m["ts"]) and f"Asked for {link}" in str(m)]


def remembered(bot: RunningBot, link: str, channel: str = CHANNEL) -> list[Share]:
    return [share for share in Shares(bot.store).between(TEAM, [channel], 0, 1e11) if share.url == link]


def told(bot: RunningBot, link: str, user: str = "ben") -> bool:
    return any(f"Asked for {link}" in f"{note.text} {note.blocks}" for note in bot.slack.ephemerals(user))


@pytest.mark.parametrize("command", ["brief", "facts", "quotes"])
def test_shared_it_is_remembered_under_the_message_posted(bot: RunningBot, command: str) -> None:
    link = new_link(bot)
    bot.slack.command(CHANNEL, "ben", f"/{command} {link} share")
    bot.until("the answer", lambda: posted(bot, link))
    bot.idle()
    (message,) = posted(bot, link)
    (share,) = remembered(bot, link)
    assert (share.ts, share.thread_ts, share.user) == (message["ts"], message["ts"], "U0BEN")
    assert share.event is not None and not share.again
    assert not told(bot, link)  # nor “Reading …”


def test_the_next_to_share_it_is_led_there(bot: RunningBot) -> None:
    link = new_link(bot)
    bot.slack.command(CHANNEL, "ben", f"/brief {link} share")
    bot.until("the answer", lambda: posted(bot, link))
    bot.idle()
    ts = bot.slack.post(CHANNEL, "amina", link)
    (line,) = bot.replies(CHANNEL, ts, 1)
    assert "was shared here before" in line["text"] and posted(bot, link)[0]["ts"].replace(".", "") in line["text"]


def test_shared_again_it_is_shown_and_counts_as_seen_before(bot: RunningBot) -> None:
    link = new_link(bot)
    first = bot.slack.post(CHANNEL, "amina", link)
    bot.replies(CHANNEL, first, 1)
    bot.slack.command(CHANNEL, "ben", f"/brief {link} share")
    bot.until("the answer", lambda: posted(bot, link))
    bot.idle()
    one, again = remembered(bot, link)
    assert (one.ts, one.again, again.again, again.of) == (first, False, True, first)


def test_for_who_asked_alone_nothing_is_remembered(bot: RunningBot) -> None:
    link = new_link(bot)
    bot.slack.command(CHANNEL, "ben", f"/brief {link}")
    bot.until("the answer", lambda: told(bot, link))
    bot.idle()
    assert not remembered(bot, link) and not posted(bot, link)
    ts = bot.slack.post(CHANNEL, "amina", link)
    (reply,) = bot.replies(CHANNEL, ts, 1)
    assert "was shared here before" not in reply["text"]


def test_where_the_bot_is_no_member_the_channel_sees_it_and_nothing_is_remembered(bot: RunningBot) -> None:
    link = new_link(bot)
    bot.slack.command(ELSEWHERE, "ben", f"/brief {link} share")
    bot.until("the answer", lambda: posted(bot, link, ELSEWHERE))
    bot.idle()
    assert not remembered(bot, link, ELSEWHERE)


def test_in_a_direct_message_with_the_bot_it_is_kept_there(bot: RunningBot) -> None:
    link, dm = new_link(bot), bot.slack.dm_channel("chloe")
    bot.slack.command(dm, "chloe", f"/brief {link} share")
    bot.until("the answer", lambda: posted(bot, link, dm))
    bot.idle()
    (share,) = remembered(bot, link, dm)
    assert share.private and not remembered(bot, link)


def test_taken_back_it_is_forgotten(bot: RunningBot) -> None:
    link = new_link(bot)
    bot.slack.command(CHANNEL, "ben", f"/brief {link} share")
    bot.until("the answer", lambda: posted(bot, link))
    bot.idle()
    ts = posted(bot, link)[0]["ts"]
    bot.slack.click("amina", "command_take_back", channel=CHANNEL, ts=ts)
    bot.until("a word", lambda: any("Only the person who shared" in n.text for n in bot.slack.ephemerals("amina")))
    assert posted(bot, link)
    bot.slack.click("ben", "command_take_back", channel=CHANNEL, ts=ts)
    bot.until("it is gone", lambda: not posted(bot, link))
    bot.until("it is forgotten", lambda: not remembered(bot, link))
    later = bot.slack.post(CHANNEL, "amina", link)
    (reply,) = bot.replies(CHANNEL, later, 1)
    assert "was shared here before" not in reply["text"]


def test_several_links_are_each_a_message(bot: RunningBot) -> None:
    links = [new_link(bot) for _ in range(3)]
    bot.slack.command(CHANNEL, "ben", f"/brief {' '.join(links)} share")
    bot.until("the answers", lambda: all(posted(bot, link) for link in links))
    bot.idle()
    assert all(len(posted(bot, link)) == len(remembered(bot, link)) == 1 for link in links)
