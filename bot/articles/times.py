"""Times as pages write them, to ISO 8601. What is not stated is not added: a day stays a day, a zone is never
guessed."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

FIRST_YEAR = 1900
"""Earlier "dates" on news pages are a content system's zero value, such as 0001-01-01 or 1899-12-30."""

_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2}|\d{4}/\d{2}/\d{2}|\d{8}(?!\d))"
    r"(?:[T\s]+(?P<h>\d{1,2}):?(?P<m>\d{2})(?::?(?P<s>\d{2})(?:[.,]\d+)?)?\s*(?P<zone>Z|[+-]\d{2}:?(?:\d{2})?|UTC|GMT|[A-Z]{3,4})?)?",
    re.IGNORECASE,
)
_MONTHS = {name: i for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}  # noqa: SIM905
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY_WORDS = re.compile(
    rf"(?:{_MONTH}\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{{4}}))|"
    rf"(?:(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH.replace('month', 'month2')},?[\s-]+(?P<y2>\d{{4}}))",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<!\d)(?P<h>\d{1,2})[:.](?P<m>\d{2})(?::(?P<s>\d{2}))?\s*(?P<half>[ap]\.?m\b\.?)?\s*\(?(?P<zone>Z\b|UTC|GMT|[A-Z]{2,4}T\b)?"
    r"(?P<offset>[+-]\d{2}:?\d{2}\b)?",
    re.IGNORECASE,
)
# Only names that mean one thing on news pages, in hours; IST is India's (Israel's and Ireland's outlets write offsets).
_ZONES = {"Z": 0.0, "UTC": 0, "GMT": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5}
_ZONES |= {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "HST": -10}
_ZONES |= {"JST": 9, "KST": 9, "SGT": 8, "HKT": 8, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13}


def iso_time(value: object) -> str | None:
    """A time as a page states it (`2019-11-18T14:03:22Z`, `Mon, 18 Nov 2019 14:03:22 GMT`, `01:38:07 PM IST Nov
    20, 2019`, `November 18, 2019`, seconds or milliseconds since 1970) in ISO 8601, to the second; a mere day as
    `YYYY-MM-DD`.

    None for what is no date, or no date a news page can have.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _epoch(float(value))
    if not isinstance(value, str) or not 6 <= len(value.strip()) <= 80:
        return None
    text = " ".join(value.split())
    if re.fullmatch(r"\d{10}|\d{13}", text):
        return _epoch(float(text))
    return _iso(text) or _email(text) or _in_words(text)


def day_in_url(url: str) -> str | None:
    """The day in an address such as `/2019/11/18/…`, or None."""
    match = re.search(r"/(20\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_-])", url)
    return _checked(*(int(part) for part in match.groups())) if match else None


def _epoch(value: float) -> str | None:
    seconds = value / 1000 if value > 1e11 else value
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return _plausible(moment.isoformat(timespec="seconds")) if seconds > 1e8 else None


def _iso(text: str) -> str | None:
    match = _ISO.match(text)
    if not match:
        return None
    digits = match["day"].replace("-", "").replace("/", "")
    day = _checked(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if not day or match["h"] is None:
        return day
    # "2019-11-18 02:03 PM" and the like are left to the reader of words.
    if re.match(r"\s*[ap]\.?m", text[match.end() :], re.IGNORECASE):
        return _with_clock(day, text[match.end("day") :])
    return _joined(day, match["h"], match["m"], match["s"], match["zone"])


def _email(text: str) -> str | None:
    if not re.match(r"[A-Z][a-z]{2}, \d", text):
        return None
    try:
        return _plausible(parsedate_to_datetime(text).isoformat(timespec="seconds"))
    except ValueError:
        return None


def _in_words(text: str) -> str | None:
    match = _DAY_WORDS.search(text)
    if not match:
        return None
    month = _MONTHS[(match["month"] or match["month2"]).lower()]
    day = _checked(int(match["y1"] or match["y2"]), month, int(match["d1"] or match["d2"]))
    return _with_clock(day, text[: match.start()] + " " + text[match.end() :]) if day else None


def _with_clock(day: str, rest: str) -> str:
    clock = _CLOCK.search(rest)
    if not clock:
        return day
    hour = int(clock["h"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
    return _joined(day, str(hour), clock["m"], clock["s"], clock["offset"] or clock["zone"]) or day


def _joined(day: str, hour: str, minute: str, second: str | None, zone: str | None) -> str | None:
    try:
        moment = datetime.fromisoformat(f"{day}T{int(hour):02d}:{minute}:{second or '00'}")
    except ValueError:
        return day
    return moment.replace(tzinfo=_zone(zone)).isoformat(timespec="seconds")


def _zone(name: str | None) -> timezone | None:
    if not name:
        return None
    if name[0] in "+-":
        digits = name[1:].replace(":", "").ljust(4, "0")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
        return timezone(-offset if name[0] == "-" else offset) if offset < timedelta(hours=24) else None
    hours = _ZONES.get(name.upper())
    return timezone(timedelta(hours=hours)) if hours is not None else None


def _checked(year: int, month: int, day: int) -> str | None:
    try:
        return _plausible(datetime(year, month, day, tzinfo=UTC).date().isoformat())
    except ValueError:
        return None


def _plausible(iso: str) -> str | None:
    return iso if FIRST_YEAR <= int(iso[:4]) <= datetime.now(UTC).year + 1 else None
