"""Amounts, and which of them are figures."""

import pytest

from bot.reading.amounts import amounts, value_of
from bot.reading.figures import find_figures
from bot.reading.pipeline import nlp
from bot.reading.sentences import sentences_of

VALUES = [
    ("seven", 7), ("twenty-five hundred", 2500), ("one hundred and fifty-three", 153), ("two dozen", 24),
    ("half a million", 500_000), ("1.2bn", 1_200_000_000), ("5 lakh", 500_000), ("2 crore", 20_000_000),
    ("1,234,567", 1_234_567), ("1,00,000", 100_000), ("3.5 million", 3_500_000), ("dozens", None),
    ("several hundred", None), ("two million three hundred thousand", 2_300_000), ("minus 4", -4), ("300k", 300_000),
]  # fmt: skip

# sentence, [(text, value, unit)]
FIGURES = [
    ("Nearly 80 houses burned.", [("Nearly 80", 80, None)]),
    ("More than a dozen streets were flooded.", [("More than a dozen", 12, None)]),
    ("The firm paid $1.2bn for it.", [("$1.2bn", 1_200_000_000, "USD")]),
    ("The state set aside Rs 5 lakh for each family.", [("Rs 5 lakh", 500_000, "INR")]),
    ("Rovers won 7–0 at home.", [("7–0", (7, 0), None)]),
    ("Rovers drew 0–0 at home.", [("0–0", (0, 0), None)]),
    ("One in ten crates was opened.", [("One in ten", 1, "in ten")]),
    ("There are 87 boats in the bay.", [("87", 87, None)]),
    ("The court ruled 5-4 for the farmers.", [("5-4", (5, 4), None)]),
    ("Between 300 and 400 people fled.", [("Between 300 and 400", (300, 400), None)]),
    ("Repairs will take 10 to 15 days.", [("10 to 15 days", (10, 15), "days")]),
    ("It cost 5 to 10 million euros.", [("5 to 10 million euros", (5_000_000, 10_000_000), "EUR")]),
    ("Prices rose 4.5 percent.", [("4.5 percent", 4.5, "percent")]),
    ("Rates fell by 25 basis points.", [("25 basis points", 25, "basis points")]),
    ("Winds reached 120 km/h.", [("120 km/h", 120, "km/h")]),
    ("The crater is about 30 meters wide.", [("about 30 meters", 30, "meters")]),
    ("Oil sold at $82 a barrel.", [("$82 a barrel", 82, "USD a barrel")]),
    ("One person died in the blaze.", [("One", 1, None)]),
    ("Two-thirds of the schools leak.", [("Two-thirds", 0.666667, None)]),
    ("Half of its ships sank.", [("Half", 0.5, None)]),
    ("Hundreds of people marched.", [("Hundreds", None, None)]),
    ("As many as 22 jobs may go.", [("As many as 22", 22, None)]),
    ("It earned €40 million, up 12%.", [("€40 million", 40_000_000, "EUR"), ("12%", 12, "percent")]),
    ("Margins grew from 2.5% to 3%.", [("from 2.5% to 3%", (2.5, 3), "percent")]),
]  # fmt: skip
NOT_FIGURES = [
    "Tomas Brill, 41, bakes bread.", "The 92-year-old dam broke.", "She was aged 34.", "It opened in 1856.",
    "The siren sounded at 4:30 a.m. and at 5pm.", "Call 555-0134 now.", "The Boeing 787-9 landed.",
    "Flight 417 was late.", "1. Wash the rice.", "He came on March 9.", "It was one of the worst storms.",
    "No one was hurt.", "They met two years ago.", "The S&P 500 index moved.",
        "The Nikkei 225 index moved.", "He wore No. 9.",
    "He was 87.", "He left school at 14 and went to sea.", "She died at 91, her son said.",
    "Most of the sick are children under five.", "The handset runs Q-OS 12 now.", "It needs macOS 14 or later.",
    "Ring 0800 555 0199 for help.",
    "She called 911 at once.", "Police took 911 calls from the school.", "The firm said 2024 was a hard year.",
]  # fmt: skip
COUNTED = [
    ("Eight people were wounded in the attack.", {"people", "wounded"}),
    ("The army launched over 330 missiles.", {"missiles", "launched"}),
    ("The death toll rose to 80.", {"death", "toll"}),
    ("Revenue rose 3.5 percent.", {"revenue", "rose"}),
    ("Unemployment fell to 5.5% of the workforce.", {"workforce", "fell"}),
    ("The blast killed 11 and injured two dozen others.", {"killed"}),
]


@pytest.mark.parametrize(("words", "value"), VALUES)
def test_value_of_words_and_digits(words: str, value: float | None) -> None:
    assert value_of(words) == value


def figures(text: str) -> list[tuple[str, object, str | None]]:
    doc = nlp()(text)
    return [(f.text, f.value, f.unit) for f in find_figures(doc, sentences_of(doc))]


@pytest.mark.parametrize(("text", "wanted"), FIGURES)
def test_figures_of_a_sentence(text: str, wanted: list[tuple[str, object, str | None]]) -> None:
    assert figures(text) == wanted


@pytest.mark.parametrize("text", NOT_FIGURES)
def test_numbers_that_are_no_figures(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(("text", "words"), COUNTED)
def test_what_a_figure_counts(text: str, words: set[str]) -> None:
    doc = nlp()(text)
    what = find_figures(doc, sentences_of(doc))[0].what
    assert words <= set(what.lower().split())


def test_qualifier_stands_apart_from_the_value() -> None:
    doc = nlp()("At least 14 people were killed and up to 60 were hurt.")
    assert [(f.qualifier, f.value) for f in find_figures(doc, sentences_of(doc))] == [("at least", 14), ("up to", 60)]


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text", ["1-" * 30_000, "one " * 20_000, "$" * 60_000, "1,1" * 30_000, "hundred and " * 10_000]
)
def test_runs_of_numbers_are_read_in_linear_time(text: str) -> None:
    assert all(a.start < a.end for a in amounts(text, 0, len(text)))
