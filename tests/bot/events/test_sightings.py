"""Sightings: the first in a channel is the first, whatever happens at the same time."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import redis

from bot.events.sightings import Sighting, Sightings

FIRST = Sighting("T1", "C1", "story", "100.000001", "100.000001", "U1", 100.0)
SECOND = replace(FIRST, ts="200.000001", thread_ts="200.000001", user="U2", at=200.0)


def test_first_is_first_and_second_hears_of_it(store: redis.Redis) -> None:
    sightings = Sightings(store, days=7)
    assert sightings.record(FIRST) is None
    assert sightings.record(SECOND) == FIRST
    assert sightings.first("T1", "C1", "story") == FIRST


def test_recording_again_gives_the_same_answer(store: redis.Redis) -> None:
    sightings = Sightings(store, days=7)
    for _ in range(2):
        assert sightings.record(FIRST) is None
        assert sightings.record(SECOND) == FIRST


def test_of_many_at_once_exactly_one_is_the_first(store: redis.Redis) -> None:
    sightings = Sightings(store, days=7)
    many = [replace(FIRST, ts=f"{n}.000001") for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(sightings.record, many))
    assert answers.count(None) == 1
    winner = many[answers.index(None)]
    assert all(answer == winner for answer in answers if answer)


@pytest.mark.parametrize("change", [{"channel": "C2"}, {"team": "T2"}, {"story": "another"}])
def test_other_channels_workspaces_and_stories_know_nothing_of_it(store: redis.Redis, change: dict[str, str]) -> None:
    sightings = Sightings(store, days=7)
    sightings.record(FIRST)
    assert sightings.record(replace(SECOND, **change)) is None


def test_deleted_message_no_longer_counts(store: redis.Redis) -> None:
    sightings = Sightings(store, days=7)
    sightings.record(FIRST)
    sightings.record(SECOND)
    sightings.forget("T1", "C1", SECOND.ts)
    assert sightings.first("T1", "C1", "story") == FIRST
    sightings.forget("T1", "C1", FIRST.ts)
    assert sightings.record(SECOND) is None


def test_article_is_forgotten_after_its_days(store: redis.Redis) -> None:
    Sightings(store, days=7).record(FIRST)
    lives = [store.ttl(key) for key in store.scan_iter("*")]
    assert lives and all(6 * 86400 < life <= 7 * 86400 for life in lives)


def test_no_days_means_never_seen(store: redis.Redis) -> None:
    sightings = Sightings(store, days=0)
    assert sightings.record(FIRST) is None
    assert sightings.record(SECOND) is None
    assert list(store.scan_iter("*")) == []
