"""Corrections hold against what comes later, and are kept."""

import pytest

from bot.events.corrections import Corrections, UnknownStoryError
from bot.events.memory import Memory
from bot.events.tracker import Tracker
from tests.bot.events.desk import FIRST, MORE_WOUNDED, NEXT_NIGHT, OTHER_COUNT, brief, record, shared
from tests.support.store import StoreServer


def test_an_article_taken_out_of_its_event_leaves_it_whole(memory_store: StoreServer) -> None:
    client = memory_store.client()
    tracker, memory = Tracker(client), Memory(client, "T0TEST", None)
    first, joined = record(tracker, 1, FIRST), record(tracker, 2, MORE_WOUNDED)
    assert joined.event == first.event
    own = tracker.apart(shared(2), MORE_WOUNDED, brief(MORE_WOUNDED), "U0BEN", 5.0)
    left = tracker.event(shared(1), first.event)
    assert left is not None
    assert (left.count, [source.ts for source in left.sources]) == (1, ["1.000100"])
    assert {reading.value for reading in left.readings} == {9}
    assert [source.ts for source in own.sources] == ["2.000100"]
    again = record(tracker, 3, MORE_WOUNDED)
    assert again.event == own.id
    kept = Corrections(memory).all()
    assert [(each.what, each.event, each.other, each.by) for each in kept] == [("apart", first.event, own.id, "U0BEN")]
    with pytest.raises(UnknownStoryError):
        tracker.apart(shared(2), MORE_WOUNDED, brief(MORE_WOUNDED), "U0BEN", 6.0)


def test_what_was_merged_stays_one_and_what_was_named_keeps_its_name(memory_store: StoreServer) -> None:
    client = memory_store.client()
    tracker, memory = Tracker(client), Memory(client, "T0TEST", None)
    corrections = Corrections(memory)
    first, night = record(tracker, 1, FIRST), record(tracker, 2, NEXT_NIGHT)
    assert night.series is not None
    corrections.rename(night.series, "Nights over the port", "U0BEN", 1.0)
    corrections.merge(first.event, night.event, "U0BEN", 2.0)
    assert tracker.event(shared(1), night.event) is None
    later = record(tracker, 3, OTHER_COUNT)
    assert later.event == first.event
    assert later.series_name == "Nights over the port"
    event = tracker.event(shared(1), first.event)
    assert event is not None
    assert event.count == 3
    assert [client.ttl(key) > 0 for key in client.scan_iter("*")].count(False) == 0
