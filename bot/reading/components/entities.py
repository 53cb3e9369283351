"""Entities by character offsets: how the rule components add to `doc.ents` and `doc.spans`."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from spacy.tokens import Doc, Span


class Found(NamedTuple):
    """What a rule found: characters `start` to `end` (exclusive) of the text, and the label they get."""

    start: int
    end: int
    label: str


def span_of(doc: Doc, found: Found) -> Span | None:
    """The tokens of `found`; None where it does not begin and end with a token."""
    return doc.char_span(found.start, found.end, label=found.label)


def keep_all(_: Span, __: Span) -> bool:
    """The rule of a component that never takes an entity's place."""
    return False


def add_entities(doc: Doc, found: Iterable[Found], replaces: Callable[[Span, Span], bool] = keep_all) -> Doc:
    """Add entities to `doc.ents`, earlier ones of `found` first, and return `doc`.

    Args:
        doc: the document, changed in place.
        found: the entities; one that does not fit the tokens is left out.
        replaces: told a new and an old entity that overlap, says whether the old one gives way. When any old
            one does not, the new one is left out.
    """
    spans = [span for each in found if (span := span_of(doc, each)) is not None]
    if not spans:
        return doc
    holder: dict[int, Span] = {i: ent for ent in doc.ents for i in range(ent.start, ent.end)}
    kept: dict[tuple[int, int], Span] = {(ent.start, ent.end): ent for ent in doc.ents}
    for span in spans:
        old = {(o.start, o.end): o for i in range(span.start, span.end) if (o := holder.get(i)) is not None}
        if not all(replaces(span, other) for other in old.values()):
            continue
        for key, other in old.items():
            kept.pop(key, None)
            for i in range(other.start, other.end):
                holder.pop(i, None)
        kept[span.start, span.end] = span
        holder.update(dict.fromkeys(range(span.start, span.end), span))
    doc.set_ents(list(kept.values()))
    return doc
