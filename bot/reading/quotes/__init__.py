"""Quotations and other reported speech: what was said, by which words, and by whom.

The steps, in their order, each usable alone: `regions` (quotation marks), `outline` and `turns` (sentences as
attribution sees them), `attribution` (cues and sources), `content` (what a cue introduces, quoted or in the writer's
words), `joining` (whole quotations), `not_quotes` (titles and the like), `speakers` (who a source is). `steps` puts
them in a row for a document, `component` makes spaCy components of them; their thresholds stand in `limits`.
"""

from collections.abc import Sequence

from spacy.tokens import Doc

from bot.reading.brief import Named, Quote
from bot.reading.parsed import text_of
from bot.reading.quotes import steps
from bot.reading.quotes.limits import Limits
from bot.reading.quotes.not_quotes import sort_out
from bot.reading.quotes.speakers import Resolver

__all__ = ["find_quotes"]

DEFAULTS = Limits()


def find_quotes(doc: Doc, people: Sequence[Named], start: int = 0, *, limits: Limits = DEFAULTS) -> tuple[Quote, ...]:
    """Every quotation and report of speech in a text, in order.

    Args:
        doc: tokens of the article's text, newlines kept; where there is a parse (UD labels) the result is better.
        people: the article's people; a speaker is resolved to one of them where possible.
        start: code point at which the article's body begins.
        limits: the thresholds of each step.

    Returns:
        Quotes whose spans are offsets into `doc.text`. `speaker` is None where nobody is named or two are as likely.
    """
    regions = steps.marks(doc, start)
    told = steps.contents(doc, steps.cues(doc, regions, start, limits.cues), limits.contents)
    quotes, _ = sort_out(text_of(doc), steps.joined(doc, told, regions, limits.joining), regions)
    quotes = steps.weighed(doc, quotes, limits.certainty)
    return steps.named(quotes, Resolver(doc, people, regions, start, limits.speakers))
