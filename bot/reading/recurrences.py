"""Phrases that say that something comes back, with the period they state: "every Tuesday", "near-nightly", "annual".

The period is an ISO 8601 duration: P1D, P1W, P2W, P1M, P3M, P1Y, PT6H. What has no period of its own ("often", "every
few days") is left out, and so is a rate of money or of life ("annual sales", "daily bread"): nothing happens in it.
"""

import re
from collections.abc import Callable, Sequence

from bot.reading.brief import Recurrence, Span
from bot.reading.words import MONTHS, WEEKDAYS

_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "other": 2, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_ADJECTIVES = {
    "hourly": "PT1H", "nightly": "P1D", "daily": "P1D", "weekly": "P1W", "fortnightly": "P2W", "monthly": "P1M",
    "quarterly": "P3M", "half-yearly": "P6M", "biannual": "P6M", "yearly": "P1Y", "annual": "P1Y", "annually": "P1Y",
    "biennial": "P2Y", "quadrennial": "P4Y",
}  # fmt: skip
# How long a unit is: letter and how many of them.
_UNITS = {
    "hour": ("H", 1), "day": ("D", 1), "night": ("D", 1), "morning": ("D", 1), "afternoon": ("D", 1),
    "evening": ("D", 1), "weekend": ("W", 1), "week": ("W", 1), "fortnight": ("W", 2), "month": ("M", 1),
    "quarter": ("M", 3), "season": ("Y", 1), "year": ("Y", 1), "decade": ("Y", 10), "spring": ("Y", 1),
    "summer": ("Y", 1), "autumn": ("Y", 1), "fall": ("Y", 1), "winter": ("Y", 1),
}  # fmt: skip
_UNIT = r"hour|day|night|morning|afternoon|evening|weekend|week|fortnight|month|quarter|season|year|decade"
_SEASON = "spring|summer|autumn|fall|winter"
_YEARLY = rf"{'|'.join(MONTHS)}|{_SEASON}|Christmas|Easter|Ramadan|Thanksgiving|New Year[’']s Eve"
_DAYS = "|".join(WEEKDAYS)
_NUMBER = rf"\d{{1,2}}|{'|'.join(name for name in _NUMBERS if name != 'other')}"
_NEAR = r"(?:(?:near|nearly|almost|virtually|practically)[ -])?"
_PART = r"(?:morning|afternoon|evening|night)"
_NTH = r"first|second|third|fourth|last"
_COUNT = rf"\d{{1,3}}(?:st|nd|rd|th)?|{'|'.join(_NUMBERS)}"
_WHOSE = r"(?:an? |the |their |its |his |her )?"
_NOT_OF = r"(?! (?:old|of (?:the|his|her|their|its|my|our)))"  # "every day of the trial"
_IN_A_ROW = r"running|in a row|in succession|on the trot"

_RULES: tuple[tuple[str, str], ...] = (
    ("_yearly", rf"(?:every|each) (?:{_YEARLY})\b"),
    ("_unit", rf"(?:the )?(?:{_NTH}) (?:{_DAYS}) (?:of|in) (?:every|each|the) (?P<unit>month|quarter)\b"),
    ("_weekly", rf"{_NEAR}(?:every|each) (?:single )?(?:{_DAYS})(?: {_PART})?\b"),
    ("_weekly", rf"on (?:(?:{_DAYS})s(?:,? (?:and|or) |, ))?(?:{_DAYS})(?: {_PART})?s\b"),
    (
        "_each",
        rf"{_NEAR}(?:every|each) (?:single )?(?:(?P<count>{_COUNT}) )?(?P<unit>(?:{_UNIT}|{_SEASON})s?)\b{_NOT_OF}",
    ),
    ("_unit", rf"(?P<unit>{_UNIT}) after (?P=unit)\b"),
    ("_unit", rf"(?:once|twice|(?:{_NUMBER}|several) times) (?:a|an|every|each) (?P<unit>{_UNIT})\b"),
    ("_row", rf"(?:for )?{_WHOSE}(?P<count>{_COUNT}) (?:straight|consecutive|successive) (?P<unit>{_UNIT})s?\b"),
    ("_row", rf"(?:for )?{_WHOSE}(?P<count>{_COUNT}) (?P<unit>{_UNIT})s? (?:{_IN_A_ROW})\b"),
    ("_unit", rf"(?:on )?(?:consecutive|successive) (?P<unit>{_UNIT})s\b"),
    ("_adjective", rf"{_NEAR}(?P<word>{'|'.join(_ADJECTIVES)})\b"),
)
_PATTERN = [(name, re.compile(rf"(?<![\w’'-])(?i:{rule})")) for name, rule in _RULES]
_TRIGGER = re.compile(
    rf"(?<![\w’'-])(?i:near|almost|virtually|practically|every|each|on |once |twice |several times|the |for |an? |"
    rf"their |its |his |her |consecutive|successive|(?:{_NUMBER})(?:st|nd|rd|th)? |"
    rf"(?:{_UNIT}) after|{'|'.join(_ADJECTIVES)})"
)
# What an adjective measures and what it names, in place of what comes back.
_RATE = re.compile(
    r"[ -](?:\w+[ -])?(?:sales|revenues?|incomes?|salary|salaries|wages?|pay|profits?|loss(?:es)?|turnover|costs?|"
    r"budgets?|spending|rates?|inflation|growth|average|averages|output|production|consumption|emissions|rainfall|fees?|"
    r"limits?|lives|life|bread|routines?|living|newspapers?|papers?|magazines?|tabloids?|commute|use|intake|dose|percentage|"
    r"basis|total|totals|number|numbers|returns?|decline|increase|rise|drop|fall|gains?)\b"
)
_TITLE = re.compile(r"(?:The )?[A-Z][\w-]+ [A-Z][a-z]")  # "the Daily Mirror": a name
_NAME_BEFORE = re.compile(r"[A-Z][\w’'-]+ $")


def find_recurrences(text: str, sentences: Sequence[Span]) -> tuple[Recurrence, ...]:
    """The phrases of recurrence in `sentences` (spans of `text`), in order of the text; none overlap."""
    found: list[Recurrence] = []
    for start, end in sentences:
        position = start
        while trigger := _TRIGGER.search(text, position, end):
            phrase = _at(text, trigger.start(), end)
            if phrase is not None:
                found.append(phrase)
            position = phrase.end if phrase is not None else trigger.start() + 1
    return tuple(found)


def _at(text: str, position: int, end: int) -> Recurrence | None:
    for name, pattern in _PATTERN:
        match = pattern.match(text, position, end)
        if match is None or not _comes_back(name, match):
            continue
        period, times = _READERS[name](match)
        return Recurrence(match[0], match.start(), match.end(), period, times)
    return None


def _comes_back(name: str, match: re.Match[str]) -> bool:
    if name != "_adjective":
        return True
    text = match.string
    if match["word"][0].isupper() and (
        _TITLE.match(text, match.start()) or _NAME_BEFORE.search(text, max(0, match.start() - 40), match.start())
    ):
        return match["word"].lower() == "annual" and "Meeting" in text[match.end() : match.end() + 20]
    return not _RATE.match(text, match.end())


def _adjective(match: re.Match[str]) -> tuple[str, int | None]:
    return _ADJECTIVES[match["word"].lower()], None


def _unit(match: re.Match[str]) -> tuple[str, int | None]:
    return _period(match["unit"]), None


def _weekly(_: re.Match[str]) -> tuple[str, int | None]:
    return "P1W", None


def _yearly(_: re.Match[str]) -> tuple[str, int | None]:
    return "P1Y", None


def _each(match: re.Match[str]) -> tuple[str, int | None]:
    return _period(match["unit"], _number(match["count"]) if match["count"] else 1), None


def _row(match: re.Match[str]) -> tuple[str, int | None]:
    return _period(match["unit"]), _number(match["count"])


_READERS: dict[str, Callable[[re.Match[str]], tuple[str, int | None]]] = {
    "_adjective": _adjective, "_unit": _unit, "_weekly": _weekly, "_yearly": _yearly, "_each": _each, "_row": _row,
}  # fmt: skip


def _number(words: str) -> int:
    digits = re.match(r"\d+", words)
    return int(digits[0]) if digits else _NUMBERS[words.lower()]


def _period(unit: str, count: int = 1) -> str:
    letter, length = _UNITS[unit.lower().removesuffix("s")]
    return f"P{'T' * (letter == 'H')}{length * count}{letter}"
