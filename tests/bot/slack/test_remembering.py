"""What remembering an article costs in the whole way of a job, and followers who are told once."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import redis
from slack_sdk import WebClient

from bot.articles.article import Article
from bot.events.wishes import Wishes
from bot.queue.jobs import RetryLater
from bot.slack.directory import Directory
from bot.slack.following import Followers
from bot.slack.guests import Guests
from bot.slack.outbox import Outbox
from bot.slack.places import Shared
from bot.slack.remembering import Remembered, Rememberer
from bot.slack.visibility import Visibility
from sandbox.server import Sandbox
from tests.bot.events.desk import FIRST, MORE_WOUNDED, NEXT_NIGHT, OTHER_COUNT, brief

TEAM, CHANNEL, GUESTS = "T0NEWSROOM", "C0BREAKING", "C0RANDOM"
ROUND_TRIPS = 6
NOW = datetime(2024, 3, 2, 9, tzinfo=UTC).timestamp()


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox(newsroom=False, unfurl=False, rate_limits=False) as running:
        running.invite_bot(GUESTS)
        yield running


@pytest.fixture
def memory(slack: Sandbox, store: redis.Redis) -> Rememberer:
    directory = Directory(WebClient(token=slack.bot_token, base_url=slack.api_url), store)
    return Rememberer(store, Visibility(directory, store), Guests(directory, store))


@pytest.fixture
def outbox(slack: Sandbox, store: redis.Redis) -> Outbox:
    return Outbox(WebClient(token=slack.bot_token, base_url=slack.api_url), store)


def remember(memory: Rememberer, number: int, given: Article, channel: str = CHANNEL) -> Remembered:
    ts = f"{NOW + number:.6f}"
    return memory.record(Shared(TEAM, channel, ts), ts, f"story{number}", given, brief(given))


@pytest.mark.parametrize("channel", [CHANNEL, GUESTS, "G0DESK"])
def test_an_article_takes_few_round_trips_in_the_whole_way(
    memory: Rememberer, channel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the job's `record` to what the reply tells of the story; Slack's word on the channel is kept."""
    for number, given in enumerate((FIRST, NEXT_NIGHT)):
        remember(memory, number, given, channel)
    sent = []
    send = redis.connection.AbstractConnection.send_packed_command

    def counted(self: redis.connection.AbstractConnection, *args: object, **kwargs: object) -> object:
        sent.append(args)
        return send(self, *args, **kwargs)

    readings = [(number, given, brief(given)) for number, given in ((7, MORE_WOUNDED), (8, OTHER_COUNT))]
    monkeypatch.setattr(redis.connection.AbstractConnection, "send_packed_command", counted)
    for number, given, read in readings:
        before, ts = len(sent), f"{NOW + number:.6f}"
        told = memory.record(Shared(TEAM, channel, ts), ts, f"story{number}", given, read).told
        assert told and told.series, "the story's series is read as well"
        assert 2 <= len(sent) - before <= ROUND_TRIPS


def test_of_an_event_that_has_just_gone_guests_are_told_nothing(
    memory: Rememberer, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember(memory, 0, FIRST, CHANNEL)
    assert remember(memory, 1, OTHER_COUNT, CHANNEL).told
    monkeypatch.setattr("bot.events.memory.Memory.load", lambda *_: [])
    assert remember(memory, 2, MORE_WOUNDED, CHANNEL).told, "to the newsroom's own"
    assert remember(memory, 3, MORE_WOUNDED, GUESTS).told is None


def test_a_follower_is_told_once_though_nobody_knows_whether_it_got_through(
    slack: Sandbox, store: redis.Redis, memory: Rememberer, outbox: Outbox
) -> None:
    remember(memory, 1, FIRST)
    recorded = remember(memory, 2, NEXT_NIGHT).recorded
    scope = memory.scope(TEAM, CHANNEL)
    for target in ("U0BEN", "C0POLITICS"):
        assert Wishes(store, scope.memory).follow([recorded.series or ""], target)
    slack.invite_bot("C0POLITICS")
    followers, shared = Followers(outbox, memory), Shared(TEAM, CHANNEL, f"{NOW + 2:.6f}")
    for where in ("C0POLITICS", slack.dm_channel("ben")):
        slack.fail("chat.postMessage", after_posting=True, where=where)
        with pytest.raises(RetryLater):
            followers.tell(shared, recorded.event)
    followers.tell(shared, recorded.event)
    followers.tell(shared, recorded.event)
    other = Shared(TEAM, CHANNEL, f"{NOW + 3:.6f}")
    followers.tell(other, recorded.event)  # another sighting of the event: they know

    for where in ("C0POLITICS", slack.dm_channel("ben")):
        assert len([m for m in slack.history(where) if "goes on" in m["text"]]) == 1
