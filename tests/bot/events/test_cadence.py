from datetime import date, timedelta

import pytest

from bot.events.cadence import rhythm, standing


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
