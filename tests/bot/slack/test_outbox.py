"""Posting once: against the sandbox's Web API and a real store, with two outboxes standing for two workers."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
from slack_sdk import WebClient

from bot.queue.jobs import RetryLater
from bot.slack import slots
from bot.slack.blocks import notices
from bot.slack.errors import ChannelClosed, NotInChannel, OutcomeUnknown, TokenRefused, TriggerExpired
from bot.slack.outbox import EVENT_TYPE, Outbox, WithdrawnError
from bot.slack.places import Shared, Slot
from sandbox.server import Sandbox
from tests.support.idle import tidying
from tests.support.store import wait_for

CHANNEL = "C0BREAKING"
HELLO, OTHER = notices.plain("hello"), notices.plain("other")


@pytest.fixture(scope="module")
def slack() -> Iterator[Sandbox]:
    with Sandbox(newsroom=False, unfurl=False, rate_limits=False) as running:
        yield running


@pytest.fixture
def outbox(slack: Sandbox, store: redis.Redis) -> Outbox:
    return Outbox(WebClient(token=slack.bot_token, base_url=slack.api_url), store)


@pytest.fixture
def slot(slack: Sandbox) -> Slot:
    ts = slack.post(CHANNEL, "amina", "a message")
    return Slot(Shared("T0NEWSROOM", CHANNEL, ts), ts, "link")


def texts(slack: Sandbox, slot: Slot) -> list[str]:
    return [message["text"] for message in slack.replies(CHANNEL, slot.thread_ts)]


def test_posting_twice_posts_once(slack: Sandbox, outbox: Outbox, slot: Slot) -> None:
    assert outbox.post(slot, HELLO) == outbox.post(slot, HELLO)
    assert texts(slack, slot) == ["hello"]


def test_show_changes_what_stands_there_only_when_it_differs(slack: Sandbox, outbox: Outbox, slot: Slot) -> None:
    before = len(slack.calls("chat.update"))
    outbox.post(slot, HELLO)
    outbox.show(slot, OTHER)
    outbox.show(slot, OTHER)
    assert texts(slack, slot) == ["other"]
    assert len(slack.calls("chat.update")) == before + 1


def test_two_workers_at_once_post_once(slack: Sandbox, outbox: Outbox, slot: Slot) -> None:
    def post() -> str:
        while True:
            try:
                return outbox.post(slot, HELLO)
            except RetryLater:
                threading.Event().wait(0.01)

    with ThreadPoolExecutor(8) as pool:
        found = {future.result() for future in [pool.submit(post) for _ in range(8)]}
    assert len(found) == 1 and texts(slack, slot) == ["hello"]


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 503}, {"error": "fatal_error"}, {}])
def test_lost_answer_leads_to_a_look_in_the_thread(
    slack: Sandbox, outbox: Outbox, slot: Slot, fault: dict[str, object]
) -> None:
    slack.fail("chat.postMessage", after_posting=True, **fault)
    with pytest.raises(RetryLater):
        outbox.post(slot, HELLO)
    outbox.post(slot, HELLO)
    assert texts(slack, slot) == ["hello"]


def test_look_that_a_rate_limit_follows_is_not_forgotten(slack: Sandbox, outbox: Outbox, slot: Slot) -> None:
    """The post comes after the look, the next try is refused, the one after it has to look again."""
    slack.fail("chat.postMessage", status=500)
    with pytest.raises(RetryLater):
        outbox.post(slot, HELLO)
    slack.fail("chat.postMessage", retry_after=0)
    with pytest.raises(RetryLater):
        outbox.post(slot, HELLO)
    late = post_late(slack, slot)
    assert outbox.post(slot, HELLO) == late
    assert texts(slack, slot) == ["hello"]


def post_late(slack: Sandbox, slot: Slot) -> str:
    """A post of ours takes effect long after we gave it up."""
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": slot.key}}
    return str(
        client.chat_postMessage(channel=CHANNEL, thread_ts=slot.thread_ts, text="hello", metadata=metadata)["ts"]
    )


def test_post_that_came_after_all_is_taken_back_later(
    slack: Sandbox, outbox: Outbox, slot: Slot, store: redis.Redis
) -> None:
    slack.fail("chat.postMessage", status=500)
    with pytest.raises(RetryLater):
        outbox.post(slot, HELLO)
    ts = outbox.post(slot, HELLO)
    late = post_late(slack, slot)
    (job,) = {json.loads(payload)["args"]["name"] for payload in tidying(store)}
    assert job == slot.name
    outbox.tidy(slot, seen=1)
    assert [reply["ts"] for reply in slack.replies(CHANNEL, slot.thread_ts)] == [ts] != [late]


def test_looks_at_a_place_end(slack: Sandbox, outbox: Outbox, slot: Slot, store: redis.Redis) -> None:
    outbox.post(slot, HELLO)
    assert not tidying(store)
    for seen in range(1, 10):
        outbox.tidy(slot, seen)
    assert len(tidying(store)) == 2
    assert texts(slack, slot) == ["hello"]


def test_withdrawn_message_that_comes_late_goes(slack: Sandbox, outbox: Outbox, slot: Slot, store: redis.Redis) -> None:
    slack.fail("chat.postMessage", status=500)
    with pytest.raises(RetryLater):
        outbox.post(slot, HELLO)
    outbox.withdraw(slot)
    post_late(slack, slot)
    outbox.tidy(slot, seen=1)
    assert not texts(slack, slot) and not list(store.scan_iter("*:slot:*"))


def test_looking_waits_for_who_is_posting(slack: Sandbox, outbox: Outbox, slot: Slot, store: redis.Redis) -> None:
    with ThreadPoolExecutor(1) as pool:
        with slack.hold("chat.postMessage"):
            posting = pool.submit(outbox.post, slot, HELLO)
            wait_for("the record", lambda: list(store.scan_iter("*:slot:*")))
            with pytest.raises(RetryLater):
                outbox.tidy(slot, seen=1)
        posting.result(10)
    assert texts(slack, slot) == ["hello"]


def test_message_is_found_far_down_a_long_thread(slack: Sandbox, outbox: Outbox, slot: Slot) -> None:
    for number in range(230):
        slack.post(CHANNEL, "ben", f"reply {number}", thread_ts=slot.thread_ts)
    slack.fail("chat.postMessage", after_posting=True, status=500)
    with pytest.raises(RetryLater):
        outbox.post(slot, HELLO)
    outbox.post(slot, HELLO)
    assert texts(slack, slot).count("hello") == 1


def test_crash_between_post_and_record_does_not_post_again(
    slack: Sandbox, outbox: Outbox, slot: Slot, store: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> bool:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(slots.Slots, "record", die)
        with pytest.raises(Killed):
            outbox.post(slot, HELLO)
    with pytest.raises(RetryLater):  # somebody may still be at it
        outbox.post(slot, HELLO)
    (record,) = store.scan_iter("*:slot:*")
    store.hset(record, "until", 1)  # time passes
    outbox.post(slot, HELLO)
    assert texts(slack, slot) == ["hello"]


def test_worker_that_wakes_up_after_a_takeover_takes_its_message_back(
    slack: Sandbox, outbox: Outbox, slot: Slot, store: redis.Redis
) -> None:
    """Frozen before its call, overtaken, woken: two messages for a moment, one in the end."""
    with ThreadPoolExecutor(1) as pool:
        with slack.hold("chat.postMessage"):
            frozen = pool.submit(outbox.post, slot, HELLO)
            wait_for("the record", lambda: list(store.scan_iter("*:slot:*")))
            (record,) = store.scan_iter("*:slot:*")
            store.hset(record, mapping={"owner": "another", "until": 1})
            ts = slack.post_as_app(CHANNEL, "posted by the other", thread_ts=slot.thread_ts)
            store.hset(record, mapping={"state": "posted", "ts": ts})
        assert frozen.result(10) == ts
    assert texts(slack, slot) == ["posted by the other"]


def test_rate_limit_says_when_to_come_back_and_frees_the_slot(slack: Sandbox, outbox: Outbox, slot: Slot) -> None:
    slack.fail("chat.postMessage", retry_after=7)
    with pytest.raises(RetryLater) as limited:
        outbox.post(slot, HELLO)
    assert limited.value.seconds == 7
    calls = len(slack.calls("chat.postMessage"))
    with pytest.raises(RetryLater):
        outbox.post(slot, HELLO)
    assert len(slack.calls("chat.postMessage")) == calls, "its turn is awaited without asking Slack"


def test_rate_limit_that_is_over_lets_the_post_through(slack: Sandbox, outbox: Outbox, slot: Slot) -> None:
    slack.fail("chat.postMessage", retry_after=0)
    with pytest.raises(RetryLater):
        outbox.post(slot, HELLO)
    outbox.post(slot, HELLO)
    assert texts(slack, slot) == ["hello"]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("not_in_channel", NotInChannel),
        ("channel_not_found", NotInChannel),
        ("is_archived", ChannelClosed),
        ("token_revoked", TokenRefused),
    ],
)
def test_refusals_are_typed_and_free_the_slot(
    slack: Sandbox, outbox: Outbox, slot: Slot, code: str, kind: type[Exception]
) -> None:
    slack.fail("chat.postMessage", error=code)
    with pytest.raises(kind):
        outbox.post(slot, HELLO)
    outbox.post(slot, HELLO)
    assert texts(slack, slot) == ["hello"]


def test_withdrawing_frees_the_slot(slack: Sandbox, outbox: Outbox, slot: Slot) -> None:
    outbox.post(slot, HELLO)
    outbox.withdraw(slot)
    outbox.withdraw(slot)
    assert texts(slack, slot) == []
    outbox.post(slot, OTHER)
    assert texts(slack, slot) == ["other"]


def test_withdrawing_finds_a_message_whose_post_went_unanswered(slack: Sandbox, outbox: Outbox, slot: Slot) -> None:
    slack.fail("chat.postMessage", after_posting=True, status=500)
    with pytest.raises(RetryLater):
        outbox.post(slot, HELLO)
    outbox.withdraw(slot)
    assert texts(slack, slot) == []


def test_every_answer_to_a_deleted_message_goes_and_none_comes(slack: Sandbox, outbox: Outbox, slot: Slot) -> None:
    second = Slot(slot.shared, slot.thread_ts, "more")
    outbox.post(slot, HELLO)
    outbox.post(second, OTHER)
    assert sorted(gone.name for gone in outbox.withdraw_all(slot.shared)) == ["link", "more"]
    assert texts(slack, slot) == []
    with pytest.raises(WithdrawnError):
        outbox.post(slot, HELLO)


def test_deletion_that_comes_while_a_post_is_under_way_takes_the_message_back(
    slack: Sandbox, outbox: Outbox, slot: Slot, store: redis.Redis
) -> None:
    with ThreadPoolExecutor(1) as pool:
        with slack.hold("chat.postMessage"):
            posting = pool.submit(outbox.post, slot, HELLO)
            wait_for("the record", lambda: list(store.scan_iter("*:slot:*")))
            outbox.mark_deleted(slot.shared)
        with pytest.raises(WithdrawnError):
            posting.result(10)
    assert texts(slack, slot) == []


def test_message_removed_by_somebody_else_is_not_posted_again(slack: Sandbox, outbox: Outbox, slot: Slot) -> None:
    ts = outbox.post(slot, HELLO)
    slack.delete(CHANNEL, ts)
    outbox.show(slot, OTHER)
    assert texts(slack, slot) == []


def test_whisper_to_somebody_who_left_goes_to_them_directly(slack: Sandbox, outbox: Outbox) -> None:
    outbox.whisper(CHANNEL, "U0GUEST", HELLO)
    assert slack.history(slack.dm_channel("guest"))[-1]["text"] == "hello"


def test_reacting_twice_is_fine(slack: Sandbox, outbox: Outbox, slot: Slot) -> None:
    outbox.react(slot.shared, "warning")
    outbox.react(slot.shared, "warning")
    message = slack.message(CHANNEL, slot.shared.ts)
    assert message is not None and message["reactions"][0]["count"] == 1


def test_permalink_of_a_message_that_is_gone_is_none(slack: Sandbox, outbox: Outbox, slot: Slot) -> None:
    assert outbox.permalink(CHANNEL, slot.shared.ts)
    assert outbox.permalink(CHANNEL, "1000000000.000001") is None


def test_late_trigger_is_typed(outbox: Outbox) -> None:
    with pytest.raises(TriggerExpired):
        outbox.open_view("1.2.3", notices.notice_modal("hello"))


def test_slack_out_of_reach_is_tried_again_later(store: redis.Redis, slot: Slot) -> None:
    away = Outbox(WebClient(token="xoxb-1", base_url="http://127.0.0.1:9/api/"), store)
    with pytest.raises(RetryLater) as later:
        away.post(slot, HELLO)
    assert isinstance(later.value.__cause__, OutcomeUnknown)


def test_keys_hold_the_channel(outbox: Outbox, slot: Slot, store: redis.Redis) -> None:
    outbox.post(slot, HELLO)
    outbox.mark_deleted(slot.shared)
    keys = list(store.scan_iter("*"))
    assert keys and all(key.startswith(f"nutgraf:{{T0NEWSROOM}}:channel:{CHANNEL}:") for key in keys)
    assert all(store.ttl(key) > 0 for key in keys)


def test_slot_forgotten_while_its_message_was_changed_leaves_no_key_behind(store: redis.Redis, slot: Slot) -> None:
    slots.Slots(store).set_shown(slot, "digest")
    assert not store.keys()


@pytest.mark.parametrize("code", ["cannot_reply_to_message", "thread_not_found", "invalid_thread_ts"])
def test_thread_that_vanished_before_its_deletion_was_heard_of_is_no_failure(
    slack: Sandbox, outbox: Outbox, slot: Slot, code: str
) -> None:
    slack.fail("chat.postMessage", error=code)
    with pytest.raises(WithdrawnError):
        outbox.post(slot, HELLO)


# ---- a message in the channel itself, that answers nobody


@pytest.fixture
def place(slack: Sandbox) -> Slot:
    """A place in the channel; nothing of ours can stand there before the latest message."""
    ts = slack.post(CHANNEL, "amina", "before")
    return Slot(Shared("T0NEWSROOM", CHANNEL, ts), "", "digest")


def in_channel(slack: Sandbox, place: Slot) -> list[str]:
    return [m["text"] for m in slack.history(CHANNEL) if m["ts"] > place.shared.ts and m["user"] == slack.bot_user]


def test_a_post_in_the_channel_stands_there_once_and_in_no_thread(slack: Sandbox, outbox: Outbox, place: Slot) -> None:
    ts = outbox.post(place, HELLO)
    assert outbox.post(place, HELLO) == ts
    assert in_channel(slack, place) == ["hello"]
    message = slack.message(CHANNEL, ts)
    assert message and "thread_ts" not in message


def test_a_lost_answer_leads_to_a_look_in_the_channel_however_much_was_said_since(
    slack: Sandbox, outbox: Outbox, place: Slot
) -> None:
    slack.fail("chat.postMessage", after_posting=True, status=500)
    with pytest.raises(RetryLater):
        outbox.post(place, HELLO)
    for number in range(230):
        slack.post(CHANNEL, "ben", f"talk {number}")
    outbox.post(place, HELLO)
    assert in_channel(slack, place) == ["hello"]
    asked = [call.params for call in slack.calls("conversations.history")]
    assert {params["oldest"] for params in asked} == {place.shared.ts} and len(asked) == 2


def test_withdrawn_it_leaves_the_channel(slack: Sandbox, outbox: Outbox, place: Slot) -> None:
    outbox.post(place, HELLO)
    assert outbox.withdraw_all(place.shared) == [place]
    assert in_channel(slack, place) == []
