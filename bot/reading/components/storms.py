"""Named storms are events, not people: *Hurricane Otis*, *Typhoon Yagi*, and *Otis* alone later on."""

import re

from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.reading.components.entities import Found, add_entities
from bot.reading.parsed import text_of

_STORM = re.compile(
    r"\b(?:Hurricane|(?:Super )?Typhoon|(?:Tropical )?Cyclone|Tropical (?:Storm|Depression)|Winter Storm|Storm)s? "
    r"(?P<name>[A-ZÀ-Þ][a-zß-ÿ]+)\b"
)
# What follows the word in headlines and in the names of offices: "Hurricane Center", "Storm Warning".
_NOT_NAMES = frozenset((
    "Center", "Centre", "Hunters", "Hunter", "Season", "Force", "Warning", "Watch", "Damage", "Relief",
    "Prediction", "Research", "Response", "Water", "Surge", "Chaser", "Chasers", "Forecasters", "Victims",
    "Survivors", "And", "In", "On", "The", "Hits", "Kills", "Batters", "Makes",
))  # fmt: skip


def storms(text: str) -> list[re.Match[str]]:
    """The named storms of a text; the group `name` is the name alone."""
    return [match for match in _STORM.finditer(text) if match["name"] not in _NOT_NAMES]


@Language.factory("nutgraf_storms", requires=["doc.ents"], assigns=["doc.ents"])
class Storms:
    """Labels storms EVENT, in place of whatever the recogniser made of them."""

    def __init__(self, nlp: Language, name: str) -> None:
        """What spaCy gives a component: the pipeline and the name in it."""
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Add the events, and give the later bare names the same label."""
        matches = storms(text_of(doc))
        if not matches:
            return doc
        add_entities(doc, [Found(m.start(), m.end(), "EVENT") for m in matches], replaces=lambda new, old: True)
        names = {match["name"] for match in matches}
        # "Otis Alder" beside Hurricane Otis: then a bare "Otis" may be the man.
        people = {word for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1 for word in ent.text.split()}
        ents = [Span(doc, ent.start, ent.end, label="EVENT") if ent.text in names - people else ent for ent in doc.ents]
        doc.set_ents(ents)
        return doc
