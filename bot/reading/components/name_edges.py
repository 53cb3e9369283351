"""Where names begin and end: without the title before them, *the*, a possessive or a dangling *of the* behind.

"Justice Alder" is the PERSON Alder; "the Brennick Council" is the ORG Brennick Council. On the development set this
brings PERSON from 84.5 to 84.7 and ORG from 73.95 to 74.02 (`python -m training.evaluate`, without and with it).
"""

from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Span

# Not MISC: works have titles that begin with *The*; trimming them costs 0.6 there.
NAMES: Final = frozenset(("PERSON", "ORG", "LOC"))
LONGEST_PERSON: Final = 4  # words after a title; longer runs are offices ("General Directorate of …")
# What stands before a person's name and before nothing else.
TITLES: Final = frozenset((
    "Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Mx", "Mx.", "Dr", "Dr.", "Prof.", "Professor", "President", "Gov.",
    "Governor", "Sen.", "Senator", "Rep.", "Congressman", "Congresswoman", "Judge", "Justice", "Gen.", "General",
    "Lt.", "Col.", "Colonel", "Maj.", "Major", "Sgt.", "Sergeant", "Capt.", "Captain", "Chancellor", "Sir", "Dame",
    "Rev.", "Reverend", "Archbishop", "Cardinal", "Sheikh", "Ayatollah", "Sheriff", "Detective", "Officer",
))  # fmt: skip
# Before a name of any label these make it a person's; "Mr" stands before no work, event or law but few films.
COURTESY: Final = frozenset(("Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Mx", "Mx."))
_BEFORE: Final = frozenset(("the", "The", "a", "A", "an", "An", ",", ".", "—", "–", "-", "“", '"', "(", "‘"))
# A sentence's first word that is taken into the name with its article: "In the United States".
_OPENING: Final = frozenset(("In", "At", "On", "From", "For", "By", "Under", "After", "Before", "With", "But", "And"))
_BEHIND: Final = frozenset((
    "'s", "’s", "'", "’", ",", ".", "”", '"', ")", "—", "–", "-", "of", "the", "and", "in", "at", "for", ":", ";",
))  # fmt: skip
# Titles that are part of an organisation's or a place's name when more follows: "Justice Department".
_FOLLOWED_BY_OFFICE: Final = frozenset(
    ("Department", "Ministry", "Minister", "Secretary", "Committee", "Party", "Court")
)


def trimmed(ent: Span) -> Span | None:
    """The entity without what does not belong to the name; None when nothing is left. Itself when all belongs."""
    doc, start, end = ent.doc, ent.start, ent.end
    if end - start > 2 and doc[start].text in _OPENING and doc[start + 1].text == "the":
        start += 2
    while start < end and (doc[start].text in _BEFORE or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].text in _BEHIND or doc[end - 1].is_space):
        end -= 1
    label = ent.label_
    first = start
    while end - start > 1 and doc[start].text in TITLES and not _office(doc, start + 1, end):
        start += 1
    if start > first and end - start <= LONGEST_PERSON:
        label = "PERSON"
    elif start > first:
        start = first
    if start == end:
        return None
    if (start, end, label) == (ent.start, ent.end, ent.label_):
        return ent
    return Span(doc, start, end, label=label)


def _office(doc: Doc, start: int, end: int) -> bool:
    return any(doc[i].text in _FOLLOWED_BY_OFFICE or doc[i].text.islower() for i in range(start, end))


@Language.factory("nutgraf_name_edges", requires=["doc.ents"], assigns=["doc.ents"])
class NameEdges:
    """Trims the recogniser's names."""

    def __init__(self, nlp: Language, name: str) -> None:
        """What spaCy gives a component: the pipeline and the name in it."""
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Trim in place."""
        ents = [trimmed(ent) if ent.label_ in NAMES or ent[0].text in COURTESY else ent for ent in doc.ents]
        if any(new is not old for new, old in zip(ents, doc.ents, strict=True)):
            doc.set_ents([ent for ent in ents if ent is not None])
        return doc
