"""What an article's figures measure, so that "12 wounded" and "12 people were injured" are one figure of an event."""

import re
from collections.abc import Iterator, Sequence

from bot.articles.article import Article
from bot.events.event import Reading, Source
from bot.events.kinds import daily, has_toll, recurs
from bot.events.measure_words import COUNT_TO, OF_PERSONS, measure_of, sentence_of
from bot.events.occurrence import Occurrence, days_apart, days_of, lede_span
from bot.reading.amounts import amounts
from bot.reading.brief import Brief, DateMention, Figure

TOTAL_BEFORE = 90
"""How far before a figure the words stand that make it a total, in characters."""
MOST_READINGS = 12
"""Measures kept of one article: the first of each, news gives what matters first."""

_PAST = re.compile(
    r"\b(?:last (?:week|month|year)|previous(?:ly)?|"
    r"earlier (?:attacks?|strikes?|raids?|blasts?|ones|this)|so far this|"
    r"since (?:the|last|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]*\b)|\d)|a year (?:ago|"
    r"earlier)|a month (?:ago|"
    r"earlier)|in (?:the )?(?:past|recent)|"
    r"compared (?:with|to)|in (?:january|february|march|april|june|july|august|september|"
    r"october|november|december) alone|"
    r"a week (?:ago|earlier)|average)\b",
    re.I,
)
_BEYOND = re.compile(
    r"\b(?:this (?:year|month|season|decade|century)|wars?|conflict|uprising|so far this|in total|overall|nationwide|"
    r"(?:nation|region|country|province|world)['’]?s?|pandemic|epidemic|since (?:the|last|early|late|\d|january|"
    r"february|march|april|may|june|july|august|september|october|november|december))\b",
    re.I,
)
"""A sentence with this counts more than the incident: "killed in the war has reached 31,000"."""
_APART = re.compile(
    r", (?:in|the|an?|after|as|when|which|ending) | (?:rather than|instead of|(?:up|down) from|compared with|against) ",
    re.I,
)
"""Where a sentence goes on to other things: "wounding five, in the first raid since the truce", "310 rather than the
240 announced last week"."""
_CLAUSE = re.compile("[,;—]")
_SO_FAR = re.compile(
    r"\bsince (?:it|the (?:\w+ )?(?:fire|blaze|outbreak|storm|floods?|flooding|rain)) (?:broke out|began|started)\b",
    re.I,
)
"""What an incident has come to by now; the day with it is that of its start."""
_SINCE_DAY = re.compile(r"\bsince (?:early |late )?(?:last )?$", re.I)
_ORDINALS = {
    word: value
    for value, word in enumerate(
        ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"], 2
    )
}
_NTH_DEATH = re.compile(
    rf"\b({'|'.join(_ORDINALS)}) (?:[a-z][\w-]* ){{1,2}}(?:of [\w' -]{{1,40}} )?"
    r"(?:has |have |had )?(?:died|dies|dead)\b",
    re.I,
)
_CHANGED = re.compile(
    r"\b(?:rose|rises|risen|climb(?:s|ed)|rais(?:ed|es)|revis(?:ed|es)|updated|grew|grown|up from|down from|lowered|"
    r"increased|jumped|reached|bringing|now|so far|corrected|from (?:an )?earlier)\b",
    re.I,
)
_LEAST = re.compile(r"\b(?:at least|more than|over|as many as|no fewer|upwards|in excess)\b", re.I)
_ABOUT = re.compile(r"\b(?:about|around|some|nearly|almost|roughly|approximately|estimated|close to|up to)\b", re.I)


def readings_of(article: Article, brief: Brief, occurrence: Occurrence, source: Source) -> tuple[Reading, ...]:
    """What the article says of its event in figures, one value a measure. Figures of other days are left out."""
    found: dict[str, Reading] = {}
    totals: set[str] = set()
    for figure in brief.figures:
        value = _value(figure)
        if value is None or _of_another_day(article.text, figure, brief, occurrence):
            continue
        measure = measure_of(article.text, figure, occurrence.kind)
        if measure is None or measure in totals:
            continue
        if _is_total(article.text, figure) and not measure.endswith(" rate"):  # a release gives the year's change first
            totals.add(measure)  # goes before the first of its parts: "eight bodies … the dead to 19"
        elif measure in found:
            continue
        found[measure] = _reading(measure, figure, value, article.text, source)
        if len(found) == MOST_READINGS:
            break
    for measure, figure, value in _in_headline(article.title or ""):
        if measure not in found and len(found) < MOST_READINGS:
            found[measure] = _reading(measure, figure, value, article.title or "", source)
    nth = _nth_death(article, occurrence, source)
    if nth and ("dead" not in found or found["dead"].value < nth.value):  # "a third has died … two were killed at once"
        found["dead"] = nth
    return tuple(found.values())


def _reading(measure: str, figure: Figure, value: float, text: str, source: Source) -> Reading:
    begin, end = sentence_of(text, figure)
    qualifier = f"{figure.qualifier or ''} {text[max(begin, figure.start - 14) : figure.start]} {figure.text}"
    return Reading(
        measure=measure,
        value=value,
        text=figure.text,
        article=source.id,
        site=source.site,
        at=source.at,
        exact=source.exact,
        least=bool(_LEAST.search(qualifier)),
        about=bool(_ABOUT.search(qualifier)),
        changed=bool(_CHANGED.search(text[begin:end])),
    )


def _in_headline(title: str) -> Iterator[tuple[str, Figure, float]]:
    """What a headline counts of people: "One dead, three missing", where the article says that a man drowned."""
    if _PAST.search(title) or _BEYOND.search(title):
        return
    for amount in amounts(title, 0, len(title)):
        if amount.unit is None and isinstance(amount.value, (int, float)):
            figure = Figure(title[amount.start : amount.end], amount.start, amount.end, amount.value, None, "")
            measure = measure_of(title, figure, None)
            if measure in OF_PERSONS:
                yield measure, figure, float(amount.value)


def _is_total(text: str, figure: Figure) -> bool:
    """Whether the figure is what the incident's count has come to."""
    begin, end = sentence_of(text, figure)
    if _BEYOND.search(text, begin, end) and not _SO_FAR.search(text, begin, end):
        return False
    return bool(COUNT_TO.search(text[max(begin, figure.start - TOTAL_BEFORE) : figure.start]))


def _nth_death(article: Article, occurrence: Occurrence, source: Source) -> Reading | None:
    """ "A fourth trader has died" is a toll of four, where the kind of incident has a toll."""
    match = _NTH_DEATH.search(article.text[: lede_span(article)[1]])
    if match is None or not any(map(has_toll, (occurrence.kind, *occurrence.kinds))):
        return None
    return Reading(
        measure="dead",
        value=float(_ORDINALS[match[1].lower()]),
        text=match[1],
        article=source.id,
        site=source.site,
        at=source.at,
        exact=source.exact,
        changed=True,
    )


def _of_another_day(text: str, figure: Figure, brief: Brief, occurrence: Occurrence) -> bool:
    begin, end = sentence_of(text, figure)
    apart = _APART.search(text, figure.end, end) or _CLAUSE.search(text, figure.end, end)
    if _SO_FAR.search(text, figure.end, end):
        return False
    if _PAST.search(text[begin : apart.start() if apart else end]):
        return True
    dates = [mention for mention in brief.dates if begin <= mention.start < end]
    if not recurs(occurrence.kind) and any(_SINCE_DAY.search(text, begin, mention.start) for mention in dates):
        return False  # of what lasts, a flood: nothing else was counted since its first day
    if occurrence.day is not None and any(_years_ago(mention, occurrence.day) for mention in dates):
        return True
    days = [day for mention in dates for day in days_of(mention, text, occurrence.kind)]
    if occurrence.day is None:
        return False
    near = has_toll(occurrence.kind) and daily(occurrence.kind)  # a lede names earlier nights too
    known = {occurrence.day, *(day for day in occurrence.days if not near or days_apart(day, [occurrence.day]) <= 1)}
    return bool(days) and not any(day in known for day in days)


def _years_ago(mention: DateMention, day: str) -> bool:
    """Whether a mention is of a whole year before that of `day`: "the floods of 1999, when two people drowned"."""
    return isinstance(mention.iso, str) and len(mention.iso) == len("1999") and mention.iso < day[: len("1999")]


def _value(figure: Figure) -> float | None:
    if isinstance(figure.value, (int, float)):
        return float(figure.value)
    if isinstance(figure.value, tuple) and figure.text.lower().startswith("from "):
        return float(figure.value[-1])  # "has risen from nine to 17"
    return None


def latest(readings: Sequence[Reading]) -> dict[str, float]:
    """The last value of each measure, in the order given."""
    return {reading.measure: reading.value for reading in readings}
