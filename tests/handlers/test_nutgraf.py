"""`/nutgraf`: help, watch modes and what they change, settings, status; and how commands answer when Slack is slow."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
import redis

from bot.articles.article import Article
from bot.queue.jobs import QueueCounts
from bot.slack.blocks.help import COMMANDS
from bot.slack.house import queue_words, status
from bot.slack.settings import ChannelSettings, Mode, Preferences, WorkspaceSettings
from handlers.manifest import manifest
from tests.bot.slack.articles import article
from tests.handlers.running_bot import RunningBot
from tests.support.store import StoreServer

TEAM, CHANNEL, DESK, ELSEWHERE = "T0NEWSROOM", "C0BREAKING", "G0DESK", "C0RANDOM"
BOT = "<@U0NUTGRAF>"
numbers = count(1)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    with (
        StoreServer(tmp_path_factory.mktemp("store")) as server,
        RunningBot(server.url, placeholder_seconds=0.2) as bot,
    ):
        yield bot


@pytest.fixture
def bot(running: RunningBot) -> Iterator[RunningBot]:
    """The running bot; what a test sets is as before behind it."""
    running.fetched.clear()
    yield running
    known = Preferences(running.store)
    known.set_channel(TEAM, CHANNEL, ChannelSettings())
    known.set_workspace(TEAM, WorkspaceSettings())
    running.idle()


def new_link(bot: RunningBot, host: str = "harbourcourier.example", what: Any = None) -> str:
    return bot.lead_to(f"https://{host}/told-{next(numbers)}", what or _another())


def _another() -> Article:
    return replace(article(), url=None, canonical_url=None)


def answers(bot: RunningBot, user: str) -> list[str]:
    """What a user alone sees, as text and blocks."""
    return [f"{note.text}\n{note.blocks}" for note in bot.slack.ephemerals(user)]


def ask(bot: RunningBot, line: str, about: str, user: str = "ben", channel: str = CHANNEL) -> str:
    before = len(bot.slack.ephemerals(user))
    bot.slack.command(channel, user, line)

    def found() -> str | None:
        return next((each for each in answers(bot, user)[before:] if about in each), None)

    return str(bot.slack.wait_for(found, 15, f"{about!r} after {line!r}, not {answers(bot, user)[before:]}"))


# ---- help and wrong input


def test_help_lists_every_command_there_is(bot: RunningBot) -> None:
    said = ask(bot, "/nutgraf help", "/brief")
    for command in manifest()["features"]["slash_commands"]:
        assert command["command"] in said
    assert all(command in said for command in COMMANDS)
    assert ask(bot, "/nutgraf", "/handover")


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("/nutgraf hlep", "/nutgraf help”?"),
        ("/nutgraf wacth auto", "/nutgraf watch auto”?"),
        ("/nutgraf auto", "/nutgraf watch auto”?"),
        ("/nutgraf watch mentoin", "/nutgraf watch mention”?"),
        ("/nutgraf watch everything", "It is auto, mention or off."),
        ("/nutgraf breif https://courier.example/a", "“/brief” is a command of its own"),
        ("/nutgraf dance", "I know help, watch, settings and status."),
    ],
)
def test_wrong_input_is_answered_with_what_would_be_right(bot: RunningBot, line: str, answer: str) -> None:
    ask(bot, line, answer)


@pytest.mark.parametrize(("user", "channel"), [("guest", ELSEWHERE), ("amina", "D0AMINA"), ("ben", CHANNEL)])
def test_help_and_status_for_anyone_anywhere(bot: RunningBot, user: str, channel: str) -> None:
    where = bot.slack.dm_channel(user) if channel.startswith("D") else channel
    ask(bot, "/nutgraf help", "/brief", user, where)
    said = ask(bot, "/nutgraf status", "My store answers in", user, where)
    assert "I am well." in said and "Nutgraf 0." in said


def test_in_a_thread_slack_itself_refuses(bot: RunningBot) -> None:
    ts = bot.slack.post(CHANNEL, "ben", "A thread.")
    bot.slack.command(CHANNEL, "ben", "/nutgraf help", thread_ts=ts)
    assert "not supported in threads" in answers(bot, "ben")[-1]


def test_a_store_that_does_not_answer_is_told_in_words(bot: RunningBot) -> None:
    def silence() -> None:
        raise redis.ConnectionError

    assert "My store does not answer (ConnectionError)" in status(silence, bot.queue).text
    behind = QueueCounts(queued=3, pending=1, delayed=2, dead=1, oldest_age=90.0)
    assert queue_words(behind).startswith(
        "4 jobs under way, the oldest for 90 s. 2 planned for later. 1 failed for good"
    )


# ---- watch modes


def test_only_when_asked_means_a_mention_and_nothing_else(bot: RunningBot) -> None:
    ask(bot, "/nutgraf watch mention", "only when asked", "amina")
    silent = bot.slack.post(CHANNEL, "amina", new_link(bot))
    called = bot.slack.post(CHANNEL, "amina", f"{BOT} {new_link(bot)}")
    bot.replies(CHANNEL, called, 1)
    assert bot.slack.replies(CHANNEL, silent) == []
    ask(bot, "/nutgraf watch", "only when asked")


def test_off_is_silent_and_tells_who_asks_alone(bot: RunningBot) -> None:
    ask(bot, "/nutgraf watch off", "I stay silent")
    shared = bot.slack.post(CHANNEL, "chloe", new_link(bot))
    called = bot.slack.post(CHANNEL, "chloe", f"{BOT} {new_link(bot)}")
    bot.slack.wait_for(lambda: any("switched off in this channel" in said for said in answers(bot, "chloe")), 15)
    bot.idle()
    assert bot.slack.replies(CHANNEL, shared) == bot.slack.replies(CHANNEL, called) == [] and bot.fetched == []
    bot.slack.shortcut("eva", "extract_facts", channel=CHANNEL, ts=shared)
    bot.slack.wait_for(lambda: any("switched off in this channel" in said for said in answers(bot, "eva")), 15)
    ask(bot, "/nutgraf watch auto", "every article that is shared")
    bot.replies(CHANNEL, bot.slack.post(CHANNEL, "chloe", new_link(bot)), 1)


def test_where_the_bot_is_not_it_says_so(bot: RunningBot) -> None:
    ask(bot, "/nutgraf watch mention", "I am not in this channel yet", "guest", ELSEWHERE)
    ask(bot, "/nutgraf watch off", "watching is for channels", "ben", bot.slack.dm_channel("ben"))
    direct = bot.slack.dm("ben", new_link(bot))
    bot.replies(bot.slack.dm_channel("ben"), direct, 1)


def test_links_to_muted_sites_are_read_only_when_somebody_asks(bot: RunningBot) -> None:
    Preferences(bot.store).set_workspace(TEAM, WorkspaceSettings(muted_domains=("shop.example",)))
    muted, fine = new_link(bot, "www.shop.example"), new_link(bot)
    both = bot.slack.post(CHANNEL, "amina", f"{muted} {fine}")
    bot.replies(CHANNEL, both, 1)
    assert bot.fetched == [fine]
    bot.replies(CHANNEL, bot.slack.post(CHANNEL, "amina", f"{BOT} {muted}"), 1)


# ---- settings


def fields(bot: RunningBot, user: str) -> set[str]:
    return {block["block_id"] for block in bot.slack.views(user)[-1]["blocks"] if block["type"] == "input"}


def open_settings(bot: RunningBot, user: str, channel: str = CHANNEL) -> set[str]:
    bot.slack.command(channel, user, "/nutgraf settings")
    bot.slack.wait_for(lambda: bot.slack.views(user), 15, "the settings")
    return fields(bot, user)


def test_members_set_the_channels_and_admins_the_workspaces(bot: RunningBot) -> None:
    assert open_settings(bot, "amina") == {"settings_mode", "settings_replies"}
    bot.slack.submit_view("amina", {"settings_mode": "mention", "settings_replies": "5"})
    assert Preferences(bot.store).channel(TEAM, CHANNEL) == ChannelSettings(Mode.MENTION, 5)

    assert {"settings_domains", "settings_emoji", "settings_all_replies"} < open_settings(bot, "ben")
    written = {
        "settings_mode": "auto",
        "settings_replies": "",
        "settings_all_replies": "40",
        "settings_domains": "https://www.Shop.example/a\nads.example",
        "settings_emoji": ":eyes:",
    }
    bot.slack.submit_view("ben", written)
    assert Preferences(bot.store).workspace(TEAM) == WorkspaceSettings(40, ("ads.example", "shop.example"), "eyes")
    assert Preferences(bot.store).channel(TEAM, CHANNEL) == ChannelSettings()
    assert bot.slack.views("ben") == []


def test_what_is_wrong_is_told_at_the_field_and_nothing_is_set(bot: RunningBot) -> None:
    open_settings(bot, "ben")
    wrong = {
        "settings_replies": "many",
        "settings_all_replies": "0",
        "settings_domains": "nowhere",
        "settings_emoji": "not an emoji",
        "settings_mode": "off",
    }
    answer = bot.slack.submit_view("ben", wrong)
    assert set(answer.payload["errors"]) == set(wrong) - {"settings_mode"}
    assert Preferences(bot.store).channel(TEAM, CHANNEL) == ChannelSettings()
    bot.slack.close_view("ben")


def test_a_channel_is_set_by_those_in_it_and_a_workspace_by_admins_only(bot: RunningBot) -> None:
    open_settings(bot, "chloe")
    bot.slack.leave(CHANNEL, "chloe")
    answer = bot.slack.submit_view("chloe", {"settings_mode": "off"})
    assert "settings_mode" in answer.payload["errors"]
    bot.slack.close_view("chloe")
    bot.slack.join(CHANNEL, "chloe")
    said = ask(bot, "/nutgraf settings", "Only admins", "guest", bot.slack.dm_channel("guest"))
    assert "direct message" in said and bot.slack.views("guest") == []
    assert open_settings(bot, "ben", bot.slack.dm_channel("ben")) == {
        "settings_domains",
        "settings_emoji",
        "settings_all_replies",
    }
    bot.slack.close_view("ben")


# ---- how a command answers


def test_a_slow_answer_is_announced_and_then_comes(bot: RunningBot) -> None:
    import threading

    gate = threading.Event()

    def slow() -> Article:
        gate.wait(15)
        return _another()

    link = new_link(bot, what=slow)
    ask(bot, f"/brief {link}", "Reading harbourcourier.example", "dev")
    gate.set()
    bot.slack.wait_for(lambda: any("Dyke breaks" in said for said in answers(bot, "dev")), 15)
    bot.idle()
    assert sum("Dyke breaks" in said for said in answers(bot, "dev")) == 1


def test_an_answer_comes_once(bot: RunningBot) -> None:
    before = len(answers(bot, "eva"))
    ask(bot, f"/brief {new_link(bot)}", "Dyke breaks", "eva")
    bot.idle()
    found = [said for said in answers(bot, "eva")[before:] if "Reading harbourcourier.example" not in said]
    assert len(found) == 1  # on a busy machine the word that it is on its way may stand beside it


def test_a_spent_address_is_no_silence(bot: RunningBot) -> None:
    bot.slack.hub.response_urls.clear()
    link = new_link(bot)

    def forget() -> Article:
        bot.slack.hub.response_urls.clear()
        return _another()

    bot.pages[link] = forget
    bot.slack.command(CHANNEL, "amina", f"/brief {link}")
    bot.slack.wait_for(lambda: any("Dyke breaks" in said for said in answers(bot, "amina")), 15)
    bot.slack.command(ELSEWHERE, "amina", f"/facts {link}")
    direct = bot.slack.dm_channel("amina")
    bot.slack.wait_for(lambda: any("Dyke breaks" in m["text"] for m in bot.slack.history(direct)), 15)
