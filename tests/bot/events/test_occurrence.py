"""What kind of incident an article reports."""

import pytest

from bot.events.kinds import kind_of
from bot.events.occurrence import LEDE_WORDS, Occurrence, lede_span, occurrence_of
from tests.bot.events.desk import article, brief


def occurrence(title: str, text: str) -> Occurrence:
    given = article(title, text, "2024-03-02T08:00:00Z")
    return occurrence_of(given, brief(given))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Mortar fire hits market in Vesk", "attack"),
        ("Vesk under rocket fire for third night", "attack"),
        ("Village cut off by artillery fire", "attack"),
        ("Fire destroys market in Vesk", "fire"),
        ("Wildfire nears Vesk", "fire"),
    ],
)
def test_fire_of_arms_is_an_attack(title: str, kind: str) -> None:
    assert kind_of(title, "") == kind


@pytest.mark.parametrize(
    "lede",
    [
        "Monthly figures of the Port Office showed on Saturday that 812 ships called at Vesk.",
        "More ships called at Vesk, according to figures that the Port Office released on Saturday.",
        "Official data published on Saturday show that more ships called at Vesk.",
    ],
)
def test_a_statistic_of_any_subject_is_a_release(lede: str) -> None:
    assert occurrence("More ships call at Vesk", lede).kind == "figures"


def test_figures_in_a_report_of_something_else_do_not_make_it_a_release() -> None:
    lede = "Drones struck Vesk on Saturday, the tenth attack this month, official figures show."
    assert occurrence("Drones strike Vesk", lede).kind == "attack"
    assert occurrence("Actor leaves Vesk stage", "A well-known figure of the stage said farewell.").kind is None


@pytest.mark.parametrize(
    "title",
    [
        "Crane drivers refuse to unload ships at Vesk",
        "Vesk teachers stay away from work",
        "Sick-out empties Vesk's wards",
    ],
)
def test_who_refuses_to_work_is_on_strike(title: str) -> None:
    assert kind_of(title, "") == "walkout"


@pytest.mark.parametrize(
    "lede",
    [
        "Two leading figures who had been held since March were released in Vesk on Saturday.",
        "Three figures from the opposition were released from prison in Vesk on Saturday.",
    ],
)
def test_people_called_figures_are_no_statistic(lede: str) -> None:
    assert occurrence("Prisoners walk free in Vesk", lede).kind != "figures"


@pytest.mark.parametrize(
    ("title", "lede", "sitting"),
    [
        ("Warden 'never saw the key', Orla Finn trial hears", "A warden has told a court that she never saw it.", True),
        ("Detective grilled as Finn trial resumes", "A detective admitted that a list was lost.", True),
        ("Orla Finn jailed for nine years", "Orla Finn, whose trial drew crowds, was sentenced to nine years.", False),
        ("Family welcomes verdict of Finn trial", "The family of the victim said the jury had been brave.", False),
        ("Drones strike Vesk", "Drones struck Vesk, a witness told reporters.", False),
    ],
)
def test_a_court_sits_where_somebody_is_heard(title: str, lede: str, sitting: bool) -> None:
    assert occurrence(title, lede).sitting is sitting


def test_a_day_with_no_day_after_it_is_none() -> None:
    assert occurrence("Drones strike Vesk", "Drones struck Vesk late on 31 December 9999, police said.").days == ()


def test_a_lede_ends_with_its_words_where_a_quotation_is_never_closed() -> None:
    given = article("Fire in Vesk", "“" + "The fire took hold in Vesk and spread. " * 500)
    start, end = lede_span(given)
    assert len(given.text[start:end].split()) == LEDE_WORDS


def test_a_lede_is_two_sentences_and_a_cry_is_none() -> None:
    told = (
        "Fire! The fire took hold of the port of Vesk at dawn. It was put out by noon, its mayor said. Then it rained."
    )
    given = article("Fire in Vesk", told)
    start, end = lede_span(given)
    assert given.text[start:end].rstrip(" .").endswith("its mayor said")
