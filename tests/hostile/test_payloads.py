"""What comes in at the HTTP door: unsigned, stale, replayed, huge, malformed, out of order. Real Bolt, real server."""

import copy
import json
import random
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile.front import FORM, Front, front, message
from tests.support.logs import listening
from tests.support.rounds import rounds
from tests.support.store import StoreServer

LINK = "<https://harbourcourier.example/outage>"


@pytest.fixture(scope="module")
def door(server: StoreServer) -> Iterator[Front]:
    with front(server.url) as opened:
        yield opened


def test_a_signed_message_is_taken_once_however_often_it_is_replayed(door: Front) -> None:
    body = json.dumps(door.wrapped(message(f"{LINK}", "1795430000.000200"))).encode()
    before = door.waiting()
    assert [door.send(body).status for _ in range(3)] == [200, 200, 200]
    assert door.waiting() == before + 1


@pytest.mark.parametrize("age", [600.0, -600.0, 1e9], ids=["ten minutes ago", "in ten minutes", "long ago"])
def test_what_was_signed_at_another_time_is_refused(door: Front, age: float) -> None:
    body = json.dumps(door.wrapped(message(LINK, "1795430000.000300"))).encode()
    before = door.waiting()
    assert door.send(body, age=age).status == 401
    assert door.waiting() == before


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": "v0=é"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": "nan"},
        {"X-Slack-Request-Timestamp": "9" * 400},
        {"X-Slack-Request-Timestamp": "-1"},
    ],
    ids=str,
)
def test_what_is_not_signed_by_slack_is_refused(door: Front, headers: dict[str, str]) -> None:
    body = json.dumps(door.wrapped(message(LINK, "1795430000.000400"))).encode()
    before = door.waiting()
    latin = {name: value.encode("utf-8").decode("latin-1") for name, value in headers.items()}
    answer = door.send(body, headers=latin)
    assert answer.status in (400, 401), answer
    assert "Traceback" not in answer.body
    assert door.waiting() == before


def test_a_body_changed_on_the_way_is_refused(door: Front) -> None:
    body = json.dumps(door.wrapped(message(LINK, "1795430000.000500"))).encode()
    answer = door.send(body, headers={})
    assert answer.status == 200
    signed = door.signed(body)
    assert door.knock(body.replace(b"outage", b"0utage"), signed).status == 401


def test_ssl_check_and_challenge_need_a_signature_too(door: Front) -> None:
    assert (
        door.knock(b'{"type":"url_verification","challenge":"x"}', {"Content-Type": "application/json"}).status == 401
    )
    said = door.send(b'{"type":"url_verification","challenge":"c4f1"}')
    assert (said.status, "c4f1" in said.body) == (200, True)


HUGE = 6_000_000


def test_a_huge_body_is_refused_before_it_is_read_into_memory(door: Front) -> None:
    answer = door.knock(b"x" * HUGE, {"Content-Type": "application/json"})
    assert answer.status == 413
    assert door.event(message(LINK, "1795430000.000600")).status == 200


def test_a_body_without_an_end_is_refused(door: Front) -> None:
    with socket.create_connection(("127.0.0.1", door.port), 10) as line:
        line.sendall(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        try:
            for _ in range(2 * HUGE // 0x10000):
                line.sendall(chunk)
        except OSError:
            pass  # hung up on, as it should be
        line.settimeout(10)
        try:
            said = line.recv(100)
        except OSError:
            said = b""
    assert said == b"" or said.split()[1] in (b"400", b"413"), said
    assert door.event(message(LINK, "1795430000.000700")).status == 200


def test_a_long_text_of_many_links_is_taken(door: Front) -> None:
    text = " ".join(f"<https://harbourcourier.example/{n}|{'x' * 100}>" for n in range(5_000))
    assert door.event(message(text, "1795430000.000800")).status == 200


@pytest.mark.parametrize("depth", [500, 20_000])
def test_nesting_without_end_is_answered(door: Front, depth: int) -> None:
    deep = '{"type":"rich_text","elements":[' * depth + "]}" * depth
    body = json.dumps(door.wrapped(message(LINK, f"1795430000.0{depth}"))).replace(
        '"channel_type"', f'"blocks":[{deep}],"channel_type"'
    )
    answer = door.send(body.encode())
    assert answer.status in (200, 400), answer
    assert door.event(message(LINK, f"1795430001.0{depth}")).status == 200


BODIES = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'"x"',
    b"1e999",
    b"NaN",
    b"{}",
    b'{"type":"event_callback"}',
    b'{"type":"event_callback","event":null}',
    b'{"type":"event_callback","event":[]}',
    b'{"type":"event_callback","event":{"type":"message"}}',
    b'{"type":null}',
    b'{"type":["event_callback"]}',
    b'{"authorizations":[null]}',
    b'{"authorizations":{}}',
    b'{"team":[]}',
    b'{"user":1}',
    b"\xff\xfe\x00",
    b'{"type":"event_callback","event":{"type":"message","text":"\\ud800"}}',
    b"payload=",
    b"payload={",
    b"payload=[]",
    b"payload=null",
    b"payload=%7B%22type%22%3A%22block_actions%22%7D",
    b"payload=%7B%22type%22%3A%22block_actions%22%2C%22actions%22%3A%5B%5D%7D",
    b"payload=%7B%22type%22%3A%22view_submission%22%7D",
    b"payload=%7B%22type%22%3A%22shortcut%22%7D",
    b"command=%2Fbrief",
    b"command=%2Fstory&text=%00&team_id=T0NEWSROOM",
    b"command=&text=",
    b"&&&=%ZZ",
]


@pytest.mark.parametrize("kind", ["application/json", FORM, "text/plain", ""])
@pytest.mark.parametrize("body", BODIES, ids=repr)
def test_malformed_bodies_are_answered_without_a_trace(door: Front, body: bytes, kind: str) -> None:
    with listening() as logged:
        answer = door.send(body, kind=kind)
    assert answer.status < 500, (answer, logged)
    assert "Traceback" not in answer.body and 'File "' not in answer.body
    assert [line for line in logged if line["level"] == "error"] == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS", "BREW"])
def test_other_methods_find_nothing(door: Front, method: str) -> None:
    assert door.knock(b"", {}, method=method).status in (404, 405)


# Payloads of every kind, with parts put out of joint ------------------------------------------------------------------

PERSON = {"id": "U0BEN", "username": "ben", "team_id": "T0NEWSROOM"}
PRESS = {
    "type": "block_actions",
    "team": {"id": "T0NEWSROOM", "domain": "x"},
    "user": PERSON,
    "trigger_id": "1.2.x",
    "api_app_id": "A0",
    "channel": {"id": "C0BREAKING", "name": "breaking"},
    "message": {"ts": "1795430000.000100", "text": LINK, "user": "U0AMINA"},
    "container": {"type": "message", "message_ts": "1795430000.000100", "channel_id": "C0BREAKING"},
    "response_url": "http://127.0.0.1:9/response",
}
VIEW = {"id": "V1", "type": "modal", "hash": "h", "private_metadata": "{}", "state": {"values": {}}, "blocks": []}
ACTIONS = [
    "quotes_open", "quotes_next", "quotes_previous", "reply_dismiss", "story_timeline", "story_follow", "story_apart",
    "story_mute", "home_mode", "home_pause", "home_resume", "home_unfollow", "home_unmute", "home_reload", "take_back",
]  # fmt: skip
SHORTCUTS = ("brief_article", "digest_settings")
MESSAGE_SHORTCUTS = ("extract_facts", "summarise_privately", "add_to_story")
CALLBACKS = ["question", "plan", "settings", "add_to_story", "timeline"]


def _events() -> list[dict[str, Any]]:
    one = message(f"<@U0NUTGRAF> {LINK}")
    return [
        one,
        message(LINK, subtype="file_share", files=[{"id": "F1"}], blocks=[{"type": "rich_text", "elements": []}]),
        message(LINK, attachments=[{"from_url": LINK, "original_url": LINK, "text": LINK}]),
        {**one, "type": "app_mention"},
        message("", subtype="message_changed", message=message(LINK), previous_message=message("")),
        message("", subtype="message_deleted", previous_message=one, deleted_ts=one["ts"]),
        message("", subtype="channel_convert_to_private"),
        {"type": "reaction_added", "user": "U0BEN", "reaction": "newspaper", "item_user": "U0AMINA",
         "item": {"type": "message", "channel": "C0BREAKING", "ts": "1795430000.000100"}, "event_ts": "1795430000.1"},
        {"type": "member_joined_channel", "user": "U0NUTGRAF", "channel": "C0BREAKING", "channel_type": "C",
         "team": "T0NEWSROOM", "inviter": "U0BEN", "event_ts": "1795430000.1"},
        {"type": "app_home_opened", "user": "U0BEN", "channel": "D0BEN", "tab": "home", "event_ts": "1795430000.1"},
        {"type": "channel_archive", "channel": "C0BREAKING", "user": "U0BEN"},
        {"type": "tokens_revoked", "tokens": {"oauth": ["U0BEN"], "bot": []}},
    ]  # fmt: skip


def _payloads(door: Front) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = [("event", door.wrapped(event)) for event in _events()]
    for action in ACTIONS:
        pressed = {
            "action_id": action,
            "block_id": "b",
            "type": "button",
            "value": "C0BREAKING:1.2:x",
            "action_ts": "1795430000.1",
            "selected_option": {"value": "auto", "text": {"type": "plain_text", "text": "x"}},
        }
        found.append(("interaction", {**PRESS, "actions": [pressed], "view": VIEW}))
    others = [
        *({"type": "message_action", "callback_id": name, "action_ts": "1.2"} for name in MESSAGE_SHORTCUTS),
        *(
            {"type": "shortcut", "callback_id": name, "action_ts": "1.2"}
            for name in ("brief_article", "digest_settings")
        ),
        *({"type": "view_submission", "view": {**VIEW, "callback_id": name}} for name in CALLBACKS),
    ]
    return [*found, *(("interaction", {**PRESS, **other}) for other in others)]


JUNK: list[Any] = [
    None, True, 0, -1, 1e308, "", "\x00", "x" * 5_000, [], {}, [[]], {"": ""}, "\u202e<!channel>", "1795430000.0001",
    "{}", "١٢٣.٤", "9" * 30, "C0BREAKING", "\ud800", ["a", 1], {"id": None}, {"id": {}}, "\r\nSET x y\r\n", "nutgraf:{",
]  # fmt: skip


def _paths(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield from _paths(value, (*path, key))


def _out_of_joint(payload: Any, rng: random.Random) -> Any:
    """The payload with one to three parts taken out, put elsewhere, or replaced by something else."""
    changed = copy.deepcopy(payload)
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        paths = list(_paths(changed))
        path = rng.choice(paths)
        holder = changed
        for step in path[:-1]:
            holder = holder[step]
        if rng.random() < 0.3:
            del holder[path[-1]]
        else:
            holder[path[-1]] = copy.deepcopy(rng.choice(JUNK))
        if not list(_paths(changed)):
            break
    return changed


@settings(max_examples=rounds(400), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_payloads_out_of_joint_are_no_defect(door: Front, rng: random.Random) -> None:
    how, payload = rng.choice(_payloads(door))
    payload = _out_of_joint(payload, rng)
    with listening() as logged:
        body = json.dumps(payload).encode()
        if how == "event":
            answer = door.send(body)
        else:
            answer = door.send(urlencode({"payload": json.dumps(payload)}).encode(), kind=FORM)
    assert answer.status < 500, (answer, logged)
    assert [line for line in logged if line["level"] == "error"] == []


COMMANDS = ("/brief", "/facts", "/quotes", "/story", "/digest", "/handover", "/nutgraf")
WORDS = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            [LINK, "<@U0BEN|ben>", "<#C0BREAKING|b>", "<#C0X>", "schedule", "weekdays", "8:00", "rename", "merge",
             "split", "1", "share", "watch", "auto", "help", "since", "yesterday", "9" * 20, "٣", "30d"]
        ),
    ),
    max_size=8,
).map(" ".join)  # fmt: skip


@settings(max_examples=rounds(200), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(COMMANDS), WORDS)
def test_any_words_behind_a_command_are_answered(door: Front, command: str, words: str) -> None:
    fields = {
        "command": command,
        "text": words.encode("utf-8", "replace").decode(),
        "team_id": "T0NEWSROOM",
        "channel_id": "C0BREAKING",
        "user_id": "U0BEN",
        "user_name": "ben",
        "trigger_id": "1.2.x",
        "response_url": "http://127.0.0.1:9/response",
        "api_app_id": "A0",
    }
    with listening() as logged:
        answer = door.command(**fields)
    assert answer.status == 200, (answer, logged)
    assert [line for line in logged if line["level"] == "error"] == []
