"""Key facts: the sentences that carry the story, each verbatim, with who says so."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from bot.reading.brief import DateMention, Fact, Figure, Named, Quote, Span
from bot.reading.datelines import dateline
from bot.reading.words import FUNCTION_WORDS, words_of

MOST_FACTS = 5
MOST_SUMMARY_SENTENCES = 3
MOST_SUMMARY_WORDS = 60

# Weights of what a sentence carries; see benchmarks/eval_brief.py for the command that measures them.
W_CENTRAL = 1.0
W_POSITION = 1.0
POSITION_POWER = 0.5
W_FIGURES = 0.12
W_NAMES = 0.08
W_OFFICIAL = 0.05
W_QUOTED = -0.35
FEWEST_WORDS = 6
MOST_WORDS = 70  # a longer sentence is a list
SAME_THING = 0.5  # share of the shorter sentence's content words: then two facts say the same

_LEANING = re.compile(
    r"[\"“'‘(]?(?:He|She|It|They|We|I|You|His|Her|Their|Its|This|That|These|Those|Both|Such|Another|"
    r"But|And|So|Or|Yet|Still|Also|Then|There|Here|"
    r"However|Meanwhile|Instead|Moreover|Furthermore|Nevertheless|Nonetheless|Asked|Afterward|"
    r"Afterwards|Shortly afterward|"
    r"Among them|One of them|Some of them|Later|Earlier|As a result|In addition|For example|"
    r"For instance|In other words|"
    r"At the same time|Of course|Indeed|In fact|Therefore|Thus|Because of that|After that|"
    r"In response|Others?|The latter|The former|Him|What|Why|How|Who)\b"
)
_HAS_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|did|does|do|[a-z]+(?:ed|es|s)|"
    r"said|hit|cut|won|lost|"
    r"fell|rose|made|took|began|broke|became|came|went|found|held|led|sent|shot|met|left|gave|got|"
    r"kept|brought|put|struck)\b"
)
_CAPTION = re.compile(
    r"(?:Photo|Photos|Image|Picture|Read more|READ MORE|Watch|WATCH|Click|Related|Sign up|Subscribe|"
    r"Follow us|Copyright|©|Updated|Correction)\b"
)
_CREDIT = re.compile(
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


def candidates(text: str, sentences: Sequence[Span]) -> list[Sentence]:
    """The sentences that could be facts at all."""
    kept = []
    for number, (start, end) in enumerate(sentences):
        begin = dateline(text, start, end)[0] if number == 0 else start
        words = words_of(text, (begin, end))
        body = text[begin:end]
        if (
            FEWEST_WORDS <= len(words) <= MOST_WORDS
            and not _CAPTION.match(body)
            and not _CREDIT.search(body)
            and _HAS_VERB.search(body)
        ):
            terms = Counter(_stem(w.lower) for w in words if w.lower not in FUNCTION_WORDS and len(w.text) > 2)
            if terms and not body.endswith((":", "?", "?”", '?"')):
                kept.append(Sentence(begin, end, number, len(words), terms))
    return kept


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def ranked(text: str, sentences: Sequence[Sentence], found: Found) -> list[Sentence]:
    """The candidates, the one that carries most first."""
    weights = _term_weights(sentences)
    centre: dict[str, float] = defaultdict(float)
    for sentence in sentences:
        for term in sentence.terms:
            centre[term] += weights[term]
    scored = [(_score(text, s, centre, weights, found), -s.number, s) for s in sentences]
    return [s for _, _, s in sorted(scored, key=lambda row: row[:2], reverse=True)]


def _term_weights(sentences: Sequence[Sentence]) -> dict[str, float]:
    """How much a term stands for the article: terms of several sentences do, said once they don't."""
    spread = Counter(term for s in sentences for term in s.terms)
    return {term: log(1 + count) for term, count in spread.items()}


def _score(text: str, sentence: Sentence, centre: dict[str, float], weights: dict[str, float], found: Found) -> float:
    strength = sum(weights[t] * centre[t] for t in sentence.terms)
    norm = sqrt(sum(weights[t] ** 2 for t in sentence.terms)) * (sqrt(sum(v * v for v in centre.values())) or 1.0)
    central = strength / norm if norm else 0.0
    position: float = (1.0 + sentence.number) ** -POSITION_POWER
    figures = sum(sentence.start <= f.start < sentence.end for f in found.figures)
    names = sum(any(sentence.start <= s < sentence.end for s, _ in n.mentions) for n in found.names)
    quoted = _quoted_share(sentence, found.quotes)
    return (
        W_CENTRAL * central
        + W_POSITION * position
        + W_FIGURES * min(figures, 3)
        + W_NAMES * min(names, 3)
        + W_QUOTED * quoted
        + (W_OFFICIAL if attribution(sentence.span, found.quotes) else 0.0)
    )


def _quoted_share(sentence: Sentence, quotes: Sequence[Quote]) -> float:
    length = sentence.end - sentence.start
    marked = sum(
        max(0, min(e, sentence.end) - max(s, sentence.start))
        for q in quotes
        if q.kind == "direct"
        for s, e in q.content
    )
    return min(1.0, marked / length) if length else 0.0


def key_facts(text: str, order: Sequence[Sentence], found: Found) -> tuple[Fact, ...]:
    """The first facts of `order` that stand on their own and say something new."""
    kept: list[Sentence] = []
    for sentence in order:
        if len(kept) == MOST_FACTS:
            break
        if leans(text, sentence) or _quoted_share(sentence, found.quotes) > 0.8 or _repeats(sentence, kept):
            continue
        kept.append(sentence)
    return tuple(Fact(text[s.start : s.end], s.start, s.end, attribution(s.span, found.quotes)) for s in kept)


def leans(text: str, sentence: Sentence) -> bool:
    """Does it begin with a word that points at the sentence before it ("He added …")? The lede leans on nothing."""
    return sentence.number > 0 and bool(_LEANING.match(text, sentence.start, sentence.end))


def _repeats(sentence: Sentence, kept: Sequence[Sentence]) -> bool:
    mine = set(sentence.terms)
    return any(len(mine & set(k.terms)) > SAME_THING * min(len(mine), len(k.terms)) for k in kept)


def attribution(span: Span, quotes: Sequence[Quote]) -> str | None:
    """Who says so: the speaker of a quotation in the sentence whose content or source it holds, where one is known."""
    best: tuple[int, str] | None = None
    for quote in quotes:
        inside = sum(max(0, min(e, span[1]) - max(s, span[0])) for s, e in quote.content)
        source_inside = any(span[0] <= s < span[1] for s, _ in quote.source)
        if (
            quote.speaker
            and inside
            and (source_inside or quote.kind != "indirect")
            and (best is None or inside > best[0])
        ):
            best = (inside, quote.speaker)
    return best[1] if best else None


def summary(text: str, order: Sequence[Sentence]) -> tuple[str, ...]:
    """At most three whole sentences and sixty words, in the order of the text; none is ever cut."""
    chosen: list[Sentence] = []
    left = MOST_SUMMARY_WORDS
    for sentence in order:
        words = len(text[sentence.start : sentence.end].split())
        if words > left or leans(text, sentence) or _repeats(sentence, chosen):
            continue
        chosen.append(sentence)
        left -= words
        if len(chosen) == MOST_SUMMARY_SENTENCES:
            break
    return tuple(text[s.start : s.end] for s in sorted(chosen, key=lambda s: s.start))
