"""What the trained pipeline adds: which cue is outermost, whose subject is whose, verbs of no list."""

from functools import cache

import pytest
from spacy.language import Language

from bot.reading.brief import Quote
from bot.reading.components.load import load_language
from bot.reading.quotes import find_quotes
from bot.reading.quotes.limits import Limits


@cache
def nlp() -> Language:
    return load_language()


def read(text: str) -> tuple[Quote, ...]:
    return find_quotes(nlp()(text), ())


def source(text: str, quote: Quote) -> str:
    (begin, end) = quote.source[0]
    return text[begin:end]


def content(text: str, quote: Quote) -> list[str]:
    return [text[begin:end] for begin, end in quote.content]


def test_what_is_believed_inside_a_report_is_the_reporters() -> None:
    text = "The mayor said she expects the pier to close by June."
    (quote,) = read(text)
    assert source(text, quote) == "The mayor"
    assert content(text, quote) == ["she expects the pier to close by June"]


def test_second_verb_has_the_first_ones_subject() -> None:
    text = "The mayor says the pier is closed and tells reporters that “nobody was hurt in the storm.”"
    quotes = read(text)
    assert [source(text, quote) for quote in quotes] == ["The mayor", "The mayor"]


def test_verb_of_no_list_speaks_after_a_quotation() -> None:
    text = "“The pier is a danger to all of us,” the mayor retaliated."
    (quote,) = read(text)
    assert source(text, quote) == "the mayor"


def test_verb_of_no_list_speaks_before_a_colon() -> None:
    text = "The mayor fired back at her critics: “The pier is a danger to all of us.”"
    (quote,) = read(text)
    assert source(text, quote) == "The mayor"


def test_participle_before_a_noun_is_no_cue() -> None:
    text = "Police searched the home of the reported owner of the boat."
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor called for a vote on the pier.", "a vote on the pier"),
        ("The mayor vowed to close the pier.", "to close the pier"),
        ("The mayor warned of floods along the coast.", "floods along the coast"),
    ],
)
def test_prepositions_and_infinitives_carry_what_was_said(text: str, expected: str) -> None:
    (quote,) = read(text)
    assert content(text, quote) == [expected]
    assert quote.kind == "indirect"


def test_clause_interrupted_by_its_source_is_whole() -> None:
    text = "The pier, a council worker said, is closed until the summer."
    (quote,) = read(text)
    assert content(text, quote) == ["The pier", "is closed until the summer"]
    assert source(text, quote) == "a council worker"


def test_trailing_participle_speaks_for_the_clause() -> None:
    text = "The mayor returned the compliment to her rival, telling reporters, “She has been a friend for a long time.”"
    (quote,) = read(text)
    assert source(text, quote) == "The mayor"


def test_what_was_not_discussed_is_no_quote() -> None:
    text = "The mayor did not discuss the price of the pier."
    assert read(text) == ()


def test_media_named_after_the_source_is_not_the_speaker() -> None:
    text = "Brook, via the Harbour News, said that the pier “was never safe in a storm.”"
    (quote,) = read(text)
    assert quote.speaker == "Brook"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor urged the fishermen to stay ashore, saying, “The pier will not hold another storm.”", "The mayor"),
        ("The mayor left the hall without saying “I am sorry for what was done.”", "The mayor"),
        ("While the mayor said the pier was safe, the fishermen warned that “it will fall.”", "the fishermen"),
        ("Brook, whose firm, Dunn Lines, sails to Rye, told reporters: “The pier is not safe in a storm.”", "Brook"),
    ],
)
def test_source_is_who_speaks_and_not_the_noun_before_the_cue(text: str, expected: str) -> None:
    quote = read(text)[-1]
    assert source(text, quote).startswith(expected)


def test_cue_behind_a_closing_cue_is_its_own() -> None:
    text = "Storms hit the pier, a local official said, hours after Mayor Ada Brook said she had made “no progress.”"
    assert [source(text, quote) for quote in read(text)] == ["a local official", "Mayor Ada Brook"]


@pytest.mark.parametrize(
    ("text", "by", "told"),
    [
        (
            "The bridge will stay shut until May, port officials and engineers told the Courier.",
            "port officials and engineers",
            ["The bridge will stay shut until May"],
        ),
        (
            "To win the seat they need the harbour's vote, political analysts say; in 2012, Poe lost it.",
            "political analysts",
            ["To win the seat they need the harbour's vote"],
        ),
        (
            "The town did only what others do already, he told the council in his filing.",
            "he",
            ["The town did only what others do already"],
        ),
        (
            "The firm had sent its lawyers, warning that the deal would ruin the port.",
            "The firm",
            ["that the deal would ruin the port"],
        ),
        ("The council has denied any role in the affair.", "The council", ["any role in the affair"]),
        (
            "Poe spoke with the Harbour Gazette on Monday about the closure of the pier.",
            "Poe",
            ["the closure of the pier"],
        ),
        (
            "The worst part, according to Poe, was the wind.",
            "Poe",
            ["The worst part", "was the wind"],
        ),
    ],
)
def test_what_is_reported_without_marks(text: str, by: str, told: list[str]) -> None:
    (quote,) = read(text)
    assert (source(text, quote), content(text, quote)) == (by, told)


@pytest.mark.parametrize(
    ("text", "by", "asked"),
    [
        (
            "Asked by Roe if he believed the pier was safe, Poe said that it was.",
            "Roe",
            "if he believed the pier was safe",
        ),
        (
            "When asked by a reporter whether the pier would open, Poe left.",
            "a reporter",
            "whether the pier would open",
        ),
        (
            "Poe was asked on Monday by host John Roe whether his aim was similar.",
            "host John Roe",
            "whether his aim was similar",
        ),
    ],
)
def test_a_question_is_its_askers(text: str, by: str, asked: str) -> None:
    (quote,) = [quote for quote in read(text) if quote.manner == "question"]
    assert (source(text, quote), content(text, quote)) == (by, [asked])


@pytest.mark.parametrize(
    "text",
    [
        "Asked if she wanted the pier to close, Poe said she was not going to guess.",
        "Asked about the charges, Poe gave a vague answer.",
        "The board was told that the pier would close.",
    ],
)
def test_what_nobody_is_named_to_have_asked_or_told_is_shown_to_nobody(text: str) -> None:
    shown = [quote for quote in read(text) if quote.confidence >= Limits().certainty.shown]
    assert all(quote.source for quote in shown)


@pytest.mark.parametrize(
    "text",
    [
        "(CNN)Richard Poe, who directed a film about a lighthouse as he faced a long illness, has died. He was 63.",
        "Rovers lost their shape on 56 minutes as Jane Poe found Costa down the left and her shot went in.",
        "Rovers claimed the first trophy of the season and the coach's second in charge with a 2-0 win at Ansel.",
    ],
)
def test_deeds_are_no_words(text: str) -> None:
    assert read(text) == ()


def test_more_may_stand_behind_a_source_than_a_noun_phrase() -> None:
    text = (
        "Orvin, 60, went to the island as he had done a hundred times before, said Mara Dell, a spokeswoman for his "
        "parish, based in Torvane, Ostria."
    )
    (quote,) = read(text)
    assert content(text, quote) == ["Orvin, 60, went to the island as he had done a hundred times before"]
    assert source(text, quote).startswith("Mara Dell, a spokeswoman for his parish")
