"""What a reader sees of a series whose events other channels reported too."""

import pytest

from bot.events.closing import close_channel
from bot.events.event import Event, Series
from bot.events.memory import Memory
from bot.events.tracker import Tracker, article_key
from bot.events.vectors import unpack
from bot.events.viewing import seen_from, series_from
from tests.bot.events.desk import FIRST, MORE_WOUNDED, NEXT_NIGHT, OTHER_COUNT, article, brief, record, shared
from tests.support.store import StoreServer

HERE, THERE = "C0HERE", "C0THERE"


def seen(memory: Memory, series: str, channel: str) -> tuple[Series, Series | None]:
    """A series, and what of it somebody sees who is in `channel` alone."""
    whole = memory.load_series([series])[series]
    events: dict[str, Event] = {}
    for event in memory.load(step.event for step in whole.steps):
        if part := seen_from(event, {channel}):
            events[event.id] = part
    return whole, series_from(whole, events)


def test_a_series_is_named_from_the_headlines_that_are_seen(memory_store: StoreServer) -> None:
    client = memory_store.client()
    tracker, memory = Tracker(client), Memory(client, "T0TEST", None)
    silent = article("Another night of drones", NEXT_NIGHT.text, "2024-03-03T07:05:00Z")
    record(tracker, 1, FIRST, THERE)
    series = record(tracker, 2, silent, HERE).series
    assert series
    whole, part = seen(memory, series, HERE)
    assert whole.name == "Attacks on Vesk"
    assert part
    assert (part.name, [step.name for step in part.steps]) == ("Another night of drones", ["Another night of drones"])
    assert "Vesk" not in str((part.name, part.places, part.shown, part.anchors))
    record(tracker, 3, OTHER_COUNT, HERE)
    _, part = seen(memory, series, HERE)
    assert part
    assert part.name == "Attacks on Vesk"
    assert FIRST.title not in str(part)
    assert seen(memory, series, "C0NOWHERE")[1] is None


def test_a_channel_is_closed_whole_however_much_a_memory_holds(
    memory_store: StoreServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.events.memory.BATCH", 1)
    client = memory_store.client()
    tracker = Tracker(client)
    events = {record(tracker, number, given, HERE).event for number, given in enumerate((FIRST, NEXT_NIGHT), 1)}
    assert close_channel(client, "T0TEST", HERE, {}) == len(events) == 2
    assert Memory(client, "T0TEST", None).load(events) == []
    assert {event.id for event in Memory(client, "T0TEST", HERE).walk()} == events


def test_what_a_channel_shared_before_it_was_closed_joins_what_it_shared_since(memory_store: StoreServer) -> None:
    client = memory_store.client()
    tracker, own = Tracker(client), Memory(client, "T0TEST", HERE)
    event = record(tracker, 1, FIRST, HERE).event
    record(tracker, 2, OTHER_COUNT, THERE)
    assert close_channel(client, "T0TEST", HERE, {}) == 1
    # A worker that still took the channel for public comes too late.
    assert record(tracker, 3, MORE_WOUNDED, HERE).event == event
    assert close_channel(client, "T0TEST", HERE, {}) == 1
    assert close_channel(client, "T0TEST", HERE, {}) == 0
    (kept,) = own.load([event])
    assert (kept.count, [source.ts for source in kept.sources]) == (2, ["1.000100", "3.000100"])
    assert [reading.value for reading in kept.readings] == [9, 14]
    (public,) = Memory(client, "T0TEST", None).load([event])
    assert [source.channel for source in public.sources] == [THERE]
    assert record(tracker, 3, MORE_WOUNDED, HERE, private=True).event == event
    assert [key for key in client.scan_iter("*") if client.ttl(key) < 0] == []


def test_names_and_words_of_a_closed_channel_leave_an_event_that_stays(memory_store: StoreServer) -> None:
    client = memory_store.client()
    tracker, public = Tracker(client), Memory(client, "T0TEST", None)
    named = article(
        "Drones strike Vesk, says Sigrun Vael",
        "VESK — Drones struck the city of Vesk overnight into Saturday and burned a grain store, Sigrun Vael said.",
        "2024-03-02T08:00:00Z",
        "Northern Star",
    )
    event = record(tracker, 1, FIRST, THERE).event
    before = public.load([event])[0]
    assert record(tracker, 2, named, HERE).event == event
    assert "vael" in str(public.load([event])[0].anchors)
    texts = {article_key(shared(2, HERE)): (named, brief(named))}
    assert close_channel(client, "T0TEST", HERE, texts) == 1
    (left,) = public.load([event])
    assert left.anchors == before.anchors
    assert unpack(left.words).keys() <= unpack(before.words).keys()
    assert "Vael" not in str(left.shown)
