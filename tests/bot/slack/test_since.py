"""“since” in words, by the asker's calendar."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.slack.since import UnknownTime, is_time, since

NOW = datetime(2026, 11, 27, 1, 30, tzinfo=UTC).timestamp()  # a Friday; in New York it is Thursday evening


@pytest.mark.parametrize(
    ("words", "zone", "moment"),
    [
        ("7d", "UTC", "2026-11-20T01:30"),
        ("12h", "UTC", "2026-11-26T13:30"),
        ("2 weeks", "UTC", "2026-11-13T01:30"),
        ("today", "UTC", "2026-11-27T00:00"),
        ("today", "America/New_York", "2026-11-26T00:00"),
        ("yesterday", "Asia/Kolkata", "2026-11-26T00:00"),
        ("Monday", "UTC", "2026-11-23T00:00"),
        ("since fri", "UTC", "2026-11-27T00:00"),
        ("friday", "America/New_York", "2026-11-20T00:00"),
        ("2026-11-01", "Europe/Stockholm", "2026-11-01T00:00"),
        ("2026-11-01T07:30", "Europe/Stockholm", "2026-11-01T07:30"),
    ],
)
def test_times_that_people_write(words: str, zone: str, moment: str) -> None:
    assert is_time(words)
    assert since(words, NOW, zone) == datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone)).timestamp()


def test_midnight_is_that_of_the_day_also_where_clocks_were_changed() -> None:
    now = datetime(2026, 10, 26, 12, tzinfo=UTC).timestamp()
    found = datetime.fromtimestamp(since("2026-10-25", now, "Europe/London"), ZoneInfo("Europe/London"))
    assert (found.hour, found.utcoffset().total_seconds()) == (0, 3600)  # type: ignore[union-attr]


@pytest.mark.parametrize("words", ["soon", "t", "2026-13-01", "2027-01-01", "", "99"])
def test_what_is_no_time_is_answered_with_what_is(words: str) -> None:
    with pytest.raises(UnknownTime, match="7d"):
        since(words, NOW, "UTC")


@pytest.mark.parametrize("words", ["Renn", "Tobias", "month", "su", "12", "Sun", "Mon"])
def test_names_are_no_times(words: str) -> None:
    assert not is_time(words)


def test_hours_are_the_clocks_and_days_the_calendars() -> None:
    now = datetime(2026, 10, 25, 12, tzinfo=UTC).timestamp()  # London's clocks went back at one
    assert since("24h", now, "Europe/London") == now - 24 * 3600
    assert since("1d", now, "Europe/London") == now - 25 * 3600


def test_a_time_before_all_times_is_the_first_there_is() -> None:
    assert since("0001-01-01", NOW, "Asia/Tokyo") == since("1969-07-20", NOW, "UTC") == 0.0
