"""What a Bolt app hears of what people do."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.errors import SandboxError
from sandbox.server import Sandbox
from tests.sandbox.bolt import Bot

LINK = "https://example.com/a?b=1&c=2"


def test_message_as_the_composer_makes_it(sandbox: Sandbox, bot: Bot) -> None:
    ts = sandbox.post("breaking", "amina", f"R&D says <b>: see ({LINK}), @ben in #politics")
    (event,) = bot.wait_for(lambda: bot.of(None))
    assert event["text"] == (
        "R&amp;D says &lt;b&gt;: see (<https://example.com/a?b=1&amp;c=2>), <@U0BEN> in <#C0POLITICS|politics>"
    )
    assert (event["ts"], event["channel"], event["channel_type"], event["user"]) == (
        ts,
        "C0BREAKING",
        "channel",
        "U0AMINA",
    )
    assert event["client_msg_id"]
    elements = event["blocks"][0]["elements"][0]["elements"]
    assert {"type": "link", "url": LINK} in elements
    assert {"type": "user", "user_id": "U0BEN"} in elements


def test_unfurl_changes_the_message_a_little_later(sandbox: Sandbox, bot: Bot) -> None:
    ts = sandbox.post("breaking", "amina", LINK)
    (changed,) = bot.wait_for(lambda: bot.of("message_changed"))
    assert changed["message"]["ts"] == changed["previous_message"]["ts"] == ts
    assert changed["message"]["attachments"][0]["from_url"] == LINK
    assert "attachments" not in changed["previous_message"]
    assert "edited" not in changed["message"]
    assert changed["hidden"] and changed["ts"] != ts


def test_unfurl_shows_the_title_of_a_page_of_ours_and_nothing_of_a_dead_link(sandbox: Sandbox, bot: Bot) -> None:
    good = sandbox.serve("courier", "/a", "<title>Dam &amp; flood</title>")
    dead = sandbox.serve("courier", "/gone", "<title>Gone</title>", status=404)
    sandbox.post("breaking", "amina", f"{dead} {good}")
    (changed,) = bot.wait_for(lambda: bot.of("message_changed"))
    assert [a["title"] for a in changed["message"]["attachments"]] == ["Dam & flood"]


def test_mention_comes_twice_under_two_ids(sandbox: Sandbox, bot: Bot) -> None:
    ts = sandbox.post("breaking", "ben", f"@nutgraf {LINK}")
    bot.wait_for(lambda: bot.of(None) and bot.of(None, "app_mention"))
    message, mention = bot.of(None)[0], bot.of(None, "app_mention")[0]
    assert message["ts"] == mention["ts"] == ts
    assert message["client_msg_id"] == mention["client_msg_id"]
    bodies = [b for b in bot.bodies if b["event"]["ts"] == ts]
    assert len({b["event_id"] for b in bodies}) == 2


def test_mention_and_message_come_in_either_order() -> None:
    firsts = set()
    with Sandbox(seed=3, newsroom=False) as sandbox:
        for _ in range(20):
            ts = sandbox.post("breaking", "ben", "@nutgraf hello")
            firsts.add(next(b["event"]["type"] for b in sandbox.events() if b["event"]["ts"] == ts))
    assert firsts == {"message", "app_mention"}


def test_edit_carries_both_versions(sandbox: Sandbox, bot: Bot) -> None:
    ts = sandbox.post("breaking", "ben", "one")
    sandbox.edit("breaking", ts, "two https://example.org/x")
    (changed,) = bot.wait_for(lambda: [e for e in bot.of("message_changed") if "edited" in e["message"]])[:1]
    assert (changed["previous_message"]["text"], changed["message"]["text"]) == ("one", "two <https://example.org/x>")
    assert changed["message"]["edited"]["user"] == "U0BEN"


def test_link_that_an_edit_brings_unfurls_too(sandbox: Sandbox, bot: Bot) -> None:
    ts = sandbox.post("breaking", "ben", LINK)
    bot.wait_for(lambda: bot.of("message_changed"))
    sandbox.edit("breaking", ts, f"{LINK} https://example.org/new")
    changes = bot.wait_for(lambda: len(bot.of("message_changed")) == 3 and bot.of("message_changed"))
    shown = [[a["from_url"] for a in c["message"].get("attachments", [])] for c in changes]
    assert shown == [[LINK], [LINK], [LINK, "https://example.org/new"]]


def test_delete_carries_what_was(sandbox: Sandbox, bot: Bot) -> None:
    ts = sandbox.post("breaking", "ben", "one")
    sandbox.delete("breaking", ts)
    (deleted,) = bot.wait_for(lambda: bot.of("message_deleted"))
    assert (deleted["deleted_ts"], deleted["previous_message"]["text"]) == (ts, "one")
    assert sandbox.thread("breaking", ts) == []


def test_deleted_parent_becomes_a_tombstone_until_its_last_reply_goes(sandbox: Sandbox, bot: Bot) -> None:
    ts = sandbox.post("breaking", "ben", "parent")
    reply = bot.client.chat_postMessage(channel="C0BREAKING", text="reply", thread_ts=ts)["ts"]
    sandbox.delete("breaking", ts)
    (changed,) = bot.wait_for(lambda: bot.of("message_changed"))
    assert changed["message"]["subtype"] == "tombstone"
    assert changed["previous_message"]["text"] == "parent"
    assert [m["text"] for m in sandbox.thread("breaking", ts)] == ["This message was deleted.", "reply"]
    bot.client.chat_delete(channel="C0BREAKING", ts=reply)
    gone = {body["event"].get("deleted_ts") for body in sandbox.events("message")} - {None}
    assert gone == {ts, reply}
    assert sandbox.history("breaking") == []


def test_subtypes(sandbox: Sandbox, bot: Bot) -> None:
    parent = sandbox.post("breaking", "ben", "parent")
    sandbox.post("breaking", "eva", "for all", thread_ts=parent, broadcast=True)
    sandbox.post("breaking", "eva", "a file", files=[{"id": "F1", "name": "notes.pdf"}])
    sandbox.post("breaking", "eva", "waves", subtype="me_message")
    sandbox.post_as_app("breaking", "wire: <https://example.com/w>")
    bot.wait_for(lambda: any(e.get("subtype") == "bot_message" for e in bot.events))
    bot.wait_for(lambda: bot.of("thread_broadcast") and bot.of("file_share") and bot.of("me_message"))
    (broadcast,) = bot.of("thread_broadcast")
    assert (broadcast["thread_ts"], broadcast["root"]["text"]) == (parent, "parent")
    assert bot.of("file_share")[0]["files"][0]["id"] == "F1"
    (wire,) = [e for e in bot.events if e.get("subtype") == "bot_message"]
    assert wire["bot_id"] == "B0FEEDS"


def test_reply_names_its_parent(sandbox: Sandbox, bot: Bot) -> None:
    parent = sandbox.post("breaking", "ben", "parent")
    sandbox.post("breaking", "eva", "reply", thread_ts=parent)
    reply = bot.wait_for(lambda: [e for e in bot.of(None) if e["text"] == "reply"])[0]
    assert (reply["thread_ts"], reply["parent_user_id"]) == (parent, "U0BEN")


def test_membership_is_consent(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.post("random", "ben", "not for bots")
    sandbox.post("desk-investigations", "ben", "still secret")
    sandbox.invite_bot("desk-investigations")
    sandbox.post("desk-investigations", "ben", "come in")
    sandbox.dm("chloe", "hello bot")
    bot.wait_for(lambda: len(bot.of(None)) == 2)
    assert {(e["text"], e["channel_type"]) for e in bot.of(None)} == {("come in", "group"), ("hello bot", "im")}
    (joined,) = bot.wait_for(lambda: bot.of(None, "member_joined_channel"))
    assert (joined["user"], joined["inviter"]) == (sandbox.bot_user, "U0BEN")
    sandbox.remove_bot("desk-investigations")
    sandbox.post("desk-investigations", "ben", "alone again")
    assert not any(body["event"].get("text") == "alone again" for body in sandbox.events())


def test_own_messages_come_back_with_the_bots_id(sandbox: Sandbox, bot: Bot) -> None:
    ts = bot.client.chat_postMessage(channel="C0BREAKING", text="mine")["ts"]
    (sent,) = [b["event"] for b in sandbox.events("message") if b["event"]["ts"] == ts]
    assert (sent["bot_id"], sent["user"]) == ("B0NUTGRAF", sandbox.bot_user)


def test_reaction(sandbox: Sandbox, bot: Bot) -> None:
    ts = sandbox.post("breaking", "ben", "x")
    sandbox.react("breaking", ts, "eva", ":newspaper:")
    (event,) = bot.wait_for(lambda: bot.of(None, "reaction_added"))
    assert (event["reaction"], event["user"], event["item"]["ts"], event["item_user"]) == (
        "newspaper",
        "U0EVA",
        ts,
        "U0BEN",
    )


def test_uninstalled_app_is_told_and_shut_out(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.uninstall()
    assert {b["event"]["type"] for b in sandbox.events()} == {"tokens_revoked", "app_uninstalled"}
    with pytest.raises(SlackApiError, match="account_inactive"):
        bot.client.auth_test()


def test_manifest_decides_what_the_app_may_and_hears() -> None:
    manifest = {
        "oauth_config": {"scopes": {"bot": ["users:read"]}},
        "settings": {"event_subscriptions": {"bot_events": ["message.im"]}},
        "features": {"slash_commands": [{"command": "/digest"}]},
    }
    with Sandbox(manifest=manifest, newsroom=False) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        with pytest.raises(SlackApiError, match="missing_scope"):
            client.chat_postMessage(channel="C0BREAKING", text="x")
        sandbox.post("breaking", "ben", "@nutgraf")
        assert sandbox.events() == []
        sandbox.command("breaking", "ben", "/brief")
        assert "not a valid command" in sandbox.ephemerals("ben")[0].text


def test_events_without_subscription_are_not_sent() -> None:
    with Sandbox(events=frozenset({"message.im"}), newsroom=False) as sandbox:
        sandbox.post("breaking", "ben", "@nutgraf")
        sandbox.dm("ben", "hello")
        assert [b["event"]["channel_type"] for b in sandbox.events()] == ["im"]


def test_people_can_only_post_where_they_are(sandbox: Sandbox) -> None:
    for channel, user in (
        ("desk-investigations", "eva"),
        ("election-2022", "ben"),
        ("nowhere", "ben"),
        ("random", "x"),
    ):
        with pytest.raises(SandboxError):
            sandbox.post(channel, user, "x")


def test_a_persons_broadcast_pings_and_their_markup_does_not(sandbox: Sandbox) -> None:
    sandbox.post("breaking", "ben", "<!channel> typed by hand")
    assert sandbox.pings() == []
    ts = sandbox.post("breaking", "ben", "@channel look")
    assert [(p.kind, p.ts) for p in sandbox.pings()] == [("channel", ts)]


def test_what_becomes_of_a_channel_is_told_under_its_kinds_name(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.invite_bot("G0DESK")
    sandbox.archive("breaking")
    sandbox.unarchive("breaking")
    sandbox.rename("breaking", "breaking-news")
    sandbox.archive("G0DESK")
    sandbox.remove_bot("G0DESK")
    sandbox.delete_channel("politics")
    sandbox.archive("random")  # a public channel: everybody hears
    bot.wait_for(lambda: len([b for b in sandbox.events() if b["event"]["type"] != "member_joined_channel"]) >= 8)
    heard = [(b["event"]["type"], b["event"]["channel"]) for b in sandbox.events()]
    assert ("channel_archive", "C0BREAKING") in heard and ("channel_unarchive", "C0BREAKING") in heard
    assert ("channel_rename", {"id": "C0BREAKING", "name": "breaking-news", "created": 0}) in heard
    assert ("group_archive", "G0DESK") in heard and ("group_left", "G0DESK") in heard
    assert ("channel_deleted", "C0POLITICS") in heard and ("channel_archive", "C0RANDOM") in heard
