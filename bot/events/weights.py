"""How much a term tells: rare words more than common ones, by a shipped background and by the events seen so far."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bot.events.features import Features
from bot.events.vectors import Vector, heaviest, norm, term_id, unit

BACKGROUND_SHARE = 0.3
"""A background document counts this much of a real one. .1 to 1 differ by .01 on events/dev."""
EVENT_TIMES = 5
"""An event counts as so many background documents, since several articles stand behind it; 5 to 20 are alike on
events/dev."""
PAIR_WEIGHT = 0.4
"""A pair of words against a single one; pairs have no document frequencies of their own, those would never end.
On events/dev 0 costs .01 and .7 costs .005."""
NUMBER_WEIGHT = 0.7
"""A number against a name."""
LEAST_COUNT = 1
"""A name that no event has yet weighs as one that a single event has: what is new in a second report is no evidence
against the first."""
EARLIER = 20
"""Events taken to have been before the first: else all names weigh the same while there are few."""
DAY_SHARE = 1 / 7
"""Share of those that named a day of the week."""
LEAST_WORD, LEAST_NAME = 0.05, 0.2
MOST_WORDS, MOST_NAMES = 150, 60
"""Terms kept of an event's mean."""
SHARES = {"words": 0.45, "leading": 0.25, "numbers": 0.1, "entities": 0.1, "dated": 0.1}
"""What each kind of term may add to the similarity of two articles. On events/dev numbers give .01, entities .01, days
and months .007 (mean of five orders); other shares within .1 of these are no better."""
TELLING = {"words": 0.0, "leading": 9.0, "numbers": 1.5, "entities": 1.5, "dated": 1.5}
"""Length, in terms that no event had yet, from which on names, numbers and dates tell as much as their share says: that
two short articles both name one town, and no other name, tells little (scenarios; costs .015 on events/dev)."""
MOST_TERMS = 80
"""Terms kept of an article. On events/dev 80 to 120 are alike, 50 cost .03."""

_FILE = Path(__file__).with_name("background.json")


@dataclass(frozen=True, slots=True)
class Counts:
    """In how many events each term stood (by term id), and how many events there were."""

    events: int
    of: Mapping[str, int]


NO_COUNTS = Counts(0, {})


@dataclass(frozen=True, slots=True)
class Vectors:
    """An article's words and names, weighted, each of length 1. `whole` has all of it, so that the inner product of two
    is their similarity, 0 to 1: the cosines of words, names, numbers, entities and dates by their SHARES."""

    words: Vector
    names: Vector
    whole: Vector = field(default_factory=dict)


def single_terms(features: Features) -> list[str]:
    """The ids of the terms whose counts matter: not those of pairs of words and whole names, which would never end."""
    singles = [term_id(term) for term in features.words if " " not in term]
    return [
        *singles,
        *(term_id(f"{mark}{term}") for mark, terms in _marked(features).items() for term in terms),
    ]


def vectors_of(features: Features, counts: Counts) -> Vectors:
    """Weigh the features by how rare they are."""
    words = _weighted_words(features, counts)
    names = _weighted(_NAME, features.names, counts)
    numbers = _weighted(_NUMBER, features.numbers, counts)
    parts = {
        "words": words,
        "leading": _weighted(_NAME, features.leading, counts),
        "numbers": numbers,
        "entities": _weighted_entities(features, counts),
        "dated": _weighted(_DAY, features.dated, counts),
    }
    whole = {}
    for part, vector in parts.items():
        least = TELLING[part] * _rarity(counts, "")
        scale = math.sqrt(SHARES[part]) / (max(norm(vector), least) or 1.0)
        whole.update({term: weight * scale for term, weight in vector.items()})
    named = names | {number: NUMBER_WEIGHT * weight for number, weight in numbers.items()}
    return Vectors(unit(heaviest(words, MOST_WORDS)), unit(heaviest(named, MOST_NAMES)), heaviest(whole, MOST_TERMS))


def name_weight(name: str) -> float:
    """How telling a name is by the background alone: a country's name says less than a village's."""
    documents, background = _background()
    from bot.events.features import stem

    return math.log((documents + 1) / (background.get(stem(name), 0) + 0.5))


def _rarity(counts: Counts, term: str, before: float = 0.0) -> float:
    seen = max(LEAST_COUNT, counts.of.get(term, 0) + before)
    return max(LEAST_NAME, math.log((max(1, counts.events) + EARLIER) / (seen + 0.5)))


_NAME, _NUMBER, _ENTITY, _DAY = "=", "#", "@", "~"
"""What ids of terms begin with before they are hashed, so that a name is not the word."""


def _marked(features: Features) -> dict[str, Mapping[str, float]]:
    return {_NAME: features.names, _NUMBER: features.numbers, _DAY: features.dated}


def _weighted(mark: str, terms: Mapping[str, float], counts: Counts) -> Vector:
    found = {}
    for term, weight in terms.items():
        before = EARLIER * DAY_SHARE if mark == _DAY and term.isalpha() else 0.0
        name = term_id(f"{mark}{term}")
        found[name] = weight * _rarity(counts, name, before)
    return found


def _weighted_entities(features: Features, counts: Counts) -> Vector:
    """A whole name is as rare as the rarest of its words."""
    return {
        term_id(f"{_ENTITY}{name}"): weight
        * max((_rarity(counts, term_id(f"{_NAME}{word}")) for word in name.split()), default=0.0)
        for name, weight in features.entities.items()
    }


def _weighted_words(features: Features, counts: Counts) -> Vector:
    documents, background = _background()
    total = BACKGROUND_SHARE * documents + EVENT_TIMES * max(1, counts.events) + 1
    words = {}
    for term, weight in features.words.items():
        seen = 0.0
        if " " not in term:
            seen = BACKGROUND_SHARE * background.get(term, 0) + EVENT_TIMES * counts.of.get(term_id(term), 0)
        rarity = max(LEAST_WORD, math.log(total / (seen + 0.5)))
        words[term_id(term)] = weight * rarity * (PAIR_WEIGHT if " " in term else 1.0)
    return words


@cache
def _background() -> tuple[int, dict[str, int]]:
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    return int(data["documents"]), data["words"]
