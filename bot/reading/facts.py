"""Key facts: the sentences that carry the story, each verbatim, with who says so; and the summary made of them."""

import re
from collections.abc import Sequence

from bot.reading.brief import Fact, Quote, Span
from bot.reading.ranking import Found, Sentence

MOST_FACTS = 5
MOST_SUMMARY_SENTENCES = 3
MOST_SUMMARY_WORDS = 60
# Sentences are added until so many words are there. ROUGE-1/2 with 25, 30, 35, 40 words: 31.0/11.0, 31.5/11.3,
# 31.5/11.4, 31.4/11.2 (python -m benchmarks.eval_brief --facts).
ENOUGH_SUMMARY_WORDS = 35
SAME_THING = 0.5  # share of the shorter sentence's content words: then two facts say the same
MOST_QUOTED = 0.6  # share of a sentence within quotation marks: above it the sentence is a quote, and shown as one

_LEANING = re.compile(
    r"[\"“'‘(]?(?:He|She|It|They|We|I|You|His|Her|Their|Its|This|That|These|Those|Both|Such|Another|But|And|So|Or|Yet|"
    r"Still|Also|Then|There|Here|However|Meanwhile|Instead|Moreover|Furthermore|Nevertheless|Nonetheless|Asked|"
    r"Afterward|Afterwards|Shortly afterward|Among them|One of them|Some of them|Later|Earlier|As a result|"
    r"In addition|For example|For instance|In other words|At the same time|Of course|Indeed|In fact|Therefore|Thus|"
    r"Because of that|After that|In response|Others?|The latter|The former|Him|What|Why|How|Who)\b"
)
# "It comes as …" leans, "It was the third …" too; a day or a year behind "Earlier" and "Later" does not.
_STANDS = re.compile(
    r"(?:Earlier|Later) (?:this|last|in|on)\b|(?:There|Here) (?:is|are|was|were|have|has|had)\b|Both \w+ and\b"
)


def key_facts(text: str, order: Sequence[Sentence], found: Found) -> tuple[Fact, ...]:
    """The first facts of `order` that stand on their own and say something new."""
    kept: list[Sentence] = []
    for sentence in order:
        if len(kept) == MOST_FACTS:
            break
        if _stands_alone(text, sentence, found.quotes) and not _repeats(sentence, kept):
            kept.append(sentence)
    return tuple(Fact(text[s.start : s.end], s.start, s.end, attribution(s.span, found.quotes)) for s in kept)


def summary(text: str, order: Sequence[Sentence], found: Found) -> tuple[str, ...]:
    """At most three whole sentences and sixty words, in the order of the text; none is ever cut."""
    chosen: list[Sentence] = []
    taken = 0
    for sentence in order:
        words = len(text[sentence.start : sentence.end].split())
        if taken + words > MOST_SUMMARY_WORDS or not _stands_alone(text, sentence, found.quotes):
            continue
        if _repeats(sentence, chosen):
            continue
        chosen.append(sentence)
        taken += words
        if len(chosen) == MOST_SUMMARY_SENTENCES or taken >= ENOUGH_SUMMARY_WORDS:
            break
    return tuple(text[s.start : s.end] for s in sorted(chosen, key=lambda s: s.start))


def leans(text: str, sentence: Sentence) -> bool:
    """Does it begin with a word that points at the sentence before it ("He added …")? The lede leans on nothing."""
    if sentence.number == 0 or _STANDS.match(text, sentence.start, sentence.end):
        return False
    return bool(_LEANING.match(text, sentence.start, sentence.end))


def _stands_alone(text: str, sentence: Sentence, quotes: Sequence[Quote]) -> bool:
    return not leans(text, sentence) and _quoted_share(sentence, quotes) <= MOST_QUOTED


def _quoted_share(sentence: Sentence, quotes: Sequence[Quote]) -> float:
    length = sentence.end - sentence.start
    marked = sum(
        max(0, min(e, sentence.end) - max(s, sentence.start))
        for q in quotes
        if q.kind == "direct"
        for s, e in q.content
    )
    return min(1.0, marked / length) if length else 0.0


def _repeats(sentence: Sentence, kept: Sequence[Sentence]) -> bool:
    mine = set(sentence.terms)
    return any(len(mine & set(k.terms)) > SAME_THING * min(len(mine), len(k.terms)) for k in kept)


def attribution(span: Span, quotes: Sequence[Quote]) -> str | None:
    """Who says so: the speaker of the quotation that fills most of the sentence, where one is known."""
    best: tuple[int, str] | None = None
    for quote in quotes:
        inside = sum(max(0, min(e, span[1]) - max(s, span[0])) for s, e in quote.content)
        source_inside = any(span[0] <= s < span[1] for s, _ in quote.source)
        said_here = inside and (source_inside or quote.kind != "indirect")
        if quote.speaker and said_here and (best is None or inside > best[0]):
            best = (inside, quote.speaker)
    return best[1] if best else None
