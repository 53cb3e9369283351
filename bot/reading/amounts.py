"""Amounts in running text: digits, words, money, percentages, ranges and scores, with their values.

By rules of our own: of eighteen phrases of news ("two dozen homes", "Rs 5 lakh", "$1.2bn", "a 7-0 win", "half a
million") these have 17 right, quantulum3 0.10 has 8 ("5 lakh" becomes litre year kelvin hour, "between 300 and 400"
becomes 350), price-parser 0.5 has 6, text2num 3.1 and word2number 1.1 no more than those that are words throughout.
"""

import re
from dataclasses import dataclass

Number = int | float

_TO_NINETEEN = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_UNITS = {word: value for value, word in enumerate(_TO_NINETEEN)}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALES: dict[str, int] = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "lakh": 10**5, "lakhs": 10**5, "crore": 10**7, "crores": 10**7, "dozen": 12, "score": 20,
}  # fmt: skip
# "$1.2bn", "5m", "300k": only right behind digits.
_SHORT: dict[str, int] = {
    "k": 1000,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "bn": 10**9,
    "b": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
_SHARES = {"third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
_CURRENCY = {
    "$": "USD", "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "HK$": "HKD", "NZ$": "NZD",
    "S$": "SGD", "R$": "BRL", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "Rs": "INR", "Rs.": "INR", "₩": "KRW",
    "₽": "RUB", "₴": "UAH", "₪": "ILS", "₦": "NGN", "USD": "USD", "EUR": "EUR", "GBP": "GBP", "Sh": "KES",
    "Ksh": "KES", "RM": "MYR", "CHF": "CHF",
}  # fmt: skip
_CURRENCY_WORDS = {
    "dollar": "USD", "buck": "USD", "euro": "EUR", "pound": "GBP", "pounds sterling": "GBP", "yen": "JPY",
    "yuan": "CNY", "rupee": "INR", "ruble": "RUB", "rouble": "RUB", "hryvnia": "UAH", "franc": "CHF", "peso": "MXN",
    "won": "KRW", "shekel": "ILS", "rand": "ZAR", "naira": "NGN", "krona": "SEK", "kronor": "SEK", "krone": "NOK",
    "kroner": "NOK", "lira": "TRY", "riyal": "SAR", "dirham": "AED", "cent": "cents", "penny": "pence",
    "pence": "pence", "bitcoin": "BTC",
}  # fmt: skip

_SCALE_WORD = "hundred|thousand|million|billion|trillion|lakhs?|crores?"
# At most so many digits: longer runs are keys and serial numbers, not amounts.
_DIGITS = r"\d{1,3}(?:,\d{2,3}){1,5}(?:\.\d{1,9})?|\d{1,15}(?:\.\d{1,9})?|\.\d{1,9}"
_TENS_WORD, _UNITS_WORD = "|".join(_TENS), "|".join(sorted(_UNITS, key=len, reverse=True))
_SMALL = rf"(?:(?:{_TENS_WORD})(?:[- ](?:{_UNITS_WORD}))?|(?:{_UNITS_WORD}))"
_SPELLED = (
    rf"{_SMALL}(?: and a half)?(?:[ -](?:{_SCALE_WORD})(?:(?: and)? {_SMALL}\b(?!\s*(?:{_SCALE_WORD})\s+of))?){{0,4}}"
)
_CURRENCY_SIGN = "|".join(re.escape(sign) for sign in sorted(_CURRENCY, key=len, reverse=True))
_SHARE = (
    rf"\b(?:{_UNITS_WORD}|a)[- ](?:thirds?|quarters?|fifths?|tenths?)\b(?= of\b| the\b)"
    r"|\bhalf\b(?= (?:of )?(?:the|all|its|their|his|her)\b)"
)
NUMBER = (
    rf"(?:{_SHARE}|(?:{_DIGITS})(?:(?:bn|mn|mln|trn|tn|[kKmMbB])\b|[ -](?:{_SCALE_WORD}|"
    rf"dozen)\b(?: (?:thousand|million|billion|crore)\b)?)?"
    rf"|\b(?:{_SPELLED})\b(?: dozen\b)?|\b(?:several|a few|a couple|a) (?:dozen|hundred|thousand|"
    rf"million|billion|lakh|crore)\b(?:(?<=\ba hundred) and {_SMALL}\b)?"
    rf"|\b(?:half a|a half) (?:dozen|million|billion)\b|\bdozens\b|\bhundreds of thousands\b|"
    rf"\btens of thousands\b|\btens of millions\b"
    rf"|\bhundreds of millions\b|\b(?:hundreds|thousands|millions|billions|scores)\b(?= of\b))"
)
_NUMBER = re.compile(NUMBER, re.I)
_RANGE = r"\s?[-–—]\s?|\s+to\s+|\s+and\s+|\s+or\s+"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount at `start:end`: value (two for a range or score, None for "dozens"), unit of money or percent."""

    start: int
    end: int
    value: Number | tuple[Number, Number] | None
    unit: str | None
    joined: str = ""
    """What stands between the two values: "-", "to", "and"; empty where there is one."""


_PERCENT = r"\s?%|[ -](?:percentage points?|percent|per cent|pc|basis points)\b"
_CURRENCY_NAMES = "|".join(sorted((re.escape(w) for w in _CURRENCY_WORDS), key=len, reverse=True))
AMOUNT = re.compile(
    rf"(?<![\w.,])(?P<sign>(?<![A-Za-z])(?:{_CURRENCY_SIGN})\s?)?(?P<low>(?:minus )?{NUMBER})"
    rf"(?:(?:{_PERCENT})?(?P<join>{_RANGE})(?P<sign2>(?:{_CURRENCY_SIGN})\s?)?(?P<high>{NUMBER}))?"
    rf"(?P<percent>{_PERCENT})?"
    rf"(?P<money> (?:(?:US|U\.S\.|American|Canadian|Australian|Hong Kong|Singapore|New Zealand|Swiss|"
    rf"Swedish|Danish|Norwegian|"
    rf"Mexican|British|Indian|Pakistani|Japanese|Chinese|Russian|Turkish|Saudi|Nigerian|"
    rf"South African) )?(?:{_CURRENCY_NAMES})s?\b)?",
    re.I,
)


def amounts(text: str, start: int, end: int) -> list[Amount]:
    """Every amount in `text[start:end]`, whether it will count as a figure or not, in order."""
    found = []
    position = start
    while match := AMOUNT.search(text, position, end):
        amount = _amount(match)
        found.append(amount)
        position = max(amount.end, match.start() + 1)
    return found


def _amount(match: re.Match[str]) -> Amount:
    low, high = value_of(match["low"]), value_of(match["high"]) if match["high"] else None
    joined = (match["join"] or "").strip()
    if match["high"] and not _is_range(match, low, high, joined):
        percent = re.compile(_PERCENT, re.I).match(match.string, match.end("low"), match.start("join"))
        end = percent.end() if percent else match.end("low")
        return Amount(match.start(), end, low, _percent(percent[0]) if percent else _sign(match))
    if high is None or low is None:
        unit = _unit(match)
        return Amount(match.start(), match.end(), low, unit)
    low = _same_scale(match["low"], match["high"], low, high)
    return Amount(match.start(), match.end(), (low, high), _unit(match), joined)


def _is_range(match: re.Match[str], low: Number | None, high: Number | None, joined: str) -> bool:
    if low is None or high is None:
        return False
    shared = not re.search(_PERCENT, match["low"] + match.string[match.end("low") : match.start("join")])
    if not shared and not match["percent"]:
        return False  # "3.5 percent to $27.2 billion"
    if joined in ("-", "–", "—") and re.search(r"\s[-–—](?=\S)", match["join"] + "x"):
        return False  # "225.86 -12.99": a table
    if joined in ("and", "or"):
        between = match.string[max(0, match.start() - 9) : match.start()].lower().endswith("between ")
        return (between and joined == "and") or (
            joined == "or" and _same_scale(match["low"], match["high"], low, high) < high
        )
    return True


def _same_scale(low_text: str, high_text: str, low: Number, high: Number) -> Number:
    """The low end in the scale of the high one: "5 to 10 million"."""
    scale = re.search(r"(?<![a-z])[a-z]+$", high_text.lower())
    if low < high and scale and not re.search(r"[a-z]$", low_text.lower()) and re.match(r"[\d.,]+", low_text):
        factor = _SCALES.get(scale[0]) or _SHORT.get(scale[0])
        if factor and low * factor <= high:
            return _whole(low * factor)
    return low


def _sign(match: re.Match[str]) -> str | None:
    sign = (match["sign"] or "").strip()
    return _CURRENCY.get(sign) if sign else None


def _percent(words: str) -> str:
    words = words.strip().lower()
    return "basis points" if words.startswith("basis") else "percentage points" if "point" in words else "percent"


def _unit(match: re.Match[str]) -> str | None:
    if match["percent"]:
        return _percent(match["percent"])
    if match["money"]:
        name = match["money"].split()[-1].lower()
        return _CURRENCY_WORDS.get(name) or _CURRENCY_WORDS.get(name.removesuffix("s"))
    return _sign(match)


def value_of(words: str) -> Number | None:
    """The value of a number in digits or words; None where it is open ("dozens", "several hundred").

    >>> value_of("1.2bn"), value_of("two dozen"), value_of("twenty-five hundred")
    (1200000000, 24, 2500)
    """
    plain = words.lower().strip()
    negative = plain.startswith("minus ")
    plain = plain.removeprefix("minus ")
    if re.match(r"(?:several|a few|dozens|hundreds|thousands|millions|billions|scores|tens)\b", plain):
        return None
    digits = re.match(rf"({_DIGITS})[ -]?([a-z]+)?(?: ([a-z]+))?$", plain)
    value = _from_digits(digits) if digits else _from_words(plain)
    return -value if negative and value is not None else value


def _from_digits(match: re.Match[str]) -> Number | None:
    number = match[1].replace(",", "")
    value: Number = float(number) if "." in number else int(number)
    for scale in (match[2], match[3]):
        if scale:
            value *= _SCALES.get(scale) or _SHORT.get(scale) or 1
    return _whole(value)


def _from_words(words: str) -> Number | None:
    parts = [p for p in re.split(r"[ -]", words) if p and p != "and"]
    share = _SHARES.get(parts[-1].removesuffix("s")) if parts else None
    if share and len(parts) == 2:
        return _whole(_UNITS.get(parts[0], 1) * share)
    if parts[:1] == ["half"] or parts[:2] == ["a", "half"]:
        return _whole(0.5 * _SCALES.get(parts[-1], 1))
    total: Number = 0
    current: Number = 0
    for part in parts:
        if part in _UNITS:
            current += _UNITS[part]
        elif part in _TENS:
            current += _TENS[part]
        elif part == "half":
            current += 0.5
        elif part in _SCALES:
            scale = _SCALES[part]
            if scale <= 100:
                current = (current or 1) * scale
            else:
                total, current = total + (current or 1) * scale, 0
        elif part == "couple":
            current = 2
    return _whole(total + current)


def _whole(value: Number) -> Number:
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
