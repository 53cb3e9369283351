"""The quotes step as a spaCy component: `nlp.add_pipe("nutgraf_quotes")` leaves quotations in `doc.spans["quotes"]`.

A span covers a quotation from its first to its last word and is labelled with its kind; `span._.quote` is the `Quote`
with all its parts, `span._.speaker` and `span._.role` are who said it. Installing the project registers the factory, so
that it can be added to any English pipeline; `doc._.people` (`Named` values) and `doc._.body_start` tell it more.
"""

from dataclasses import asdict

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from bot.reading.brief import Quote
from bot.reading.quotes import find_quotes
from bot.reading.quotes.joining import Thresholds

GROUP = "quotes"

if not Span.has_extension("quote"):
    Doc.set_extension("people", default=())  # the article's people, set before this component where they are known
    Doc.set_extension("body_start", default=0)  # code point at which the article's body begins
    Span.set_extension("quote", default=None)
    Span.set_extension("speaker", default=None)
    Span.set_extension("role", default=None)


@Language.factory(
    "nutgraf_quotes",
    assigns=["doc.spans", "span._.quote", "span._.speaker", "span._.role"],
    default_config=asdict(Thresholds()),
)
class QuotesComponent:
    """Finds the quotations of a document. The config holds the thresholds of joining; see `Thresholds`."""

    def __init__(  # noqa: PLR0913  spaCy hands over each entry of the config by name
        self, nlp: Language, name: str, *, sentence: int, lone: int, long: int, colon: int
    ) -> None:
        self.name = name
        self.thresholds = Thresholds(sentence, lone, long, colon)

    def __call__(self, doc: Doc) -> Doc:
        """Add the spans; nothing else of the document changes."""
        quotes = find_quotes(doc, doc._.people, doc._.body_start, thresholds=self.thresholds)
        doc.spans[GROUP] = SpanGroup(doc, name=GROUP, spans=[_span(doc, quote) for quote in quotes])
        return doc


def _span(doc: Doc, quote: Quote) -> Span:
    span = doc.char_span(quote.content[0][0], quote.content[-1][1], label=quote.kind, alignment_mode="expand")
    if span is None:  # only possible for offsets outside the text
        raise ValueError("a quotation lies outside its document")
    span._.quote, span._.speaker, span._.role = quote, quote.speaker, quote.role
    return span
