"""What somebody wrote behind `/digest schedule`, or into its fields, as a wish for a digest. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.digests.schedule import DAYS, WEEKDAYS, Day
from bot.digests.zones import find_zone
from bot.errors import NutgrafError
from bot.slack.slash import meant

EXAMPLE = "/digest schedule weekdays 8:00 17:30 Europe/London followed #politics short silent"
MOST_TIMES = 6
"""Digests a day: one every four hours. More is a feed."""
MOST_SOURCES = 20

_DAYS: dict[str, tuple[Day, ...]] = {
    "daily": DAYS,
    "everyday": DAYS,
    "weekdays": WEEKDAYS,
    "weekday": WEEKDAYS,
    "workdays": WEEKDAYS,
    "weekends": ("sat", "sun"),
    "weekend": ("sat", "sun"),
}
_WEEKLY: tuple[Day, ...] = ("mon",)
_NAMES: dict[str, Day] = {
    "monday": "mon",
    "tuesday": "tue",
    "tues": "tue",
    "wednesday": "wed",
    "thursday": "thu",
    "thur": "thu",
    "thurs": "thu",
    "friday": "fri",
    "saturday": "sat",
    "sunday": "sun",
}
_SWITCHES = ("followed", "all", "short", "full", "silent")
_FILLERS = frozenset({"at", "on", "and", "in", "from", "the", "of", "every", "each", "day", "o'clock", "uhr", "&"})
_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?h?", re.IGNORECASE)
_RANGE = re.compile(r"([a-z]+)\s*[-–]\s*([a-z]+)")


class WishError(NutgrafError):
    """A wish that can't be fulfilled; `field` is the one of the form it is about."""

    def __init__(self, field: str, sentence: str, advice: str = "") -> None:
        super().__init__(sentence, advice)
        self.field = field


@dataclass(frozen=True, slots=True)
class Wish:
    """A digest that somebody wants. `zone` None: their own; `channels` None: all that may be seen."""

    times: tuple[str, ...]
    days: tuple[Day, ...]
    zone: str | None = None
    followed: bool = False
    channels: tuple[str, ...] | None = None
    short: bool = False
    silent: bool = False


def read_wish(words: Iterable[str], channels: Iterable[str] = ()) -> Wish:
    """The wish in a command's words; `channels` are the ids that it mentions.

    Raises:
        WishError: a word means nothing here, or there is no time.
    """
    times, days, switches = list[str](), list[Day](), set[str]()
    zone: str | None = None
    weekly = False
    for word in _parts(words):
        lower = word.lower().strip(".,;")
        if found := read_days(lower):
            days += found
        elif lower == "weekly":
            weekly = True
        elif _TIME.fullmatch(lower) or lower in {"noon", "midnight"}:
            times.append(read_time(lower))
        elif lower in _SWITCHES:
            switches.add(lower)
        elif named := find_zone(lower):
            zone = named
        elif lower and lower not in _FILLERS:
            raise _unknown(word)
    if not times:
        raise WishError("times", "At what time?", f"For instance: {EXAMPLE}")
    sources = tuple(dict.fromkeys(channels))
    return Wish(
        times=ordered_times(times),
        days=ordered_days(days or (_WEEKLY if weekly else DAYS)),
        zone=zone,
        followed="followed" in switches,
        channels=sources or None,
        short="short" in switches,
        silent="silent" in switches,
    )


def read_time(words: str) -> str:
    """A time of day as `HH:MM`: from `8`, `8:00`, `08.30`, `8am`, `5:30 pm`, `noon`.

    Raises:
        WishError: it is none.
    """
    known = {"noon": "12:00", "midnight": "00:00"}.get(words.strip().lower())
    if known:
        return known
    found = _TIME.fullmatch(words.strip())
    if found is None:
        raise WishError("times", f"“{words[:40]}” is no time.", "Write it like 8:00 or 17:30.")
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), (found["half"] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        hour = 99
    hour = hour % 12 + 12 * (half == "p") if half and hour <= 12 else hour
    if hour > 23 or minute > 59:
        raise WishError("times", f"There is no time “{words.strip()[:40]}”.", "Write it like 8:00 or 17:30.")
    return f"{hour:02}:{minute:02}"


def read_times(words: str) -> list[str]:
    """Several times, with commas or spaces between them.

    Raises:
        WishError: one is none.
    """
    joined = re.sub(r"(?<!\s)\s+([ap]\.?m\.?)\b", r"\1", words, flags=re.IGNORECASE)
    return [read_time(part) for part in re.split(r"[,;\s]+", joined) if part and part.lower() != "and"]


def read_days(word: str) -> tuple[Day, ...]:
    """The days that a word names: `weekdays`, `mon`, `mondays`, `mon-fri`; none where it names none."""
    if word in _DAYS:
        return _DAYS[word]
    if span := _RANGE.fullmatch(word):
        first, last = (_day(part) for part in span.groups())
        if first and last:
            begin, length = DAYS.index(first), (DAYS.index(last) - DAYS.index(first)) % 7
            return tuple(DAYS[(begin + step) % 7] for step in range(length + 1))
        return ()
    one = _day(word)
    return (one,) if one else ()


def ordered_times(times: Iterable[str]) -> tuple[str, ...]:
    """Times in their order, each once.

    Raises:
        WishError: there are too many.
    """
    every = tuple(sorted(set(times)))
    if len(every) > MOST_TIMES:
        raise WishError("times", f"{len(every)} digests a day are too many.", f"{MOST_TIMES} is the most.")
    return every


def ordered_days(days: Iterable[Day]) -> tuple[Day, ...]:
    """Days in the order of the week, each once."""
    wanted = set(days)
    return tuple(day for day in DAYS if day in wanted)


def _day(word: str) -> Day | None:
    for form in (word, word.removesuffix("s")):
        if form in DAYS:
            return form
        if form in _NAMES:
            return _NAMES[form]
    return None


def _parts(words: Iterable[str]) -> list[str]:
    """Words, with lists taken apart, `8 am` put together, and cities of two words."""
    flat = [part for word in words for part in word.split(",") if part]
    joined: list[str] = []
    for part in flat:
        before = joined[-1] if joined else ""
        if re.fullmatch(r"[ap]\.?m\.?", part, re.IGNORECASE) and before[:1].isdigit():
            joined[-1] += part
        elif before and find_zone(f"{before} {part}") and not find_zone(part):
            joined[-1] = f"{before} {part}"
        else:
            joined.append(part)
    return joined


def _unknown(word: str) -> WishError:
    if word.startswith("#"):
        return WishError("channels", f"I can't tell which channel “{word[:40]}” is.", "Choose it from Slack's list.")
    near = meant(word.lower(), [*_DAYS, *_NAMES, *_SWITCHES, "weekly"])
    if near:
        return WishError("words", f"I don't know “{word[:40]}”. Did you mean “{near}”?")
    return WishError("words", f"I don't know what to do with “{word[:40]}”.", f"For instance: {EXAMPLE}")
