"""Temporal expressions and their ISO values."""

import re
from collections.abc import Sequence
from datetime import date

from bot.reading.brief import DateMention, Span
from bot.reading.calendar import Iso, bounds
from bot.reading.date_patterns import RULES, TRIGGER
from bot.reading.date_values import Values
from bot.reading.tense import looks_ahead, tense_at

_NO_MONTH = re.compile(r"(?:March|May|Mar|Jan|August|April|June)\b")  # words and names besides
_MONTH_BEFORE = re.compile(
    r"\b(?:in|by|since|until|till|of|from|before|after|during|through|to|late|early|mid|for|and|"
    r"between|next|last|this|on|every|each)[ -]$",
    re.I,
)


_LATER = re.compile(
    r"(?:(?:in|over|during|within|for|throughout|across) )?(?:later|(?:the |this )?(?:coming|next))\b", re.I
)


def find_dates(
    text: str, sentences: Sequence[Span], published: str | None, recurring: Sequence[Span] = ()
) -> tuple[DateMention, ...]:
    """The temporal expressions of `sentences` (spans of `text`) with their values, in order of the text.

    `published` is an ISO date or time; its own zone is the article's. Without it only what names its year is given.
    `recurring` are the spans of phrases such as "every Tuesday": the Tuesday in it is no day of its own.
    """
    reader = Values(_published_day(published))
    found: list[DateMention] = []
    for start, end in sentences:
        position = start
        while trigger := TRIGGER.search(text, position, end):
            mention = _at(reader, text, trigger.start(), (start, end))
            if mention is not None and any(b < mention.end and mention.start < e for b, e in recurring):
                position = mention.end
                continue
            if mention is not None:
                found.append(mention)
            position = mention.end if mention is not None else trigger.start() + 1
    return tuple(found)


def _at(reader: Values, text: str, position: int, sentence: Span) -> DateMention | None:
    for name, pattern in RULES:
        match = pattern.match(text, position, sentence[1])
        if match is None or not _means_time(name, match, sentence):
            continue
        tense = tense_at(text, sentence, match.span())
        iso = getattr(reader, name)(match, tense)
        if iso is not None:
            future = _is_ahead(reader, iso, text, sentence, match.span())
            return DateMention(match[0], match.start(), match.end(), iso, future)
    return None


def _is_ahead(reader: Values, iso: Iso, text: str, sentence: Span, span: Span) -> bool:
    """Is it to come? What has begun is where the phrase ("later this week") or its verb says so."""
    if reader.clock is None:
        return False
    first, last = bounds(iso)
    today = reader.clock.isoformat()
    if first > today:
        return True
    return last >= today and (bool(_LATER.match(text, *span)) or looks_ahead(text, sentence, span))


def _means_time(name: str, match: re.Match[str], sentence: Span) -> bool:
    """Not the verb "may", not a person called June, not "Second Monday FC"."""
    text = match.string
    before = text[max(sentence[0], match.start() - 12) : match.start()]
    after = text[match.end() : match.end() + 20]
    if _NAMED_DAY.search(before) or _NAME_GOES_ON.match(after) or re.match(r"\w", after):
        return False
    if name == "bare_month" and not match.groupdict().get("which"):
        named = re.match(r"[’']|\s+[A-Z][a-z]+", after) and not re.search(r"\b(?:in|since|until|by|of) $", before, re.I)
        said = match["part"] or _MONTH_BEFORE.search(before) or not _NO_MONTH.match(match["m"])
        return not named and bool(said)
    if name == "trade_quarter":
        return _RESULTS.search(text, *sentence) is not None
    if name == "bare_year":
        return not _LABEL.search(before) and bool(_YEAR_CONTEXT.search(before) or _YEAR_BEHIND.match(after))
    return True


# A quarter of the year, not of a game: what is told of it is money.
_RESULTS = re.compile(
    r"\b(?:profits?|revenues?|sales|earnings|income|results|loss(?:es)?|econom(?:y|ic)|gross domestic product|GDP|"
    r"orders|output|deliveries|shipments|growth|forecast|guidance|inflation)\b",
    re.I,
)
_LABEL = re.compile(r"(?:Flight|flight|No\.|Route|Room|Page|page|Highway|Area|Channel|Model) $")
_YEAR_BEHIND = re.compile(
    r"\s*[,.;)]|\s+(?:was|were|and|when|to|with|after|season|election|World|Olympics|report|study|film)"
)
_NAMED_DAY = re.compile(
    r"\b(?:Black|Cyber|Super|Ash|Palm|Bloody|Fat|Holy|Shrove|Giving|USA|Maundy|Freaky|Joe|Robinson) $"
)
_NAME_GOES_ON = re.compile(r" (?:Night (?:Football|Lights|Live)|Times|Mail|Mirror|Telegraph|Post|Herald|Journal)\b")
_YEAR_CONTEXT = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|of|before|after|during|early|late|mid|for|to|and|the|"
    r"between|around|through|year|circa|a|his|her|its|their|spring|summer|fall|winter)[ -]|[(,] ?)$",
    re.I,
)


def _published_day(published: str | None) -> date | None:
    if not published:
        return None
    try:
        return date.fromisoformat(published.strip()[:10])
    except ValueError:
        return None
