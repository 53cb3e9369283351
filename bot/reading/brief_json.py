"""A Brief as the command line's JSON object: the contract of `nutgraf brief`."""

from typing import Any

from bot.articles.article import Article
from bot.reading.brief import (
    Brief,
    DateMention,
    Embargo,
    Fact,
    Figure,
    Named,
    Passage,
    Quote,
    Recurrence,
    Sourcing,
    Span,
)


def brief_json(brief: Brief, article: Article, article_id: str | None = None) -> dict[str, Any]:
    """The object for one article: JSON types only. Spans are `[start, end]` in code points of `article.text`."""
    return {
        "id": article_id,
        "title": article.title,
        "authors": list(article.authors),
        "published": article.published,
        "site": article.site,
        "url": article.url,
        "summary": list(brief.summary),
        "facts": [_fact(f) for f in brief.facts],
        "quotes": [_quote(q, certain=c) for q, c in _all_quotes(brief)],
        "figures": [_figure(f) for f in brief.figures],
        "dates": [_date(d) for d in brief.dates],
        "recurrences": [_recurrence(r) for r in brief.recurrences],
        "people": [_named(n) for n in brief.people],
        "organisations": [_named(n) for n in brief.organisations],
        "places": [_named(n) for n in brief.places],
        "note": brief.note,
        "genre": brief.genre,
        "five_ws": {name: _passage(getattr(brief.five_ws, name)) for name in ("who", "what", "where", "when")},
        "sourcing": _sourcing(brief.sourcing),
        "embargo": _embargo(brief.embargo),
    }


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "text": fact.text,
        "start": fact.start,
        "end": fact.end,
        "attribution": fact.attribution,
        "basis": fact.basis,
        "subject": fact.subject,
    }


def _passage(passage: Passage | None) -> dict[str, Any] | None:
    return {"text": passage.text, "start": passage.start, "end": passage.end} if passage else None


def _embargo(embargo: Embargo | None) -> dict[str, Any] | None:
    if embargo is None:
        return None
    return {"text": embargo.text, "start": embargo.start, "end": embargo.end, "until": embargo.until}


def _sourcing(tally: Sourcing) -> dict[str, Any]:
    return {
        "named": tally.named,
        "official": tally.official,
        "anonymous": tally.anonymous,
        "document": tally.document,
        "none": tally.none,
        "single_source": tally.single,
    }


def _all_quotes(brief: Brief) -> list[tuple[Quote, bool]]:
    """Every quotation in order of the text, and whether it is one that an editor is shown."""
    quotes = [(quote, True) for quote in brief.quotes] + [(quote, False) for quote in brief.doubtful]
    return sorted(quotes, key=lambda each: each[0].content)


def _quote(quote: Quote, *, certain: bool) -> dict[str, Any]:
    return {
        "kind": quote.kind,
        "content": _spans(quote.content),
        "cue": _spans(quote.cue),
        "source": _spans(quote.source),
        "text": quote.text,
        "speaker": quote.speaker,
        "role": quote.role,
        "manner": quote.manner,
        "certain": certain,
        "confidence": quote.confidence,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    value = list(figure.value) if isinstance(figure.value, tuple) else figure.value
    return {
        "text": figure.text,
        "start": figure.start,
        "end": figure.end,
        "value": value,
        "unit": figure.unit,
        "what": figure.what,
        "qualifier": figure.qualifier,
    }


def _date(mention: DateMention) -> dict[str, Any]:
    iso = list(mention.iso) if isinstance(mention.iso, tuple) else mention.iso
    return {"text": mention.text, "start": mention.start, "end": mention.end, "iso": iso, "future": mention.future}


def _recurrence(phrase: Recurrence) -> dict[str, Any]:
    return {
        "text": phrase.text,
        "start": phrase.start,
        "end": phrase.end,
        "period": phrase.period,
        "times": phrase.times,
    }


def _named(named: Named) -> dict[str, Any]:
    return {"name": named.name, "role": named.role, "mentions": _spans(named.mentions)}
