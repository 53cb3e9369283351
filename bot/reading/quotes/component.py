"""The steps to quotations as spaCy components, each usable alone, and `nutgraf_quotes`, which is all of them in a row.

| component | what it leaves |
|---|---|
| `nutgraf_quote_marks` | `doc.spans["marked"]`: what stands between quotation marks |
| `nutgraf_quote_cues` | `doc.spans["cues"]`: words that say that something was said, labelled with their class; `span._.source` |
| `nutgraf_quote_contents` | `doc.spans["contents"]`: what each cue introduces in its sentence, labelled direct, mixed or indirect; `span._.source`, `span._.cue` |
| `nutgraf_quote_joining` | `doc.spans["quotes"]`: whole quotations, across sentences and paragraphs, labelled with their kind; `span._.quote` (a `Quote`), `span._.source`, `span._.cue` |
| `nutgraf_not_quotes` | titles of works taken out of them; `doc.spans["not_quotes"]`: what stands in marks and is no quotation, labelled title or words |
| `nutgraf_quote_certainty` | `span._.confidence`, from 0 to 1; those that are hardly reports taken out |
| `nutgraf_quote_speakers` | `span._.speaker`, `span._.role` of the quotations |

A step takes what the one before it left on the document; where that one is not in the pipeline, it is made up for with
its defaults, so that each can be added alone. Spans run from the first to the last word of what they stand for; the
values beside them have every piece. Thresholds are config entries; `limits` holds the defaults. `doc._.people`
(`Named` values) and `doc._.body_start`, set before, tell more.
"""  # noqa: E501  a table's row is one line

from collections.abc import Sequence
from dataclasses import asdict

from spacy.language import Language
from spacy.tokens import Doc

from bot.reading.brief import Quote
from bot.reading.parsed import text_of
from bot.reading.quotes import steps
from bot.reading.quotes.content import spans
from bot.reading.quotes.left import (
    CONTENTS,
    CUES,
    GROUP,
    MARKED,
    NOT_QUOTES,
    content_span,
    cue_span,
    put,
    put_quotes,
    spanned,
)
from bot.reading.quotes.limits import CertaintyLimits, ContentLimits, CueLimits, JoiningLimits, Limits, SpeakerLimits
from bot.reading.quotes.not_quotes import sort_out
from bot.reading.quotes.regions import Region
from bot.reading.quotes.said import Paragraph
from bot.reading.quotes.speakers import Resolver

DEFAULTS = Limits()
Section = dict[str, int]
"""The thresholds of one step by their names."""
Weights = dict[str, float]


@Language.factory("nutgraf_quote_marks", assigns=["doc.spans", "doc._.quote_regions"])
class Marks:
    """Reads quotation marks. Nothing to set: how marks pair does not hang on a number."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Add the stretches in marks, the marks included."""
        doc._.quote_regions = steps.marks(doc, doc._.body_start)
        put(doc, MARKED, (spanned(doc, (region.start, region.end)) for region in doc._.quote_regions))
        return doc


@Language.factory(
    "nutgraf_quote_cues",
    requires=["doc._.quote_regions"],
    assigns=["doc.spans", "doc._.quote_cues", "span._.cue", "span._.source"],
    default_config=asdict(CueLimits()),
)
class Cues:
    """Finds cues and their sources; with a parse (Universal Dependencies) it finds them better."""

    def __init__(  # noqa: PLR0913  spaCy hands over each entry of the config by name
        self, nlp: Language, name: str, *, tag: int, lead: int, beside: int, beside_back: int, agent: int
    ) -> None:
        self.name = name
        self.limits = CueLimits(tag, lead, beside, beside_back, agent)

    def __call__(self, doc: Doc) -> Doc:
        """Add the cues of every sentence."""
        doc._.quote_cues = steps.cues(doc, _regions(doc), doc._.body_start, self.limits)
        found = (each for paragraph in doc._.quote_cues for said in paragraph.sentences for each in said.attributions)
        put(doc, CUES, (cue_span(doc, attribution) for attribution in found))
        return doc


@Language.factory(
    "nutgraf_quote_contents",
    requires=["doc._.quote_cues"],
    assigns=["doc.spans", "doc._.quote_contents", "span._.cue", "span._.source"],
    default_config=asdict(ContentLimits()),
)
class Contents:
    """Finds what each cue introduces in its sentence: quoted words, a clause of the writer's, or one in the other."""

    def __init__(  # noqa: PLR0913  spaCy hands over each entry of the config by name
        self, nlp: Language, name: str, *, seam: int, listener: int, adjunct: int, clause: int, whole: int
    ) -> None:
        self.name = name
        self.limits = ContentLimits(seam, listener, adjunct, clause, whole)

    def __call__(self, doc: Doc) -> Doc:
        """Add the contents of every sentence."""
        doc._.quote_contents = steps.contents(doc, _cues(doc), self.limits)
        stretches = steps.Stretches(text_of(doc), _regions(doc))
        found = (
            content_span(doc, uttered, spans(said.sentence.items, uttered.pieces), stretches)
            for paragraph in doc._.quote_contents
            for said in paragraph.sentences
            for uttered in said.uttered
        )
        put(doc, CONTENTS, found)
        return doc


@Language.factory(
    "nutgraf_quote_joining",
    requires=["doc._.quote_regions", "doc._.quote_contents"],
    assigns=["doc.spans", "span._.quote", "span._.cue", "span._.source"],
    default_config=asdict(JoiningLimits()),
)
class Joining:
    """Makes whole quotations of what cues introduce and what goes on without one."""

    def __init__(  # noqa: PLR0913  spaCy hands over each entry of the config by name
        self, nlp: Language, name: str, *, sentence: int, lone: int, long: int, colon: int
    ) -> None:
        self.name = name
        self.limits = JoiningLimits(sentence, lone, long, colon)

    def __call__(self, doc: Doc) -> Doc:
        """Add the quotations; their speakers are not looked for."""
        put_quotes(doc, steps.joined(doc, _contents(doc), _regions(doc), self.limits))
        return doc


@Language.factory("nutgraf_not_quotes", requires=["doc._.quote_regions", "span._.quote"], assigns=["doc.spans"])
class NotQuotes:
    """Takes titles of works out of the quotations, and tells what in quotation marks is none."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Replace the quotations and add what is left."""
        kept, left = sort_out(text_of(doc), _quotes(doc), _regions(doc))
        put_quotes(doc, kept)
        put(doc, NOT_QUOTES, (spanned(doc, (each.start, each.end), each.reason) for each in left))
        return doc


@Language.factory(
    "nutgraf_quote_certainty",
    requires=["span._.quote"],
    assigns=["doc.spans", "span._.confidence"],
    default_config=asdict(CertaintyLimits()),
)
class Certainty:
    """Weighs how sure each report in the writer's words is."""

    def __init__(self, nlp: Language, name: str, *, held: float, shown: float) -> None:
        self.name = name
        self.limits = CertaintyLimits(held, shown)

    def __call__(self, doc: Doc) -> Doc:
        """Set the confidence of each quotation, and drop those below `held`; `shown` is for who shows them."""
        put_quotes(doc, steps.weighed(doc, _quotes(doc), self.limits))
        return doc


@Language.factory(
    "nutgraf_quote_speakers",
    requires=["span._.quote"],
    assigns=["span._.speaker", "span._.role"],
    default_config=asdict(SpeakerLimits()),
)
class Speakers:
    """Finds out who the sources of the quotations are."""

    def __init__(self, nlp: Language, name: str, *, pronoun: int, spoke: int, description: int) -> None:
        self.name = name
        self.limits = SpeakerLimits(pronoun, spoke, description)

    def __call__(self, doc: Doc) -> Doc:
        """Set speaker and role of each quotation, and of its `Quote`."""
        resolver = Resolver(doc, doc._.people, _regions(doc), doc._.body_start, self.limits)
        put_quotes(doc, steps.named(_quotes(doc), resolver))
        return doc


@Language.factory(
    "nutgraf_quotes",
    assigns=["doc.spans", "span._.quote", "span._.speaker", "span._.role"],
    default_config=asdict(Limits()),
)
class QuotesComponent:
    """All steps in a row; the config has a section of thresholds for each that has any."""

    def __init__(  # noqa: PLR0913  spaCy hands over each section of the config by name
        self,
        nlp: Language,
        name: str,
        *,
        cues: Section,
        contents: Section,
        joining: Section,
        certainty: Weights,
        speakers: Section,
    ) -> None:
        self.name = name
        self.steps = (
            Marks(nlp, "marks"),
            Cues(nlp, "cues", **cues),
            Contents(nlp, "contents", **contents),
            Joining(nlp, "joining", **joining),
            NotQuotes(nlp, "not_quotes"),
            Certainty(nlp, "certainty", **certainty),
            Speakers(nlp, "speakers", **speakers),
        )

    def __call__(self, doc: Doc) -> Doc:
        """Add the spans of every step; nothing else of the document changes."""
        for step in self.steps:
            doc = step(doc)
        return doc


# What the steps before left, or, where they did not run, what they would leave with their defaults.


def _regions(doc: Doc) -> Sequence[Region]:
    if doc._.quote_regions is None:
        doc._.quote_regions = steps.marks(doc, doc._.body_start)
    known: Sequence[Region] = doc._.quote_regions
    return known


def _cues(doc: Doc) -> Sequence[Paragraph]:
    if doc._.quote_cues is None:
        doc._.quote_cues = steps.cues(doc, _regions(doc), doc._.body_start, DEFAULTS.cues)
    known: Sequence[Paragraph] = doc._.quote_cues
    return known


def _contents(doc: Doc) -> Sequence[Paragraph]:
    if doc._.quote_contents is None:
        doc._.quote_contents = steps.contents(doc, _cues(doc), DEFAULTS.contents)
    known: Sequence[Paragraph] = doc._.quote_contents
    return known


def _quotes(doc: Doc) -> tuple[Quote, ...]:
    known = [span._.quote for span in doc.spans.get(GROUP, ())]
    if GROUP not in doc.spans or None in known:  # another's group of that name has none
        return steps.joined(doc, _contents(doc), _regions(doc), DEFAULTS.joining)
    return tuple(known)
