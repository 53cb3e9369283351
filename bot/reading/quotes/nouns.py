"""Nouns that report words: `Poe's claim that …`, `a warning from the ministry that …`, `She repeated her vow that …`.

Only where the noun's owner is named beside it. What is reported is the clause of "that", which the parse ends.
"""

from collections.abc import Sequence

from bot.reading.quotes.cues import CueClass, CueVerb, Frame
from bot.reading.quotes.frames import Attribution, ItemRange
from bot.reading.quotes.line import Line
from bot.reading.quotes.parse import SUBJECTS, item_at, parsed_subject
from bot.reading.quotes.phrases import noun_phrase_right
from bot.reading.quotes.words import listed

OWNER_ITEMS = 8  # the longest "by the harbour board's deputy chairman" between noun and "that"
ADJECTIVES = 2  # his repeated public claim
SUBJECT_REACH = 40  # items before the noun in which the sentence's verb would stand, were it no subject
POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our", "your"})
AGENTS = frozenset({"by", "from"})
CLAUSES = frozenset({"acl", "ccomp", "acl:relcl", "advcl"})
# Verbs that do no more than utter what their object names.
UTTERS = listed("make issue give offer repeat voice raise deliver express renew reiterate release send post publish")

NOUNS: dict[CueClass, str] = {
    CueClass.NEUTRAL: """statement remark comment announcement declaration observation conclusion explanation
        acknowledgement acknowledgment response reply testimony reminder""",
    CueClass.CLAIM: """claim allegation accusation assertion contention insistence argument suggestion warning promise
        pledge vow admission complaint prediction threat assurance charge boast confession concession
        recommendation""",
    CueClass.DENIAL: "denial",
    CueClass.ORDER: "demand request",
    CueClass.BELIEF: "belief view opinion hope fear concern conviction expectation",
}


def _table() -> dict[str, CueVerb]:
    table = {}
    for kind, words in NOUNS.items():
        for noun in words.split():
            plural = noun[:-1] + "ies" if noun[-1] == "y" and noun[-2] not in "aeiou" else noun + "s"
            verb = CueVerb(noun, kind, Frame.SAY, (noun, plural))
            table.update(dict.fromkeys(verb.forms, verb))
    return table


CUE_NOUNS = _table()
"""Each form of a noun that reports to the cue it is, as `cues.FORMS` for verbs."""


def noun_cue(line: Line, at: int, found: Sequence[Attribution]) -> Attribution | None:
    """The attribution whose cue is the noun at item `at`; for documents with a parse."""
    cue = CUE_NOUNS.get(line.word(at))
    if cue is None or line.token(at).pos_ not in {"NOUN", "PROPN"} or (found and found[-1].right > at):
        return None
    source, that = _agent(line, at) or (_owner(line, at) or _utterer(line, at), at + 1)
    if source is None or line.word(that) != "that":
        return None
    if line.token(at).dep_ not in SUBJECTS and not any(
        line.is_finite(i) for i in range(max(0, at - SUBJECT_REACH), at)
    ):
        return None  # a subject that the parse takes for something else: where its clause ends is not known
    content = (that, _clause_end(line, at, that))
    left, right = min(source[0], at), max(source[1], at + 1)
    return Attribution(line.span(at, at + 1), line.span(*source), cue, left, right, at, content=content)


def _owner(line: Line, at: int) -> ItemRange | None:
    """`his claim`, `the minister's repeated claim`"""
    i = at - 1
    while i >= max(0, at - 1 - ADJECTIVES) and line.items[i].is_word:
        if line.word(i) in POSSESSIVES:
            return i, i + 1
        if line.word(i) in {"'s", "’s", "'", "’"} and i > 0:
            holder = next((child for child in line.token(at).children if child.dep_ == "nmod:poss"), None)
            begin = None if holder is None else item_at(line.items, holder.left_edge.i)
            return (begin, i) if begin is not None and begin < i else (i - 1, i)
        i -= 1
    return None


def _agent(line: Line, at: int) -> tuple[ItemRange, int] | None:
    """`a warning from the ministry that …`: the source, and where "that" stands."""
    if line.word(at + 1) not in AGENTS or at + 2 >= len(line.items):
        return None
    end = noun_phrase_right(line.items, at + 2)
    that = next((i for i in range(at + 3, min(at + OWNER_ITEMS, len(line.items))) if line.word(i) == "that"), end)
    return ((at + 2, that), that) if at + 2 < that <= end else None


def _utterer(line: Line, at: int) -> ItemRange | None:
    """`The board issued a warning that …`: whose verb's object the noun is."""
    token = line.token(at)
    verb = token.head
    if token.dep_ != "obj" or verb.lemma_ not in UTTERS:
        return None
    place = item_at(line.items, verb.i)
    return None if place is None else parsed_subject(line.doc, line.items, place)


def _clause_end(line: Line, at: int, that: int) -> int:
    """Where the clause of "that" ends: with the sentence, or where the noun is a subject before its verb."""
    noun = line.token(at)
    if noun.dep_ not in SUBJECTS:
        return len(line.items)
    clause = next(
        (child for child in noun.children if child.dep_ in CLAUSES and child.i > line.items[that].order), None
    )
    edge = noun.head.i - 1 if clause is None else clause.right_edge.i
    end = that + 1
    while end < len(line.items) and line.items[end].order <= edge:
        end += 1
    return end
