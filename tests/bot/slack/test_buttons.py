"""Buttons, as they are seen and as they are spoken."""

import pytest

from bot.slack.blocks.buttons import button


@pytest.mark.parametrize(
    ("label", "spoken", "name"),
    [
        ("Mute", "Say no more of this story", "Mute: say no more of this story"),
        ("Remove", "Remove this digest", "Remove this digest"),
        ("All 16 quotes", "Show every quote in the article", "All 16 quotes: show every quote in the article"),
    ],
)
def test_what_stands_on_a_button_comes_first_in_what_is_spoken(label: str, spoken: str, name: str) -> None:
    assert button("act", label, "1", spoken)["accessibility_label"] == name


def test_a_long_name_is_cut_to_slacks_limit() -> None:
    assert len(button("act", "Label", "1", "word " * 40)["accessibility_label"]) <= 75


def test_a_button_without_more_to_say_is_spoken_as_it_stands() -> None:
    assert "accessibility_label" not in button("act", "Close", "1")
