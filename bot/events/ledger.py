"""The figures of one event over time: what moved, and where outlets differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.events.event import Reading

ONE_TIME_SECONDS = 3 * 3600.0
"""Articles of two outlets within this time speak of one state of things; newer ones may know more."""
GROWS_SECONDS = 2 * 3600.0
"""The same where the later one has more and says "at least": its count is still going on."""
ROUNDED = 0.1
"""A rounded value ("about 40") agrees with one this much off."""
COUNTS_UP = frozenset(
    {"dead", "injured", "missing", "arrested", "evacuated", "area", "rescued", "homeless", "contained"}
)
"""What usually grows as more becomes known."""


@dataclass(frozen=True, slots=True)
class Track:
    """One measure of an event: its readings in order, whether its value moved, and whether outlets differ."""

    measure: str
    readings: tuple[Reading, ...]
    moved: bool
    conflict: bool


def tracks(readings: Iterable[Reading]) -> tuple[Track, ...]:
    """Each measure with more than one value, in order of first mention."""
    by_measure: dict[str, list[Reading]] = {}
    for reading in readings:
        by_measure.setdefault(reading.measure, []).append(reading)
    found = []
    for measure, values in by_measure.items():
        if len({reading.value for reading in values}) < 2:
            continue
        conflict = any(
            conflicts(values[earlier], values[later])
            for later in range(1, len(values))
            for earlier in range(later)
            if values[earlier].article != values[later].article
        )
        found.append(Track(measure, tuple(values), moved=moved(values), conflict=conflict))
    return tuple(found)


def moved(readings: Sequence[Reading]) -> bool:
    """Whether the last value is another than the first, or any that a later article replaced."""
    return any(
        agrees(earlier, later) is False and not conflicts(earlier, later) for earlier, later in pairwise(readings)
    )


def conflicts(earlier: Reading, later: Reading) -> bool:
    """Whether two outlets give values for one time that can't both be right. `earlier` came first.

    The same outlet corrects itself; a sentence that says so tells of a change; "at least 12" and 14 agree; so do
    "about 40" and 42.
    """
    if agrees(earlier, later) or later.changed:
        return False
    if earlier.site is not None and earlier.site == later.site:
        return False
    if earlier.at is None or later.at is None:
        return False  # when is not known, so neither is whether it is one time
    apart = abs(later.at - earlier.at)
    if earlier.exact and later.exact:
        grows = later.least and later.value > earlier.value and later.measure in COUNTS_UP
        return apart <= (GROWS_SECONDS if grows else ONE_TIME_SECONDS)
    return apart < 86400.0 and (later.value < earlier.value or later.measure not in COUNTS_UP or apart == 0)


def agrees(earlier: Reading, later: Reading) -> bool:
    """Whether two values can both be right of one state."""
    if earlier.value == later.value:
        return True
    low, high = sorted((earlier, later), key=lambda reading: reading.value)
    if low.least and _at_one_time(low, high):
        return True
    if earlier.about or later.about:
        return abs(high.value - low.value) <= ROUNDED * max(abs(high.value), abs(low.value))
    return False


def _at_one_time(one: Reading, other: Reading) -> bool:
    return one.at is None or other.at is None or abs(one.at - other.at) <= ONE_TIME_SECONDS
