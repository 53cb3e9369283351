"""Numbers in digits and in words, as regular expressions for the rules about amounts and dates."""

from typing import Final

_UNITS: Final = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_SCALES: Final = "hundred|thousand|million|billion|trillion|dozen"

DIGITS: Final = r"(?:\d{1,3}(?:,\d{3}){1,6}|\d+)(?:\.\d+)?"
"""12, 1,200, 3.5"""

WORDS: Final = (
    rf"(?:(?:{_UNITS})(?:[ -](?:and )?(?:{_UNITS}|{_SCALES})){{0,9}}|"
    rf"(?:a|several|half a|a few) (?:{_SCALES})(?: (?:{_SCALES}))?)"
)
"""twenty-five, one hundred and two, a dozen, half a million"""

SCALE: Final = r"(?:[ -]?(?:hundred|thousand|million|billion|trillion|mln|bln|bn|tn)\b)"
"""What multiplies a number in digits: million, bn"""

NUMBER: Final = rf"(?:{DIGITS}{SCALE}?|{WORDS})"
"""Any number: 3.5 million, 1,200, twenty-five"""

ORDINAL_WORDS: Final = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    "sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|fiftieth|hundredth"
)

ABOUT: Final = (
    r"(?:(?:about|around|almost|nearly|roughly|approximately|some|over|under|more than|less than|fewer than|at least|"
    r"at most|up to|as many as|as much as|an estimated|just) )"
)
"""What makes a number less exact: it is part of the entity, as in spaCy's own models."""
