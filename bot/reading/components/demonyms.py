"""NORP: nationalities, faiths and parties' people, which the corpora leave out on purpose (*Russian*, *Muslims*)."""

from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.reading.gazetteer import is_demonym, places

NORP = "NORP"
# In the word list for other ends; alone they are points of the compass and everyday words.
_NOT_ALONE = frozenset((
    "Western", "Eastern", "Northern", "Southern", "Labour", "Liberal", "Conservative", "Democratic", "Orthodox",
    "Pole", "Poles", "Dane", "Finn", "Swede", "Lao", "Turkmen", "Georgian", "Nordic", "Baltic", "Evangelical",
    "Methodist", "Soviet",
))  # fmt: skip
_MEMBERS = frozenset(
    ["Democrat", "Democrats", "Republican", "Republicans", "Conservative", "Conservatives", "Liberal", "Liberals"]
)


@Language.factory("nutgraf_demonyms", requires=["doc.ents", "token.pos"], assigns=["doc.ents"])
class Demonyms:
    """Labels demonyms NORP and parts "California Democrat" into a place and a NORP."""

    def __init__(self, nlp: Language, name: str) -> None:
        """What spaCy gives a component: the pipeline and the name in it."""
        self.name = name
        self._places = places()

    def __call__(self, doc: Doc) -> Doc:
        """Add the entities in place."""
        ents: list[Span] = []
        taken: set[int] = set()
        changed = False
        for ent in doc.ents:
            parts = self._parts(ent)
            changed |= parts != [ent]
            ents += parts
            taken.update(range(ent.start, ent.end))
        for token in doc:
            if token.i not in taken and token.text[:1].isupper() and self._is_norp(token.text):
                ents.append(Span(doc, token.i, token.i + 1, label=NORP))
                changed = True
        if changed:
            doc.set_ents(ents)
        return doc

    @staticmethod
    def _is_norp(word: str) -> bool:
        return word not in _NOT_ALONE and is_demonym(word)

    def _parts(self, ent: Span) -> list[Span]:
        doc = ent.doc
        if len(ent) == 1 and self._is_norp(ent.text):
            return [Span(doc, ent.start, ent.end, label=NORP)]
        place = doc[ent.start : ent.end - 1]
        if len(ent) > 1 and ent[-1].text in _MEMBERS and place.text in self._places:
            return [
                Span(doc, place.start, place.end, label="LOC"),
                Span(doc, ent.end - 1, ent.end, label=NORP),
            ]
        return [ent]
