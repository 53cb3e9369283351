"""One utterance as several outlets have it."""

import pytest

from bot.events.wordings import Difference, differences, grouped, own_words, same

MINUTE = "“We are looking at every minute of that morning,”"


@pytest.mark.parametrize(
    "other",
    [
        "“We are looking at every minute of that morning.”",
        "We are looking at every moment of that morning",
        "“We’re looking at every single minute of that morning”",
        "“every minute of that morning”",
        "“We are looking at every minute of that morning, and we will go on until it is clear.”",
        "“We are looking … at every minute of that morning.”",
        "“It was dark. We are looking at each minute of that morning.”",
    ],
)
def test_one_utterance_is_known_again(other: str) -> None:
    assert same(MINUTE, other) and same(other, MINUTE)


@pytest.mark.parametrize(
    "other",
    [
        "“We are looking for two fishermen who left that morning,”",
        "“Nobody looked at the radar that morning.”",
        "“Every minute counts.”",
        "“that morning”",
        "",
    ],
)
def test_another_utterance_is_another(other: str) -> None:
    assert not same(MINUTE, other)


def test_a_difference_is_shown_with_the_words_around_it_as_they_stand() -> None:
    assert differences(MINUTE, "“We are looking at every moment of that morning.”") == [
        Difference("looking at every minute of that morning", "looking at every moment of that morning")
    ]
    assert differences("“I did not say so, never.”", "“I did say so, never.”") == [
        Difference("I did not say so, never", "I did say so, never")
    ]


def test_what_is_left_out_at_an_edge_or_behind_an_ellipsis_is_no_difference() -> None:
    assert differences(MINUTE, "“every minute of that morning”") == []
    assert differences(MINUTE, "“We are looking … of that morning”") == []


def test_of_a_mixed_quotation_the_marked_words_are_the_speakers() -> None:
    text = "the dyke, which the “Coast Courier” called weak, was “old and tired and cracked” and had “no friends”"
    assert own_words(text, "mixed") == "old and tired and cracked"
    assert own_words("the star of “Grey Harbour” left", "mixed") == "" == own_words("that she left", "indirect")
    assert own_words("“Old,”", "direct") == "“Old,”"


def test_what_an_editor_put_into_brackets_is_not_the_speakers() -> None:
    assert same("“We respect her [the minister’s] wish for rest.”", "“We respect her wish for rest.”")
    assert differences("“We respect her [the minister’s] wish for rest.”", "“We respect her wish for rest.”") == []
    assert differences("“We respect her (Dahl) wish for rest.”", "“We respect her (her aide) wish for rest.”") == []


def test_a_passage_that_one_leaves_out_is_no_other_wording() -> None:
    long = (
        "“The fire came over the roof within minutes while the crew stood at the gate, and the roof was gone by two.”"
    )
    assert differences(long, "“The fire came over the roof and the roof was gone by two.”") == []
    assert (
        differences(
            "“I did it … for the town. Nobody paid me.”", "“I did it, as I said, for the town. Nobody paid me.”"
        )
        == []
    )


def test_groups_keep_the_order() -> None:
    texts = [MINUTE, "“Nobody panicked.”", "“We are looking at every moment of that morning.”", "“Nobody panicked!”"]
    assert grouped(texts) == [[0, 2], [1, 3]]
