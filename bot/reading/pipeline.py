"""The way of a text: tokens and sentences, names, quotes, figures, dates, and from all of them the facts."""

from dataclasses import asdict
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from bot import log
from bot.articles.article import Article
from bot.articles.language import is_english
from bot.reading.brief import Brief, FiveWs, Quote, Recurrence, Span
from bot.reading.dates import find_dates
from bot.reading.embargo import find_embargo
from bot.reading.facts import key_facts, summary
from bot.reading.figures import find_figures
from bot.reading.five_ws import five_ws
from bot.reading.genres import genre_of
from bot.reading.names import Names, find_names
from bot.reading.parsed import Parsed, text_of
from bot.reading.quotes.component import QuotesComponent
from bot.reading.quotes.left import GROUP
from bot.reading.quotes.limits import Limits
from bot.reading.ranking import Found, candidates, ranked
from bot.reading.recurrences import find_recurrences
from bot.reading.scene import opening, scene
from bot.reading.sentences import sentences_of
from bot.reading.sources import Sources
from bot.reading.sourcing import sourcing
from bot.reading.subjects import Subjects

_log = log.get(__name__)

MODEL = Path(__file__).with_name("model")
# More is cut with a note: so many words take 10 s on one core (python -m benchmarks.eval_brief --speed).
MOST_WORDS = 15_000
MOST_CHARACTERS = 120_000  # a text without spaces has no words to count; 8 characters a word
SIGNS_OF_A_WORD = 4  # “U.S.” has them; 133 runs of 900 quotation marks took 27 s while each was one word
ONLY_ENGLISH = "Only English is read, and this text is in another language."
LIMITS = Limits()
LONGEST_RUN = 1_000  # characters without white space that are still read as a word


@cache
def nlp(model: Path | None = None) -> Language:
    """The language pipeline, loaded at the first call and kept: `model`, else the shipped one, else rules alone.

    Raises:
        ModelError: `model` or the shipped pipeline can't be loaded.
    """
    if model is not None or (MODEL / "meta.json").exists():
        from bot.reading.components.load import load_language  # late: it is needed with a trained pipeline only

        language = load_language(model)
        language.disable_pipe("nutgraf_amounts")  # labels for others to use: figures are read from the text
    else:
        language = spacy.blank("en")
        language.add_pipe("nutgraf_sentences")
    language.max_length = MOST_CHARACTERS + 1
    return language


@cache
def _quotes_step() -> QuotesComponent:
    """The component for quotes: it runs when names are known, after the language pipeline."""
    return QuotesComponent(nlp(), "nutgraf_quotes", **asdict(LIMITS))


def read_article(article: Article, model: Path | None = None) -> Brief:
    """Read an article: see `Brief` for what comes out. Offsets count code points of `article.text` as it is.

    `model` is another pipeline than the shipped one. The same article always gives the same Brief. No text raises:
    what is no article (empty, one line, one word of a megabyte) gives a Brief with little or nothing in it.

    Raises:
        ModelError: the language model can't be loaded.
    """
    if not is_english(article.text, article.language):
        return Brief(note=ONLY_ENGLISH)
    text, note = _readable(article)
    doc = nlp(model)(text)
    sentences: list[Span] = sentences_of(doc, _start(article))
    if not sentences:
        return Brief(note=note)
    names = find_names(doc, sentences)
    recurrences = find_recurrences(text, sentences)
    found = _found(article, doc, sentences, names, recurrences)
    kept = candidates(text, sentences)
    facts = key_facts(text, kept, found)
    where = scene(Parsed.of(doc), article.title or "", opening(text, sentences), names.places)
    _log.debug("read", words=len(doc), sentences=len(sentences), quotes=len(found.quotes), figures=len(found.figures))
    return Brief(
        summary=summary(text, ranked(kept, found), found),
        facts=facts,
        quotes=tuple(found.quotes),
        figures=tuple(found.figures),
        dates=tuple(found.dates),
        recurrences=recurrences,
        people=names.people,
        organisations=names.organisations,
        places=names.places,
        note=note,
        genre=genre_of(article, _start(article)),
        five_ws=five_ws(Parsed.of(doc), kept[0].span, where, found.dates) if kept else FiveWs(),
        sourcing=sourcing(facts, found.quotes, found.sources),
        embargo=find_embargo(text, _start(article), found.dates, article.published),
        doubtful=_quotes(doc, shown=False),
    )


def _found(
    article: Article, doc: Doc, sentences: list[Span], names: Names, recurrences: tuple[Recurrence, ...]
) -> Found:
    doc._.people, doc._.body_start = names.people, _start(article)
    quotes = _quotes(_quotes_step()(doc), shown=True)
    return Found(
        quotes=quotes,
        figures=find_figures(doc, sentences),
        dates=find_dates(text_of(doc), sentences, article.published, [(each.start, each.end) for each in recurrences]),
        names=(*names.people, *names.organisations, *names.places),
        subjects=Subjects(text_of(doc), sentences, names.people),
        sources=Sources(text_of(doc), quotes, names.people, names.organisations),
    )


def _quotes(doc: Doc, *, shown: bool) -> tuple[Quote, ...]:
    """The quotations that the quotes step has left which are sure enough to be shown, or the others."""
    quotes = (span._.quote for span in doc.spans[GROUP])
    return tuple(quote for quote in quotes if (quote.confidence >= LIMITS.certainty.shown) == shown)


def _start(article: Article) -> int:
    return min(max(0, article.body_start), len(article.text))


def _readable(article: Article) -> tuple[str, str | None]:
    """The part of the text that is read, from its first character on, and the note where that is not all of it."""
    start = _start(article)
    end = _readable_end(article.text, start)
    note = None if end == len(article.text) else _note(article.text, start, end)
    return _steady(article.text[:end]), note


def _readable_end(text: str, start: int) -> int:
    """Where reading stops: at the word, the character or the endless run that is too much."""
    if len(text) - start <= MOST_WORDS and max(map(len, text[start:].split()), default=0) <= LONGEST_RUN:
        return len(text)  # no word costs more than its characters
    limit = min(len(text), start + MOST_CHARACTERS)
    words = 0
    position = start
    while position < limit:
        while position < limit and text[position].isspace():
            position += 1
        begin = position
        while position < limit and not text[position].isspace():
            position += 1
        if position - begin > LONGEST_RUN:
            return begin
        words += _cost(text, begin, position)
        if words > MOST_WORDS:
            return begin
    return limit


def _cost(text: str, begin: int, end: int) -> int:
    """What a run costs, in words: each sign beyond those of a word in quotation marks becomes a token of its own."""
    signs = sum(not text[i].isalnum() for i in range(begin, end))
    return max(1, signs - SIGNS_OF_A_WORD) if end > begin else 0


def _note(text: str, start: int, end: int) -> str:
    words = len(text[start:end].split())
    return f"Only the first {words:,} words were read." if words else "The text has no words that can be read."


def _steady(text: str) -> str:
    """The text with lone surrogates replaced, one for one: no component can encode them, and offsets must stay."""
    if text.isascii():
        return text
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
