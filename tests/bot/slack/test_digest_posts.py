"""Digests that are due, posted through the stand-in for Slack from a real store: once, late, or not at all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import redis
from slack_sdk import WebClient

from bot.digests.plans import Plans
from bot.digests.schedule import DAYS, GRACE_SECONDS, Plan, Run, next_run, runs
from bot.queue.jobs import RetryLater
from bot.slack import slots
from bot.slack.digest_posts import DigestPosts
from bot.slack.digesting import Digests
from bot.slack.directory import Directory
from bot.slack.guests import Guests
from bot.slack.outbox import Outbox
from bot.slack.proposing import Proposer
from bot.slack.remembering import Rememberer
from bot.slack.visibility import Visibility
from sandbox.server import Sandbox
from tests.bot.slack.sharing import TEAM, share_link

CHANNEL, OTHER = "C0BREAKING", "C0POLITICS"
HOUR = 3600.0
START = datetime(2025, 6, 8, 12, tzinfo=UTC).timestamp()  # a Sunday; past, as what is posted bears the real time
OWNER = "U0BEN"


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox(newsroom=False, unfurl=False, rate_limits=False) as running:
        yield running


class Desk:
    """Posts under a clock of the test's own."""

    def __init__(self, slack: Sandbox, store: redis.Redis) -> None:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        self.slack, self.store, self.now = slack, store, START
        outbox = Outbox(client, store)
        self.plans = Plans(store)
        directory = Directory(client, store)
        digests = Digests(store, Visibility(directory, store))
        guests = Guests(directory, store)
        proposer = Proposer(store, outbox, Rememberer(store, Visibility(directory, store), guests))
        self.posts = DigestPosts(outbox, directory, self.plans, digests, guests, proposer, lambda: self.now)

    def plan(self, **fields: object) -> Plan:
        made = Plan("p1", TEAM, CHANNEL, OWNER, ("18:00",), DAYS, "Europe/London", START)
        plan = replace(made, **fields)  # type: ignore[arg-type]
        self.plans.save(plan)
        return plan

    def make(self, run: Run, late: float = 5.0) -> None:
        self.now = run.at + late
        self.posts.make(TEAM, run)

    def posted(self, channel: str = CHANNEL) -> list[str]:
        """What the bot posted in the channel, the oldest first."""
        return [m["text"] for m in self.messages(channel)]

    def messages(self, channel: str = CHANNEL) -> list[dict[str, Any]]:
        """The bot's messages in the channel itself."""
        ours = [m for m in self.slack.history(channel) if m["user"] == self.slack.bot_user]
        return [m for m in ours if m.get("thread_ts", m["ts"]) == m["ts"]]

    def told(self, user: str = OWNER) -> list[str]:
        return self.posted(self.slack.dm_channel(user))


@pytest.fixture
def desk(slack: Sandbox, store: redis.Redis) -> Desk:
    return Desk(slack, store)


def first_run(plan: Plan) -> Run:
    run = next_run(plan, plan.since)
    assert run
    return run


def test_a_digest_is_posted_once_and_tells_what_was_shared(desk: Desk) -> None:
    plan = desk.plan()
    share_link(desk.store, CHANNEL, START + HOUR, "Dyke breaks at Marl")
    for _ in range(3):
        desk.make(first_run(plan))
    (text,) = desk.posted()
    assert "Dyke breaks at Marl" in text and "Late" not in text


def test_the_next_one_goes_on_where_the_last_one_ended(desk: Desk) -> None:
    plan = desk.plan()
    first, second = list(runs(plan, START, START + 48 * HOUR))[:2]
    share_link(desk.store, CHANNEL, first.at - 300, "Ferry strike begins")
    share_link(desk.store, CHANNEL, first.at - 30, "Library to close")  # still being read when the first is made
    desk.make(first)
    desk.make(second)
    one, two = desk.posted()
    assert "Ferry strike" in one and "Library" not in one
    assert "Library" in two and "Ferry strike" not in two


def test_killed_between_post_and_record_it_is_found_in_the_channel(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    run = first_run(desk.plan())
    share_link(desk.store, CHANNEL, START + HOUR, "Dyke breaks at Marl")

    class Killed(BaseException):
        pass

    def die(*_: object) -> bool:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(slots.Slots, "record", die)
        with pytest.raises(Killed):
            desk.make(run)
    (record,) = desk.store.scan_iter("*:slot:*")
    desk.store.hset(record, "until", 1)  # time passes
    desk.slack.post(CHANNEL, "amina", "talk goes on")
    desk.make(run)
    assert len(desk.posted()) == 1
    assert desk.plans.is_made(desk.plan(), run)


def test_a_lost_answer_does_not_post_twice(desk: Desk) -> None:
    run = first_run(desk.plan())
    desk.slack.fail("chat.postMessage", after_posting=True, status=503)
    with pytest.raises(RetryLater):
        desk.make(run)
    desk.make(run)
    assert len(desk.posted()) == 1


def test_the_rest_stands_in_its_thread_once_also_when_it_broke_off_there(desk: Desk) -> None:
    run = first_run(desk.plan())
    for number in range(12):
        share_link(desk.store, CHANNEL, START + number, f"Report number {number} of the harbour inquiry")
    desk.slack.fail("chat.postMessage", times=2, error="ratelimited", status=429, retry_after=1)
    for _ in range(8):
        try:
            desk.make(run)
            break
        except RetryLater:
            clear_turns(desk.store)
    assert len(desk.posted()) == 1
    (message,) = desk.messages()
    thread = [m["text"] for m in desk.slack.replies(CHANNEL, message["ts"])]
    assert thread and len(thread) == len(set(thread))
    said = " ".join([message["text"], *thread])
    assert all(f"Report number {number} of" in said for number in range(12))


def clear_turns(store: redis.Redis) -> None:
    """The second of waiting that Slack asked for passes."""
    store.delete(*store.scan_iter("*:turn*"))


def test_a_short_one_is_one_message(desk: Desk) -> None:
    for number in range(12):
        share_link(desk.store, CHANNEL, START + number, f"Report number {number} of the harbour inquiry")
    desk.make(first_run(desk.plan(short=True)))
    (message,) = desk.messages()
    assert "reply_count" not in message and message["text"].count("Report number") == 3


# ---- late


def test_late_it_says_so(desk: Desk) -> None:
    desk.make(first_run(desk.plan()), late=2 * HOUR)
    (text,) = desk.posted()
    assert "Late: this digest was due at 18:00 (Europe/London)." in text


def test_past_its_grace_it_is_not_posted_and_the_next_tells_all(desk: Desk) -> None:
    plan = desk.plan()
    first, second = list(runs(plan, START, START + 48 * HOUR))[:2]
    desk.plans.made(plan, Run("p1", "2025-06-07", "18:00", first.at - 24 * HOUR), first.at - 24 * HOUR)
    share_link(desk.store, CHANNEL, first.at - HOUR, "Ferry strike begins")
    desk.make(first, late=GRACE_SECONDS + 60)
    assert desk.posted() == []
    desk.make(second)
    (text,) = desk.posted()
    assert "Ferry strike begins" in text


def test_a_run_that_a_later_one_has_told_is_dropped(desk: Desk) -> None:
    plan = desk.plan(times=("17:00", "18:00"))
    first, second = list(runs(plan, START, START + 6 * HOUR))
    desk.make(second)
    desk.make(first, late=HOUR + 60)
    assert len(desk.posted()) == 1


def test_a_plan_moved_to_a_zone_where_its_time_is_still_to_come_is_not_posted_again(desk: Desk) -> None:
    plan = desk.plan()
    run = first_run(plan)
    desk.make(run)
    moved = desk.plan(zone="America/New_York", since=run.at + 60)
    again = first_run(moved)
    assert again.key == run.key
    share_link(desk.store, CHANNEL, run.at + HOUR, "Late news")
    desk.make(again)
    assert len(desk.posted()) == 1
    desk.make(next(runs(moved, again.at, again.at + 30 * HOUR)))
    assert "Late news" in desk.posted()[1]  # what was shared meanwhile is not lost


# ---- nothing to tell


def test_nothing_happened_is_one_line_or_none(desk: Desk) -> None:
    plan = desk.plan(silent=True)
    first, second = list(runs(plan, START, START + 48 * HOUR))[:2]
    desk.make(first)
    assert desk.posted() == [] and desk.plans.is_made(plan, first)
    desk.plan()
    desk.make(second)
    (text,) = desk.posted()
    assert "Nothing was shared" in text


# ---- channels that can't be posted in


@pytest.mark.parametrize("reason", ["archived", "removed"])
def test_a_closed_channel_makes_the_plan_rest_and_its_owner_is_told_once(desk: Desk, reason: str) -> None:
    run = first_run(desk.plan())
    if reason == "archived":
        desk.slack.archive(CHANNEL, "amina")
    else:
        desk.slack.leave(CHANNEL, desk.slack.bot_user)
    for _ in range(2):
        desk.make(run)
    assert desk.posted() == []
    kept = desk.plans.get(TEAM, "p1")
    assert kept and kept.paused == reason
    (told,) = desk.told()
    assert f"<#{CHANNEL}>" in told and "/digest list" in told


def test_an_owner_who_left_does_not_keep_a_plan_from_resting(desk: Desk) -> None:
    run = first_run(desk.plan(owner="U0NOBODY"))
    desk.slack.archive(CHANNEL, "amina")
    desk.make(run)
    kept = desk.plans.get(TEAM, "p1")
    assert kept and kept.paused == "archived"


def test_a_renamed_channel_goes_on(desk: Desk) -> None:
    desk.slack.workspace.channel(CHANNEL).name = "breaking-news"
    desk.make(first_run(desk.plan()))
    assert len(desk.posted()) == 1


def test_a_plan_that_is_gone_or_rests_posts_nothing(desk: Desk) -> None:
    plan = desk.plan()
    run = first_run(plan)
    desk.plans.save(replace(plan, paused="asked"))
    desk.make(run)
    desk.plans.remove(TEAM, plan.id)
    desk.make(run)
    assert desk.posted() == []


def test_slack_without_an_answer_is_tried_again(desk: Desk) -> None:
    run = first_run(desk.plan())
    desk.slack.fail("conversations.info", status=503)
    with pytest.raises(RetryLater):
        desk.make(run)
    desk.make(run)
    assert len(desk.posted()) == 1


def test_an_owner_is_told_of_a_digest_that_could_not_be_made(desk: Desk) -> None:
    run = first_run(desk.plan())
    desk.posts.give_up(TEAM, run, "abc123")
    (told,) = desk.told()
    assert "could not be made" in told and "abc123" in told


# ---- what a private channel saw


def test_a_private_channel_is_told_of_in_itself_only(desk: Desk) -> None:
    desk.slack.join("G0DESK", desk.slack.bot_user)
    share_link(desk.store, "G0DESK", START + 60, "Canary of the private desk")
    share_link(desk.store, OTHER, START + 60, "Council votes on toll")
    desk.make(first_run(desk.plan(id="public", channels=(OTHER, "G0DESK"))))
    desk.make(first_run(desk.plan(id="private", channel="G0DESK")))
    (public,) = desk.posted()
    assert "Council votes" in public and "Canary" not in public
    (private,) = desk.posted("G0DESK")
    assert "Canary" in private and "Council votes" in private


def test_where_guests_read_it_tells_of_its_own_channel_only(desk: Desk) -> None:
    desk.slack.join("C0RANDOM", desk.slack.bot_user)  # a guest is in there
    share_link(desk.store, "C0RANDOM", START + 60, "Told among guests")
    share_link(desk.store, OTHER, START + 60, "Council votes on toll")
    desk.make(first_run(desk.plan(channel="C0RANDOM")))
    (text,) = desk.posted("C0RANDOM")
    assert "Told among guests" in text and "Council votes" not in text


def test_where_another_organisation_reads_it_tells_of_its_own_channel_only(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = Directory.channel
    monkeypatch.setattr(Directory, "channel", lambda self, channel: about(self, channel) | abroad(channel))
    share_link(desk.store, CHANNEL, START + 60, "Shared with partners")
    share_link(desk.store, OTHER, START + 60, "Council votes on toll")
    desk.make(first_run(desk.plan()))
    (text,) = desk.posted()
    assert "Shared with partners" in text and "Council votes" not in text


def abroad(channel: str) -> dict[str, bool]:
    return {"is_ext_shared": channel == CHANNEL}


def test_a_plan_that_is_removed_while_its_channel_refuses_stays_removed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = desk.plan(channel="C0RANDOM")  # we are not in there
    monkeypatch.setattr(Outbox, "tell", lambda *_: desk.plans.remove(TEAM, plan.id))
    desk.make(first_run(plan))
    assert desk.plans.get(TEAM, plan.id) is None
