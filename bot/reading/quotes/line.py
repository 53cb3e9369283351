"""One sentence with what the rules ask about its items; positions outside it are answered too, with nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from bot.reading.brief import Span
from bot.reading.quotes.limits import CueLimits
from bot.reading.quotes.outline import Item, is_quoted_sentence
from bot.reading.quotes.parse import is_finite, is_verb


@dataclass(frozen=True, slots=True)
class Line:
    """Items of one sentence in their document. `text` is the document's and `parsed` says that it has a parse: asking
    the document for either takes time in proportion to its length.
    """

    doc: Doc
    text: str
    items: Sequence[Item]
    parsed: bool
    limits: CueLimits

    def word(self, at: int) -> str:
        """The item in lower case, or an empty string outside the sentence."""
        return self.items[at].lower if 0 <= at < len(self.items) else ""

    def span(self, left: int, right: int) -> Span:
        """Items from `left` up to `right` (exclusive) as offsets of the text."""
        return self.items[left].start, self.items[right - 1].end

    def is_region(self, at: int) -> bool:
        return 0 <= at < len(self.items) and self.items[at].region is not None

    def token(self, at: int) -> Token:
        """The token of an item that is no quotation."""
        return self.doc[self.items[at].token]

    def is_verb(self, at: int) -> bool:
        """A main verb by the parse; words in capitals are parsed too badly to ask."""
        item = self.items[at]
        if item.region is not None or item.text.isupper():
            return False
        return is_verb(self.token(at)) and self.token(at).pos_ == "VERB"

    def is_finite(self, at: int) -> bool:
        return self.items[at].region is None and is_finite(self.token(at))

    def heads_clause(self, at: int) -> bool:
        """A finite verb that is no part of a noun's relative clause."""
        return self.is_finite(at) and self.token(at).dep_ not in {"acl", "acl:relcl", "amod", "compound"}

    def is_quoted_sentence(self, at: int) -> bool:
        """A quotation with a capital, a stop and a few words."""
        region = self.items[at].region
        return region is not None and is_quoted_sentence(self.text, region)

    def begins_with_capital(self, at: int) -> bool:
        """Is the item a quotation that begins as a sentence does?"""
        region = self.items[at].region if 0 <= at < len(self.items) else None
        return region is not None and self.text[region.inner_start].isupper()

    def closes_with_comma(self, at: int) -> bool:
        """Is the item a quotation whose last sign is a comma?"""
        region = self.items[at].region
        return region is not None and region.inner_end > region.inner_start and self.text[region.inner_end - 1] == ","
