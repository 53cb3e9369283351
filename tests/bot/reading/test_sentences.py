"""Where sentences end, by rule."""

import pytest

from bot.reading.paragraphs import paragraphs
from bot.reading.sentences import sentence_spans

ONE = [
    "Gov. Ada Holm met Dr. Lin and Mr. Osei at St. Anne’s.",
    "Lt. Col. J. R. Marsh left the U.S. Embassy at 5 p.m. local time.",
    "The firm, Halden Inc. of Calder, paid approx. $3.5 million.",
    "“Is it over?” Ms. Alder asked the clerk.",
    "“Stop!” he said.",
    "It happened on Jan. 5 in Calif. near the coast.",
    "He scored in the No. 9 shirt … and left.",
]
SEVERAL = [
    ("The dam broke. The valley flooded.", 2),
    ("“We lost it all.” She wept. “All of it.”", 3),
    ("He flew to the U.S. The flight was late.", 2),
    ("It closed at 5 p.m. The queue had gone.", 2),
    ("A headline without an end\nThe text begins here.", 2),
    ("“No.” He added, “I won’t.”", 2),
    ("She works for Halden Inc. The firm denied it.", 2),
    ("Who knew? Nobody! It was (by all accounts) a secret. Then it rained.", 4),
]


@pytest.mark.parametrize("text", ONE)
def test_one_sentence_stays_one(text: str) -> None:
    assert [text[a:b] for a, b in sentence_spans(text)] == [text]


@pytest.mark.parametrize(("text", "count"), SEVERAL)
def test_several_are_parted(text: str, count: int) -> None:
    assert len(sentence_spans(text)) == count


def test_closing_marks_belong_to_the_sentence_before() -> None:
    text = "“It is done.” They left."
    assert [text[a:b] for a, b in sentence_spans(text)] == ["“It is done.”", "They left."]


def test_paragraphs_leave_out_blank_lines_and_outer_space() -> None:
    text = "  One. \r\n\n\tTwo.\u2028Three."
    assert [text[a:b] for a, b in paragraphs(text)] == ["One.", "Two.", "Three."]
