"""One name, one label in a document.

A name that the recogniser labelled in two ways gets the label it has more often. A bare surname goes with the
person whose full name the document has.
"""

from collections import Counter, defaultdict

from spacy.language import Language
from spacy.tokens import Doc, Span

NAMES = frozenset(("PERSON", "ORG", "LOC", "MISC"))


def labels_of(doc: Doc) -> dict[str, str]:
    """The label each name should have throughout the document, for the names whose label is to change somewhere.

    Ties go to the label that stands first.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    full_names: dict[str, set[str]] = defaultdict(set)
    for ent in doc.ents:
        if ent.label_ in NAMES:
            votes[ent.text][ent.label_] += 1
            if len(ent) > 1:
                full_names[ent[-1].text].add(ent.label_)
    decided: dict[str, str] = {}
    for name, counts in votes.items():
        if len(counts) > 1:
            decided[name] = counts.most_common(1)[0][0]
        # "Alder" as ORG where the document has "Dana Alder", PERSON, and nothing else that ends so.
        if full_names.get(name) == {"PERSON"} and counts.keys() & {"ORG", "MISC"}:
            decided[name] = "PERSON"
    return decided


@Language.factory("nutgraf_one_label", requires=["doc.ents"], assigns=["doc.ents"])
class OneLabel:
    """Makes the labels of names agree within a document."""

    def __init__(self, nlp: Language, name: str) -> None:
        """What spaCy gives a component: the pipeline and the name in it."""
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Relabel in place."""
        decided = labels_of(doc)
        if decided:
            doc.set_ents([self._relabelled(ent, decided) for ent in doc.ents])
        return doc

    @staticmethod
    def _relabelled(ent: Span, decided: dict[str, str]) -> Span:
        label = decided.get(ent.text)
        if label is None or ent.label_ not in NAMES or label == ent.label_:
            return ent
        return Span(ent.doc, ent.start, ent.end, label=label)
