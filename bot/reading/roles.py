"""The role an article gives a person: "Tymur Tkachenko, head of …", "Prime Minister Ann Bolt", "Bolt is a teacher".

Each way of saying it gives phrases with a weight; the phrase with the most is the role, as it stands in the text.
"""

import re
from collections.abc import Iterator, Sequence

from bot.reading import role_after, role_before, role_words
from bot.reading.brief import Span
from bot.reading.parsed import Parsed
from bot.reading.titles import HONORIFICS, RELATIONS, is_plural_role, is_title, needs_another

LONGEST_ROLE = 20  # words; a longer apposition is a clause about something else
MOST_MENTIONS = 12  # of one person; a role comes early
LATER = 0.3  # what each further mention takes off: the first one introduces
A_WORD = 0.15  # what each word adds: a longer role says more, up to a point
MOST_WORDS_COUNT = 6
RELATION = 1.2  # what a relation ("brother", "colleague") takes off: an office says more
_LOOK = 200  # characters after a name in which an apposition is looked for

_APPOSITION = re.compile(
    r"\s*,\s*(?:\d{1,3}\s*,\s*)?(?P<role>(?!who\b|which\b|and\b|but\b|said\b|says\b)[^\n,;:.!?“”\"()—]*)"
)
_PREPOSITION = re.compile(r"\s(?:of|for|from|in|at|on|with|to|who|and)\s")
_OWNER = re.compile(r"^(?:his|her|their|its|our|my|your|whose)\s+(?:own\s+)?", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:an?|the|that|this|another)\s+(?!\w+[’']s\b)", re.IGNORECASE)
_ADDRESS_BEHIND = re.compile(r"(?<=\w)\s+(?:Dr|Prof|Mr|Mrs|Ms)\.?$")  # "lead author Dr."
_OF_ANOTHER = re.compile(r"\b(?:of|to|for|with|by|under|against)\s+(?:[\w.’'-]+\s+){0,4}$")
_ATTRIBUTE_OF = re.compile(r" [a-z][\w-]+(?: [a-z][\w-]+){0,3}$|[’']s? [a-z]")
_BEHIND = re.compile(r"(?<!\s)\s+(?:behind|alongside|after|before|beside|like|than|between)\s+(?:[\w.’'-]+\s+){0,3}$")


def role_of(parsed: Parsed, mentions: Sequence[Span], others: Sequence[Span] = ()) -> str | None:
    """The role stated at one of `mentions` (the spans of a person's name), the most telling one, or None.

    `others` are the mentions of other people: a role that names one ("…, director George Tenet and …") is theirs.
    """
    best: tuple[float, str] | None = None
    name = max((parsed.text[start:end] for start, end in mentions), key=len, default="")
    for number, (start, end) in enumerate(mentions[:MOST_MENTIONS]):
        for weight, span in _candidates(parsed, start, end):
            role = _shown(parsed.text, span, others)
            words = role.split()
            if not words or len(words) > LONGEST_ROLE or needs_another(role, name):
                continue
            value = weight + A_WORD * min(len(words), MOST_WORDS_COUNT) - LATER * min(number, 4)
            value -= RELATION if _is_relation(role) else 0
            if best is None or value > best[0]:
                best = (value, role)
    return best[1] if best else None


def _candidates(parsed: Parsed, start: int, end: int) -> Iterator[tuple[float, Span]]:
    words, following = role_words.before(parsed, start), role_words.after(parsed, end)
    for weight, span in (
        (2.2, role_after.apposed(following)),
        (2.2, role_after.both(following)),
        (2.0, role_before.title(words)),
        (1.8, role_before.apposed(words, following)),
        (1.5, role_after.relative(following)),
        (0.8, role_after.predicated(following)),
        (1.6, role_before.shared(words)),
    ):
        if span is not None:
            yield weight, span


def _shown(text: str, span: Span, others: Sequence[Span]) -> str:
    """The role as a reader can use it: without an article or "his", and whole; "" where it is somebody else's."""
    start, end = span
    for begin, stop in others:
        if start <= begin < end:
            if text[stop : stop + 2] in ("’s", "'s") or _OF_ANOTHER.search(text, start, begin):
                continue
            if begin == start and _ATTRIBUTE_OF.match(text, stop, end):
                continue  # "Rovers manager Ann Bolt": whose manager, whatever Rovers was taken for
            behind = _BEHIND.search(text, start, begin)
            if behind is None:
                return ""
            end = behind.start()
    role = _ARTICLE.sub("", text[start:end].strip(" ,;:—-–"))
    role = _ADDRESS_BEHIND.sub("", role)
    if all(word.lower().rstrip(".") in HONORIFICS | {"dr", "prof"} for word in role.split()):
        return ""  # a form of address
    return _of_one(_ARTICLE.sub("", _OWNER.sub("", role)))


def _of_one(role: str) -> str:
    """A title that several share, as one of them has it: the same letters without the last one ("economists")."""
    last = role.rsplit(maxsplit=1)[-1] if role else ""
    return role[:-1] if is_plural_role(last) and not role.lower().startswith("one of") else role


def _is_relation(role: str) -> bool:
    """Is the person only somebody's brother, friend or colleague by it?"""
    head = re.split(r"\s(?:of|to|for|who)\s", role, maxsplit=1)[0].split()
    return bool(head) and head[-1].lower() in RELATIONS


def has_role(text: str, end: int) -> bool:
    """Does a role stand in apposition to the name that ends at `end`?"""
    match = _APPOSITION.match(text, end, min(len(text), end + _LOOK))
    head = _PREPOSITION.split(match["role"], maxsplit=1)[0].split() if match else []
    return bool(head) and is_title(head[-1]) and not head[-1].endswith("s")
