"""Key facts: the sentences that carry the story, each verbatim, with who says so; and the summary made of them."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.reading.brief import Fact, Quote
from bot.reading.ranking import FACT_WEIGHTS, Found, Sentence, scores

MOST_FACTS = 5
MOST_SUMMARY_SENTENCES = 3
MOST_SUMMARY_WORDS = 60
# Sentences are added until so many words are there. ROUGE-1/2 with 25, 30, 35, 40 words: 31.0/11.0, 31.5/11.3,
# 31.5/11.4, 31.4/11.2 (python -m benchmarks.eval_brief --facts).
ENOUGH_SUMMARY_WORDS = 35
SAME_THING = 0.5  # share of the shorter sentence's content words: then two facts say the same
# How much it counts that words are new. Share of 500 articles' bullets that five facts cover without it, with 0.3, with
# 0.5: 44.8, 45.0, 45.0 %; key facts@5 69.1, 69.1, 67.0 (as in ranking.py).
NOVELTY = 0.3
MOST_QUOTED = 0.6  # share of a sentence within quotation marks: above it the sentence is a quote, and shown as one

_LEANING = re.compile(
    r"[\"“'‘(]?(?:He|She|It|They|We|I|You|His|Her|Their|Its|This|That|These|Those|Both|Such|Another|But|And|So|Or|Yet|"
    r"Still|Also|Then|There|Here|However|Meanwhile|Instead|Moreover|Furthermore|Nevertheless|Nonetheless|Asked|"
    r"Afterward|Afterwards|Shortly afterward|Among them|One of them|Some of them|Later|Earlier|As a result|"
    r"In addition|For example|For instance|In other words|At the same time|Of course|Indeed|In fact|Therefore|Thus|"
    r"Because of that|After that|In response|Others?|The latter|The former|Him|What|Why|How|Who)\b"
    # "Some six hours later, …", "Shortly before her departure, …", "The worst happened …"
    r"|(?:(?:Some|About|Around|Only|Just) )?[\w-]+ (?:minute|hour|day|week|month|year)s? (?:later|after that|since)\b"
    r"|(?:Shortly|Soon|Just|Right|Days|Weeks|Months|Hours|Moments) (?:before|after) "
    r"(?:his|her|their|its|that|this|the)\b"
    r"|In the (?:years|months|weeks|days|hours) since,"
    r"|The (?:worst|best|latter|former|others?|two|three|four|pair|duo|trio) (?:\w+ed|was|were|is|are|has|have|had)\b"
)
# "It comes as …" leans, "It was the third …" too; a day or a year behind "Earlier" and "Later" does not.
_STANDS = re.compile(
    r"(?:Earlier|Later) (?:this|last|in|on)\b|(?:There|Here) (?:is|are|was|were|have|has|had)\b|Both \w+ and\b"
)


def key_facts(text: str, sentences: Sequence[Sentence], found: Found) -> tuple[Fact, ...]:
    """At most five of `sentences` that stand on their own, each the one that adds most to those before it.

    Greedy, as in SumBasic (Nenkova and Vanderwende 2005): what a sentence carries counts in full only as far as its
    words are new.
    """
    standing = [
        (score, sentence)
        for score, sentence in zip(scores(sentences, found, FACT_WEIGHTS), sentences, strict=True)
        if _can_be_read_alone(text, sentence, found) and not _is_torn(text, sentence)
    ]
    common = Counter(term for sentence in sentences for term in sentence.terms)
    kept: list[Sentence] = []
    while standing and len(kept) < MOST_FACTS:
        told = {term for sentence in kept for term in sentence.terms}
        best = max(standing, key=lambda row: (row[0] + NOVELTY * _share_new(row[1], told, common), -row[1].number))
        standing.remove(best)
        if not _repeats(best[1], kept):
            kept.append(best[1])
    kept.sort(key=lambda sentence: sentence.number > 0)  # the lede opens, wherever its length put it
    return tuple(_fact(text, sentence, found) for sentence in kept)


def _share_new(sentence: Sentence, told: set[str], common: Counter[str]) -> float:
    """The share of a sentence's words, by their weight in the article, that no fact has said yet."""
    new = sum(common[term] for term in sentence.terms if term not in told)
    return new / sum(common[term] for term in sentence.terms)


def _fact(text: str, sentence: Sentence, found: Found) -> Fact:
    source = found.sources.of(sentence.span)
    name, basis = (source.name, source.basis) if source else (None, None)
    subject = found.subjects.of(sentence.span)
    return Fact(text[sentence.start : sentence.end], sentence.start, sentence.end, name, basis, subject)


def _is_torn(text: str, sentence: Sentence) -> bool:
    """A piece of a sentence, or of a quotation that begins or ends outside of it."""
    words = text[sentence.start : sentence.end]
    return words[0].islower() or words.count('"') % 2 == 1 or words.count("“") != words.count("”")


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


def _can_be_read_alone(text: str, sentence: Sentence, found: Found) -> bool:
    """As `_stands_alone`, and with its "he" or "she" where it is certain who that is: the name is shown behind it."""
    quoted = _quoted_share(sentence, found.quotes) > MOST_QUOTED
    return not quoted and (not leans(text, sentence) or found.subjects.of(sentence.span) is not None)


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
