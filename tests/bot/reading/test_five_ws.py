"""Who, what, where and when of the lede."""

from bot.articles.article import Article
from bot.reading import read
from bot.reading.brief import FiveWs
from tests.bot.reading.articles import ALL
from tests.bot.reading.test_facts import LEANING


def line(text: str) -> dict[str, str]:
    brief = read(Article(text=text, published="2025-07-03"))
    parts = {name: getattr(brief.five_ws, name) for name in ("who", "what", "where", "when")}
    return {name: part.text for name, part in parts.items() if part is not None}


def test_the_main_clause_gives_the_line() -> None:
    told = line("Thousands of miners marched through the capital of France on Tuesday to protest against the new law.")
    assert told["who"] == "Thousands of miners"
    assert told["what"].startswith("marched through the capital")
    assert told["when"] == "Tuesday"


def test_who_says_so_is_not_who() -> None:
    told = line("A cargo ship sank off the coast of Portugal on Monday, the coast guard said.")
    assert told["who"] == "A cargo ship"
    assert told["where"] == "Portugal"


def test_a_pronoun_is_nobody() -> None:
    assert "who" not in line("It has rained in the valley for six days, and no end is in sight.")


def test_the_dateline_is_no_subject() -> None:
    told = line("Madrid (CNN)Hundreds of soldiers cleared the snow from the airport on Sunday.")
    assert told["who"] == "Hundreds of soldiers"


def test_each_part_stands_where_it_says() -> None:
    for article in ALL:
        ws = read(article).five_ws
        for part in (ws.who, ws.what, ws.where, ws.when):
            assert part is None or article.text[part.start : part.end] == part.text


def test_nothing_to_read_gives_no_line() -> None:
    assert read(Article(text="")).five_ws == FiveWs()


def test_a_fact_that_leans_has_its_subject_named() -> None:
    text = (
        "Ines Calder opened the new quay in Marl on Tuesday before a crowd of 3,000 people. She paid 40,000 pounds of "
        "her own money for the lamps on the new quay and for a bronze bell. The quay is 300 metres long."
    )
    facts = read(Article(text=text, published="2025-07-03")).facts
    assert all(fact.subject for fact in facts if fact.text.startswith(LEANING))
    assert {fact.subject for fact in facts} <= {None, "Ines Calder"}


def test_what_somebody_was_told_is_told_too() -> None:
    told = line(
        "More than 900 people were told to leave their homes in Lenmouth on Monday night after engineers found a crack "
        "in the wall of the reservoir, two miles upstream of the town."
    )
    assert told["what"].startswith("were told to leave their homes")


def test_a_name_belongs_to_its_title_and_that_does_not() -> None:
    told = line("Opposition leader Katrin Asel won the vote in Portugal on Sunday, the commission said.")
    assert told["who"] == "Opposition leader Katrin Asel"
    told = line("Hallam Tools said on Thursday that profit fell 18 percent as builders put off orders.")
    assert told.get("who") in ("profit", None)
