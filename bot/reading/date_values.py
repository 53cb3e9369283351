"""The values of temporal expressions, relative to the day the article was published.

A weekday in news is the nearest one in the direction of the verb's tense, and the day of publication itself counts
("On Thursday, the mayor said", published on a Thursday, is that day). An article dated the evening before may speak
of tomorrow as past ("overnight into Friday"): such a phrase moves the article's clock.
"""

import re
from datetime import date, timedelta

from bot.reading.calendar import (
    Iso,
    day,
    fixed_holiday,
    month,
    month_after,
    nth_weekday,
    season,
    span_of,
    week,
    weekend,
    year,
)
from bot.reading.tense import Tense
from bot.reading.words import MONTHS, WEEKDAYS

_MONTH_FORMS = {name.lower(): number for number, name in enumerate(MONTHS, 1)} | {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
_DAY_FORMS = {name.lower(): number for number, name in enumerate(WEEKDAYS)} | {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4,
}  # fmt: skip
_COUNT = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "a couple of": 2, "couple of": 2, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50,
}  # fmt: skip
_NEAR = {
    "yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2, "day before yesterday": -2,
    "the day after tomorrow": 2, "day after tomorrow": 2,
}  # fmt: skip
_SHIFTS = {"last": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}
_YEARS = {"year": 1, "decade": 10, "century": 100}


class Values:
    """Turns matched expressions into values; `today` is the article's day, None where it has no date.

    One object serves one article, front to back: a phrase such as "overnight into Friday" moves its clock.
    """

    def __init__(self, today: date | None) -> None:
        self.today = today
        self.clock = today

    # ---- absolute

    def iso_day(self, m: re.Match[str], _: Tense) -> Iso | None:
        return day(int(m["y"]), int(m["mo"]), int(m["d"]))

    def full(self, m: re.Match[str], _: Tense) -> Iso | None:
        return day(int(m["y"]), _month_number(m["m"]), int(m["d"]))

    def full_range(self, m: re.Match[str], tense: Tense) -> Iso | None:
        first = _month_number(m["m"])
        last = _month_number(m["m2"]) if m.groupdict().get("m2") else first
        written = m.groupdict().get("y")
        chosen = int(written) if written else self._year_of(first, int(m["d"]), tense)
        if chosen is None:
            return None
        return span_of(day(chosen, first, int(m["d"])), day(chosen + (last < first), last, int(m["d2"])))

    def month_day(self, m: re.Match[str], tense: Tense) -> Iso | None:
        number = _month_number(m["m"])
        chosen = self._year_of(number, int(m["d"]), tense)
        return day(chosen, number, int(m["d"])) if chosen else None

    def month_year(self, m: re.Match[str], _: Tense) -> Iso | None:
        return month(int(m["y"]), _month_number(m["m"]))

    def bare_month(self, m: re.Match[str], tense: Tense) -> Iso | None:
        if self.today is None:
            return None
        number = _month_number(m["m"])
        which = (m.groupdict().get("which") or "").lower()
        if which == "next":
            return month(self.today.year + (number <= self.today.month), number)
        if which == "last":
            return month(self.today.year - (number >= self.today.month), number)
        if which in ("this", "earlier this", "later this"):
            return month(self.today.year, number)
        if tense is Tense.FUTURE:
            return month(self.today.year + (number < self.today.month), number)
        return month(self.today.year - (number > self.today.month), number)

    def month_range(self, m: re.Match[str], tense: Tense) -> Iso | None:
        if self.today is None and not m["y"]:
            return None
        first, last = _month_number(m["m"]), _month_number(m["m2"])
        chosen = int(m["y"]) if m["y"] else self._year_of(first, 1, tense)
        return span_of(month(chosen, first), month(chosen + (last < first), last)) if chosen else None

    def bare_year(self, m: re.Match[str], _: Tense) -> Iso | None:
        return year(int(m["y"]))

    def years(self, m: re.Match[str], _: Tense) -> Iso | None:
        first = int(m["y"])
        last = int(m["y2"]) if len(m["y2"]) == 4 else first // 100 * 100 + int(m["y2"])
        return span_of(year(first), year(last)) if last > first else None

    def decade(self, m: re.Match[str], _: Tense) -> Iso | None:
        first = int(m["decade"])
        part = (m["part"] or "").lower().strip(" -")
        low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(part, (0, 9))
        return span_of(year(first + low), year(first + high))

    def quarter(self, m: re.Match[str], _: Tense) -> Iso | None:
        chosen = int(m["y"]) if m["y"] else (self.today.year if self.today else None)
        if chosen is None:
            return None
        number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}.get(m["nth"].lower())
        if number is None:
            return None
        if m["what"].lower() == "half":
            return (
                span_of(month(chosen, 1 + 6 * (number > 1)), month(chosen, 6 + 6 * (number > 1)))
                if number <= 2 or number == 4
                else None
            )
        return span_of(month(chosen, 3 * number - 2), month(chosen, 3 * number))

    def trade_quarter(self, m: re.Match[str], tense: Tense) -> Iso | None:
        """The quarter that results are of: the last one that has begun, or the next where the verb looks ahead."""
        if self.today is None:
            return None
        first = {"first": 1, "second": 4, "third": 7, "fourth": 10}[m["nth"].lower()]
        chosen = self.today.year - (first > self.today.month and tense is not Tense.FUTURE)
        return span_of(month(chosen, first), month(chosen, first + 2))

    def season(self, m: re.Match[str], _: Tense) -> Iso | None:
        if m["y"]:
            return season(m["season"], int(m["y"]))
        if self.today is None:
            return None
        which = (m["which"] or "").lower()
        this = season(m["season"], self.today.year)
        if which.startswith("last"):
            passed = this[1] < self.today.isoformat()
            return this if passed else season(m["season"], self.today.year - 1)
        if which.startswith("next"):
            return this if this[0] > self.today.isoformat() else season(m["season"], self.today.year + 1)
        return this

    def holiday(self, m: re.Match[str], tense: Tense) -> Iso | None:
        written = m.groupdict().get("y")
        if written:
            return fixed_holiday(m["holiday"], int(written))
        if self.today is None:
            return None
        options = [fixed_holiday(m["holiday"], self.today.year + shift) for shift in (-1, 0, 1)]
        days = [date.fromisoformat(o) for o in options if isinstance(o, str)]
        chosen = _nearest(days, self.today, tense)
        return chosen.isoformat() if chosen else None

    # ---- relative

    def weekday(self, m: re.Match[str], tense: Tense) -> Iso | None:
        return self._weekday(m["w"], (m.groupdict().get("which") or "").lower(), tense)

    def _weekday(self, name: str, which: str, tense: Tense) -> str | None:
        if self.today is None or self.clock is None:
            return None
        number = _DAY_FORMS[name.lower().rstrip(".")]
        if which == "last":
            back = (self.today.weekday() - number) % 7 or 7
            return (self.today - timedelta(days=back)).isoformat()
        if which in ("next", "coming", "this coming", "following"):
            ahead = (number - self.today.weekday()) % 7 or 7
            return (self.today + timedelta(days=ahead)).isoformat()
        if tense is Tense.FUTURE or (which == "this" and tense is Tense.NONE):
            return (self.today + timedelta(days=(number - self.today.weekday()) % 7)).isoformat()
        return (self.clock - timedelta(days=(self.clock.weekday() - number) % 7)).isoformat()

    def into(self, m: re.Match[str], tense: Tense) -> Iso | None:
        """Friday of "overnight into Friday": the day after publication where that is one, else like any weekday."""
        if self.today is None:
            return None
        number = _DAY_FORMS[m["w"].lower().rstrip(".")]
        tomorrow = self.today + timedelta(days=1)
        if tomorrow.weekday() == number and tense is not Tense.FUTURE:
            self.clock = tomorrow
            return tomorrow.isoformat()
        return self._weekday(m["w"], "", tense)

    def weekday_range(self, m: re.Match[str], tense: Tense) -> Iso | None:
        first = self._weekday(m["w"], "", tense)
        if first is None:
            return None
        number = _DAY_FORMS[m["w2"].lower().rstrip(".")]
        begin = date.fromisoformat(first)
        return span_of(first, (begin + timedelta(days=(number - begin.weekday()) % 7)).isoformat())

    def weekday_date(self, m: re.Match[str], tense: Tense) -> Iso | None:
        return self.full(m, tense) if m.groupdict().get("y") else self.month_day(m, tense)

    def near(self, m: re.Match[str], _: Tense) -> Iso | None:
        if self.today is None:
            return None
        words = m["near"].lower()
        shift = next((days for start, days in _NEAR.items() if words.startswith(start)), 0)
        return (self.today + timedelta(days=shift)).isoformat()

    def period(self, m: re.Match[str], tense: Tense) -> Iso | None:
        """Of "last week", "earlier this month", "next year", "this weekend"."""
        if self.today is None:
            return None
        which = m["which"].lower()
        shift = next((s for word, s in _SHIFTS.items() if word in which), 0)
        found = self._period(m["unit"].lower(), shift)
        if m["unit"] == "weekend" and tense is Tense.PAST and not shift and found and found[0] > self.today.isoformat():
            return self._period("weekend", -1)
        return found

    def _period(self, unit: str, shift: int) -> Iso | None:
        if self.today is None:
            return None
        if unit == "month":
            return month_after(self.today, shift)
        if unit == "year":
            return year(self.today.year + shift)
        if unit == "decade":
            first = self.today.year // 10 * 10 + 10 * shift
            return span_of(year(first), year(first + 9))
        return week(self.today, shift) if unit == "week" else weekend(self.today, shift)

    def ago(self, m: re.Match[str], tense: Tense) -> Iso | None:
        return self._shifted(_count(m["count"]), m["unit"].lower(), -1)

    def ahead(self, m: re.Match[str], tense: Tense) -> Iso | None:
        return self._shifted(_count(m["count"]), m["unit"].lower(), 1)

    def _shifted(self, count: int | None, unit: str, sign: int) -> Iso | None:
        if self.today is None or count is None:
            return None
        if unit == "month":
            return month_after(self.today, sign * count)
        if unit in _YEARS:
            shifted = self.today.year + sign * count * _YEARS[unit]
            return year(shifted) if shifted > 0 else None
        days = {"day": count, "night": count, "week": 7 * count, "hour": count // 24, "minute": 0}.get(unit)
        return (self.today + timedelta(days=sign * days)).isoformat() if days is not None else None

    def past_span(self, m: re.Match[str], _: Tense) -> Iso | None:
        """Of "in the past two weeks", "over the next three days": from or to the day of publication."""
        if self.today is None:
            return None
        count, unit = _count(m["count"] or "one"), m["unit"].lower()
        if count is None:
            return None
        days = {"day": 1, "night": 1, "week": 7, "month": 30, "year": 365, "decade": 3652, "hour": 0}.get(unit)
        if days is None or days * count > 200_000:
            return None
        length = timedelta(days=days * count if unit != "hour" else count // 24)
        if m["which"].lower() in ("next", "coming", "following"):
            return span_of(self.today.isoformat(), (self.today + length).isoformat())
        return span_of((self.today - length).isoformat(), self.today.isoformat())

    def nth(self, m: re.Match[str], tense: Tense) -> Iso | None:
        """Of "the first Monday in May"."""
        number = _month_number(m["m"])
        chosen = int(m["y"]) if m["y"] else self._year_of(number, 1, tense)
        return nth_weekday(chosen, number, _DAY_FORMS[m["w"].lower()], m["nth"].lower()) if chosen else None

    def _year_of(self, number: int, dom: int, tense: Tense) -> int | None:
        """The year that brings a day without one nearest to publication, past or future as the verb says."""
        if self.today is None:
            return None
        options = []
        for shift in (-1, 0, 1):
            try:
                options.append(date(self.today.year + shift, number, min(dom, 28)))
            except ValueError:
                return None
        chosen = _nearest(options, self.today, tense)
        return chosen.year if chosen else None


# A day is taken in the verb's direction only where the other one is not much nearer: "on March 3" in a text of March 4.
FAR_AHEAD = 300  # days; a date so far in the verb's direction is taken the other way
_PREFER = 45  # days by which the other direction must be nearer where the tense is unclear


def _nearest(days: list[date], today: date, tense: Tense) -> date | None:
    past = max((d for d in days if d <= today), default=None)
    future = min((d for d in days if d >= today), default=None)
    if past is None or future is None:
        return past or future
    if tense is Tense.FUTURE:
        return future if (future - today).days <= FAR_AHEAD else past
    if tense is Tense.PAST:
        return past
    return past if (today - past).days <= (future - today).days + _PREFER else future


def _month_number(name: str) -> int:
    return _MONTH_FORMS[name.lower().rstrip(".")]


def _count(words: str) -> int | None:
    plain = words.lower()
    return int(plain) if plain.isdigit() else _COUNT.get(plain)
