"""The invented two months, digest by digest: every morning at seven, of the day before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from bot.digests.digest import Digest, Recurring
from bot.slack.blocks.digest import ALL_LINES, digest_messages
from bot.slack.blocks.digest_parts import height
from bot.slack.blocks.limits import fits
from tests.bot.digests.month import CANARY, Month, articles
from tests.support.store import StoreServer

Mornings = dict[date, Digest]


@dataclass(frozen=True)
class Day:
    """What a morning must say of a series: its events in 14 days, and a day on which the next is to be expected."""

    day: str
    series: str
    cadence: str
    in_14: int
    expected: str


DAYS = (
    Day("2024-03-05", "Attacks on Vesk", "near-daily", 3, "2024-03-06"),
    Day("2024-03-11", "Attacks on Vesk", "near-daily", 7, "2024-03-12"),
    Day("2024-03-18", "Attacks on Vesk", "near-daily", 9, "2024-03-19"),
    Day("2024-03-21", "briefings", "weekly", 2, "2024-03-27"),
    Day("2024-03-25", "Attacks on Vesk", "near-daily", 8, "2024-03-26"),
    Day("2024-03-28", "briefings", "weekly", 2, "2024-04-03"),
    Day("2024-04-05", "Orsania strikes", "fortnightly", 1, "2024-04-18"),
    Day("2024-04-11", "briefings", "weekly", 2, "2024-04-17"),
    Day("2024-04-19", "Orsania strikes", "fortnightly", 1, "2024-05-02"),
)


@pytest.fixture(scope="module")
def mornings(server: StoreServer) -> Iterator[Mornings]:
    server.flush()
    with server.client() as client:
        yield {morning.date(): digest for morning, digest in Month(client).mornings(vault=True)}


def series(digest: Digest, word: str) -> Recurring:
    return next(each for each in digest.recurring if word in each.name)


def test_every_article_is_told_on_one_morning(mornings: Mornings) -> None:
    told = [item.share.story for digest in mornings.values() for lead in digest.events for item in lead.items]
    assert sorted(told) == sorted(article.url or "" for article, _ in articles())


def test_no_event_is_new_twice_and_each_is_new_once(mornings: Mornings) -> None:
    leads = [lead for _, digest in sorted(mornings.items()) for lead in digest.events]
    new = [lead.id for lead in leads if lead.new]
    assert len(new) == len(set(new))
    first = {lead.id: lead.new for lead in reversed(leads)}
    assert all(first.values()) and set(first) == set(new)


def test_nothing_of_a_private_channel_is_in_any_of_them(mornings: Mornings) -> None:
    for digest in mornings.values():
        assert CANARY not in repr(digest) and CANARY not in repr(digest_messages(digest))


@pytest.mark.parametrize("expected", DAYS, ids=lambda each: f"{each.day} {each.series}")
def test_a_series_is_named_counted_and_expected(mornings: Mornings, expected: Day) -> None:
    told = series(mornings[date.fromisoformat(expected.day)], expected.series)
    assert (told.cadence, told.last_14) == (expected.cadence, expected.in_14)
    assert told.due is not None and told.due[0] <= expected.expected <= told.due[1]


def test_each_morning_counts_what_the_mornings_before_told(mornings: Mornings) -> None:
    """A series' count of 14 days is that of the days it shows, and no more than what was told as new."""
    new: dict[str, list[date]] = {}
    for day, digest in sorted(mornings.items()):
        for lead in digest.events:
            if lead.new and lead.series:
                new.setdefault(lead.series, []).append(day)
        for each in digest.recurring:
            assert each.last_14 == sum(each.days) <= each.last_30
            told = [when for when in new.get(each.name, []) if when > day - timedelta(days=15)]
            # The event that a series began with was told before there was a series.
            assert each.last_14 <= len(told) + 1


def test_days_without_news_take_one_line(mornings: Mornings) -> None:
    quiet = [digest for digest in mornings.values() if digest.empty and not any(each.item for each in digest.coming)]
    assert len(quiet) > 5
    for digest in quiet:
        message, thread = digest_messages(digest)
        assert "Nothing was shared" in message.text
        assert len(message.blocks) == 1 and not thread
        assert all(each.words in message.text for each in digest.coming)
        assert all(each.name in message.text for each in digest.recurring if each.standing == "overdue")


def test_an_event_that_moves_is_told_with_what_it_was(mornings: Mornings) -> None:
    (lead,) = (lead for lead in mornings[date(2024, 3, 3)].events if lead.moved)
    assert [(each.measure, each.before.value, each.now.value) for each in lead.moved] == [("injured", 9, 14)]
    message, _ = digest_messages(mornings[date(2024, 3, 3)])
    assert "injured 9 → 14" in str(message.blocks) and "injured 9 to 14" in message.text


def test_what_goes_on_is_no_news(mornings: Mornings) -> None:
    (lead,) = mornings[date(2024, 3, 9)].events
    assert not lead.new and lead.nth == 5
    assert "more on the 5th of “Attacks on Vesk”" in digest_messages(mornings[date(2024, 3, 9)])[0].text


def test_outlets_that_differ_are_named(mornings: Mornings) -> None:
    differing = [each for digest in mornings.values() for lead in digest.events for each in lead.conflicts]
    assert len({(each.measure, each.now.article) for each in differing}) >= 3
    assert all(each.before.site != each.now.site for each in differing)


def test_attacks_are_near_daily_then_overdue_then_quiet_then_no_news(mornings: Mornings) -> None:
    """Attacks until 24 March, and none after."""
    late: list[str] = []
    for day, digest in sorted(mornings.items()):
        if day > date(2024, 3, 25):
            late += [each.standing for each in digest.recurring if "Vesk" in each.name] or ["not told"]
    assert [state for state, before in zip(late, [None, *late], strict=False) if state != before] == [
        "due",
        "overdue",
        "quiet",
        "not told",
    ]


def test_weekly_briefings_stand_in_the_diary_when_they_are_near(mornings: Mornings) -> None:
    digest = mornings[date(2024, 4, 7)]
    briefings = series(digest, "briefings")
    assert (briefings.cadence, briefings.last) == ("weekly", "2024-04-03")
    assert briefings.name in [each.words for each in digest.coming if each.item is None]
    assert briefings.name not in [each.words for each in mornings[date(2024, 4, 4)].coming]
    assert "Attacks on Vesk" not in [each.words for digest in mornings.values() for each in digest.coming]


def test_what_was_announced_is_told_again_when_it_is_near(mornings: Mornings) -> None:
    told = [
        day.isoformat()
        for day, digest in sorted(mornings.items())
        if any(each.item and each.first == "2024-03-11" for each in digest.coming)
    ]
    assert told == ["2024-03-08", "2024-03-10", "2024-03-11"]


def test_a_trial_that_pauses_is_overdue(mornings: Mornings) -> None:
    trial = series(mornings[date(2024, 4, 22)], "Trial")
    assert trial.standing == "overdue" and trial.last is not None and trial.last < "2024-04-17"


def test_each_digest_fits_two_screens_and_is_read_aloud(mornings: Mornings) -> None:
    for digest in mornings.values():
        message, thread = digest_messages(digest)
        assert fits(message) and not thread and height(list(message.blocks)) <= ALL_LINES + 4
        for lead in digest.events:
            assert lead.head.share.title in message.text
        for each in digest.recurring[:4] if digest.events else ():
            assert each.name in message.text and f"{each.last_14} in 14 days" in message.text
