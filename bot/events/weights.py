"""How much a term tells: rare words more than common ones, by a shipped background and by the events seen so far."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.events.features import Features
from bot.events.vectors import Vector, heaviest, term_id, unit

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
LEAST_WORD, LEAST_NAME = 0.05, 0.2
MOST_WORDS, MOST_NAMES = 150, 60
"""Terms kept of an article or event. 80 to 250 words are alike on events/dev; all of them are no better."""

_FILE = Path(__file__).with_name("background.json")


@dataclass(frozen=True, slots=True)
class Counts:
    """In how many events each term stood (by term id), and how many events there were."""

    events: int
    of: Mapping[str, int]


NO_COUNTS = Counts(0, {})


@dataclass(frozen=True, slots=True)
class Vectors:
    """An article's words and names, weighted, each of length 1."""

    words: Vector
    names: Vector


def single_terms(features: Features) -> list[str]:
    """The ids of the terms whose counts matter: single words, names, numbers."""
    singles = [term_id(term) for term in features.words if " " not in term]
    return [*singles, *(_name_id(name) for name in features.names), *(_number_id(n) for n in features.numbers)]


def vectors_of(features: Features, counts: Counts) -> Vectors:
    """Weigh the features by how rare they are."""
    documents, background = _background()
    total = BACKGROUND_SHARE * documents + EVENT_TIMES * max(1, counts.events) + 1
    words = {}
    for term, weight in features.words.items():
        seen = 0.0
        if " " not in term:
            seen = BACKGROUND_SHARE * background.get(term, 0) + EVENT_TIMES * counts.of.get(term_id(term), 0)
        rarity = max(LEAST_WORD, math.log(total / (seen + 0.5)))
        words[term_id(term)] = weight * rarity * (PAIR_WEIGHT if " " in term else 1.0)
    names = {_name_id(name): weight * _rarity(counts, _name_id(name)) for name, weight in features.names.items()}
    for number in features.numbers:
        names[_number_id(number)] = NUMBER_WEIGHT * _rarity(counts, _number_id(number))
    return Vectors(unit(heaviest(words, MOST_WORDS)), unit(heaviest(names, MOST_NAMES)))


def name_weight(name: str) -> float:
    """How telling a name is by the background alone: a country's name says less than a village's."""
    documents, background = _background()
    from bot.events.features import stem

    return math.log((documents + 1) / (background.get(stem(name), 0) + 0.5))


def _rarity(counts: Counts, term: str) -> float:
    return max(LEAST_NAME, math.log((max(1, counts.events) + 2) / (max(LEAST_COUNT, counts.of.get(term, 0)) + 0.5)))


def _name_id(name: str) -> str:
    return term_id(f"={name}")


def _number_id(number: str) -> str:
    return term_id(f"#{number}")


@cache
def _background() -> tuple[int, dict[str, int]]:
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    return int(data["documents"]), data["words"]
