"""What a person is called after the name: "Ann Bolt, 52, mayor of Dunmere", "Bolt, who runs a choir"."""

import re
from collections.abc import Sequence

from bot.reading.role_before import Span, is_phrase, is_plural
from bot.reading.role_words import Near
from bot.reading.words import CALENDAR, bag

_OPENERS = (",", "(", "—", "–", "-")
_ARTICLES = bag("a an the one")
_ENDS = bag(
    """who which that whom whose where when while after before since until till following during amid because although
    though but as if and-who saying told said says than including despite via according"""
)
_ONCE = bag("then now currently formerly once also both previously")
_RECKONED = bag("aged age")
# "who heads the board": what somebody does for a living, whatever noun comes after it.
_WORK = bag(
    """heads leads runs owns chairs directs manages coaches represents oversees edits teaches studies commands covers
    specializes specialises volunteers hosts founded co-founded cofounded directed co-directed owned chaired coached
    co-owns co-wrote produced co-produced created co-created designed researches investigates"""
)
_EMPLOYED = {
    "plays": "for", "played": "for", "works": "for at in on with as", "worked": "for at as", "serves": "as on in",
    "served": "as on in", "writes": "for", "wrote": "for", "sits": "on", "campaigns": "for",
    "volunteered": "with at for", "lectures": "at in", "trains": "at with", "fights": "for", "fought": "for",
    "acts": "as for", "acted": "as for",
}  # fmt: skip
_IS = bag("is was became remains")
LONGEST_TITLE = 9  # words of a work's title inside a role
_LONGEST_NAME = 6  # words of the second of two people
_LONGEST_CLAUSE = 14  # words of "who owns …"


def apposed(words: Sequence[Near]) -> Span | None:
    """The noun phrase beside the name, from the words after it; an age between the two is passed over."""
    at = _past_age(words)
    if at is None:
        return None
    brackets = words[0].text == "("
    first, stop = _phrase(words, at, ")" if brackets else None)
    if not _is_role(words, first, stop) or _goes_on(words, stop):
        return None
    several = is_plural(words[first:stop]) and words[first - 1].lower != "both"
    return None if several else _span(words, first, stop)


def both(words: Sequence[Near]) -> Span | None:
    """What is said of two people after the second: "Ann Bolt and Tom Reed, both nurses at …", seen from the first."""
    if not words or words[0].lower != "and":
        return None
    at = next((i for i, word in enumerate(words) if word.text == ","), len(words))
    if at + 1 < len(words) and at <= _LONGEST_NAME and words[at + 1].lower == "both":
        return apposed(words[at:])
    return None


def _goes_on(words: Sequence[Near], stop: int) -> bool:
    """Is the phrase after the comma the subject of what follows: "Asked by Bolt, employees were told"?"""
    if stop >= len(words) or words[stop].lower in ("said", "says", "told"):
        return False
    if words[stop - 1].text in ("”", '"') and words[stop - 2].text == ",":
        return False  # "host of “The Late Harbour,” was …": the comma stands inside the marks
    return words[stop].finite or words[stop].pos == "AUX"


def relative(words: Sequence[Near]) -> Span | None:
    """What a clause with "who" says of the name's work: the noun of "who is a nurse", or all of "who runs a choir"."""
    at = _past_age(words) or 0
    if at >= len(words) or words[at].lower != "who":
        return None
    who, verb = at, at + 1
    while verb < len(words) and (words[verb].pos == "ADV" or words[verb].lower in ("has", "had", "also", "now")):
        verb += 1
    if verb + 1 >= len(words):
        return None
    word, following = words[verb], words[verb + 1]
    noun = _noun_of(words, verb)
    if noun is not None:
        return noun
    if word.lower in _WORK or following.lower in _EMPLOYED.get(word.lower, "").split():
        stop = _clause_end(words, verb + 1)
        return _span(words, who, stop) if stop - who <= _LONGEST_CLAUSE and stop > verb + 1 else None
    return None


def _noun_of(words: Sequence[Near], verb: int) -> Span | None:
    """The noun of "is a nurse", "serves as mayor", "describes himself as a nurse" from the verb on."""
    word, *following = (each.lower for each in words[verb : verb + 3])
    if word in _IS or word == "been":
        return _noun_after(words, verb + 1)
    if following[0] in ("himself", "herself") and following[1:] == ["as"]:
        return _noun_after(words, verb + 3)
    if following[0] == "as" and "as" in _EMPLOYED.get(word, ""):
        return _noun_after(words, verb + 2)
    return None


def predicated(words: Sequence[Near]) -> Span | None:
    """The noun after "is", "was", "became": "Bolt was a prominent critic of …"."""
    if len(words) < 3 or words[0].lower not in _IS or words[1].lower not in _ARTICLES:
        return None
    return _noun_after(words, 1)


def _past_age(words: Sequence[Near]) -> int | None:
    """Where the words begin that a comma, dash or bracket opens, past an age: ", 52,", ", aged 52,"."""
    if len(words) < 2 or words[0].text not in _OPENERS:
        return None
    at = 1 + (words[1].text == words[0].text and words[0].text == "-")
    if at < len(words) and words[at].lower in _RECKONED:
        at += 1
    if at + 1 < len(words) and words[at].text.isdigit() and words[at + 1].text in (",", ")"):
        at += 2
    while at < len(words) and words[at].lower in _ONCE:
        at += 1
    return at if at < len(words) else None


def _noun_after(words: Sequence[Near], at: int) -> Span | None:
    first, stop = _phrase(words, at)
    return _span(words, first, stop) if _is_role(words, first, stop) else None


def noun_phrase(words: Sequence[Near]) -> int:
    """How many of `words` belong to the noun phrase that they begin with."""
    return _phrase(words, 0)[1] if words else 0


def _is_role(words: Sequence[Near], first: int, stop: int) -> bool:
    return is_phrase(words[first + 2 * _is_one_of(words, first) : stop])


def _is_one_of(words: Sequence[Near], at: int) -> bool:
    return at + 1 < len(words) and words[at].lower == "one" and words[at + 1].lower == "of"


def _phrase(words: Sequence[Near], at: int, closing: str | None = None) -> tuple[int, int]:
    """Where the noun phrase that begins at `at` ends: before a sign, a relative clause, a verb or a time."""
    stop = at + 2 * _is_one_of(words, at)
    while stop < len(words):
        word = words[stop]
        if stop > at and (work := _work_title(words, stop)):
            stop = work
            continue
        if not word.word and word.text not in ("-", "–", "&", "’", "'"):
            break
        if _ends_phrase(word):
            break
        if stop == at and word.pos in ("VERB", "ADV", "SCONJ", "CCONJ", "ADP", "INTJ") and not word.nominal:
            return at, at
        stop += 1
    if closing and (stop >= len(words) or words[stop].text != closing):
        return at, at
    return at, _without_loose_end(words, at, stop)


def _ends_phrase(word: Near) -> bool:
    """Does a clause or a verb begin here?"""
    pronoun = word.pos == "PRON" and not word.tag.endswith("$")
    return word.lower in _ENDS or pronoun or word.pos == "AUX" or (word.finite and not word.role)


def _work_title(words: Sequence[Near], at: int) -> int:
    """The end of a short title in quotation marks that begins at `at`, or 0: host of “The Late Harbour”."""
    closing = {"“": "”", '"': '"'}.get(words[at].text)
    if closing is None or at + 1 >= len(words) or not words[at + 1].capital:
        return 0
    ends = (i for i in range(at + 2, min(at + LONGEST_TITLE, len(words))) if words[i].text == closing)
    return next(ends, -1) + 1


def _without_loose_end(words: Sequence[Near], at: int, stop: int) -> int:
    """Without a preposition, a conjunction, an adverb or a day that the phrase would end in."""
    while stop > at:
        last = words[stop - 1]
        if (
            last.text in CALENDAR
            or (last.pos in ("ADP", "CCONJ", "SCONJ", "DET", "ADV", "PART") and not last.possessive)
            or (not last.word and last.text not in ("”", '"'))
        ):
            stop -= 1
        else:
            return stop
    return stop


def _clause_end(words: Sequence[Near], at: int) -> int:
    stop = at
    while stop < len(words):
        word = words[stop]
        if not word.word and word.text not in ("-", "–", "&", "’", "'", '"', "“", "”"):
            break
        if stop > at and (word.lower in _ENDS or word.finite):
            break
        stop += 1
    return _without_loose_end(words, at, stop)


def _span(words: Sequence[Near], first: int, stop: int) -> Span:
    start = words[first].start
    return start, words[stop - 1].end


def closes(text: str, span: Span) -> bool:
    """Does the phrase have as many closing brackets and marks as opening ones?"""
    words = text[span[0] : span[1]]
    return words.count("(") == words.count(")") and len(re.findall('[“”"]', words)) % 2 == 0
