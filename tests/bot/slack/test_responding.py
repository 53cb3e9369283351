"""Answers by a response_url: five uses, thirty minutes, then another way."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import redis
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.queue.jobs import RetryLater
from bot.slack.blocks.message import Message
from bot.slack.blocks.notices import plain
from bot.slack.outbox import Outbox
from bot.slack.responding import USES, Asked, Responder
from bot.store.connect import connect
from sandbox.server import Sandbox
from tests.support.store import StoreServer, wait_for

TEAM, CHANNEL, ELSEWHERE, USER = "T0NEWSROOM", "C0BREAKING", "C0RANDOM", "U0BEN"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[redis.Redis]:
    with StoreServer(tmp_path_factory.mktemp("store")) as server:
        client = connect(server.url)
        yield client
        client.close()


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox(newsroom=False, unfurl=False, rate_limits=False) as sandbox:
        yield sandbox


@pytest.fixture
def responder(slack: Sandbox, store: redis.Redis) -> Responder:
    return Responder(store, Outbox(WebClient(token=slack.bot_token, base_url=slack.api_url), store))


@pytest.fixture
def away(store: redis.Redis) -> Responder:
    """One whose Slack can't be reached."""
    return Responder(store, Outbox(WebClient(token="xoxb-1", base_url="http://127.0.0.1:9/api/"), store))


def asked(slack: Sandbox, channel: str = CHANNEL) -> Asked:
    url = slack._run(lambda: slack.hub.new_response_url(USER, channel))
    return Asked(TEAM, channel, USER, url, url.rpartition("/")[2])


def seen(slack: Sandbox) -> list[str]:
    return [note.text for note in slack.ephemerals(USER)]


def test_an_answer_is_said_once_however_often_its_job_runs(slack: Sandbox, responder: Responder) -> None:
    command = asked(slack)
    for _ in range(3):
        responder.answer(command, "one", plain("an answer"))
    assert seen(slack) == ["an answer"] and uses(slack, command) == 1


def uses(slack: Sandbox, command: Asked) -> int:
    return slack.hub.response_urls[command.id].uses


def test_the_sixth_answer_goes_another_way(slack: Sandbox, responder: Responder) -> None:
    command, outside = asked(slack), asked(slack, ELSEWHERE)
    for number in range(USES + 2):
        responder.answer(command, str(number), plain(f"answer {number}"))
        responder.answer(outside, str(number), plain(f"outside {number}"))
    assert uses(slack, command) == USES
    assert {f"answer {n}" for n in range(USES + 2)} <= set(seen(slack))
    direct = [m["text"] for m in slack.history(slack.dm_channel(USER))]
    assert direct == [f"outside {n}" for n in (USES, USES + 1)]


def test_an_address_that_slack_no_longer_takes_is_no_silence(slack: Sandbox, responder: Responder) -> None:
    command = asked(slack)
    slack.hub.response_urls[command.id].at -= 31 * 60
    responder.answer(command, "late", plain("late answer"))
    assert seen(slack) == ["late answer"] and uses(slack, command) == 0
    responder.answer(Asked(TEAM, CHANNEL, USER, "", "no-url"), "none", plain("without an address"))
    assert "without an address" in seen(slack)


def test_where_slack_can_not_be_reached_the_job_comes_back(
    slack: Sandbox, responder: Responder, away: Responder
) -> None:
    command = asked(slack)
    with pytest.raises(RetryLater):
        away.answer(Asked(TEAM, CHANNEL, USER, "http://127.0.0.1:9/x", command.id), "one", plain("an answer"))
    responder.answer(command, "one", plain("an answer"))
    assert seen(slack) == ["an answer"]


def test_a_shared_answer_is_the_channels_and_is_never_said_twice(slack: Sandbox, responder: Responder) -> None:
    command = asked(slack, ELSEWHERE)
    for _ in range(2):
        responder.share(command, "one", plain("for all"))
    assert [m["text"] for m in slack.history(ELSEWHERE)] == ["for all"]


def test_a_promise_is_kept_silent_where_the_answer_was_quicker(slack: Sandbox, responder: Responder) -> None:
    quick, slow = asked(slack), asked(slack)
    responder.answer(quick, "one", plain("a quick answer"))
    responder.promise(quick, plain("wait"), 0.0)
    responder.promise(slow, plain("please wait"), 0.0)
    wait_for("the promise", lambda: "please wait" in seen(slack))
    responder.answer(slow, "one", plain("a slow answer"))
    assert [text for text in seen(slack) if "wait" in text] == ["please wait"]


def test_only_the_person_reads_an_answer(slack: Sandbox, responder: Responder) -> None:
    responder.answer(asked(slack), "one", plain("for ben"))
    everyone: list[Any] = [note for user in ("amina", "chloe", "guest") for note in slack.ephemerals(user)]
    assert everyone == [] and not [m for m in slack.history(CHANNEL) if "for ben" in m["text"]]


def test_who_shared_learns_that_slack_did_not_say_whether_the_channel_has_it(
    slack: Sandbox, responder: Responder, away: Responder
) -> None:
    command = asked(slack)
    nowhere = Asked(TEAM, CHANNEL, USER, "http://127.0.0.1:9/x", command.id)
    with pytest.raises(RetryLater):
        away.share(nowhere, "one", plain("for all"))
    for _ in range(2):
        responder.share(nowhere, "one", plain("for all"))
    (word,) = seen(slack)
    assert "If it does not, ask once more" in word
    assert not [m for m in slack.history(CHANNEL) if "for all" in m["text"]]


def test_what_was_done_for_a_command_is_not_done_again(slack: Sandbox, responder: Responder) -> None:
    command, done = asked(slack), list[str]()

    def act() -> Message:
        done.append("merged")
        return plain(f"done {len(done)}")

    assert responder.once(command, "story", act) == responder.once(command, "story", act) and done == ["merged"]


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://127.0.0.1:6379/",
        "https://hooks.slack.com.evil.example/commands/1",
        "https://hooks.slack.com@evil.example/commands/1",
        "http://hooks.slack.com/commands/1",
        "file:///etc/passwd",
        "https://[::1",
        "",
    ],
)
def test_an_address_that_is_not_slacks_is_never_written_to(
    slack: Sandbox, responder: Responder, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    written: list[str] = []
    monkeypatch.setattr(WebhookClient, "send_dict", lambda self, _body: written.append(self.url))
    responder.answer(replace(asked(slack), url=url), "a", plain("x"))
    assert written == []
    assert seen(slack) == ["x"]
