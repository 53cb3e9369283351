"""What a figure counts, by the syntax tree: its noun, the noun's verb, the subject that "rose to" it."""

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from bot.reading.brief import Span
from bot.reading.words import bag

MOST_OF = 6  # tokens of an of-phrase; a longer one is a clause in disguise
HIGHEST = 6  # steps up the tree from a noun to its verb

_IN_NUMBER = bag("nummod compound flat nmod:npmod case advmod obl:npmod nmod:unmarked")
_LEFT = bag("amod compound nmod:poss nummod flat nmod:desc advmod")
_ARGUMENT = bag("nsubj nsubj:pass obj obl obl:unmarked obl:agent csubj")
_SUBJECT = bag("nsubj nsubj:pass")
_UPWARD = bag("conj appos nmod compound nmod:unmarked flat dep list parataxis nummod")
_EMPTY_VERBS = bag(
    "be have do say tell add report include accord estimate expect believe see mean need "
    "involve comprise contain feature"
)


def counted_by_tree(doc: Doc, figure: Span) -> str:
    """The words for what `figure` (characters of the parsed `doc`) counts, noun first: "people wounded"; or ""."""
    span = doc.char_span(*figure, alignment_mode="expand")
    if span is None or not len(span):
        return ""
    head = span.root
    inside = range(span.start, span.end)
    steps = 0
    while head.dep_ in _IN_NUMBER and head.head.i != head.i and steps < HIGHEST:
        head = head.head
        steps += 1
    outside = head.i not in inside
    noun = _noun_phrase(head, inside) if outside else _complement(span.root, inside)
    verb = _verb(head)
    subject = ""
    if not outside and verb is not None and (head.dep_.startswith("obl") or not noun):
        subject = _subject(verb, inside)
    if not noun and not subject:
        return ""
    parts = [subject, noun, verb.text if verb is not None and not _empty(verb) else ""]
    return " ".join(part for part in parts if part)


def _noun_phrase(head: Token, inside: range) -> str:
    """The head with what stands before it, behind the figure, and its of-phrase."""
    if head.pos_ not in ("NOUN", "PROPN", "ADJ", "SYM", "NUM", "X"):
        return ""
    left = [t for t in head.lefts if t.dep_ in _LEFT and t.i not in inside]
    behind = [t for t in left if t.i >= inside.stop] if inside.start < head.i else []
    tokens = {t.i for part in behind for t in part.subtree if t.i >= inside.stop and t.text != "-"} | {head.i}
    return _joined(head.doc, tokens) + _of(head, inside)


def _complement(head: Token, inside: range) -> str:
    """Behind an amount of money or a share: "of the workforce", "in aid"."""
    for token in (head, *(head.doc[i] for i in inside)):
        phrase = _of(token, inside, ("of", "in", "for"))
        if phrase:
            return phrase.strip()
    return ""


def _of(head: Token, inside: range, cases: Iterable[str] = ("of",)) -> str:
    for child in head.rights:
        if child.dep_ != "nmod" or child.i in inside or child.i > head.i + MOST_OF:
            continue
        case = next((t for t in child.lefts if t.dep_ == "case"), None)
        if case is not None and case.lower_ in cases:
            tokens = {t.i for t in child.subtree if t.i <= child.i and t.i not in inside and t.i > head.i}
            return " " + _joined(head.doc, tokens)
    return ""


def _joined(doc: Doc, tokens: set[int]) -> str:
    """The words from the first to the last of `tokens` as they stand."""
    return doc[min(tokens) : max(tokens) + 1].text.replace("\n", " ") if tokens else ""


def _verb(head: Token) -> Token | None:
    """The verb that says what happened: a participle on the noun, else the verb whose argument the noun is."""
    for child in head.rights:
        if child.dep_ in ("acl", "acl:relcl") and child.pos_ == "VERB" and child.i - head.i <= 4:
            return child
    token = head
    for _ in range(HIGHEST):
        if token.dep_ in _ARGUMENT and token.head.pos_ in ("VERB", "ADJ"):
            return token.head
        if token.pos_ == "VERB" and token.i != head.i:
            return token
        if token.dep_ not in _UPWARD or token.head.i == token.i:
            return None
        token = token.head
    return None


def _empty(verb: Token) -> bool:
    return verb.lemma_.lower() in _EMPTY_VERBS


def _subject(verb: Token, inside: range) -> str:
    for child in verb.lefts:
        if child.dep_ in _SUBJECT and child.pos_ in ("NOUN", "PROPN") and child.i not in inside:
            tokens = {t.i for t in child.lefts if t.dep_ in ("compound", "amod")} | {child.i}
            return _joined(verb.doc, tokens)
    return ""
