"""Clubs that are called like towns: *Norwich City*, *Ipswich Town*, *Luton Rovers*.

A second word that only clubs bear (*Rovers*, *Wanderers*) decides at once; *City*, *Town* and *County* do only where
the sentence tells of sport, since *Mexico City* and *Cape Town* are towns. No corpus here has enough for a score.
"""

import re
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.reading.gazetteer import places

_ONLY_CLUBS: Final = frozenset((
    "United", "Rovers", "Wanderers", "Albion", "Hotspur", "Argyle", "Wednesday", "Athletic", "Orient", "Thistle",
))  # fmt: skip
_CLUBS_OR_TOWNS: Final = frozenset(("City", "Town", "County"))
_LABELS: Final = frozenset(("LOC", "PERSON", "MISC", "NORP"))
_SPORT: Final = re.compile(
    r"\b(?:\d{1,2}[-–]\d{1,2}|strikers?|midfielders?|goalkeepers?|wingers?|defenders?|equali[sz]ers?|hat-trick|"
    r"kick-?off|half-?time|Premier League|Championship|FA Cup|League (?:One|Two|Cup)|relegat\w+|promot(?:ed|ion)|"
    r"fixtures?|transfer (?:fee|window)|head coach|on loan|(?:home|away) (?:win|draw|defeat)|drew|"
    r"scor(?:ed|es|ing)|(?:winning|late|opening) goal)\b"
)


def is_club(ent: Span) -> bool:
    """Whether a name of two or more words is a club's by its last word and, if need be, by its sentence.

    Names of the gazetteer are towns whatever the sentence says.
    """
    last = ent[-1].text
    if len(ent) < 2 or ent.text in places():
        return False
    if last in _ONLY_CLUBS:
        return ent.doc[ent.start : ent.end - 1].text in places()
    return last in _CLUBS_OR_TOWNS and _SPORT.search(ent.sent.text) is not None


@Language.factory("nutgraf_clubs", requires=["doc.ents", "doc.sents"], assigns=["doc.ents"])
class Clubs:
    """Labels clubs ORG that the recogniser took for the towns."""

    def __init__(self, nlp: Language, name: str) -> None:
        """What spaCy gives a component: the pipeline and the name in it."""
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Relabel in place."""
        clubs = {ent for ent in doc.ents if ent.label_ in _LABELS and is_club(ent)}
        if clubs:
            doc.set_ents([Span(doc, e.start, e.end, label="ORG") if e in clubs else e for e in doc.ents])
        return doc
