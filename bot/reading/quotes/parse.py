"""What the dependency parse (Universal Dependencies labels) adds to the surface rules, where a document has one."""

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from bot.reading.parsed import Parsed
from bot.reading.quotes.outline import Item
from bot.reading.quotes.words import listed

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
CLIMBS = frozenset({"conj", "xcomp", "advcl", "parataxis", "ccomp"})
CLIMB_STEPS = 4
COMPLEMENTS = frozenset({"ccomp", "xcomp", "obj", "csubj"})
WITHIN_NAME = frozenset({"flat", "compound", "appos"})
NESTING_STEPS = 12
DOCUMENTS = listed("statement statements tweet tweets letter letters post message email memo note release video report")
WIDEST = 40  # tokens of a subject to one side of its head


def item_at(items: Sequence[Item], token: int) -> int | None:
    """The item that is token number `token`, or None where it stands in a quotation or another sentence."""
    at = bisect_left(items, token, key=lambda item: item.order)
    return at if at < len(items) and items[at].token == token else None


def parsed_subject(doc: Doc, items: Sequence[Item], at: int) -> tuple[int, int] | None:
    """The subject of the verb at item `at`: first item and end. A verb without one has that of the verb it hangs on."""
    verb = doc[items[at].token]
    node = verb
    for _ in range(CLIMB_STEPS):
        subject = _own_subject(node, outer=node.i != verb.i)
        if subject is not None and subject.dep_ == "nsubj:pass" and node.i == verb.i:
            return None
        if subject is None and node.dep_ == "acl" and _trails(verb):
            node = _governor(node.head)  # "Poe returned the favour, telling us": she tells, not the favour
            subject = _own_subject(node)
        if subject is None and node.dep_ in {"acl", "acl:relcl"}:
            subject = _writer(node.head)
        if subject is not None and item_at(items, subject.i) is not None:
            return _around(items, subject, verb)
        if subject is not None or node.dep_ not in CLIMBS or node.head.i == node.i:
            return None
        if node.dep_ == "xcomp":
            controller = next((child for child in node.head.children if child.dep_ in {"obj", "iobj"}), None)
            if controller is not None and controller.i < node.i and item_at(items, controller.i) is not None:
                return _around(items, controller, verb)
        node = node.head
    return None


def root_subject(doc: Doc, items: Sequence[Item], at: int) -> tuple[int, int] | None:
    """The subject of the main clause around item `at`, where it stands in the same sentence outside quotations."""
    node = doc[items[at].token]
    for _ in range(NESTING_STEPS):
        if node.head.i == node.i:
            break
        node = node.head
    subject = _own_subject(node)
    if subject is None or item_at(items, subject.i) is None:
        return None
    return _around(items, subject, node)


def is_main_subject(parsed: Parsed, start: int) -> bool:
    """Is the name at character `start` the subject of its sentence's main clause: "Without Poe, Hall said"?"""
    tokens = parsed.tokens(start, start + 1) if parsed.tree else None
    if tokens is None:
        return False
    node = tokens[0]
    for _ in range(CLIMB_STEPS):
        if node.dep_ not in WITHIN_NAME:
            break
        node = node.head
    return node.dep_ in SUBJECTS and node.head.head.i == node.head.i


def _own_subject(node: Token, *, outer: bool = False) -> Token | None:
    """The subject among a verb's children; of two before it, the nearer, or the `outer` one for the verb it stands in
    the way of: "officials whose rules were dropped say"."""
    found = [child for child in node.children if child.dep_ in SUBJECTS]
    before = [child for child in found if child.i < node.i]
    if before and outer:
        return before[0]
    return before[-1] if before else next(iter(found), None)


def _trails(verb: Token) -> bool:
    """Is it a participle behind a comma?"""
    return verb.lower_.endswith("ing") and verb.i > 0 and verb.nbor(-1).text == ","


def _governor(noun: Token) -> Token:
    """The verb that a noun hangs on, or the noun where there is none near."""
    node = noun
    for _ in range(CLIMB_STEPS):
        if node.pos_ == "VERB":
            return node
        node = node.head
    return noun


def is_finite(token: Token) -> bool:
    """Is it a verb that makes a clause: "said", "could", but not "accused of"?"""
    return token.pos_ in {"VERB", "AUX"} and token.morph.get("VerbForm", ["Fin"])[0] == "Fin"


def _writer(noun: Token) -> Token:
    """`She released a statement saying …`: who released it; any other noun speaks for itself."""
    if noun.lower_ in DOCUMENTS and noun.dep_ == "obj":
        return _own_subject(noun.head) or noun
    return noun


def is_verb(token: Token) -> bool:
    """Is this form a verb, and not a participle that qualifies a noun ("the reported suspect")?"""
    return token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"amod", "compound"}


def is_inside(inner: Token, outer: Token) -> bool:
    """Does a verb stand in what another says: in its complement clause, and not beside it or joined to it?"""
    node = inner
    for _ in range(NESTING_STEPS):
        if node.head.i == outer.i:
            return node.dep_ in COMPLEMENTS
        if node.head.i == node.i:
            return False
        node = node.head
    return False


def is_parenthesis(token: Token) -> bool:
    """Does a verb with its subject only interrupt another clause: `The plan, he said, failed.`"""
    return token.dep_ == "parataxis"


def _around(items: Sequence[Item], head: Token, verb: Token) -> tuple[int, int]:
    """The run of items around a noun that its subtree covers, up to the verb and to the next quotation."""
    middle = item_at(items, head.i)
    assert middle is not None  # noqa: S101 - the caller has looked
    low, high = max(head.left_edge.i, head.i - WIDEST), min(head.right_edge.i, head.i + WIDEST)
    left = right = middle
    while left > 0 and items[left - 1].token >= low and items[left - 1].token != verb.i:
        left -= 1
    while right + 1 < len(items) and 0 <= items[right + 1].token <= high and items[right + 1].token != verb.i:
        right += 1
    return left, right + 1
