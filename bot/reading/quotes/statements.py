"""Whose statement it is: "the statement said" is somebody's speech, where the text says who made it."""

import re

from spacy.tokens import Token

from bot.reading.brief import Span
from bot.reading.parsed import Parsed

STATEMENT = re.compile(r"^(?:an?|the|its|that|this)\s(?:[\w-]+\s){0,3}statement\b", re.IGNORECASE)
REACH = 500  # characters back in which a statement is said to be made: about two paragraphs
_MAKES = frozenset(("issue", "release", "publish", "post", "make", "give", "send", "put", "read", "say", "tell", "add"))
_SAYS = frozenset(("say", "tell", "add", "write"))
_SUBJECTS = frozenset(("nsubj",))
_BEHIND = re.compile(r"[^.,;:“”\"\n]{0,40}?\b(?:from|by)\s+(?=\S)")
_UNNAMED = frozenset(("it", "they", "which", "that", "who", "we", "i", "you", "this"))


def issuer_after(parsed: Parsed, source: Span) -> Span | None:
    """`a statement from the harbour board`: the characters of the noun phrase behind "from" or "by"."""
    word = STATEMENT.match(parsed.text, source[0], source[0] + 80) or STATEMENT.match(
        parsed.text[source[0] : source[1]]
    )
    if word is None or not parsed.tree:
        return None
    end = word.end() if word.start() == source[0] else source[0] + word.end()
    by = _BEHIND.match(parsed.text, end)
    tokens = parsed.tokens(by.end(), by.end() + 1) if by else None
    if tokens is None or not len(tokens):
        return None
    head = tokens[0]
    while head.head != head and head.head.i > tokens[0].i - 1 and head.dep_ not in ("nmod", "obl"):
        head = head.head
    return _phrase(head, tokens[0].i)


def issuer_before(parsed: Parsed, position: int) -> Span | None:
    """The subject of the verb that made the last statement before `position`; None where none is said."""
    if not parsed.tree:
        return None
    tokens = parsed.tokens(max(0, position - REACH), position)
    for token in reversed(list(tokens or ())):
        if token.idx >= position or token.lower_ not in ("statement", "statements"):
            continue
        verb = token.head
        made = token.dep_ == "obj" and verb.lemma_ in _MAKES
        said = token.dep_ == "obl" and verb.lemma_ in _SAYS and any(c.lower_ == "in" for c in token.children)
        subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
        if (made or said) and subject is not None and subject.lower_ not in _UNNAMED:
            return _phrase(subject, subject.left_edge.i)
    return None


def _phrase(head: Token, first: int) -> Span:
    """The characters of a noun phrase from token `first` on, up to a clause or an apposition behind a comma."""
    last = head
    for token in head.doc[head.i + 1 : head.right_edge.i + 1]:
        if token.is_punct or token.pos_ in ("VERB", "SCONJ") or token.tag_ in ("WDT", "WP"):
            break
        last = token
    return head.doc[first].idx, last.idx + len(last)
