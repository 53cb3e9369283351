"""What speaks for a name's kind: its own words, and what stands around one mention of it."""

import re
from collections import Counter

from bot.reading.gazetteer import places
from bot.reading.given_names import GIVEN_NAMES
from bot.reading.roles import has_role
from bot.reading.titles import ORGANISATION_NOUNS, PLACE_NOUNS, is_title

# Weights of evidence, in units of one plain contextual hint; set by hand on invented articles.
STRONG = 4
PLAIN = 2
HINT = 1

_SAID = re.compile(
    r"\s*,?\s*(?:who\b|(?:also |later |has |had )?(?:said|says|told|added|wrote|tweeted|asked|argued|"
    r"warned|explained|insisted|"
    r"recalled|declined|testified|replied|admitted|vowed|joked|thinks|believes|hopes)\b)"
)
_SAID_BEFORE = re.compile(r"(?:[\"”,]\s*|\b)(?:said|says|added|recalled|asked|wrote|according to|told|explained)\s+$")
_AGE_AFTER = re.compile(r"\s*,\s*(?:\d{1,2}\s*,|\d{1,2}\.|an? \d{1,2}-year-old|aged? \d{1,2})")
_PERSON_BEFORE = re.compile(
    r"\b(?:named|identified as|Mr|Mrs|Ms|Dr|by his lawyer|wife|husband|son|daughter|brother|sister|mother|father),?\s+$"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|near|outside|across|throughout|around|toward|towards|into|downtown|northern|southern|"
    r"eastern|western|central|north of|south of|east of|west of|city of|town of|village of|"
    r"capital of|province of|capital,|capital|at)\s+$"
)
_PLACE_OF = re.compile(r"\b(?:state|city|town|village|province|region|district|county|island|port|suburb) of\s+$")
_PLACE_NOUN_AFTER = re.compile(
    r"\s+(?:town|city|village|district|province|region|suburb|peninsula|archipelago|valley|airport)\b"
)
_PLACE_AFTER = re.compile(r",\s+(?P<wider>[A-Z][\w.]+(?: [A-Z][\w]+)?)")
_ORG_BEFORE = re.compile(
    r"\b(?:company|firm|giant|maker|retailer|newspaper|agency|network|airline|charity|bank|club|"
    r"rivals|group|union|party|watchdog|think tank|broadcaster|magazine|website|startup|start-up|"
    r"against|beat)\s+(?:the\s+)?$"
)
_THE_BEFORE = re.compile(r"\b(?:the|The)\s+$")


def weigh(text: str, start: int, end: int) -> Counter[str]:
    """The evidence of one mention: the name's own words and what stands around it."""
    name = text[start:end]
    words = name.split()
    before, after = text[max(0, start - 40) : start], text[end : end + 60]
    found: Counter[str] = Counter()
    if name in places():
        found["place"] += STRONG
    _weigh_words(words, found)
    if _AGE_AFTER.match(after):
        found["person"] += STRONG
    if _SAID.match(after) or _SAID_BEFORE.search(before):
        found["person"] += PLAIN if len(words) <= 3 else HINT
    lower_title = re.search(r"([\w-]+)\s+$", before)
    if (lower_title and is_title(lower_title[1]) and not lower_title[1].endswith("s")) or _PERSON_BEFORE.search(before):
        found["person"] += PLAIN + HINT
    if len(words) > 1 and has_role(text, end):
        found["person"] += PLAIN + HINT
    if _PLACE_BEFORE.search(before):
        found["place"] += HINT
    if _PLACE_OF.search(before):
        found["place"] += STRONG + HINT
    if _PLACE_NOUN_AFTER.match(after):  # "Kelmore town has been closed off"
        found["place"] += STRONG + HINT
    wider = _PLACE_AFTER.match(after)
    if wider and wider["wider"] in places():
        found["place"] += PLAIN + HINT
    if _ORG_BEFORE.search(before) or _THE_BEFORE.search(before):
        found["organisation"] += HINT
    return found


def _weigh_words(words: list[str], found: Counter[str]) -> None:
    last = words[-1]
    if any(w in ("of", "for") for w in words[1:-1]):
        found["organisation"] += PLAIN
    if last in ORGANISATION_NOUNS or words[0] in ORGANISATION_NOUNS or any(w in ORGANISATION_NOUNS for w in words):
        found["organisation"] += PLAIN + HINT
    if last in PLACE_NOUNS or words[0] in ("Lake", "Mount", "Fort", "Cape", "Port", "Camp"):
        found["place"] += PLAIN + HINT
    if len(words) == 1 and last.isupper() and 2 <= len(last) <= 6:
        found["organisation"] += PLAIN
    if words[0] in GIVEN_NAMES and 2 <= len(words) <= 4:
        found["person"] += PLAIN + HINT
    elif 2 <= len(words) <= 3 and all(re.fullmatch(r"[A-ZÀ-Þ][\w’'-]+|[A-Z]\.", w) for w in words):
        found["person"] += HINT
    if len(words) == 1 and last in GIVEN_NAMES:
        found["person"] += HINT
