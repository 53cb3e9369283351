"""What a page changed since it was read: headline, figures, quotes, corrections. For whoever has used them already."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.articles.article import Article, Kind
from bot.events.event import Reading, Source
from bot.events.measure_words import TOLD
from bot.events.measures import readings_of
from bot.events.occurrence import occurrence_of
from bot.events.recorded import Moved
from bot.reading.brief import Brief, Quote

ALIKE = 0.7
"""Share of words in common, in order, from which a quote is another wording of one and not another quote. Own pairs: a
corrected word in a quote of eight gives .88, two sentences of one speech .3 or less."""
REWRITTEN = 0.5
"""Share of a text's sentences below which a page was written anew: then what is missing is not told one by one."""
LEAST_WORDS = 4
"""Of a quote that is looked for; shorter ones come back in any text."""

_CORRECTION = re.compile(
    r"^(?:editor[’']?s[’']? note|corrections?|clarifications?|update[ds]?|amendment)\b.{0,12}?[:—–-]|"
    r"\bthis (?:article|story|report|piece|item|page|headline) (?:was|has been|is) (?:\w+ ){0,2}(?:amended|corrected|"
    r"updated|clarified|changed)|\b(?:an|a previous|the) (?:earlier|previous|original)? ?version of this (?:article|"
    r"story|report|piece|headline)\b",
    re.I,
)
_WORD = re.compile(r"[\w’'-]+")
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Requoted:
    """A quote whose words changed; `now` is None where the article no longer has it."""

    before: Quote
    now: Quote | None


@dataclass(frozen=True, slots=True)
class Revisions:
    """What changed: the headline before and now; figures; quotes; sentences that say that something was corrected.
    `rewritten`: most of the text is new."""

    headline: tuple[str, str] | None = None
    figures: tuple[Moved, ...] = ()
    quotes: tuple[Requoted, ...] = ()
    corrections: tuple[str, ...] = ()
    rewritten: bool = False

    def __bool__(self) -> bool:
        return bool(self.headline or self.figures or self.quotes or self.corrections or self.rewritten)


def revisions(old: Article, old_brief: Brief, new: Article, new_brief: Brief) -> Revisions:
    """What `new` says otherwise than `old` did, each with its brief. A live blog changes by nature: of it only
    corrections are told."""
    corrections = tuple(s for s in _sentences(new.text) if _CORRECTION.search(s) and _flat(s) not in _flat(old.text))
    if Kind.LIVE_BLOG in (old.kind, new.kind):
        return Revisions(corrections=corrections)
    rewritten = _kept(old.text, new.text) < REWRITTEN
    quotes = _quotes(old_brief.quotes, new_brief.quotes, new.text)
    return Revisions(
        headline=_headline(old.title, new.title),
        figures=_figures(old, old_brief, new, new_brief),
        quotes=tuple(each for each in quotes if each.now is not None or not rewritten),
        corrections=corrections,
        rewritten=rewritten,
    )


def _headline(before: str | None, now: str | None) -> tuple[str, str] | None:
    if not before or not now or _flat(before) == _flat(now):
        return None
    return before, now


def _figures(old: Article, old_brief: Brief, new: Article, new_brief: Brief) -> tuple[Moved, ...]:
    before, now = _readings(old, old_brief), _readings(new, new_brief)
    return tuple(
        Moved(name, before[name], now[name])
        for name in now
        if name in before and name in TOLD and before[name].value != now[name].value
    )


def _readings(article: Article, brief: Brief) -> Mapping[str, Reading]:
    source = Source("", article.site, article.title or "", article.url, "", "", "", None, exact=False)
    return {each.measure: each for each in readings_of(article, brief, occurrence_of(article, brief), source)}


def _quotes(before: Sequence[Quote], now: Sequence[Quote], text: str) -> list[Requoted]:
    """Direct quotes that stand in the text no longer as they did. A new quote is no change of an old one."""
    flat, found = _flat(text), list[Requoted]()
    known = {_flat(quote.text) for quote in before}
    fresh = [quote for quote in now if quote.kind == "direct" and _flat(quote.text) not in known]
    for quote in before:
        words = _flat(quote.text)
        if quote.kind != "direct" or len(words.split()) < LEAST_WORDS or _stands(quote, flat):
            continue
        alike = max(fresh, key=lambda other: _likeness(words, other), default=None)
        found.append(Requoted(quote, alike if alike and _likeness(words, alike) >= ALIKE else None))
    return found


def _stands(quote: Quote, flat: str) -> bool:
    """Each of its sentences is in the text: the writer's words may stand between them now as they did not before."""
    return all(_flat(part) in flat for part in _sentences(quote.text))


def _likeness(words: str, other: Quote) -> float:
    return SequenceMatcher(None, words.split(), _flat(other.text).split(), autojunk=False).ratio()


def _kept(old: str, new: str) -> float:
    """Share of the old text's sentences that the new one still has."""
    sentences, flat = [_flat(each) for each in _sentences(old)], _flat(new)
    long = [each for each in sentences if len(each.split()) >= LEAST_WORDS]
    return sum(each in flat for each in long) / len(long) if long else 1.0


def _sentences(text: str) -> list[str]:
    return [each for each in map(str.strip, _SENTENCE.split(text)) if each]


def _flat(text: str) -> str:
    """Words only: marks and spaces may change as a page is built anew."""
    return " ".join(_WORD.findall(text.replace("’", "'").lower()))
