"""What a sentence carries: how much of the story it tells, from its place, its words and what was read in it.

A weighted sum of a few features in the tradition of Edmundson (1969): place and centrality (LexRank's degree, Erkan
and Radev 2004), and for facts the figures and names they hold. The weights are chosen by hand, not fitted: no model is
trained on the articles it is measured on.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from bot.reading.brief import DateMention, Figure, Named, Quote, Span
from bot.reading.datelines import dateline
from bot.reading.sources import Sources
from bot.reading.subjects import Subjects
from bot.reading.words import FUNCTION_WORDS, words_of

# ROUGE-1/2/Lsum on the 500 development articles (python -m benchmarks.eval_brief --facts): place alone 30.4/10.7/26.5,
# degree as heavy as place 31.5/11.1/27.4, half as heavy 31.7/11.6/27.7. Overlap with the lede, names and length on top
# each took some away.
WEIGHTS = {"place": 1.0, "degree": 0.5}
# A brief's facts are read for their figures and actors more than a summary's sentences are; what leans, though its
# subject is known, comes after what does not. Key facts@5 on 26 annotated articles with figures at 0, 0.1, 0.15, 0.3,
# 0.4: 61.9, 67.0, 69.1, 71.1, 71.1 %, then with leaning 72.2 %. A bonus for sentences with a named or official source
# took one to two away there and on the bullets of 500 others, so there is none (eval_brief --newsroom).
FACT_WEIGHTS = WEIGHTS | {"figures": 0.3, "names": 0.2, "brief": -0.2, "leaning": -0.2}

FEWEST_WORDS = 6
MOST_WORDS = 70  # a longer sentence is a list
FULL_WORDS = 12  # a shorter sentence says less than a fact should
MOST_FIGURES = 3  # more in one sentence add nothing: it is a table

_HAS_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|did|does|do|[a-z]+(?:ed|es|s)|said|hit|cut|won|"
    r"lost|fell|rose|made|took|began|broke|became|came|went|found|held|led|sent|shot|met|left|gave|got|kept|brought|"
    r"put|struck)\b"
)
_CAPTION = re.compile(
    r"(?:Photo|Photos|Image|Picture|Read more|READ MORE|Watch|WATCH|Click|Related|Sign up|Subscribe|Follow us|"
    r"Copyright|©|Updated|Correction)\b"
)
# What speaks to the reader of the page.
_TO_THE_READER = re.compile(
    r"\b(?:comments? below|in the comments|videos? (?:above|below)|click (?:here|on)|"
    r"scroll down|sign up for|join the conversation|tell us|let us know|share your|keep clicking|"
    r"(?:see|watch|read) (?:more|below|the videos?)|below are|here are (?:some|our|five|six|seven|ten))\b",
    re.I,
)
CREDIT = re.compile(
    r"(?:contributed to this report|reported from|All rights reserved|[Ff]ollow \S+ on (?:Twitter|X|Facebook))"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a candidate: its span (dateline left out), its place in the article and its content words."""

    start: int
    end: int
    number: int
    words: int
    terms: Counter[str]

    @property
    def span(self) -> Span:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Found:
    """What else was read in the article: it decides what a sentence carries."""

    quotes: Sequence[Quote] = ()
    figures: Sequence[Figure] = ()
    dates: Sequence[DateMention] = ()
    names: Sequence[Named] = ()
    subjects: Subjects = field(default_factory=lambda: Subjects("", (), ()))
    sources: Sources = field(default_factory=lambda: Sources("", (), (), ()))


def candidates(text: str, sentences: Sequence[Span]) -> list[Sentence]:
    """The sentences that could be facts at all: with a verb, neither captions nor credits nor questions."""
    kept = []
    for number, (start, end) in enumerate(sentences):
        begin = dateline(text, start, end)[0] if number == 0 else start
        body = text[begin:end]
        if (
            not (body[0].isalnum() or body[0] in "\"“‘'$£€")
            or _CAPTION.match(body)
            or CREDIT.search(body)
            or _TO_THE_READER.search(body)
            or body.endswith(" .")  # a headline set into the text
            or not _HAS_VERB.search(body)
        ):
            continue
        words = words_of(text, (begin, end))
        if FEWEST_WORDS <= len(words) <= MOST_WORDS and not body.endswith((":", "?", "?”", '?"')):
            terms = Counter(stem(w.lower) for w in words if w.lower not in FUNCTION_WORDS and len(w.text) > 2)
            if terms:
                kept.append(Sentence(begin, end, number, len(words), terms))
    return kept


def stem(word: str) -> str:
    """The word without an ending, roughly: enough to see that two sentences speak of one thing."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def ranked(sentences: Sequence[Sentence], found: Found) -> list[Sentence]:
    """The candidates, the one that carries most first."""
    scored = zip(scores(sentences, found, WEIGHTS), sentences, strict=True)
    return [s for _, s in sorted(scored, key=lambda row: (-row[0], row[1].number))]


def scores(sentences: Sequence[Sentence], found: Found, weights: Mapping[str, float]) -> list[float]:
    """What each sentence carries."""
    return [
        sum(weight * features[name] for name, weight in weights.items()) for features in features_of(sentences, found)
    ]


def features_of(sentences: Sequence[Sentence], found: Found) -> list[dict[str, float]]:
    """The features of each sentence, by the names that weights have."""
    mentions = sum(len(n.mentions) for n in found.names) or 1
    rows = []
    for sentence, degree in zip(sentences, _degrees(sentences), strict=True):
        start, end = sentence.span
        named = sum(len(n.mentions) for n in found.names if any(start <= s < end for s, _ in n.mentions))
        figures = sum(start <= f.start < end for f in found.figures)
        rows.append(
            {
                "place": (1 + sentence.number) ** -0.5,
                "degree": degree,
                "figures": min(figures, MOST_FIGURES),
                "names": named / mentions,
                "leaning": found.subjects.of(sentence.span) is not None,
                "brief": max(0, FULL_WORDS - sentence.words) / FULL_WORDS,
            }
        )
    return rows


def _degrees(sentences: Sequence[Sentence]) -> list[float]:
    """LexRank's degree: how alike a sentence is to all the others (cosine of its words), 1 for the most central."""
    by_term: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for index, sentence in enumerate(sentences):
        norm = sqrt(sum(c * c for c in sentence.terms.values()))
        for term, count in sentence.terms.items():
            by_term[term].append((index, count / norm))
    totals = {term: sum(weight for _, weight in rows) for term, rows in by_term.items()}
    sums = [0.0] * len(sentences)
    for term, rows in by_term.items():
        for index, weight in rows:
            sums[index] += weight * (totals[term] - weight)
    most = max(sums, default=0.0) or 1.0
    return [value / most for value in sums]
