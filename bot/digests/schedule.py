"""When a digest is due. Pure: a plan and a moment in, the runs out.

A run is named by its plan, its local date and its local time, never by an instant: a clock that is changed twice, a
zone that is moved or an instance that comes back can name the same run again, and whoever posts sees that it is done.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAYS: tuple[Day, ...] = DAYS[:5]

Reason = Literal["", "asked", "archived", "removed"]
"""Why a plan rests: somebody asked for it, its channel was archived, the bot was removed from the channel. '': it does
not."""

GRACE_SECONDS = 4 * 3600
"""A run missed for longer is skipped, and what it would have told of is in the next one. By judgement: a morning's
digest is of use until noon; at the end of the day the next one is nearer."""
LATE_SECONDS = 10 * 60
"""A run that is so much behind its time says so. Less is what a busy queue may take."""
FURTHEST_DAYS = 8
"""How far a run is looked for: a plan has at least one day a week, and a date may be missing (Samoa had no 30 December
2011)."""
MOST_DAYS = 15
"""The longest time that one digest tells of: two weeks, for a weekly one whose turn before was missed."""
SETTLE_SECONDS = 120
"""A digest tells of what was shared until so long before its time; what comes later is in the next. A link takes 2 to
20 s to be read, and one read after the digest was made would be in none."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A channel's standing order for a digest.

    `times` are wall-clock times `HH:MM` in `zone` (an IANA name), ascending; `days` are in the order of the week;
    `channels` are those it tells of, None: all that the channel may see; with `followed` only of followed stories;
    `silent`: not a word where nothing happened. It counts from `since` (seconds since 1970), when it was last changed.
    """

    id: str
    team: str
    channel: str
    owner: str
    times: tuple[str, ...]
    days: tuple[Day, ...]
    zone: str
    since: float
    followed: bool = False
    channels: tuple[str, ...] | None = None
    short: bool = False
    silent: bool = False
    paused: Reason = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One digest that a plan asks for: on local `day` at local `time`, which is the instant `at` (since 1970)."""

    plan: str
    day: str
    time: str
    at: float

    @property
    def key(self) -> str:
        """Names the run; there is one post for it."""
        return f"{self.plan}-{self.day}-{self.time}"


def instant(day: date, wall: time, zone: ZoneInfo) -> float:
    """The moment at which a clock in `zone` shows `wall` on `day`, in seconds since 1970.

    In an hour that comes twice it is the first time; in one that is skipped, the first moment that there is after it.
    """
    local = datetime.combine(day, wall, zone)
    moment = local.timestamp()  # fold=0: the first of two
    if datetime.fromtimestamp(moment, zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return moment
    return _change(int(local.replace(fold=1).timestamp()), int(moment), zone)


def _change(low: int, high: int, zone: ZoneInfo) -> float:
    """The second of (low, high] at which the zone's offset changes. PEP 495: the two readings of a time in a gap lie on
    either side of it."""
    before = datetime.fromtimestamp(low, zone).utcoffset()
    while low + 1 < high:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return float(high)


def runs(plan: Plan, after: float, until: float) -> Iterator[Run]:
    """The plan's runs later than `after` and not later than `until`, in order. Two that fall on one moment (both in an
    hour that is skipped) are one, and so are two on one date that name the same time."""
    zone = ZoneInfo(plan.zone)
    day = datetime.fromtimestamp(after, zone).date() - timedelta(days=1)  # a gap can push a run over midnight
    last = datetime.fromtimestamp(until, zone).date()
    latest = after
    while day <= last:
        if DAYS[day.weekday()] in plan.days:
            for written in plan.times:
                at = instant(day, time.fromisoformat(written), zone)
                if latest < at <= until:
                    yield Run(plan.id, day.isoformat(), written, at)
                    latest = at
        day += timedelta(days=1)


def next_run(plan: Plan, after: float) -> Run | None:
    """The first run later than `after`; None for a plan that rests."""
    if plan.paused:
        return None
    return next(runs(plan, after, after + FURTHEST_DAYS * 86_400), None)


def due_run(plan: Plan, handled: float | None, now: float) -> Run | None:
    """The run that is to be made now: the latest whose time has come since `handled`, the instant of the last one that
    was made or skipped. Earlier ones that were missed too are in it. None where nothing is due."""
    if plan.paused:
        return None
    begin = max(plan.since, handled or 0.0, now - FURTHEST_DAYS * 86_400)
    latest = None
    for latest in runs(plan, begin, now):  # noqa: B007 - the last one is wanted
        pass
    return latest


def is_too_late(run: Run, now: float, grace: float = GRACE_SECONDS) -> bool:
    """Whether the run is past its time of grace, in seconds."""
    return now - run.at > grace


def window(plan: Plan, run: Run, covered: float | None) -> tuple[float, float]:
    """The time that the run's digest tells of, in seconds since 1970: from where the plan's last one ended (`covered`);
    for a first one, from the run that would have been before it. At most MOST_DAYS."""
    until = run.at - SETTLE_SECONDS
    if covered is not None and covered < until:
        return max(covered, until - MOST_DAYS * 86_400), until
    before = run.at - FURTHEST_DAYS * 86_400
    for each in runs(plan, before, run.at - 1):
        before = each.at
    return before - SETTLE_SECONDS, until


def today(zone: str, now: float) -> float:
    """When the day of `now` began in `zone`."""
    place = ZoneInfo(zone)
    return instant(datetime.fromtimestamp(now, place).date(), time(0, 0), place)
