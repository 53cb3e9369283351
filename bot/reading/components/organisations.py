"""Organisations that news is full of, by name: agencies, ministries, parties, militaries, outlets.

The names are in organisations.json beside this file; ministries of any country come from a pattern.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from bot.reading.components.entities import Found, add_entities
from bot.reading.parsed import text_of

_FILE: Final = Path(__file__).with_name("organisations.json")
_PORTFOLIO: Final = (
    r"(?:Foreign Affairs|Internal Affairs|External Affairs|Health and Human Services|Emergency Situations|"
    r"Homeland Security|Public Security|Veterans Affairs|Foreign|Defen[cs]e|Interior|Health|Finance|Education|Justice|"
    r"Energy|Transport(?:ation)?|Agriculture|Trade|Labou?r|Economy|Environment|Culture|Commerce|Emergencies|"
    r"Information|Tourism|Industry|Science|Housing|Treasury|State)"
)
# "Ministry of Foreign Affairs", "Department of Homeland Security", "Defense Ministry", "Justice Department"
_OFFICE: Final = re.compile(
    rf"\b(?:(?:Ministry|Department|Bureau|Secretariat) (?:of|for) (?:the )?{_PORTFOLIO}(?:,? and {_PORTFOLIO})?|"
    rf"{_PORTFOLIO} (?:Ministry|Department))\b"
)


@cache
def known() -> tuple[str, ...]:
    """All names in the file."""
    kinds: dict[str, list[str]] = json.loads(_FILE.read_text(encoding="utf-8"))["kinds"]
    return tuple(name for names in kinds.values() for name in names)


def longer_or_wrong(new: Span, old: Span) -> bool:
    """A known name takes the place of one inside it, and of the same words under another label.

    A longer name that the recogniser found ("Russian Foreign Ministry") stays.
    """
    return new.start <= old.start and old.end <= new.end


@Language.factory("nutgraf_organisations", requires=["doc.ents"], assigns=["doc.ents"])
class Organisations:
    """Adds and corrects ORG entities from the list and the pattern."""

    def __init__(self, nlp: Language, name: str) -> None:
        """What spaCy gives a component: the pipeline, whose tokenizer splits the names, and the name in it."""
        self.name = name
        self._matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._matcher.add("ORG", [nlp.make_doc(name) for name in known()])

    def __call__(self, doc: Doc) -> Doc:
        """Add them in place."""
        found = [
            Found(span.start_char, span.end_char, "ORG")
            for span in self._matcher(doc, as_spans=True)
            if not self._part_of_a_longer_name(span)
        ]
        found += [Found(m.start(), m.end(), "ORG") for m in _OFFICE.finditer(text_of(doc))]
        found.sort(key=lambda each: each.start - each.end)
        return add_entities(doc, found, replaces=longer_or_wrong)

    @staticmethod
    def _part_of_a_longer_name(span: Span) -> bool:
        """Whether a capitalised word goes on with a one-word name: "Time" in "Time Warner"."""
        if len(span) > 1 or span.end >= len(span.doc):
            return False
        following = span.doc[span.end]
        return following.is_title and following.is_alpha and following.ent_iob_ == "I"
