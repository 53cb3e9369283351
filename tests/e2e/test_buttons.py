"""The buttons under a reply."""

from tests.e2e.conftest import CHANNEL, EDITOR, REPORTER, Newsroom
from tests.e2e.pages import STORY, story

MANY = tuple(
    f"“This is sentence number {n} of the longest statement ever,” said Marion Achterberg." for n in range(150)
)


def buttons(message: dict) -> dict[str, str]:
    """Action ids by the words on the button."""
    return {
        element["text"]["text"]: element["action_id"]
        for block in message["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    }


def test_all_quotes_opens_every_quote_page_by_page(newsroom: Newsroom) -> None:
    ts = newsroom.share(f"<{newsroom.publish(story(paragraphs=(*STORY, *MANY)))}>")
    (reply,) = newsroom.wait_for_briefs(ts)
    label = next(words for words in buttons(reply) if words.startswith("All "))
    newsroom.slack.click(REPORTER, buttons(reply)[label], channel=CHANNEL, ts=reply["ts"])
    newsroom.wait("a modal", lambda: newsroom.slack.views(REPORTER))
    seen = str(newsroom.slack.views(REPORTER)[-1]["blocks"])
    assert "number 0 of" in seen and "number 149 of" not in seen
    for _ in range(60):
        view = newsroom.slack.views(REPORTER)[-1]
        following = [
            element["action_id"]
            for block in view["blocks"]
            if block["type"] == "actions"
            for element in block["elements"]
            if "Next" in element["text"]["text"]
        ]
        if not following:
            break
        newsroom.slack.click(REPORTER, following[0])
        newsroom.wait("the next page", lambda old=view: newsroom.slack.views(REPORTER)[-1]["hash"] != old["hash"])
        seen += str(newsroom.slack.views(REPORTER)[-1]["blocks"])
    assert all(f"number {n} of" in seen for n in range(150))


def test_poster_can_dismiss_the_reply(newsroom: Newsroom) -> None:
    ts = newsroom.share(f"<{newsroom.publish(story())}>")
    (reply,) = newsroom.wait_for_briefs(ts)
    newsroom.slack.click(REPORTER, buttons(reply)["Dismiss"], channel=CHANNEL, ts=reply["ts"])
    newsroom.wait("the reply to go", lambda: not newsroom.replies(ts))


def test_others_can_not_dismiss_it_and_are_told_who_can(newsroom: Newsroom) -> None:
    ts = newsroom.share(f"<{newsroom.publish(story())}>")
    (reply,) = newsroom.wait_for_briefs(ts)
    newsroom.slack.click(EDITOR, buttons(reply)["Dismiss"], channel=CHANNEL, ts=reply["ts"])
    newsroom.note_to(EDITOR, "dismiss")
    newsroom.settle()
    assert len(newsroom.replies(ts)) == 1
