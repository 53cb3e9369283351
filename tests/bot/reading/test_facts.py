"""Which sentences become facts, and who they are attributed to."""

from bot.articles.article import Article
from bot.reading import read
from bot.reading.facts import MOST_FACTS
from tests.bot.reading.articles import ALL, COUNCIL, DAM

LEANING = ("He ", "She ", "It ", "They ", "But ", "That ", "This ", "“He ", "However")


def test_at_most_five_and_none_leans_on_the_one_before() -> None:
    for article in ALL:
        facts = read(article).facts
        assert 3 <= len(facts) <= MOST_FACTS
        assert not any(f.text.startswith(LEANING) and f.subject is None for f in facts)


def test_no_fact_is_a_bare_quotation() -> None:
    for article in ALL:
        assert not any(f.text.startswith("“") and f.text.endswith("”") for f in read(article).facts)


def test_the_dateline_is_not_part_of_the_fact() -> None:
    assert not any("Coastwire" in f.text for f in read(DAM).facts)


def test_who_says_so_stands_with_the_fact() -> None:
    said = {f.text[:20]: f.attribution for f in read(COUNCIL).facts}
    union = next((who for text, who in said.items() if text.startswith("In a statement")), None)
    assert union is None or "Union" in union
    burst = next(f for f in read(DAM).facts if f.text.startswith("At least 14"))
    assert burst.attribution == "officials"


def test_two_sentences_that_say_the_same_give_one_fact() -> None:
    text = (
        "The council closed two libraries in Dunmere on Tuesday. Two libraries in Dunmere were closed by the council "
        "on Tuesday. The step saves 480,000 pounds a year, according to the budget office of the town."
    )
    assert len(read(Article(text=text, published="2023-05-10")).facts) == 2


def test_a_lede_longer_than_the_summary_may_be_is_not_cut() -> None:
    lede = "The harbour board of Calder, " + "which has met in the same hall since the flood, " * 8 + "closed the port."
    text = f"{lede}\nSix ferries were sent to other harbours along the coast on Monday morning."
    brief = read(Article(text=text, published="2023-05-10"))
    assert brief.summary == ("Six ferries were sent to other harbours along the coast on Monday morning.",)
