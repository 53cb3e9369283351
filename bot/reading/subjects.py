"""Whom a sentence means that begins with "He" or "She": said only where there is nobody else it could be.

The sentence before names one person alone, in its first half or at least in its own voice, and nothing in the name
speaks for the other pronoun. Everything else stays unresolved: a wrong name in brackets would be an invention.
"""

import re
from collections.abc import Sequence

from bot.reading.brief import Named, Span
from bot.reading.quotes.gender import gender_of

_PRONOUN = re.compile(r"(?P<word>He|She)\b(?![’'])")
_OTHERS = re.compile(
    r"\b(?:man|woman|boy|girl|officer|official|suspect|victim|driver|mother|father|son|daughter|brother|sister|wife|"
    r"husband|judge|doctor|teacher|spokesman|spokeswoman|player|he|she|him|her)\b",
    re.I,
)


class Subjects:
    """Resolves the pronouns that sentences begin with among the people of the article."""

    def __init__(self, text: str, sentences: Sequence[Span], people: Sequence[Named]) -> None:
        self._text = text
        self._before = dict(zip((span[1] for span in sentences[1:]), sentences, strict=False))
        self._people = people

    def of(self, span: Span) -> str | None:
        """The name of whom `text[span]` calls "He" or "She" at its beginning; None where that is not certain."""
        pronoun = _PRONOUN.match(self._text, *span)
        before = self._before.get(span[1])
        if pronoun is None or before is None:
            return None
        named = [each for each in self._people if any(before[0] <= s < before[1] for s, _ in each.mentions)]
        if len(named) != 1 or self._somebody_else(before, named[0]):
            return None
        gender = gender_of(named[0].name, named[0].role)
        return named[0].name if gender in (None, pronoun["word"].lower()) else None

    def _somebody_else(self, sentence: Span, person: Named) -> bool:
        """Does the sentence speak of another person without a name, or quote somebody?"""
        words = self._text[sentence[0] : sentence[1]]
        for start, end in person.mentions:
            if sentence[0] <= start < sentence[1]:
                words = words.replace(self._text[start:end], "")
        return bool(_OTHERS.search(words)) or any(mark in words for mark in '“”"')
