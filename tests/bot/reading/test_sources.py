"""Who a sentence rests on, and what kind of source that is."""

import pytest

from bot.articles.article import Article
from bot.reading import read
from bot.reading.brief import Named
from bot.reading.sources import Source, Sources, basis_of
from tests.bot.reading.articles import COUNCIL, DAM


@pytest.mark.parametrize(
    ("who", "basis"),
    [
        ("officials", "official"),
        ("police and fire officials", "official"),
        ("officials with the harbour authority", "official"),
        ("the Marrowland Civil Protection Agency", "official"),
        ("a spokesman for Tarn Hydro", "official"),
        ("prosecutors", "official"),
        ("a senior official", "anonymous"),
        ("a person familiar with the talks", "anonymous"),
        ("two diplomats who spoke on condition of anonymity", "anonymous"),
        ("witnesses", "anonymous"),
        ("residents of Upper Tarn", "anonymous"),
        ("court documents filed on Monday", "document"),
        ("a report published last month", "document"),
        ("the fraternity website", "document"),
        ("the affidavit", "document"),
        ("the dam", None),
        ("about 30 gunmen", None),
        ("some hints in the text", None),
        ("", None),
    ],
)
def test_a_description_has_its_kind(who: str, basis: str | None) -> None:
    assert basis_of(who) == basis


def source_of(sentence: str, *people: str) -> Source | None:
    named = [Named(name, None, ((start, start + len(name)),)) for name in people if (start := sentence.find(name)) >= 0]
    return Sources(sentence, (), named, ()).of((0, len(sentence)))


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("The road is closed, according to the county sheriff.", Source("the county sheriff", "official")),
        ("According to court records, the firm knew.", Source("court records", "document")),
        ("Six died and forty were hurt, police and fire officials told reporters.",
         Source("police and fire officials", "official")),
        ("The bridge will reopen in May, said the mayor of Marl.", None),  # a quotation's work
        ("The road is closed.", None),
        ("The firm, according to its owner, is small, but it has ten ships on three seas and a yard of its own.", None),
        ("The road, which the army built, is closed, he said.", None),
    ],
)  # fmt: skip
def test_a_sentence_has_its_source(sentence: str, source: Source | None) -> None:
    assert source_of(sentence) == source


def test_a_person_in_the_description_is_its_name() -> None:
    found = source_of("The road is closed, according to Police Chief Ines Calder.", "Ines Calder")
    assert found == Source("Ines Calder", "named")


def test_somebodys_party_is_not_that_person() -> None:
    found = source_of("The count is over, Calder’s party says.", "Calder")
    assert found == Source("Calder’s party", "official")


def test_facts_say_what_they_rest_on_and_the_tally_counts_them() -> None:
    for article in (DAM, COUNCIL):
        brief = read(article)
        tally = brief.sourcing
        assert tally.named + tally.official + tally.anonymous + tally.document + tally.none == len(brief.facts)
        assert all((fact.basis is None) == (fact.attribution is None) for fact in brief.facts)


def test_one_source_for_everything_is_flagged() -> None:
    text = (
        "A warehouse burned down in the port of Marl on Monday, police said. Police said six ferries were moved to "
        "the outer harbour. The fire began in a store for paint, according to police."
    )
    brief = read(Article(text=text, published="2025-07-03"))
    assert (brief.sourcing.single or "").lower() == "police"
    assert read(DAM).sourcing.single is None


SEIZURE = (
    "Police in the port of Calder seized two tonnes of cocaine worth an estimated $190m in a cargo of frozen fruit, "
    "the chief of police said on Friday.\nThe Calder Safety Board (CSB), which sent 340 observers, said that the port "
    "had been warned of such cargoes before.\n“A docker has no choice,” said Ana Prado, a sociologist.\nA docker earns "
    "about $640 a month, she said, and a gang pays ten times that for one open gate."
)


def test_sources_are_whole_and_no_more() -> None:
    facts = read(Article(text=SEIZURE, published="2025-10-24")).facts
    rest_on = {fact.text.split()[0]: fact.attribution for fact in facts}
    assert rest_on["Police"] == "the chief of police"
    assert rest_on["The"] and "which" not in rest_on["The"]
    assert rest_on["A"] == "Ana Prado"
