"""What a sentence carries: how much of the story it tells, from its place, its words and what was read in it.

A weighted sum of features in the tradition of Edmundson (1969): place, centrality (LexRank's degree, Erkan and Radev
2004), overlap with the lede, names, figures. The weights are a least-squares fit to how well each sentence matches
the bullets that editors wrote (`python -m benchmarks.fit_ranking` prints them).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from bot.reading.brief import DateMention, Figure, Named, Quote, Span
from bot.reading.datelines import dateline
from bot.reading.words import FUNCTION_WORDS, words_of

# ROUGE-1/2 of the summaries, weights fitted on the other four fifths of the corpus: 31.5/11.5.
WEIGHTS = {
    "place": 0.273,
    "central": 0.028,
    "common": -0.058,
    "degree": 0.200,
    "lede": 0.091,
    "figures": 0.016,
    "names": 0.048,
    "length": 0.134,
    "length squared": -0.047,
    "own voice": -0.022,
    "said": -0.020,
    "mark": -0.018,
    "dash": -0.018,
}
# A brief's facts are read for their figures more than a summary's sentences are, and who said them is shown beside.
FACT_WEIGHTS = WEIGHTS | {"figures": 0.05, "said": 0.0}

FEWEST_WORDS = 6
MOST_WORDS = 70  # a longer sentence is a list
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
CREDIT = re.compile(
    r"(?:contributed to this report|reported from|All rights reserved|[Ff]ollow \S+ on (?:Twitter|X|Facebook))"
)
_OWN_VOICE = re.compile(r"\b(?:I|we|We|you|You|my|My|our|Our|me)\b")
_SAID = re.compile(r"\b(?:said|says|told)\b")
_MARK = re.compile('["“]')
_DASH = re.compile("--|—")


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


def ranked(
    text: str, sentences: Sequence[Sentence], found: Found, weights: Mapping[str, float] = WEIGHTS
) -> list[Sentence]:
    """The candidates, the one that carries most first."""
    scored = [
        (sum(weights[name] * value for name, value in features.items()), -sentence.number, sentence)
        for sentence, features in zip(sentences, features_of(text, sentences, found), strict=True)
    ]
    return [s for _, _, s in sorted(scored, key=lambda row: row[:2], reverse=True)]


def features_of(text: str, sentences: Sequence[Sentence], found: Found) -> list[dict[str, float]]:
    """The features of each sentence, named as in WEIGHTS."""
    if not sentences:
        return []
    spread = Counter(term for s in sentences for term in s.terms)
    frequency: Counter[str] = Counter()
    for s in sentences:
        frequency.update(s.terms)
    centre = {term: spread[term] ** 2 for term in spread}
    centre_norm = sqrt(sum(v * v for v in centre.values()))
    degrees = _degrees(sentences)
    lede = set(sentences[0].terms)
    mentions = sum(len(n.mentions) for n in found.names) or 1
    rows = []
    for sentence, degree in zip(sentences, degrees, strict=True):
        body = text[sentence.start : sentence.end]
        terms = sentence.terms
        norm = sqrt(sum(spread[t] ** 2 for t in terms)) * centre_norm
        named = sum(
            len(n.mentions) for n in found.names if any(sentence.start <= s < sentence.end for s, _ in n.mentions)
        )
        figures = sum(sentence.start <= f.start < sentence.end for f in found.figures)
        length = sentence.words / 30
        rows.append(
            {
                "place": (1 + sentence.number) ** -0.5,
                "central": sum(spread[t] * centre[t] for t in terms) / norm,
                "common": sum(frequency[t] for t in terms) / len(terms) / 10,
                "degree": degree,
                "lede": len(lede & set(terms)) / len(lede) if sentence is not sentences[0] else 0.0,
                "figures": min(figures, MOST_FIGURES),
                "names": named / mentions,
                "length": length,
                "length squared": length * length,
                "own voice": bool(_OWN_VOICE.search(body)),
                "said": bool(_SAID.search(body)),
                "mark": bool(_MARK.search(body)),
                "dash": bool(_DASH.search(body)),
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
    most = max(sums) or 1.0
    return [value / most for value in sums]
