"""A channel is archived and comes back, the bot is removed and invited again, a channel is deleted or renamed: what
becomes of its digests, as soon as Slack says so."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.digests.plans import Plans
from bot.digests.schedule import DAYS, Plan
from tests.handlers.running_bot import RunningBot
from tests.support.store import StoreServer

TEAM, CHANNEL, PRIVATE, OWNER = "T0NEWSROOM", "C0BREAKING", "G0DESK", "U0BEN"


@pytest.fixture
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    with StoreServer(tmp_path_factory.mktemp("store")) as server, RunningBot(server.url) as running:
        running.slack.invite_bot(PRIVATE)
        running.idle()
        yield running


def planned(bot: RunningBot, channel: str = CHANNEL, name: str = "p1", **fields: str) -> Plan:
    plans = Plans(bot.store)
    plan = replace(Plan(name, TEAM, channel, OWNER, ("08:00",), DAYS, "UTC", plans.now()), **fields)  # type: ignore[arg-type]
    plans.save(plan)
    return plan


def paused(bot: RunningBot, name: str = "p1") -> str | None:
    plan = Plans(bot.store).get(TEAM, name)
    return plan.paused if plan else None


def told(bot: RunningBot, channel: str) -> list[str]:
    """What the bot wrote of digests in a channel, or to the owner directly."""
    said = [m["text"] for m in bot.slack.history(channel) if m["user"] == bot.slack.bot_user]
    return [text for text in said if "digest" in text]


def waking(bot: RunningBot) -> bool:
    return bool(bot.store.zcard(f"nutgraf:{{{TEAM}}}:digests:waking"))


@pytest.mark.parametrize("channel", [CHANNEL, PRIVATE])
def test_archived_it_rests_and_back_it_goes_on_each_said_once(bot: RunningBot, channel: str) -> None:
    planned(bot, channel)
    planned(bot, channel, "p2", paused="asked")
    bot.slack.archive(channel)
    bot.until("rest", lambda: paused(bot) == "archived")
    bot.idle()
    dm = bot.slack.dm_channel("ben")
    (why,) = told(bot, dm)
    assert "paused your digest" in why and "It goes on when the channel is unarchived" in why
    assert not waking(bot)

    bot.slack.unarchive(channel)
    bot.until("waking", lambda: paused(bot) == "")
    bot.idle()
    (back,) = told(bot, channel)
    assert "This channel is back, and so is its digest: Every day at 08:00 (UTC), next" in back
    assert waking(bot) and paused(bot, "p2") == "asked" and len(told(bot, dm)) == 1

    bot.slack.archive(channel)  # again, and told again
    bot.until("rest", lambda: paused(bot) == "archived")
    bot.until("told", lambda: len(told(bot, dm)) == 2)


@pytest.mark.parametrize("channel", [CHANNEL, PRIVATE])
def test_removed_it_rests_until_the_bot_is_invited_again(bot: RunningBot, channel: str) -> None:
    planned(bot, channel)
    bot.slack.remove_bot(channel)
    bot.until("rest", lambda: paused(bot) == "removed")
    bot.idle()
    (why,) = told(bot, bot.slack.dm_channel("ben"))
    assert "I am no longer in the channel" in why and "invited again" in why
    bot.slack.invite_bot(channel)
    bot.until("waking", lambda: paused(bot) == "")
    bot.idle()
    assert len([text for text in told(bot, channel) if "back" in text]) == 1


def test_somebody_else_who_leaves_changes_nothing(bot: RunningBot) -> None:
    planned(bot)
    bot.slack.leave(CHANNEL, "chloe")
    bot.idle()
    assert paused(bot) == "" and not told(bot, bot.slack.dm_channel("ben"))


def test_an_event_that_comes_late_finds_the_channel_as_it_is(bot: RunningBot) -> None:
    planned(bot)
    with bot.slack.hold_events():
        bot.slack.archive(CHANNEL)
        bot.slack.unarchive(CHANNEL)
    bot.idle()
    assert paused(bot) == "" and not told(bot, bot.slack.dm_channel("ben"))


def test_a_deleted_channel_takes_its_plans_along(bot: RunningBot) -> None:
    planned(bot)
    bot.slack.delete_channel(CHANNEL)
    bot.until("removal", lambda: paused(bot) is None)
    bot.idle()
    (why,) = told(bot, bot.slack.dm_channel("ben"))
    assert "removed your digest (Every day at 08:00 (UTC))" in why and "the channel was deleted" in why


def test_a_renamed_channel_changes_nothing(bot: RunningBot) -> None:
    planned(bot)
    bot.slack.rename(CHANNEL, "breaking-news")
    bot.idle()
    assert paused(bot) == "" and waking(bot)
    bot.slack.command(CHANNEL, "ben", "/digest now share")
    bot.until("a digest", lambda: any("shared" in m["text"] for m in bot.slack.history(CHANNEL)))
