"""A link shared in Slack is answered in its thread, once."""

from typing import Any
from urllib.parse import urlsplit

from tests.e2e.conftest import (
    CHANNEL,
    EDITOR,
    REPORTER,
    Newsroom,
    WorkerProcess,
    environment_of,
    settings_for,
)
from tests.e2e.pages import LOGIN, STORY, story


def words_of(message: dict[str, Any]) -> str:
    return str(message["blocks"]) + message["text"]


def test_link_gets_facts_quotes_and_figures_in_its_thread(newsroom: Newsroom) -> None:
    url = newsroom.publish(story())
    ts = newsroom.share(f"This just in <{url}>")
    (reply,) = newsroom.wait_for_briefs(ts)
    said = words_of(reply)
    assert "Two ferries collide in fog off Port Amity" in said
    assert "Marion Achterberg" in said and "deck jumped under us" in said
    assert "The Amity Log" in said and "<!date^" in said
    assert "#:~:text=" in said
    assert "Two ferries collide" in reply["text"]


def test_unfurl_event_brings_no_second_reply(newsroom: Newsroom) -> None:
    ts = newsroom.share(f"<{newsroom.publish(story())}>")
    newsroom.wait_for_briefs(ts)
    newsroom.wait("the unfurl", lambda: newsroom.slack.thread(CHANNEL, ts)[0].get("attachments"))
    newsroom.settle()
    assert len(newsroom.replies(ts)) == 1


def test_event_delivered_twice_is_answered_once(newsroom: Newsroom) -> None:
    newsroom.slack.duplicate()
    try:
        ts = newsroom.share(f"<{newsroom.publish(story())}>")
        newsroom.wait_for_briefs(ts)
    finally:
        newsroom.slack.duplicate(0)
    (event,) = [body for body in newsroom.slack.events("message") if body["event"]["ts"] == ts]

    def heard() -> int:
        return sum(ack.event_id == event["event_id"] for ack in newsroom.slack.acks())

    before = heard()
    newsroom.slack.redeliver(event)
    newsroom.wait("the event to arrive again", lambda: heard() > before)
    newsroom.settle()
    assert len(newsroom.replies(ts)) == 1


def test_mention_and_message_events_of_one_post_are_answered_once(newsroom: Newsroom) -> None:
    ts = newsroom.share(f"<@{newsroom.slack.bot_user}> <{newsroom.publish(story())}>")
    newsroom.wait_for_briefs(ts)
    newsroom.settle()
    assert len(newsroom.replies(ts)) == 1


def test_two_links_get_a_reply_each(newsroom: Newsroom) -> None:
    one = newsroom.publish(story())
    other = newsroom.publish(story("Amity Lines sells its last paddle steamer"))
    ts = newsroom.share(f"<{one}> and <{other}|the other>")
    briefs = newsroom.wait_for_briefs(ts, 2)
    newsroom.settle()
    assert len(newsroom.replies(ts)) == 2
    said = [words_of(b) for b in briefs]
    assert any("paddle steamer" in s for s in said) and any("Two ferries" in s for s in said)


def test_more_than_five_links_are_said_to_be_more(newsroom: Newsroom) -> None:
    urls = [newsroom.publish(story(f"Ferry report number {n}")) for n in range(7)]
    ts = newsroom.share(" ".join(f"<{url}>" for url in urls))
    newsroom.wait_for_briefs(ts, 5)
    newsroom.settle()
    replies = newsroom.replies(ts)
    assert len(newsroom.briefs(ts)) == 5
    assert any("first 5 of 7 links" in r["text"] for r in replies), [r["text"] for r in replies]


def test_reply_stays_in_the_thread_where_the_link_was_shared(newsroom: Newsroom) -> None:
    parent = newsroom.share("What do we have on the ferries?")
    newsroom.share(f"<{newsroom.publish(story())}>", thread_ts=parent)
    (reply,) = newsroom.wait_for_briefs(parent)
    assert reply["thread_ts"] == parent


def test_edit_is_answered_for_its_new_links_only(newsroom: Newsroom) -> None:
    one = newsroom.publish(story())
    ts = newsroom.share(f"<{one}>")
    newsroom.wait_for_briefs(ts)
    other = newsroom.publish(story("Fog lifts over Port Amity"))
    newsroom.slack.edit(CHANNEL, ts, f"<{one}> and <{other}>")
    newsroom.wait_for_briefs(ts, 2)
    newsroom.slack.edit(CHANNEL, ts, f"Corrected: <{one}> and <{other}>")
    newsroom.settle()
    assert len(newsroom.replies(ts)) == 2


def test_deleting_the_message_takes_the_reply_back(newsroom: Newsroom) -> None:
    ts = newsroom.share(f"<{newsroom.publish(story())}>")
    (reply,) = newsroom.wait_for_briefs(ts)
    newsroom.slack.delete(CHANNEL, ts)
    newsroom.wait(
        "the reply to go",
        lambda: newsroom.slack.message(CHANNEL, reply["ts"]) is None,
    )
    newsroom.settle()
    assert not newsroom.replies(ts)


def test_deleting_before_the_reply_leaves_no_reply(newsroom: Newsroom) -> None:
    ts = newsroom.share(f"<{newsroom.publish(story(), delay=1.0)}>")
    newsroom.slack.delete(CHANNEL, ts)
    newsroom.settle()
    assert not newsroom.replies(ts)


def test_page_that_is_no_article_stays_unanswered_in_a_watched_channel(newsroom: Newsroom) -> None:
    ts = newsroom.share(f"<{newsroom.publish(LOGIN)}>")
    newsroom.settle()
    assert not newsroom.replies(ts)
    assert not newsroom.slack.thread(CHANNEL, ts)[0].get("reactions")


def test_page_that_is_no_article_is_explained_when_asked_for(newsroom: Newsroom) -> None:
    ts = newsroom.share(f"<@{newsroom.slack.bot_user}> <{newsroom.publish(LOGIN)}>")
    newsroom.wait("a reply", lambda: newsroom.replies(ts))
    assert "article" in newsroom.replies(ts)[0]["text"]


def test_dead_link_is_marked_and_explained_to_its_poster_alone(newsroom: Newsroom) -> None:
    url = newsroom.publish("gone", status=404)
    ts = newsroom.share(f"<{url}>")
    newsroom.note_to(REPORTER, "404")
    newsroom.settle()
    assert not newsroom.replies(ts)
    (reaction,) = newsroom.slack.thread(CHANNEL, ts)[0]["reactions"]
    assert reaction["name"] == "warning"


def test_same_article_again_points_to_the_first_thread(newsroom: Newsroom) -> None:
    url = newsroom.publish(story())
    first = newsroom.share(f"<{url}>")
    newsroom.wait_for_briefs(first)
    again = newsroom.share(f"<{url}?utm_source=chat#top>")
    newsroom.wait("a reply", lambda: newsroom.replies(again))
    (reply,) = newsroom.replies(again)
    assert not newsroom.briefs(again)
    assert f"p{first.replace('.', '')}" in words_of(reply)


def test_shared_in_three_places_it_is_fetched_once_and_its_link_tells_nothing_of_the_first(newsroom: Newsroom) -> None:
    url = newsroom.publish(story(), delay=1.0)
    dm = newsroom.slack.dm_channel(EDITOR)
    second_worker = WorkerProcess(environment_of(settings_for(newsroom.slack, newsroom.store_url)))
    try:
        shared = {
            CHANNEL: newsroom.share(f"<{url}?utm_source=first>"),
            "C0POLITICS": newsroom.share(f"<{url}>", channel="C0POLITICS"),
            dm: newsroom.slack.dm(EDITOR, f"<{url}#top>"),
        }
        replies = {c: newsroom.wait_for_briefs(ts, channel=c)[0] for c, ts in shared.items()}
    finally:
        second_worker.stop()
    host = str(urlsplit(url).hostname)
    assert len([visit for visit in newsroom.slack.visits() if visit.startswith(host)]) == 1
    assert "utm_source" not in words_of(replies["C0POLITICS"]) + words_of(replies[dm])


def test_another_outlets_copy_is_another_article(newsroom: Newsroom) -> None:
    newsroom.wait_for_briefs(newsroom.share(f"<{newsroom.publish(story())}>"))
    copy = newsroom.share(f"<{newsroom.publish(story(site='Sound and Strait'))}>")
    newsroom.wait_for_briefs(copy)


def test_direct_message_is_answered(newsroom: Newsroom) -> None:
    url = newsroom.publish(story())
    ts = newsroom.slack.dm(REPORTER, f"<{url}>")
    newsroom.wait_for_briefs(ts, channel=newsroom.slack.dm_channel(REPORTER))


def test_slow_page_gets_a_placeholder_that_becomes_the_reply(newsroom: Newsroom) -> None:
    ts = newsroom.share(f"<{newsroom.publish(story(), delay=3.0)}>")
    newsroom.wait("a placeholder", lambda: newsroom.replies(ts))
    (placeholder,) = newsroom.replies(ts)
    assert "Reading" in placeholder["text"]
    (reply,) = newsroom.wait_for_briefs(ts)
    newsroom.settle()
    assert reply["ts"] == placeholder["ts"] and len(newsroom.replies(ts)) == 1


def test_article_that_shouts_at_the_channel_pings_nobody(newsroom: Newsroom) -> None:
    shout = "“<!channel> and <@U0BEN> should wake up &amp; read *this* <https://evil.example|Reuters>,” said Ann Lee."
    url = newsroom.publish(story("<!here> Everybody out", (*STORY, shout)))
    before = len(newsroom.slack.pings())
    newsroom.wait_for_briefs(newsroom.share(f"<{url}>"))
    assert len(newsroom.slack.pings()) == before
