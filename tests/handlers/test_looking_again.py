"""Articles are read again after a while, and what they changed is said in the thread."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot.articles.errors import NotFound, ServerTrouble
from bot.slack.settings import Mode, Preferences
from tests.bot.slack.articles import BRIEF, TEXT, article
from tests.handlers.running_bot import RunningBot
from tests.support.store import StoreServer

CHANNEL = "C0BREAKING"
SECONDS = 0.4
HOURS = f"{SECONDS / 3600:.6f} {2 * SECONDS / 3600:.6f}"


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    with (
        StoreServer(tmp_path_factory.mktemp("store")) as server,
        RunningBot(server.url, nutgraf_look_again_hours=HOURS) as running,
    ):
        running.brief = BRIEF
        yield running


def shared(bot: RunningBot, name: str, *answers: Any) -> str:
    """Share a link that leads to each of `answers` in turn, the last for good."""
    left = list(answers)

    def answer() -> Any:
        return left.pop(0) if len(left) > 1 else left[0]

    link = bot.lead_to(f"https://harbourcourier.example/{name}", answer)
    return bot.slack.post(CHANNEL, "amina", link)


def own(name: str, **changes: Any) -> Any:
    return article(url=f"https://harbourcourier.example/{name}", **changes)


def said(bot: RunningBot, ts: str) -> list[str]:
    return [message["text"] for message in bot.slack.replies(CHANNEL, ts)][1:]


def test_what_changed_is_said_once(bot: RunningBot) -> None:
    ts = shared(bot, "moved", own("moved"), own("moved", title="Dyke breaks at Marl, 1,400 leave their homes"))
    _, word = bot.replies(CHANNEL, ts, 2)
    assert "changed since it was read" in word["text"] and "1,200" in word["text"] and "1,400" in word["text"]
    assert bot.fetched.count("https://harbourcourier.example/moved") == 3


def test_of_what_stays_nothing_is_said(bot: RunningBot) -> None:
    ts = shared(bot, "stays", own("stays"))
    bot.replies(CHANNEL, ts, 1)
    assert bot.fetched.count("https://harbourcourier.example/stays") == 3


def test_a_page_that_is_gone_is_told_and_not_asked_for_again(bot: RunningBot) -> None:
    ts = shared(bot, "gone", own("gone"), NotFound(410))
    _, word = bot.replies(CHANNEL, ts, 2)
    assert "no longer there" in word["text"]
    assert bot.fetched.count("https://harbourcourier.example/gone") == 2


def test_a_site_in_trouble_is_asked_again_the_next_time(bot: RunningBot) -> None:
    corrected = own("trouble", text=f"{TEXT}Correction: It was the left bank.\n")
    ts = shared(bot, "trouble", own("trouble"), ServerTrouble(502), corrected)
    _, word = bot.replies(CHANNEL, ts, 2)
    assert "Correction: It was the left bank." in word["text"]
    assert "Correction: Correction" not in word["text"]


def test_nobody_looks_again_after_a_reply_that_was_dismissed_or_deleted(bot: RunningBot) -> None:
    ts = shared(bot, "deleted", own("deleted"), own("deleted", title="Another headline"))
    bot.until("a reply", lambda: bot.slack.replies(CHANNEL, ts))
    bot.slack.delete(CHANNEL, ts)
    bot.idle()
    assert not bot.slack.replies(CHANNEL, ts)
    other = shared(bot, "dismissed", own("dismissed"), own("dismissed", title="Another headline"))
    bot.until("a reply", lambda: bot.slack.replies(CHANNEL, other))
    (reply,) = bot.slack.replies(CHANNEL, other)
    bot.slack.click("amina", "reply_dismiss", channel=CHANNEL, ts=reply["ts"])
    bot.idle()
    assert not bot.slack.replies(CHANNEL, other)


def test_in_a_dm_too_and_with_names_that_would_call_somebody(bot: RunningBot) -> None:
    link = "https://harbourcourier.example/loud"
    answers = [own("loud"), own("loud", title="<!channel> *Everyone* leaves <@U0BEN>")]
    bot.lead_to(link, lambda: answers.pop(0) if len(answers) > 1 else answers[0])
    channel = bot.slack.dm_channel("chloe")
    ts = bot.slack.dm("chloe", link)
    _, word = bot.replies(channel, ts, 2)
    assert not bot.slack.pings() and "<!channel>" not in word["text"]
    assert "<!channel>" in json.dumps(word["blocks"])  # as plain words in rich text


def test_in_a_channel_that_wants_silence_by_now_nothing_is_said(bot: RunningBot) -> None:
    moved = own("silent", title="Dyke breaks at Marl, 1,500 leave their homes")
    wishes = Preferences(bot.store)

    def answer() -> Any:
        wishes.set_mode("T0NEWSROOM", CHANNEL, Mode.OFF)
        return own("silent") if bot.fetched.count(link) == 1 else moved

    link = bot.lead_to("https://harbourcourier.example/silent", answer)
    ts = bot.slack.post(CHANNEL, "amina", link)
    bot.replies(CHANNEL, ts, 1)
    wishes.set_mode("T0NEWSROOM", CHANNEL, Mode.AUTO)
    assert bot.fetched.count(link) == 1
