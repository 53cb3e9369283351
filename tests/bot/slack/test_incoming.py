"""What an event asks of us, as a pure function of the event."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.incoming import Deleted, Ignored, Me, Written, parse
from bot.slack.places import Shared

ME = Me(user="U0BOT", bot="B0BOT")
LINK, OTHER = "https://a.example/story", "https://b.example/story"


def event(**fields: Any) -> dict[str, Any]:
    plain = {
        "type": "message",
        "channel": "C1",
        "channel_type": "channel",
        "user": "U1",
        "ts": "1795430000.000100",
        "text": f"<{LINK}>",
        "client_msg_id": "g-1",
    }
    return {key: value for key, value in (plain | fields).items() if value is not None}


def changed(before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    inner = {"user": "U1", "ts": "1795430000.000100", "type": "message"}
    return {
        "type": "message", "subtype": "message_changed", "channel": "C1", "channel_type": "channel", "hidden": True,
        "ts": "1795430009.000200", "message": inner | now, "previous_message": inner | before,
    }  # fmt: skip


def seen(**fields: Any) -> Any:
    return parse(event(**fields), "T1", ME)


def test_link_in_a_channel() -> None:
    assert seen() == Written(
        Shared("T1", "C1", "1795430000.000100"), "1795430000.000100", "U1", False, (LINK,), "g-1", None
    )


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast", "me_message", "bot_message"])
def test_subtypes_that_people_and_bots_write(subtype: str) -> None:
    assert seen(subtype=subtype).links == (LINK,)


@pytest.mark.parametrize("subtype", ["channel_join", "channel_topic", "reminder_add", "message_replied"])
def test_notices_of_slacks(subtype: str) -> None:
    assert isinstance(seen(subtype=subtype), Ignored)


def test_thread_reply_is_answered_in_its_thread() -> None:
    found = seen(thread_ts="1795420000.000001")
    assert found.thread_ts == "1795420000.000001" and found.in_thread


@pytest.mark.parametrize(
    "fields",
    [
        {"text": f"<@U0BOT> <{LINK}>"},
        {"text": f"<@U0BOT|nutgraf>: <{LINK}>"},
        {"channel_type": "im", "channel": "D1"},
        {"type": "app_mention", "channel_type": None},
        {"channel_type": None, "channel": "D1"},
    ],
)
def test_called(fields: dict[str, Any]) -> None:
    assert seen(**fields).called


@pytest.mark.parametrize("text", ["<@U0BOTTLE> hi", "U0BOT", "&lt;@U0BOT&gt;"])
def test_not_called(text: str) -> None:
    assert isinstance(seen(text=text), Ignored)


def test_called_without_a_link() -> None:
    found = seen(text="<@U0BOT> help")
    assert found.called and found.links == ()


def test_file_is_for_who_asks() -> None:
    pdf = "<https://a.example/report.pdf>"
    assert isinstance(seen(text=pdf), Ignored)
    assert seen(text=f"<@U0BOT> {pdf}").links == ("https://a.example/report.pdf",)


@pytest.mark.parametrize(
    "fields",
    [
        {"user": "U0BOT"},
        {"bot_id": "B0BOT", "user": None},
        {"user": "USLACKBOT"},
        {"bot_id": "B2", "thread_ts": "1.2"},
        {"channel": None},
        {"ts": None},
        {"ts": 17},
        {"text": None},
    ],
)
def test_left_alone(fields: dict[str, Any]) -> None:
    assert isinstance(seen(**fields), Ignored)


def test_a_bot_is_never_one_who_asks() -> None:
    found = seen(bot_id="B2", subtype="bot_message", text=f"<@U0BOT> <{LINK}>")
    assert not found.called and found.user is None
    assert isinstance(seen(bot_id="B2", text="<@U0BOT> hello"), Ignored)


def test_new_link_of_an_edit() -> None:
    now = {"text": f"<{LINK}> <{OTHER}>", "edited": {"user": "U1", "ts": "1795430009.000000"}}
    found = parse(changed({"text": f"<{LINK}>"}, now), "T1", ME)
    assert isinstance(found, Written)
    assert found.links == (OTHER,) and found.edit == "1795430009.000000"
    assert found.claims == ["edit:C1:1795430000.000100:1795430009.000000"]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ({"text": f"<{LINK}>"}, {"text": f"<{LINK}>", "attachments": [{"from_url": OTHER, "title_link": OTHER}]}),
        ({"text": f"<{LINK}>"}, {"text": f"now: <{LINK}?utm_source=x>"}),
        ({"text": f"<{LINK}> <{OTHER}>"}, {"text": f"<{OTHER}>"}),
        ({"text": f"<{LINK}>", "user": "U0BOT"}, {"text": f"<{OTHER}>", "user": "U0BOT"}),
        ({"text": "hi"}, {"text": "<@U0BOT> hi"}),
    ],
)
def test_changes_that_ask_for_nothing(before: dict[str, Any], now: dict[str, Any]) -> None:
    assert isinstance(parse(changed(before, now), "T1", ME), Ignored)


def test_deletion_in_both_of_slacks_ways() -> None:
    gone = Deleted(Shared("T1", "C1", "1795430000.000100"))
    deleted = {"type": "message", "subtype": "message_deleted", "channel": "C1", "deleted_ts": "1795430000.000100"}
    assert parse(deleted, "T1", ME) == gone
    tombstone = {"subtype": "tombstone", "text": "This message was deleted.", "user": "USLACKBOT"}
    assert parse(changed({"text": f"<{LINK}>"}, tombstone), "T1", ME) == gone


def test_our_own_reply_that_is_deleted_asks_for_nothing() -> None:
    deleted = {"type": "message", "subtype": "message_deleted", "channel": "C1", "deleted_ts": "1.2",
               "previous_message": {"user": "U0BOT", "bot_id": "B0BOT", "ts": "1.2", "thread_ts": "1.1"}}  # fmt: skip
    assert isinstance(parse(deleted, "T1", ME), Ignored)


def test_our_own_message_in_the_channel_that_is_deleted_is_forgotten_as_anybodys() -> None:
    deleted = {"type": "message", "subtype": "message_deleted", "channel": "C1", "deleted_ts": "1.2",
               "previous_message": {"user": "U0BOT", "bot_id": "B0BOT", "ts": "1.2"}}  # fmt: skip
    assert parse(deleted, "T1", ME) == Deleted(Shared("T1", "C1", "1.2"))


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just(f"<{LINK}>"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["type", "text", "blocks", "elements", "ts", "url", "user", "subtype", "edited"]), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip
KEYS = ["type", "subtype", "channel", "user", "ts", "thread_ts", "text", "blocks", "attachments", "message",
        "previous_message", "deleted_ts", "bot_id", "channel_type", "client_msg_id"]  # fmt: skip


@given(st.dictionaries(st.sampled_from(KEYS), junk | st.sampled_from(["message_changed", "message_deleted", "1.2"])))
def test_malformed_events_never_raise(given_event: dict[str, Any]) -> None:
    assert isinstance(parse({"channel": "C1", **given_event}, "T1", ME), Written | Deleted | Ignored)


def test_mention_that_an_edit_adds_asks_for_every_link() -> None:
    now = {"text": f"<@{ME.user}> <{LINK}>", "edited": {"user": "U1", "ts": "1795430009.000100"}}
    written = parse(changed({"text": f"<{LINK}>"}, now), "T1", ME)
    assert isinstance(written, Written)
    assert written.called and written.links == (LINK,)
    again = parse(changed(now, {**now, "text": f"<@{ME.user}> please: <{LINK}>"}), "T1", ME)
    assert isinstance(again, Ignored)
