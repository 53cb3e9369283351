"""What a page changed since it was read."""

from dataclasses import replace

import pytest

from bot.articles.article import Article, Kind
from bot.articles.plain import from_text
from bot.events.revisions import Revisions, revisions
from bot.reading.pipeline import read_article

SAID = "“The ground lifted and the stalls went over like cards in the wind,” said Mara Oyelaran, who sells cloth there."
TEXT = (
    "A gas main exploded beneath a market in Ostrel on Monday, injuring eight people, the fire service said.\n\n"
    f"{SAID}\n\n"
    "Engineers closed the main within the hour. The market will stay shut until the weekend, the council said.\n\n"
    "The pipe was laid in 1961 and had been due for renewal in the spring, according to the company that owns it."
)
OLD = from_text(
    TEXT, title="Eight hurt as gas main explodes in Ostrel", published="2026-03-09T12:00:00Z", site="The Log"
)


def changed(text: str = TEXT, **more: str | Kind) -> Revisions:
    new = replace(OLD, text=text, **more)  # type: ignore[arg-type]
    return revisions(OLD, read_article(OLD), new, read_article(new))


def edited(before: str, now: str) -> Revisions:
    assert before in TEXT
    return changed(TEXT.replace(before, now))


def test_nothing_changed() -> None:
    assert not changed()
    assert not changed(TEXT.replace("\n\n", "\n").replace("“", '"').replace("”", '"'))


def test_a_figure_that_moved() -> None:
    found = edited("injuring eight people", "injuring eleven people")
    assert [(each.measure, each.before.value, each.now.value) for each in found.figures] == [("injured", 8, 11)]
    assert not found.quotes and not found.headline and not found.rewritten


def test_a_headline_that_changed_in_words_not_in_marks() -> None:
    now = "Eleven hurt as gas main explodes in Ostrel"
    assert changed(title=now).headline == (OLD.title, now)
    assert changed(title="“Eight hurt” as gas main explodes in Ostrel").headline is None


def test_a_quote_that_changed_and_one_that_is_gone() -> None:
    (requoted,) = edited("like cards in the wind", "like cards").quotes
    assert requoted.now is not None and requoted.now.text.startswith("“The ground lifted and the stalls went over")
    (gone,) = edited(SAID, "Traders ran.").quotes
    assert gone.now is None and gone.before.speaker == "Mara Oyelaran"


def test_the_writers_words_between_are_no_change() -> None:
    found = edited(
        SAID,
        "Mara Oyelaran, who sells cloth there, said: “The ground lifted and the stalls went over like cards in the "
        "wind.”",
    )
    assert not found.quotes


def test_more_text_is_no_change_of_what_was_said() -> None:
    more = "\n\n“We will pay every trader,” said its director, Anton Weil. The bill may reach 2 million pounds."
    assert not changed(TEXT + more)


@pytest.mark.parametrize(
    "words",
    [
        "Correction: An earlier version gave the year of the pipe as 1951.",
        "This article was amended on 10 March 2026 to correct the name of the company.",
        "Editor’s note: The number of injured has been corrected.",
        "An earlier version of this story said that the market was closed for a month.",
    ],
)
def test_a_correction_that_was_added(words: str) -> None:
    assert changed(f"{TEXT}\n\n{words}").corrections == (words,)
    assert not changed(f"{TEXT}\n\nThe correction of the river cost the town 4 million pounds.").corrections


def test_a_page_written_anew_says_so_once() -> None:
    found = changed(
        "Gas engineers in Ostrel are looking for a second leak after Monday's explosion.\n\n“We are testing every "
        "street,” said Anton Weil of the gas company. Three schools sent their pupils home, and two roads are shut."
    )
    assert found.rewritten and not found.quotes


def test_a_live_blog_changes_by_nature() -> None:
    assert not changed(TEXT.replace("eight", "nine"), kind=Kind.LIVE_BLOG)


def test_any_two_texts_can_be_compared() -> None:
    empty = Article(text="")
    assert not revisions(empty, read_article(empty), empty, read_article(empty))
    revisions(OLD, read_article(OLD), empty, read_article(empty))
