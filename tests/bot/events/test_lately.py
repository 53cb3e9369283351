"""Events and series are found by time, each as long as it is kept, without a look through the store's keys."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from bot.events.carrying import LineError, exported, imported
from bot.events.corrections import Corrections
from bot.events.event import Series, Step
from bot.events.lately import day_time, event_time, series_time
from bot.events.memory import Memory, Rewrite
from bot.events.migrating import KEY, VERSION, migrate, require_current, steps_for, stored_version
from bot.events.tracker import Tracker, article_key
from bot.store.sweep import sweep
from tests.bot.events.desk import ELSEWHERE, FIRST, MORE_WOUNDED, NEXT_NIGHT, OTHER_COUNT, brief, record, shared
from tests.support.store import StoreServer

TEAM = "T0TEST"
TODAY = date(2026, 3, 10)


def series(name: str, last: int, gap: int, events: int = 4) -> Series:
    """A series whose last event was `last` days before TODAY; one came every `gap` days."""
    days = [(TODAY - timedelta(days=last + gap * back)).isoformat() for back in range(events)]
    steps = tuple(Step(f"{name}-{at}", day, name) for at, day in enumerate(reversed(days)))
    return Series(name, 1, name, "release", (), {}, {}, steps)


def by_time(memory: Memory, store: StoreServer, what: str) -> dict[str, float]:
    return dict(store.client().zrange(memory.key("by-time", what), 0, -1, withscores=True))


def check(memory: Memory, store: StoreServer) -> None:
    """The indexes have what the store has, each by its time, and end no sooner."""
    client: Any = store.client()
    for what in ("event", "series"):
        prefix = memory.key(what, "")
        kept = {key.removeprefix(prefix) for key in client.scan_iter(f"{prefix}*")}
        events, known = {each.id: each for each in memory.load(kept)}, memory.load_series(kept)
        times = (
            {each: event_time(event) for each, event in events.items()}
            if what == "event"
            else {each: series_time(one) for each, one in known.items()}
        )
        assert by_time(memory, store, what) == times
        assert not kept or client.ttl(memory.key("by-time", what)) >= max(client.ttl(prefix + each) for each in kept)


def test_series_are_found_while_anybody_may_look_for_them(memory_store: StoreServer) -> None:
    memory = Memory(memory_store.client(), TEAM, None)
    kept = [
        series("nightly", 5, 1),
        series("of-spring", 59, 3),
        series("gone", 90, 3),
        series("yearly", 330, 365),
        series("once-yearly", 399, 365),
        series("monthly-long-ago", 200, 30),
        series("ahead", -20, 7),
    ]
    undated = Series("undated", 1, "undated", None, (), {}, {}, (Step("e", None, "undated"),))
    assert memory.rewrite(Rewrite(series=[(None, each) for each in [*kept, undated]]), "")
    assert set(memory.series_since(TODAY - timedelta(days=60))) == {
        "nightly",
        "of-spring",
        "yearly",
        "ahead",
        "once-yearly",
    }
    assert set(memory.series_since(TODAY + timedelta(days=30))) == {"yearly"}
    assert series_time(series("nightly", 5, 1)) >= day_time(TODAY - timedelta(days=5))
    assert Memory(memory_store.client(), "T0OTHER", None).series_since(date(1990, 1, 1)) == {}
    check(memory, memory_store)


def test_the_index_follows_every_change(memory_store: StoreServer) -> None:
    tracker, memory = Tracker(memory_store.client()), Memory(memory_store.client(), TEAM, None)
    private, corrections = Memory(memory_store.client(), TEAM, "G0DESK"), Corrections(memory)
    changes: list[Callable[[], object]] = [
        lambda: record(tracker, 1, FIRST),
        lambda: record(tracker, 2, MORE_WOUNDED),
        lambda: record(tracker, 3, NEXT_NIGHT),
        lambda: record(tracker, 4, ELSEWHERE),
        lambda: record(tracker, 5, OTHER_COUNT, "G0DESK", private=True),
        lambda: tracker.apart(shared(2), MORE_WOUNDED, brief(MORE_WOUNDED), "U0BEN", 5.0),
        lambda: corrections.merge(memory.latest()[0].id, memory.latest()[1].id, "U0BEN", 6.0),
        lambda: corrections.rename(memory.latest()[-1].id, "Nights over the port", "U0BEN", 7.0),
        lambda: tracker.forget(shared(1), FIRST, brief(FIRST)),
        lambda: tracker.forget(shared(4), ELSEWHERE, brief(ELSEWHERE)),
    ]
    seen = set[tuple[str, ...]]()
    for change in changes:
        change()
        check(memory, memory_store)
        check(private, memory_store)
        seen.add(tuple(by_time(memory, memory_store, "event")))
    assert len(seen) >= 5, "events came and went"
    assert len(list(memory.walk())) == len(by_time(memory, memory_store, "event")) > 0
    assert [event.last_at for event in memory.latest()] == sorted(
        (event.last_at for event in memory.walk()), key=lambda at: -(at or 0.0)
    )


def test_what_ended_is_passed_over_and_swept(memory_store: StoreServer) -> None:
    client: Any = memory_store.client()
    tracker, memory = Tracker(client), Memory(client, TEAM, None)
    first, other = record(tracker, 1, FIRST), record(tracker, 2, ELSEWHERE)
    assert first.event != other.event
    client.delete(memory.key("event", first.event))  # as at the end of its time
    assert [event.id for event in memory.latest()] == [event.id for event in memory.walk()] == [other.event]
    assert first.event in by_time(memory, memory_store, "event")
    assert sweep(client, 0.0).members == 1
    check(memory, memory_store)
    assert sweep(client, 0.0).members == 0


def test_an_import_beside_what_is_there_loses_neither(memory_store: StoreServer) -> None:
    client: Any = memory_store.client()
    require_current(client)
    tracker, memory = Tracker(client), Memory(client, TEAM, None)
    record(tracker, 1, FIRST)
    night = record(tracker, 2, NEXT_NIGHT)
    lines = list(exported(client, TEAM))
    assert not any("by-time" in line for line in lines)
    before = [event.id for event in memory.latest()]
    client.flushall()
    require_current(client)
    assert night.series is not None
    apart = record(tracker, 3, ELSEWHERE)
    imported(client, lines)
    assert [event.id for event in memory.latest()] == [apart.event, *before]
    assert set(memory.series_since(date(2024, 3, 1))) == {night.series}
    check(memory, memory_store)
    wrong = json.dumps({"key": memory.key("event", "e1"), "type": "hash", "value": {"value": "{}"}, "keep_ms": 5})
    with pytest.raises(LineError, match="Line 1"):
        imported(client, [wrong])
    assert not client.exists(memory.key("event", "e1"))


def test_a_store_of_version_2_is_given_its_index(memory_store: StoreServer) -> None:
    client: Any = memory_store.client()
    tracker, memory = Tracker(client), Memory(client, TEAM, None)
    private = Memory(client, TEAM, "G0DESK")
    record(tracker, 1, FIRST)
    record(tracker, 2, NEXT_NIGHT)
    record(tracker, 3, FIRST, "G0DESK", private=True)
    for each in (memory, private):
        client.delete(each.key("by-time", "event"), each.key("by-time", "series"))
    client.set(KEY, "2")
    assert memory.latest() == []
    (step,) = steps_for(stored_version(client))
    assert step.left(client) == 4
    migrate(client, 2)
    assert (step.left(client), stored_version(client)) == (0, VERSION)
    check(memory, memory_store)
    check(private, memory_store)
    migrate(client, 2)
    check(memory, memory_store)
    assert article_key(shared(1)) in {source.id for event in memory.walk() for source in event.sources}
