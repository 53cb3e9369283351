"""Claims: one handles a message, the others know it was handled, or leave it for later."""

import threading

import pytest
import redis

from bot.slack import claims as module
from bot.slack.claims import ClaimPending, Claims
from bot.store.keys import CLAIM_PENDING_SECONDS, CLAIM_SECONDS

TEAM = "T1"


def test_second_is_told_that_it_is_done(store: redis.Redis) -> None:
    with Claims(store).hold(TEAM, ["event:1", "message:C1:1"]) as ours:
        assert ours
    for names in (["event:1"], ["event:2", "message:C1:1"]):
        with Claims(store).hold(TEAM, names) as ours:
            assert not ours


def test_failure_gives_the_claim_back(store: redis.Redis) -> None:
    with pytest.raises(OSError), Claims(store).hold(TEAM, ["event:1"]):
        raise OSError
    with Claims(store).hold(TEAM, ["event:1"]) as ours:
        assert ours


def test_claim_of_another_that_is_not_confirmed_leaves_the_event_for_later(
    store: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WAIT_SECONDS", 0.05)
    with (
        Claims(store).hold(TEAM, ["event:1", "message:C1:1"]),
        pytest.raises(ClaimPending),
        Claims(store).hold(TEAM, ["event:2", "message:C1:1"]),
    ):
        pass


def test_waits_for_another_to_confirm(store: redis.Redis) -> None:
    begun, seen = threading.Event(), []

    def second() -> None:
        begun.set()
        with Claims(store).hold(TEAM, ["message:C1:1"]) as ours:
            seen.append(ours)

    thread = threading.Thread(target=second)
    with Claims(store).hold(TEAM, ["message:C1:1"]):
        thread.start()
        assert begun.wait(5)
    thread.join(5)
    assert seen == [False]


def test_of_many_at_once_one_gets_it(store: redis.Redis) -> None:
    ours = []

    def take(number: int) -> None:
        with Claims(store).hold(TEAM, [f"event:{number}", "gesture:g"]) as mine:
            ours.append(mine)

    threads = [threading.Thread(target=take, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(ours) == [False] * 11 + [True]


def test_claims_end_by_themselves(store: redis.Redis) -> None:
    with Claims(store).hold(TEAM, ["event:1"]):
        (key,) = store.scan_iter("*")
        assert 0 < store.ttl(key) <= CLAIM_PENDING_SECONDS
    assert CLAIM_PENDING_SECONDS < store.ttl(key) <= CLAIM_SECONDS


def test_workspaces_do_not_share_claims(store: redis.Redis) -> None:
    with Claims(store).hold("T1", ["event:1"]), Claims(store).hold("T2", ["event:1"]) as ours:
        assert ours
