"""Where a noun phrase begins and ends, by surface signs: capitals, commas and the closed classes of English words."""

from collections.abc import Sequence

from bot.reading.brief import Span
from bot.reading.quotes.cues import MOSTLY_NOUNS, TOPICS, CueVerb, Frame, cue_verb
from bot.reading.quotes.outline import Item
from bot.reading.quotes.words import (
    ADVERBS,
    AFTER_NAME,
    AUXILIARIES,
    CLAUSE_OPENERS,
    DAYS,
    DETERMINERS,
    INTRODUCTIONS,
    MONTHS,
    PREPOSITIONS,
    PRONOUNS,
    TIME,
    is_adverb,
)

SUBJECT_ITEMS = 40  # the longest subject, in words and signs; beyond this no reader connects it with its verb
APPOSITION_ITEMS = 30
TOPIC_ITEMS = 10  # the longest listener and place: spoke to the harbour board in Rye on Monday about …
STOPS = frozenset({";", ":", "(", ")", "[", "]", "—", "–", "--", "―", ".", "!", "?", "…", "...", "-", "|"})
ENDS_SEGMENT = frozenset({"who", "which", "while", "but", "because", "when", "after", "said", "says", "as"})


def skip_adverbs(items: Sequence[Item], at: int) -> int:
    """From a verb to the left over auxiliaries, adverbs and days: the item where a subject would end, or -1."""
    while at >= 0:
        item = items[at]
        if item.region is not None:
            return at
        word = item.lower
        skip = word in AUXILIARIES and word != "to"
        skip = (
            skip
            or (is_adverb(word) and not item.is_capital)
            or (word in DAYS and at > 0)
            or (word in {"on"} and at + 1 < len(items))
        )
        if not skip:
            return at
        at -= 1
    return at


def begins_noun_phrase(items: Sequence[Item], at: int) -> bool:
    item = items[at]
    if item.region is not None or not item.is_word:
        return False
    word = item.lower
    if word in DAYS or (word in MONTHS and item.is_capital):
        return False
    if item.is_capital or word in DETERMINERS or word in PRONOUNS:
        return word != "that"
    if word in PREPOSITIONS or word in AFTER_NAME or word in CLAUSE_OPENERS or word in AUXILIARIES:
        return False
    return not is_adverb(word) and word not in TIME and word not in {"him", "her", "them", "me", "us"}


def noun_phrase_right(items: Sequence[Item], at: int, *, stop_words: bool = True) -> int:
    """Where a noun phrase that begins at `at` ends (exclusive), with a following apposition between commas."""
    end = _segment_right(items, at, stop_words=stop_words)
    if end == at or end + 1 >= len(items) or items[end].text != "," or not _may_explain(items[end - 1], items[end + 1]):
        return end
    stop = end + 1
    while stop < len(items) and stop - end <= APPOSITION_ITEMS and items[stop].region is None:
        item = items[stop]
        if item.text == "," or _stops(items, stop) or item.lower in {"who", "which", "but", "told"}:
            break
        if cue_verb(item.lower) is not None and item.lower not in MOSTLY_NOUNS:
            return end
        stop += 1
    return stop


def _may_explain(name: Item, first: Item) -> bool:
    """Can an apposition to a phrase that ends in `name` begin with `first`?"""
    if first.region is not None or not (name.is_capital or first.is_capital) or name.lower in PRONOUNS:
        return False
    if first.lower in PREPOSITIONS | CLAUSE_OPENERS | PRONOUNS | AFTER_NAME | AUXILIARIES or first.lower.endswith(
        "ing"
    ):
        return False
    return not is_adverb(first.lower) and cue_verb(first.lower) is None


def _segment_right(items: Sequence[Item], at: int, *, stop_words: bool) -> int:
    i = at
    while i < len(items) and i - at < SUBJECT_ITEMS:
        item = items[i]
        if item.region is not None or item.text == "," or _stops(items, i):
            break
        if i > at and stop_words and _ends_name(items, i):
            break
        if i > at and item.lower in ENDS_SEGMENT:
            break
        i += 1
    return i


def _stops(items: Sequence[Item], i: int) -> bool:
    """Does a phrase end before this sign? Not before a hyphen within a word: "Ann Lloyd-Jones" is one name."""
    if items[i].text != "-" or not 0 < i < len(items) - 1:
        return items[i].text in STOPS
    return items[i - 1].end != items[i].start or items[i].end != items[i + 1].start


def _ends_name(items: Sequence[Item], i: int) -> bool:
    word = items[i].lower
    if word in DAYS:
        return items[i - 1].lower not in DETERMINERS
    if word == "and":
        return not (i + 1 < len(items) and items[i + 1].is_capital)
    return word in AFTER_NAME


def noun_phrase_left(items: Sequence[Item], end: int) -> int | None:
    """Where the noun phrase that ends at item `end` begins: over an apposition back to what it explains."""
    if items[end].lower == ",":
        return _before_apposition(items, end)
    start = _segment_left(items, end)
    return start if start <= end and any(item.is_word for item in items[start : end + 1]) else None


def _before_apposition(items: Sequence[Item], comma: int) -> int | None:
    """`Jane Poe, the mayor, said`: from the comma before the verb back to "Jane"."""
    i = comma - 1
    best = None
    while i >= 0 and comma - i < SUBJECT_ITEMS:
        item = items[i]
        if item.region is not None or item.text in {";", ":", "—", "–", "--"}:
            break
        if item.text == ",":
            if i == 0 or items[i - 1].region is not None:
                break
            start = _segment_left(items, i - 1)
            if start > i - 1:
                break
            if items[i - 1].is_capital or items[i - 1].lower in {"jr.", "sr."}:
                return start if items[start].lower not in INTRODUCTIONS else best
            best = start if items[start].lower not in INTRODUCTIONS else best
        i -= 1
    return best


def _segment_left(items: Sequence[Item], end: int) -> int:
    """Leftwards from the last word of a noun phrase to its first."""
    if items[end].lower in PRONOUNS:
        return end
    i = end
    while i >= 0 and end - i < SUBJECT_ITEMS:
        item = items[i]
        if item.region is not None or item.text == "," or _stops(items, i):
            break
        if item.lower in CLAUSE_OPENERS and not _joins_names(items, i, end):
            break
        i -= 1
    return _trim_left(items, i + 1, end)


def _joins_names(items: Sequence[Item], i: int, end: int) -> bool:
    """Does this "and" stand between two names that speak together?"""
    return items[i].lower == "and" and i > 0 and items[i - 1].is_capital and i < end and items[i + 1].is_capital


def _trim_left(items: Sequence[Item], start: int, end: int) -> int:
    """Leave out what introduces a sentence before its subject: "Earlier this week", "On Monday", "In an interview"."""
    while start < end and (
        items[start].lower in TIME or items[start].lower in ADVERBS or is_adverb(items[start].lower)
    ):
        start += 1
    if start < end and items[start].lower in PREPOSITIONS:
        inner = end
        while inner > start + 1 and _belongs_left(items, inner):
            inner -= 1
        return inner
    return start


def _belongs_left(items: Sequence[Item], at: int) -> bool:
    """Does the word at `at` go on with what stands left of it, inside one noun phrase?"""
    item, previous = items[at], items[at - 1]
    if item.lower in DETERMINERS or previous.lower in TIME or previous.text.isdigit() or item.lower in PRONOUNS:
        return False
    return not (item.is_capital and previous.lower in PREPOSITIONS and previous.lower not in {"of", "for"})


def topic_after(items: Sequence[Item], at: int, verb: CueVerb, high: int) -> int | None:
    """The preposition that opens what was said: warned `of`, called `for`; of speaking also behind whom it was
    spoken to: spoke to reporters in Rye `about`."""
    topics = TOPICS.get(verb.lemma, frozenset())
    if at < high and items[at].lower in topics:
        return at
    if verb.frame is not Frame.SPEAK or "about" not in topics:
        return None
    for i in range(at, min(at + TOPIC_ITEMS, high)):
        if not items[i].is_word or items[i].lower in {"and", "but", "that", "when", "while"}:
            return None
        if items[i].lower == "about":
            return i
    return None


def main_subject(items: Sequence[Item], at: int) -> Span | None:
    """Without a parse: the first name or pronoun of the sentence, or of the clause after the comma."""
    start = 0
    if at == 0:
        start = next((i + 1 for i, item in enumerate(items) if item.text == ","), len(items))
    for i in range(start, min(start + 12, len(items))):
        item = items[i]
        if item.region is not None:
            continue
        if item.lower in PRONOUNS:
            return (item.start, item.end)
        if item.is_capital and item.lower not in INTRODUCTIONS and item.lower not in DETERMINERS and i != at:
            end = i + 1
            while end < len(items) and items[end].is_capital:
                end += 1
            return (item.start, items[end - 1].end)
    return None


def opens_with_name(items: Sequence[Item], comma: int) -> bool:
    """Left of the comma there is another one, and between them and the start a name: an apposition's end."""
    first = next((i for i, item in enumerate(items[: min(comma, 9)]) if item.text == ","), None)
    if first is None:
        return False
    head = items[:first]
    if head and head[0].lower in PREPOSITIONS:
        return False  # "In Rye, the pier is closed, said Poe"
    return bool(head) and head[-1].is_capital and sum(item.is_word and not item.is_capital for item in head) <= 2
