"""Roles that stand in the sentence after a name."""

import pytest

from bot.reading.names import find_names
from bot.reading.pipeline import nlp
from bot.reading.sentences import sentences_of


def role(text: str, name: str) -> str | None:
    doc = nlp()(text)
    return next(person.role for person in find_names(doc, sentences_of(doc)).people if person.name == name)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("However, for the 37-year-old owner of a bakery, the sea came first.", "owner of a bakery"),
        ("The veteran goalkeeper has kept his place since May.", "veteran goalkeeper"),
        ("The judge ruled on Monday that the case was closed.", None),
        ("The gunman fled on a bicycle.", None),
        ("The former champion Samuel Thorne came second.", None),
    ],
)
def test_only_a_phrase_that_describes_is_the_role_of_the_one_before(after: str, expected: str | None) -> None:
    assert role(f"Colm Reddy left Oslo on Friday. {after}", "Colm Reddy") == expected


def test_where_two_people_stand_before_it_is_nobodys() -> None:
    text = "Helena Varga and Colm Reddy stood in the rain. The veteran goalkeeper wept."
    assert role(text, "Colm Reddy") is None
    assert role(text, "Helena Varga") is None
