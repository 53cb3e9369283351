"""From what people do in Slack to what the bot says, through real Bolt, store, queue and worker."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from bot.articles.article import Article
from bot.articles.errors import (
    BlockedAddress,
    NoArticle,
    NotFound,
    Refused,
    ServerTrouble,
    TooManyRequests,
    Unreachable,
)
from bot.articles.pace import HostBusy
from bot.events.shares import Shares
from tests.bot.slack.articles import BRIEF, TEXT, article
from tests.handlers.running_bot import RunningBot

HOST = "https://harbourcourier.example"
CHANNEL = "C0BREAKING"
BOT = "<@U0NUTGRAF>"


@pytest.fixture
def bot(running: RunningBot) -> Iterator[RunningBot]:
    """The running bot; every test shares links of its own, so no test sees another's sightings."""
    running.brief = BRIEF
    running.fetched.clear()
    running.read_texts.clear()
    yield running
    running.idle()


numbers = count(1)


def new_link(bot: RunningBot, what: Any = None) -> str:
    return bot.lead_to(f"{HOST}/story-{next(numbers)}", what)


def another_article() -> Article:
    """One that no channel has seen: known by the link it was shared with."""
    return replace(article(), url=None, canonical_url=None)


def buttons(message: dict[str, Any]) -> dict[str, str]:
    found = [e for block in message["blocks"] if block["type"] == "actions" for e in block["elements"]]
    return {element["action_id"]: element["text"]["text"] for element in found}


def links_in(node: Any) -> list[str]:
    if isinstance(node, list):
        return [link for item in node for link in links_in(item)]
    if isinstance(node, dict):
        own = [node["url"]] if node.get("type") == "link" else []
        return own + [link for value in node.values() for link in links_in(value)]
    return []


# ---- what is answered


def test_link_is_answered_in_its_thread(bot: RunningBot) -> None:
    link = new_link(bot)
    ts = bot.slack.post(CHANNEL, "amina", f"look at this {link}")
    (reply,) = bot.replies(CHANNEL, ts, 1)
    assert reply["text"].startswith("Dyke breaks at Marl")
    assert links_in(reply["blocks"])[0] == link
    assert any(":~:text=" in found for found in links_in(reply["blocks"]))
    assert buttons(reply) == {"quotes_open": "All 4 quotes", "reply_dismiss": "Dismiss"}


def test_each_of_two_links_is_answered(bot: RunningBot) -> None:
    first, second = new_link(bot), new_link(bot)
    ts = bot.slack.post(CHANNEL, "amina", f"{first} and {second}")
    replies = bot.replies(CHANNEL, ts, 2)
    assert {links_in(reply["blocks"])[0] for reply in replies} == {first, second}


def test_sixth_link_is_not_read_and_that_is_said(bot: RunningBot) -> None:
    links = [new_link(bot) for _ in range(7)]
    ts = bot.slack.post(CHANNEL, "amina", " ".join(links))
    replies = bot.replies(CHANNEL, ts, 6)
    assert sorted(bot.fetched) == sorted(links[:5])
    assert sum("I read the first 5 of 7 links" in reply["text"] for reply in replies) == 1


def test_link_in_a_thread_is_answered_in_that_thread(bot: RunningBot) -> None:
    parent = bot.slack.post(CHANNEL, "ben", "what do we know about Marl?")
    bot.slack.post(CHANNEL, "amina", new_link(bot), thread_ts=parent)
    replies = bot.replies(CHANNEL, parent, 2)
    assert replies[1]["user"] == "U0NUTGRAF" and replies[1]["thread_ts"] == parent


@pytest.mark.parametrize("fields", [{"subtype": "me_message"}, {"files": [{"id": "F1", "name": "notes.txt"}]}])
def test_messages_of_other_subtypes_are_answered(bot: RunningBot, fields: dict[str, Any]) -> None:
    ts = bot.slack.post(CHANNEL, "amina", new_link(bot), **fields)
    bot.replies(CHANNEL, ts, 1)


def test_thread_reply_shown_in_the_channel_is_answered_in_its_thread(bot: RunningBot) -> None:
    parent = bot.slack.post(CHANNEL, "ben", "anything new?")
    bot.slack.post(CHANNEL, "amina", new_link(bot), thread_ts=parent, broadcast=True)
    bot.replies(CHANNEL, parent, 2)


def test_link_in_a_forwarded_message_is_answered(bot: RunningBot) -> None:
    link = new_link(bot)
    forwarded = {"is_msg_unfurl": True, "from_url": "https://newsroom.slack.com/archives/C1/p1", "text": f"<{link}>"}
    ts = bot.slack.post(CHANNEL, "amina", "fyi", attachments=[forwarded])
    bot.replies(CHANNEL, ts, 1)
    assert bot.fetched == [link]


def test_link_shared_by_another_bot_is_answered(bot: RunningBot) -> None:
    ts = bot.slack.post_as_app(CHANNEL, new_link(bot))
    bot.replies(CHANNEL, ts, 1)


def test_a_bots_reply_in_a_thread_is_not_answered(bot: RunningBot) -> None:
    ts = bot.slack.post(CHANNEL, "amina", new_link(bot))
    bot.replies(CHANNEL, ts, 1)
    bot.slack.post_as_app(CHANNEL, f"Summary of {new_link(bot)}", thread_ts=ts)
    bot.replies(CHANNEL, ts, 2)
    assert len(bot.fetched) == 1


def test_a_bot_that_repeats_a_link_gets_no_reply(bot: RunningBot) -> None:
    link = new_link(bot)
    bot.replies(CHANNEL, bot.slack.post(CHANNEL, "amina", link), 1)
    again = bot.slack.post_as_app(CHANNEL, link)
    bot.idle()
    assert bot.slack.replies(CHANNEL, again) == []


def test_message_without_a_link_is_left_alone(bot: RunningBot) -> None:
    ts = bot.slack.post(CHANNEL, "amina", "lunch?")
    bot.idle()
    assert bot.slack.replies(CHANNEL, ts) == []


# ---- called by name, or directly


def test_mention_and_message_for_one_link_give_one_reply(bot: RunningBot) -> None:
    ts = bot.slack.post(CHANNEL, "amina", f"{BOT} {new_link(bot)}")
    bot.replies(CHANNEL, ts, 1)
    kinds = [body["event"]["type"] for body in bot.slack.events() if body["event"].get("ts") == ts]
    assert sorted(kinds) == ["app_mention", "message"]
    assert len(bot.fetched) == 1


def test_mention_without_a_link_gets_help_once(bot: RunningBot) -> None:
    ts = bot.slack.post(CHANNEL, "amina", f"{BOT} hello?")
    (reply,) = bot.replies(CHANNEL, ts, 1)
    assert "Share a link" in reply["text"]


def test_mention_in_a_thread_reads_the_link_that_the_thread_starts_with(bot: RunningBot) -> None:
    link = new_link(bot)
    bot.slack.hub.workspace.channels["C0RANDOM"].members.append("U0NUTGRAF")
    try:
        forwarded = bot.slack.post("C0RANDOM", "amina", "later", subtype="channel_topic")  # not answered by itself
        parent = bot.slack.message("C0RANDOM", forwarded)
        assert parent is not None
        bot.slack.hub.workspace.channels["C0RANDOM"].messages[forwarded].text = f"<{link}>"
        bot.slack.post("C0RANDOM", "ben", f"{BOT} can you read this?", thread_ts=forwarded)
        replies = bot.replies("C0RANDOM", forwarded, 2)
    finally:
        bot.slack.hub.workspace.channels["C0RANDOM"].members.remove("U0NUTGRAF")
    assert links_in(replies[1]["blocks"])[0] == link


def test_mention_in_a_thread_without_any_link_gets_help(bot: RunningBot) -> None:
    parent = bot.slack.post(CHANNEL, "amina", "morning all")
    bot.slack.post(CHANNEL, "ben", f"{BOT} what is this?", thread_ts=parent)
    replies = bot.replies(CHANNEL, parent, 2)
    assert "Share a link" in replies[1]["text"]


def test_direct_message_is_answered(bot: RunningBot) -> None:
    channel = bot.slack.dm_channel("chloe")
    bot.replies(channel, bot.slack.dm("chloe", new_link(bot)), 1)
    (reply,) = bot.replies(channel, bot.slack.dm("chloe", "hello"), 1)
    assert "Share a link" in reply["text"]


def test_pasted_article_is_read(bot: RunningBot) -> None:
    channel = bot.slack.dm_channel("chloe")
    ts = bot.slack.dm("chloe", TEXT)
    (reply,) = bot.replies(channel, ts, 1)
    assert reply["text"].startswith("The text you pasted.")
    assert buttons(reply)["quotes_open"] == "All 4 quotes" and links_in(reply["blocks"]) == []
    assert bot.read_texts == [TEXT.strip()]


def test_pasted_article_in_another_language_is_refused_in_words(bot: RunningBot) -> None:
    german = "Der Deich am Fluss brach in der Nacht zum Dienstag, und die Menschen in der Stadt mussten gehen. " * 6
    (reply,) = bot.replies(bot.slack.dm_channel("chloe"), bot.slack.dm("chloe", german), 1)
    assert "not in English" in reply["text"]


# ---- edits and deletions


def test_only_the_new_link_of_an_edit_is_answered(bot: RunningBot) -> None:
    old, new = new_link(bot), new_link(bot)
    ts = bot.slack.post(CHANNEL, "amina", old)
    bot.replies(CHANNEL, ts, 1)
    bot.slack.edit(CHANNEL, ts, f"{old} and {new}")
    bot.replies(CHANNEL, ts, 2)
    assert bot.fetched == [old, new]


def test_edit_that_adds_no_link_is_left_alone(bot: RunningBot) -> None:
    link = new_link(bot)
    ts = bot.slack.post(CHANNEL, "amina", link)
    bot.replies(CHANNEL, ts, 1)
    bot.slack.edit(CHANNEL, ts, f"typo fixed: {link}?utm_source=slack")
    bot.replies(CHANNEL, ts, 1)


def test_deleting_the_message_removes_the_reply(bot: RunningBot) -> None:
    ts = bot.slack.post(CHANNEL, "amina", new_link(bot))
    (reply,) = bot.replies(CHANNEL, ts, 1)
    bot.slack.delete(CHANNEL, ts)
    bot.until("the reply is gone", lambda: bot.slack.message(CHANNEL, reply["ts"]) is None)


def test_message_deleted_while_it_is_read_gets_no_reply(bot: RunningBot) -> None:
    reading, deleted = threading.Event(), threading.Event()

    def slow() -> Article:
        reading.set()
        assert deleted.wait(10)
        return article()

    ts = bot.slack.post(CHANNEL, "amina", new_link(bot, slow))
    assert reading.wait(10)
    bot.slack.delete(CHANNEL, ts)
    bot.until("deletion heard", lambda: any(e["event"].get("deleted_ts") == ts for e in bot.slack.events()))
    bot.until("deletion acknowledged", lambda: bot._sent() <= {a.event_id for a in bot.slack.acks() if a.acked})
    posts = len(bot.slack.calls("chat.postMessage"))
    deleted.set()
    bot.idle()
    assert len(bot.slack.calls("chat.postMessage")) == posts


def test_deleted_first_share_does_not_count_as_seen(bot: RunningBot) -> None:
    link = new_link(bot)
    first = bot.slack.post(CHANNEL, "amina", link)
    bot.replies(CHANNEL, first, 1)
    bot.slack.delete(CHANNEL, first)
    bot.idle()
    (reply,) = bot.replies(CHANNEL, bot.slack.post(CHANNEL, "ben", link), 1)
    assert "quotes_open" in buttons(reply)


def test_a_share_is_known_until_its_message_is_deleted(bot: RunningBot) -> None:
    link = new_link(bot)
    first = bot.slack.post(CHANNEL, "amina", link)
    bot.replies(CHANNEL, first, 1)
    again = bot.slack.post(CHANNEL, "ben", link)
    bot.replies(CHANNEL, again, 1)
    team, shares = "T0NEWSROOM", Shares(bot.store)

    def shared() -> list[tuple[str, bool]]:
        return [(s.ts, s.again) for s in shares.between(team, [CHANNEL], 0, 1e12) if s.ts in (first, again)]

    assert shared() == [(first, False), (again, True)]
    bot.slack.delete(CHANNEL, first)
    bot.until("the share is gone", lambda: shared() == [(again, True)])


# ---- once, whatever happens


def test_event_that_comes_again_is_answered_once(bot: RunningBot) -> None:
    ts = bot.slack.post(CHANNEL, "amina", new_link(bot))
    bot.replies(CHANNEL, ts, 1)
    event = next(b for b in bot.slack.events() if b["event"].get("ts") == ts)
    bot.slack.redeliver(event)
    bot.replies(CHANNEL, ts, 1)


def test_one_gesture_under_two_time_stamps_is_answered_once(bot: RunningBot) -> None:
    link = new_link(bot)
    first = bot.slack.post(CHANNEL, "amina", link, client_msg_id="5c6f3c1e-0001")
    bot.replies(CHANNEL, first, 1)
    second = bot.slack.post(CHANNEL, "amina", link, client_msg_id="5c6f3c1e-0001")
    bot.idle()
    assert bot.slack.replies(CHANNEL, second) == []


@pytest.mark.parametrize("fault", [{"status": 500}, {"error": "internal_error"}, {}])
def test_post_whose_answer_is_lost_is_not_posted_again(bot: RunningBot, fault: dict[str, Any]) -> None:
    bot.slack.fail("chat.postMessage", after_posting=True, **fault)
    ts = bot.slack.post(CHANNEL, "amina", new_link(bot))
    (reply,) = bot.replies(CHANNEL, ts, 1)
    assert "quotes_open" in buttons(reply)
    assert reply["metadata"]["event_type"] == "nutgraf_reply"


def test_post_that_failed_before_it_took_effect_is_posted(bot: RunningBot) -> None:
    bot.slack.fail("chat.postMessage", times=2, status=503)
    ts = bot.slack.post(CHANNEL, "amina", new_link(bot))
    bot.replies(CHANNEL, ts, 1)


def test_rate_limit_is_waited_out(bot: RunningBot) -> None:
    bot.slack.fail("chat.postMessage", retry_after=1)
    ts = bot.slack.post(CHANNEL, "amina", new_link(bot))
    bot.replies(CHANNEL, ts, 1)
    limited, posted = [c for c in bot.slack.calls("chat.postMessage") if c.params.get("thread_ts") == ts]
    assert limited.status == 429
    assert posted.at - limited.at >= 1.0
    assert len(bot.fetched) == 1  # what was read is kept for the second try


# ---- seen before


def test_same_article_again_gets_one_line_with_the_first_thread(bot: RunningBot) -> None:
    link = new_link(bot)
    first = bot.slack.post(CHANNEL, "amina", link)
    bot.replies(CHANNEL, first, 1)
    (reply,) = bot.replies(CHANNEL, bot.slack.post(CHANNEL, "ben", f"{link}?utm_medium=social"), 1)
    assert "shared here before" in reply["text"]
    assert len(reply["blocks"]) == 1 and buttons(reply) == {}
    (thread,) = links_in(reply["blocks"])
    assert thread.endswith(f"/{CHANNEL}/p{first.replace('.', '')}")
    assert bot.fetched == [link]


def test_same_article_in_another_channel_is_new_there(bot: RunningBot) -> None:
    link = new_link(bot)
    bot.replies(CHANNEL, bot.slack.post(CHANNEL, "amina", link), 1)
    (reply,) = bot.replies("C0POLITICS", bot.slack.post("C0POLITICS", "amina", link), 1)
    assert "quotes_open" in buttons(reply)


def test_another_outlets_copy_is_another_article(bot: RunningBot) -> None:
    link = new_link(bot)
    bot.replies(CHANNEL, bot.slack.post(CHANNEL, "amina", link), 1)
    copy = "https://evening.example/marl"
    bot.lead_to(copy, article(url=copy, canonical_url=link))
    (reply,) = bot.replies(CHANNEL, bot.slack.post(CHANNEL, "amina", copy), 1)
    assert "quotes_open" in buttons(reply)


# ---- failures


def test_watched_article_that_fails_gets_a_sign_and_a_word_to_the_poster(bot: RunningBot) -> None:
    ts = bot.slack.post(CHANNEL, "eva", new_link(bot, Refused(403)))
    bot.until("whisper", lambda: any("403" in e.text for e in bot.slack.ephemerals("eva")))
    bot.idle()
    whisper = bot.slack.ephemerals("eva")[-1]
    assert "Paste the article" in whisper.text
    message = bot.slack.message(CHANNEL, ts)
    assert message is not None and [r["name"] for r in message["reactions"]] == ["warning"]
    assert bot.slack.replies(CHANNEL, ts) == []


@pytest.mark.parametrize("error", [NoArticle(), BlockedAddress("wiki.internal")])
def test_watched_page_that_is_no_article_stays_unanswered(bot: RunningBot, error: Exception) -> None:
    whispers = len(bot.slack.ephemerals("eva"))
    ts = bot.slack.post(CHANNEL, "eva", new_link(bot, error))
    bot.until("fetched", lambda: bot.fetched)
    bot.idle()
    message = bot.slack.message(CHANNEL, ts)
    assert message is not None and "reactions" not in message
    assert bot.slack.replies(CHANNEL, ts) == [] and len(bot.slack.ephemerals("eva")) == whispers


@pytest.mark.parametrize("error", [NotFound(404), NoArticle(), Refused(451)])
def test_who_asks_always_gets_a_reply(bot: RunningBot, error: Exception) -> None:
    ts = bot.slack.post(CHANNEL, "amina", f"{BOT} {new_link(bot, error)}")
    (reply,) = bot.replies(CHANNEL, ts, 1)
    assert str(error) in reply["text"]


def test_site_in_trouble_is_tried_once_more(bot: RunningBot) -> None:
    answers: list[Any] = [article(), ServerTrouble(502)]

    def next_answer() -> Any:
        found = answers.pop()
        if isinstance(found, Exception):
            raise found
        return found

    ts = bot.slack.post(CHANNEL, "amina", new_link(bot, next_answer))
    (reply,) = bot.replies(CHANNEL, ts, 1)
    assert "quotes_open" in buttons(reply)


def test_busy_site_uses_up_no_try(bot: RunningBot) -> None:
    answers: list[Any] = [another_article(), ServerTrouble(502), *(HostBusy(0.1) for _ in range(4))]

    def next_answer() -> Any:
        found = answers.pop()
        if isinstance(found, Exception):
            raise found
        return found

    ts = bot.slack.post(CHANNEL, "amina", new_link(bot, next_answer))
    (reply,) = bot.replies(CHANNEL, ts, 1)
    assert "quotes_open" in buttons(reply)


@pytest.mark.parametrize(
    ("user", "error"),
    [("amina", Unreachable("No such site.")), ("ben", TooManyRequests()), ("dev", HostBusy(3000))],
)
def test_other_troubles_are_told_at_the_first_try(bot: RunningBot, user: str, error: Exception) -> None:
    """Each in a conversation of its own: a reply that waits for its turn in a busy channel asks for its link again."""
    link = new_link(bot, error)
    ts = bot.slack.dm(user, link)
    (reply,) = bot.replies(bot.slack.dm_channel(user), ts, 1)
    assert str(error) in reply["text"]
    assert bot.fetched.count(link) == 1


def test_defect_is_told_with_the_id_of_the_job(bot: RunningBot) -> None:
    ts = bot.slack.post(CHANNEL, "amina", f"{BOT} {new_link(bot, ValueError('boom'))}")
    (reply,) = bot.replies(CHANNEL, ts, 1)
    dead = bot.queue.dead()[-1]
    assert dead.id in reply["text"] and "boom" not in reply["text"]


def test_mention_where_the_bot_may_no_longer_post_is_answered_directly(bot: RunningBot) -> None:
    reading, removed = threading.Event(), threading.Event()

    def slow() -> Article:
        reading.set()
        assert removed.wait(10)
        return article()

    bot.slack.post("C0POLITICS", "dev", f"{BOT} {new_link(bot, slow)}")
    assert reading.wait(10)
    bot.slack.remove_bot("C0POLITICS")
    removed.set()
    try:
        channel = bot.slack.dm_channel("dev")
        bot.until("a direct word", lambda: any("Invite me" in m["text"] for m in bot.slack.history(channel)))
    finally:
        bot.slack.invite_bot("C0POLITICS")


def test_event_that_nothing_listens_to_is_acknowledged(bot: RunningBot) -> None:
    body = bot.slack.send_event({"type": "reaction_added", "user": "U0BEN", "reaction": "eyes", "item": {}})
    assert body is not None
    bot.until("acknowledged", lambda: any(a.acked and a.event_id == body["event_id"] for a in bot.slack.acks()))


# ---- buttons


def test_all_quotes_opens_a_modal_that_can_be_paged(bot: RunningBot) -> None:
    bot.brief = type(BRIEF)(quotes=BRIEF.quotes * 100)
    ts = bot.slack.post(CHANNEL, "amina", new_link(bot))
    (reply,) = bot.replies(CHANNEL, ts, 1)
    bot.slack.click("ben", "quotes_open", channel=CHANNEL, ts=reply["ts"])
    bot.until("the window", lambda: bot.slack.views("ben"))
    (view,) = bot.slack.views("ben")
    assert "of 400" in str(view["blocks"])
    first_page = view["blocks"]

    def page() -> Any:
        return bot.slack.views("ben")[0]["blocks"]

    bot.slack.click("ben", "quotes_next")
    bot.until("the next page", lambda: page()[1]["elements"] != first_page[1]["elements"])
    bot.slack.click("ben", "quotes_previous")
    bot.until("the page before", lambda: page()[1]["elements"] == first_page[1]["elements"])
    bot.slack.close_view("ben")


def test_poster_dismisses_the_reply(bot: RunningBot) -> None:
    link = new_link(bot)
    ts = bot.slack.post(CHANNEL, "amina", link)
    (reply,) = bot.replies(CHANNEL, ts, 1)
    bot.slack.click("amina", "reply_dismiss", channel=CHANNEL, ts=reply["ts"])
    bot.until("the reply is gone", lambda: bot.slack.replies(CHANNEL, ts) == [])
    bot.idle()
    (again,) = bot.replies(CHANNEL, bot.slack.post(CHANNEL, "ben", link), 1)
    assert "quotes_open" in buttons(again)


def test_nobody_else_dismisses_it(bot: RunningBot) -> None:
    ts = bot.slack.post(CHANNEL, "amina", new_link(bot))
    (reply,) = bot.replies(CHANNEL, ts, 1)
    bot.slack.click("ben", "reply_dismiss", channel=CHANNEL, ts=reply["ts"])
    bot.until("whisper", lambda: any("Only the person" in e.text for e in bot.slack.ephemerals("ben")))
    bot.replies(CHANNEL, ts, 1)


def test_button_of_a_reply_that_is_no_longer_kept_says_so(bot: RunningBot) -> None:
    ts = bot.slack.post(CHANNEL, "amina", new_link(bot))
    (reply,) = bot.replies(CHANNEL, ts, 1)
    for key in bot.store.scan_iter(f"*:reading:{ts}:*"):
        bot.store.delete(key)
    bot.slack.click("ben", "quotes_open", channel=CHANNEL, ts=reply["ts"])
    bot.until("whisper", lambda: any("kept for 30 days" in e.text for e in bot.slack.ephemerals("ben")))
