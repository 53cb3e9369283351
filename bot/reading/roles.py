"""The role an article gives a person: "Tymur Tkachenko, head of …", "Prime Minister Ann Bolt", "Bolt is a teacher"."""

import re
from collections.abc import Sequence

from bot.reading.brief import Span
from bot.reading.titles import HONORIFICS, MODIFIERS, has_title, is_title
from bot.reading.words import FUNCTION_WORDS, words_of

LONGEST_ROLE = 20  # words; a longer apposition is a clause about something else
_LOOK = 200  # characters looked at on either side of a name

_APPOSITION = re.compile(
    r"\s*,\s*(?:\d{1,3}\s*,\s*)?(?P<role>(?!who\b|which\b|and\b|but\b|said\b|"
    r"says\b)[^\n,;:.!?“”\"()—]*(?:(?<=\b[A-Z])\.[^\n,;:.!?“”\"()—]*)*)(?=[,;:.!?)—]|\s*\(|\s+(?:said|says|"
    r"told)|$)"
)
_WHO = re.compile(
    r"\s*,?\s*who\s+(?P<role>(?:heads|leads|runs|chairs|directs|manages|coaches|represents|founded|"
    r"is|was|serves as|served as|works as|worked as)\b[^\n,;:.!?“”\"()—]*)"
)
_COPULA = re.compile(
    r"\s+(?:is|was|became|serves as|served as|works as|worked as)\s+(?P<role>(?:an?|the|"
    r"one of the)\s+[^\n,;:.!?“”\"()—]*)"
)
_CUT = re.compile(r"\s+(?:who|which|that|said|says|told|when|where|after|before|as|but|while|because)\b.*$", re.S)
_BRACKETS = re.compile(r"\s*\((?P<role>[^()\n]{3,60})\)")
_BEFORE_COMMA = re.compile(
    r"(?:^|[.,;:“\"]\s*|\b(?:said|says|added|by|to|and)\s+)(?P<role>(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|"
    r"[Tt]heir|[A-Z][\w’'.-]*)\s+[^,.;:“”\"\n]{3,100}),\s*$"
)


def role_of(text: str, mentions: Sequence[Span]) -> str | None:
    """The role stated at one of `mentions` (the spans of a person's name), the most telling one, or None."""
    found: list[tuple[float, str]] = []
    for number, (start, end) in enumerate(mentions):
        for weight, role in _candidates(text, start, end):
            words = len(role.split())
            if role and words <= LONGEST_ROLE and has_title(role):
                # The first mention introduces; a longer role says more, up to a point.
                found.append((weight + min(words, 8) * 0.25 - min(number, 4) * 0.3, role))
    return max(found, key=lambda row: row[0])[1] if found else None


def _candidates(text: str, start: int, end: int) -> list[tuple[float, str]]:
    after = text[end : end + _LOOK].split("\n", 1)[0]
    found = []
    for weight, pattern in ((2.0, _APPOSITION), (1.5, _WHO), (1.0, _COPULA), (1.0, _BRACKETS)):
        match = pattern.match(after)
        if match:
            found.append((weight, _tidy(match["role"])))
    before = text[max(0, start - _LOOK) : start].rsplit("\n", 1)[-1]
    title = _title_before(before)
    if title:
        found.append((1.8, title))
    comma = _BEFORE_COMMA.search(before)
    if comma:
        found.append((1.2, _tidy(comma["role"])))
    return found


def _tidy(role: str) -> str:
    return re.sub(r"^(?:an?|the)\s+", "", _CUT.sub("", role).strip(), flags=re.I)


def _title_before(before: str) -> str | None:
    """The words of a title right before the name: "US President", "former Harbour Board chairwoman"."""
    words = words_of(before, (0, len(before)))
    kept: list[str] = []
    edge = len(before)
    seen_title = False
    for word in reversed(words):
        gap = before[word.bare : edge]
        if gap.strip(" .") or (gap.startswith(".") and not is_title(word.text)):
            break
        title = is_title(word.text)
        if not seen_title and not title:
            break
        if seen_title and not (title or word.capital or word.lower in MODIFIERS or word.possessive):
            break
        if word.lower in FUNCTION_WORDS and not word.text.isupper():
            break
        seen_title = seen_title or title
        kept.insert(0, before[word.start : word.bare])
        edge = word.start
    while kept and kept[0].lower() in FUNCTION_WORDS and not kept[0].isupper():
        kept.pop(0)
    if not kept or all(w.lower().rstrip(".") in HONORIFICS for w in kept):
        return None
    return before[edge:].strip()
