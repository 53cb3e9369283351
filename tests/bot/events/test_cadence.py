from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.events.cadence import rhythm, rhythm_of, standing
from bot.events.event import Series, Step


def days(*gaps: int) -> list[str]:
    day = date(2024, 3, 1)
    found = [day.isoformat()]
    for gap in gaps:
        day += timedelta(days=gap)
        found.append(day.isoformat())
    return found


@pytest.mark.parametrize(
    ("gaps", "cadence"),
    [
        ((1, 2, 1, 1, 3, 1, 2), "near-daily"),
        ((1, 1, 1, 1, 1, 1), "daily"),
        ((7, 7, 6, 8, 14, 7), "weekly"),
        ((14, 14, 15), "fortnightly"),
        ((30, 31, 29), "monthly"),
        ((365, 366), "yearly"),
        ((3, 19, 41, 8, 27), "irregular"),
    ],
)
def test_gaps_give_a_class(gaps: tuple[int, ...], cadence: str) -> None:
    assert rhythm(days(*gaps)).cadence == cadence


def test_one_event_has_no_rhythm() -> None:
    assert rhythm(days()).due is None
    assert rhythm([]).last is None


def test_a_phrase_decides_while_there_are_few_events() -> None:
    assert rhythm(days(4), "near-daily").cadence == "near-daily"
    assert rhythm(days(14), "weekly").cadence == "weekly", "one was missed"
    assert rhythm(days(31), "daily").cadence == "monthly", "the dates rule the phrase out"


def test_the_next_is_expected_a_gap_after_the_last() -> None:
    found = rhythm(days(7, 7, 7))
    assert found.due == ("2024-03-28", "2024-03-30")
    assert found.median_gap_days == 7


def test_what_does_not_come_is_overdue_then_quiet() -> None:
    found = rhythm(days(7, 7, 7))
    assert standing(found, "2024-03-29") == "due"
    assert standing(found, "2024-04-02") == "overdue"
    assert standing(found, "2024-05-02") == "quiet"


def test_two_gaps_of_one_class_outweigh_a_phrase_one_does_not() -> None:
    assert rhythm(days(14, 14), "weekly").cadence == "fortnightly"
    assert rhythm(days(14), "weekly").cadence == "weekly"
    assert rhythm(days(4, 4), "near-daily").cadence == "near-daily"


def test_a_day_of_the_week_that_a_monthly_release_keeps_may_be_five_weeks_away() -> None:
    assert rhythm(days(28, 35, 28)).due == ("2024-06-28", "2024-07-05")
    assert rhythm(days(30, 31)).due == ("2024-05-29", "2024-06-03")


def test_the_day_that_the_texts_name_narrows_the_window() -> None:
    assert rhythm(days(7, 7, 7), announced="2024-03-30").due == ("2024-03-29", "2024-03-30")
    assert rhythm(days(2, 9, 4), announced="2024-03-28").due == ("2024-03-18", "2024-03-28")
    assert rhythm(days(7, 7, 7), announced="2024-04-11").due == ("2024-03-28", "2024-03-30"), "another matter's"
    assert rhythm(days(7, 7, 7), announced="2024-03-02").due == ("2024-03-28", "2024-03-30"), "it has passed"


def test_a_series_is_due_when_its_latest_event_says() -> None:
    steps = tuple(Step(str(at), day, "Hearing", announced=None) for at, day in enumerate(days(6, 9)))
    series = Series("s", 1, "Hearings", "hearing", (), {}, {}, (*steps[:2], replace(steps[2], announced="2024-03-25")))
    assert rhythm_of(series).due == ("2024-03-22", "2024-03-25")
    assert rhythm_of(series, "2024-03-10").last == "2024-03-07", "as it stood then"
