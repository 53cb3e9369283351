"""What stands around a verb of saying, by surface signs: words that can name a source, and clauses that end there."""

from bot.reading.quotes.line import Line
from bot.reading.quotes.phrases import STOPS, opens_with_name
from bot.reading.quotes.words import AFTER_NAME, BE, DETERMINERS, PRONOUNS, RELATIVES, is_adverb, listed

NAME_ITEMS = 5  # the longest name in capitals
PERSONAL = frozenset({"he", "she", "they", "i", "we"})
SUBORDINATORS = listed("when while with although though as after before because if since and but where that")
OPEN_ENDS = frozenset({"of", "to", "for", "and", "or", "but", "with", "by", "from", "than"})
NEVER_FIRST = listed("to in at on by from about of for into not is are was were be been being")


def as_noun_phrase(line: Line, left: int, right: int) -> tuple[int, int] | None:
    """Items that may name a source: without what introduces them and without a verb behind them; None where a
    preposition or verb begins them, and nothing else is left."""
    while left < right and (not line.items[left].is_word or (_introduces(line.word(left)) and right - left > 1)):
        left += 1
    if left > 0 and line.word(left) in {"percent", "%", "people"} and line.word(left - 1)[:1].isdigit():
        left -= 1
    if left >= right or (line.word(left) in NEVER_FIRST and right - left > 1):
        return None
    if line.word(right - 1) in OPEN_ENDS and right < len(line.items):
        return None  # "a point of", before "saying"
    if line.is_region(right):  # "Poe, citing “a shame,” said", "Poe, known as “Gull,” said"
        right = next((i for i in range(right - 1, max(left, right - 4), -1) if line.word(i) == ","), right)
    for i in range(left + 1, right):
        if line.word(i) in RELATIVES | {",", "that", "whose"} or line.is_region(i):
            break
        if line.word(i) in BE - {"'s", "’s"} or (line.parsed and line.heads_clause(i)):
            return left, i
    return left, right


def is_sign(line: Line, at: int) -> bool:
    """A sign of punctuation, and no quotation."""
    return line.items[at].region is None and not line.items[at].is_word


def _introduces(word: str) -> bool:
    return is_adverb(word) or word in SUBORDINATORS


def is_free(line: Line, before: int) -> bool:
    """Does the verb stand first, or right after a quotation, perhaps with a comma between?"""
    return before < 0 or line.is_region(before) or (before >= 1 and line.is_region(before - 1))


def closes_clause(line: Line, comma: int, end: int) -> bool:
    """`…, said Poe.` and not `Poe, the mayor, said the plan …`: what follows the verb ends with the name."""
    if opens_with_name(line.items, comma) or _closes_apposition(line, comma) or line.word(comma + 2) in PRONOUNS:
        return False
    return end >= len(line.items) or line.items[end].text in STOPS | {","} or line.word(end) in AFTER_NAME


def _closes_apposition(line: Line, comma: int) -> bool:
    """`The mayor's former driver, Jane Poe, said the plan …`: a name between commas behind what it explains."""
    left = comma
    while left > 0 and comma - left < NAME_ITEMS and line.items[left - 1].is_capital:
        left -= 1
    named = 1 < left < comma and line.word(left - 1) == ","
    return named and line.items[left - 2].is_word and not line.items[left - 2].is_capital


def segment_start(line: Line, before: int, longest: int = NAME_ITEMS) -> int:
    """The first of the words in a row that end at item `before`, at most `longest`; `before` itself not counted."""
    left = before
    while left > 0 and before - left < longest and (line.items[left - 1].is_word or line.word(left - 1) == "-"):
        left -= 1
    return left


def between_commas(line: Line, before: int) -> bool:
    """`The plan, a source said, failed.`: a short source right behind a comma that the clause's head precedes."""
    left = segment_start(line, before)
    opens = line.items[left].is_capital or line.word(left) in DETERMINERS | PERSONAL
    return left <= before and left > 1 and line.word(left - 1) == "," and opens and line.items[left - 2].is_word


def is_hypothetical(line: Line, before: int) -> bool:
    """`asked if he felt`: nobody is said to feel anything."""
    return any(item.lower in {"if", "whether"} for item in line.items[max(0, before - 3) : before])
