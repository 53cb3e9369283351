"""Reports that may be none: they are in the data with their confidence, and no editor is shown them."""

import pytest

from bot.articles.plain import from_text
from bot.reading import read as brief_of
from bot.reading.brief_json import brief_json
from bot.reading.quotes.limits import Limits
from tests.bot.reading.quotes.test_with_the_parse import content, read, source

SHOWN = Limits().certainty.shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Asked whether the pier would close, Ada Brook left the room.", "whether the pier would close"),
        ("When asked on Monday about the storm, Ada Brook left the room.", "about the storm"),
        ("Ada Brook was asked why the pier had closed.", "why the pier had closed"),
        ("Ada Brook cited the report of the harbour board.", "the report of the harbour board"),
        ("The mayor offered a vague plan for the pier.", "a vague plan for the pier"),
        ("The mayor called the harbour police.", "the harbour police"),
        ("The ferries show some signs that the plan works.", "some signs that the plan works"),
        ("You may say that the pier was never safe.", "that the pier was never safe"),
        ("I told my sister that the pier was never safe.", "that the pier was never safe"),
    ],
)
def test_what_perhaps_nobody_said_is_held_and_not_shown(text: str, expected: str) -> None:
    (quote,) = read(text)
    assert content(text, quote) == [expected]
    assert quote.kind == "indirect"
    assert 0 < quote.confidence < SHOWN


@pytest.mark.parametrize(
    "text",
    [
        "Ada Brook said the pier would close.",
        "The pier would close, the board announced.",
        "According to the board, the pier is closed.",
        "The mayor denied the charge of the harbour police.",
        "Polls show that the mayor leads.",
        "“Close it,” Ada Brook said.",
    ],
)
def test_what_somebody_said_is_shown(text: str) -> None:
    (quote,) = read(text)
    assert quote.confidence >= SHOWN


def test_question_is_nobodys_and_the_answer_its_speakers() -> None:
    text = "Asked whether the pier would close, Ada Brook said it would not."
    question, answer = read(text)
    assert question.source == ()
    assert source(text, answer) == "Ada Brook"
    assert (question.confidence < SHOWN, answer.confidence) == (True, 1.0)


def test_who_cites_is_who_speaks_in_the_sentence() -> None:
    text = "The mayor and the clerk did not meet, according to the Courier, citing a dock worker."
    cited = next(quote for quote in read(text) if quote.confidence < 1)
    assert source(text, cited) == "the Courier"


def test_nothing_doubtful_is_held_inside_what_is_quoted() -> None:
    text = "“Asked whether it would close, I left the room,” Ada Brook said."
    (quote,) = read(text)
    assert quote.kind == "direct"


def test_the_brief_shows_what_is_certain_and_its_data_hold_the_rest() -> None:
    article = from_text("Asked whether the pier would close by May, Ada Brook said it would not close at all.")
    brief = brief_of(article)
    assert [quote.text for quote in brief.quotes] == ["it would not close at all"]
    assert [quote.text for quote in brief.doubtful] == ["whether the pier would close by May"]
    rows = brief_json(brief, article)["quotes"]
    assert [(row["certain"], row["text"]) for row in rows] == [
        (False, "whether the pier would close by May"),
        (True, "it would not close at all"),
    ]


def test_doubts_lead_no_pronoun_astray() -> None:
    text = (
        "Carl Dunn said the pier is closed.\n\nThe mayor, Ada Brook, cited the report of the board.\n\n"
        "“It is not safe to walk on it,” he said."
    )
    assert [quote.speaker for quote in brief_of(from_text(text)).quotes][-1] == "Carl Dunn"
