"""Who and what is named, and the role the article gives."""

import pytest

from bot.reading.name_evidence import weigh
from bot.reading.names import Names, find_names
from bot.reading.pipeline import nlp
from bot.reading.sentences import sentences_of


def names(text: str) -> Names:
    doc = nlp()(text)
    return find_names(doc, sentences_of(doc))


def roles(text: str) -> dict[str, str | None]:
    return {p.name: p.role for p in names(text).people}


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Prime Minister Ingrid Solheim resigned on Monday.", "Ingrid Solheim", "Prime Minister"),
        ("Rovers defensive captain Dele Okafor scored twice.", "Dele Okafor", "Rovers defensive captain"),
        ("It spread, said Helena Varga, head of the harbour police.", "Helena Varga", "head of the harbour police"),
        ("Colm Reddy, a retired teacher who leads the choir, wept.", "Colm Reddy", "retired teacher"),
        ("Ruth Abelard, 52, the mayor of Dunmere, agreed.", "Ruth Abelard", "mayor of Dunmere"),
        ("As a goalkeeper for Calder Rovers, Jonas Weir saw it all.", "Jonas Weir", "goalkeeper for Calder Rovers"),
        ("Secretary of State Ingrid Solheim left for Oslo.", "Ingrid Solheim", "Secretary of State"),
        ("Bergen (CNN)Gov. Ingrid Solheim left for Oslo.", "Ingrid Solheim", "Gov."),
        ("It was sold, founder and chief executive Colm Reddy said.", "Colm Reddy", "founder and chief executive"),
        ("Violist Helena Varga wept, passenger Colm Reddy said.", "Colm Reddy", "passenger"),
        ("Sweden’s director of public prosecutions, Helena Varga, agreed.", "Helena Varga",
         "Sweden’s director of public prosecutions"),
        ("He shot the film with his husband, Samuel Thorne. They won.", "Samuel Thorne", "husband"),
        ("Colm Reddy, who owns a chain of bakeries, wept.", "Colm Reddy", "who owns a chain of bakeries"),
        ("Colm Reddy, who describes himself as a nurse, wept.", "Colm Reddy", "nurse"),
        ("Ruth Abelard, one of the founders of the choir, sang.", "Ruth Abelard", "one of the founders of the choir"),
        ("Economists Ruth Abelard and Colm Reddy wrote it.", "Colm Reddy", "Economist"),
        ("Samuel Thorne and Colm Reddy, both nurses at the clinic, left.", "Samuel Thorne", "nurses at the clinic"),
        ("His lawyer, Samuel Thorne, told the court so.", "Samuel Thorne", "lawyer"),
        ("We object, said Samuel Thorne, its general counsel.", "Samuel Thorne", "general counsel"),
        ("Substitute Jonas Weir levelled for Rovers.", "Jonas Weir", "Substitute"),
        ("They get stubborn, said project leader Dr. Helena Varga.", "Helena Varga", "project leader"),
    ],
)  # fmt: skip
def test_role_as_the_article_states_it(text: str, name: str, role: str) -> None:
    assert roles(text)[name] == role


@pytest.mark.parametrize(
    "text",
    [
        "In a letter from Colm Reddy, employees were told to leave.",
        "After meeting the mayor, Colm Reddy left for Oslo.",
        "The mayor and Colm Reddy agreed on Monday.",
        "Including Colm Reddy, nobody came.",
        "Among them were Colm Reddy and two dogs.",
        "Colm Reddy, told of the mayor’s plan, wept.",
    ],
)
def test_words_beside_a_name_that_are_no_role(text: str) -> None:
    assert roles(text)["Colm Reddy"] is None


def test_a_given_name_before_the_full_name_is_somebody_else() -> None:
    text = "Mark Weir’s brother Steven wept. Rovers captain Steven Moss said the club was in mourning."
    assert roles(text)["Steven Moss"] == "Rovers captain"


def test_surname_and_full_name_are_one_person_with_every_mention() -> None:
    text = "Marta Kessler spoke first. “We won,” Kessler said. Then Ms. Kessler left."
    (person,) = names(text).people
    assert person.name == "Marta Kessler"
    assert [text[s:e] for s, e in person.mentions] == ["Marta Kessler", "Kessler", "Kessler"]


def test_a_list_of_people_keeps_its_roles_apart() -> None:
    text = "It named Senator Paul Arden, former director Anna Moss and several members of the board."
    found = roles(text)
    assert found["Paul Arden"] == "Senator"
    assert found["Anna Moss"] == "former director"


def test_demonyms_months_and_sentence_starts_are_nobody() -> None:
    text = "Russians voted. However, nobody came. In March, French officials met. Tuesday was quiet."
    assert names(text).people == ()


def test_writers_credited_at_the_end_are_not_the_storys_people() -> None:
    text = (
        "Mayor Ruth Abelard resigned on Monday.\nCoastwire’s Dana Whitlock and Owen Marsh contributed to this report."
    )
    assert set(roles(text)) == {"Ruth Abelard"}


def test_an_acronym_joins_the_name_that_introduced_it() -> None:
    text = "The Marrowland Civil Protection Agency (MCPA) sent boats. The MCPA said 40 people were found."
    agency = names(text).organisations[0]
    assert agency.name == "Marrowland Civil Protection Agency"
    assert "MCPA" in {text[s:e] for s, e in agency.mentions}


def test_places_come_from_the_dateline_and_the_text() -> None:
    text = "NAIROBI, Kenya (Coastwire) — The river rose near Mombasa, officials said on Friday."
    found = [p.name.lower() for p in names(text).places]
    assert {"nairobi", "kenya", "mombasa"} <= set(found)


def test_the_most_mentioned_comes_first() -> None:
    text = "Kenya and Peru signed it. Peru will pay. Peru’s congress agreed."
    assert names(text).places[0].name == "Peru"


@pytest.mark.parametrize("noun", ["town", "village", "district", "airport"])
def test_a_place_that_is_called_one_is_nobody(noun: str) -> None:
    text = f"The crowd had gone by noon, she said. Drossa {noun} has been closed off."
    start = text.index("Drossa")
    found = weigh(text, start, start + len("Drossa"))
    assert found["place"] > found["person"] + found["organisation"]
