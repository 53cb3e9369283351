"""Where it happened, apart from the places that are merely named."""

import pytest

from bot.articles.article import Article
from bot.reading import read
from tests.bot.reading.articles import ALL


def where(text: str, title: str | None = None) -> str | None:
    found = read(Article(text=text, title=title, published="2025-07-03")).five_ws.where
    return found.text if found else None


MORE = " The council will meet again on Friday to look at what is left to be done before the winter."


@pytest.mark.parametrize(
    ("lede", "expected"),
    [
        ("A cargo ship sank off the coast of Portugal on Monday, the coast guard said.", "Portugal"),
        ("Two people died in a warehouse fire in Leipzig, Germany, on Sunday night.", "Leipzig, Germany"),
        ("A strong earthquake struck Kathmandu on Monday and brought down old walls.", "Kathmandu"),
        ("At least nine soldiers were killed in a drone attack on Kharkiv on Tuesday.", "Kharkiv"),
        ("Missiles hit several warehouses across Ukraine's capital Kyiv overnight into Friday.", "Kyiv"),
        ("France said on Monday that its engineers had repaired a bridge in Beirut after a week.", "Beirut"),
    ],
)
def test_what_happens_in_it_or_to_it_is_the_scene(lede: str, expected: str) -> None:
    assert where(lede + MORE) == expected


@pytest.mark.parametrize(
    "lede",
    [
        "Britain's foreign minister said on Monday that she would not resign over the letters.",
        "The striker, who grew up in Lagos, signed a contract for three years on Tuesday.",
        "Poland and Spain agreed on Monday to share the cost of the new satellites.",
    ],
)
def test_who_acts_and_where_they_come_from_is_not_where_it_happened(lede: str) -> None:
    assert where(lede + MORE) is None


def test_the_dateline_is_where_it_was_written() -> None:
    assert (
        where("LONDON (AP) — An avalanche killed three climbers in Nepal on Monday, officials said." + MORE) == "Nepal"
    )


def test_of_a_town_and_its_country_the_town_is_told() -> None:
    text = (
        "A market in Pakistan was destroyed by fire on Sunday, officials said. The fire began in a shop for carpets in "
        "Lahore shortly after noon." + MORE
    )
    assert where(text) == "Lahore"


def test_a_headline_helps_but_the_words_stand_in_the_text() -> None:
    text = "The floods came before dawn. Marseille's mayor asked for help from the army on Thursday." + MORE
    assert where(text, "Floods hit Marseille") in ("Marseille", None)
    for article in ALL:
        found = read(article).five_ws.where
        assert found is None or article.text[found.start : found.end] == found.text
