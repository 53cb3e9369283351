"""The shortcuts in a message's menu."""

from typing import Any

from tests.e2e.conftest import CHANNEL, EDITOR, REPORTER, Newsroom
from tests.e2e.pages import GERMAN, story


def test_extract_briefs_an_older_message_in_its_thread(newsroom: Newsroom) -> None:
    ts = newsroom.share(f"<{newsroom.publish(story())}>")
    (reply,) = newsroom.wait_for_briefs(ts)
    dismiss = next(e["action_id"] for b in reply["blocks"] if b["type"] == "actions" for e in b["elements"][-1:])
    newsroom.slack.click(REPORTER, dismiss, channel=CHANNEL, ts=reply["ts"])
    newsroom.wait("the reply to go", lambda: not newsroom.replies(ts))
    for _ in range(2):
        assert newsroom.slack.shortcut(EDITOR, "extract_facts", channel=CHANNEL, ts=ts).acked
    newsroom.wait_for_briefs(ts)
    newsroom.settle()
    assert len(newsroom.briefs(ts)) == 1


def test_summary_is_seen_by_who_asked_and_by_nobody_else(newsroom: Newsroom) -> None:
    loud = newsroom.share(f"<{newsroom.publish(story(title='A loud summary of the valley'))}>")
    newsroom.wait_for_briefs(loud)
    assert newsroom.slack.shortcut(EDITOR, "summarise_privately", channel=CHANNEL, ts=loud).acked
    assert "A loud summary of the valley" in newsroom.note_to(EDITOR, "A loud summary")
    newsroom.settle()
    assert not [n for n in newsroom.slack.ephemerals(REPORTER) if "A loud summary" in n.text]
    assert len(newsroom.replies(loud)) == 1


def test_a_message_without_anything_to_read_says_so_to_who_asked(newsroom: Newsroom) -> None:
    ts = newsroom.share("Who takes the late shift?")
    for shortcut in ("extract_facts", "summarise_privately"):
        assert newsroom.slack.shortcut(EDITOR, shortcut, channel=CHANNEL, ts=ts).acked
    newsroom.note_to(EDITOR, "There is no link to an article in this message")
    newsroom.settle()
    assert not newsroom.replies(ts)


def test_a_page_that_can_not_be_read_is_told_to_the_asker_alone(newsroom: Newsroom) -> None:
    ts = newsroom.share("<https://outlet-that-is-not-there.example/2026/story>")
    newsroom.settle()
    assert newsroom.slack.shortcut(EDITOR, "summarise_privately", channel=CHANNEL, ts=ts).acked
    newsroom.note_to(EDITOR, "outlet-that-is-not-there.example")
    assert not newsroom.replies(ts)


def test_a_summary_in_a_channel_the_bot_is_not_in_comes_directly(newsroom: Newsroom) -> None:
    url = newsroom.publish(story(title="A summary for the other room"))
    ts = newsroom.share(f"<{url}>", channel="C0RANDOM", user=EDITOR)
    dm = newsroom.slack.dm_channel(EDITOR)
    assert newsroom.slack.shortcut(EDITOR, "summarise_privately", channel="C0RANDOM", ts=ts).acked

    def direct() -> list[str]:
        return [m["text"] for m in newsroom.slack.history(dm) if "A summary for the other room" in m["text"]]

    newsroom.wait("a direct message", direct)
    newsroom.settle()
    assert len(direct()) == 1 and not newsroom.replies(ts, channel="C0RANDOM")


def test_of_a_page_in_another_language_what_is_known_is_told(newsroom: Newsroom) -> None:
    url = newsroom.publish(GERMAN)
    ts = newsroom.share(f"<{url}>")
    newsroom.note_to(REPORTER, "I can only read English so far")
    newsroom.settle()
    assert not newsroom.replies(ts)
    asked = newsroom.share(f"<@{newsroom.slack.bot_user}> <{url}?again=1>")
    (reply,) = newsroom.wait("a reply", lambda: newsroom.replies(asked))
    words = str(reply["blocks"])
    assert "Fähren stoßen im Nebel zusammen" in words and "Der Hafenbote" in words and "in German" in words
    assert "Key facts" not in words
    assert newsroom.slack.shortcut(EDITOR, "summarise_privately", channel=CHANNEL, ts=ts).acked
    assert "Fähren stoßen im Nebel" in newsroom.note_to(EDITOR, "in German")


def open_window(newsroom: Newsroom, shortcut: str, about: str, **where: str) -> dict[str, Any]:
    """Choose a shortcut and give the window that it opens, which has `about` in it."""
    assert newsroom.slack.shortcut(EDITOR, shortcut, **where).acked

    def opened() -> dict[str, Any] | None:
        return next((view for view in newsroom.slack.views(EDITOR) if about in str(view["blocks"])), None)

    found: dict[str, Any] = newsroom.wait(f"a window with {about!r}", opened)
    return found


def test_brief_an_article_from_anywhere_is_answered_directly(newsroom: Newsroom) -> None:
    url = newsroom.publish(story(title="Asked for from nowhere in particular"))
    open_window(newsroom, "brief_article", "question_words")
    assert newsroom.slack.submit_view(EDITOR, {"question_words": url}).acked
    dm = newsroom.slack.dm_channel(EDITOR)

    def direct() -> list[str]:
        return [m["text"] for m in newsroom.slack.history(dm) if "Asked for from nowhere" in m["text"]]

    newsroom.wait("a direct message", direct)
    newsroom.settle()
    assert len(direct()) == 1


QUAKE = (
    "An earthquake of magnitude 5.1 shook the Imber valley early on Tuesday and cracked the walls of two schools, the "
    "seismic institute said. Nobody was hurt.",
    "“The bells of Saint Orla rang by themselves,” said the sexton, Wim Adler. The schools stay shut this week, and "
    "engineers will look at every bridge between Imber and Tolme.",
    "The valley was last shaken in 1987, when a stronger quake brought down the old granary of Tolme.",
)


FIRE = (
    "A fire destroyed the sugar warehouse of Vellmar on Sunday night and kept forty families out of their homes, the "
    "county's fire chief said.",
    "“It burned like a candle,” said the watchman, Piet Lohmann. Sixty firefighters pumped water from the canal until "
    "dawn, and nobody was hurt.",
    "The warehouse, built in 1911, held nine thousand tonnes of sugar, its owner said.",
)


def test_add_to_story_puts_an_article_where_it_belongs(newsroom: Newsroom) -> None:
    fire = newsroom.share(f"<{newsroom.publish(story('Sugar warehouse burns in Vellmar', FIRE))}>")
    newsroom.wait_for_briefs(fire)
    quake = newsroom.share(f"<{newsroom.publish(story('Earthquake shakes the Imber valley', QUAKE))}>")
    newsroom.wait_for_briefs(quake)
    view = open_window(newsroom, "add_to_story", "added_story", channel=CHANNEL, ts=quake)
    menu = view["blocks"][0]["element"]
    option = next(o for o in menu["options"] if "warehouse burns" in o["text"]["text"].lower())
    assert newsroom.slack.submit_view(EDITOR, {"added_story": option["value"]}).acked
    assert "Added to “" in newsroom.note_to(EDITOR, "Added to")
    newsroom.slack.command(CHANNEL, EDITOR, "/story imber")
    newsroom.note_to(EDITOR, "1 story for “imber”")


def test_add_to_story_of_what_was_not_read_says_what_to_do(newsroom: Newsroom) -> None:
    ts = newsroom.share(f"<{newsroom.publish(story(title='Never read'))}>", channel="C0RANDOM", user=EDITOR)
    open_window(newsroom, "add_to_story", "Extract facts", channel="C0RANDOM", ts=ts)
