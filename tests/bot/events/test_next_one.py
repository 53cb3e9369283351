"""When an article reports the next of a series, and when a later report of a known incident."""

import pytest

from bot.events.occurrence import Occurrence, occurrence_of
from bot.events.tracker import Tracker
from tests.bot.events.desk import article, brief, record
from tests.support.store import StoreServer


@pytest.fixture
def tracker(memory_store: StoreServer) -> Tracker:
    return Tracker(memory_store.client())


def occurrence(text: str, title: str = "Rockets hit Karsk", published: str = "2026-05-12T10:00:00Z") -> Occurrence:
    given = article(title, f"{text}\n\nWindows broke. People ran.", published)
    return occurrence_of(given, brief(given))


@pytest.mark.parametrize(
    "when",
    [
        "at dusk on 11 May",
        "at nightfall on Monday",
        "shortly before midnight on Monday",
        "just after midnight on Tuesday",
        "late on Monday and into Tuesday",
        "at 11:40 p.m. on Monday",
        "on Monday at 22:15",
        "in the night to Tuesday",
        "in the early hours of Tuesday",
        "before dawn on 12 May",
        "overnight",
        "on Monday night",
        "after sunset on Monday",
    ],
)
def test_a_night_is_the_day_of_its_morning_however_it_is_said(when: str) -> None:
    assert occurrence(f"Rockets hit Karsk {when}, killing two people, the mayor said.").day == "2026-05-12"


@pytest.mark.parametrize("when", ["at midday on Monday", "on Monday afternoon", "early on Monday", "yesterday"])
def test_a_day_stays_that_day(when: str) -> None:
    assert occurrence(f"Rockets hit Karsk {when}, killing two people, the mayor said.").day == "2026-05-11"


def test_this_evening_is_when_it_is_written() -> None:
    text = "The inspectors finished this evening: 74 homes were damaged by the drones."
    assert occurrence(text, "Homes damaged by drones").day == "2026-05-12"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The court heard two witnesses. The trial resumes on 19 May.", "2026-05-19"),
        ("The jury was told of cash in a shed. Judge Lowe adjourned until May 26.", "2026-05-26"),
        ("The defendant wept in the dock on Tuesday. The next hearing is on Thursday.", "2026-05-14"),
        ("The defendant wept in the dock. He was born on 19 May 1970.", None),
    ],
)
def test_the_day_that_is_announced(text: str, day: str | None) -> None:
    assert occurrence(text, "Trial of Neil Harwood").announced == day


def test_what_stands_in_a_town_is_no_other_place_than_the_town() -> None:
    told = occurrence("A drone struck Poplar Avenue in Karsk on Tuesday.", "Drone hits Karsk")
    assert told.places[0] == "karsk"
    assert "poplar avenue" not in told.places


def test_the_town_in_a_local_papers_name_is_where_it_happened_unless_a_dateline_says_another() -> None:
    local = article("Drone hits Podhill", "A drone struck a block in Podhill early on Tuesday.", site="Karsk Today")
    assert occurrence_of(local, brief(local)).home == ("karsk",)
    away = article("Drone hits Belin", "BELIN - A drone struck early on Tuesday.", site="Karsk Today")
    assert occurrence_of(away, brief(away)).home == ()


def test_a_quotation_of_several_sentences_does_not_end_the_lede() -> None:
    lede = '"A watch. Two paintings and an old dog. That was all," Anton Belo testified in court on Monday.'
    assert occurrence(lede, "Belo breaks silence").day == "2026-05-11"


CASES = article(
    "Measles: 212 new cases in a week",
    "The Health Ministry of Orsania registered 212 new cases of measles in the past week, its weekly bulletin says. "
    "Three children have died since November, chief epidemiologist Alena Tesk said. Most patients had no vaccination.",
    "2026-02-05T15:00:00Z",
    "Orsania Radio",
)
NEXT_CASES = article(
    "Measles keeps spreading: nine of 241 new cases here",
    "Nine of the 241 new cases of measles counted last week were in Vesk, the Health Ministry's bulletin shows. "
    "Chief epidemiologist Alena Tesk asked parents to see to the vaccination of children.",
    "2026-02-12T15:30:00Z",
    "Vesk Courier",
)
THIRD_CASES = article(
    "Measles cases fall to 198",
    "For the first time new cases of measles are down: the Health Ministry of Orsania counted 198 last week, its "
    "bulletin says. Vaccination of children goes on, chief epidemiologist Alena Tesk said.",
    "2026-02-19T15:00:00Z",
    "Orsania Radio",
)


def test_issues_of_a_bulletin_are_events_of_a_series_though_none_says_its_day(tracker: Tracker) -> None:
    told = [record(tracker, number, given) for number, given in enumerate((CASES, NEXT_CASES, THIRD_CASES))]
    assert len({each.event for each in told}) == 3
    assert told[2].series
    assert told[2].nth == 3
    assert told[2].rhythm
    assert told[2].rhythm.cadence == "weekly"


STRIKE = article(
    "Baggage handlers walk out at Corvin airport",
    "Baggage handlers at Corvin airport walked out on Friday over pay, and 64 flights were cancelled. Dana Kull of the "
    "Ground Staff union said they would stop every second Friday.",
    "2026-02-13T09:00:00Z",
)
DAY_AFTER = article(
    "Corvin airport walkout cost airlines millions",
    "Friday's walkout of baggage handlers at Corvin airport cost airlines two million crowns, they said on Saturday. "
    "Dana Kull of the Ground Staff union called it a success.",
    "2026-02-14T12:00:00Z",
)
SECOND_STRIKE = article(
    "Corvin airport: second Friday without suitcases",
    "Nothing was loaded at Corvin airport on Friday when baggage handlers downed tools for the second time. Dana Kull "
    "of the Ground Staff union said that 97 flights were cancelled.",
    "2026-02-27T12:00:00Z",
)


def test_a_strike_told_the_day_after_is_one_and_two_weeks_later_another(tracker: Tracker) -> None:
    first, after, second = (
        record(tracker, number, each) for number, each in enumerate((STRIKE, DAY_AFTER, SECOND_STRIKE))
    )
    assert first.event == after.event != second.event
    assert second.nth == 2
    assert second.rhythm
    assert second.rhythm.cadence == "fortnightly"


def test_one_nights_attack_on_a_town_is_one_in_whatever_words(tracker: Tracker) -> None:
    first = record(
        tracker,
        1,
        article(
            "Three killed in missile attack on grain terminal",
            "VESK — A missile struck the canteen of the grain terminal in Vesk before dawn on Wednesday, Major Kamil "
            "Dost of the administration said. Wheat futures rose in Paris.",
            "2026-03-25T07:30:00Z",
            "Continental Wire",
        ),
    )
    second = record(
        tracker,
        2,
        article(
            "Port workers dead after strike on canteen",
            "Harbour master Viktor Salm read out five names in Vesk this morning. All were killed by a missile early "
            "on Wednesday. Flags fly at half mast; blood donors are asked to come.",
            "2026-03-25T08:40:00Z",
            "Orsania Radio",
        ),
    )
    assert first.event == second.event


def test_a_deal_after_an_attack_is_another_event(tracker: Tracker) -> None:
    hit = article(
        "Missiles hit Vesk heating plant",
        "Three people were hurt when missiles struck the heating plant of Vesk Heat on Tuesday, mayor Petra Holb said.",
        "2026-02-03T07:00:00Z",
    )
    deal = article(
        "Vesk Heat strikes a deal for boilers",
        "Vesk Heat has struck a deal for four boilers after missiles hit its heating plant, mayor Petra Holb said.",
        "2026-03-29T11:00:00Z",
    )
    assert record(tracker, 1, hit).event != record(tracker, 2, deal).event
