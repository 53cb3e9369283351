"""Which figures a reply shows, and how: in the article's own words around them, so that nothing is put together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.reading.brief import Figure
from bot.reading.datelines import dateline
from bot.reading.words import bag

# What a news desk looks for first. Weights by judgement; read on the sandbox's twenty articles.
CASUALTY = re.compile(
    r"\b(kill|dead|dea?th|die|injur|wound|hurt|missing|casualt|arrest|displac|evacuat|infect|victim)", re.I
)
PEOPLE = re.compile(
    r"\b(people|persons?|residents?|homes?|households?|famil(y|ies)|jobs?|workers?|employees?|staff|children|students?|"
    r"pupils?|patients?|passengers?|voters?|troops|soldiers|refugees|migrants)\b",
    re.I,
)
MONEY_OR_SHARE = re.compile(r"^[A-Z]{3}\b|percent|per cent|^points?$")
DURATION = re.compile(r"^(second|minute|hour|day|night|week|month|year|decade)s?$", re.I)
WEIGHT_CASUALTY, WEIGHT_PEOPLE, WEIGHT_MONEY, WEIGHT_EARLY, WEIGHT_DURATION, WEIGHT_SMALL = 3, 2, 2, 1, -2, -1
SMALL = 10
"""Counts below it ("two classrooms") matter less, unless it is people who came to harm."""
EARLY_SHARE = 0.3
"""The part of the text in which news stories put what matters."""

BEFORE_CHARS, AFTER_CHARS = 48, 56
"""Around a figure: with the number about one line and a half on a phone."""
LEAST_WORDS = 3
"""A clause of fewer beside the number ("or $1.12 a share") says too little: what comes before it is shown too."""
# A full stop ends a sentence only before a capital or a mark: "Dec. 31", "a.m. on".
_SENTENCE = r"[!?;:](?=\s|$|[”’\"'])|\.(?=$|[”’\"']|\s+[^\sa-z\d])|[\n“”\"…]"
_SENTENCE_BOUND = re.compile(_SENTENCE)
_CLAUSE_BOUND = re.compile(_SENTENCE + r"|,(?=[\s”’\"'])|\s[—–-]\s|—|[()]")
# Where a part of a clause begins: what stands before it can be read without it.
_PART = re.compile(
    r"\s(?:when|after|as|who|which|that|because|while|before|until|where|whose|although|but|and|since|if)\s"
)
_PARTS = re.compile(rf"{_CLAUSE_BOUND.pattern}|{_PART.pattern}")
_JOINS = re.compile(r"\s*(?:(?:and|but|while|so|though|although)\s+)?")
LEAST_BEHIND = 2
LEAST_AROUND = 5
"""Words behind the number, and around it, without which a part says too little ("26 people and")."""
_LAST_WORD = re.compile(r"\s(\S+)\s*$")
_NO_LAST_WORDS = bag(
    "a an the of to from in on at by for with and or as that than into over beside near between against through under "
    "its their his her this these those was were is are be been being had has have will would may might could not more "
    "some about"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure in its clause: the words before, the number, the words after; all of them stand so in the text."""

    before: str
    number: str
    after: str
    start: int
    end: int
    opened: bool = False
    cut: bool = False
    """The clause begins before the words, and goes on behind them."""


def chosen(figures: Sequence[Figure], text: str, most: int) -> list[Shown]:
    """The `most` weightiest figures in order of the text, each with what is left of its clause.

    A figure that the clause of an earlier one already shows is not shown again.
    """
    by_weight = sorted(figures, key=lambda figure: (-_weight(figure, text), figure.start))
    found: list[tuple[Shown, int, int]] = []
    for figure in by_weight:
        if len(found) == most:
            break
        start, end = _clause(figure, text)
        if any(start < other_end and other_start < end for _, other_start, other_end in found):
            continue
        found.append((_shown(figure, text, start, end), start, end))
    return [shown for shown, start, _ in sorted(found, key=lambda item: item[1])]


def _weight(figure: Figure, text: str) -> int:
    harm = CASUALTY.search(f"{figure.what} {figure.text}") is not None
    unit = figure.unit or ""
    duration = DURATION.match(unit) is not None
    small = isinstance(figure.value, int | float) and figure.value < SMALL and not unit
    return (
        WEIGHT_CASUALTY * harm
        + WEIGHT_PEOPLE * (not harm and PEOPLE.search(figure.what) is not None)
        + WEIGHT_MONEY * (MONEY_OR_SHARE.search(unit) is not None)
        + WEIGHT_EARLY * (figure.start < EARLY_SHARE * len(text))
        + WEIGHT_DURATION * duration
        + WEIGHT_SMALL * (small and not harm)
    )


def _clause(figure: Figure, text: str) -> tuple[int, int]:
    """Where the shown words begin and end: at the clause's edges, or at a whole word within the limits."""
    start, end = _edges(figure, text, _CLAUSE_BOUND)
    if len((text[start : figure.start] + text[figure.end : end]).split()) < LEAST_WORDS:
        start = _edges(figure, text, _SENTENCE_BOUND)[0]
    return start, end


def _edges(figure: Figure, text: str, bound: re.Pattern[str]) -> tuple[int, int]:
    low, high = max(0, figure.start - BEFORE_CHARS), min(len(text), figure.end + AFTER_CHARS)
    # A bound right before the number is seen only with the number's first sign.
    before = [m for m in bound.finditer(text, low, figure.start + 1) if m.end() <= figure.start]
    start = _joined(text, before[-1].end(), figure.start) if before else _beginning(text, low, figure.start)
    after = bound.search(text, figure.end, high)
    least = max(LEAST_BEHIND, LEAST_AROUND - len(text[start : figure.start].split()))
    end = after.start() if after else _part_before(text, figure.end, high, least)
    return min(start, figure.start), max(end, figure.end)


def _joined(text: str, start: int, figure: int) -> int:
    """Behind the word that joins the clause to the one before."""
    joint = _JOINS.match(text, start, figure)
    return joint.end() if joint else start


def _beginning(text: str, low: int, figure: int) -> int:
    """The first whole word from `low` on. What joins two parts of the clause is no place to begin: "the number of dead
    as 14" says what 14 are before the "as"."""
    return dateline(text, 0, figure)[0] if low == 0 else _word_after(text, low)


def _part_before(text: str, figure: int, high: int, least: int) -> int:
    """The last end before `high` of a part of the clause with `least` words, else the last word that can end one."""
    if high == len(text):
        return high
    parts = [m for m in _PART.finditer(text, figure, high) if len(text[figure : m.start()].split()) >= least]
    if parts:
        return parts[-1].start()
    end = _word_before(text, high)
    while (word := _LAST_WORD.search(text, figure, end)) and word[1].lower() in _NO_LAST_WORDS:
        end = word.start()
    return end


def _word_after(text: str, at: int) -> int:
    while 0 < at < len(text) and not text[at - 1].isspace():
        at += 1
    return at


def _word_before(text: str, at: int) -> int:
    while 0 < at < len(text) and not text[at].isspace():
        at -= 1
    return at


def _shown(figure: Figure, text: str, start: int, end: int) -> Shown:
    before, after = text[start : figure.start].lstrip(), text[figure.end : end].rstrip()
    whole = {m.end() for m in _PARTS.finditer(text, max(0, start - 14), start + 3)}
    opened = 0 < start < figure.start and not any(_joined(text, at, start) == start for at in whole)
    cut = figure.end < end < len(text) and not _PARTS.match(text, end)
    return Shown(before, figure.text, after, figure.start, figure.end, opened, cut)
