"""The components that correct names, each alone."""

import pytest


@pytest.mark.parametrize(
    ("name", "was", "label"),
    [
        ("Brennick Harbour Council", "LOC", "ORG"),
        ("Alder University of Brennick", "PERSON", "ORG"),
        ("University of the Vell", "LOC", "ORG"),
        ("Vell River", "PERSON", "LOC"),
        ("Clean Harbours Act", "ORG", "MISC"),
        ("Treaty on the Brennick Council", "ORG", "MISC"),
    ],
)
def test_the_word_that_carries_a_name_says_what_it_names(named, run, name: str, was: str, label: str) -> None:
    assert run("nutgraf_name_kinds", named(f"Then {name} came up.", f"{name}={was}")) == [(name, label)]


def test_a_saying_is_not_named_by_its_first_word(named, run) -> None:
    doc = named("The sign read Trust in the Vell.", "Trust in the Vell=MISC")
    assert run("nutgraf_name_kinds", doc) == [("Trust in the Vell", "MISC")]


def test_words_that_name_many_kinds_decide_nothing(named, run) -> None:
    doc = named("The Alder Center and Dana Award spoke.", "Alder Center=ORG", "Dana=PERSON")
    assert run("nutgraf_name_kinds", doc) == [("Alder Center", "ORG"), ("Dana", "PERSON")]


def test_a_date_is_no_name_whatever_it_ends_in(named, run) -> None:
    doc = named("He came on Vell River day.", "Vell River=DATE")
    assert run("nutgraf_name_kinds", doc) == [("Vell River", "DATE")]


@pytest.mark.parametrize("name", ["Bristol Rovers", "Norwich City", "Derby County"])
def test_clubs_called_like_towns_are_organisations_in_reports_of_sport(named, run, name: str) -> None:
    doc = named(f"{name} won 3-1 away.", f"{name}=LOC")
    for token in doc:
        token.is_sent_start = token.i == 0
    assert run("nutgraf_clubs", doc) == [(name, "ORG")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Cases in Norwich City fell last week.", "Norwich City"),
        ("The striker was born in Mexico City.", "Mexico City"),
    ],
)
def test_towns_stay_towns(named, run, text: str, name: str) -> None:
    doc = named(text, f"{name}=LOC")
    for token in doc:
        token.is_sent_start = token.i == 0
    assert run("nutgraf_clubs", doc) == [(name, "LOC")]


def test_an_abbreviation_is_what_it_abbreviates_in_the_whole_document(named, run) -> None:
    doc = named("The Vell Harbour Authority (VHA) met. VHA left.", "Vell Harbour Authority=ORG", "VHA=MISC")
    assert run("nutgraf_abbreviations", doc) == [("Vell Harbour Authority", "ORG"), ("VHA", "ORG"), ("VHA", "ORG")]


def test_what_stands_in_brackets_for_other_reasons_is_left_alone(named, run) -> None:
    doc = named("The Vell Harbour Authority (USA) met. In the USA it rained.", "Vell Harbour Authority=ORG", "USA=LOC")
    assert run("nutgraf_abbreviations", doc) == [("Vell Harbour Authority", "ORG"), ("USA", "LOC")]


def test_people_are_not_abbreviated(named, run) -> None:
    doc = named("Dana Alder (DA) spoke.", "Dana Alder=PERSON")
    assert run("nutgraf_abbreviations", doc) == [("Dana Alder", "PERSON")]


def test_an_abbreviation_inside_a_longer_name_stays_there(named, run) -> None:
    doc = named("Vell Port (VP) and VP Holdings met.", "Vell Port=MISC", "VP Holdings=ORG")
    assert run("nutgraf_abbreviations", doc) == [("Vell Port", "MISC"), ("VP", "MISC"), ("VP Holdings", "ORG")]


def test_a_name_loses_what_is_not_part_of_it(named, run) -> None:
    doc = named("Dana Alder's dam and the Brennick Council of", "Dana Alder's=PERSON", "the Brennick Council of=ORG")
    assert run("nutgraf_name_edges", doc) == [("Dana Alder", "PERSON"), ("Brennick Council", "ORG")]


def test_a_sentences_first_word_is_no_part_of_the_name(named, run) -> None:
    assert run("nutgraf_name_edges", named("In the Vell Delta it rained.", "In the Vell Delta=LOC")) == [
        ("Vell Delta", "LOC")
    ]


def test_who_has_a_title_is_a_person(named, run) -> None:
    doc = named("Then Justice Alder spoke.", "Justice Alder=ORG")
    assert run("nutgraf_name_edges", doc) == [("Alder", "PERSON")]


def test_a_courtesy_title_makes_a_person_of_any_label(named, run) -> None:
    doc = named("Then Mr Garrick spoke.", "Mr Garrick=MISC")
    assert run("nutgraf_name_edges", doc) == [("Garrick", "PERSON")]


def test_an_office_is_no_person(named, run) -> None:
    doc = named("The Justice Department spoke.", "Justice Department=ORG")
    assert run("nutgraf_name_edges", doc) == [("Justice Department", "ORG")]


def test_a_name_that_is_nothing_but_edges_is_dropped(named, run) -> None:
    assert run("nutgraf_name_edges", named("They met at the", "the=LOC")) == []


def test_titles_of_works_keep_their_article(named, run) -> None:
    doc = named("She read The Long Water.", "The Long Water=MISC")
    assert run("nutgraf_name_edges", doc) == [("The Long Water", "MISC")]


def test_known_organisations_are_found_where_the_recogniser_missed_them(named, run) -> None:
    doc = named("The FBI and the Pentagon declined to comment.")
    assert run("nutgraf_organisations", doc) == [("FBI", "ORG"), ("Pentagon", "ORG")]


def test_a_known_organisation_gets_its_label_back(named, run) -> None:
    doc = named("Manchester City won, OpenAI said.", "Manchester City=LOC", "OpenAI=MISC")
    assert run("nutgraf_organisations", doc) == [("Manchester City", "ORG"), ("OpenAI", "ORG")]


def test_a_longer_name_keeps_what_the_recogniser_found(named, run) -> None:
    doc = named("The Brennick Foreign Ministry spoke.", "Brennick Foreign Ministry=ORG")
    assert run("nutgraf_organisations", doc) == [("Brennick Foreign Ministry", "ORG")]


def test_ministries_of_any_country_are_organisations(named, run) -> None:
    doc = named("The Ministry of Defence and the Justice Department disagree.")
    assert run("nutgraf_organisations", doc) == [("Ministry of Defence", "ORG"), ("Justice Department", "ORG")]


def test_countries_are_places_whatever_the_recogniser_thought(named, run) -> None:
    doc = named("Ukraine beat Brennick.", "Ukraine=ORG", "Brennick=ORG")
    assert run("nutgraf_places", doc) == [("Ukraine", "LOC"), ("Brennick", "ORG")]


def test_a_place_that_is_someones_name_is_left_alone(named, run) -> None:
    doc = named("Dana Jordan spoke. Jordan left.", "Dana Jordan=PERSON")
    start = doc.text.rindex("Jordan")
    doc.set_ents([*doc.ents, doc.char_span(start, start + 6, label="PERSON")])
    assert run("nutgraf_places", doc) == [("Dana Jordan", "PERSON"), ("Jordan", "PERSON")]


def test_the_head_of_a_dateline_is_a_place(blank, named) -> None:
    doc = named("BRENNICK, Ukraine (AP) — Rain fell.", "BRENNICK=ORG", "AP=ORG")
    for name in ("nutgraf_headers", "nutgraf_places"):
        doc = blank.create_pipe(name)(doc)
    assert [(e.text, e.label_) for e in doc.ents] == [("BRENNICK", "LOC"), ("AP", "ORG")]


def test_named_storms_are_events(named, run) -> None:
    doc = named("Hurricane Otis came ashore.", "Hurricane Otis=PERSON")
    assert run("nutgraf_storms", doc) == [("Hurricane Otis", "EVENT")]


def test_a_storm_by_its_bare_name_later_on(named, run) -> None:
    doc = named("Typhoon Yagi hit. Later Yagi slowed.", "Typhoon=LOC")
    later = doc.char_span(doc.text.rindex("Yagi"), doc.text.rindex("Yagi") + 4, label="PERSON")
    doc.set_ents([*doc.ents, later])
    assert run("nutgraf_storms", doc) == [("Typhoon Yagi", "EVENT"), ("Yagi", "EVENT")]


def test_the_hurricane_center_is_no_storm(named, run) -> None:
    doc = named("The Hurricane Center warned of Storm Damage.")
    assert run("nutgraf_storms", doc) == []


def test_a_name_gets_the_label_it_has_most_often(named, run) -> None:
    doc = named("Vellmar rose. Vellmar fell. Vellmar closed.", "Vellmar=ORG", "Vellmar=PERSON", "Vellmar=ORG")
    assert run("nutgraf_one_label", doc) == [("Vellmar", "ORG")] * 3


def test_a_surname_goes_with_the_full_name(named, run) -> None:
    doc = named("Dana Okonjo spoke. Then Okonjo left.", "Dana Okonjo=PERSON")
    start = doc.text.rindex("Okonjo")
    doc.set_ents([*doc.ents, doc.char_span(start, start + 6, label="ORG")])
    assert run("nutgraf_one_label", doc) == [("Dana Okonjo", "PERSON"), ("Okonjo", "PERSON")]


def test_labels_of_the_rules_have_no_vote(named, run) -> None:
    doc = named("May 3. May spoke.", "May=DATE", "May=PERSON")
    assert run("nutgraf_one_label", doc) == [("May", "DATE"), ("May", "PERSON")]


def test_demonyms_are_norp(named, run) -> None:
    doc = named("Ukrainian forces met Russians and two Muslims.", "Ukrainian=MISC")
    assert run("nutgraf_demonyms", doc) == [("Ukrainian", "NORP"), ("Russians", "NORP"), ("Muslims", "NORP")]


def test_a_demonym_inside_a_name_stays_there(named, run) -> None:
    doc = named("The Russian Defence Ministry spoke.", "Russian Defence Ministry=ORG")
    assert run("nutgraf_demonyms", doc) == [("Russian Defence Ministry", "ORG")]


def test_a_states_democrat_is_a_place_and_a_norp(named, run) -> None:
    doc = named("She is a California Democrat.", "California Democrat=ORG")
    assert run("nutgraf_demonyms", doc) == [("California", "LOC"), ("Democrat", "NORP")]
