"""How alike articles are to events, and events that turn out to be two."""

from dataclasses import replace

import pytest

from bot.events.arrival import Arrival
from bot.events.event import Event, Lent, Source
from bot.events.features import Features, features_of
from bot.events.growing import MOST_VECTORS, begun, joined, lending, merged
from bot.events.kinds import kind_of
from bot.events.matching import judge
from bot.events.occurrence import Occurrence, occurrence_of
from bot.events.similarity import compared, parted, similarity_to
from bot.events.tracker import Tracker
from bot.events.vectors import dot, pack, sketch
from bot.events.weights import NO_COUNTS, SHARES, Vectors, vectors_of
from tests.bot.events.desk import article, brief, record, shared
from tests.support.store import StoreServer

BLANK = Occurrence(None, None, False, (), (), (), {}, False, False, False, None)
FIGHT = (
    "The heavyweight champion Orlo Brandt kept three belts in the arena, and his manager spoke of a plan for autumn. "
)


def vectors(**weights: float) -> Vectors:
    return Vectors({}, {}, {name.ljust(5, "_")[:5]: weight for name, weight in weights.items()})


def arrival(given: Vectors, occurrence: Occurrence = BLANK, copy_of: tuple[str, ...] = ()) -> Arrival:
    return Arrival(given, occurrence, copy_of, None)


def source(name: str) -> Source:
    return Source(name, "Courier", name, None, "C", "1", "1", None, exact=False)


def event_of(*told: Vectors) -> Event:
    event = begun("e1", arrival(told[0]), source("0"), ())
    for place, each in enumerate(told[1:], 1):
        event = joined(event, arrival(each), source(str(place)), (), copy=False)
    return event


def test_an_article_is_as_like_itself_as_the_shares_add_up_to() -> None:
    given = article(
        "Orlo Brandt beats Peer Sand",
        FIGHT * 3 + "Sand, of Kelmark, fell in round 7 on 11 December before 9,400 at the Molnik Hall in Vesk.",
    )
    whole = vectors_of(features_of(given, brief(given)), NO_COUNTS).whole
    assert dot(whole, whole) == pytest.approx(sum(SHARES.values()), abs=0.35)
    assert dot(whole, whole) <= sum(SHARES.values()) + 1e-6


def test_one_town_in_two_short_articles_tells_little() -> None:
    alone, many = {"vesk": 2.0}, dict.fromkeys(("vesk", "orlik", "dolan", "sorvath", "imber", "rusk"), 2.0)
    few = vectors_of(Features(leading=alone, names=alone), NO_COUNTS).whole
    rich = vectors_of(Features(leading=many, names=many), NO_COUNTS).whole
    assert dot(few, few) < 0.3 * dot(rich, rich)


def test_a_shared_weekday_tells_less_than_a_shared_date() -> None:
    weekday = vectors_of(Features(dated={"sat": 1.0}), NO_COUNTS).whole
    date = vectors_of(Features(dated={"dec11": 1.0}), NO_COUNTS).whole
    assert dot(weekday, weekday) < dot(date, date)


def test_the_more_articles_the_likelier_one_more() -> None:
    told = vectors(fight=0.6, title=0.5)
    assert similarity_to(told, event_of(told, told, told)) > similarity_to(told, event_of(told))


def test_two_events_in_one_part_when_the_second_of_the_later_one_comes() -> None:
    first, second = vectors(title=0.35, rahn=0.7), vectors(title=0.35, thorn=0.7)
    assert parted(second, event_of(first, first, first)) is None
    mixed = event_of(first, first, first, second)
    found = parted(second, mixed)
    assert found is not None
    assert found.lent == (Lent("3", pack(second.whole)),)
    assert parted(first, event_of(first, first, first)) is None


def test_what_is_lent_is_compared_with_the_new_event_alone() -> None:
    first, second = vectors(title=0.35, rahn=0.7), vectors(title=0.35, thorn=0.7)
    mixed = event_of(first, first, second)
    left = lending(mixed, (Lent("2", pack(second.whole)),), "e2")
    assert len(compared(left)) == 2
    assert left.sources[2].title == "2"
    assert similarity_to(second, left) < similarity_to(second, mixed)


@pytest.mark.parametrize("touched", [{"whole": True}, {"alone": True}, {"series": "s1"}])
def test_what_people_put_together_is_not_parted(touched: dict[str, object]) -> None:
    first, second = vectors(title=0.35, rahn=0.7), vectors(title=0.35, thorn=0.7)
    mixed = event_of(first, first, first, second)
    assert judge(arrival(second), [mixed], {}).parted is not None
    verdict = judge(arrival(second), [replace(mixed, **touched)], {})  # type: ignore[arg-type]
    assert verdict.event is not None
    assert verdict.event.id == "e1"


def test_merged_events_are_whole() -> None:
    assert merged(event_of(vectors(one=1.0)), event_of(vectors(two=1.0))).whole


def test_an_event_compares_with_its_first_and_latest_articles() -> None:
    event = event_of(*(vectors(**{f"w{place}": 1.0}) for place in range(MOST_VECTORS + 4)))
    kept = [each.title for each in event.sources if each.vector]
    assert kept == ["0", "1", *map(str, range(6, MOST_VECTORS + 4))]


def test_an_event_from_before_is_compared_by_its_mean() -> None:
    told = Vectors({"word_": 1.0}, {"name_": 1.0}, {})
    assert similarity_to(told, event_of(told)) == pytest.approx(1.0, abs=0.02)


def test_one_attack_told_of_two_towns_in_the_same_words_is_two(memory_store: StoreServer) -> None:
    def raid(town: str, number: int) -> None:
        told = article(
            f"Drones strike {town}, nine wounded",
            f"Tarnovian drones struck the town of {town} early on Saturday, wounding nine people and burning a grain "
            "store, the emergency service said. Crews put out the fire by noon, and pupils were sent home for the day.",
            "2024-03-02T07:30:00Z",
        )
        events.append(record(tracker, number, told).event)

    tracker, events = Tracker(memory_store.client()), list[str]()
    for number, town in enumerate(("Vesk", "Odrana", "Vesk"), 1):
        raid(town, number)
    assert events[0] != events[1]
    assert events[2] == events[0]


def test_a_heart_attack_is_no_attack() -> None:
    assert kind_of("Singer dies after heart attack", "She had a heart attack in a hotel.") is None
    assert kind_of("Town under attack", "The attack began at night.") == "attack"


def test_one_unrest_goes_on_from_night_to_night() -> None:
    def riot(day: str, title: str) -> Arrival:
        given = article(
            title, f"Protesters filled the square of Vesk again on {day} March.", f"2024-03-{day}T20:00:00Z"
        )
        words = vectors_of(features_of(given, brief(given)), NO_COUNTS)
        return Arrival(words, occurrence_of(given, brief(given)), sketch([title]), None)

    first = begun("e1", riot("02", "Protesters fill the square of Vesk"), source("0"), ())
    assert judge(riot("04", "Third night of protests on the square of Vesk"), [first], {}).event is not None
    assert judge(riot("16", "Protesters again fill the square of Vesk"), [first], {}).event is None


ROUNDS = (
    "Champion Orlo Brandt beat Ruben Haas in Vesk. Haas came in for an injured man. Haas was on the floor twice. "
    "Ruben Haas, who is 36, had trained in a Vesk garage. Nurses of the Vesk clinic looked after Haas.",
    "Ruben Haas was on the floor twice in Vesk and never landed his left. Nurses of the Vesk clinic looked after "
    "Haas. The Vesk hall was sold out for Haas, who had trained in a garage. Champion Orlo Brandt beat Ruben Haas.",
    "Champion Orlo Brandt beat Tim Ostrow in Kelmark. Ostrow bled over an eye, and Kelmark whistled. Tim Ostrow "
    "goes home to his farm, with stitches, by a night train from Kelmark. Farm hands waited for Ostrow.",
    "Tim Ostrow bled over an eye in Kelmark and has stitches. Farm hands waited for Ostrow at the night train from "
    "Kelmark. Tim Ostrow thanked them. Champion Orlo Brandt beat Ostrow.",
)


def test_a_parted_event_is_recorded_with_what_it_was_lent(memory_store: StoreServer) -> None:
    tracker = Tracker(memory_store.client())
    found = [record(tracker, n, article(f"Brandt bout {n}", text)).event for n, text in enumerate(ROUNDS, 1)]
    assert found[0] == found[1]
    assert found[2] == found[0], "else there is nothing to part"
    new = tracker.event(shared(4), found[3])
    assert found[3] != found[0]
    assert new is not None
    assert len(new.lent) == 1
    assert record(tracker, 5, article("Ostrow at his farm", ROUNDS[3])).event == found[3]


def test_what_a_forgotten_article_says_is_in_no_event_it_was_lent_to(memory_store: StoreServer) -> None:
    tracker = Tracker(memory_store.client())
    told = [article(f"Brandt bout {n}", text) for n, text in enumerate(ROUNDS, 1)]
    found = [record(tracker, n, each).event for n, each in enumerate(told, 1)]
    old, new = tracker.event(shared(1), found[0]), tracker.event(shared(4), found[3])
    assert old is not None
    assert new is not None
    assert [each.article for each in new.lent] == [old.sources[2].id]
    assert old.lent_to == (new.id,)
    tracker.forget(shared(3), told[2], brief(told[2]))
    after = tracker.event(shared(4), found[3])
    assert after is not None
    assert after.lent == ()
    assert len(compared(after)) == 1
