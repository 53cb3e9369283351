"""What the quotes components leave on a document: span groups, and extensions of documents and spans."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any
from weakref import WeakKeyDictionary

from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as DocSpan

from bot.reading.brief import Quote, Span
from bot.reading.quotes.cues import CueClass
from bot.reading.quotes.frames import Attribution
from bot.reading.quotes.said import Uttered
from bot.reading.quotes.steps import Stretches

MARKED, CUES, CONTENTS, GROUP, NOT_QUOTES = "marked", "cues", "contents", "quotes", "not_quotes"
"""The names of the span groups; `GROUP` is that of the quotations."""

QUOTE_FIELDS = tuple(field.name for field in fields(Quote))

_left: WeakKeyDictionary[Doc, dict[str, Any]] = WeakKeyDictionary()
"""What steps left for the next ones. It is not written with the document: where it is missing it is made again."""


def _value(name: str) -> dict[str, Any]:
    """An extension of documents that lives as long as the document does here."""

    def get(doc: Doc) -> Any:
        return _left.get(doc, {}).get(name)

    def set_(doc: Doc, value: Any) -> None:
        _left.setdefault(doc, {})[name] = value

    return {"getter": get, "setter": set_}


def _words(name: str) -> Any:
    """A getter: the span of what an extension has as offsets; None where it has none."""

    def get(span: DocSpan) -> DocSpan | None:
        found = span._.get(name)
        return spanned(span.doc, (found[0][0], found[-1][1])) if found else None

    return get


def _get_quote(span: DocSpan) -> Quote | None:
    parts = span._.quote_parts
    if parts is None:
        return None
    values = dict(zip(QUOTE_FIELDS, parts, strict=True))
    for name in ("content", "cue", "source"):  # lists, where the document was written and read again
        values[name] = tuple((begin, end) for begin, end in values[name])
    return Quote(**values)


def _set_quote(span: DocSpan, quote: Quote) -> None:
    span._.quote_parts = tuple(getattr(quote, name) for name in QUOTE_FIELDS)
    span._.cue_at, span._.source_at = quote.cue, quote.source


if not DocSpan.has_extension("quote"):
    Doc.set_extension("people", default=())  # the article's people, set before the speakers where they are known
    Doc.set_extension("body_start", default=0)  # code point at which the article's body begins
    Doc.set_extension("quote_regions", **_value("regions"))  # Region values of the marks
    Doc.set_extension("quote_cues", **_value("cues"))  # Paragraph values with cues
    Doc.set_extension("quote_contents", **_value("contents"))  # Paragraph values with cues and contents
    DocSpan.set_extension("quote_parts", default=None)  # what `quote` is made of, as values that can be written
    DocSpan.set_extension("quote", getter=_get_quote, setter=_set_quote)
    DocSpan.set_extension("source_at", default=())
    DocSpan.set_extension("cue_at", default=())
    DocSpan.set_extension("source", getter=_words("source_at"))
    DocSpan.set_extension("cue", getter=_words("cue_at"))
    DocSpan.set_extension("confidence", default=1.0)
    DocSpan.set_extension("speaker", default=None)
    DocSpan.set_extension("role", default=None)


def put(doc: Doc, name: str, found: Iterable[DocSpan]) -> None:
    """Make `found` the span group `name` of the document."""
    doc.spans[name] = SpanGroup(doc, name=name, spans=list(found))


def put_quotes(doc: Doc, quotes: Sequence[Quote]) -> None:
    """Make `quotes` the document's quotations. Spans that are there for the same ones are kept."""
    if GROUP not in doc.spans or [_content(span) for span in doc.spans[GROUP]] != [quote.content for quote in quotes]:
        whole = [((quote.content[0][0], quote.content[-1][1]), quote.kind) for quote in quotes]
        put(doc, GROUP, (spanned(doc, offsets, kind) for offsets, kind in whole))
    for span, quote in zip(doc.spans[GROUP], quotes, strict=True):
        span._.quote, span._.speaker, span._.role = quote, quote.speaker, quote.role
        span._.confidence = quote.confidence


def _content(span: DocSpan) -> Any:
    parts = span._.quote_parts
    return None if parts is None else parts[1]


def cue_span(doc: Doc, attribution: Attribution) -> DocSpan:
    """The cue's words, labelled with its class."""
    kind = CueClass.NEUTRAL if attribution.verb is None else attribution.verb.kind
    span = spanned(doc, attribution.cue, kind.value)
    _set_parts(span, attribution)
    return span


def content_span(doc: Doc, uttered: Uttered, pieces: Sequence[Span], stretches: Stretches) -> DocSpan:
    """From the first to the last word of what a cue introduces, labelled with its kind."""
    span = spanned(doc, (pieces[0][0], pieces[-1][1]), stretches.kind(pieces))
    _set_parts(span, uttered.attribution)
    return span


def _set_parts(span: DocSpan, attribution: Attribution) -> None:
    span._.cue_at = (attribution.cue,)
    span._.source_at = () if attribution.source is None else (attribution.source,)


def spanned(doc: Doc, offsets: Span, label: str = "") -> DocSpan:
    """The tokens that the characters from one offset up to another touch."""
    span = doc.char_span(*offsets, label=label, alignment_mode="expand")
    if span is None:  # only possible for offsets outside the text
        raise ValueError("a quotation lies outside its document")
    return span
