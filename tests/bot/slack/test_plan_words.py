"""When and what of a digest, as people write it."""

import pytest

from bot.digests.schedule import DAYS, WEEKDAYS
from bot.digests.zones import COMMON, find_zone, is_zone
from bot.slack.plan_words import Wish, WishError, read_time, read_times, read_wish
from bot.slack.slash import parse


def wish(text: str) -> Wish:
    said = parse(f"schedule {text}")
    return read_wish(said.words, said.channels)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("8:00", Wish(("08:00",), DAYS)),
        ("daily at 8", Wish(("08:00",), DAYS)),
        ("every day at 8 am and 5:30 pm", Wish(("08:00", "17:30"), DAYS)),
        ("weekdays 17:30, 8:00", Wish(("08:00", "17:30"), WEEKDAYS)),
        ("weekly 9.15", Wish(("09:15",), ("mon",))),
        ("weekly on Fridays at noon", Wish(("12:00",), ("fri",))),
        ("mon-fri 08:00", Wish(("08:00",), WEEKDAYS)),
        ("fri-mon 08:00", Wish(("08:00",), ("mon", "fri", "sat", "sun"))),
        ("wed,mon 8:00 8:00", Wish(("08:00",), ("mon", "wed"))),
        ("weekends midnight", Wish(("00:00",), ("sat", "sun"))),
        ("8:00 America/New_York", Wish(("08:00",), DAYS, "America/New_York")),
        ("8:00 new york", Wish(("08:00",), DAYS, "America/New_York")),
        ("daily 8:00 Lord Howe", Wish(("08:00",), DAYS, "Australia/Lord_Howe")),
        ("8:00 london followed", Wish(("08:00",), DAYS, "Europe/London", followed=True)),
        ("8:00 from <#C0POL|politics> and <#C0BRE|breaking> short silent",
         Wish(("08:00",), DAYS, channels=("C0POL", "C0BRE"), short=True, silent=True)),
    ],
)  # fmt: skip
def test_wishes_are_read(text: str, wanted: Wish) -> None:
    assert wish(text) == wanted


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("", "times", "At what time?"),
        ("weekdays", "times", "At what time?"),
        ("25:00", "times", "There is no time “25:00”"),
        ("8:75", "times", "There is no time “8:75”"),
        ("13pm", "times", "There is no time “13pm”"),
        ("weekdys 8:00", "words", "Did you mean “weekdays”"),
        ("8:00 folowed", "words", "Did you mean “followed”"),
        ("8:00 Atlantis/Capital", "words", "“Atlantis/Capital”"),
        ("8:00 #nowhere", "channels", "“#nowhere”"),
        ("1 2 3 4 5 6 7", "times", "7 digests a day are too many"),
    ],
)
def test_what_is_wrong_is_told(text: str, field: str, words: str) -> None:
    with pytest.raises(WishError) as error:
        wish(text)
    assert error.value.field == field and words in str(error.value)


@pytest.mark.parametrize(
    ("words", "time"),
    [("8", "08:00"), ("08.30", "08:30"), ("12am", "00:00"), ("12 pm", "12:00"), ("5:30PM", "17:30"), ("18h", "18:00")],
)
def test_times_of_day(words: str, time: str) -> None:
    assert read_time(words) == time


def test_several_times_in_a_field() -> None:
    assert read_times("12:00, 17:30 and 8 pm") == ["12:00", "17:30", "20:00"]
    assert read_times("") == []


def test_every_zone_that_is_offered_is_one() -> None:
    assert all(is_zone(zone) and find_zone(zone) == zone for zone in COMMON)
    assert len(COMMON) < 99 and list(COMMON) == sorted(COMMON)
    assert find_zone("est") is None and find_zone("Etc/GMT+5") is None and not is_zone("Atlantis/Capital")
