"""Who a statement's words are given to, and what is no role of a speaker."""

import pytest

from bot.articles.plain import from_text
from bot.reading import read
from bot.reading.titles import needs_another


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "The harbour board issued a statement on Monday. “We regret the delay to all,” the statement said.",
            "The harbour board",
        ),
        ("“We regret the delay to all passengers,” said a statement from the harbour board.", "the harbour board"),
        ("“We regret the delay to all passengers,” a statement from Carl Dunn's office said.", "Carl Dunn's office"),
        (
            "The union released a statement late on Friday. “Nobody will work on Sunday,” the statement read.",
            "The union",
        ),
        ("“We regret the delay to all passengers,” the statement said.", "the statement"),
    ],
)
def test_statement_is_its_makers_where_the_text_says_whose(text: str, speaker: str) -> None:
    assert [quote.speaker for quote in read(from_text(text)).quotes] == [speaker]


def test_it_and_the_statement_are_who_published_it() -> None:
    text = (
        "Carl Dunn, the harbour master, published a statement on Monday. It said: “We regret the delay to all "
        "passengers.” The statement added: “Refunds will be paid.”"
    )
    quotes = read(from_text(text)).quotes
    assert [(quote.speaker, quote.role) for quote in quotes] == [("Carl Dunn", "harbour master")] * 2


@pytest.mark.parametrize(
    ("role", "name", "expected"),
    [
        ("Russian counterpart", "Carl Dunn", True),
        ("predecessor", "Carl Dunn", True),
        ("bitter rival", "Carl Dunn", True),
        ("counterpart of the mayor", "Carl Dunn", False),
        ("Ada Brook's predecessor", "Carl Dunn", False),
        ("Hobdays’ daughter", "Ruth Hobday", True),
        ("the Hobdays' daughter", "Ruth Hobday", True),
        ("Tom Hobday's daughter", "Ruth Hobday", False),
        ("Reeds' daughter", "Ruth Hobday", False),
        ("mayor of Rye", "Carl Dunn", False),
    ],
)
def test_what_somebody_is_to_a_person_not_said_is_no_role(role: str, name: str, *, expected: bool) -> None:
    assert needs_another(role, name) is expected


def test_another_role_of_the_speaker_is_shown_instead() -> None:
    text = "The mayor met her rival, Carl Dunn, a former dock worker. “The pier was sound,” Dunn said."
    assert [(q.speaker, q.role) for q in read(from_text(text)).quotes] == [("Carl Dunn", "former dock worker")]


@pytest.mark.parametrize("opening", ["The pier closed early, with", "The pier closed early with"])
def test_with_somebody_saying(opening: str) -> None:
    (quote,) = read(from_text(f"{opening} Carl Evans saying: “We cannot keep it open in this wind.”")).quotes
    assert quote.speaker == "Carl Evans"
