"""One cue's surroundings, where its content is looked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from bot.reading.quotes.frames import Attribution
from bot.reading.quotes.limits import ContentLimits
from bot.reading.quotes.outline import Item

LEAD = 4  # items before a cue that only lead up to it: "In addition, according to Poe, …", "And when asked"


@dataclass(frozen=True, slots=True)
class Scope:
    """The sentence in which content is looked for, the text it stands in, and how far to look."""

    text: str
    items: Sequence[Item]
    limits: ContentLimits
    doc: Doc | None = None
    """The document, where it has a parse."""


class Surroundings:
    """What stands around a cue, up to item `high`, where the next cue's frame begins.

    `last`: no other cue follows in the sentence.
    """

    def __init__(self, scope: Scope, attribution: Attribution, high: int, *, last: bool) -> None:
        self.text = scope.text
        self.items = scope.items
        self.limits = scope.limits
        self.doc = scope.doc
        self.attribution = attribution
        self.verb = attribution.verb
        self.high = high
        self.last = last

    def _word(self, at: int) -> str:
        return self.items[at].lower if at < len(self.items) else ""

    def _is_region(self, at: int) -> bool:
        return at < self.high and self.items[at].region is not None
