"""Where an incident happened: the town, not its country and not where it was written."""

import pytest

from bot.events.occurrence import occurrence_of
from bot.events.places import stems
from tests.bot.events.desk import article, brief


def places(title: str, text: str) -> tuple[str, ...]:
    given = article(title, text, "2024-03-02T08:00:00Z")
    return occurrence_of(given, brief(given)).places


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Drones strike Vesk",
            "VESK, Orsania, March 2 (Wire) - Drones struck the port of Vesk on Saturday, police said.",
        ),
        (
            "Drones strike Orsania's Vesk",
            "Drones struck the port on Saturday, police said, and two people died in Vesk.",
        ),
        (
            "Drones strike Vesk",
            "KYIV, March 2 (Wire) - Drones struck Vesk in southern Ukraine on Saturday, police said.",
        ),
    ],
)
def test_an_attack_is_of_its_town(title: str, text: str) -> None:
    assert places(title, text)[0] == "vesk"
    assert not {"orsania", "ukraine", "kyiv"} & set(places(title, text))


def test_a_towns_district_does_not_make_a_country_of_it() -> None:
    found = places("Drones strike Vesk", "Drones struck Vesk's Dockside district on Saturday, police in Vesk said.")
    assert "vesk" in found


@pytest.mark.parametrize(
    ("title", "country"),
    [
        ("Italian inflation slows to 1.8%", "italy"),
        ("Turkish inflation slows to 34%", "turkey"),
        ("French inflation eases", "france"),
    ],
)
def test_a_release_is_of_its_country(title: str, country: str) -> None:
    text = "ROME, March 2 (Wire) - Prices rose less than before in February, the statistics office said on Saturday."
    assert places(title, text) == (country,)


def test_a_people_goes_by_its_country() -> None:
    assert len(stems({"skerrans", "skerran", "skerra"})) == 1
    assert len(stems({"vesk", "odrana"})) == 2


@pytest.mark.parametrize("junk", ["A-" * 20_000, "A" * 40_000, "Ab" * 20_000, "A'" * 20_000])
def test_a_word_as_long_as_a_page_hides_no_place(junk: str) -> None:
    assert "vesk" in places("Drones strike Vesk", f"Drones struck Vesk, {junk}, on Saturday, police said.")
