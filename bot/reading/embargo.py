"""Embargoes: "Embargoed until 14:00 GMT, Thursday 3 July", and until when they hold."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone

from bot.reading.brief import DateMention, Embargo
from bot.reading.dates import find_dates

HEAD, TAIL = 600, 300
"""Characters of a text, from its beginning and end, where an embargo stands; further in the word is about something
else ("an arms embargo until March")."""
LONGEST = 140
LEFT_STANDING = timedelta(hours=6)
"""A page that came out so long after the hour it names left the note standing; an earlier hour is tomorrow's."""
DEFAULT_TIME = time(0, 1)
"""Of a day without a time: desks release at one minute past midnight."""

_OPENS = re.compile(
    r"(?:(?:strictly |under |news )?embargo(?:ed)?(?: for (?:release|publication))?:?|"
    r"not for (?:release|publication|broadcast)(?:,? (?:or|and) [\w ]{3,20})?|hold for release)"
    r":? (?:until|till|to|before|at|after)\b:?",
    re.I,
)
_TIME = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.h]?(?P<minute>\d{2}))?\s?(?P<half>[ap]\.?m\b\.?)?(?: ?(?:hours|hrs|h)\b)?"
    r"(?:,? ?\(?(?P<zone>GMT|UTC|Z|BST|CET|CEST|EET|EEST|MSK|EST|EDT|ET|CST|CDT|CT|MST|MDT|MT|PST|PDT|PT|IST|JST|"
    r"AEST|AEDT)\b\)?)?|\b(?P<word>midnight|noon|midday)\b",
    re.I,
)
# Hours from UTC; zones of the United States without S or D are taken as summer from March to November.
_ZONES = {
    "GMT": 0, "UTC": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "EST": -5, "EDT": -4,
    "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "IST": 5.5, "JST": 9, "AEST": 10, "AEDT": 11,
}  # fmt: skip
_GENERIC = {"ET": -5, "CT": -6, "MT": -7, "PT": -8}


def find_embargo(text: str, start: int, dates: Sequence[DateMention], published: str | None) -> Embargo | None:
    """The embargo that a text, read from `start`, is under.

    `dates` are those found in the text; `published` (ISO) gives the day and the zone that the words leave out. What
    can't be dated has no `until`.
    """
    for begin, end in ((start, start + HEAD), (max(start, len(text) - TAIL), len(text))):
        match = _OPENS.search(text, begin, end)
        if match is not None:
            stop = _end(text, match.end())
            return Embargo(
                text[match.start() : stop], match.start(), stop, _until(text, match.end(), stop, dates, published)
            )
    return None


def _end(text: str, start: int) -> int:
    """Where the words of the embargo end: with the line or the sentence."""
    limit = min(len(text), start + LONGEST)
    stop = re.compile(r"\n|[.!;](?=\s+[A-Z“\"]|\s*$|\s*\n)|\s[—–-]\s|[)\]](?=\s)").search(text, start, limit)
    return stop.start() if stop else limit


def _until(text: str, start: int, stop: int, dates: Sequence[DateMention], published: str | None) -> str | None:
    sent = _moment(published)
    inside = [d for d in dates if start <= d.start < stop]
    if not inside:  # "THURSDAY 3 JULY"
        inside = list(find_dates(" " * start + text[start:stop].title(), [(start, stop)], published))
    named = next((d.iso for d in inside if isinstance(d.iso, str) and len(d.iso) == 10), None)
    clock = _clock(text, start, stop, [(d.start, d.end) for d in inside])
    if named is None and (sent is None or clock is None):
        return None
    day = date.fromisoformat(named) if named else sent.date() if sent else None
    if day is None:
        return None
    hour, zone = clock or (DEFAULT_TIME, None)
    offset = _offset(zone, day) if zone else sent.tzinfo if sent and sent.tzinfo else UTC
    until = datetime.combine(day, hour, offset)
    if named is None and sent is not None and sent.tzinfo and until < sent - LEFT_STANDING:
        until += timedelta(days=1)  # "until 6am", sent in the evening
    return until.isoformat()


def _clock(text: str, start: int, stop: int, taken: Sequence[tuple[int, int]]) -> tuple[time, str | None] | None:
    for match in _TIME.finditer(text, start, stop):
        if match["word"]:
            return (time(0, 0) if match["word"].lower() == "midnight" else time(12, 0)), None
        bare = match["minute"] is None and match["half"] is None and match["zone"] is None
        if bare or any(begin <= match.start() and match.end() <= end for begin, end in taken):
            continue  # a day of a month
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        if half := (match["half"] or "").lower():
            hour = hour % 12 + 12 * half.startswith("p")
        if hour == 24 and minute == 0:
            hour = 0
        if hour < 24 and minute < 60:
            return time(hour, minute), (match["zone"] or "").upper() or None
    return None


def _offset(zone: str, day: date) -> timezone:
    hours = _ZONES.get(zone)
    if hours is None:
        hours = _GENERIC[zone] + (3 <= day.month <= 10)
    return timezone(timedelta(hours=hours))


def _moment(iso: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(iso) if iso else None
    except ValueError:
        return None
