"""The verdict on an article: what is asked of its likeness to an event."""

from dataclasses import replace

from bot.events.arrival import Arrival
from bot.events.event import Source
from bot.events.growing import begun, merged
from bot.events.matching import judge
from bot.events.occurrence import Occurrence
from bot.events.weights import Vectors

BLANK = Occurrence(None, None, False, (), (), (), {}, False, False, False, None)
FIRST = Source("0", "Courier", "The trial of Dolan", None, "C", "1", "1", None, exact=False)


def arrival(weights: dict[str, float], occurrence: Occurrence = BLANK) -> Arrival:
    return Arrival(
        Vectors({}, {}, {name.ljust(5, "_"): weight for name, weight in weights.items()}), occurrence, (), None
    )


def joins(first: Arrival, second: Arrival) -> bool:
    return judge(second, [begun("e1", first, FIRST, ())], {}).event is not None


def test_less_is_asked_of_an_article_that_tells_little() -> None:
    first = arrival({"quay": 0.35, "fire": 0.8, "vesk": 0.5})
    assert joins(first, arrival({"quay": 0.35, "boat": 0.5}))
    assert not joins(first, arrival({"quay": 0.35, "boat": 0.9}))
    assert not joins(first, arrival({"quay": 0.2, "boat": 0.5}))


def test_two_reports_of_one_verdict_are_one_hearing_whatever_days_they_tell_of() -> None:
    march = replace(BLANK, kind="hearing", kinds=("hearing",), day="2024-03-04", stated=True)
    april = replace(march, day="2024-04-02", sitting=True)
    told = arrival({"dolan": 0.7, "fraud": 0.6}, march)
    assert joins(told, arrival({"dolan": 0.7, "fraud": 0.5, "judge": 0.2}, april))
    assert not joins(told, arrival({"dolan": 0.4, "witness": 0.8}, april))
    assert not joins(told, arrival({"dolan": 0.7, "fraud": 0.5, "judge": 0.2}, replace(april, fresh=True)))


def test_a_trial_has_one_more_day_where_somebody_is_heard_in_court() -> None:
    march = replace(BLANK, kind="hearing", kinds=("hearing",), day="2024-03-04", stated=True)
    april = replace(march, day="2024-04-02")
    told = arrival({"dolan": 0.7, "fraud": 0.6}, march)
    assert joins(told, arrival({"dolan": 0.4, "bail": 0.8}, april))
    assert not joins(told, arrival({"dolan": 0.4, "witness": 0.8}, replace(april, sitting=True)))


def test_two_towns_that_share_a_common_word_are_two() -> None:
    dorn = replace(BLANK, kind="attack", kinds=("attack",), day="2024-03-04", stated=True, places=("new dorn",))
    told = arrival({"drone": 0.3, "fire": 0.8}, dorn)
    like = {"drone": 0.3, "mayor": 0.9}
    assert joins(told, arrival(like, dorn))
    assert joins(told, arrival(like, replace(dorn, places=("dorn",))))
    assert not joins(told, arrival(like, replace(dorn, places=("new vesk",))))


def test_events_put_together_keep_the_day_that_the_later_one_names_for_the_next() -> None:
    first = replace(begun("e1", arrival({"quay": 1.0}), FIRST, ()), announced="2024-03-08", last_at=1.0)
    second = replace(begun("e2", arrival({"quay": 1.0}), FIRST, ()), announced="2024-03-15", last_at=2.0)
    assert merged(first, second).announced == merged(second, first).announced == "2024-03-15"
    assert merged(first, replace(second, announced=None)).announced == "2024-03-08"


def test_what_lasts_is_told_again_on_other_days_and_two_crashes_are_two() -> None:
    fire = replace(BLANK, kind="fire", kinds=("fire",), day="2024-03-04", stated=True, places=("dorn",))
    for kind, one in (("fire", True), ("crash", False)):
        first = replace(fire, kind=kind, kinds=(kind,))
        like = {"bus": 0.35, "rail": 0.9}
        told = arrival({"bus": 0.35, "road": 0.9}, first)
        assert joins(told, arrival(like, replace(first, day="2024-03-07"))) is one
