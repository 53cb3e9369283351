"""Plans in a real store, under a clock of the test's own, taken in hand by several instances."""

import threading
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import redis

from bot.digests.plans import LEASE_SECONDS, Plans, new_id
from bot.digests.schedule import DAYS, GRACE_SECONDS, WEEKDAYS, Plan, Run, next_run, runs
from bot.digests.ticker import Ticker

HOUR = 3600.0
START = datetime(2028, 1, 1, tzinfo=ZoneInfo("UTC")).timestamp()


class Clock:
    """Time as the test wants it."""

    def __init__(self, now: float = START) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def plan(name: str = "p1", **fields: object) -> Plan:
    made = Plan(name, "T1", "C1", "U1", ("08:00",), DAYS, "Europe/London", START)
    return replace(made, **fields)  # type: ignore[arg-type]


@pytest.fixture
def plans(store: redis.Redis) -> Plans:
    return Plans(store)


class Office:
    """Instances that look for due plans, and what they handed over."""

    def __init__(self, plans: Plans, clock: Clock, instances: int = 3) -> None:
        self.clock, self.made = clock, list[Run]()
        self.tickers = [Ticker(plans, lambda _, run: self.made.append(run), now=clock) for _ in range(instances)]

    def pass_time(self, until: float, step: float) -> None:
        while self.clock.now < until:
            self.clock.now += step
            for ticker in self.tickers:
                ticker.tick()


# ---- kept


def test_plans_come_back_by_channel_and_in_the_order_they_were_made(plans: Plans) -> None:
    first, second = plan(new_id(START)), plan(new_id(START + 1), channel="C2", days=WEEKDAYS, channels=("C1",))
    for each in (second, first):
        plans.save(each)
    assert plans.of("T1") == [first, second]
    assert plans.of("T1", "C2") == [second]
    assert plans.get("T1", first.id) == first
    assert plans.get("T2", first.id) is None and plans.of("T2") == []
    plans.remove("T1", first.id)
    assert plans.of("T1") == [second]


def test_every_key_has_an_end(plans: Plans, store: redis.Redis) -> None:
    plans.save(plan())
    plans.made(plan(), Run("p1", "2028-01-01", "08:00", START), START)
    plans.claim_telling(plan())
    Office(plans, Clock()).pass_time(START + 24 * HOUR, 12 * HOUR)
    assert store.keys("*") and all(store.ttl(key) > 0 for key in store.keys("*"))


def test_what_was_told_never_goes_back_and_each_run_is_known_as_made(plans: Plans) -> None:
    plans.save(plan())
    first, second = list(runs(plan(), START, START + 48 * HOUR))
    assert plans.covered(plan()) is None and not plans.is_made(plan(), first)
    for run, until in ((second, START + 5), (first, START + 2)):
        plans.made(plan(), run, until)
    assert plans.covered(plan()) == START + 5
    assert plans.is_made(plan(), first) and plans.is_made(plan(), second)
    plans.refresh(plan())
    assert plans.covered(plan()) is None


def test_an_owner_is_told_once_until_the_plan_begins_anew(plans: Plans) -> None:
    assert plans.claim_telling(plan()) and not plans.claim_telling(plan())
    plans.release_telling(plan())
    assert plans.claim_telling(plan())
    plans.refresh(plan())
    assert plans.claim_telling(plan())


# ---- claimed


def test_one_of_many_gets_a_due_plan_and_another_after_the_lease(plans: Plans) -> None:
    plans.save(plan())
    due = START + 8 * HOUR
    assert plans.claim("T1", due - 1) == []
    taken: list[int] = []
    threads = [threading.Thread(target=lambda: taken.append(len(plans.claim("T1", due)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [0] * 7 + [1]
    assert plans.claim("T1", due + LEASE_SECONDS - 1) == []
    assert len(plans.claim("T1", due + LEASE_SECONDS)) == 1


def test_an_instance_that_comes_back_late_changes_nothing(plans: Plans) -> None:
    plans.save(plan())
    frozen = plans.claim("T1", START + 8 * HOUR)[0]
    clock = Clock(START + 8 * HOUR)
    office = Office(plans, clock)
    office.pass_time(START + 60 * HOUR, 0.5 * HOUR)
    plans.advance(frozen, next_run(plan(), START), START + 8 * HOUR)  # it wakes up, two days behind
    office.pass_time(START + 84 * HOUR, 0.5 * HOUR)
    assert [run.day for run in office.made] == ["2028-01-01", "2028-01-02", "2028-01-03", "2028-01-04"]


def test_a_plan_changed_while_it_was_in_hand_keeps_its_new_time(plans: Plans) -> None:
    plans.save(plan())
    clock = Clock(START + 8 * HOUR)
    claimed = plans.claim("T1", clock.now)[0]
    plans.save(plan(times=("08:05",), since=clock.now))
    plans.advance(claimed, None, clock.now)
    office = Office(plans, clock)
    office.pass_time(START + 9 * HOUR, 60)
    assert [run.time for run in office.made] == ["08:05"]


def test_a_plan_removed_while_it_was_in_hand_stays_removed(plans: Plans, store: redis.Redis) -> None:
    plans.save(plan())
    claimed = plans.claim("T1", START + 8 * HOUR)[0]
    plans.remove("T1", "p1")
    plans.advance(claimed, None, START + 8 * HOUR)
    assert plans.of("T1") == [] and store.zcard("nutgraf:{T1}:digests:waking") == 0


# ---- handed over


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"])
def test_a_leap_year_with_three_instances_makes_each_run_once(plans: Plans, zone: str) -> None:
    """Among them runs in an hour that is skipped and in one that comes twice. The clock goes from run to run, and looks
    in between too."""
    which = plan(zone=zone, times=("01:30", "08:00"))
    plans.save(which)
    wanted = list(runs(which, START, START + 366 * 24 * HOUR))
    clock = Clock()
    office = Office(plans, clock)
    for run in wanted:
        for clock.now in (run.at - 1, run.at + 0.5, run.at + HOUR):
            for ticker in office.tickers:
                ticker.tick()
    assert office.made == wanted
    assert len({run.key for run in wanted}) == len(wanted)
    assert {run.day for run in wanted} >= {"2028-02-29", "2028-03-12", "2028-03-26", "2028-10-29", "2028-11-05"}


def test_missed_while_down_is_made_late_once(plans: Plans) -> None:
    plans.save(plan())
    clock = Clock()
    office = Office(plans, clock)
    office.pass_time(START + 7 * HOUR, HOUR)
    clock.now = START + 10 * HOUR  # nobody was there at eight
    office.pass_time(START + 20 * HOUR, HOUR)
    assert [(run.day, run.at) for run in office.made] == [("2028-01-01", START + 8 * HOUR)]


def test_past_its_grace_it_is_skipped_and_the_next_is_made(plans: Plans) -> None:
    plans.save(plan())
    clock = Clock(START + 8 * HOUR + GRACE_SECONDS + 1)
    office = Office(plans, clock)
    office.pass_time(START + 36 * HOUR, HOUR)
    assert [run.day for run in office.made] == ["2028-01-02"]


def test_an_instance_that_dies_before_it_says_so_leaves_the_run_to_the_next(plans: Plans) -> None:
    plans.save(plan())
    clock = Clock(START + 8 * HOUR)

    class Killed(BaseException):
        pass

    def die(_: Plan, run: Run) -> None:
        made.append(run)
        raise Killed

    made: list[Run] = []
    with pytest.raises(Killed):
        Ticker(plans, die, now=clock).tick()
    other = Ticker(plans, lambda _, run: made.append(run), now=clock)
    assert other.tick() == 0  # the lease holds
    clock.now += LEASE_SECONDS
    assert other.tick() == 1
    assert [run.key for run in made] == ["p1-2028-01-01-08:00"] * 2  # one key: whoever posts sees it


def test_resting_plans_are_not_made(plans: Plans) -> None:
    plans.save(plan())
    plans.save(plan(paused="asked"))
    office = Office(plans, Clock())
    office.pass_time(START + 48 * HOUR, HOUR)
    assert office.made == []


def test_a_plan_that_one_instance_can_not_handle_keeps_no_other_from_being_made(
    plans: Plans, store: redis.Redis
) -> None:
    """As where a machine's list of zones is older than that of the one on which the plan was made."""
    for name in ("p0", "p1", "p2"):
        plans.save(plan(name))
    raw = str(store.hget("nutgraf:{T1}:digests:plans", "p0")).replace("Europe/London", "Atlantis/Capital")
    store.hset("nutgraf:{T1}:digests:plans", "p0", raw)
    office = Office(plans, Clock(START + 8 * HOUR), instances=1)
    office.tickers[0].tick()
    assert [run.plan for run in office.made] == ["p1", "p2"]
