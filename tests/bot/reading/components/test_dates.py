import pytest


@pytest.mark.parametrize(
    ("text", "entity", "label"),
    [
        ("He left on Tuesday.", "Tuesday", "DATE"),
        ("He left on 4 July 2025.", "4 July 2025", "DATE"),
        ("He left on July 4, 2025, at last.", "July 4, 2025", "DATE"),
        ("It opened in March 2019.", "March 2019", "DATE"),
        ("It opened in 1987.", "1987", "DATE"),
        ("It was closed in the 1990s.", "the 1990s", "DATE"),
        ("She resigned two years ago.", "two years ago", "DATE"),
        ("It fell over the past 10 years.", "the past 10 years", "DATE"),
        ("A 34-year-old was held.", "34-year-old", "DATE"),
        ("They meet next week.", "next week", "DATE"),
        ("They met yesterday.", "yesterday", "DATE"),
        ("It began at 10:30 p.m. GMT.", "10:30 p.m. GMT", "TIME"),
        ("It began at 5pm.", "5pm", "TIME"),
        ("It began on Tuesday night.", "Tuesday night", "TIME"),
        ("It took three hours.", "three hours", "TIME"),
    ],
)
def test_times_and_dates_are_found(named, run, text: str, entity: str, label: str) -> None:
    assert run("nutgraf_dates", named(text)) == [(entity, label)]


def test_may_the_verb_is_no_month(named, run) -> None:
    assert run("nutgraf_dates", named("They may leave; she might march.")) == []


def test_a_date_takes_the_place_of_a_name_inside_it(named, run) -> None:
    doc = named("The vote is on April 3.", "April=PERSON")
    assert run("nutgraf_dates", doc) == [("April 3", "DATE")]


def test_a_person_called_april_stays_one(named, run) -> None:
    doc = named("Then April Alder left.", "April Alder=PERSON")
    assert run("nutgraf_dates", doc) == [("April Alder", "PERSON")]
