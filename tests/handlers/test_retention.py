"""How long things are kept: every key has a row in the table, and months later only what the table says is there.

The store's own clock can't be moved, so time passes in two ways at once: the bot's clock is set ahead, and each key's
remaining time is shortened by as much; keys that had less go, as they would have.
"""

import ast
import json
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis

from bot import clock
from bot.digests import plans
from bot.events import memory, migrating, wishes
from bot.queue import keys as queue_keys
from bot.queue.jobs import Queue
from bot.slack import claims, guests, visibility
from bot.store.keys import DAY, REPLY_SECONDS, SETTINGS_SECONDS
from bot.store.retention import LASTING, TABLE, row_of
from bot.store.sweep import sweep
from handlers.clock import sweep_once_a_day
from tests.handlers.running_bot import RunningBot
from tests.handlers.test_forget import morning
from tests.support.store import StoreServer, everything

TEAM = "T0NEWSROOM"
ROOT = Path(__file__).parents[2]


class Months:
    """Time passes."""

    def __init__(self, store: Any, file: Path) -> None:
        self._store, self._file, self._days = store, file, 0.0
        file.write_text("0")
        clock.follow(file)

    def pass_days(self, days: float) -> None:
        """Wait so many days, with a sweep on each tenth of them."""
        for _ in range(10):
            self._days += days / 10
            self._file.write_text(str(self._days * DAY))
            for key in self._store.scan_iter("*"):
                if (left := self._store.pttl(key)) >= 0:
                    self._store.pexpire(key, int(left - days / 10 * DAY * 1000))  # 0 or less removes it
            sweep(self._store, clock.now())

    def left(self) -> Counter[str]:
        """What is still there, in the table's words."""
        rows = (row_of(key) for key in self._store.scan_iter("*"))
        return Counter(row.what if row else "unknown" for row in rows)


@pytest.fixture
def months(store: redis.Redis, tmp_path: Path) -> Iterator[Months]:
    yield Months(store, tmp_path / "clock")
    clock.follow(None)


@pytest.fixture
def bot(server: StoreServer, store: redis.Redis) -> Iterator[RunningBot]:
    assert store.ping()
    with RunningBot(server.url) as running:
        running.slack.invite_bot("G0DESK")
        yield running


def test_every_key_of_a_morning_stands_in_the_table_and_ends_in_time(bot: RunningBot) -> None:
    morning(bot)
    store: Any = bot.store
    for key in store.scan_iter("*"):
        row = row_of(key)
        assert row is not None, f"{key} has no row in bot/store/retention.py"
        left = store.pttl(key)
        assert (left == -1) == (row.seconds == LASTING), key
        assert left <= row.seconds * 1000 or row.seconds == LASTING, f"{key}: {left} ms, {row.seconds} s allowed"


def test_months_later_only_what_the_table_allows_is_left(bot: RunningBot, months: Months) -> None:
    morning(bot)
    months.pass_days(31)
    after_a_month = everything(bot.store)
    assert not [key for key in after_a_month if ":reading:" in key or ":shares" in key or ":shift:" in key]
    assert "Flood closes" in str(after_a_month), "events are kept for 90 days"
    named = [key for key, text in after_a_month.items() if "U0AMINA" in text]
    kept_longer = ("corrections", ":digests:", ":followers:")
    assert not [key for key in named if not any(part in key for part in kept_longer)], "who shared what: 30 days"
    months.pass_days(60)
    assert not [key for key in everything(bot.store) if ":events:event:" in key and ":term:" not in key]
    assert "Flood closes" not in str({k: v for k, v in everything(bot.store).items() if "corrections" not in k})
    assert set(months.left()) >= {"plans for digests: 400 days after the last run or change", "a channel's settings"}
    months.pass_days(310)
    assert set(months.left()) <= {row.what for row in TABLE if row.seconds == LASTING}, months.left()


def test_old_members_of_what_goes_on_are_taken_out(store: Any, months: Months) -> None:
    shares, corrections = f"nutgraf:{{{TEAM}}}:channel:C1:shares", f"nutgraf:{{{TEAM}}}:events:corrections"
    now = clock.now()
    store.zadd(shares, {"old": now - REPLY_SECONDS - 60, "young": now - 60})
    for age in (500, 401, 399, 1):
        store.rpush(corrections, json.dumps({"what": "rename", "at": now - age * DAY}))
    for key in (shares, corrections):
        store.expire(key, 10 * DAY)
    assert sweep(store, clock.now()).members == 3
    assert store.zrange(shares, 0, -1) == ["young"] and store.llen(corrections) == 2
    months.pass_days(9)
    assert store.llen(corrections) == 1


def test_a_key_without_its_time_is_given_it_and_too_much_is_cut(store: Any) -> None:
    lost, long = f"nutgraf:{{{TEAM}}}:shift:U1", f"nutgraf:{{{TEAM}}}:person:U1"
    store.hset(lost, "last", "1")
    store.set(long, "x", ex=400 * DAY)
    store.set("nutgraf:{T1}:of-tomorrow", "x")
    store.set("somebody-elses", "x")
    swept = sweep(store, clock.now())
    assert (swept.keys, swept.ended, swept.unknown) == (3, 2, 1)
    assert 0 < store.ttl(lost) <= 30 * DAY and 0 < store.ttl(long) <= 3600
    assert store.ttl("nutgraf:{T1}:of-tomorrow") == -1 and store.ttl("somebody-elses") == -1
    assert sweep(store, clock.now()).ended == 0


def test_jobs_are_no_ones_to_sweep(store: Any, months: Months) -> None:
    Queue(store).put("answer_link", {"team": TEAM}, key="a")
    Queue(store).put("answer_link", {"team": TEAM}, key="b", delay=3600)
    months.pass_days(20)
    counts = Queue(store).counts()
    assert counts.queued == counts.delayed == 1


def test_of_many_clocks_one_sweeps_a_day(store: Any, months: Months) -> None:
    done: list[Any] = []
    threads = [threading.Thread(target=lambda: done.append(sweep_once_a_day(store))) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(each is not None for each in done) == 1
    months.pass_days(1.1)
    assert sweep_once_a_day(store) is not None


def test_the_table_has_one_row_for_each_key() -> None:
    patterns = [row.pattern for row in TABLE]
    assert sorted(patterns) == sorted(set(patterns))


def test_the_table_says_what_the_code_does() -> None:
    """Times that are written down where they are used; the table repeats them for the sweep."""
    said = {row.pattern: row.seconds for row in TABLE}
    assert said["{*}:events:event:*"] == said["{*}:events:series:*"] == memory.SERIES_SECONDS
    assert said["{*}:events:message:*"] == memory.EVENT_SECONDS
    assert said["{*}:events:told:**"] == wishes.TOLD_SECONDS
    assert said["{*}:channel:*:was-public"] == visibility.PUBLIC_SECONDS
    assert said["{*}:channel:*:private"] >= visibility.KNOWN_SECONDS
    assert said["{*}:guests"] == guests.KNOWN_SECONDS
    assert said["{*}:digests:plans"] == plans.PLAN_SECONDS and said["{*}:digests:made:**"] == plans.MADE_SECONDS
    assert said["{*}:claim:**"] == claims.CLAIM_SECONDS
    assert said["{queue}:dead"] == queue_keys.DEAD_SECONDS and said["{queue}:stats"] == queue_keys.STATS_SECONDS
    assert said["{*}:settings"] == SETTINGS_SECONDS
    assert said["{schema}:version"] == migrating.KEPT_SECONDS


def _key_parts(call: ast.Call, first: int) -> str | None:
    """The parts of a key that a call makes, x for what is not known; None for patterns and for what is unpacked."""
    parts = []
    for argument in call.args[first:]:
        match argument:
            case ast.Constant(value=str(text)):
                parts.append(text)
            case ast.JoinedStr(values=values):
                parts.append("".join(v.value if isinstance(v, ast.Constant) else "x" for v in values))  # type: ignore[misc]
            case ast.Starred():
                return None
            case _:
                parts.append("x")
    whole = ":".join(parts)
    return None if "*" in whole or whole.endswith(":") or not whole.strip("x:") else whole


def made_keys() -> Iterator[tuple[str, str]]:
    """Every key that the code builds, by the file that does."""
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            if isinstance(node.func, ast.Name) and node.func.id == "team_key":
                if parts := _key_parts(node, 1):
                    yield str(path), f"nutgraf:{{T1}}:{parts}"
            elif isinstance(node.func, ast.Attribute) and node.func.attr == "key" and "events" in path.parts:
                parts = _key_parts(node, 0)
                if parts and parts != "none" and not parts.endswith("term:"):
                    yield str(path), f"nutgraf:{{T1}}:events:{parts}"


def test_every_key_that_the_code_builds_has_a_row() -> None:
    made = dict(reversed(each) for each in made_keys())
    assert len(made) > 30
    open_ended = ("nutgraf:{T1}:channel:x:noise", "nutgraf:{T1}:channel", "nutgraf:{T1}:digests:x")
    assert {key: where for key, where in made.items() if row_of(key) is None and key not in open_ended} == {}
