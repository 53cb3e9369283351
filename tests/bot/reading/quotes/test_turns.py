"""Speech that no quotation mark marks: transcripts, posts with handles, signatures."""

from functools import cache

import pytest
import spacy
from spacy.language import Language

from bot.reading.brief import Named, Quote
from bot.reading.quotes import find_quotes


@cache
def nlp() -> Language:
    return spacy.blank("en")


def read(text: str, *names: str) -> tuple[Quote, ...]:
    people = [Named(name, None, ((text.index(name), text.index(name) + len(name)),)) for name in names]
    return find_quotes(nlp()(text), people)


def told(text: str, *names: str) -> list[tuple[str | None, list[str]]]:
    return [(quote.speaker, [text[a:b] for a, b in quote.content]) for quote in read(text, *names)]


def test_transcript_gives_each_turn_to_its_label() -> None:
    text = (
        "Jane Poe took office in May.\n\nGAZETTE: Why did you close the pier?\n\n"
        "POE: It was a danger to everybody. We had no choice.\n\nI asked the board twice.\n\n"
        "(CROSSTALK)\n\nGAZETTE: Will it open again?\n\nPOE: Not this year."
    )
    assert told(text, "Jane Poe") == [
        ("GAZETTE", ["Why did you close the pier?"]),
        ("Jane Poe", ["It was a danger to everybody. We had no choice.", "I asked the board twice."]),
        ("GAZETTE", ["Will it open again?"]),
        ("Jane Poe", ["Not this year."]),
    ]


@pytest.mark.parametrize("question, answer", [("Q:", "A:"), ("Q.", "A."), ("Question:", "Answer:")])
def test_answers_are_the_one_persons_who_is_named_before(question: str, answer: str) -> None:
    text = (
        f"Jane Poe met us.\n\n{question} Why did you close the pier?\n\n{answer} It was a danger to us all.\n\n"
        f"{question} Will it open again?\n\n{answer} Not this year, and maybe never."
    )
    assert told(text, "Jane Poe") == [
        ("Jane Poe", ["It was a danger to us all."]),
        ("Jane Poe", ["Not this year, and maybe never."]),
    ]


def test_answers_are_nobodys_where_two_are_named() -> None:
    text = (
        "Jane Poe and Carl Brook met us.\n\nQ: Why did you close the pier?\n\nA: It was a danger to us all.\n\n"
        "Q: Will it open again?\n\nA: Not this year, and maybe never."
    )
    assert [speaker for speaker, _ in told(text, "Jane Poe", "Carl Brook")] == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        "Where: The pier in Rye\n\nWhen: Sunday at noon\n\nTickets: $12 at the gate",
        "MYTH: The pier is safe to walk on.\n\nFACT: It is not safe at all.\n\n"
        "MYTH: It was built last year.\n\nFACT: It was built in 1901.",
        "Jane Poe: a life in boats\n\nShe was born in Rye.",
    ],
)
def test_lists_are_no_transcripts(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_pasted_post_is_the_words_above_its_signature(gap: str) -> None:
    post = "The pier is shut for good. Thank you to all who loved it."
    text = f"The mayor answered in a post.\n\n{post}{gap}— Jane Poe (@janepoe) June 3, 2025\n\nThe board met on Monday."
    assert told(text, "Jane Poe") == [("Jane Poe", [post])]


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        ("@harbourwatch: “The pier is shut and nobody was told.”", "@harbourwatch", None),
        ('Jane Poe:"The pier is shut and nobody was told."', "Jane Poe", None),
        ('Jane Poe said:"The pier is shut and nobody was told."', "Jane Poe", None),
        ("“The pier is shut and nobody was told.” — Jane Poe, mayor of Rye", "Jane Poe", None),
        ("“The pier is shut and nobody was told.”\n\n— Jane Poe, mayor of Rye", "Jane Poe", None),
        ("“The pier is shut,” Jane Poe tweeted on Monday.", "Jane Poe", None),
        ("“The pier is shut,” Jane Poe wrote on X.", "Jane Poe", None),
        ("— Yes, I saw the boat go down, Jane Poe said.", "Jane Poe", None),
        ("Harbour to close for good - Jane Poe: “Nobody was told about it.”", "Jane Poe", None),
    ],
)
def test_labels_handles_and_signatures_name_the_speaker(text: str, speaker: str, role: str | None) -> None:
    (quote,) = read(text)
    assert (quote.speaker, quote.role) == (speaker, role)


def test_hundreds_of_labels_are_read_in_one_go() -> None:
    text = "\n\n".join(f"SPEAKER {'AB'[n % 2]}{n % 7}: We said it all before, number {n}." for n in range(2_000))
    assert len(read(text)) == 2_000
