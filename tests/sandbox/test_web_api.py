"""The Web API through Slack's own client: what it answers, and what it refuses."""

import json
import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.server import Sandbox

BREAKING = "C0BREAKING"


def refused(call: Any, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    return str(caught.value.response["error"])


def raw(sandbox: Sandbox, method: str, body: bytes, kind: str, token: str | None = None) -> dict[str, Any]:
    headers = {"Content-Type": kind}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(f"{sandbox.api_url}{method}", data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=5) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


def test_auth_test_names_team_and_bot(sandbox: Sandbox, client: WebClient) -> None:
    answer = client.auth_test()
    assert (answer["team_id"], answer["user_id"]) == (sandbox.team, sandbox.bot_user)
    assert "chat:write" in answer.headers["x-oauth-scopes"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json; charset=utf-8", b'{"channel": "C0BREAKING", "text": "hello"}'),
        ("application/x-www-form-urlencoded", b"channel=C0BREAKING&text=hello"),
        (
            "application/x-www-form-urlencoded",
            b"channel=C0BREAKING&blocks=%5B%7B%22type%22%3A%22divider%22%7D%5D&text=hello",
        ),
        ("application/json", b'{"channel": "C0BREAKING", "text": "hello", "blocks": "[{\\"type\\": \\"divider\\"}]"}'),
    ],
)
def test_json_and_forms_are_understood(sandbox: Sandbox, kind: str, body: bytes) -> None:
    answer = raw(sandbox, "chat.postMessage", body, kind, sandbox.bot_token)
    assert answer["ok"]
    assert answer["message"]["text"] == "hello"
    assert answer["message"]["blocks"][0]["type"] == ("divider" if b"divider" in body else "rich_text")


def test_empty_body_with_json_type_is_no_error(sandbox: Sandbox) -> None:
    assert raw(sandbox, "auth.test", b"", "application/json", sandbox.bot_token)["ok"]


@pytest.mark.parametrize(
    ("token", "method", "error"),
    [
        (None, "auth.test", "not_authed"),
        ("xoxb-wrong", "auth.test", "invalid_auth"),
        ("app", "chat.postMessage", "not_allowed_token_type"),
        ("bot", "apps.connections.open", "not_allowed_token_type"),
        ("bot", "chat.shout", "unknown_method"),
    ],
)
def test_tokens_are_checked(sandbox: Sandbox, token: str | None, method: str, error: str) -> None:
    given = {"app": sandbox.app_token, "bot": sandbox.bot_token}.get(token or "", token)
    assert raw(sandbox, method, b"", "application/json", given)["error"] == error


def test_token_in_the_body_counts_too(sandbox: Sandbox) -> None:
    body = f"token={sandbox.bot_token}".encode()
    assert raw(sandbox, "auth.test", body, "application/x-www-form-urlencoded")["ok"]


def test_missing_scope_names_the_scope() -> None:
    with Sandbox(scopes=frozenset({"chat:write"}), newsroom=False) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        with pytest.raises(SlackApiError) as caught:
            client.users_info(user="U0BEN")
    assert (caught.value.response["error"], caught.value.response["needed"]) == ("missing_scope", "users:read")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ({"channel": "G0DESK", "text": "x"}, "channel_not_found"),  # private, and the bot is no member
        ({"channel": "C0RANDOM", "text": "x"}, "not_in_channel"),
        ({"channel": "C0ARCHIVED", "text": "x"}, "is_archived"),
        ({"channel": BREAKING, "text": ""}, "no_text"),
        ({"channel": BREAKING, "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": BREAKING, "text": "x", "blocks": "no json"}, "invalid_blocks_format"),
        ({"channel": BREAKING, "text": "x", "blocks": [{"type": "hologram"}]}, "invalid_blocks"),
        ({"channel": BREAKING, "text": "x", "thread_ts": "0"}, "invalid_thread_ts"),
        ({"channel": BREAKING, "text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
    ],
)
@pytest.mark.filterwarnings("ignore:The top-level `text` argument is missing")
def test_post_message_refuses(client: WebClient, arguments: dict[str, Any], error: str) -> None:
    assert refused(client.chat_postMessage, **arguments) == error


def test_invalid_blocks_says_what_and_where(client: WebClient) -> None:
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel=BREAKING, text="x", blocks=[{"type": "section"}])
    (message,) = caught.value.response["response_metadata"]["messages"]
    assert message == "[ERROR] must provide either text or fields [json-pointer:/blocks/0]"


def test_post_by_channel_name_and_by_user(sandbox: Sandbox, client: WebClient) -> None:
    assert client.chat_postMessage(channel="#politics", text="x")["channel"] == "C0POLITICS"
    assert client.chat_postMessage(channel="U0BEN", text="x")["channel"] == sandbox.dm_channel("ben")


def test_text_of_an_app_keeps_control_sequences_and_escapes_the_rest(client: WebClient) -> None:
    text = "R&D <b> a &amp; b <https://a.test/?x=1&y=2|here> https://b.test/c, <@U0BEN> <!date^1^{date}|then>"
    kept = client.chat_postMessage(channel=BREAKING, text=text)["message"]["text"]
    assert kept == (
        "R&amp;D &lt;b&gt; a &amp; b <https://a.test/?x=1&y=2|here> <https://b.test/c>, <@U0BEN> <!date^1^{date}|then>"
    )


def test_reply_to_a_message_that_is_gone_lands_in_the_channel(sandbox: Sandbox, client: WebClient) -> None:
    """As Slack does: no error, only a `thread_ts` that the answer lacks."""

    ts = sandbox.post("breaking", "ben", "soon gone")
    sandbox.delete("breaking", ts)
    answer = client.chat_postMessage(channel=BREAKING, text="late", thread_ts=ts)
    assert "thread_ts" not in answer["message"]
    there = client.chat_postMessage(channel=BREAKING, text="x", thread_ts=sandbox.post("breaking", "ben", "here"))
    assert "thread_ts" in there["message"]


def test_reply_to_a_reply_joins_its_thread(sandbox: Sandbox, client: WebClient) -> None:
    ts = sandbox.post("breaking", "ben", "parent")
    reply = sandbox.post("breaking", "eva", "reply", thread_ts=ts)
    assert client.chat_postMessage(channel=BREAKING, text="x", thread_ts=reply)["message"]["thread_ts"] == ts
    assert [m["text"] for m in sandbox.thread("breaking", ts)] == ["parent", "reply", "x"]


def test_update_keeps_ts_and_marks_the_edit(sandbox: Sandbox, client: WebClient) -> None:
    ts = client.chat_postMessage(channel=BREAKING, text="one", blocks=[{"type": "divider"}])["ts"]
    assert client.chat_update(channel=BREAKING, ts=ts, text="two")["ts"] == ts
    (message,) = sandbox.thread("breaking", ts)
    assert message["text"] == "two"
    assert message["edited"]["user"] == sandbox.bot_user
    assert message["blocks"][0]["type"] == "rich_text"  # text without blocks takes the old blocks away


def test_update_and_delete_refuse(sandbox: Sandbox, client: WebClient) -> None:
    theirs = sandbox.post("breaking", "ben", "mine")
    ours = client.chat_postMessage(channel=BREAKING, text="ours")["ts"]
    assert refused(client.chat_update, channel=BREAKING, ts=theirs, text="x") == "cant_update_message"
    assert refused(client.chat_delete, channel=BREAKING, ts=theirs) == "cant_delete_message"
    assert refused(client.chat_update, channel=BREAKING, ts="1.000001", text="x") == "message_not_found"
    assert refused(client.chat_delete, channel=BREAKING, ts="1.000001") == "message_not_found"
    assert refused(client.chat_update, channel=BREAKING, ts=ours, text="x" * 4_001) == "msg_too_long"
    client.chat_delete(channel=BREAKING, ts=ours)
    assert sandbox.thread("breaking", ours) == []


def test_metadata_comes_back_only_when_asked_for(sandbox: Sandbox, client: WebClient) -> None:
    ts = sandbox.post("breaking", "ben", "parent")
    metadata = {"event_type": "reply", "event_payload": {"job": "j1"}}
    answer = client.chat_postMessage(channel=BREAKING, text="x", thread_ts=ts, metadata=metadata)
    assert answer["message"]["metadata"] == metadata
    without = client.conversations_replies(channel=BREAKING, ts=ts)["messages"][1]
    assert "metadata" not in without
    asked = client.conversations_replies(channel=BREAKING, ts=ts, include_all_metadata=True)["messages"][1]
    assert asked["metadata"] == metadata
    history = client.conversations_history(channel=BREAKING, include_all_metadata=True)["messages"]
    assert all("metadata" not in m for m in history)  # a reply is not in the history


def test_replies_come_in_pages(sandbox: Sandbox, client: WebClient) -> None:
    ts = sandbox.post("breaking", "ben", "parent")
    for number in range(5):
        sandbox.post("breaking", "eva", f"reply {number}", thread_ts=ts)
    pages = [page.data for page in client.conversations_replies(channel=BREAKING, ts=ts, limit=2)]
    assert [[m["text"] for m in page["messages"]] for page in pages] == [
        ["parent", "reply 0"],
        ["reply 1", "reply 2"],
        ["reply 3", "reply 4"],
    ]
    assert [page["has_more"] for page in pages] == [True, True, False]
    assert pages[0]["messages"][0]["reply_count"] == 5


def test_replies_refuse(sandbox: Sandbox, client: WebClient) -> None:
    assert refused(client.conversations_replies, channel=BREAKING, ts="1.000001") == "thread_not_found"
    ts = sandbox.post("breaking", "ben", "x")
    assert refused(client.conversations_replies, channel=BREAKING, ts=ts, cursor="%%") == "invalid_cursor"
    assert refused(client.conversations_replies, channel="C0RANDOM", ts=ts) == "not_in_channel"


def test_replies_keep_the_parent_whatever_oldest_says(sandbox: Sandbox, client: WebClient) -> None:
    ts = sandbox.post("breaking", "ben", "parent")
    sandbox.post("breaking", "eva", "early", thread_ts=ts)
    late = sandbox.post("breaking", "eva", "late", thread_ts=ts)
    found = client.conversations_replies(channel=BREAKING, ts=ts, oldest=late, inclusive=True)["messages"]
    assert [m["text"] for m in found] == ["parent", "late"]


def test_history_is_newest_first_with_broadcasts_and_without_replies(sandbox: Sandbox, client: WebClient) -> None:
    ts = sandbox.post("breaking", "ben", "parent")
    sandbox.post("breaking", "eva", "reply", thread_ts=ts)
    sandbox.post("breaking", "eva", "told to all", thread_ts=ts, broadcast=True)
    assert [m["text"] for m in client.conversations_history(channel=BREAKING)["messages"]] == ["told to all", "parent"]


def test_reactions(sandbox: Sandbox, client: WebClient) -> None:
    ts = sandbox.post("breaking", "ben", "x")
    where = {"channel": BREAKING, "timestamp": ts}
    client.reactions_add(name="eyes", **where)
    assert refused(client.reactions_add, name="eyes", **where) == "already_reacted"
    (found,) = client.reactions_get(**where)["message"]["reactions"]
    assert found == {"name": "eyes", "users": [sandbox.bot_user], "count": 1}
    client.reactions_remove(name="eyes", **where)
    assert refused(client.reactions_remove, name="eyes", **where) == "no_reaction"
    assert refused(client.reactions_add, name="eyes", channel=BREAKING, timestamp="1.000001") == "message_not_found"


def test_ephemeral_reaches_one_member(sandbox: Sandbox, client: WebClient) -> None:
    client.chat_postEphemeral(channel=BREAKING, user="U0BEN", text="only you")
    assert [e.text for e in sandbox.ephemerals("ben")] == ["only you"]
    assert sandbox.ephemerals("eva") == []
    assert sandbox.history("breaking") == []
    assert refused(client.chat_postEphemeral, channel=BREAKING, user="U0GUEST", text="x") == "user_not_in_channel"


def test_permalink_names_channel_and_thread(sandbox: Sandbox, client: WebClient) -> None:
    ts = sandbox.post("breaking", "ben", "x")
    reply = sandbox.post("breaking", "eva", "y", thread_ts=ts)
    link = client.chat_getPermalink(channel=BREAKING, message_ts=reply)["permalink"]
    assert link.endswith(f"/archives/{BREAKING}/p{reply.replace('.', '')}?thread_ts={ts}&cid={BREAKING}")
    assert refused(client.chat_getPermalink, channel=BREAKING, message_ts="1.000001") == "message_not_found"


def test_channels_and_people(sandbox: Sandbox, client: WebClient) -> None:
    assert client.conversations_info(channel=BREAKING)["channel"]["is_member"]
    assert not client.conversations_info(channel="C0RANDOM")["channel"]["is_member"]
    names = {c["name"] for c in client.conversations_list(exclude_archived=True)["channels"]}
    assert names == {"breaking", "politics", "random"}
    assert sandbox.bot_user in client.conversations_members(channel=BREAKING)["members"]
    client.conversations_join(channel="C0RANDOM")
    assert client.chat_postMessage(channel="C0RANDOM", text="here now")["ok"]
    assert refused(client.conversations_join, channel="C0ARCHIVED") == "is_archived"
    user = client.users_info(user="U0AMINA")["user"]
    assert (user["tz"], user["tz_offset"]) == ("Africa/Lagos", 3600)
    assert refused(client.users_info, user="U0NOBODY") == "user_not_found"
    assert client.users_info(user="U0GUEST")["user"]["is_restricted"]
    assert client.bots_info(bot="B0NUTGRAF")["bot"]["user_id"] == sandbox.bot_user
    assert client.team_info()["team"]["id"] == sandbox.team


def test_calls_are_noted(sandbox: Sandbox, client: WebClient) -> None:
    client.chat_postMessage(channel=BREAKING, text="x")
    (call,) = sandbox.calls("chat.postMessage")
    assert (call.params["text"], call.status, call.answer["ok"], call.token) == ("x", 200, True, sandbox.bot_token)
    assert 0 < call.seconds < 5


def test_pings_are_noted(sandbox: Sandbox, client: WebClient) -> None:
    client.chat_postMessage(channel=BREAKING, text="&lt;!channel&gt; and &lt;@U0BEN&gt; said so")
    assert sandbox.pings() == []
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "<!here> look"}}
    client.chat_postMessage(channel=BREAKING, text="<!channel> <@U0BEN>", blocks=[block])
    assert {(p.kind, p.target) for p in sandbox.pings()} == {
        ("channel", "channel"),
        ("user", "U0BEN"),
        ("here", "here"),
    }
