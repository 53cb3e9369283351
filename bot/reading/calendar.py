"""Days, months, weeks and holidays as ISO values. A value that no calendar has (30 February) is None."""

from datetime import date, timedelta

Iso = str | tuple[str, str]
"""A day, a month, a year, or first and last day of a range."""

# First month of each season of the northern half, where most of what we read is written.
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_HOLIDAYS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "valentine's day": (2, 14), "halloween": (10, 31),
    "independence day": (7, 4), "veterans day": (11, 11), "may day": (5, 1), "bastille day": (7, 14),
    "st patrick's day": (3, 17), "juneteenth": (6, 19),
}  # fmt: skip
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}


def day(of_year: int, of_month: int, number: int) -> str | None:
    """The ISO day, or None where there is none."""
    try:
        return date(of_year, of_month, number).isoformat()
    except ValueError:
        return None


def month(of_year: int, number: int) -> str:
    """The ISO month."""
    return f"{of_year:04d}-{number:02d}"


def month_after(today: date, shift: int) -> str:
    """The ISO month `shift` months from today's."""
    index = today.year * 12 + today.month - 1 + shift
    return month(index // 12, index % 12 + 1)


def year(number: int) -> str:
    """The ISO year."""
    return f"{number:04d}"


def week(today: date, shift: int = 0) -> tuple[str, str]:
    """Monday and Sunday of the week `shift` weeks from today's."""
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
    return monday.isoformat(), (monday + timedelta(days=6)).isoformat()


def weekend(today: date, shift: int = 0) -> tuple[str, str]:
    """Saturday and Sunday: early in the week this weekend is the last one, from Thursday on the coming one."""
    saturday = today - timedelta(days=today.weekday()) + timedelta(days=5)
    if today.weekday() < 3 and shift <= 0:
        saturday -= timedelta(weeks=1)
    elif shift:
        saturday += timedelta(weeks=shift)
    return saturday.isoformat(), (saturday + timedelta(days=1)).isoformat()


def season(name: str, of_year: int) -> tuple[str, str]:
    """First and last day of a season that begins in `of_year`; a winter ends in the next year."""
    first = _SEASONS[name.lower()]
    begin = date(of_year, first, 1)
    after = date(of_year + (first + 3 > 12), (first + 2) % 12 + 1, 1)
    return begin.isoformat(), (after - timedelta(days=1)).isoformat()


def span_of(first: Iso | None, last: Iso | None) -> tuple[str, str] | None:
    """The range of days from the beginning of `first` to the end of `last`; None where it is none."""
    if first is None or last is None:
        return None
    begin, end = bounds(first)[0], bounds(last)[1]
    return (begin, end) if begin <= end else None


def bounds(iso: Iso) -> tuple[str, str]:
    """First and last day of a value."""
    if isinstance(iso, tuple):
        return iso
    if len(iso) == 4:
        return f"{iso}-01-01", f"{iso}-12-31"
    if len(iso) == 7:
        of_year, number = int(iso[:4]), int(iso[5:])
        after = date(of_year + number // 12, number % 12 + 1, 1)
        return f"{iso}-01", (after - timedelta(days=1)).isoformat()
    return iso, iso


def nth_weekday(of_year: int, number: int, weekday: int, nth: str) -> str | None:
    """The ISO day of "the second Tuesday in May": weekday 0 is Monday, `nth` is first … fourth or last."""
    which = _NTH[nth]
    if which < 0:
        last = date(of_year + number // 12, number % 12 + 1, 1) - timedelta(days=1)
        return (last - timedelta(days=(last.weekday() - weekday) % 7)).isoformat()
    first = date(of_year, number, 1)
    return (first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))).isoformat()


def fixed_holiday(name: str, of_year: int) -> str | None:
    """The day of a holiday in a year."""
    plain = (
        name.lower().replace("’", "'").replace("st.", "st").removesuffix(" day")
        if "thanksgiving" in name.lower()
        else name.lower().replace("’", "'").replace("st.", "st")
    )
    if plain in _HOLIDAYS:
        return day(of_year, *_HOLIDAYS[plain])
    if plain == "thanksgiving":
        return nth_weekday(of_year, 11, 3, "fourth")
    if plain == "labor day":
        return nth_weekday(of_year, 9, 0, "first")
    if plain == "memorial day":
        return nth_weekday(of_year, 5, 0, "last")
    easter = _easter(of_year)
    shift = {"good friday": -2, "easter": 0, "easter sunday": 0, "easter monday": 1}.get(plain)
    return (easter + timedelta(days=shift)).isoformat() if shift is not None else None


def _easter(of_year: int) -> date:
    """Western Easter Sunday by the anonymous Gregorian computus."""
    a, b, c = of_year % 19, of_year // 100, of_year % 100
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    number, rest = divmod(h + m - 7 * n + 114, 31)
    return date(of_year, number, rest + 1)
