"""Sharings by time, each under its channel's keys."""

from dataclasses import replace

import redis

from bot.events.shares import Share, Shares

ONE = Share(
    "T1", "C1", "100.000001", "100.000001", "link", 100.000001, "U1", "A dyke breaks", "Log", "https://x.example", "s"
)


def test_what_was_shared_in_a_time_comes_back_in_order(store: redis.Redis) -> None:
    shares = Shares(store)
    later = replace(ONE, ts="300.5", at=300.5, channel="C2", event="e1")
    for share in (later, ONE):
        shares.record(share)
    assert shares.between("T1", ["C1", "C2"], 0, 1000) == [ONE, later]
    assert shares.between("T1", ["C1", "C2"], 200, 300.5) == []
    assert shares.between("T1", ["C2"], 300.5, 301) == [later]
    assert sorted(shares.channels("T1")) == ["C1", "C2"]
    assert shares.channels("T2") == [] and shares.between("T2", ["C1"], 0, 1000) == []


def test_recorded_again_it_is_one(store: redis.Redis) -> None:
    shares = Shares(store)
    for share in (ONE, ONE, replace(ONE, event="e1")):
        shares.record(share)
    assert shares.between("T1", ["C1"], 0, 1000) == [replace(ONE, event="e1")]


def test_two_links_of_a_message_are_two_and_go_with_it(store: redis.Redis) -> None:
    shares = Shares(store)
    other = replace(ONE, name="another")
    for share in (ONE, other, replace(ONE, ts="101.1", at=101.1)):
        shares.record(share)
    assert len(shares.between("T1", ["C1"], 0, 1000)) == 3
    shares.forget("T1", "C1", ONE.ts)
    assert [share.ts for share in shares.between("T1", ["C1"], 0, 1000)] == ["101.1"]


def test_what_is_kept_has_an_end(store: redis.Redis) -> None:
    shares = Shares(store)
    shares.record(ONE)
    shares.record(replace(ONE, ts="9000000.1", at=9_000_000.1))
    assert len(shares.between("T1", ["C1"], 0, 1e8)) == 1
    assert all(store.ttl(key) > 0 for key in store.keys("*"))
