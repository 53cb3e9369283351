"""The tense of the clause that a temporal expression stands in: which way a bare weekday points."""

import re
from enum import StrEnum

from bot.reading.brief import Span
from bot.reading.words import bag


class Tense(StrEnum):
    """Past and present point back (news tells what was), future ahead."""

    PAST = "past"
    FUTURE = "future"
    NONE = "none"


_FUTURE = re.compile(
    r"\b(?:will|won[’']t|shall|would|wo|[’']ll|(?:is|are|am|was|were|[’']s|"
    r"[’']re)\s+(?:\w+\s+)?(?:due|set|scheduled|(?<!than was )(?<!than were )expected|slated|likely|planned|"
    r"going|about|poised|supposed|to)|due|scheduled|slated|upcoming|plans?\s+to|planning\s+to|"
    r"hopes?\s+to|intends?\s+to|"
    r"expects?\s+to|(?<!than )(?<!than was )(?<!than were )expected|"
    r"set\s+to|aims?\s+to|vow(?:s|ed)?\s+to|can|may|might|could|must|should|"
    r"forthcoming|until|deadline)\b",
    re.I,
)
_PRESENT_FUTURE = re.compile(
    r"\b(?:begins?|starts?|opens?|opening|starting|beginning|meets?|votes?|faces?|plays?|hosts?|"
    r"arrives?|kicks? off|takes? (?:place|effect)|closes?|resumes?|returns?|expires?|travels?|heads?|"
    r"ends|finishes|launches|reopens?|comes? into (?:force|effect)|goes|is|are)\b",
    re.I,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|didn[’']t|said|told|has|have|[a-z]+ed|added|came|went|took|made|got|gave|"
    r"found|left|held|won|lost|died|fell|"
    r"rose|met|saw|began|shot|killed|led|sent|broke|spoke|wrote|became|brought|struck|hit|cut|put|"
    r"ran|beat|sold|set out|drew|"
    r"flew|fought|grew|knew|paid|stood|threw|built|caught|drove|kept|sat|swept|tore|sank|quit|heard|"
    r"felt|thought|posted)\b"
)
_BOUND = re.compile(
    r"[.;:!?—“”\"()\n]|,\s+(?:and|but|while|when|after|before|who|which|where|as|because|with)\b|"
    r"\b(?:and|but|while|after|when|which|who|that|because|before|if|as)\b"
)
_PUT_TO = re.compile(
    r"\b(?:adjourn(?:s|ed)?|postpon(?:es|ed)|put (?:off|back)|push(?:es|ed) back|defer(?:s|red)|delay(?:s|ed)|"
    r"reschedul(?:es|ed)|mov(?:es|ed)|call(?:s|ed)|set|fix(?:es|ed)|announc(?:es|ed)|confirm(?:s|ed)|book(?:s|ed))\b[^.;:]{0,60}?"
    r"\b(?:to|for|until|till) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?$",
    re.I,
)
"""What is put to a day lies ahead: "adjourned the trial to July 8", "confirmed a second strike for 27 June"."""
_PASSIVE_NOW = re.compile(r"\b(?:is|are|be|being|to)\s+(?:\w+ly\s+)?$")  # "polls are held": no past
_LOOK = 300  # characters on either side: a clause is shorter
_NOT_VERBS = bag("""red bed need seed feed speed hundred indeed united""")


# Less than `_FUTURE`: what "may" or "can" be in a month that has begun may have been as well.
_AHEAD = re.compile(
    r"\b(?:will|won[’']t|shall|[’']ll|(?:is|are|[’']s|[’']re) (?:\w+ )?(?:due|set|scheduled|expected|slated|likely|"
    r"planned|going|about|poised) (?:to|for|on)|(?:plans?|hopes?|intends?|expects?|aims?|wants) to)\b"
)


def looks_ahead(text: str, sentence: Span, span: Span) -> bool:
    """Does the clause around `span` say of it that it is still to come ("will vote later today")?"""
    begin, end = _clause(text, sentence, span)
    return bool(_AHEAD.search(text, begin, end)) and tense_at(text, sentence, span) is Tense.FUTURE


def _clause(text: str, sentence: Span, span: Span) -> Span:
    low, high = max(sentence[0], span[0] - _LOOK), min(sentence[1], span[1] + _LOOK)
    bounds = list(_BOUND.finditer(text, low, span[0]))
    after = _BOUND.search(text, span[1], high)
    return bounds[-1].end() if bounds else low, after.start() if after else high


def tense_at(text: str, sentence: Span, span: Span) -> Tense:
    """The tense of the clause around `span` in the sentence, by its verb forms; NONE where it shows none.

    The clause with the expression decides; where it has no verb, what stands before it does, then what follows.
    """
    left = text[max(sentence[0], span[0] - _LOOK) : span[0]]
    if _PUT_TO.search(left):
        return Tense.FUTURE
    right = text[span[1] : min(sentence[1], span[1] + _LOOK)]
    bounds = list(_BOUND.finditer(left))
    begin = bounds[-1].end() if bounds else 0
    after = _BOUND.search(right)
    clause_right = right[: after.start()] if after else right
    own = _of(left[begin:], nearest_last=True) or _of(clause_right, nearest_last=False)
    if own:
        return own
    return _of(left, nearest_last=True) or _of(right, nearest_last=False) or Tense.NONE


def _of(words: str, *, nearest_last: bool) -> Tense | None:
    ahead = [m.span() for m in _FUTURE.finditer(words)]
    future = [start for start, _ in ahead]
    past = [
        m.start()
        for m in _PAST.finditer(words)
        if m[0].lower() not in _NOT_VERBS
        and not _PASSIVE_NOW.search(words[max(0, m.start() - 30) : m.start()])
        and not any(start <= m.start() < end for start, end in ahead)
    ]
    if future and past:
        if re.search(
            r"(?<!than )\b(?:was|were|had been)\s+(?:\w+\s+)?"
            r"(?:due|set|scheduled|expected|slated|planned|supposed|to)\b",
            words,
        ):
            return Tense.FUTURE
        nearer = max(future) > max(past) if nearest_last else min(future) < min(past)
        return Tense.FUTURE if nearer else Tense.PAST
    if future:
        return Tense.FUTURE
    if past:
        return Tense.PAST
    if _PRESENT_FUTURE.search(words):
        return Tense.FUTURE
    return None
