"""Kinds of incidents in the many ways in which news tells them."""

import pytest

from bot.events.kinds import KINDS, kind_of, kinds_of
from bot.events.occurrence import Occurrence, occurrence_of
from tests.bot.events.desk import article, brief

TOLD = {
    "attack": [
        ("Garage burns as air defences down 14", "VESK — Fourteen of 17 uncrewed aircraft were shot down over Vesk."),
        ("School levelled in Vesk", "A guided aerial bomb flattened a school in Vesk on Wednesday evening."),
        ("Odrana hit again, one dead", "One person was killed overnight in Odrana, officials said."),
        ("Enemy UAVs reach centre of Vesk", "Two people died late on Sunday, Governor Petro Hlyn said."),
        ("Loitering munitions crash into substation", "Power failed in 4,000 homes of Odrana before dawn on 9 May."),
        ("Odrana under bombardment", "Howitzers across the river opened up at first light, residents said."),
        ("Grain burns in Vesk", "A salvo of ballistic missiles set three stores ablaze in the port on Friday."),
    ],
    "hearing": [
        (
            "'I saw him with the spanner'",
            "A neighbour of the accused took the stand at Aldbury Crown Court on Tuesday.",
        ),
        ("Pathologist gives evidence in murder case", "The blow came from behind, the court was told."),
        ("Defence rests in Dorrin case", "The defence closed its case on Monday without calling Paul Dorrin."),
        ("Court adjourns to May 14", "Judge Ana Prieto adjourned the proceedings against Luis Ortega on Monday."),
        ("Former mayor: 'I never took a penny'", "Luis Ortega denied under oath that he had taken money."),
        (
            "Phone records 'prove nothing'",
            "They do not place the banker there, his barrister argued before Judge Lowe.",
        ),
    ],
    "walkout": [
        (
            "Terminal staff stay away again",
            "Staff at Corvin airport walked off the job for the third time in six weeks.",
        ),
        ("Ferries idle as crews down tools", "Boats lay idle on Tuesday when crews downed tools for 24 hours."),
        (
            "Trams stand still as talks fail",
            "No trams ran in Oslet on Friday because drivers stayed at home, a union said.",
        ),
        ("Nurses stage second 48-hour action", "Wards in Oslet ran on half their staff from 8 a.m. on Monday."),
        ("Trains at a standstill", "Members of the union Transa withdrew their labour on Tuesday."),
        ("Schools shut over class sizes", "Teachers across Norrland struck over class sizes on Thursday."),
    ],
    "figures": [
        (
            "Hospital queue hits 310,000",
            "Some 310,000 patients were waiting at the end of March, the Health Board said.",
        ),
        (
            "Arrivals jump",
            "Foreign arrivals reached 41,300 in May, up 6 percent from a year earlier, the Tourism Office said.",
        ),
        (
            "Fewer homes sold",
            "In August 2,140 homes changed hands, 9 percent fewer than a year ago, the land registry said.",
        ),
        ("Burglaries down", "Police recorded 212 burglaries in Norrland in September, down from 240 in August."),
        (
            "Quiet year on the roads",
            "The roads claimed 19 lives in July, the lowest number for a month, the agency said.",
        ),
        (
            "Reservoirs shrink",
            "Reservoirs held 61 percent in the week ending 4 May, two points less, the water board said.",
        ),
    ],
    "briefing": [
        ("Bins 'next week'", "Mayor Ada Krell told her Wednesday press call that bins would be emptied soon."),
        ("Petrol dearer", "Petrol cost two cents more, the energy agency said in its Monday survey."),
        ("Danger high", "In its Friday bulletin the snow service kept the danger of avalanches at four."),
        ("Cases fall again", "Cases fell to 211, the ministry said in its latest weekly situation report."),
    ],
}


def occurrence(title: str, text: str) -> Occurrence:
    given = article(title, text, "2026-05-12T08:00:00Z")
    return occurrence_of(given, brief(given))


@pytest.mark.parametrize(
    ("kind", "title", "lede"), [(kind, title, lede) for kind, told in TOLD.items() for title, lede in told]
)
def test_a_kind_is_known_in_whatever_words(kind: str, title: str, lede: str) -> None:
    assert occurrence(title, lede).kind == kind


@pytest.mark.parametrize(
    ("title", "lede"),
    [
        ("Singer under fire over remarks", "Nell Ode came under fire on Monday for remarks about her fans."),
        ("New heart drug on trial", "A trial of the drug began in six clinics on Tuesday."),
        ("Council strikes deal with traders", "The council of Vesk struck a deal with traders on Friday."),
        ("Coach takes a barrage of questions", "Ben Oyo faced a barrage of questions on Saturday."),
        ("Steelmaker's profit rises 12%", "Profit rose 12 percent in the first quarter, Halden Steel said."),
        ("Museum buys painting", "The museum of Vesk bought a painting by Lund on Friday for two million crowns."),
        ("Lorry hits bus, two hurt", "Two people were hurt overnight in Vesk when a lorry struck a bus."),
        ("Officer's name to be kept out", "Two men were arrested in March, the police department said."),
    ],
)
def test_figures_of_speech_and_other_news_are_none_of_them(title: str, lede: str) -> None:
    assert occurrence(title, lede).kind not in {*TOLD, "retail", "output", "inflation"}


def test_talks_that_failed_led_to_it_and_are_not_what_is_told() -> None:
    lede = "Crews of the Skerra ferries refused to sail on Monday after talks at the weekend."
    assert kind_of("No boats", f"{lede} Negotiations with the owner broke down.") == "walkout"
    assert kind_of("Ferry talks resume", "Negotiators met in Skerra on Monday.") == "meeting"


def test_what_an_attack_leaves_counts_for_the_attack() -> None:
    title = "Fires and explosions after drones hit depot"
    assert kinds_of(title, "Fire fighters fought the blaze in Vesk.")[0] == "attack"
    assert kind_of("Blaze at depot", "Fire fighters fought the flames in Vesk.") == "fire"


def test_hints_tell_a_kind_only_together() -> None:
    hearing = next(kind for kind in KINDS if kind.name == "hearing")
    assert hearing.hints
    assert kind_of("", "A judge opened the flower show.") is None
    assert kind_of("", "A judge read the charges in a packed courtroom.") == "hearing"


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        (
            "Two die in Vesk market hall",
            "Two traders died under the roof of the market hall on Sunday. It fell in at dawn.\n\nShelling of the town "
            "has gone on for a week. The shells hit the river bank first, a guard said.",
            "attack",
        ),
        (
            "Vesk choir sings again",
            "The choir of Vesk sang in its hall on Sunday. Three hundred people came.\n\nShelling of the town has gone "
            "on for a week. The shells hit the river bank first, a guard said.",
            None,
        ),
    ],
)
def test_what_did_the_harm_may_stand_behind_the_opening(title: str, text: str, kind: str | None) -> None:
    assert occurrence(title, text).kind == kind


@pytest.mark.parametrize(
    ("lede", "release"),
    [
        (
            "Some 52 people were in hospital with flu in the week to March 1, up from 38, Health Watch Orsania said.",
            True,
        ),
        ("Some 52 people were in hospital with flu on Friday, Health Watch Orsania said.", False),
    ],
)
def test_who_counts_may_be_a_body_of_any_name(lede: str, release: bool) -> None:
    assert (occurrence("Flu keeps 52 in hospital", lede).kind == "figures") is release


@pytest.mark.parametrize(
    ("title", "lede"),
    [
        (
            "Man dies in fall",
            "A man of 34 died last week when he fell from a bridge, police said. He sat higher than the rail.",
        ),
        ("Tour cancelled", "The band cancelled 12 shows in May, more than half of its tour, a ticket office said."),
        ("Zoo shows cub", "A cub born last month weighs 4 kilos, twice as much as the smallest, the zoo's trust said."),
    ],
)
def test_a_number_a_month_and_an_office_alone_are_no_release(title: str, lede: str) -> None:
    assert occurrence(title, lede).kind != "figures"
