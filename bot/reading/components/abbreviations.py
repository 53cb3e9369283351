"""Abbreviations in brackets are what they abbreviate: *Vell Harbour Authority (VHA)*, and every *VHA* of the document.

Only organisations and other names: people and places have few abbreviations of their own. On the development set,
whose documents end after six sentences, three become right and one wrong (`python -m training.evaluate`).
"""

from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Span

_LABELS: Final = frozenset(("ORG", "MISC"))
_LONGEST: Final = 7  # letters


def abbreviates(short: str, name: str) -> bool:
    """Whether the capitals of `short` are initials of the words of `name`, in order and from the first: *PdL* too."""
    capitals = [c for c in short if c.isupper()]
    if not short.isalpha() or not 2 <= len(capitals) <= len(short) <= _LONGEST:
        return False
    initials = [word[0].upper() for word in name.replace("-", " ").split()]
    if capitals[0] != initials[0]:
        return False
    rest = iter(initials)
    return all(letter in rest for letter in capitals)


def abbreviations(doc: Doc) -> dict[str, str]:
    """The label of each abbreviation that follows its name in brackets; the first one counts."""
    out: dict[str, str] = {}
    for ent in doc.ents:
        if ent.label_ in _LABELS and len(ent) > 1 and ent.end + 2 < len(doc) and doc[ent.end].text == "(":
            short = doc[ent.end + 1].text
            if doc[ent.end + 2].text == ")" and abbreviates(short, ent.text):
                out.setdefault(short, ent.label_)
    return out


@Language.factory("nutgraf_abbreviations", requires=["doc.ents"], assigns=["doc.ents"])
class Abbreviations:
    """Gives abbreviations the label of the name that explains them, in the whole document."""

    def __init__(self, nlp: Language, name: str) -> None:
        """What spaCy gives a component: the pipeline and the name in it."""
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Add and relabel in place; a longer name that has the abbreviation in it stays."""
        labels = abbreviations(doc)
        if not labels:
            return doc
        inside = {token.i for ent in doc.ents if len(ent) > 1 for token in ent}
        at = [token.i for token in doc if token.text in labels and token.i not in inside]
        kept = [ent for ent in doc.ents if ent.start not in at]
        doc.set_ents([*kept, *(Span(doc, i, i + 1, label=labels[doc[i].text]) for i in at)])
        return doc
