"""Cues in the middle of what was said: `The plan, he said, failed.`"""

from collections.abc import Sequence

from bot.reading.quotes.cues import MOSTLY_NOUNS, CueClass, Frame, cue_verb
from bot.reading.quotes.frames import Attribution, ItemRange
from bot.reading.quotes.outline import Item
from bot.reading.quotes.words import AUXILIARIES, INTRODUCTIONS, PREPOSITIONS, RELATIVES, TIME

OCCASIONS = frozenset({"asked", "speaking", "pressed", "questioned", "writing"})
OCCASION_ITEMS = 3  # "Later, when asked"
SUBORDINATE = frozenset({"while", "if", "when", "although", "though", "because", "unless", "once"})
SPELLS = frozenset({"hours", "days", "weeks", "months", "minutes", "years", "moments", "shortly"})  # … after


def interrupts(items: Sequence[Item], attribution: Attribution, before: ItemRange, high: int) -> bool:
    """`The plan, he said, failed.`: commas around cue and source, and the clause goes on with a word in lower case."""
    verb, right = attribution.verb, attribution.right
    if attribution.shared or right + 2 >= high or items[right].text != "," or not items[right + 1].is_word:
        return False
    if items[before[1] - 1].region is not None:
        says = verb is not None and verb.frame is Frame.SAY
        return says and items[right + 1].lower in AUXILIARIES - {"to", "not", "never"}
    if items[attribution.left - 1].text != ",":
        return False
    if verb is None:
        return _goes_on(items, attribution, before)
    return verb.frame is Frame.SAY and not _is_occasion(items, before) and _resumes_clause(items, before, right + 1)


def _is_occasion(items: Sequence[Item], before: ItemRange) -> bool:
    """`Asked about it, she said, …`, `When asked, …`, `Speaking in Rye, …`: how she came to say it."""
    opening = [item.lower for item in items[before[0] : before[0] + OCCASION_ITEMS]]
    return items[before[0]].is_capital and any(word in OCCASIONS for word in opening)


def _resumes_clause(items: Sequence[Item], before: ItemRange, at: int) -> bool:
    """Does the clause before the comma go on at item `at`? A clause of "while" or "if" needs another behind it."""
    word = items[at].lower
    if word == "this" and at + 1 < len(items):
        return items[at + 1].lower not in TIME
    subordinate = items[before[0]].lower in SUBORDINATE and items[before[0]].is_capital
    aside = word in INTRODUCTIONS | RELATIVES | SPELLS or (word.endswith("ing") and not subordinate)
    verb = cue_verb(word)
    return not aside and (verb is None or verb.kind is CueClass.BELIEF or word in MOSTLY_NOUNS)


def _goes_on(items: Sequence[Item], attribution: Attribution, before: ItemRange) -> bool:
    """`The worst part, according to Poe, was the wind`: behind the source stands the clause's verb, or the clause that
    `Over the long term, according to Poe, …` leads to."""
    after = items[attribution.right + 1].lower
    if attribution.left <= 2:
        return False
    first = items[before[0]]
    return after in AUXILIARIES or (first.is_capital and first.lower in PREPOSITIONS and after not in INTRODUCTIONS)
