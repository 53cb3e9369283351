"""What is deleted or dismissed leaves the newsroom's memory, once, and only what nobody else shared."""

from collections.abc import Iterator

import pytest

from tests.e2e.conftest import CHANNEL, REPORTER, Newsroom, running_newsroom
from tests.e2e.nights import ask, night, share_night, told_of
from tests.e2e.test_buttons import buttons

OTHER = "C0POLITICS"


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A memory that knows none of the towns."""
    with running_newsroom(tmp_path_factory.mktemp("store")) as room:
        yield room


def test_a_deleted_message_is_no_event_of_its_story_any_more(newsroom: Newsroom) -> None:
    _, first = share_night(newsroom, "Varnhold", 1)
    assert "New event" in told_of(first)
    ts, second = share_night(newsroom, "Varnhold", 2)
    assert "2nd in 2 days" in told_of(second)
    newsroom.slack.delete(CHANNEL, ts)
    newsroom.settle()
    _, third = share_night(newsroom, "Varnhold", 2)
    assert "2nd in 2 days" in told_of(third)
    listed = ask(newsroom, "/story show varnhold", "”: 2 events")
    assert "articles" not in listed, listed  # an event of more than one says how many


def test_a_dismissed_reply_is_forgotten_with_its_article(newsroom: Newsroom) -> None:
    ts, reply = share_night(newsroom, "Ostwick", 1)
    ask(newsroom, "/story ostwick", "1 story")
    newsroom.slack.click(REPORTER, buttons(reply)["Dismiss"], channel=CHANNEL, ts=reply["ts"])
    newsroom.wait("the reply to go", lambda: not newsroom.replies(ts))
    newsroom.settle()
    ask(newsroom, "/story ostwick", "I know no story with")


def test_what_another_channel_shared_too_stays(newsroom: Newsroom) -> None:
    link = newsroom.publish(night("Brackmoor", 1))
    here = newsroom.share(f"<{link}>")
    newsroom.wait_for_briefs(here)
    there = newsroom.share(f"<{link}>", channel=OTHER)
    newsroom.wait_for_briefs(there, channel=OTHER)
    newsroom.slack.delete(CHANNEL, here)
    newsroom.settle()
    ask(newsroom, "/story brackmoor", "1 story")
    newsroom.slack.delete(OTHER, there)
    newsroom.settle()
    ask(newsroom, "/story brackmoor", "I know no story with")


def test_a_message_deleted_before_it_is_answered_leaves_nothing(newsroom: Newsroom) -> None:
    before = len(newsroom.slack.visits())
    ts = newsroom.share(f"<{newsroom.publish(night('Quellstadt', 1), delay=0.6)}>")
    newsroom.wait("the fetch to begin", lambda: len(newsroom.slack.visits()) > before)
    newsroom.slack.delete(CHANNEL, ts)
    newsroom.settle()
    assert not newsroom.briefs(ts)
    ask(newsroom, "/story quellstadt", "I know no story with")
