"""Which of a sentence's cues are its own, and which stand inside what another one reports."""

from collections.abc import Sequence
from dataclasses import replace

from bot.reading.quotes.cues import CueClass, Frame
from bot.reading.quotes.frames import Attribution
from bot.reading.quotes.line import Line
from bot.reading.quotes.parse import is_inside
from bot.reading.quotes.words import TURNS

NEXT_ITEMS = 5  # "said on Monday that he wants": so near behind a cue another one's clause is its content
OWN_ITEMS = 8  # items after a cue within which a colon or comma opens its own quotation


def outermost(line: Line, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Without cues inside what another cue reports, except one with a quotation of its own right behind it.

    `He said he expects …` is his saying; `He said she answered: “…”` keeps her answer.
    """
    kept: list[Attribution] = []
    for found in attributions:
        attribution = _joined(line, found, kept[-1]) if kept else found
        if kept and not _has_own_quotation(line, attribution) and not _closes_quotation(line, attribution):
            outer = kept[-1]
            if _follows_that(line, attribution, outer) or _is_inside(line, attribution, outer):
                continue
        kept.append(attribution)
    return kept


def _joined(line: Line, inner: Attribution, outer: Attribution) -> Attribution:
    """`He says he is glad and tells us why`: the second verb has the first one's form and subject."""
    if not inner.shared or outer.source is None or line.word(inner.left) not in {"and", "but"}:
        return inner
    outer_word, inner_word = line.word(outer.at), line.word(inner.at)
    same = outer.verb is not None and inner.verb is not None and outer.verb.lemma == inner.verb.lemma
    present = outer_word.endswith("s") and inner_word.endswith("s")
    gerunds = outer_word.endswith("ing") and inner_word.endswith("ing")
    opens = line.word(inner.left - 1) in {",", "-", "–", "—"} or line.word(inner.right) == "that"
    past = opens and not (outer_word.endswith(("s", "ing")) or inner_word.endswith(("s", "ing")))
    if not (same or present or past or gerunds) or outer.verb is None:
        return inner
    return replace(inner, source=outer.source)


def _is_inside(line: Line, inner: Attribution, outer: Attribution) -> bool:
    if inner.verb is None or outer.verb is None or _is_occasion(line, inner):
        return False
    if _is_named_thing(line, inner) or (line.word(inner.left - 1) in TURNS and line.word(inner.left - 2) == ","):
        return False
    if inner.shared and inner.source == outer.source and line.word(inner.left) in {"and", "but", "or"}:
        return False
    # "…, an official said, hours after Poe said …": behind its content the outer cue has no more
    beside = line.word(outer.right) == "," and line.word(inner.left - 1) in {"after", "before", "while", "as", "when"}
    if beside or (line.word(inner.at).endswith("ing") and line.word(inner.left - 1) == ","):
        return False
    if inner.verb.frame not in {Frame.SAY, Frame.TELL} and 0 <= inner.left - outer.right <= NEXT_ITEMS:
        between = line.items[outer.right : inner.left]
        return outer.verb.frame in {Frame.SAY, Frame.TELL} and all(item.is_word for item in between)
    return is_inside(line.token(inner.at), line.token(outer.at))


def _follows_that(line: Line, inner: Attribution, outer: Attribution) -> bool:
    """`He told the Harbour News's “Morning Tide” that he expects …`, whatever the parse makes of the marks."""
    if not outer.speaks or line.word(inner.left - 1) != "that" or inner.left <= outer.right:
        return False
    return not any(item.text in {",", ";", ":"} for item in line.items[outer.right : inner.left])


def _is_named_thing(line: Line, attribution: Attribution) -> bool:
    """`She laughed at what Poe calls “a plan”`: the name is Poe's, whatever is said around it."""
    return line.word(attribution.left - 1) == "what" and line.is_region(attribution.right)


def _is_occasion(line: Line, attribution: Attribution) -> bool:
    """`…, she said when asked about it`: the question is no part of what she said."""
    asks = attribution.verb is not None and attribution.verb.kind is CueClass.QUESTION
    return asks and line.word(attribution.at - 1) == "when"


def _closes_quotation(line: Line, attribution: Attribution) -> bool:
    """`She thought it would not last: “Not a winter,” Dunn said.`: a tag has the quotation right before it."""
    behind = attribution.left > 0 and line.is_region(attribution.left - 1)
    return behind and attribution.speaks and line.closes_with_comma(attribution.left - 1)


def _has_own_quotation(line: Line, attribution: Attribution) -> bool:
    verb = attribution.verb
    if verb is None or verb.frame not in {Frame.SAY, Frame.TELL}:
        return False
    after = attribution.right
    last = min(after + OWN_ITEMS, len(line.items))
    return line.begins_with_capital(after) or any(
        line.is_region(i) and line.word(i - 1) in {",", ":"} for i in range(after + 1, last)
    )
