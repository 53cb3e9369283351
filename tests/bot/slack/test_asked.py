"""Answers to commands on links: within Slack's limits whatever the article is."""

from dataclasses import replace

import pytest

from bot.reading.brief import Brief, DateMention, Named
from bot.slack.blocks.asked import TAKE_BACK_BUTTON, asked_brief, asked_facts, asked_quotes, shared_by, with_note
from bot.slack.blocks.limits import fits
from bot.slack.blocks.message import Message
from tests.bot.slack.articles import BRIEF, TEXT, URL, article, fact, quote, span

HUGE = Brief(
    facts=tuple(replace(fact(TEXT.split("\n", maxsplit=1)[0]), text="“<&>” 🌊 " * 80) for _ in range(90)),
    quotes=tuple(
        replace(quote("“Nobody told us anything,”"), text="“<&>” 🌊 " * 200, role="r" * 300) for _ in range(150)
    ),
    figures=BRIEF.figures,
)
ANSWERS = (asked_brief, asked_facts, asked_quotes)


def actions(message: Message) -> list[str]:
    return [e["action_id"] for block in message.blocks if block["type"] == "actions" for e in block["elements"]]


@pytest.mark.parametrize("build", ANSWERS)
@pytest.mark.parametrize("brief", [BRIEF, HUGE, Brief()])
def test_every_answer_fits_also_shared_and_with_a_note(build, brief: Brief) -> None:  # type: ignore[no-untyped-def]
    for url in (URL, f"https://courier.example/{'x' * 2500}", ""):
        message = with_note(build(article(), brief, url=url, key="C1:1.5:key"), "A note. " * 20)
        assert fits(message)
        shared = shared_by(message, "Ann <Lee>", "U1")
        assert fits(shared) and actions(shared)[-1] == TAKE_BACK_BUTTON and "Shared by Ann <Lee>" in str(shared.blocks)


def test_facts_are_all_there_with_their_sources() -> None:
    words = str(asked_facts(article(), BRIEF, url=URL, key="k").blocks)
    assert all(each.text in words for each in BRIEF.facts) and "the county fire service" in words and "1,200" in words


def test_facts_come_with_what_lies_ahead_and_who_is_who() -> None:
    dates = (
        DateMention("Tuesday", *span("Tuesday"), "2026-11-03"),
        DateMention("March", *span("March"), "2027-03", future=True),
    )
    people = (Named("Ines Calder", "mayor of Marl", (span("Ines Calder"),)), Named("Somebody", None, ()))
    words = str(asked_facts(article(), replace(BRIEF, dates=dates, people=people), url=URL, key="k").blocks)
    assert "Ahead" in words and "inspected in" in words and "Who is who" in words and ", mayor of Marl" in words
    assert "Somebody" not in words


def test_quotes_that_do_not_fit_are_behind_a_button() -> None:
    message = asked_quotes(article(), HUGE, url=URL, key="k")
    assert actions(message) == ["quotes_open"] and "more: press the button" in str(message.blocks)
    assert actions(asked_quotes(article(), BRIEF, url=URL, key="k")) == []


def test_of_nothing_nothing_is_made_up() -> None:
    for build, words in zip(ANSWERS, ("no facts, figures or quotes", "no facts or figures", "no quotes"), strict=True):
        assert words in str(build(article(), Brief(), url=URL, key="k").blocks)


def test_for_who_asked_there_is_nothing_to_dismiss() -> None:
    assert actions(asked_brief(article(), BRIEF, url=URL, key="k")) == ["quotes_open"]
