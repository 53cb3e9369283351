"""One utterance as several outlets have it: which quotations are the same, which nearly, and where they differ. Pure.

Two quotations are aligned word by word, sentence by sentence. What one has beyond the other's edges was left out there,
as papers do; words that differ between words that agree are another wording, and an editor wants to know.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

LEAST_WORDS = 4
"""A quotation of fewer words is another's utterance only where they are equal: two phrases may be alike by chance."""
LEAST_SENTENCE = 6
"""Words of a sentence that, standing in two longer quotations, makes them one utterance."""
NEAR = 0.75
"""Share of the shorter sentence's words that must stand in the longer, in order. Over 400 articles of the event corpus
(dev; python -m benchmarks.wordings) the pairs from 0.75 on were one utterance each time, seven of them in other words;
from 0.58 to 0.72 about every second one was, mostly whole speeches cut differently, which comparing by the sentence
finds."""
MOST_GAPS = 3
"""Places at which two wordings of one sentence may differ; more, and they are two."""
LONGEST_GAP = 8
"""Words that differ at one place: what is longer was left out there, or is another sentence."""
STRETCHED = 2
"""Times its own length over which a sentence's words may be spread in the other, and LONGEST_GAP more."""
LONE_GAP = 2
"""A single word that agrees, so many words away from the others, does so by chance."""
AROUND = 3
"""Words shown before and behind those that differ."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE = re.compile(r"…|\.\.\.|(?<=\w{2})[.!?]+(?=[\s”’\"']|$)|(?<=[\d%])[.!?]+(?=[\s”’\"']|$)|\n")
_INSERTED = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")
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
    """The words of a quotation that are the speaker's: of one that mixes the article's in, those between marks, where
    they are more than a name or a title; of a paraphrase none."""
    if kind != "mixed":
        return text if kind == "direct" else ""
    parts = (part.strip() for part in _MARKED.findall(text))
    return " … ".join(part for part in parts if len(_WORD.findall(part)) >= LEAST_WORDS)


def same(one: str, other: str) -> bool:
    """Whether two quotations are one utterance, wholly or in part, also where a few words differ."""
    first, second = _parsed(one), _parsed(other)
    if _all_words(first) == _all_words(second):
        return True
    alone = len(first) == 1 or len(second) == 1
    least = LEAST_WORDS if alone else LEAST_SENTENCE
    return any(_near(a, b) for a in first for b in second if min(len(a.words), len(b.words)) >= least)


def differences(one: str, other: str) -> list[Difference]:
    """Where two wordings of one utterance differ, between words that agree in a sentence of each; what is missing at an
    edge is no difference."""
    found: dict[Difference, None] = {}
    for first in _parsed(one):
        for second in _parsed(other):
            if min(len(first.words), len(second.words)) >= LEAST_WORDS and _near(first, second):
                for a, b, c, d in _gaps(_agreeing(first, second)):
                    found[Difference(first.cut(a, b), second.cut(c, d))] = None
    return list(found)


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


def _near(one: _Words, other: _Words) -> bool:
    """Whether two sentences are one, or the shorter a part of the longer, but for a few words."""
    short, long = sorted((one, other), key=lambda words: len(words.words))
    if len(set(short.words) & set(long.words)) < NEAR * len(set(short.words)):
        return False  # cheap, and true of almost all pairs
    blocks = _agreeing(short, long)
    if sum(size for _, _, size in blocks) < NEAR * len(short.words):
        return False
    spread = blocks[-1][1] + blocks[-1][2] - blocks[0][1]
    return spread <= STRETCHED * len(short.words) + LONGEST_GAP and len(_gaps(blocks)) <= MOST_GAPS


Block = tuple[int, int, int]
"""Where words agree: from which in the one and in the other, and how many."""


def _agreeing(one: _Words, other: _Words) -> list[Block]:
    """The words that agree, in order; without a lone one at either end."""
    matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
    blocks = [(block.a, block.b, block.size) for block in matcher.get_matching_blocks() if block.size]
    while len(blocks) > 1 and blocks[0][2] == 1 and _apart(blocks[0], blocks[1]) > LONE_GAP:
        del blocks[0]
    while len(blocks) > 1 and blocks[-1][2] == 1 and _apart(blocks[-2], blocks[-1]) > LONE_GAP:
        del blocks[-1]
    return blocks


def _apart(first: Block, second: Block) -> int:
    return max(second[0] - first[0] - first[2], second[1] - first[1] - first[2])


def _gaps(blocks: Sequence[Block]) -> list[tuple[int, int, int, int]]:
    """Between neighbouring blocks: from where to where words differ in the one and in the other."""
    return [
        (first[0] + first[2], second[0], first[1] + first[2], second[1])
        for first, second in pairwise(blocks)
        if _apart(first, second) <= LONGEST_GAP
    ]


def _all_words(sentences: Sequence[_Words]) -> tuple[str, ...]:
    return tuple(word for sentence in sentences for word in sentence.words)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> tuple[_Words, ...]:
    """The sentences of a quotation that have words. What stands in brackets the editor put there: "her [the minister's]
    car"; an ellipsis says itself that something was left out."""
    plain = _INSERTED.sub(lambda inserted: " " * len(inserted[0]), text)
    ends = [match.start() for match in _SENTENCE.finditer(plain)]
    found = []
    for start, end in pairwise([0, *ends, len(plain)]):
        words = list(_WORD.finditer(plain, start, end))
        if words:
            known = tuple(match[0].casefold().replace("’", "'") for match in words)
            found.append(_Words(text, known, tuple(match.span() for match in words)))
    return tuple(found)
