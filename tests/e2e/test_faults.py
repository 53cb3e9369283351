"""Rate limits, lost answers, dropped lines and dead workers: each link still gets one reply."""

from urllib.parse import urlsplit

import pytest

from tests.e2e.conftest import Newsroom
from tests.e2e.pages import story


def share_and_count(newsroom: Newsroom) -> int:
    ts = newsroom.share(f"<{newsroom.publish(story())}>")
    newsroom.wait_for_briefs(ts)
    newsroom.settle()
    return len(newsroom.replies(ts))


def test_rate_limit_is_waited_out(newsroom: Newsroom) -> None:
    newsroom.slack.fail("chat.postMessage", times=2, retry_after=1)
    assert share_and_count(newsroom) == 1


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 503, "after_posting": True}, {"after_posting": True}])
def test_post_of_unknown_outcome_is_not_doubled(newsroom: Newsroom, fault: dict) -> None:
    newsroom.slack.fail("chat.postMessage", times=1, **fault)
    assert share_and_count(newsroom) == 1


def test_dropped_line_is_taken_up_again(newsroom: Newsroom) -> None:
    newsroom.slack.drop_connections()
    assert share_and_count(newsroom) == 1


def test_disconnect_request_is_followed(newsroom: Newsroom) -> None:
    newsroom.slack.disconnect("refresh_requested")
    assert share_and_count(newsroom) == 1


@pytest.mark.fault
def test_worker_killed_while_it_reads_loses_nothing(newsroom: Newsroom) -> None:
    url = newsroom.publish(story(), delay=1.5)
    ts = newsroom.share(f"<{url}>")
    newsroom.wait("the fetch", lambda: any(urlsplit(url).hostname in visit for visit in newsroom.slack.visits()))
    newsroom.worker.kill()
    newsroom.worker.restart()
    newsroom.wait("the reply", lambda: newsroom.briefs(ts), 40)
    newsroom.settle()
    assert len(newsroom.replies(ts)) == 1
