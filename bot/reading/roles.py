"""The role an article gives a person: "Tymur Tkachenko, head of …", "Prime Minister Ann Bolt", "Bolt is a teacher"."""

import re
from collections.abc import Sequence

from spacy.tokens import Token

from bot.reading.brief import Span
from bot.reading.parsed import Parsed
from bot.reading.titles import HONORIFICS, MODIFIERS, has_title, is_title
from bot.reading.words import FUNCTION_WORDS, bag, words_of

LONGEST_ROLE = 20  # words; a longer apposition is a clause about something else
MOST_MENTIONS = 12  # of one person; a role comes early
_CLAUSES = bag("acl acl:relcl conj cc appos parataxis list")
_LOOK = 200  # characters looked at on either side of a name

_PHRASE = r"(?:[^\n,;:.!?“”\"()—]|(?<=\b[A-Z])\.|[\"“][^\"“”\n]{1,40}[\"”])*"
_APPOSITION = re.compile(
    rf"\s*,\s*(?:\d{{1,3}}\s*,\s*)?(?P<role>(?!who\b|which\b|and\b|but\b|said\b|says\b){_PHRASE})"
    r"(?=[,;:.!?)—]|\s*\(|\s+(?:said|says|told|following|after)|$)"
)
_WHO = re.compile(
    r"\s*,?\s*who\s+(?P<role>(?:heads|leads|runs|chairs|directs|manages|coaches|represents|founded|"
    r"is|was|serves as|served as|works as|worked as)\b[^\n,;:.!?“”\"()—]*)"
)
_COPULA = re.compile(
    r"\s+(?:is|was|became|serves as|served as|works as|worked as)\s+(?P<role>(?:an?|the|"
    r"one of the)\s+[^\n,;:.!?“”\"()—]*)"
)
_CUT = re.compile(
    r"\s+(?:who|which|that|said|says|told|when|where|after|before|following|as|but|while|because)\b.*$", re.S
)
_BRACKETS = re.compile(r"\s*\((?P<role>[^()\n]{3,60})\)")
_BEFORE_COMMA = re.compile(
    r"(?:^|[.,;:“\")]\s*|\b(?:said|says|added|by|to|and)\s+)(?:As )?(?P<role>(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|"
    r"[Tt]heir|(?!\w+ing\b)[A-Z][\w’'.-]*)\s+[^,.;:“”\"\n]{3,100}),\s*$"
)
# "Sens. Ada Holm and Ben Osei": a title in the plural is everyone's.
_SHARED_TITLE = re.compile(
    r"\b(?P<role>[A-Za-z]{2,}s)\.? (?:[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3}(?:, | and |, and )){1,4}$"
)


def role_of(parsed: Parsed, mentions: Sequence[Span], others: Sequence[Span] = ()) -> str | None:
    """The role stated at one of `mentions` (the spans of a person's name), the most telling one, or None.

    `others` are the mentions of other people: a role that names one ("…, director George Tenet and …") is theirs.
    """
    found: list[tuple[float, str]] = []
    for number, (start, end) in enumerate(mentions[:MOST_MENTIONS]):
        for weight, role in _candidates(parsed, start, end, others):
            words = len(role.split())
            if role and words <= LONGEST_ROLE and has_title(role):
                # The first mention introduces; a longer role says more, up to a point.
                found.append((weight + min(words, 8) * 0.25 - min(number, 4) * 0.3, role))
    return _determined(max(found, key=lambda row: row[0])[1]) if found else None


def _determined(role: str) -> str:
    """ "company’s chief executive" needs the article that was taken from before it."""
    return f"the {role}" if re.match(r"[a-z][\w-]*[’']s\s", role) else role


def _candidates(parsed: Parsed, start: int, end: int, others: Sequence[Span]) -> list[tuple[float, str]]:
    text = parsed.text
    found = []
    after = text[end : end + _LOOK].split("\n", 1)[0]
    for weight, pattern in ((2.0, _APPOSITION), (1.5, _WHO), (1.0, _COPULA), (1.0, _BRACKETS)):
        match = pattern.match(after)
        if match and not _is_anothers(text, end + match.start("role"), end + match.end("role"), others):
            found.append((weight, _tidy(match["role"])))
    if parsed.tree:
        found.extend((2.1, _tidy(role)) for role in _appositions(parsed, start, end, others))
    before = text[max(0, start - _LOOK) : start].rsplit("\n", 1)[-1]
    title = _title_by_tags(parsed, start) if parsed.tagged else _title_before(before)
    if title:
        found.append((1.8, title))
    shared = _SHARED_TITLE.search(before)
    if shared and is_title(shared["role"][:-1]):
        found.append((1.0, shared["role"]))
    comma = _BEFORE_COMMA.search(before)
    if comma and ". " not in comma["role"]:
        begin = start - len(before) + comma.start("role")
        if not _is_anothers(text, begin, begin + len(comma["role"]), others):
            found.append((1.2, _tidy(comma["role"])))
    return found


def has_role(text: str, end: int) -> bool:
    """Does a role stand in apposition to the name that ends at `end`?"""
    match = _APPOSITION.match(text, end, min(len(text), end + _LOOK))
    return bool(match and has_title(match["role"]))


def _is_anothers(text: str, start: int, end: int, others: Sequence[Span]) -> bool:
    """Does the phrase end with, or go on from, another person's name, which is not "of" or "to" that person?"""
    for begin, stop in others:
        if start <= begin < end:
            possessive = text[stop : stop + 2] in ("’s", "'s")
            related = re.search(r"\b(?:of|to|for|with|by|under|against)\s+(?:\w+\s+){0,3}$", text[start:begin])
            return not possessive and not related
    return False


def _appositions(parsed: Parsed, start: int, end: int, others: Sequence[Span]) -> list[str]:
    """The noun phrases that the tree sets beside the name: ", the host of a car show,"."""
    doc, span = parsed.doc, parsed.tokens(start, end)
    if span is None:
        return []
    found = []
    for child in span.root.rights:
        if child.dep_ == "appos" and child.pos_ in ("NOUN", "PROPN") and child.i >= span.end:
            cut = min((t.left_edge.i for t in child.rights if t.dep_ in _CLAUSES), default=child.right_edge.i + 1)
            words = doc[child.left_edge.i : max(cut, child.i + 1)].text
            edge = child.left_edge.idx
            if "\n" not in words and not _is_anothers(parsed.text, edge, edge + len(words) + 2, others):
                found.append(words.strip(" ,;:—-–"))
    return found


def _title_by_tags(parsed: Parsed, start: int) -> str | None:
    """The words of a title right before the name, by their parts of speech: "Steelers defensive captain"."""
    doc, name = parsed.doc, parsed.tokens(start, start + 1)
    if name is None:
        return None
    first = name.start
    while first > 0 and _may_title(doc[first - 1], first == name.start):
        first -= 1
    while first < name.start and (doc[first].pos_ in ("PART", "PUNCT", "CCONJ") or doc[first].lower_ in FUNCTION_WORDS):
        if doc[first].text.isupper() and doc[first].is_alpha:
            break
        first += 1
    words = doc[first : name.start].text.rpartition(")")[2].strip()  # "(CNN)President"
    if not words or "\n" in words or all(w.lower().rstrip(".") in HONORIFICS for w in words.split()):
        return None
    return words


def _may_title(token: Token, beside: bool) -> bool:
    if token.is_sent_end and not token.text.endswith("."):
        return False
    if beside:
        return is_title(token.text)
    return (
        token.pos_ in ("ADJ", "NOUN", "PROPN") or token.tag_ == "POS" or token.text in ("-", "–")
    ) and "\n" not in token.text


def _tidy(role: str) -> str:
    return re.sub(r"^(?:an?|the)\s+", "", _CUT.sub("", role).strip(), flags=re.I)


def _title_before(before: str) -> str | None:
    """The words of a title right before the name: "US President", "former Harbour Board chairwoman"."""
    words = words_of(before, (0, len(before)))
    kept: list[str] = []
    edge = len(before)
    seen_title = False
    for word in reversed(words):
        gap = before[word.bare : edge]
        if gap.strip(" .") or (gap.startswith(".") and not is_title(word.text)):
            break
        title = is_title(word.text)
        if not seen_title and not title:
            break
        if seen_title and not (title or word.capital or word.lower in MODIFIERS or word.possessive):
            break
        if word.lower in FUNCTION_WORDS and not word.text.isupper():
            break
        seen_title = seen_title or title
        kept.insert(0, before[word.start : word.bare])
        edge = word.start
    while kept and kept[0].lower() in FUNCTION_WORDS and not kept[0].isupper():
        kept.pop(0)
    if not kept or all(w.lower().rstrip(".") in HONORIFICS for w in kept):
        return None
    return before[edge:].strip()
