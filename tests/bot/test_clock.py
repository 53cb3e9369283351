"""The clock that the demo's time machine moves."""

import time
from pathlib import Path

import pytest
import redis

from bot.clock import CLOCK, Clock
from bot.config import Settings
from bot.digests.plans import Plans
from bot.queue.jobs import Queue

DAY = 86_400


def test_clock_follows_what_is_written(tmp_path: Path) -> None:
    clock, file = Clock(), tmp_path / "ahead"
    clock.follow(file)
    assert clock.now() == pytest.approx(time.time(), abs=1)  # nothing is written yet
    file.write_text(str(3 * DAY))
    assert clock.now() == pytest.approx(time.time() + 3 * DAY, abs=1)
    clock.follow(None)
    assert clock.ahead() == 0


def test_plans_are_due_by_the_moved_clock(store: redis.Redis, tmp_path: Path) -> None:
    file = tmp_path / "ahead"
    file.write_text(str(DAY))
    CLOCK.follow(file)
    try:
        assert Plans(store).now() == pytest.approx(time.time() + DAY, abs=5)
    finally:
        CLOCK.follow(None)


def test_production_refuses_a_clock_that_a_file_moves(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="what time it is"):
        Settings(_env_file=None, nutgraf_clock=tmp_path / "ahead")


def test_what_waits_is_due_sooner(store: redis.Redis) -> None:
    queue = Queue(store)
    queue.put("look", {}, key="look:1", delay=DAY)
    queue.put("look", {}, key="look:2", delay=3 * DAY)
    queue.bring_forward(DAY)
    waiting = sorted(due for lane in ("bulk", "interactive") for _, due in _delayed(store, lane))
    assert [round((due - time.time()) / DAY) for due in waiting] == [0, 2]


def _delayed(store: redis.Redis, lane: str) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = store.zrange(f"nutgraf:{{queue}}:delayed:{lane}", 0, -1, withscores=True)  # type: ignore[assignment]
    return found
