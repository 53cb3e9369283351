"""Speakers with the trained pipeline and the names it finds: descriptions that stand for a person."""

import pytest

from bot.articles.plain import from_text
from bot.reading import read
from bot.reading.brief import Quote
from bot.reading.quotes.speakers import Resolver
from tests.bot.reading.quotes.test_with_the_parse import nlp


def quotes(text: str) -> tuple[Quote, ...]:
    return read(from_text(text)).quotes


def test_an_age_points_to_the_one_who_has_it() -> None:
    text = (
        "The 85-year-old Carl Dunn met Ada Brook, 39, on the pier. "
        "“It is safe to land here,” the 39-year-old said on Monday."
    )
    assert [quote.speaker for quote in quotes(text)] == ["Ada Brook"]


def test_an_age_that_nobody_has_is_given_as_written() -> None:
    text = "Carl Dunn, 85, met Ada Brook, 39, on the pier. “It is safe to land here,” the 52-year-old said on Monday."
    assert [quote.speaker for quote in quotes(text)] == ["the 52-year-old"]


@pytest.mark.parametrize(("age", "speaker"), [("9", "the 9-year-old"), ("39", "Ada Brook")])
def test_a_child_is_not_the_grown_up_named_before(age: str, speaker: str) -> None:
    text = (
        f"The teacher Ada Brook moved here in May. She has a pupil. “I ran all the way home,” the {age}-year-old said."
    )
    assert [quote.speaker for quote in quotes(text)] == [speaker]


def test_pronoun_passes_to_the_one_a_sentence_introduces_with_a_title() -> None:
    text = (
        "“The pier has been neglected for years,” harbour master Carl Dunn said. "
        "Former player and union official Tom Reed agreed. “The rails are rusted through,” he said."
    )
    assert [quote.speaker for quote in quotes(text)] == ["Carl Dunn", "Tom Reed"]
    assert [quote.role for quote in quotes(text)] == ["harbour master", "Former player and union official"]


OPENING = "“The pier has been neglected for years,” harbour master Carl Dunn said. "


@pytest.mark.parametrize(
    "sentence",
    [
        "Without the injured player Tom Reed, coach Paul Hart was still content with the day.",
        "By contrast, coach Paul Hart is worried about the rails, the lamps and the report of Tom Reed.",
        "On Monday Paul Hart met Tom Reed and Carl Dunn.",
    ],
)
def test_pronoun_passes_to_the_subject_of_the_sentence_before(sentence: str) -> None:
    text = f"{OPENING}{sentence} “The rails are rusted through,” he said."
    assert [quote.speaker for quote in quotes(text)] == ["Carl Dunn", "Paul Hart"]


def test_whose_case_it_is_does_not_speak() -> None:
    text = f"{OPENING}In Tom Reed’s case, he said, “several things were done badly from the start”."
    assert [quote.speaker for quote in quotes(text)] == ["Carl Dunn", "Carl Dunn"]


@pytest.mark.parametrize("pronoun", ["me", "us", "them", "him", "I", "this"])
def test_a_pronoun_is_nobodys_name(pronoun: str) -> None:
    text = f"The tide was over the quay, it seemed to {pronoun}."
    assert Resolver(nlp()(text), ()).speaker([(len(text) - 1 - len(pronoun), len(text) - 1)]) == (None, None)
