"""An article and its brief, invented for the tests of what Slack shows."""

from dataclasses import replace
from typing import Any

from bot.articles.article import Article
from bot.reading.brief import Brief, Fact, Figure, Quote

TEXT = (
    "A dyke on the river Ouselle gave way on Tuesday night, and 1,200 people in the town of Marl left their homes.\n"
    "At least 26 people were hurt, the county fire service said. Water stood two metres deep in the market square.\n"
    "“We heard it before we saw it,” said Ines Calder, the mayor of Marl. “Then the street was a river.”\n"
    "A spokesman for the water board said the dyke had been inspected in March.\n"
    "“Nobody told us anything,” said a man who carried two dogs out of the water.\n"
)
URL = "https://harbourcourier.example/2026/11/marl-dyke"


def article(**changes: Any) -> Article:
    """The article, with fields changed."""
    whole = Article(
        text=TEXT,
        url=URL,
        canonical_url=None,
        title="Dyke breaks at Marl, 1,200 leave their homes",
        authors=("Ann Lee", "Bo Ek"),
        published="2026-11-03T21:40:00+01:00",
        site="Harbour Courier",
    )
    return replace(whole, **changes)


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    """Where `words` stand."""
    start = text.index(words)
    return start, start + len(words)


def fact(words: str, attribution: str | None = None) -> Fact:
    """A fact with the text's own words."""
    return Fact(words, *span(words), attribution)


def quote(words: str, *, kind: Any = "direct", speaker: str | None = None, role: str | None = None) -> Quote:
    """A quote with the text's own words."""
    return Quote(kind, (span(words),), (), (), words, speaker, role)


BRIEF = Brief(
    facts=(
        fact(TEXT.split("\n", maxsplit=1)[0]),
        fact("At least 26 people were hurt, the county fire service said.", "the county fire service"),
        fact("Water stood two metres deep in the market square."),
    ),
    quotes=(
        quote("“We heard it before we saw it,”", speaker="Ines Calder", role="mayor of Marl"),
        quote("“Then the street was a river.”", speaker="Ines Calder", role="mayor of Marl"),
        quote("the dyke had been inspected in March", kind="indirect", speaker="a spokesman for the water board"),
        quote("“Nobody told us anything,”"),
    ),
    figures=(
        Figure("1,200", *span("1,200"), 1200, None, "people", None),
        Figure("At least 26", *span("At least 26"), 26, None, "people hurt", "at least"),
    ),
)
