"""“since” as people write it: `7d`, `monday`, `yesterday`, `2026-11-01`, `2026-11-01T07:00`. Pure."""

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import NutgrafError

KEPT_DAYS = 30
"""What was shared is kept so long (`store.keys.REPLY_SECONDS`)."""
EXAMPLES = "“7d”, “12h”, “monday”, “yesterday” or “2026-11-01”"

_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_AGO = re.compile(r"(\d{1,4})\s*(h|d|w)(?:ours?|ays?|eeks?|rs?|ks?)?")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class UnknownTime(NutgrafError):
    """What stands for a time is none, or none that can be looked back to."""


def is_time(words: str) -> bool:
    """Whether words have the form of a time to look back to; a date that is none ("2026-13-01") has it too. A weekday
    must be written out, for Sun and Mon are names, unless “since” stands before it."""
    plain = _plain(words)
    written_out = plain in _DAYS or plain != words.strip().lower()
    words = plain
    known = words in ("today", "yesterday") or (written_out and _day(words) is not None)
    return known or bool(_AGO.fullmatch(words)) or bool(re.fullmatch(r"\d{4}-\d\d?-\d\d?(?:t\d\d:\d\d\S*)?", words))


def since(words: str, now: float, zone: str) -> float:
    """The moment that words name, in seconds since 1970, seen from `now` by the calendar of `zone` (IANA): a day is
    its midnight there, a weekday the latest one that has begun, today's included.

    Raises:
        UnknownTime: they name none, or one that is still to come.
    """
    here = datetime.fromtimestamp(now, ZoneInfo(zone))
    moment = _moment(_plain(words), here)
    if moment is None:
        raise UnknownTime(f"I don't understand “{words[:40]}” as a time.", f"Write {EXAMPLES}.")
    if moment.timestamp() > now:
        raise UnknownTime(f"“{words[:40]}” is still to come.", f"Write a time that is past: {EXAMPLES}.")
    return max(0.0, moment.timestamp())  # nothing was shared before; and a calendar may lack the year 1


def _moment(words: str, here: datetime) -> datetime | None:
    if words in ("today", "yesterday"):
        return _midnight(here, 0 if words == "today" else 1)
    if ago := _AGO.fullmatch(words):
        past = int(ago[1]) * _UNITS[ago[2]]
        # Days go by the calendar, hours by the clock: that it was changed meanwhile makes none longer.
        return here - past if ago[2] != "h" else (here.astimezone(UTC) - past).astimezone(here.tzinfo)
    if (day := _day(words)) is not None:
        return _midnight(here, (here.weekday() - day) % 7)
    try:
        year, month, of_month = (int(part) for part in words.split("-"))
        return datetime(year, month, of_month, tzinfo=here.tzinfo)
    except ValueError:
        return _iso(words, here)


def _iso(words: str, here: datetime) -> datetime | None:
    """A day with its hour: `2026-03-10T07:00`, by the zone it names or that of `here`."""
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=here.tzinfo)


def _midnight(here: datetime, days_ago: int) -> datetime:
    return datetime.combine(here.date() - timedelta(days=days_ago), time(), here.tzinfo)


def _day(words: str) -> int | None:
    """The weekday's number, Monday 0; written out or by three letters and more."""
    found = [at for at, day in enumerate(_DAYS) if len(words) > 2 and day.startswith(words)]
    return found[0] if len(found) == 1 else None


def _plain(words: str) -> str:
    return words.strip().lower().removeprefix("since ").strip()
