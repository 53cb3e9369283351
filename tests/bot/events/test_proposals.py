import pytest

from bot.events.event import Source
from bot.events.matching import Arrival
from bot.events.occurrence import Occurrence
from bot.events.proposals import Merge, Seen, Split, proposals
from bot.events.vectors import term_id, unit
from bot.events.weights import Vectors

FIRE = ("blaze", "hillside", "firefighter", "wind")
RATES = ("bank", "inflation", "loan", "governor")


def seen(article: str, event: str, words: tuple[str, ...], kind: str | None = None) -> Seen:
    vector = unit({term_id(word): 1.0 for word in words})
    occurrence = Occurrence(kind, None, False, (), (), (), {}, False, False, False, None)
    source = Source(article, "Courier", article, None, "C", "1", "1", 0.0, True)
    return Seen(source, event, Arrival(Vectors(vector, vector), occurrence, (), 0.0))


def test_two_events_of_the_same_words_are_proposed_as_one() -> None:
    window = [seen("a", "e1", FIRE), seen("b", "e2", FIRE), seen("c", "e3", RATES)]
    assert proposals(window) == (Merge(("e1", "e2")),)


def test_an_event_of_two_stories_is_proposed_to_be_split() -> None:
    window = [seen("a", "e1", FIRE), seen("b", "e1", FIRE), seen("c", "e1", RATES)]
    assert proposals(window) == (Split("e1", (("a", "b"), ("c",))),)


@pytest.mark.parametrize("settled", [{"e1"}, {"e2"}])
def test_what_people_have_corrected_is_left_alone(settled: set[str]) -> None:
    assert proposals([seen("a", "e1", FIRE), seen("b", "e2", FIRE)], settled) == ()


def test_incidents_told_apart_by_a_day_are_no_merge() -> None:
    def strike(article: str, event: str, day: str) -> Seen:
        given = seen(article, event, FIRE)
        told = Occurrence("attack", day, True, (day,), ("vesk",), ("vesk",), {}, True, False, False, None)
        return Seen(given.source, event, Arrival(given.arrival.vectors, told, (), 0.0))

    same = [strike("a", "e1", "2024-03-02"), strike("b", "e2", "2024-03-02")]
    assert proposals(same) == (Merge(("e1", "e2")),)
    assert proposals([same[0], strike("c", "e2", "2024-03-03")]) == ()


def test_no_window_no_proposals() -> None:
    assert proposals([]) == ()
