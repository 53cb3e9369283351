"""The noise budget with many workers at once: never overdrawn, one collecting reply, no link lost."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
from slack_sdk import WebClient

from bot.queue.jobs import RetryLater
from bot.slack.blocks.limits import fits
from bot.slack.blocks.rolled_up import Rolled, rolled_up
from bot.slack.noise import Noise
from bot.slack.outbox import Outbox
from bot.slack.places import Shared, Slot
from bot.slack.settings import ChannelSettings, Preferences, WorkspaceSettings
from bot.store.connect import connect
from sandbox.server import Sandbox
from tests.support.store import StoreServer

TEAM, CHANNEL = "T0NEWSROOM", "C0BREAKING"


@pytest.fixture
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
def noise(slack: Sandbox, store: redis.Redis) -> Noise:
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    return Noise(store, Preferences(store), Outbox(client, store))


def slot(slack: Sandbox, number: int) -> Slot:
    ts = slack.post(CHANNEL, "amina", f"link {number}")
    return Slot(Shared(TEAM, CHANNEL, ts), ts, f"link{number}")


def rolled(place: Slot) -> Rolled:
    url = f"https://courier.example/{place.name}"
    return Rolled(f"Title of {place.name}.", "Courier", url, CHANNEL, place.shared.ts, "A fact.")


def test_the_budget_is_not_overdrawn_and_a_place_given_back_is_free(
    slack: Sandbox, store: redis.Redis, noise: Noise
) -> None:
    Preferences(store).set_channel(TEAM, CHANNEL, ChannelSettings(replies_an_hour=5))
    slots = [slot(slack, number) for number in range(20)]
    with ThreadPoolExecutor(8) as pool:
        allowed = list(pool.map(noise.allows, slots))
    assert sum(allowed) == 5
    assert [noise.allows(each) for each in slots] == allowed  # asking again changes nothing
    noise.release(slots[allowed.index(True)])
    assert noise.allows(slot(slack, 99)) and not noise.allows(slot(slack, 100))


def test_where_the_channel_says_nothing_the_workspaces_number_counts(
    slack: Sandbox, store: redis.Redis, noise: Noise
) -> None:
    Preferences(store).set_workspace(TEAM, WorkspaceSettings(replies_an_hour=1))
    assert noise.allows(slot(slack, 1)) and not noise.allows(slot(slack, 2))


def test_workers_at_once_collect_everything_in_one_reply(slack: Sandbox, noise: Noise) -> None:
    slots = [slot(slack, number) for number in range(12)]

    def work(place: Slot) -> None:
        while True:
            try:
                noise.roll_up(place, rolled(place))
                return
            except RetryLater:  # as the queue does; another worker is just posting
                time.sleep(0.02)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, slots))
    own = [m for m in slack.history(CHANNEL) if m["user"] == slack.bot_user]
    assert len(own) == 1
    assert all(f"Title of {place.name}." in str(own[0]["blocks"]) for place in slots)


def test_any_number_of_lines_fits_and_the_rest_is_counted() -> None:
    links = [
        Rolled("<!channel> " * 40, "S" * 200, f"https://courier.example/{'x' * 400}{n}", "C1", f"{n}.5", "f" * 900)
        for n in range(300)
    ]
    message = rolled_up(links)
    assert fits(message) and "And 2" in str(message.blocks[-1]) and "<!channel>" not in message.text
