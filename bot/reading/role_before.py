"""What a person is called before the name: "Secretary of State Ann Bolt", "his lawyer, Tom Reed"."""

from collections.abc import Sequence
from itertools import pairwise

from bot.reading.role_words import Near
from bot.reading.titles import HONORIFICS
from bot.reading.words import CALENDAR, bag

LONGEST_OFFICE = 6  # words after the "of" of an office that stands before a name
_JOINS = bag("and &")
_INSIDE = bag("of for to at in on under from with against the")
"""Small words inside "director of the harbour board for the north"."""
_GOES_ON = bag("of for to at from with against under")
"""A phrase that one of these leads to is part of a longer one: "head of | the board"."""
_DETERMINERS = bag("a an the this that another one")
_OWNERS = bag("his her its their our my your whose")
_TIMES = bag(
    "today yesterday tomorrow year years week weeks month months day days night morning afternoon evening time"
)
_SENTENCE_SIGNS = (".", "“", "”", '"', "?", "!", ":", ";", "(", ")", "—", "–")
_AFTER_APPOSITION = (",", ";", ":", ".", ")", "”", '"', "-", "–", "—", "?", "!", "who", "and")

Span = tuple[int, int]


def title(words: Sequence[Near]) -> Span | None:
    """The characters of the title that ends right before a name: `words` are those before it."""
    first = _head(words)
    if first is None:
        return None
    first = _to_the_left(words, first)
    while first < len(words) and (words[first].lower in HONORIFICS or not words[first].word):
        first += 1
    return (words[first].start, words[-1].end) if first < len(words) else None


def _head(words: Sequence[Near]) -> int | None:
    """Where the noun stands that the title hangs on: the last word, or what comes before "of State", "No. 1"."""
    count = len(words)
    if not count or not words[-1].word:
        return None
    if words[-1].lower in ("tempore", "tem") and count > 2 and words[-2].lower == "pro":
        return count - 3
    if words[-1].role:
        return count - 1
    if count > 1 and words[-1].text.isdigit() and words[-2].text == "No.":
        return count - 2
    return _office(words)


def _office(words: Sequence[Near]) -> int | None:
    """Where "secretary" stands in "secretary of state"."""
    count = len(words)
    for at in range(count - 2, max(0, count - 2 - LONGEST_OFFICE), -1):
        word = words[at]
        if word.text in ("of", "for") and words[at - 1].role and at > 0:
            whole = all((w.nominal and not w.possessive) or w.text == "the" for w in words[at + 1 :])
            return at - 1 if whole else None
        if not (word.nominal or word.text == "the"):
            return None
    return None


def _to_the_left(words: Sequence[Near], first: int) -> int:
    """With the words that modify the noun, and with other titles before an "and"."""
    joined = False
    while first > 0:
        left = words[first - 1]
        if left.tag == "NNS" and not left.capital and not left.possessive and words[first].pos == "ADJ":
            return first  # "in scenes | former champion Ann Bolt found painful"
        if left.lower == "year" and words[first].lower == "old" and first > 1 and words[first - 2].text.isdigit():
            first -= 2
        elif left.nominal and left.lower not in _TIMES and left.text not in CALENDAR:
            first -= 1
        elif left.text in ("-", "–") and first > 1 and words[first - 2].nominal and left.end == words[first].start:
            first -= 2
        elif first > 1 and words[first - 2].role and (left.lower in _JOINS or (joined and left.text == ",")):
            pair = (words[first - 2], words[first])
            if pair[0].capital != pair[1].capital and not any(word.text.isupper() for word in pair):
                return first  # "met the mayor and | President Bolt"
            joined = True
            first -= 2
        else:
            return first
    return first


def apposed(words: Sequence[Near], following: Sequence[Near]) -> Span | None:
    """The phrase that a comma parts from the name after it: "the harbour's director, Ann Bolt, said"."""
    if len(words) < 2 or words[-1].text not in (",", "—", "–"):
        return None
    span = _longest_phrase(words)
    return span if span is not None and _stands_apart(words, following, span) else None


def _longest_phrase(words: Sequence[Near]) -> Span | None:
    """The noun phrase with a role as its head that ends before the last word, a comma."""
    best: Span | None = None
    end = len(words) - 1
    first = end
    while first > 0:
        word = words[first - 1]
        if word.lower in _DETERMINERS or word.lower in _OWNERS:
            first -= 1
            if is_phrase(words[first:end]):
                best = (words[first].start, words[end - 1].end)
            if first == 0 or words[first - 1].lower not in _GOES_ON:
                return best
        elif word.nominal or word.lower in _INSIDE or word.text in ("-", "–"):
            first -= 1
            begins = first == 0 or not (words[first - 1].nominal or words[first - 1].lower in _INSIDE | _DETERMINERS)
            owned = first > 0 and words[first - 1].lower in _OWNERS | _DETERMINERS
            if word.nominal and begins and not owned and is_phrase(words[first:end]):
                best = (word.start, words[end - 1].end)
        else:
            return best
    return best


def _stands_apart(words: Sequence[Near], following: Sequence[Near], span: Span) -> bool:
    """Is the phrase the name's own: with a sign behind the name too, or with nothing but "As" before the phrase?

    "The director, Ann Bolt, left", "As a goalkeeper, Bolt …"; not "After he met the mayor, Bolt left".
    """
    if not following or following[0].text in _AFTER_APPOSITION or following[0].possessive:
        return True
    earlier = [word for word in words if word.start < span[0]]
    if earlier and earlier[-1].lower in _DETERMINERS:
        earlier.pop()
    if earlier and earlier[-1].lower == "as":
        earlier.pop()
    return not earlier or earlier[-1].text in _SENTENCE_SIGNS


def is_phrase(words: Sequence[Near]) -> bool:
    """Is it a noun phrase with a role as its head?"""
    head = _head_noun(words)
    ranked = any(word.text == "No." and after.text.isdigit() for word, after in pairwise(words))
    return ranked or (head is not None and head.role)


def is_plural(words: Sequence[Near]) -> bool:
    """Does the phrase speak of several people?"""
    head = _head_noun(words)
    return head is not None and head.lower.endswith("s") and head.tag in ("NNS", "NNPS")


def _head_noun(words: Sequence[Near]) -> Near | None:
    """The noun that a phrase is about: the last one before the first "of", "for" or "in"."""
    head: Near | None = None
    for word in words:
        if word.lower in _DETERMINERS or word.lower in _OWNERS:
            if head is not None:
                return None
            continue
        if word.lower in _INSIDE and head is not None:
            break
        if not word.nominal and word.text not in ("-", "–") and not word.text.isdigit():
            break
        if word.word:
            head = word
    return head


def shared(words: Sequence[Near]) -> Span | None:
    """A plural before a list of names: "Sens. Ada Holm and Ben Osei", "members of the board, including …"."""
    at = len(words)
    while at > 0 and (words[at - 1].text in (",", "and") or (words[at - 1].capital and not words[at - 1].role)):
        at -= 1
    if at == len(words):
        return None
    if at > 1 and words[at - 1].lower in ("including", "as", "like", "are", "were"):
        end = at - 1 - (words[at - 2].lower in (",", "such"))
        end -= words[end - 1].text == ","
        return _plural_phrase(words, end)
    if words[-1].text not in (",", "and") or not any(word.capital for word in words[at:]):
        return None
    found = title(words[:at])
    return found if found and words[at - 1].lower.endswith("s") else None


def _plural_phrase(words: Sequence[Near], end: int) -> Span | None:
    first = end
    while first > 0 and (words[first - 1].nominal or words[first - 1].lower in _INSIDE):
        first -= 1
    while first < end and not words[first].nominal:
        first += 1
    phrase = words[first:end]
    if not phrase:
        return None
    head = next(
        (w for w, after in zip(phrase, [*phrase[1:], None], strict=True) if after is None or after.lower in _INSIDE),
        None,
    )
    return (phrase[0].start, phrase[-1].end) if head is not None and head.role and head.lower.endswith("s") else None
