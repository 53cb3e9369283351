"""What the dependency parse (Universal Dependencies labels) adds to the surface rules, where a document has one."""

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from bot.reading.quotes.outline import Item

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
CLIMBS = frozenset({"conj", "xcomp", "advcl", "parataxis", "ccomp"})
CLIMB_STEPS = 4
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
        for child in node.children:
            if child.dep_ in SUBJECTS and item_at(items, child.i) is not None:
                if child.dep_ == "nsubj:pass" and node.i == verb.i:
                    return None
                return _around(items, child, verb)
        if node.dep_ in {"acl", "acl:relcl"} and item_at(items, node.head.i) is not None:
            return _around(items, node.head, verb)
        if node.dep_ not in CLIMBS or node.head.i == node.i:
            return None
        node = node.head
    return None


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
