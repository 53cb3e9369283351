"""What verbs of naming, judging and belief take behind them: called it a “…”, denied the charge, thinks it is safe."""

from collections.abc import Sequence

from bot.reading.quotes.cues import PURPOSES, TOPICS, CueClass, CueVerb, Frame
from bot.reading.quotes.outline import Item
from bot.reading.quotes.words import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, listed

SIGNS = frozenset({",", ":", "-", "–", "—", "--", ";"})
COMPLEMENTIZERS = frozenset({"that", "if", "whether"})

# Verbs that judge: whom or what they judge is content even without quoted words.
JUDGING = listed(
    """accuse blame condemn criticize criticise denounce deride hail laud mock praise slam blast decry ridicule tout
    applaud commend lambaste lambast rip rebuke chastise bash describe express discuss mention call"""
)

# Verbs whose object is what was said, in other words: announced the closure, denied the charge.
REPORTED_THINGS = listed("announce deny dispute dismiss reject refute echo reiterate recount disclose")
TAKES_THINGS = frozenset({"claim"})
"""Verbs of saying that have things for objects as well."""
CLAIMED = listed(
    "responsibility credit innocence ignorance immunity victory success discrimination damages compensation harassment"
)
CLAIM_WORDS = 4
"""Words behind the verb among which what is claimed in words stands."""


def clause_start(items: Sequence[Item], at: int, high: int, verb: CueVerb | None) -> int | None:
    """Verbs that name or believe take what follows if it holds a quotation, or is a clause."""
    if at >= high or verb is None:
        return None
    if items[at].lower in TOPICS.get(verb.lemma, ()) or (items[at].lower == "to" and verb.lemma in PURPOSES):
        return at
    signed = items[at].text in SIGNS
    if signed and (at + 1 >= high or items[at + 1].region is None):
        return None
    if any(item.region is not None for item in items[at:high]):
        return at + 1 if signed else at
    return at if _begins_clause(items[at], verb) else None


def _begins_clause(item: Item, verb: CueVerb) -> bool:
    if verb.lemma in REPORTED_THINGS:
        return item.is_word and (item.is_capital or item.lower in COMPLEMENTIZERS | PRONOUNS | DETERMINERS | {"plans"})
    if verb.frame is Frame.CLAUSE:
        infinitive = item.lower == "to" and verb.lemma in {"hope", "expect", "agree", "decide"}
        return infinitive or item.is_capital or item.lower in COMPLEMENTIZERS | PRONOUNS | {"the", "there"}
    if verb.frame is Frame.LABEL and verb.kind is not CueClass.BELIEF:
        return verb.lemma in JUDGING and item.is_word and item.lower not in PREPOSITIONS | AUXILIARIES
    return verb.kind is CueClass.BELIEF and (item.is_capital or item.lower in DETERMINERS | {"to"})


def is_thing(items: Sequence[Item], at: int, high: int) -> bool:
    """A thing and no clause: "claimed the first trophy of the season"; responsibility is claimed in words."""
    words = [item.lower for item in items[at:high]]
    verbs = AUXILIARIES - {"'s", "’s"}
    told = any(word in verbs or (word.endswith("ed") and i) for i, word in enumerate(words))
    quoted = any(item.region is not None for item in items[at:high])
    return not told and not quoted and not any(word in CLAIMED for word in words[:CLAIM_WORDS])
