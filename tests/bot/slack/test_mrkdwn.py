"""Words of others made safe: cleaned, escaped, cut."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.blocks.mrkdwn import clean, cut, date_tag, escape, link, one_line, parse_time, size, web_url


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("<!channel>", "&lt;!channel&gt;"),
        ("R&D <@U1>", "R&amp;D &lt;@U1&gt;"),
        ("&lt;", "&amp;lt;"),
    ],
)
def test_escape(raw: str, safe: str) -> None:
    assert escape(raw) == safe


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("a\u202eb\u2069c", "abc"),
        ("zero\u200bwidth\u2060\ufeff", "zerowidth"),
        ("ad\u200dmin", "admin"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("bell\x07 null\x00", "bell  null "),
        ("one\u2028two", "one\ntwo"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("naïve café 字 עברית", "naïve café 字 עברית"),
    ],
)
def test_clean_takes_what_hides_and_leaves_what_shows(raw: str, safe: str) -> None:
    assert clean(raw) == safe


def test_one_line() -> None:
    assert one_line("  two\n\n lines\t ") == "two lines"


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("https://a.example/b?c=1&d=2#e", "https://a.example/b?c=1&d=2#e"),
        ("HTTP://a.example", "http://a.example"),
        ("https://a.example/x|y>z", "https://a.example/x%7Cy%3Ez"),
        ("javascript:alert(1)", None),
        ("https://reuters.example@evil.example/", None),
        ("https://[half", None),
        ("//a.example", None),
        ("https://a.example/" + "x" * 3000, None),
        (None, None),
    ],
)
def test_web_url(raw: str | None, safe: str | None) -> None:
    assert web_url(raw) == safe


def test_link_escapes_address_and_label() -> None:
    assert link("https://a.example/?b=1&c=2", "A > B") == "<https://a.example/?b=1&amp;c=2|A &gt; B>"
    assert link("mailto:a@b.example", "write") == "write"


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("short", 10, "short"),
        ("the quick brown fox", 12, "the quick…"),
        ("abcdefghijklmnop", 6, "abcde…"),
        ("said, and", 7, "said…"),
        ("🇺🇦🇵🇱🇱🇹", 8, "🇺🇦…"),
        ("xe\u0301e\u0301e\u0301", 5, "xe\u0301…"),
        ("👩\u200d👩\u200d👧 family", 6, "…"),
    ],
)
def test_cut_at_a_words_end_never_inside_a_character(text: str, limit: int, short: str) -> None:
    assert cut(text, limit) == short


@given(st.text(), st.integers(1, 60))
def test_cut_fits(text: str, limit: int) -> None:
    assert size(cut(text, limit)) <= limit


def test_times_have_a_zone_days_have_none() -> None:
    moment = parse_time("2025-07-03T19:42:00-04:00")
    assert moment is not None and date_tag(moment).startswith("<!date^1751586120^")
    assert parse_time("2025-07-03T19:42:00") == date(2025, 7, 3)
    assert parse_time("2025-07") is None
