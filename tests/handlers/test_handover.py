"""`/handover` in the running bot: since the last shift or since when one says, in one's zone, for one's eyes."""

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest

from bot.slack.revised_log import Revised, RevisedLog
from bot.slack.shifts import Shifts
from tests.bot.slack.articles import article
from tests.handlers.running_bot import RunningBot
from tests.support.store import StoreServer

TEAM, CHANNEL, DESK, ELSEWHERE = "T0NEWSROOM", "C0BREAKING", "G0DESK", "C0RANDOM"
numbers = count(1)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    with StoreServer(tmp_path_factory.mktemp("store")) as server, RunningBot(server.url) as running:
        yield running


def share(bot: RunningBot, title: str, channel: str = CHANNEL, user: str = "amina") -> str:
    link = f"https://harbourcourier.example/shift-{next(numbers)}"
    bot.lead_to(link, replace(article(title=title), url=None, canonical_url=None))
    ts = bot.slack.post(channel, user, link)
    bot.idle()
    return ts


def ask(bot: RunningBot, line: str, about: str, user: str = "ben", channel: str = CHANNEL) -> str:
    before = len(bot.slack.ephemerals(user))
    bot.slack.command(channel, user, line)

    def found() -> str | None:
        said = (f"{note.text}\n{note.blocks}" for note in bot.slack.ephemerals(user)[before:])
        return next((each for each in said if about in each), None)

    return str(bot.slack.wait_for(found, 15, f"{about!r} after {line!r}"))


def test_since_the_last_shift_and_since_when_one_says(bot: RunningBot) -> None:
    ts = share(bot, "Handed to the next shift")
    said = ask(bot, "/handover", "Handed to the next shift", "chloe")
    assert "I know of no shift of yours" in said and f"message_ts={ts}" in said and "U0AMINA" in said
    Shifts(bot.store).seen(TEAM, "U0DEV", time.time() - 8 * 3600)
    said = ask(bot, "/handover", "Handed to the next shift", "dev")
    assert "the end of your last shift" in said
    # Again in the same shift: the last one is still the one before.
    assert "the end of your last shift" in ask(bot, "/handover", "Handed to the next shift", "dev")
    assert "as you asked" in ask(bot, "/handover 7d", "Handed to the next shift", "dev")
    assert "as you asked" in ask(bot, "/handover since mon", "as you asked", "dev")


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("/handover soon", "Write “7d”"),
        ("/handover mondya", "/handover monday”?"),
        ("/handover help", "since your last shift"),
        ("/handover 2026-13-45", "I don't understand “2026-13-45”"),
        ("/handover 2999-01-01", "is still to come"),
    ],
)
def test_wrong_input_is_answered_with_what_would_be_right(bot: RunningBot, line: str, answer: str) -> None:
    ask(bot, line, answer)


def test_what_is_private_is_handed_over_there_alone_and_guests_get_their_channels(bot: RunningBot) -> None:
    share(bot, "For everybody to know")
    direct = bot.slack.dm_channel("ben")
    share(bot, "Canary of the direct line", direct, "ben")
    assert "Canary" not in ask(bot, "/handover 1d", "For everybody to know")
    assert "Canary" not in ask(bot, "/handover 1d", "For everybody to know", "eva")
    assert "For everybody to know" in ask(bot, "/handover 1d", "Canary of the direct line", "ben", direct)
    assert "For everybody" not in ask(bot, "/handover 1d", "Nothing was shared", "guest", ELSEWHERE)
    bot.slack.join(CHANNEL, "guest")
    ask(bot, "/handover 1d", "For everybody to know", "guest")
    bot.slack.leave(CHANNEL, "guest")


def test_in_a_channel_the_bot_is_not_in_and_in_a_thread(bot: RunningBot) -> None:
    ts = share(bot, "Seen from elsewhere")
    ask(bot, "/handover 1d", "Seen from elsewhere", "eva", ELSEWHERE)
    bot.slack.command(CHANNEL, "eva", "/handover", thread_ts=ts)
    assert "not supported in threads" in bot.slack.ephemerals("eva")[-1].text


def test_what_articles_changed_is_handed_over_where_its_sharing_is_known(bot: RunningBot) -> None:
    ts = share(bot, "An article that changes")
    url, lines = "https://harbourcourier.example/x", ("Injured: 8 → 11 (Courier).",)
    log = RevisedLog(bot.store)
    log.record(Revised(TEAM, CHANNEL, ts, ts, "An article that changes", url, lines, time.time()))
    log.record(Revised(TEAM, CHANNEL, "1.000000", "1.000000", "Shared by nobody", url, lines, time.time()))
    said = ask(bot, "/handover 1d", "Articles that were changed")
    assert "Injured: 8 → 11" in said and "Shared by nobody" not in said
