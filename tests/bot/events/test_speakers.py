"""Whom a name means."""

import pytest

from bot.events.speakers import is_meant, people


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("renn", "Tobias Renn"),
        ("tobias renn", "Tobias Renn"),
        ("Mr. Renn", "Tobias Renn"),
        ("T. Renn", "Tobias Renn"),
        ("tobias renn", "Renn"),
        ("tobias renn", "Tobias J. Renn"),
        ("von der lind", "Oda von der Lind"),
        ("lind", "Oda von der Lind"),
        ("muller", "Jörg Müller"),
        ("the harbour authority", "harbour authority"),
        ("king", "Martin King Jr."),
    ],
)
def test_a_surname_or_a_full_name_finds_its_bearer(asked: str, name: str) -> None:
    assert is_meant(asked, name)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("renn", "Tobias Rennick"),
        ("tobias", "Tobias Renn"),
        ("ida renn", "Tobias Renn"),
        ("ann lee", "Mary Ann Lee Wu"),
        ("", "X"),
    ],
)
def test_others_are_not_found(asked: str, name: str) -> None:
    assert not is_meant(asked, name)


def test_names_of_one_person_are_joined_under_the_fullest() -> None:
    assert people(["Renn", "Tobias Renn", "T. Renn", "Tobias J. Renn"]) == {
        "Tobias J. Renn": "Tobias J. Renn",
        "Tobias Renn": "Tobias J. Renn",
        "T. Renn": "Tobias J. Renn",
        "Renn": "Tobias J. Renn",
    }


def test_two_of_one_surname_are_kept_apart_and_so_is_what_may_be_eithers() -> None:
    joined = people(["Tobias Renn", "Ida Renn", "Renn"])
    assert joined == {"Tobias Renn": "Tobias Renn", "Ida Renn": "Ida Renn", "Renn": "Renn"}


def test_an_initial_that_fits_two_joins_neither() -> None:
    assert people(["Tom Renn", "Tobias Renn", "T. Renn"])["T. Renn"] == "T. Renn"
