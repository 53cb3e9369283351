"""Corrections hold against what comes later, and are kept."""

import pytest

from bot.events.corrections import Corrections, UnknownStoryError
from bot.events.memory import Memory
from bot.events.tracker import Tracker, arrival_of, article_key
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
    moved = tracker.event(shared(2), own.event)
    assert moved is not None
    assert [source.ts for source in moved.sources] == ["2.000100"]
    assert tracker.recorded(shared(2)) == own == record(tracker, 2, MORE_WOUNDED)
    with pytest.raises(UnknownStoryError):
        tracker.apart(shared(2), MORE_WOUNDED, brief(MORE_WOUNDED), "U0BEN", 6.0)
    again = record(tracker, 3, MORE_WOUNDED)
    assert again.event == own.event
    kept = Corrections(memory).all()
    assert [(each.what, each.event, each.other, each.by) for each in kept] == [
        ("apart", first.event, own.event, "U0BEN")
    ]
    assert tracker.apart(shared(2), MORE_WOUNDED, brief(MORE_WOUNDED), "U0BEN", 7.0).event not in (
        own.event,
        first.event,
    )


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


def test_a_deleted_sharing_is_as_if_it_had_not_been(memory_store: StoreServer) -> None:
    client = memory_store.client()
    tracker = Tracker(client)
    first = record(tracker, 1, FIRST)
    before = tracker.event(shared(1), first.event)
    night = record(tracker, 3, NEXT_NIGHT)
    record(tracker, 2, MORE_WOUNDED)
    assert tracker.forget(shared(2), MORE_WOUNDED, brief(MORE_WOUNDED))
    assert not tracker.forget(shared(2), MORE_WOUNDED, brief(MORE_WOUNDED))
    event = tracker.event(shared(1), first.event)
    assert event is not None
    assert before is not None
    assert (event.count, event.sources, event.readings, event.name, event.anchors) == (
        before.count,
        before.sources,
        before.readings,
        before.name,
        before.anchors,
    )
    series = tracker.series(shared(1), str(night.series))
    assert series is not None
    assert [step.figures.get("injured") for step in series.steps] == [9, None]
    assert tracker.recorded(shared(2)) is None
    assert record(tracker, 2, MORE_WOUNDED).event == first.event


def test_an_event_of_a_deleted_message_alone_leaves_nothing(memory_store: StoreServer) -> None:
    client = memory_store.client()
    tracker = Tracker(client)
    first, night = record(tracker, 1, FIRST), record(tracker, 2, NEXT_NIGHT)
    assert tracker.forget_message(shared(2), {}) == 1
    assert tracker.forget_message(shared(2), {}) == 0
    assert tracker.event(shared(1), night.event) is None
    series = tracker.series(shared(1), str(night.series))
    assert series is not None
    assert [step.event for step in series.steps] == [first.event]
    assert tracker.forget_message(shared(1), {"story1": (FIRST, brief(FIRST))}) == 1
    left = " ".join(f"{key} {value}" for key, value in contents(memory_store).items())
    assert [word for word in ("Vesk", first.event, night.event, str(night.series)) if word in left] == []


def test_what_two_channels_shared_stays_while_one_message_does(memory_store: StoreServer) -> None:
    tracker = Tracker(memory_store.client())
    first = record(tracker, 1, FIRST)
    second = record(tracker, 2, FIRST, "C0OTHER")
    assert second.event == first.event
    for _ in range(2):
        tracker.forget(shared(1), FIRST, brief(FIRST))
    event = tracker.event(shared(1), first.event)
    assert event is not None
    assert (event.count, [source.channel for source in event.sources]) == (1, ["C0OTHER"])
    assert [(each.value, each.article) for each in event.readings] == [(9, event.sources[0].id)]
    assert event.sketches
    assert record(tracker, 3, MORE_WOUNDED).moved[0].before.value == 9


def contents(server: StoreServer) -> dict[str, str]:
    """All that the store holds, key by key."""
    client = server.client()
    read = {"string": client.get, "hash": client.hgetall, "set": client.smembers}
    return {key: str(read.get(client.type(key), lambda k: client.lrange(k, 0, -1))(key)) for key in client.scan_iter()}


@pytest.mark.parametrize("read", [True, False])
def test_articles_parted_from_an_event_are_one_of_their_own(memory_store: StoreServer, *, read: bool) -> None:
    client = memory_store.client()
    tracker, memory = Tracker(client), Memory(client, "T0TEST", None)
    given = {1: FIRST, 2: MORE_WOUNDED, 3: OTHER_COUNT}
    (event,) = {record(tracker, number, each).event for number, each in given.items()}
    parts = [
        (article_key(shared(number)), arrival_of(memory, None, given[number], brief(given[number])) if read else None)
        for number in (2, 3)
    ]
    own = Corrections(memory).part(event, parts, "U0BEN", 5.0)
    left, moved = memory.load([event, own.id])
    assert [source.ts for source in left.sources] == ["1.000100"]
    assert [source.ts for source in moved.sources] == ["2.000100", "3.000100"]
    assert (left.count, moved.count, moved.alone, moved.rev) == (1, 2, True, 1)
    assert [reading.value for reading in left.readings] == [9]
    assert sorted(reading.value for reading in moved.readings) == [12, 14]
    answers = [tracker.recorded(shared(number)) for number in (2, 3)]
    assert [(answer.event, answer.new) for answer in answers if answer] == [(own.id, True), (own.id, False)]
    (said,) = Corrections(memory).all()
    assert (said.what, said.event, said.other, len(said.article.split(","))) == ("part", event, own.id, 2)
    with pytest.raises(UnknownStoryError):
        Corrections(memory).part(event, parts, "U0BEN", 6.0)
    with pytest.raises(UnknownStoryError):
        Corrections(memory).part(event, [(article_key(shared(1)), None)], "U0BEN", 7.0)
    assert [key for key in client.scan_iter("*") if client.ttl(key) < 0] == []
