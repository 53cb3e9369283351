"""Sparse vectors that take little room in the store: a term is five characters, its weight one."""

import hashlib
import math
import zlib
from base64 import b32hexencode
from binascii import b2a_base64
from collections.abc import Iterable, Mapping
from functools import lru_cache
from heapq import nlargest, nsmallest
from operator import itemgetter

Vector = dict[str, float]
"""Term id → weight."""

TERM = 5
"""Characters of a term's id: 30 bits, so of 100,000 terms some five pairs share an id."""
_LEVELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_SHARE_OF = {character: (level / 63) ** 2 for level, character in enumerate(_LEVELS)}
_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_SPREAD = 2654435761
"""Knuth's multiplier: a checksum's neighbours are spread over all 32 bits."""


@lru_cache(maxsize=16_384)
def term_id(term: str) -> str:
    """The id under which a term is stored."""
    digest = hashlib.blake2b(term.encode("utf-8", "replace"), digest_size=6).digest()
    return b2a_base64(digest, newline=False).translate(_URL_SAFE).decode()[:TERM]


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


@lru_cache(maxsize=1024)
def unpack(text: str) -> Mapping[str, float]:
    """What `pack` was given, up to rounding. Not to be changed: the events that are being reported are read again with
    every article, so what was unpacked is kept."""
    head, _, cells = text.partition(";")
    if not cells:
        return {}
    most, step, share = float(head), TERM + 1, _SHARE_OF
    return {cells[at : at + TERM]: most * share[cells[at + TERM]] for at in range(0, len(cells), step)}


def sketch(tokens: Iterable[str], *, size: int = 12) -> tuple[str, ...]:
    """The `size` smallest hashes of all runs of four tokens: two texts share about as many as they share of runs."""
    words = list(tokens)
    runs = {" ".join(words[at : at + 4]) for at in range(max(1, len(words) - 3))}
    hashes = {zlib.crc32(run.encode("utf-8", "replace")) * _SPREAD & 0xFFFFFFFF for run in runs}
    # Base 32 with the extended alphabet keeps their order as text.
    return tuple(b32hexencode(each.to_bytes(4, "big")).decode()[:6] for each in nsmallest(size, hashes))


def likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The share of runs that two sketched texts have in common, by the smallest hashes of both together."""
    if not one or not other:
        return 0.0
    both = set(one) & set(other)
    if not both:
        return 0.0
    size = min(len(one), len(other))
    smallest = sorted({*one, *other})[:size]
    return sum(item in both for item in smallest) / size
