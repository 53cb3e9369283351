import pytest

from bot.events.event import Reading, Source
from bot.events.ledger import conflicts, tracks
from bot.events.measures import readings_of
from bot.events.occurrence import occurrence_of
from tests.bot.events.desk import article, brief

HOUR = 3600.0


def measures(text: str, title: str = "Drones strike Vesk") -> dict[str, float]:
    given = article(title, text, "2024-03-02T08:00:00Z")
    read = brief(given)
    source = Source("a", "Courier", "", None, "C", "1", "1", 0.0, True)
    return {each.measure: each.value for each in readings_of(given, read, occurrence_of(given, read), source)}


@pytest.mark.parametrize(
    "text",
    [
        "Drones struck Vesk on Saturday, wounding 12 people, the mayor said.",
        "Twelve people were injured when drones struck Vesk on Saturday, the mayor said.",
        "The number of people hurt in the drone strike on Vesk rose to 12 on Saturday.",
    ],
)
def test_wounded_injured_and_hurt_are_one_measure(text: str) -> None:
    assert measures(text) == {"injured": 12}


def test_each_number_goes_with_its_own_verb() -> None:
    assert measures("Drones struck Vesk on Saturday, killing two people and wounding 12, the mayor said.") == {
        "dead": 2,
        "injured": 12,
    }


def test_figures_of_other_times_are_no_figures_of_the_event() -> None:
    assert measures("Drones hit Vesk on Saturday, killing two people. Strikes last month killed 31 people.") == {
        "dead": 2
    }


def reading(value: float, hour: float, site: str = "A", *, least: bool = False, changed: bool = False) -> Reading:
    name = f"{site}{hour}{value}"
    return Reading("injured", value, str(value), name, site, hour * HOUR, True, least=least, changed=changed)


def test_outlets_that_differ_at_one_time_conflict() -> None:
    assert conflicts(reading(9, 7), reading(12, 8, "B"))


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (reading(9, 7), reading(9, 7, "B")),
        (reading(9, 7), reading(12, 8)),
        (reading(9, 7), reading(12, 15, "B")),
        (reading(9, 7), reading(12, 8, "B", changed=True)),
        (reading(9, 7, least=True), reading(12, 8, "B")),
    ],
    ids=["equal", "own correction", "hours later", "says so", "at least"],
)
def test_what_is_no_conflict(earlier: Reading, later: Reading) -> None:
    assert not conflicts(earlier, later)


def test_only_measures_with_two_values_are_tracked() -> None:
    assert tracks([reading(9, 7), reading(9, 8, "B")]) == ()
    (found,) = tracks([reading(9, 7), reading(12, 15, "B")])
    assert (found.moved, found.conflict) == (True, False)


def test_a_fourth_death_is_a_toll_of_four_and_three_more_is_no_toll() -> None:
    fourth = measures(
        "A fourth dock worker has died after Saturday's explosion in Quell, a hospital said.", "Quell blast"
    )
    assert fourth["dead"] == 4
    more = "Rescuers found three more bodies in Quell, which raised the number of people killed by the blast to eight."
    assert measures(more, "Toll of Quell blast climbs")["dead"] == 8


def test_villages_that_were_evacuated_are_no_people() -> None:
    assert "evacuated" not in measures("Fire near Carrow spread on Saturday. Two villages were evacuated.", "Fire")
    assert (
        measures("Fire near Carrow spread on Saturday. Some 600 residents were evacuated.", "Fire")["evacuated"] == 600
    )
    assert "evacuated" not in measures(
        "Fire near Carrow spread on Saturday, and 2 homes in Steen were evacuated.", "Fire"
    )


@pytest.mark.parametrize("when", ["on Friday night", "late on Friday", "in the night to Saturday", "overnight"])
def test_figures_of_a_night_are_those_of_its_morning(when: str) -> None:
    text = f"Three people were killed and 11 hurt when drones struck a hostel in Vesk {when}, the mayor said."
    assert measures(text) == {"dead": 3, "injured": 11}


def test_a_clause_about_those_just_counted_tells_what_became_of_them() -> None:
    assert measures("Drones struck Vesk on Saturday. Six sailors, who drowned below deck, were from Carn.")["dead"] == 6
    assert measures("Drones struck Vesk on Saturday. Five cooks had no luck: they died at once.")["dead"] == 5


def test_what_a_count_has_come_to_goes_before_its_parts() -> None:
    text = "Drones struck Vesk on Saturday. Crews found five bodies in a lift, which brought the number of dead to 14."
    assert measures(text)["dead"] == 14
    assert measures(text.replace("to 14", "to 14. The toll stood at 9 by noon"))["dead"] == 14


def test_a_third_death_is_more_than_the_two_before_it() -> None:
    text = "A third clerk has died after the drone attack on Vesk on Saturday. Two clerks were killed on the spot."
    assert measures(text, "Vesk after a night of fire: third clerk dies")["dead"] == 3


def test_houses_and_homes_are_one_measure() -> None:
    one = measures("The fire near Vesk has destroyed 12 houses.", "Fire near Vesk")
    assert one == measures("The fire near Vesk has destroyed 12 homes.", "Fire near Vesk")


@pytest.mark.parametrize(
    "last",
    [
        "The number of people killed in the war has reached 31,000.",
        "The attack brings the death toll in the region to 212.",
        "The number of people killed this year rose to 212.",
    ],
)
def test_what_a_war_or_a_year_has_come_to_is_not_the_incidents_toll(last: str) -> None:
    text = f"Drones struck a hostel in Vesk on Saturday, killing 14 people, the mayor said. {last}"
    assert measures(text)["dead"] == 14


@pytest.mark.parametrize(
    "text",
    [
        "Police in Vesk questioned 40 protesters, who they said had killed an officer on Saturday.",
        "Some 300 mourners, who gathered in Vesk for those killed in the strike, walked to the port on Saturday.",
    ],
)
def test_who_speaks_of_the_dead_is_not_counted_with_them(text: str) -> None:
    assert "dead" not in measures(text)


@pytest.mark.parametrize("words", ["ordered to leave", "told to leave"])
def test_who_is_told_to_leave_is_evacuated(words: str) -> None:
    assert measures(f"More than 300 people were {words} their homes in Vesk on Saturday.", "Fire near Vesk") == {
        "evacuated": 300
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The closure will cost 310 jobs rather than the 240 announced last week.", {"job": 310}),
        ("The flood, the worst since that of 1987, when 40 people drowned, has left 120 people homeless.", {}),
        ("A total of 1,150 people have been evacuated since Wednesday, the council said.", {"evacuated": 1150}),
        ("One person, a boy who was last seen in a kayak, was still missing.", {"missing": 1}),
    ],
)
def test_which_figures_of_a_flood_are_its_own(text: str, expected: dict[str, float]) -> None:
    found = measures(text, "Flood in Vesk")
    assert {name: value for name, value in found.items() if name in (expected or ("dead",))} == expected


def test_what_fell_last_night_is_counted_this_morning() -> None:
    text = "Doctors said on Saturday that 16 people were brought in wounded after shells fell on Vesk last night."
    assert measures(text, "Vesk shelled") == {"injured": 16}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("One dead, three missing as flood sweeps Vesk", {"dead": 1, "missing": 3}),
        ("Vesk flood: Toll hits five", {"dead": 5}),
        ("Girl, 6, rescued from flood in Vesk", {}),
        ("Flood kills nine in Vesk, 2,000 dead this year", {}),
    ],
)
def test_a_headline_counts_where_the_article_tells_of_persons(title: str, expected: dict[str, float]) -> None:
    assert measures("A man drowned in Vesk on Saturday, police said, and the water is still high.", title) == expected


def test_the_article_counts_before_its_headline() -> None:
    assert measures("A flood killed five people in Vesk on Saturday.", "Flood kills two children") == {"dead": 5}


@pytest.mark.parametrize(
    ("measure", "value", "text"),
    [
        ("home damaged", 74, "In all 74 houses were damaged by the drones."),
        ("home destroyed", 45, "The drones gutted 45 homes."),
        ("home destroyed", 120, "A hundred and twenty dwellings were burnt down."),
        ("home without power", 3000, "They knocked out power to 3,000 homes."),
        ("home without power", 3000, "About 3,000 customers were left without electricity."),
        ("evacuated", 5200, "Some 5,200 people were forced from their homes."),
        ("evacuated", 5200, "More than 5,200 people have been moved to safety."),
        ("evacuated", 5200, "About 5,200 residents had to leave the quarter."),
        ("arrested", 31, "Police rounded up 31 people who had looted shops."),
        ("injured", 17, "The number of wounded has risen from nine to 17."),
        ("injured", 17, "The blast left 17 people with burns."),
        ("dead", 5, "Five residents did not survive."),
        ("dead", 5, "Five residents lost their lives."),
        ("missing", 8, "There is still no sign of eight workers."),
        ("missing", 8, "Rescuers are looking for eight people."),
        ("flight cancelled", 112, "At the airport 112 departures and arrivals were called off."),
        ("flight cancelled", 112, "The raid forced the cancellation of 112 flights."),
    ],
)
def test_one_thing_in_other_words_is_one_measure(measure: str, value: float, text: str) -> None:
    assert measures(f"Drones struck Vesk on Saturday, the mayor said. {text}").get(measure) == value


@pytest.mark.parametrize(
    "text",
    [
        "It was the third raid this week; one on 24 February killed nine people.",
        "Attacks on the town have killed 41 people since January.",
        "In earlier raids 12 people were killed.",
    ],
)
def test_other_nights_tolls_are_not_this_ones(text: str) -> None:
    assert "dead" not in measures(f"Drones struck Vesk on Saturday, the mayor said. {text}")


def test_what_a_later_clause_says_of_earlier_days_leaves_the_figure_alone() -> None:
    text = "Drones struck Vesk on Saturday, wounding nine, hours before the town buried victims of an earlier attack."
    assert measures(text)["injured"] == 9


def test_a_count_that_goes_on_moves_where_another_outlet_has_more() -> None:
    assert not conflicts(reading(3, 6), reading(5, 8.5, "B", least=True))
    assert conflicts(reading(3, 6), reading(5, 7, "B", least=True))


def test_what_a_fire_has_burned_since_it_started_is_its_own() -> None:
    text = "Some 4,300 hectares have gone up in smoke since the blaze started on Friday, the fire service said."
    assert measures(text, "Wildfire near Vesk") == {"area": 4300}


def test_the_years_change_of_prices_goes_before_the_months() -> None:
    text = (
        "Inflation slowed to 6.6 percent in February, the statistics office said. Prices rose 0.2 percent on the month."
    )
    assert measures(text, "Orsania inflation slows to 6.6 percent") == {"inflation rate": 6.6}
