"""The Home tab: what each reader sees there, and its switches."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest

from bot.digests.plans import Plans
from bot.digests.schedule import WEEKDAYS, Plan
from bot.events.shares import Shares
from bot.queue.jobs import RetryLater
from bot.slack.blocks.home import Health, HomeTab, Wish, home
from bot.slack.outbox import Outbox
from bot.slack.settings import Mode, Preferences
from tests.bot.slack.articles import BRIEF, article
from tests.handlers.running_bot import RunningBot
from tests.support.store import StoreServer

TEAM, CHANNEL, PRIVATE = "T0NEWSROOM", "C0BREAKING", "G0DESK"
CANARY = "Quillfeather"
numbers = count(1)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    with StoreServer(tmp_path_factory.mktemp("store")) as server, RunningBot(server.url) as running:
        running.brief = BRIEF
        running.slack.invite_bot(PRIVATE, by="ben")
        yield running


def share(bot: RunningBot, channel: str = CHANNEL, title: str = "Dyke breaks at Marl") -> str:
    url = f"https://harbourcourier.example/home-{next(numbers)}"
    bot.lead_to(url, article(url=url, title=title))
    ts: str = bot.slack.post(channel, "ben", url)
    bot.until("a reply", lambda: bot.slack.replies(channel, ts))
    bot.idle()
    return ts


def shown(bot: RunningBot, user: str) -> str:
    """The Home of `user`, opened anew, as JSON."""
    before = json.dumps(bot.slack.home(user))
    bot.slack.open_home(user)
    bot.idle()
    view = bot.slack.home(user)
    assert view is not None, before
    return json.dumps(view, ensure_ascii=False)


def plan(bot: RunningBot, channel: str = CHANNEL) -> Plan:
    made = Plan(f"p{next(numbers)}", TEAM, channel, "U0BEN", ("08:00",), WEEKDAYS, "Europe/London", time.time())
    Plans(bot.store).save(made)
    return made


def test_it_tells_a_newcomer_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    with StoreServer(tmp_path_factory.mktemp("store")) as server, RunningBot(server.url) as fresh:
        words = shown(fresh, "amina")
    assert "invite me into a channel" in words and "press Follow" in words and "/digest schedule" in words


def test_channels_and_what_was_shared_last(bot: RunningBot) -> None:
    share(bot, title="The bridge at Ostrel is shut")
    words = shown(bot, "amina")
    assert f"<#{CHANNEL}>" in words and "The bridge at Ostrel is shut" in words and "thread" in words


def test_of_a_private_channel_only_its_members_see_anything(bot: RunningBot) -> None:
    share(bot, PRIVATE, title=f"{CANARY} papers")
    plan(bot, PRIVATE)
    assert CANARY in shown(bot, "ben") and PRIVATE in shown(bot, "ben")
    for user in ("chloe", "guest"):
        words = shown(bot, user)
        assert CANARY not in words and PRIVATE not in words, user


def test_a_guest_sees_the_channels_they_are_in(bot: RunningBot) -> None:
    share(bot)
    words = shown(bot, "guest")
    assert CHANNEL not in words and "The bridge" not in words


def test_when_the_bot_speaks_is_chosen_there(bot: RunningBot) -> None:
    share(bot)
    shown(bot, "amina")
    bot.slack.click("amina", "home_mode", block_id=f"mode:{CHANNEL}", chosen="mention")
    bot.idle()
    assert Preferences(bot.store).channel(TEAM, CHANNEL).mode is Mode.MENTION
    chosen = next(b for b in (bot.slack.home("amina") or {})["blocks"] if b.get("block_id") == f"mode:{CHANNEL}")
    assert chosen["accessory"]["initial_option"]["value"] == "mention"
    bot.slack.click("amina", "home_mode", block_id=f"mode:{CHANNEL}", chosen="auto")
    bot.idle()
    assert Preferences(bot.store).channel(TEAM, CHANNEL).mode is Mode.AUTO


def test_digests_are_paused_and_taken_up_again(bot: RunningBot) -> None:
    share(bot)
    made = plan(bot)
    assert "Weekdays at 08:00 (Europe/London)" in shown(bot, "amina")
    bot.slack.click("amina", "home_pause", value=made.id)
    bot.idle()
    paused = Plans(bot.store).get(TEAM, made.id)
    assert (
        paused is not None and paused.paused == "asked" and "somebody paused it" in json.dumps(bot.slack.home("amina"))
    )
    bot.slack.click("amina", "home_resume", value=made.id)
    bot.idle()
    again = Plans(bot.store).get(TEAM, made.id)
    assert again is not None and not again.paused


def test_a_digest_is_edited_and_posted_from_there(bot: RunningBot) -> None:
    made = plan(bot)
    title = "Lock gates jam at Pell"
    share(bot, title=title)
    shown(bot, "amina")
    bot.slack.click("amina", "digest_edit", value=made.id)
    bot.until("the form", lambda: bot.slack.views("amina"))
    assert bot.slack.views("amina")[-1]["title"]["text"] == "Change the digest"
    bot.slack.submit_view("amina", {"digest_time": "09:15"})
    bot.until("the change", lambda: (kept := Plans(bot.store).get(TEAM, made.id)) and kept.times == ("09:15",))
    bot.slack.click("amina", "digest_run", value=made.id)
    here = bot.slack.dm_channel("amina")
    bot.until("the word", lambda: any("Posted." in m["text"] for m in bot.slack.history(here)))
    own = [m for m in bot.slack.history(CHANNEL) if m.get("user") == bot.slack.bot_user and "thread_ts" not in m]
    assert any(title in m["text"] and "Asked for by amina." in m["text"] for m in own)


def test_a_digest_of_a_channel_that_only_reads_is_there_and_one_in_a_direct_message_for_its_owner(
    bot: RunningBot,
) -> None:
    here = bot.slack.dm_channel("ben")
    plan(bot, "C0POLITICS"), plan(bot, here)
    assert "C0POLITICS" in shown(bot, "amina") and here not in shown(bot, "amina")
    assert here in shown(bot, "ben")


def test_pausing_whose_job_runs_again_pauses(bot: RunningBot, monkeypatch: pytest.MonkeyPatch) -> None:
    made, publish, lost = plan(bot), Outbox.publish_home, list[str]()
    shown(bot, "ben")

    def flaky(self: Outbox, user: str, view: dict[str, object]) -> None:
        if not lost:
            lost.append(user)
            raise RetryLater(0.01)
        publish(self, user, view)

    monkeypatch.setattr(Outbox, "publish_home", flaky)
    bot.slack.click("ben", "home_pause", value=made.id)
    bot.idle()
    paused = Plans(bot.store).get(TEAM, made.id)
    assert lost and paused is not None and paused.paused == "asked"


def test_what_was_shared_while_a_channel_was_private_is_not_shown_to_others(bot: RunningBot) -> None:
    share(bot, title="Shared in the open")
    ts = share(bot, title=f"{CANARY} shared behind doors")
    shares = Shares(bot.store)
    (kept,) = (each for each in shares.between(TEAM, [CHANNEL], float(ts), float(ts) + 1) if each.ts == ts)
    shares.record(replace(kept, private=True))
    words = shown(bot, "amina")
    assert "Shared in the open" in words and f"{CANARY} shared" not in words


def test_followed_and_muted_stories_can_be_left(bot: RunningBot) -> None:
    share(bot, title="Floods at Quenby")
    bot.slack.command(CHANNEL, "amina", "/story follow Quenby")
    bot.idle()
    bot.slack.command(CHANNEL, "amina", "/story mute Quenby")
    bot.idle()
    words = shown(bot, "amina")
    assert "Unfollow" in words and "Unmute" in words
    bot.slack.click("amina", "home_unfollow")
    bot.idle()
    bot.slack.click("amina", "home_unmute")
    bot.idle()
    assert "Unmute" not in shown(bot, "amina") and "press Follow" in shown(bot, "amina")


def test_only_admins_see_how_the_bot_is(bot: RunningBot) -> None:
    seen = {user for user in ("amina", "ben", "chloe", "guest") if "How I am" in shown(bot, user)}
    assert seen and "guest" not in seen and len(seen) < 4


def test_it_fits_whatever_there_is() -> None:
    tab = HomeTab(
        channels=tuple((f"C{n}", Mode.AUTO) for n in range(80)),
        plans=tuple(
            (Plan(f"p{n}", TEAM, "C1", "U1", ("08:00",), WEEKDAYS, "Europe/London", 0.0), None) for n in range(50)
        ),
        followed=tuple(Wish(f"s{n}", "W" * 900) for n in range(90)),
        muted=tuple(Wish(f"s{n}", "<!channel> *x*", "C1") for n in range(90)),
        health=Health("1", 9, 3.0, 2),
    )
    view = home(tab)
    assert len(view["blocks"]) <= 100 and " more." in json.dumps(view)
