"""Stories that look like one: asked with the digest, put together by a press, and told so in their threads."""

from bot.events.carrying import corrections
from bot.store.connect import connect
from tests.bot.slack.test_proposing import BOLTS, CHOIR, CRANE, UNION
from tests.e2e.conftest import CHANNEL, EDITOR, Newsroom
from tests.e2e.nights import ask, told_of
from tests.e2e.pages import story
from tests.e2e.test_buttons import buttons


def test_a_digest_asks_and_a_press_decides(newsroom: Newsroom) -> None:
    shared = {}
    for given in (CHOIR, CRANE, UNION, BOLTS):
        page = story(title=given.title or "", paragraphs=(given.text,), published=given.published or "")
        shared[given.title] = ts = newsroom.share(f"<{newsroom.publish(page)}>")
        newsroom.wait_for_briefs(ts)
    first, ts = shared[CRANE.title], shared[UNION.title]
    assert "New event" in told_of(newsroom.briefs(ts)[0])
    ask(newsroom, "/digest schedule weekly mon 8:00", "Planned")
    ask(newsroom, "/digest list here", "08:00")
    listed = next(note for note in reversed(newsroom.slack.ephemerals(EDITOR)) if "08:00" in note.text)
    newsroom.slack.click(EDITOR, "digest_run", channel=CHANNEL, ts=listed.ts)

    def question() -> dict:
        for message in newsroom.slack.history(CHANNEL):
            for answer in newsroom.slack.thread(CHANNEL, message["ts"]):
                if "one story?" in answer["text"] and "Crane topples" in str(answer["blocks"]):
                    return answer
        return {}

    asked = newsroom.wait("the question under the digest", question)
    newsroom.slack.click(EDITOR, buttons(asked)["Merge"], channel=CHANNEL, ts=asked["ts"])

    def answered() -> dict:
        thread = newsroom.slack.thread(CHANNEL, asked["thread_ts"])
        return next((m for m in thread if m["ts"] == asked["ts"] and "Merged" in m["text"]), {})

    shown = newsroom.wait("the answer in place of the question", answered)
    assert buttons(shown) == {}
    assert EDITOR in str(shown["blocks"])
    assert "3 articles" in ask(newsroom, "/story crane topples", "1 story")
    newsroom.wait("the reply to say so", lambda: "has seen" in told_of(newsroom.briefs(ts)[0]))
    assert "New event" in told_of(newsroom.briefs(first)[0])
    assert '"merge"' in "".join(corrections(connect(newsroom.store_url), "T0NEWSROOM"))
