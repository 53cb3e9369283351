"""What stays with those who may see it: words to channels that others read, links to messages in conversations."""

from collections.abc import Iterator

import pytest
import redis
from slack_sdk import WebClient

from bot.slack.directory import Directory
from bot.slack.guests import Guests
from bot.slack.message_links import MessageLinks, NoSuchMessage
from bot.slack.outbox import Outbox
from bot.slack.places import Shared
from bot.slack.remembering import Rememberer
from bot.slack.visibility import Visibility
from sandbox.server import Sandbox

TEAM, CHANNEL = "T0NEWSROOM", "C0BREAKING"
LINK = "https://harbourcourier.example/told-in-private"


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox(newsroom=False, unfurl=False, rate_limits=False) as running:
        yield running


def parts(slack: Sandbox, store: redis.Redis) -> tuple[Outbox, Directory, Visibility, Guests]:
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    outbox, directory = Outbox(client, store), Directory(client, store)
    return outbox, directory, Visibility(directory, store), Guests(directory, store)


def test_guests_and_whoever_reads_a_channel_of_its_own_overhear(slack: Sandbox, store: redis.Redis) -> None:
    slack.invite_bot("C0RANDOM")  # a guest is in there
    _, _, visibility, guests = parts(slack, store)
    memory = Rememberer(store, visibility, guests)
    heard = {channel: memory.is_overheard(TEAM, channel) for channel in (CHANNEL, "C0RANDOM", "G0DESK")}
    assert heard == {CHANNEL: False, "C0RANDOM": True, "G0DESK": True}


def test_of_more_people_than_are_looked_through_any_channel_may_have_guests(
    slack: Sandbox, store: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = len(slack.calls("users.list"))
    monkeypatch.setattr("bot.slack.directory.PAGE", 2)
    *_, guests = parts(slack, store)
    assert not guests.are_in(TEAM, CHANNEL)
    assert len(slack.calls("users.list")) > everybody + 1  # page by page, to the end
    monkeypatch.setattr("bot.slack.guests.MOST_USERS", 3)
    store.flushall()
    assert guests.are_in(TEAM, CHANNEL)
    asked = len(slack.calls("users.list"))
    assert guests.are_in(TEAM, "C0POLITICS") and len(slack.calls("users.list")) == asked


def test_a_look_that_is_refused_is_not_begun_anew_with_every_reply(slack: Sandbox, store: redis.Redis) -> None:
    *_, guests = parts(slack, store)
    slack.fail("users.list", status=429, retry_after=30)
    assert guests.are_in(TEAM, CHANNEL), "where Slack does not say, guests are there"
    asked = len(slack.calls("users.list"))
    assert guests.are_in(TEAM, CHANNEL) and len(slack.calls("users.list")) == asked


def test_a_message_to_the_bot_is_found_by_who_wrote_it_alone(slack: Sandbox, store: redis.Redis) -> None:
    ours = slack.dm_channel("amina")
    message = Shared(TEAM, ours, slack.post(ours, "amina", LINK))
    links = MessageLinks(*parts(slack, store))
    assert links.links(message, CHANNEL, "U0AMINA", shared=False) == (LINK,)
    with pytest.raises(NoSuchMessage, match="can't find"):
        links.links(message, CHANNEL, "U0BEN", shared=False)
