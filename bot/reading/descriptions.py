"""Roles that stand in the sentence after the name: "Colm Reddy won again. The 37-year-old owner of a bakery …".

Only a phrase that describes, never one that may be somebody else's part in the story ("the judge", "the gunman"), and
only where the sentence before is about one person.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from bot.reading import role_words
from bot.reading.brief import Span
from bot.reading.parsed import Parsed
from bot.reading.role_after import noun_phrase
from bot.reading.role_before import is_phrase, is_plural
from bot.reading.role_words import Near
from bot.reading.words import bag

OPENING = 20  # characters of "However, for " before the phrase
_THE = re.compile(r"\b[Tt]he (?=\w)")
_MARKED = re.compile(r"\d{1,2}-year-old|former|ex-.*|veteran|retired|[a-z]+-time|\w+-born|\w+-based", re.IGNORECASE)
# What a person is, not the part that somebody plays in one story.
BIOGRAPHIC = bag(
    """actor actress artist athlete author billionaire boxer businessman businesswoman bowler batsman comedian composer
    cyclist defender driver entrepreneur footballer forward goalkeeper golfer graduate guitarist gymnast historian
    jockey keeper legend linebacker midfielder musician novelist pitcher playmaker playwright poet quarterback racer
    rapper singer skater skier sprinter star striker swimmer tycoon winger writer democrat republican conservative
    liberal native champion"""
)


def later_roles(parsed: Parsed, sentences: Sequence[Span], mentions: Mapping[Span, int]) -> dict[int, str]:
    """Roles from descriptions: by the number of the person, whose `mentions` (spans) are given."""
    found: dict[int, str] = {}
    for before, sentence in pairwise(sentences):
        for words in _phrases(parsed, sentence, mentions):
            who = _subject(parsed, before, mentions)
            if who is not None:
                found.setdefault(who, parsed.text[words[0].start : words[-1].end])
    return found


def _phrases(parsed: Parsed, sentence: Span, mentions: Mapping[Span, int]) -> Iterator[Sequence[Near]]:
    begin, end = sentence
    for match in _THE.finditer(parsed.text, begin, min(end, begin + OPENING)):
        words = role_words.after(parsed, match.end() - 1)
        phrase = words[: noun_phrase(words)]
        marked = bool(phrase) and _MARKED.fullmatch(phrase[0].text) is not None
        phrase = phrase[1:] if phrase and phrase[0].lower.endswith("-year-old") else phrase
        if not phrase or not is_phrase(phrase) or is_plural(phrase) or phrase[-1].end > end:
            continue
        named = any(start < phrase[-1].end + len(", ") + 1 and match.end() <= start for start, _ in mentions)
        if (marked or any(word.lower in BIOGRAPHIC for word in phrase)) and not named:
            yield phrase


def _subject(parsed: Parsed, sentence: Span, mentions: Mapping[Span, int]) -> int | None:
    """The one person of a sentence, or the one who is the subject of its main clause."""
    inside = {span: who for span, who in mentions.items() if sentence[0] <= span[0] < sentence[1]}
    if len(set(inside.values())) == 1:
        return next(iter(inside.values()))
    subjects = {who for span, who in inside.items() if _is_main_subject(parsed, span)}
    if any(_is_joined(parsed, span) for span in inside):
        return None
    return subjects.pop() if len(subjects) == 1 else None


def _is_joined(parsed: Parsed, span: Span) -> bool:
    """Is it the second of two who do something together?"""
    name = parsed.tokens(*span) if parsed.tree else None
    return name is not None and name.root.dep_ == "conj"


def _is_main_subject(parsed: Parsed, span: Span) -> bool:
    name = parsed.tokens(*span) if parsed.tree else None
    return name is not None and name.root.dep_ in ("nsubj", "nsubj:pass") and name.root.head.dep_ == "ROOT"
