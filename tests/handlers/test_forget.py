"""`nutgraf forget`: afterwards nothing in the store speaks of what was forgotten, and all else is as it was."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import redis
from cryptography.fernet import Fernet
from slack_sdk import WebClient

from bot.articles.links import link_key
from bot.config import Settings
from bot.digests.chart import Chart
from bot.digests.plans import Plans
from bot.slack.blocks import notices
from bot.slack.charts import Charts
from bot.slack.files import Files
from bot.slack.forgetting import Forgetter
from bot.slack.installs import Install, Installs
from bot.slack.outbox import Outbox
from bot.slack.places import Shared
from bot.slack.tokens import Vault
from handlers.terminal.forget import Wanted, forget_it
from tests.bot.slack.articles import article
from tests.handlers.running_bot import RunningBot
from tests.support.store import StoreServer, everything

PUBLIC, OTHER, PRIVATE = "C0BREAKING", "C0POLITICS", "G0DESK"
AMINA, BEN = "U0AMINA", "U0BEN"
BRIEFLY = re.compile(r"nutgraf:\{\w+\}:(claim|asked|turns?|person|guests)\b|nutgraf:\{queue\}:unique")
"""Keys that end within the hour by themselves."""

FLOOD = "https://example.org/flood"
STRIKE = "https://example.org/strike"


@pytest.fixture
def bot(server: StoreServer, store: redis.Redis) -> Iterator[RunningBot]:
    assert store.ping()
    with RunningBot(server.url) as running:
        running.slack.invite_bot(PRIVATE)
        yield running


def publish(bot: RunningBot, url: str, title: str) -> str:
    text = f"{title} on Tuesday, officials in the district said. " * 3
    return bot.lead_to(url, article(url=url, canonical_url=url, title=title, text=text))


def share(bot: RunningBot, url: str, *, channel: str = PUBLIC, user: str = AMINA) -> str:
    ts = bot.slack.post(channel, user, f"<{url}>")
    bot.idle()
    return ts


def morning(bot: RunningBot) -> None:
    """Two stories in three channels by two people, with follows, a plan, settings and a shift."""
    publish(bot, FLOOD, "Flood closes the Tarn bridge")
    publish(bot, STRIKE, "Strike stops the Ostwick ferries")
    share(bot, FLOOD)
    share(bot, FLOOD, channel=OTHER, user=BEN)
    share(bot, STRIKE, channel=OTHER, user=BEN)
    share(bot, STRIKE, channel=PRIVATE, user=AMINA)
    share(bot, FLOOD, channel=bot.slack.dm_channel(AMINA), user=AMINA)
    for user, channel in ((AMINA, PUBLIC), (BEN, OTHER)):
        bot.slack.command(channel, user, "/story follow 1")
        bot.slack.command(channel, user, "/story mute 1 here")
        bot.slack.command(channel, user, "/digest schedule weekdays 8:00")
        bot.slack.command(channel, user, "/nutgraf watch mention")
        bot.idle()


def lasting(bot: RunningBot) -> dict[str, str]:
    return {key: text for key, text in everything(bot.store).items() if not BRIEFLY.match(key)}


def places(bot: RunningBot, *words: str) -> list[str]:
    """Keys in whose name or value one of the words stands."""
    return [key for key, text in lasting(bot).items() if any(word in key + text for word in words)]


def forgetter(bot: RunningBot) -> Forgetter:
    return Forgetter(bot.store, bot.slack.team)


def test_a_forgotten_channel_is_nowhere(bot: RunningBot) -> None:
    morning(bot)
    found = forgetter(bot).find_channel(PUBLIC)
    assert found.sharings and found.events and found.keys and found.plans and not found.nothing
    forgetter(bot).forget(found)
    assert not places(bot, PUBLIC)
    assert forgetter(bot).find_channel(PUBLIC).nothing
    # The other channel shared the flood too: the event stays, with one article.
    assert places(bot, "Flood closes") and places(bot, OTHER) and Plans(bot.store).of(bot.slack.team, OTHER)


def test_a_private_channel_goes_with_its_memory(bot: RunningBot) -> None:
    morning(bot)
    assert [key for key in lasting(bot) if f"{PRIVATE}:events:event" in key]
    forgetter(bot).forget(forgetter(bot).find_channel(PRIVATE))
    assert not places(bot, PRIVATE) and places(bot, "Strike stops")


def test_a_forgotten_person_is_nowhere(bot: RunningBot) -> None:
    morning(bot)
    found = forgetter(bot).find_user(AMINA)
    assert len(found.sharings) == 3 and found.wishes and found.plans
    forgetter(bot).forget(found)
    left = everything(bot.store)
    named = [key for key, text in left.items() if AMINA in key + text and not BRIEFLY.match(key)]
    assert not named, named
    assert not places(bot, bot.slack.dm_channel(AMINA))
    # Her plan is the channel's: it goes on, and belongs to nobody.
    assert [plan.owner for plan in Plans(bot.store).of(bot.slack.team, PUBLIC)] == [""]
    assert places(bot, BEN) and places(bot, "Strike stops")


def test_who_only_followed_goes_with_the_note_they_got(bot: RunningBot) -> None:
    chloe = "U0CHLOE"
    ours = bot.slack.dm_channel(chloe)
    about = Shared(bot.slack.team, PUBLIC, "1700000000.000100")
    Outbox(WebClient(token=bot.slack.bot_token, base_url=bot.slack.api_url), bot.store).notify(
        chloe, about, "goes-on:e1", notices.plain("It goes on.")
    )
    assert places(bot, ours)
    forgetter(bot).forget(forgetter(bot).find_user(chloe))
    assert not places(bot, ours) and not places(bot, chloe)


@pytest.mark.parametrize("asked", [FLOOD, "http://www.example.org/flood/?utm_source=x"])
def test_a_forgotten_article_is_nowhere(bot: RunningBot, asked: str) -> None:
    morning(bot)
    bot.store.set(f"nutgraf:{{article:{link_key(FLOOD)}}}", "Flood closes the Tarn bridge", ex=60)
    bot.queue.put("look_again", {"team": bot.slack.team, "channel": PUBLIC, "url": FLOOD}, key="later", delay=3600)
    found = forgetter(bot).find_url(asked)
    assert len(found.sharings) == 3 and found.pages == 1 and found.jobs == 1
    forgetter(bot).forget(found)
    assert not places(bot, "Flood closes", FLOOD)
    assert places(bot, "Strike stops") and bot.queue.counts().delayed == 0
    assert forgetter(bot).find_url(asked).nothing


def test_a_link_beside_it_in_the_message_stays(bot: RunningBot) -> None:
    publish(bot, FLOOD, "Flood closes the Tarn bridge")
    publish(bot, STRIKE, "Strike stops the Ostwick ferries")
    bot.slack.post(PUBLIC, AMINA, f"<{FLOOD}> <{STRIKE}>")
    bot.idle()
    forgetter(bot).forget(forgetter(bot).find_url(FLOOD))
    assert not places(bot, "Flood closes")
    (story,) = forgetter(bot).find_url(STRIKE).sharings
    assert story.title == "Strike stops the Ostwick ferries"


def test_more_sharings_than_are_read_at_once_are_all_found(bot: RunningBot, monkeypatch: pytest.MonkeyPatch) -> None:
    for most in ("bot.events.shares.MOST", "bot.slack.forgetting.MOST"):
        monkeypatch.setattr(most, 3)
    links = [publish(bot, f"https://example.org/{number}", f"Story {number}") for number in range(8)]
    for pair in zip(links[::2], links[1::2], strict=True):
        bot.slack.post(PUBLIC, AMINA, " ".join(f"<{link}>" for link in pair))
        bot.idle()
    assert sorted(share.url for share in forgetter(bot).find_user(AMINA).sharings) == links


def test_forgetting_twice_changes_nothing_more(bot: RunningBot) -> None:
    morning(bot)
    found = forgetter(bot).find_url(FLOOD)
    forgetter(bot).forget(found)
    before = lasting(bot)
    forgetter(bot).forget(found)
    after = lasting(bot)
    assert {k: v for k, v in before.items() if "version" not in k and "tick" not in k} == {
        k: v for k, v in after.items() if "version" not in k and "tick" not in k
    }


@pytest.mark.parametrize("lost", [True, False])
def test_a_token_that_no_key_opens_keeps_nothing_from_being_forgotten(
    bot: RunningBot, server: StoreServer, capsys: pytest.CaptureFixture[str], *, lost: bool
) -> None:
    morning(bot)
    team, keys = bot.slack.team, [Fernet.generate_key().decode() for _ in range(2)]
    Installs(bot.store, Vault.of(keys[0])).save(Install(team, "Desk", bot.slack.bot_token, "UBOT", "B1"))
    files = Files(WebClient(token=bot.slack.bot_token, base_url=bot.slack.api_url))
    assert Charts(files, bot.store, lambda _: b"picture").picture(
        team, Chart("Floods", date(2025, 2, 21), (1,), "daily")
    )
    settings = Settings(
        _env_file=None,
        redis_url=server.url,
        slack_client_id="1.2",
        slack_client_secret="secret",
        slack_signing_secret="signing",
        nutgraf_public_url="https://bot.example",
        nutgraf_token_keys=keys[1 if lost else 0],
        slack_api_url=bot.slack.api_url,
    )
    assert forget_it(settings, Wanted(url=FLOOD), team, dry_run=False, sure=True) == 0
    said = capsys.readouterr().out
    assert not places(bot, "Flood closes", FLOOD) and forgetter(bot).find_url(FLOOD).nothing
    assert "Removed." in said and not list(bot.store.scan_iter("*:chart:*")), "no picture is shown again"
    assert ("Pictures of charts that are still in Slack: 1. They go with the next chart." in said) is lost
    assert len(bot.slack.files()) == lost
    assert forget_it(settings, Wanted(user=AMINA), team, dry_run=False, sure=True) == 0


def test_the_command_shows_asks_and_removes(
    bot: RunningBot, server: StoreServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    morning(bot)
    settings = Settings(_env_file=None, redis_url=server.url)
    wanted = Wanted(url=FLOOD)

    def run(answer: str | None, **how: Any) -> tuple[int, str]:
        monkeypatch.setattr("builtins.input", lambda _: answer)
        status = forget_it(settings, wanted, "", **{"dry_run": False, "sure": False} | how)
        return status, "".join(capsys.readouterr())

    before = lasting(bot)
    assert run(None, dry_run=True)[0] == 0 and run("n")[0] == 1
    assert lasting(bot) == before
    status, said = run("y")
    assert status == 0 and "links that were shared" in said and "stands there until" in said
    assert run(None, sure=True) == (0, f"Nothing is kept of {FLOOD}.\n")
