"""An article as sparse features: words and pairs of words, names, numbers. What matching compares."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.articles.article import Article
from bot.reading.brief import Brief
from bot.reading.words import bag

TITLE_TIMES = 2
"""The title counts twice, as in the probes that chose these features."""
BODY_WORDS = 400
"""Words of the body that are read: news tells what happened first; the rest is background on other events."""
NAME_SENTENCES = 25
"""Sentences in which names are looked for."""

LEAD_WORDS = 60
"""Words of the body that tell, with the title, who and what it is about."""
LEAD_TIMES = 2
"""A name counts so many times more where title or lead have it: .005 on events/dev."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")
_FUNCTION_WORDS = bag(
    """a about above after again against ago all almost along already also although always am among an and
    another any are aren't around as ask asked at away back be became because become been before behind being
    below between both but by came can can't come could couldn't did didn't do does doesn't doing don't done
    down during each either else enough even ever every few first for four from further get go goes going gone
    got had hadn't has hasn't have haven't having he her here hers herself him himself his how however i if in
    into is isn't it it's its itself just last least less let like made make many may me might mine more most
    mr mrs ms much must my myself near never new next no nor not now of off often on once one only onto or
    other others our ours out over own per put rather s said same saw say saying says see seen several shall
    she should shouldn't since so some still such take taken t than that that's the their theirs them
    themselves then there these they they're this those though three through thus to together told too took
    toward towards two under until up upon us used using very via was wasn't way we well went were weren't
    what when where whether which while who whom whose why will with within without won't would wouldn't yet
    you your yours yourself he's she's we've i'm according including"""
)
CALENDAR = bag(
    """january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri
    sat sun today yesterday tomorrow tonight week weeks month months year years day days"""
)


_DATED = CALENDAR - bag("today yesterday tomorrow tonight week weeks month months year years day days")


@dataclass(frozen=True, slots=True)
class Features:
    """An article's terms, each with 1 + log of how often it stands there.

    `words` are single words and pairs of neighbours (`"rail strike"`), lower case and without endings; `names` are
    the words that stand capitalised inside a sentence; `numbers` as written; `leading` are the names with those of
    title and lead counted LEAD_TIMES more; `entities` whole names as the brief has them, `dated` the days and months
    named, with their numbers ("dec", "dec11").
    """

    words: Mapping[str, float] = field(default_factory=dict)
    names: Mapping[str, float] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    leading: Mapping[str, float] = field(default_factory=dict)
    entities: Mapping[str, float] = field(default_factory=dict)
    dated: Mapping[str, float] = field(default_factory=dict)


def features_of(article: Article, brief: Brief | None = None) -> Features:
    """The features of an article's title and of the first BODY_WORDS words of its body; entities by its brief."""
    body = article.text[article.body_start :]
    title = article.title or ""
    if title and body.lstrip().startswith(title):
        body = body.lstrip()[len(title) :]
    first, rest = _tokens(title), _tokens(body)[:BODY_WORDS]
    words: Counter[str] = Counter()
    for tokens, times in ((first, TITLE_TIMES), (rest, 1)):
        for term in _terms(tokens):
            words[term] += times
    names = _names(f"{title}\n{body}")
    leading = Counter(names)
    for token in (*first, *rest[:LEAD_WORDS]):
        if token[0].isupper() and (name := _name(token)) in names:
            leading[name] += LEAD_TIMES
    return Features(
        words=_damped(words),
        names=_damped(names),
        numbers=_damped(Counter(token for token in (*first, *rest) if token[0].isdigit())),
        leading=_damped(leading),
        entities=_damped(_entities(brief)) if brief else {},
        dated=_damped(_dated([*first, *rest])),
    )


def running_words(article: Article) -> list[str]:
    """The words of the first BODY_WORDS of the body in their order, lower case: what copies share."""
    body = article.text[article.body_start :]
    return [token.lower().replace("’", "'") for token in _tokens(body)[:BODY_WORDS]]


def stem(word: str) -> str:
    """`word` in lower case without the endings of plural, genitive, past and -ing; a light stemmer, not Porter's."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        if len(word) > len(ending) + 3 and word.endswith(ending):
            stemmed = word.removesuffix(ending)
            return stemmed[:-1] if stemmed[-1] == stemmed[-2] and stemmed[-1] not in "ls" else stemmed
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def _tokens(text: str) -> list[str]:
    """Words and numbers. Hyphens part words, so that `re-join` and a tokenised `re - join` are the same."""
    return _WORD.findall(text)


def _terms(tokens: list[str]) -> Iterator[str]:
    before: str | None = None
    for token in tokens:
        lower = token.lower().replace("’", "'")
        if lower in _FUNCTION_WORDS or lower in CALENDAR or len(lower) == 1 or lower[0].isdigit():
            before = None if lower not in ("of", "the", "and", "s") else before
            continue
        word = stem(lower)
        yield word
        if before is not None:
            yield f"{before} {word}"
        before = word


def _names(text: str) -> Counter[str]:
    """Capitalised words, of those that stand so inside a sentence at least once (a headline's words do not count)."""
    found: Counter[str] = Counter()
    inside: set[str] = set()
    for sentence in SENTENCE_END.split(text)[:NAME_SENTENCES]:
        tokens = _tokens(sentence)
        lower_case = sum(token[0].islower() for token in tokens)
        headline = lower_case * 3 < len(tokens)
        for position, token in enumerate(tokens):
            if not token[0].isupper() or len(token) == 1:
                continue
            name = _name(token)
            if name in _FUNCTION_WORDS or name in CALENDAR:
                continue
            found[name] += 1
            if position and not headline:
                inside.add(name)
    return Counter({name: count for name, count in found.items() if name in inside})


def names_in(text: str) -> list[str]:
    """The capitalised words of a headline or lede as they are written, in order, once each; no function words."""
    found: dict[str, str] = {}
    for sentence in SENTENCE_END.split(text):
        for token in _tokens(sentence):
            plain = re.sub(r"['’]s$", "", token)
            lower = plain.lower()
            if len(plain) > 1 and plain[0].isupper() and lower not in _FUNCTION_WORDS and lower not in CALENDAR:
                found.setdefault(lower, plain.title() if plain.isupper() and len(plain) > 4 else plain)
    return list(found.values())


def _name(token: str) -> str:
    return token.lower().replace("’", "'").removesuffix("'s")


def _entities(brief: Brief) -> Counter[str]:
    """Whole names, by how often they are mentioned."""
    found: Counter[str] = Counter()
    for named in (*brief.people, *brief.organisations, *brief.places):
        found[named.name.lower()] += len(named.mentions)
    return found


def _dated(tokens: list[str]) -> Counter[str]:
    """Days and months as they are written, by their first letters, alone and with a number beside them."""
    found: Counter[str] = Counter()
    for place, token in enumerate(tokens):
        if not token[0].isupper() or token.lower() not in _DATED:
            continue
        short = token[:3].lower()
        found[short] += 1
        for beside in (*tokens[max(0, place - 1) : place], *tokens[place + 1 : place + 2]):
            if beside.isdigit():
                found[short + beside] += 1
    return found


def _damped(counts: Mapping[str, float]) -> dict[str, float]:
    return {term: 1 + math.log(count) for term, count in counts.items()}
