"""Where a source begins and ends, and how far what it says goes, in sentences that lead a parser astray."""

import pytest

from tests.bot.reading.quotes.test_with_the_parse import content, read, source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The ferry will not run on Sundays, harbour workers and union officials told the Courier.",
            "harbour workers and union officials",
        ),
        ("“The pier is safe,” read a statement posted on Monday.", "a statement"),
        ("“They know that she is strong enough,” a voice-over in the film states.", "a voice-over in the film"),
        ("“Boys like that have never seen a boat,” scoffed Ada Brook, 22.", "Ada Brook, 22"),
        (
            "When the mayor offered the town a new plan, “they were losing money every day,” Ada Brook said.",
            "Ada Brook",
        ),
        (
            "Asked whether the board should bring it to a halt, Carl Dunn shot back: “That would be good for all.”",
            "Carl Dunn",
        ),
    ],
)
def test_source_is_who_speaks(text: str, expected: str) -> None:
    (quote,) = (each for each in read(text) if each.confidence == 1)
    assert source(text, quote) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what "that" opens is the outer speaker's, whatever marks stand between
        (
            "He told the Courier’s “Morning Tide” that he agrees the plan is a “mess.”",
            "that he agrees the plan is a “mess.”",
        ),
        ("He added he would leave the board, saying nothing more.", None),
        ("He left the board, adding he would return in May.", "he would return in May"),
        ("The mayor recently urged women to vote, saying, “There is room for all.”", "to vote"),
        ("Poe admitted to officials that they meant to sail.", "that they meant to sail"),
        ("The office said about half of the loss came from the deal.", "about half of the loss came from the deal"),
        ("The board reported at least six boats left the harbour.", "at least six boats left the harbour"),
        ("Officials told Ada Brook not to drink the water.", "not to drink the water"),
        ("As the Courier noted in a column on Thursday, the mayor has few friends.", "the mayor has few friends"),
        ("The pier will close, her deputy told the Courier earlier this week.", "The pier will close"),
        ("He said he was the best man for it, “like you folks.”", "he was the best man for it, “like you folks.”"),
        ("The mayor has called ferries “a shame,” and his office has tried to sell them.", "ferries “a shame,”"),
        (
            "The mayor called him, among other things, “a failed captain.”",
            "him, among other things, “a failed captain.”",
        ),
        (
            "The mayor accused Dunn, the former clerk, of being “rotten” on the issue.",
            "Dunn, the former clerk, of being “rotten” on the issue",
        ),
        ("The harbour wall fell in 1959, Ada Brook said in her book, “The Wall.”", "The harbour wall fell in 1959"),
    ],
)
def test_content_goes_as_far_as_what_was_said(text: str, expected: str | None) -> None:
    found = [" ".join(content(text, quote)) for quote in read(text)]
    assert expected in found or (expected is None and found)


def test_what_who_says_is_told_beside_what_the_sentence_tells() -> None:
    text = "Ada Brook, who said the pier was shut in May, described the damage to reporters."
    assert ["the pier was shut in May"] in [content(text, quote) for quote in read(text)]


def test_question_put_by_nobody_named_has_no_source() -> None:
    text = "Dunn was asked, “If you had known, would you have told her?”"
    (quote,) = read(text)
    assert quote.source == ()


def test_two_quotations_joined_by_and_are_one() -> None:
    text = "Dunn told the crowd, “I am like you, folks,” and, “Is there anyone here who does not sail?”"
    (quote,) = read(text)
    assert content(text, quote) == ["“I am like you, folks,” and, “Is there anyone here who does not sail?”"]


def test_bracket_closes_a_sentence_that_ends_with_a_quotation() -> None:
    text = "(She said she wished to “retire.”) Then Gull bought the pier."
    (quote,) = read(text)
    assert content(text, quote) == ["she wished to “retire.”"]
