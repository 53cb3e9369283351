"""What was said: which stretches of a sentence each of its attributions introduces.

Content stands before its cue (`“…,” she said`; `…, the ministry said.`), after it (`She said: “…”`; `He said that …`)
or on both sides (`“…,” she said, “…”`). It never reaches into the frame of another cue.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.reading.brief import Span
from bot.reading.quotes.attribution import Attribution
from bot.reading.quotes.complement import SIGNS, Complement, clause_start
from bot.reading.quotes.cues import CueClass, Frame
from bot.reading.quotes.outline import OPEN_ENDED, Item, Sentence, closing_sign
from bot.reading.quotes.words import INTRODUCTIONS

DATELINE_ITEMS = 12  # within which "RYE, N.Y. (AP) —" ends
INTRODUCTION_ITEMS = 9  # "In a statement to a local paper on Monday," is no clause of its own
INTRODUCING = frozenset({"when", "asked", "while", "after", "speaking", "if"})
EDGES = SIGNS | {".", "!", "?", "(", "…"}

ItemRange = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Uttered:
    """One attribution of a sentence with its content as item ranges, in order of the text."""

    attribution: Attribution
    pieces: tuple[ItemRange, ...]


def contents(text: str, sentence: Sentence, attributions: Sequence[Attribution]) -> list[Uttered]:
    """The content of each attribution that has one. Pieces don't overlap."""
    items = sentence.items
    attributions = _telling(items, attributions)
    result: list[Uttered] = []
    taken = 0
    for number, attribution in enumerate(attributions):
        low = max(taken, attributions[number - 1].right if number else 0)
        last = number + 1 == len(attributions)
        high = len(items) if last else attributions[number + 1].left
        pieces = _pieces(text, items, attribution, (low, high), last=last)
        if pieces:
            taken = max(pieces[-1][1], attribution.right)
            result.append(Uttered(attribution, tuple(pieces)))
    return result


def spans(items: Sequence[Item], pieces: Sequence[ItemRange]) -> tuple[Span, ...]:
    """Item ranges as offsets of the text."""
    return tuple((items[a].start, items[b - 1].end) for a, b in pieces)


def _telling(items: Sequence[Item], attributions: Sequence[Attribution]) -> list[Attribution]:
    """Without those that can have no content here: they must not cut another's short."""
    telling: list[Attribution] = []
    high = len(items)
    for attribution in reversed(attributions):
        verb = attribution.verb
        weak = verb is not None and (verb.kind is CueClass.BELIEF or verb.frame in {Frame.LABEL, Frame.CLAUSE})
        if not weak or clause_start(items, min(attribution.right, high), high, verb) is not None:
            telling.append(attribution)
            high = attribution.left
    return telling[::-1]


def _pieces(
    text: str, items: Sequence[Item], attribution: Attribution, room: ItemRange, *, last: bool
) -> list[ItemRange]:
    before = _stretch_before(items, room[0], attribution)
    quoted = before is not None and items[before[1] - 1].region is not None
    after = Complement(text, items, attribution, room[1], last=last).find(quoted_before=quoted)
    pieces = []
    if before is not None and _takes_before(text, items, attribution, before, after):
        pieces.append(before)
        if after is not None and not _resumes(items, attribution, before, after):
            after = None
    if after is not None:
        pieces.append(after)
    return [piece for piece in (_trimmed(items, *piece) for piece in pieces) if piece is not None]


def _trimmed(items: Sequence[Item], a: int, b: int) -> ItemRange | None:
    """Without the signs at either end; None where nothing is left."""
    while a < b and items[a].region is None and not items[a].is_word:
        a += 1
    while b > a and items[b - 1].region is None and items[b - 1].text in EDGES:
        b -= 1
    return (a, b) if a < b else None


def _stretch_before(items: Sequence[Item], low: int, attribution: Attribution) -> ItemRange | None:
    """The stretch from the last attribution (or the sentence's start) to this one's frame, if it can be content."""
    end = attribution.left
    while end > low and items[end - 1].region is None and items[end - 1].text in SIGNS:
        end -= 1
    start = low or _behind_dateline(items, end)
    while (
        start < end
        and items[start].region is None
        and (not items[start].is_word or (items[start].lower in {"and", "but"} and low > 0))
    ):
        start += 1
    return (start, end) if start < end else None


def _behind_dateline(items: Sequence[Item], end: int) -> int:
    """`RYE, N.Y. (AP) — …`: the item behind the dash, or 0."""
    for i, item in enumerate(items[: min(end, DATELINE_ITEMS)]):
        if item.region is not None or (item.text[0].islower() and item.text != "of"):
            return 0
        if item.text in {"—", "–", "--", "-"}:
            return i + 1
    return 0


def _takes_before(
    text: str, items: Sequence[Item], attribution: Attribution, before: ItemRange, after: ItemRange | None
) -> bool:
    """Is the stretch before the cue its content?"""
    verb = attribution.verb
    if verb is not None and (attribution.shared or verb.frame not in {Frame.SAY, Frame.TELL, Frame.SPEAK}):
        return False
    if items[before[1] - 1].region is not None:
        return _takes_quotation(text, items, attribution, before, after)
    if verb is None:
        if after is not None and attribution.left <= 2:
            return False
    elif items[attribution.left - 1].text != "," or (after is not None and not attribution.inverted):
        return False
    words = sum(item.is_word or item.region is not None for item in items[before[0] : before[1]])
    return words >= 2 and not _introduces(items, before)


def _takes_quotation(
    text: str, items: Sequence[Item], attribution: Attribution, before: ItemRange, after: ItemRange | None
) -> bool:
    """The stretch before the cue ends with a quotation: with a comma or an open end it is what was said."""
    region = items[before[1] - 1].region
    sign = closing_sign(text, region) if region is not None else "."
    comma = before[1] < attribution.left and items[before[1]].text == ","
    if sign in OPEN_ENDED or comma or (sign == "." and before[1] == attribution.left):
        introduction = comma and after is not None and before[1] - before[0] > 1
        return not (introduction and _introduces(items, before))
    return attribution.inverted


def _introduces(items: Sequence[Item], before: ItemRange) -> bool:
    """Is the stretch only an introduction, such as "In a statement on Monday"? Then it has no comma inside."""
    first = items[before[0]]
    if first.region is not None:
        return False
    if first.lower in INTRODUCING and first.is_capital:
        return not any(item.region is not None for item in items[before[0] : before[1]])
    if first.lower not in INTRODUCTIONS or before[1] - before[0] > INTRODUCTION_ITEMS:
        return False
    return not any(item.text == "," for item in items[before[0] : before[1]])


def _resumes(items: Sequence[Item], attribution: Attribution, before: ItemRange, after: ItemRange) -> bool:
    """After content before the cue: does it go on behind it (`“…,” she said, “…”`)?"""
    follows_comma = items[after[0] - 1].text in SIGNS
    if items[after[0]].region is not None:
        return follows_comma or after[0] == attribution.right
    return items[before[1] - 1].region is None and follows_comma and attribution.right == after[0] - 1
