"""Nouns that report words, with the parse."""

import pytest

from bot.reading.quotes.nouns import CUE_NOUNS
from tests.bot.reading.quotes.test_with_the_parse import content, read, source


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        (
            "Ada Brook drew anger for her claim that the pier is safe.",
            "her",
            "that the pier is safe",
        ),
        (
            "The plan drew a warning from the harbour ministry that boats could sink.",
            "the harbour ministry",
            "that boats could sink",
        ),
        ("The board issued a statement that it would not pay.", "The board", "that it would not pay"),
    ],
)
def test_owner_of_a_claim_is_its_speaker(text: str, speaker: str, words: str) -> None:
    (quote,) = read(text)
    assert source(text, quote) == speaker
    assert content(text, quote) == [words]


def test_claim_of_nobody_is_not_reported() -> None:
    assert read("There was a fear that the pier would fall.") == ()


def test_forms_hold_the_plural() -> None:
    assert CUE_NOUNS["testimonies"] is CUE_NOUNS["testimony"]
    assert CUE_NOUNS["claims"] is CUE_NOUNS["claim"]


def test_possessive_pronoun_is_resolved_as_a_pronoun() -> None:
    (quote,) = read("Ada Brook drew anger for her claim that the pier is safe.")
    assert quote.speaker is None  # nobody is on the list of people; and "her" is no name
