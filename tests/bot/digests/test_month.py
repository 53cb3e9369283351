"""The invented two months, digest by digest."""

from collections.abc import Iterator
from datetime import date

import pytest

from bot.digests.digest import Digest, Recurring
from bot.slack.blocks.digest import digest_messages
from bot.slack.blocks.limits import fits
from tests.bot.digests.month import Month, articles
from tests.support.store import StoreServer

Mornings = dict[date, Digest]


@pytest.fixture(scope="module")
def mornings(server: StoreServer) -> Iterator[Mornings]:
    server.flush()
    with server.client() as client:
        yield {morning.date(): digest for morning, digest in Month(client).mornings()}


def series(digest: Digest, word: str) -> Recurring:
    return next(each for each in digest.recurring if word in each.name)


def test_every_article_is_told_on_one_morning(mornings: Mornings) -> None:
    told = [item.share.story for digest in mornings.values() for lead in digest.events for item in lead.items]
    assert sorted(told) == sorted(article.url or "" for article, _ in articles())


def test_no_event_is_new_twice(mornings: Mornings) -> None:
    new = [lead.id for digest in mornings.values() for lead in digest.events if lead.new]
    assert len(new) == len(set(new)) > 20


def test_days_without_news_say_so(mornings: Mornings) -> None:
    quiet = [day for day, digest in mornings.items() if digest.empty]
    assert quiet
    message, _ = digest_messages(mornings[quiet[0]])
    assert "Nothing was shared" in str(message.blocks)


def test_an_event_that_moves_is_told_with_what_it_was(mornings: Mornings) -> None:
    (lead,) = (lead for lead in mornings[date(2024, 3, 3)].events if lead.moved)
    assert [(each.measure, each.before.value, each.now.value) for each in lead.moved] == [("injured", 9, 14)]


def test_outlets_that_differ_are_named(mornings: Mornings) -> None:
    differing = [each for digest in mornings.values() for lead in digest.events for each in lead.conflicts]
    assert len({(each.measure, each.now.article) for each in differing}) >= 3
    assert all(each.before.site != each.now.site for each in differing)


def test_attacks_are_near_daily_then_overdue_then_quiet(mornings: Mornings) -> None:
    """Attacks until 24 March, and none after."""
    busy = series(mornings[date(2024, 3, 19)], "Vesk")
    assert busy.cadence == "near-daily" and busy.standing == "due"
    assert busy.last_14 == sum(busy.days) >= 7
    late = [series(digest, "Vesk").standing for day, digest in sorted(mornings.items()) if day > date(2024, 3, 25)]
    assert [state for state, before in zip(late, [None, *late], strict=False) if state != before] == [
        "due",
        "overdue",
        "quiet",
    ]


def test_weekly_briefings_are_expected_in_a_week_and_stand_in_the_diary(mornings: Mornings) -> None:
    digest = mornings[date(2024, 4, 7)]
    briefings = series(digest, "Osta")
    assert (briefings.cadence, briefings.last) == ("weekly", "2024-04-03")
    assert briefings.due is not None and briefings.due[0] <= "2024-04-10" <= briefings.due[1]
    assert briefings.name in [each.words for each in digest.coming if each.item is None]
    assert "Attacks on Vesk" not in [each.words for each in digest.coming]


def test_rail_strikes_come_every_other_week(mornings: Mornings) -> None:
    strikes = series(mornings[date(2024, 4, 19)], "strike")
    assert strikes.cadence == "fortnightly"
    assert strikes.due is not None and strikes.due[0] <= "2024-05-02" <= strikes.due[1]


def test_a_trial_that_pauses_is_overdue(mornings: Mornings) -> None:
    trial = series(mornings[date(2024, 4, 22)], "Trial")
    assert trial.standing == "overdue" and trial.last is not None and trial.last < "2024-04-17"


def test_each_digest_fits_and_is_read_aloud(mornings: Mornings) -> None:
    for digest in mornings.values():
        message, thread = digest_messages(digest)
        assert fits(message) and not thread
        for lead in digest.events:
            assert lead.head.share.title in message.text
        for each in digest.recurring[:4]:
            assert each.name in message.text and f"{each.last_14} in 14 days" in message.text
