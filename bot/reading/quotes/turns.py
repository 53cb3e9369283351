"""Speech that its place on the page marks, and no quotation mark: transcripts and pasted posts.

`POE: We are closing.`, `Q: Why?`, and the words above `— Jane Poe (@poe) June 3, 2025`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.reading.brief import Span
from bot.reading.quotes.words import listed

LEAST_TURNS = 3  # fewer labelled paragraphs are no conversation
LEAST_WORDS = 4  # of an average turn: "When: Sunday" is a list
_WORD = r"[A-Z][\w’'.-]{0,24}"
_LABEL = re.compile(
    rf"\s*[\"“]?(?:(Q|A)[.:]|({_WORD}(?: {_WORD}){{0,4}})(?:, [^:.\n]{{2,60}}| \([^)\n]{{1,40}}\))?:)\s+(?=\S)"
)
ASKS = frozenset({"Q", "QUESTION", "Question"})  # the paper's own words, no quotation
ANSWERS = frozenset({"A", "ANSWER", "Answer"})
QUESTION_LABELS = ASKS | ANSWERS

NO_SPEAKERS = listed(
    """fact myth claim verdict truth note update correction pros cons read watch more related photo photos image video
    source sources date time where when who what why how tickets cost price address phone email step tip rating
    result results score breaking warning related topics tags share headline example background context"""
)
SURNAME = re.compile(r"\b[A-Z][\w.]{1,24} ([A-Z][\w’'-]{1,24})\b")
STAGE = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")  # (BEGIN VIDEO CLIP)
HANDLE = r"@\w{2,30}"
POSTED = re.compile(
    rf"(?:^|(?<=\s))(?:—|―|–|--|-)\s*({_WORD}[^\n()@]{{0,50}}?)\s*\({HANDLE}\)"
    r"(?:,?\s*[A-Z][a-z]+\.? \d{1,2}, \d{4})?\s*$"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in one paragraph. `source` is the label or the name below, and "A" in an answer."""

    content: Span
    source: tuple[Span, ...]
    labelled: bool = True
    """Its paragraph has a label of its own; one without goes on with the turn before."""


def find_turns(text: str, paragraphs: Sequence[Span]) -> dict[int, Turn]:
    """The paragraphs that are somebody's words as a whole, by their number in `paragraphs`."""
    return _transcript(text, paragraphs) | _posts(text, paragraphs)


def _transcript(text: str, paragraphs: Sequence[Span]) -> dict[int, Turn]:
    surnames = {match[1] for match in SURNAME.finditer(text)}
    labels = {
        number: match
        for number, (begin, end) in enumerate(paragraphs)
        if (match := _LABEL.match(text, begin, end)) and _names_somebody(surnames, match[1] or match[2])
    }
    names = Counter(_key(match) for match in labels.values())
    words = sum(len(text[m.end() : paragraphs[n][1]].split()) for n, m in labels.items())
    if len(labels) < LEAST_TURNS or len(names) < 2 or max(names.values()) < 2 or words < LEAST_WORDS * len(labels):
        return {}
    found: dict[int, Turn] = {}
    source: tuple[Span, ...] = ()
    asked = False
    for number in range(min(labels), max(labels) + 1):
        begin, end = paragraphs[number]
        match = labels.get(number)
        if match is not None:
            source = (match.span(match.lastindex or 2),)
            begin, asked = match.end(), (match[1] or match[2]) in ASKS
        if not asked and not STAGE.match(text, begin, end):
            found[number] = Turn(_stripped(text, begin, end), source, labelled=match is not None)
    return found


def _key(match: re.Match[str]) -> str:
    """Whom a label means: "JAKE POE" and "POE" are one."""
    return (match[1] or match[2]).split()[-1].lower()


def _names_somebody(surnames: set[str], label: str) -> bool:
    """A letter of question and answer, capitals, a full name, or a word that the text has as somebody's surname."""
    if label in QUESTION_LABELS:
        return True
    words = label.split()
    if any(word.lower().rstrip(".") in NO_SPEAKERS for word in words):
        return False
    return len(words) > 1 or label.isupper() or label in surnames


def _posts(text: str, paragraphs: Sequence[Span]) -> dict[int, Turn]:
    """A post as it is pasted: its words, and below or behind them a dash, a name and a handle."""
    found: dict[int, Turn] = {}
    for number, (begin, end) in enumerate(paragraphs):
        match = POSTED.search(text, max(begin, end - 120), end)
        if match is None:
            continue
        source = (match.span(1),)
        if text[begin : match.start()].strip():
            found[number] = Turn(_stripped(text, begin, match.start()), source)
        elif number and number - 1 not in found:
            found[number - 1] = Turn(_stripped(text, *paragraphs[number - 1]), source)
            found[number] = Turn((begin, begin), source)
    return found


def _stripped(text: str, begin: int, end: int) -> Span:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return begin, end
