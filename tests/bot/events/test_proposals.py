from dataclasses import replace

import pytest

from bot.events.arrival import Arrival
from bot.events.event import Event, Source
from bot.events.growing import begun
from bot.events.occurrence import Occurrence
from bot.events.proposals import LEAST_HALF, Merge, Seen, Settled, Split, proposals
from bot.events.vectors import term_id, unit
from bot.events.weights import Vectors

FIRE = ("blaze", "hillside", "firefighter", "wind")
RATES = ("bank", "inflation", "loan", "governor")


def seen(article: str, event: str, words: tuple[str, ...], anchors: tuple[str, ...] = (), **changes: object) -> Seen:
    """An article of these words, in an event; `changes` are the event's."""
    vector = unit({term_id(word): 1.0 for word in words})
    occurrence = Occurrence(None, None, False, (), (), anchors, {}, False, False, False, None)
    source = Source(article, "Courier", article, None, "C", "1", "1", 0.0, True)
    arrival = Arrival(Vectors(vector, vector), occurrence, (), 0.0)
    given: Event = replace(begun(event, arrival, source, ()), **changes)  # type: ignore[arg-type]
    return Seen(source, given, arrival)


def found(window: list[Seen], settled: Settled | None = None) -> list[tuple[str, ...] | tuple[str, tuple[str, ...]]]:
    return [
        each.events if isinstance(each, Merge) else (each.event, each.articles)
        for each in proposals(window, settled or Settled())
    ]


def test_two_events_of_the_same_words_are_proposed_as_one_the_larger_first() -> None:
    window = [seen("a", "e1", FIRE), seen("b", "e2", FIRE), seen("c", "e2", FIRE), seen("d", "e3", RATES)]
    assert found(window) == [("e2", "e1")]


def test_the_surest_comes_first() -> None:
    window = [seen("a", "e1", FIRE), seen("b", "e2", (*FIRE[:3], "rain")), seen("c", "e3", FIRE)]
    assert found(window)[0] == ("e1", "e3")


def test_large_events_are_seldom_one() -> None:
    half = (*FIRE[:1], "rain", "river", "dam")
    few = [seen("a", "e1", FIRE), seen("b", "e2", half)]
    many = [
        seen(f"{event}{number}", event, words) for event, words in (("e1", FIRE), ("e2", half)) for number in range(20)
    ]
    assert found(few) == [("e1", "e2")]
    assert found(many) == []


def test_an_event_of_two_stories_is_proposed_to_be_split() -> None:
    window = [seen(f"a{number}", "e1", FIRE, ("vesk",)) for number in range(LEAST_HALF + 1)]
    window += [seen(f"b{number}", "e1", RATES, ("odrana",)) for number in range(LEAST_HALF)]
    assert found(window) == [("e1", tuple(f"b{number}" for number in range(LEAST_HALF)))]
    assert found(window, Settled(whole={"e1"})) == []
    assert found(window[:-1]) == [], "of a few articles the least alike are no other story"


@pytest.mark.parametrize(
    ("changes", "settled"),
    [
        ({}, Settled(two={frozenset(("e1", "e2"))})),
        ({"alone": True}, Settled()),
        ({"series": "s1"}, Settled()),
    ],
)
def test_what_people_or_days_have_told_apart_is_left_alone(changes: dict[str, object], settled: Settled) -> None:
    window = [seen("a", "e1", FIRE, **changes), seen("b", "e2", FIRE, **changes)]  # type: ignore[arg-type]
    assert found(window, settled) == []


def test_incidents_told_apart_by_a_day_are_no_merge() -> None:
    def strike(article: str, event: str, day: str) -> Seen:
        given = seen(article, event, FIRE)
        told = Occurrence("attack", day, True, (day,), ("vesk",), ("vesk",), {}, True, False, False, None)
        arrival = Arrival(given.arrival.vectors, told, (), 0.0)
        return Seen(given.source, begun(event, arrival, given.source, ()), arrival)

    same = [strike("a", "e1", "2024-03-02"), strike("b", "e2", "2024-03-02")]
    assert found(same) == [("e1", "e2")]
    assert found([same[0], strike("c", "e2", "2024-03-03")]) == []


def test_no_window_no_proposals() -> None:
    assert proposals([]) == ()


def test_a_split_says_how_far_the_halves_are_apart() -> None:
    window = [seen(f"a{number}", "e1", FIRE) for number in range(LEAST_HALF)]
    window += [seen(f"b{number}", "e1", RATES) for number in range(LEAST_HALF)]
    (split,) = proposals(window)
    assert isinstance(split, Split)
    assert split.share == 0.0
