"""The lines on the whole story: five Ws, sources, sort of piece, whom a pronoun means."""

import json
from dataclasses import replace

import pytest

from bot.articles.article import Kind
from bot.reading.brief import Brief, Embargo, Fact, FiveWs, Passage, Sourcing
from bot.slack.blocks.reply import reply
from bot.slack.blocks.story import fact_words, five_ws_words, heading, kind_words, sources_words
from bot.slack.blocks.summaries import foreign, language_words, private_summary
from tests.bot.slack.articles import BRIEF, TEXT, URL, article
from tests.bot.slack.test_reply import KEY, shown


def passage(words: str) -> Passage:
    start = TEXT.index(words)
    return Passage(words, start, start + len(words))


WS = FiveWs(
    passage("A dyke on the river Ouselle"), passage("gave way on Tuesday night"), None, passage("Tuesday night")
)


def test_five_ws_say_nothing_twice() -> None:
    assert five_ws_words(Brief(five_ws=WS)) == "Who: A dyke on the river Ouselle · What: gave way on Tuesday night"


def test_no_line_where_who_or_what_is_not_sure() -> None:
    assert five_ws_words(Brief(five_ws=replace(WS, who=None))) == ""
    assert five_ws_words(Brief(five_ws=replace(WS, what=None))) == ""


def test_sources_are_counted_by_kind_and_named() -> None:
    facts = (
        Fact("a", 0, 1, "Ines Calder", "named"),
        Fact("b", 0, 1, "the county fire service", "official"),
        Fact("c", 0, 1, "the county fire service", "official"),
        Fact("d", 0, 1),
    )
    brief = Brief(facts=facts, sourcing=Sourcing(named=1, official=2, none=1))
    assert sources_words(brief) == (
        "Sources of the facts: 1 named (Ines Calder), 2 official (the county fire service), 1 without a source."
    )


def test_a_single_source_is_flagged() -> None:
    brief = Brief(facts=(Fact("a", 0, 1, "police", "official"),), sourcing=Sourcing(official=1, single="police"))
    assert sources_words(brief).endswith("Single source: police.")


def test_an_opinions_points_are_not_called_facts() -> None:
    brief = replace(BRIEF, genre="opinion")
    words = shown(reply(article(), brief, url=URL, key=KEY))
    assert "Key facts" not in words and heading(brief) in words
    assert "Sources" not in words


def test_what_the_page_says_it_is_comes_first() -> None:
    assert kind_words(article(kind=Kind.REVIEW), replace(BRIEF, genre="obituary")) == "Review"
    assert kind_words(article(), replace(BRIEF, genre="obituary")) == "Obituary"
    assert kind_words(article(), BRIEF) == ""


def test_whom_a_pronoun_means_stands_in_brackets_behind_it() -> None:
    assert fact_words(Fact("She left in May.", 0, 16, subject="Ines Calder")) == "She [Ines Calder] left in May."
    assert fact_words(Fact("She left in May.", 0, 16)) == "She left in May."


def test_a_private_summary_says_that_it_is_private_and_has_no_buttons() -> None:
    message = private_summary(article(), replace(BRIEF, summary=("A dyke gave way.",)), url=URL)
    assert "Only you see this." in shown(message) and "A dyke gave way." in shown(message)
    assert not [block for block in message.blocks if block["type"] == "actions"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("de", "German"),
        ("pt-BR", "Portuguese"),
        ("en", "another language"),
        ("<b>", "another language"),
        (None, "another language"),
    ],
)
def test_languages_have_names(code: str | None, words: str) -> None:
    assert language_words(code) == words


def test_a_page_that_is_not_read_tells_what_it_says_of_itself() -> None:
    message = foreign(article(language="cs"), url=URL)
    assert "in Czech" in shown(message) and "min read" in shown(message) and (article().title or "") in shown(message)


def test_an_embargo_stands_right_under_the_headline_and_is_read_aloud() -> None:
    embargo = Embargo("Embargoed until 14:00 GMT", 0, 25, "2026-03-10T14:00:00+00:00")
    message = reply(article(), replace(BRIEF, embargo=embargo), url=URL, key=KEY)
    assert "Under embargo: “Embargoed until 14:00 GMT”" in shown(message)
    assert "Under embargo" in message.text.split("Key facts")[0]
    assert '"timestamp": 1773151200' in json.dumps(message.blocks[2])
