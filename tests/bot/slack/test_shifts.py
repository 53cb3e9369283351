"""When somebody's last shift ended."""

from collections.abc import Iterator

import pytest
import redis

from bot.slack.shifts import Shifts
from bot.store.connect import connect
from tests.support.store import StoreServer

HOUR = 3600.0
EVENING, NIGHT = 1_000_000.0, 1_000_000.0 + 9 * HOUR


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[redis.Redis]:
    with StoreServer(tmp_path_factory.mktemp("store")) as server:
        client = connect(server.url)
        yield client
        client.close()


def test_of_a_stranger_nothing_is_known(store: redis.Redis) -> None:
    assert Shifts(store).ended("T1", "U0", NIGHT) is None
    Shifts(store).seen("T1", "U0", NIGHT)
    assert Shifts(store).ended("T1", "U0", NIGHT + HOUR) is None


def test_a_pause_within_a_shift_ends_none(store: redis.Redis) -> None:
    shifts = Shifts(store)
    for hour in (0, 1, 4, 9):
        shifts.seen("T1", "U1", EVENING + hour * HOUR)
    assert shifts.ended("T1", "U1", EVENING + 10 * HOUR) is None


def test_the_last_shift_ended_with_what_was_done_last_in_it(store: redis.Redis) -> None:
    shifts = Shifts(store)
    for moment in (EVENING - 2 * HOUR, EVENING, NIGHT, NIGHT + HOUR):
        shifts.seen("T1", "U2", moment)
    assert shifts.ended("T1", "U2", NIGHT + 2 * HOUR) == EVENING
    # A day later, before anything is done: the shift that ended is the one that began at NIGHT.
    assert shifts.ended("T1", "U2", NIGHT + 20 * HOUR) == NIGHT + HOUR
    assert store.ttl(store.keys("*shift*")[0]) > 0


def test_news_of_an_earlier_moment_changes_nothing(store: redis.Redis) -> None:
    shifts = Shifts(store)
    for moment in (EVENING, NIGHT, EVENING + HOUR):
        shifts.seen("T1", "U3", moment)
    assert shifts.ended("T1", "U3", NIGHT + HOUR) == EVENING
