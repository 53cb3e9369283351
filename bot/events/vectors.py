"""Sparse vectors that take little room in the store: a term is five characters, its weight one."""

import base64
import hashlib
import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from heapq import nlargest
from operator import itemgetter

Vector = dict[str, float]
"""Term id → weight."""

TERM = 5
"""Characters of a term's id: 30 bits, so of 100,000 terms some five pairs share an id."""
_LEVELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_LEVEL_OF = {character: level for level, character in enumerate(_LEVELS)}


@lru_cache(maxsize=200_000)
def term_id(term: str) -> str:
    """The id under which a term is stored."""
    digest = hashlib.blake2b(term.encode("utf-8", "replace"), digest_size=6).digest()
    return base64.urlsafe_b64encode(digest).decode()[:TERM]


def unit(vector: Mapping[str, float]) -> Vector:
    """`vector` with length 1; the empty one stays empty."""
    length = norm(vector)
    return {term: weight / length for term, weight in vector.items()} if length else {}


def norm(vector: Mapping[str, float]) -> float:
    """The Euclidean length."""
    return math.sqrt(sum(weight * weight for weight in vector.values()))


def dot(small: Mapping[str, float], large: Mapping[str, float]) -> float:
    """The inner product; quicker with the smaller vector first."""
    return sum(weight * large[term] for term, weight in small.items() if term in large)


def mean_of(total: Mapping[str, float], count: int, added: Mapping[str, float], most: int) -> Vector:
    """The mean of `count` vectors (given as their mean) and one more, cut to its `most` heaviest terms."""
    share = 1 / (count + 1)
    mean = {term: weight * (1 - share) for term, weight in total.items()}
    for term, weight in added.items():
        mean[term] = mean.get(term, 0.0) + weight * share
    return heaviest(mean, most)


def heaviest(vector: Mapping[str, float], most: int) -> Vector:
    """The `most` terms with the greatest weight; of equals those that came first."""
    if len(vector) <= most:
        return dict(vector)
    return dict(nlargest(most, vector.items(), key=itemgetter(1)))


def pack(vector: Mapping[str, float]) -> str:
    """A vector of positive weights as text, weights in 64 steps of their square roots."""
    most = max(vector.values(), default=0.0)
    if most <= 0:
        return ""
    cells = (f"{term}{_LEVELS[max(1, round(63 * math.sqrt(weight / most)))]}" for term, weight in vector.items())
    return f"{most:.4f};" + "".join(cells)


def unpack(text: str) -> Vector:
    """What `pack` was given, up to rounding."""
    head, _, cells = text.partition(";")
    if not cells:
        return {}
    most, step = float(head), TERM + 1
    return {cells[at : at + TERM]: most * (_LEVEL_OF[cells[at + TERM]] / 63) ** 2 for at in range(0, len(cells), step)}


def sketch(tokens: Iterable[str], *, size: int = 12) -> tuple[str, ...]:
    """The `size` smallest hashes of all runs of four tokens: two texts share about as many as they share of runs."""
    words = list(tokens)
    runs = {" ".join(words[at : at + 4]) for at in range(max(1, len(words) - 3))}
    return tuple(sorted(term_id(f"~{run}") for run in runs)[:size])


def likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The share of runs that two sketched texts have in common, by the smallest hashes of both together."""
    if not one or not other:
        return 0.0
    size = min(len(one), len(other))
    smallest = sorted({*one, *other})[:size]
    both = set(one) & set(other)
    return sum(item in both for item in smallest) / size
