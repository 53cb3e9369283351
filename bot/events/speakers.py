"""One person under the several names that articles give: “Tobias Renn”, “T. Renn”, “Mr Renn”. Pure.

Within an article the reading has joined a speaker's names already; here the names of several articles are joined.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations

_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "judge", "justice",
     "president", "senator", "sen", "rep", "governor", "gov", "mayor", "minister", "chancellor", "colonel", "general",
     "gen", "captain", "capt", "sergeant", "sgt", "lieutenant", "lt", "chief", "the"}
)  # fmt: skip
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@lru_cache(maxsize=8192)
def tokens(name: str) -> tuple[str, ...]:
    """A name's words without accents, case, marks, titles before it and suffixes behind it."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(character for character in plain if not unicodedata.combining(character)).replace("’", "'")
    words = [word.strip(".,'\"") for word in plain.split()]
    words = [word for word in words if word]
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words = words[:-1]
    return tuple(words)


def is_meant(asked: str, name: str) -> bool:
    """Whether who asks for `asked` may mean `name`: the surname (with or without its particles), the full name, or an
    initial and the surname. A surname by itself may be anyone's of that name."""
    wanted, known = tokens(asked), tokens(name)
    if not wanted or not known:
        return False
    return known[-len(wanted) :] == wanted or _compatible(wanted, known)


def people(names: Iterable[str]) -> dict[str, str]:
    """Each name with the fullest name of whom it means. Names that fit two people stay their own."""
    every = sorted(dict.fromkeys(names), key=lambda name: (-len(tokens(name)), -len(name), name))
    joined: dict[str, str] = {}
    heads: list[str] = []
    for name in every:
        fitting = [head for head in heads if _compatible(tokens(name), tokens(head))]
        if len(fitting) == 1 or (
            fitting and all(_compatible(tokens(a), tokens(b)) for a, b in combinations(fitting, 2))
        ):
            joined[name] = fitting[0]
        else:
            heads.append(name)
            joined[name] = name
    return joined


def _compatible(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether both can be one person's: the same surname, and of the words before it the shorter's are the longer's, in
    order, an initial standing for a word."""
    if not short or not long or short[-1] != long[-1]:
        return False
    if len(short) > len(long):
        short, long = long, short
    left = list(long[:-1])
    for word in short[:-1]:
        while left and not _same(word, left[0]):
            left.pop(0)
        if not left:
            return False
        left.pop(0)
    # “Ann Lee” is no “Mary Ann Lee”: the first given names must agree, where both have one.
    return len(short) == 1 or _same(short[0], long[0])


def _same(one: str, other: str) -> bool:
    if 1 in (len(one), len(other)):
        return one[:1] == other[:1]
    return one == other
