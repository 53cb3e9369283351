"""DATE and TIME entities: days, months, years, spans of time, ages, clock times, by pattern.

What a date means (which Tuesday) is not decided here: see `bot.reading.dates`.
"""

import re
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.reading.components.entities import Found, add_entities
from bot.reading.components.number_words import NUMBER, ORDINAL_WORDS
from bot.reading.parsed import text_of

_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY: Final = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_PART: Final = r"(?:morning|afternoon|evening|night)"
_UNIT: Final = r"(?:day|week|month|year|decade|century|centurie|quarter|fortnight|weekend|season)s?"
_SHORT_UNIT: Final = r"(?:second|minute|hour)s?"
_CENTURY: Final = r"(?:1[5-9]|20)"
_YEAR: Final = rf"{_CENTURY}\d{{2}}"
_DAY: Final = r"(?:\d{1,2}(?:st|nd|rd|th)?)"
_SEASON: Final = r"(?:spring|summer|autumn|fall|winter)"
_OF_YEAR: Final = rf"(?:early|late|mid|the {_SEASON} of|the end of|the start of)"
_WHICH: Final = r"(?:last|next|this|past|coming|previous|following|recent|same)"

_DATES: Final = (
    # 4 July 2025, the 4th of July, July 4-6, 2025, July 2025, in mid-July
    rf"(?:{_WEEKDAY},? )?(?:the )?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?\b",
    rf"(?:{_WEEKDAY},? )?{_MONTH} {_DAY}(?:\s?[-–—]\s?{_DAY})?\b(?!:|\.\d|,\d)(?:,? {_YEAR}\b)?",
    rf"(?:(?:early|late|mid)[ -])?{_MONTH},? (?:of )?{_YEAR}\b",
    r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b",
    # last Tuesday, Tuesday, early Tuesday
    rf"(?:(?:early|late|last|next|this|on) )?{_WEEKDAY}s?\b",
    # 34-year-old
    rf"\b{NUMBER}-(?:day|week|month|year|decade)s?-old\b",
    # two years ago, three days later, the past 10 years, for six months
    rf"(?:(?:about|almost|nearly|some|over|more than|less than|at least|the (?:last|past|next|first)|another) ){{0,3}}"
    rf"(?:{NUMBER}|a|an|several|many|few|a few|a couple of|recent)[ -]{_UNIT}(?: (?:ago|later|earlier|before|old))?\b",
    rf"(?:\b(?:later|earlier|early|late) )?(?:the )?{_WHICH} (?:{_UNIT}|{_MONTH}|{_SEASON}|fiscal year)\b",
    r"\b(?:in (?:his|her|their) )?(?:mid-|early |late )?\d0s\b",
    rf"\b(?:the )?(?:(?:early|late|mid)[ -])?{_CENTURY}\d0s\b|\bthe (?:{ORDINAL_WORDS}|\d{{1,2}}th) century\b",
    r"\b(?:yesterday|today|tomorrow|nowadays|annually|daily|weekly|monthly|yearly)\b",
    rf"(?:{_OF_YEAR}[ -])?\b{_YEAR}(?:\s?[-–]\s?(?:{_YEAR}|\d{{2}}))?\b(?![,.]\d|%)",
    r"(?:(?:early|late|mid)[ -])?\b(?:January|February|April|June|July|August|September|October|November|December)\b",
    r"(?<=[a-z,] )(?:March|May)\b(?= (?:and|when|that|after|to|with|the|by|as|,)|[.,;])",
)
_TIMES: Final = (
    r"\b\d{1,2}(?:[:.]\d{2})? ?(?:a\.m\.|p\.m\.|am\b|pm\b|AM\b|PM\b)(?: ?(?:local time|ET|EST|EDT|GMT|BST|PT|CET))?",
    r"\b\d{1,2}:\d{2}(?::\d{2})?\b(?: ?(?:local time|ET|EST|EDT|GMT|UTC|BST|PT|CET))?|\b\d{4} GMT\b",
    rf"(?:(?:early|late|on) )?\b{_WEEKDAY} {_PART}\b|\b(?:this|yesterday|tomorrow|last) {_PART}\b",
    r"\btonight\b|\bovernight\b",
    rf"(?:(?:about|almost|nearly|over|more than|less than|at least|the (?:last|past|next|first)|another) ){{0,3}}"
    rf"\b(?:{NUMBER}|an?|several|a few|half an)[ -]{_SHORT_UNIT}(?: (?:ago|later|earlier))?\b",
    rf"\bmidnight\b|\bnoon\b|\b(?:early|late) (?:in the )?{_PART}\b",
)


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One expression; looking at the starts of words only halves the time it takes."""
    return re.compile(rf"\b(?:{'|'.join(f'(?:{pattern})' for pattern in patterns)})")


_TIME: Final = _any_of(_TIMES)
_DATE: Final = _any_of(_DATES)
# Taken in by the patterns ("on Tuesday", "over the past year"), left out of the entity.
_LEADING_PREPOSITION: Final = re.compile(r"^(?:on|in|over(?= the)) ")


def times_and_dates(text: str) -> list[Found]:
    """Expressions of time in order of their labels' precedence: TIME, then DATE. They may overlap."""
    found = []
    for label, pattern in (("TIME", _TIME), ("DATE", _DATE)):
        for match in pattern.finditer(text):
            preposition = _LEADING_PREPOSITION.match(match[0])
            found.append(Found(match.start() + (preposition.end() if preposition else 0), match.end(), label))
    return found


def gives_way(new: Span, old: Span) -> bool:
    """A date takes the place of a name inside it when it has a digit ("May 4", as a person) and of MISC."""
    inside = new.start <= old.start and old.end <= new.end
    return inside and (old.label_ == "MISC" or any(c.isdigit() for c in new.text))


@Language.factory("nutgraf_dates", requires=["doc.ents"], assigns=["doc.ents"])
class Dates:
    """Adds DATE and TIME entities."""

    def __init__(self, nlp: Language, name: str) -> None:
        """What spaCy gives a component: the pipeline and the name in it."""
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Add them in place."""
        return add_entities(doc, times_and_dates(text_of(doc)), replaces=gives_way)
