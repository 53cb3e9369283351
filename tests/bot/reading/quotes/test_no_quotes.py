"""Marks around something that nobody said: titles, nicknames, scare quotes; and short words that somebody did say."""

import pytest

from bot.articles.plain import from_text
from bot.reading import read


def marked(text: str) -> list[str]:
    """The quoted stretches of the brief, indirect reports left out."""
    return [quote.text for quote in read(from_text(text)).quotes if quote.kind != "indirect"]


@pytest.mark.parametrize(
    "text",
    [
        "The choir closed with “The Long Quay” on the pier.",
        "Her novel “Salt in the Morning” came out in May.",
        "The film “Nine Boats to Rye” opens on Friday.",
        "The song “Come Back to the Harbour, Ann” was a hit in spring.",
        "She played the clerk in “The Ferry Office” for six seasons.",
        "Carl “Gull” Dunn ran the ferry for forty years.",
        "Carl Dunn, known as “Gull,” ran the ferry for forty years.",
        "The so-called “quay tax” brought in little.",
        "The “free” ferry costs two crowns.",
        "The new “smart” lamps failed in the storm.",
        "A “ghost ship” drifted past the pier at dawn.",
        "The word “quay” is hard to spell.",
        "The boat “Morning Star” sank in May.",
        "The exhibition, “Ropes and Knots,” runs until June.",
        "Ada Brook sang “Harbour Lights” twice.",
        "Carl Dunn wrote “The Old Pier” in 1990.",
        "Carl Dunn, of the reality show “The Long Pier,” who went on to run the ferry, left on Friday.",
    ],
)
def test_what_nobody_said_is_no_quotation(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The mayor called the plan “a mess.”",
        "The mayor called it “rotten.”",
        "The mayor described the pier as “unsafe.”",
        "The mayor dubbed the plan “a joke.”",
        "The mayor said the pier was “unsafe.”",
        "“Never,” the mayor said.",
        "The crowd sang “we shall not be moved.”",
        "Ada Brook wrote, “Never Again.”",
        "The plan is “a mess,” according to the mayor.",
    ],
)
def test_short_words_under_a_cue_are_somebodys(text: str) -> None:
    assert len(marked(text)) == 1
