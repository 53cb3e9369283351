"""How often a series comes: a class, the median gap, when the next is due, whether it is overdue or has gone quiet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Literal

from bot.events.event import Series

Cadence = Literal["near-daily", "daily", "weekly", "fortnightly", "monthly", "yearly", "irregular"]

BANDS: tuple[tuple[Cadence, float, float, int], ...] = (
    # class, least and greatest median gap in days, how far one gap may be off. Chosen by what the words mean:
    # months have 28 to 31 days, and offices move a release by a few days for a holiday.
    ("weekly", 6, 8, 2),
    ("fortnightly", 12.5, 15.5, 3),
    ("monthly", 26, 36, 7),
    ("yearly", 350, 380, 20),
)
WINDOWS: dict[Cadence, tuple[int, int]] = {
    "weekly": (6, 8),
    "fortnightly": (13, 15),
    "monthly": (28, 33),
    "yearly": (350, 380),
}
"""First and last day after the last event on which the next is expected."""
SAME_WEEKDAY = (28, 35)
"""The same of what comes each month on one day of the week: "the second Tuesday" is four weeks away, or five."""
ANNOUNCED_WITHIN = 2.5
"""A day that a text names for the next one counts up to so many usual gaps ahead: "on 2 June"."""
REGULAR_SHARE = 0.6
"""Share of gaps that must fit the class, once or missed once; below it a series is irregular."""
DAILY_SHARE = 0.9
"""Share of one-day gaps from which a series is daily; "near-nightly" attacks skip nights."""
NEAR_DAILY_GAP = 3
"""Greatest median gap, in days, of what is near-daily; with texts that call it so one more is."""
NEAR_DAILY_LONGEST = 7
LEAST_GAPS = 3
"""With fewer gaps than this a phrase in the texts ("weekly") decides, if it does not contradict them, unless two gaps
are of one class."""
QUIET_GAPS = 3.0
"""After so many median gaps without one a series is quiet."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a series comes. Days are ISO; `due` is the first and last day on which the next is expected."""

    cadence: Cadence
    median_gap_days: float | None
    due: tuple[str, str] | None
    last: str | None


def rhythm(days: Sequence[str], phrase: str | None = None, announced: str | None = None) -> Rhythm:
    """The rhythm of events on `days` (ISO, any order), whose texts speak of `phrase` (a class) if they do, and of
    `announced` (ISO) as the next one's day."""
    dates = sorted({date.fromisoformat(day) for day in days})
    gaps = [(later - earlier).days for earlier, later in pairwise(dates)]
    if not gaps:
        return Rhythm("irregular", None, None, dates[-1].isoformat() if dates else None)
    cadence = _cadence(gaps, phrase)
    last = dates[-1]
    low, high = _window(cadence, dates, gaps)
    if announced:
        ahead = (date.fromisoformat(announced) - last).days
        if low <= ahead <= high or len(gaps) < LEAST_GAPS or cadence == "irregular":
            low, high = _as_announced(ahead, low, high)
    due = ((last + timedelta(days=low)).isoformat(), (last + timedelta(days=high)).isoformat())
    return Rhythm(cadence, float(median(gaps)), due, last.isoformat())


def rhythm_of(series: Series, today: str | None = None) -> Rhythm:
    """The rhythm of a series, by its events up to `today` (ISO) if given."""
    steps = [step for step in series.steps if step.day and (today is None or step.day <= today)]
    latest = max(steps, key=lambda step: step.day or "", default=None)
    days = [step.day for step in steps if step.day]
    return rhythm(days, series.phrase, latest.announced if latest else None)


def _as_announced(ahead: int, low: int, high: int) -> tuple[int, int]:
    """The window where the texts name a day, `ahead` of the last one: that day and its neighbours within the usual
    window. What lies outside is included where little else is known: it may be another matter's."""
    if not 1 <= ahead <= ANNOUNCED_WITHIN * high:
        return low, high
    if low <= ahead <= high:
        return max(low, ahead - 1), min(high, ahead + 1)
    return min(low, ahead), max(high, ahead)


def standing(rhythm: Rhythm, today: str) -> Literal["due", "overdue", "quiet", "unknown"]:
    """Whether the next one is still to come, late, or the series has gone quiet since `rhythm.last`."""
    if rhythm.due is None or rhythm.last is None or rhythm.median_gap_days is None:
        return "unknown"
    if today <= rhythm.due[1]:
        return "due"
    since = (date.fromisoformat(today) - date.fromisoformat(rhythm.last)).days
    return "quiet" if since > QUIET_GAPS * max(rhythm.median_gap_days, 1) else "overdue"


def _cadence(gaps: Sequence[int], phrase: str | None) -> Cadence:
    middle = median(gaps)
    measured = _measured(gaps, NEAR_DAILY_GAP + (phrase == "near-daily"))
    alone = len(gaps) < 2 or measured == "irregular"  # two gaps of one class are not by chance
    if phrase and len(gaps) < LEAST_GAPS and alone and _allows(phrase, middle):
        return phrase  # type: ignore[return-value]  # phrases are named as the classes are
    return measured


def _measured(gaps: Sequence[int], near_daily: float) -> Cadence:
    middle = median(gaps)
    measured: Cadence = "irregular"
    if middle <= near_daily:
        if sum(gap == 1 for gap in gaps) >= DAILY_SHARE * len(gaps) and len(gaps) >= LEAST_GAPS:
            measured = "daily"
        elif max(gaps) <= NEAR_DAILY_LONGEST or len(gaps) >= 8:
            measured = "near-daily"
    for cadence, least, greatest, off in BANDS:
        if least <= middle <= greatest:
            usual = (least + greatest) / 2
            fitting = sum(min(abs(gap - usual), abs(gap - 2 * usual)) <= off for gap in gaps)
            measured = cadence if fitting >= REGULAR_SHARE * len(gaps) else "irregular"
    return measured


def _allows(phrase: str, middle: float) -> bool:
    """Whether so long a gap can come from the cadence the texts speak of: at most two were missed."""
    usual = {"near-daily": 1.5, "daily": 1, "weekly": 7, "fortnightly": 14, "monthly": 30, "yearly": 365}[phrase]
    return usual * 0.7 <= middle <= usual * 3.2


def _window(cadence: Cadence, dates: Sequence[date], gaps: Sequence[int]) -> tuple[int, int]:
    ordered = sorted(gaps)
    usual = round(median(gaps))
    if cadence == "monthly" and len({day.weekday() for day in dates}) == 1:
        return SAME_WEEKDAY
    if cadence in WINDOWS:
        return WINDOWS[cadence]
    if cadence == "daily":
        return 1, min(ordered[-1], 3)
    if cadence == "near-daily":
        return 1, max(3, ordered[int(0.9 * (len(ordered) - 1))])
    return max(1, min(ordered[0], usual)), max(ordered[-1], usual + 1)
