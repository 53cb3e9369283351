"""One utterance as several outlets have it: which quotations are the same, which nearly, and where they differ. Pure.

Two quotations are aligned word by word. What one has beyond the other's edges was left out there, as papers do; words
that differ between words that agree are another wording, and an editor wants to know.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

LEAST_WORDS = 4
"""Quotations of fewer words are one utterance only where they are equal: two phrases may be alike by chance."""
NEAR = 0.75
"""Share of the shorter one's words that must stand in the longer one, in order. Read off the examples in
test_wordings.py: rewordings of one sentence have 0.8 and more, two sentences on one matter less than 0.6."""
MOST_GAPS = 3
"""Places at which two wordings of one utterance may differ; more, and they are two."""
AROUND = 3
"""Words shown before and behind those that differ."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MARKED = re.compile(r"[“\"„«]([^“”\"„«»]*)[”\"»]?")


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two wordings part: a few words of each as they stand, what differs among them."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def cut(self, start: int, end: int) -> str:
        """The words from `start` until before `end` with AROUND more on each side, as they stand."""
        first, last = max(0, start - AROUND), min(len(self.words), end + AROUND) - 1
        return self.text[self.spans[first][0] : self.spans[last][1]]


def own_words(text: str, kind: str) -> str:
    """The words of a quotation that are the speaker's: of one that mixes the article's in, those between marks."""
    if kind != "mixed":
        return text
    return " ".join(part.strip() for part in _MARKED.findall(text)) or text


def same(one: str, other: str) -> bool:
    """Whether two quotations are one utterance, wholly or in part, also where a few words differ."""
    short, long = sorted((_words(one), _words(other)), key=lambda words: len(words.words))
    if short.words == long.words:
        return True
    if len(short.words) < LEAST_WORDS:
        return False
    blocks = _agreeing(short, long)
    if sum(size for _, _, size in blocks) < NEAR * len(short.words):
        return False
    return len(_gaps(short, long, blocks)) <= MOST_GAPS


def differences(one: str, other: str) -> list[Difference]:
    """Where two wordings of one utterance differ, between words that agree; what is missing at an edge is no
    difference."""
    first, second = _words(one), _words(other)
    gaps = _gaps(first, second, _agreeing(first, second))
    return [Difference(first.cut(a, b), second.cut(c, d)) for a, b, c, d in gaps]


def grouped(texts: Sequence[str]) -> list[list[int]]:
    """The indices of texts that are one utterance, each group in the given order, groups by their first. A text joins
    the first group with one that it is the same as."""
    groups: list[list[int]] = []
    for at, text in enumerate(texts):
        home = next((group for group in groups if any(same(text, texts[other]) for other in group)), None)
        if home is None:
            groups.append([at])
        else:
            home.append(at)
    return groups


def _agreeing(one: _Words, other: _Words) -> list[tuple[int, int, int]]:
    matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
    return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks() if block.size]


def _gaps(one: _Words, other: _Words, blocks: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Between neighbouring blocks: from where to where words differ in the one and in the other."""
    found = []
    for (a, b, size), (next_a, next_b, _) in pairwise(blocks):
        gap = (a + size, next_a, b + size, next_b)
        # An ellipsis says itself that something was left out.
        cut = _is_ellipsis(one, gap[0], gap[1]) or _is_ellipsis(other, gap[2], gap[3])
        if not cut:
            found.append(gap)
    return found


def _is_ellipsis(words: _Words, start: int, end: int) -> bool:
    """Whether nothing but "…" or "[…]" stands where the other has words."""
    if start != end or not 0 < start < len(words.words):
        return False
    between = words.text[words.spans[start - 1][1] : words.spans[start][0]]
    return "…" in between or "..." in between


def _words(text: str) -> _Words:
    found = list(_WORD.finditer(text))
    return _Words(
        text,
        tuple(match[0].casefold().replace("’", "'") for match in found),
        tuple(match.span() for match in found),
    )
