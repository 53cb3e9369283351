"""When digests are due: a year of days by a clock of our own, in zones that change it each in their way."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.cron import CronTrigger

from bot.digests.schedule import (
    DAYS,
    GRACE_SECONDS,
    SETTLE_SECONDS,
    WEEKDAYS,
    Plan,
    Run,
    due_run,
    is_too_late,
    next_run,
    runs,
    today,
    window,
)

ZONES = ("UTC", "Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")
HOUR = 3600.0


def plan(*times: str, zone: str = "Europe/London", days: tuple = DAYS, since: float = 0.0, paused: str = "") -> Plan:
    return Plan("p1", "T1", "C1", "U1", times or ("08:00",), days, zone, since, paused=paused)


def at(zone: str, *when: int, fold: int = 0) -> float:
    return datetime(*when, fold=fold, tzinfo=ZoneInfo(zone)).timestamp()


def year(which: Plan, number: int) -> list[Run]:
    """Every run of a year in the plan's zone, found as the bot finds them: each from the one before."""
    found: list[Run] = []
    moment, end = at(which.zone, number, 1, 1) - 1, at(which.zone, number + 1, 1, 1) - 1
    while (run := next_run(which, moment)) and run.at <= end:
        found.append(run)
        moment = run.at
    return found


# ---- a year of days


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("time", ["00:00", "01:30", "02:15", "08:00", "23:59"])
@pytest.mark.parametrize("number", [2026, 2028])
def test_every_date_of_a_year_has_one_run(zone: str, time: str, number: int) -> None:
    found = year(plan(time, zone=zone), number)
    first = date(number, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(number + 1, 1, 1) - first).days)]
    assert [run.day for run in found] == [day.isoformat() for day in days]
    assert len({run.key for run in found}) == len(found)
    for run in found:
        shown = datetime.fromtimestamp(run.at, ZoneInfo(zone))
        assert shown.date().isoformat() == run.day
        assert f"{shown:%H:%M}" == run.time or run.at == first_moment_after_a_gap(run, zone)


def first_moment_after_a_gap(run: Run, zone: str) -> float:
    """The moment from which clocks show a later time than the run's, though a second before they showed an earlier."""
    now, before = (datetime.fromtimestamp(run.at - less, ZoneInfo(zone)) for less in (0, 1))
    assert f"{before:%H:%M}" < run.time < f"{now:%H:%M}", (before, run, now)
    return run.at


@pytest.mark.parametrize("zone", ZONES)
def test_days_and_times_are_those_of_cron_where_no_clock_is_changed(zone: str) -> None:
    which = plan("08:00", "17:30", zone=zone, days=WEEKDAYS)
    cron = [
        CronTrigger(day_of_week="mon-fri", hour=h, minute=m, timezone=ZoneInfo(zone)) for h, m in ((8, 0), (17, 30))
    ]
    wanted = []
    for trigger in cron:
        moment = datetime(2027, 12, 31, 23, tzinfo=ZoneInfo(zone))
        while (fire := trigger.get_next_fire_time(None, moment)) and fire.year <= 2028:
            wanted.append(fire.timestamp())
            moment = fire + timedelta(seconds=1)
    assert [run.at for run in year(which, 2028)] == sorted(wanted)


# ---- clocks that are changed


@pytest.mark.parametrize(
    ("zone", "day", "time", "shown"),
    [
        ("Europe/London", (2026, 3, 29), "01:30", "2026-03-29T02:00:00+01:00"),
        ("America/New_York", (2026, 3, 8), "02:00", "2026-03-08T03:00:00-04:00"),
        ("America/New_York", (2026, 3, 8), "02:59", "2026-03-08T03:00:00-04:00"),
        ("Australia/Lord_Howe", (2026, 10, 4), "02:15", "2026-10-04T02:30:00+11:00"),
        ("America/Sao_Paulo", (2018, 11, 4), "00:00", "2018-11-04T01:00:00-02:00"),
    ],
)
def test_a_time_that_is_skipped_runs_at_the_first_moment_there_is(
    zone: str, day: tuple[int, int, int], time: str, shown: str
) -> None:
    run = next_run(plan(time, zone=zone), at(zone, *day) - 60)
    assert run is not None
    assert run.day == date(*day).isoformat() and run.time == time
    assert datetime.fromtimestamp(run.at, ZoneInfo(zone)).isoformat() == shown


@pytest.mark.parametrize(
    ("zone", "day", "time"),
    [
        ("Europe/London", (2026, 10, 25), "01:30"),
        ("America/New_York", (2026, 11, 1), "01:00"),
        ("Australia/Lord_Howe", (2026, 4, 5), "01:45"),
    ],
)
def test_a_time_that_comes_twice_runs_the_first_time_only(zone: str, day: tuple[int, int, int], time: str) -> None:
    found = list(runs(plan(time, zone=zone), at(zone, *day) - 1, at(zone, *day) + 24 * HOUR))
    hour, minute = map(int, time.split(":"))
    assert [run.at for run in found] == [at(zone, *day, hour, minute)]
    assert at(zone, *day, hour, minute, fold=1) > found[0].at


def test_two_times_in_a_skipped_hour_are_one_run() -> None:
    zone = "America/New_York"
    found = list(runs(plan("02:10", "02:40", "08:00", zone=zone), at(zone, 2026, 3, 8), at(zone, 2026, 3, 9)))
    assert [run.time for run in found] == ["02:10", "08:00"]


def test_leap_day_has_its_digest_and_the_next_day_too() -> None:
    days = [run.day for run in year(plan(), 2028)]
    assert days[58:61] == ["2028-02-28", "2028-02-29", "2028-03-01"]
    weekly = [run.day for run in year(plan(days=("tue",)), 2028)]
    assert "2028-02-29" in weekly and len(weekly) == 52


def test_a_date_that_a_country_left_out_is_no_harm() -> None:
    found = list(runs(plan(zone="Pacific/Apia"), at("UTC", 2011, 12, 29), at("UTC", 2012, 1, 2)))
    assert [run.day for run in found] == ["2011-12-29", "2011-12-30", "2011-12-31", "2012-01-01", "2012-01-02"]
    assert [run.at for run in found] == sorted({run.at for run in found})


def test_a_plan_moved_to_another_zone_names_the_same_run_again() -> None:
    """London's 08:00 is over when somebody moves the plan to New York, whose 08:00 of that date is still to come: the
    key is the same, so that it is not posted a second time."""
    moved = at("Europe/London", 2026, 6, 1, 9)
    in_london = due_run(plan(), None, moved)
    in_new_york = next_run(plan(zone="America/New_York", since=moved), moved)
    assert in_london and in_new_york
    assert in_london.key == in_new_york.key and in_new_york.at - in_london.at == 5 * HOUR


# ---- what is due


def test_weekdays_and_several_times_a_day() -> None:
    which = plan("08:00", "17:30", days=WEEKDAYS)
    friday = at("Europe/London", 2026, 11, 27, 8)
    found = list(runs(which, friday, friday + 4 * 24 * HOUR))
    assert [(run.day, run.time) for run in found] == [
        ("2026-11-27", "17:30"),
        ("2026-11-30", "08:00"),
        ("2026-11-30", "17:30"),
        ("2026-12-01", "08:00"),
    ]


def test_nothing_is_due_for_times_before_the_plan_was_made() -> None:
    made = at("Europe/London", 2026, 6, 1, 8, 1)
    assert due_run(plan(since=made), None, made + 60) is None
    due = due_run(plan(since=made), None, made + 24 * HOUR)
    assert due and due.day == "2026-06-02"


def test_of_several_missed_runs_the_latest_is_made() -> None:
    handled = at("Europe/London", 2026, 6, 1, 8)
    due = due_run(plan(), handled, handled + 3 * 24 * HOUR + 600)
    assert due and due.day == "2026-06-04"
    assert due_run(plan(), due.at, handled + 3 * 24 * HOUR + 600) is None


def test_a_run_is_too_late_past_its_grace_only() -> None:
    run = Run("p1", "2026-06-01", "08:00", 1_000_000.0)
    assert not is_too_late(run, run.at + GRACE_SECONDS)
    assert is_too_late(run, run.at + GRACE_SECONDS + 1)


def test_a_plan_that_rests_has_no_run() -> None:
    resting = plan(paused="asked")
    assert next_run(resting, 0.0) is None and due_run(resting, None, 1e9) is None


# ---- what a digest tells of


def test_windows_of_a_year_leave_out_nothing_and_tell_nothing_twice() -> None:
    for zone in ZONES:
        covered = None
        for run in year(plan("02:15", "08:00", zone=zone, days=WEEKDAYS), 2026):
            since, until = window(plan("02:15", "08:00", zone=zone, days=WEEKDAYS), run, covered)
            assert covered is None or since == covered
            assert since < until == run.at - SETTLE_SECONDS
            covered = until


def test_monday_tells_of_the_weekend() -> None:
    monday = next_run(plan(days=WEEKDAYS), at("Europe/London", 2026, 11, 28))
    assert monday
    since, until = window(plan(days=WEEKDAYS), monday, None)
    assert until - since == 3 * 24 * HOUR


def test_what_a_skipped_run_would_have_told_is_in_the_next() -> None:
    run = next_run(plan(days=("mon",)), at("Europe/London", 2026, 6, 1, 9))
    assert run
    before = run.at - 14 * 24 * HOUR - SETTLE_SECONDS
    assert window(plan(days=("mon",)), run, before)[0] == before


def test_today_begins_at_midnight_of_the_zone() -> None:
    noon = datetime(2026, 3, 29, 12, tzinfo=UTC).timestamp()
    assert today("Europe/London", noon) == at("Europe/London", 2026, 3, 29)
    assert today("Australia/Lord_Howe", noon) == at("Australia/Lord_Howe", 2026, 3, 29)
