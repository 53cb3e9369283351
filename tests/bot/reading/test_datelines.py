"""Where the lede really begins."""

import pytest

from bot.reading.datelines import dateline


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("(CNN) — Rain fell.", None),
        ("(CNN)Rain fell.", None),
        ("London (CNN)Rain fell.", "London"),
        ("LONDON (Reuters) - Rain fell.", "LONDON"),
        ("KYIV, Ukraine (AP) — Rain fell.", "KYIV, Ukraine"),
        ("PORT ELSWICK, Marrowland (Coastwire) — Rain fell.", "PORT ELSWICK, Marrowland"),
        ("SYDNEY, March 3 (Reuters) - Rain fell.", "SYDNEY"),
        ("CALDER — Rain fell.", "CALDER"),
        ("AP — Rain fell.", None),
    ],
)
def test_dateline_is_passed_over(text: str, place: str | None) -> None:
    begin, span = dateline(text, 0, len(text))
    assert text[begin:] == "Rain fell."
    assert (text[span[0] : span[1]] if span else None) == place


@pytest.mark.parametrize(
    "text",
    [
        "Rain fell (a lot) on Monday.",
        "Ann Bolt (Labour) said rain fell.",
        "NATO said rain fell.",
        "Rain — much of it — fell.",
    ],
)
def test_what_is_no_dateline_stays(text: str) -> None:
    assert dateline(text, 0, len(text)) == (0, None)
