"""Who people are and who is where, asked of the stand-in for Slack."""

from collections.abc import Iterator

import pytest
import redis
from slack_sdk import WebClient

from bot.queue.jobs import RetryLater
from bot.slack.directory import Directory, Person
from sandbox.server import Sandbox

TEAM = "T0NEWSROOM"


@pytest.fixture(scope="module")
def slack() -> Iterator[Sandbox]:
    with Sandbox(newsroom=False, unfurl=False, rate_limits=False) as running:
        yield running


@pytest.fixture
def directory(slack: Sandbox, store: redis.Redis) -> Directory:
    return Directory(WebClient(token=slack.bot_token, base_url=slack.api_url), store)


def test_a_person_has_a_zone_and_is_asked_about_once_an_hour(
    slack: Sandbox, directory: Directory, store: redis.Redis
) -> None:
    before = len(slack.calls("users.info"))
    for _ in range(3):
        assert directory.person(TEAM, "U0DEV") == Person("U0DEV", "dev", "Asia/Kolkata")
    assert len(slack.calls("users.info")) == before + 1
    (key,) = store.keys("*person*")
    assert 0 < store.ttl(key) <= 3600


def test_a_guest_is_one_and_who_is_unknown_counts_as_one(directory: Directory) -> None:
    assert directory.person(TEAM, "U0GUEST").guest
    unknown = directory.person(TEAM, "U0NOBODY")
    assert unknown.guest and unknown.gone and unknown.zone == "UTC"


def test_who_is_in_a_channel(directory: Directory) -> None:
    assert directory.is_member("C0BREAKING", "U0BEN")
    assert not directory.is_member("C0BREAKING", "U0GUEST")
    assert not directory.is_member("G0DESK", "U0BEN")  # private, and we are not in it: not for us to say
    assert not directory.is_member("C0NOWHERE", "U0BEN")


def test_no_answer_is_for_later(slack: Sandbox, directory: Directory) -> None:
    slack.fail("users.info", status=503)
    with pytest.raises(RetryLater):
        directory.person(TEAM, "U0EVA")
