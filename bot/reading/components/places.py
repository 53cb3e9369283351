"""Places that need no context: countries, states and large cities by name.

A name from the gazetteer that the recogniser took for something else, in full, becomes a LOC; so does whatever
stands at the head of a dateline ("KYIV, Ukraine (AP) —"). A name that someone in the document bears is left alone:
"Jordan" beside "Dana Jordan".
"""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.reading.components.headers import DATELINES
from bot.reading.gazetteer import places


@Language.factory("nutgraf_places", requires=["doc.ents"], assigns=["doc.ents"])
class Places:
    """Corrects the label of entities that are exactly the name of a well-known place."""

    def __init__(self, nlp: Language, name: str) -> None:
        """What spaCy gives a component: the pipeline and the name in it."""
        self.name = name
        self._places = places()

    def __call__(self, doc: Doc) -> Doc:
        """Correct labels in place."""
        heads = {i for span in doc.spans.get(DATELINES, ()) for i in self._head(span)}
        people = {token.text for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1 for token in ent}
        ents = [ent if ent.text in people else self._corrected(ent, ent.start in heads) for ent in doc.ents]
        if any(new is not old for new, old in zip(ents, doc.ents, strict=True)):
            doc.set_ents(ents)
        return doc

    @staticmethod
    def _head(dateline: Span) -> Iterator[int]:
        """The tokens of a dateline before its brackets."""
        for token in dateline:
            if token.text == "(":
                return
            yield token.i

    def _corrected(self, ent: Span, heads_dateline: bool) -> Span:
        if ent.label_ != "LOC" and (heads_dateline or ent.text in self._places):
            return Span(ent.doc, ent.start, ent.end, label="LOC")
        return ent
