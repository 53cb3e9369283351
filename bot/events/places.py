"""Where an incident happened, by headline and lede: the town rather than its country, and not where it was written."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from bot.articles.article import Article
from bot.events.features import CALENDAR, names_in
from bot.events.kinds import is_release, placed
from bot.reading.brief import Brief
from bot.reading.gazetteer import countries, is_demonym
from bot.reading.words import bag

FURTHER_CHARACTERS = 900
"""How far behind the lede a name is looked for as a place: two or three paragraphs."""
_LOCATIVE = re.compile(
    r"\b(?:in|on|at|near|outside|across|over|hits?|rocks?|shakes?|struck|attack(?:s|ed)?|shell(?:s|ed)|pound(?:s|ed)|"
    r"batter(?:s|ed)|shelling of|(?:attack|strike|raid|fire|assault|barrage)s? on|(?:city|town|port|village|district|"
    r"suburb|island|capital|region|province) of|"
    r"strikes?) ((?:[A-ZÀ-Þ][\w-]+)(?: [A-ZÀ-Þ][\w-]+)?)(?!['’]?\w)"
)
"""A place stands behind a preposition, or is what is struck: "drones strike Vesk" says where, and no brief of so short
a text names the place."""
_NO_TOWN = re.compile(
    r"\b(?:avenue|street|road|lane|square|hill|hospital|hotel|bridge|station|university|school|church|cathedral|court|"
    r"courtroom|museum|theatre|theater|opera|airport|park|house|hall|plant|terminal|wire|clinic|mall|centre|center|"
    r"ministry|office|council|agency|authority|service)s?$",
    re.I,
)
"""What stands in a town is no other place than the town."""
_OUTLETS = bag(
    """daily weekly evening morning sunday today news times post press courier herald gazette standard star wire
    globe echo radio tribune journal chronicle ledger record report reporter observer mail express mirror telegraph
    dispatch bulletin monitor independent guardian national local central regional river valley port city county coast
    north south east west northern southern eastern western united international continental agency network online live
    media"""
)
"""Words of outlets' names that are no towns."""
_DEMONYM = re.compile(r"(?:ian|ish|ese)s?$")
_NAME = r"[A-ZÀ-Þ][\w-]{1,40}(?: [A-ZÀ-Þ][\w-]{1,40})?"
"""One word or two, each with an end: of a word as long as a page not every split is tried."""
_CONTAINS = re.compile(
    rf"\b({_NAME})['’]s ({_NAME})"
    r"(?! ?(?:[a-z-]+ )?(?:district|borough|quarter|suburb|neighbou?rhood|area|estate|market|side|end|ward)\b)"
)
_SHARED_BY_TOWNS = bag(
    """new old great little upper lower north south east west northern southern eastern western central port fort mount
    lake cape saint st san santa santo sao el la las los le al de del rio ciudad villa nova nueva puerto city town
    island islands beach park hill hills valley county"""
)
"""Words of a place's name that tell it from none."""
_ENDING = re.compile(r"(?<=\w{3})(?:ians?|any?s?|ia|ey|e|y|a|ns?|ese|ish|s)$")
_IRREGULAR = {
    "french": "france",
    "british": "britain",
    "spanish": "spain",
    "dutch": "netherlands",
    "swiss": "switzerland",
    "greek": "greece",
    "polish": "poland",
    "danish": "denmark",
    "irish": "ireland",
    "scottish": "scotland",
    "welsh": "wales",
    "english": "england",
    "american": "united states",
    "czech": "czech republic",
}
_WITHIN = re.compile(rf"\b({_NAME}), ([A-ZÀ-Þ][\w-]{{1,40}})(?=,| \(|\.| [—–-])")
"""A country with its town: "Orsania's Vesk", "VESK, Orsania, May 2"."""


def places_of(article: Article, brief: Brief, kind: str | None, span: tuple[int, int]) -> tuple[str, ...]:
    """The places of headline and lede (at `span` of the text), lower case, the likeliest first for its `kind`."""
    found: list[tuple[int, int, str]] = []
    title, (start, end) = (article.title or "").strip(), span
    lede = article.text[start:end]
    for rank, part in enumerate((title, lede)):
        found += [(rank, match.start(1), match[1]) for match in _LOCATIVE.finditer(part) if _a_place(match[1])]
    found += [(1, 0, name) for name in dateline_places(lede)]
    known = [place.name for place in brief.places] + [
        match[1] for match in _LOCATIVE.finditer(article.text[end : end + FURTHER_CHARACTERS])
    ]
    for name in dict.fromkeys((*names_in(title), *names_in(lede))):  # what is a place further down is one here
        if name in known and _a_place(name):
            at = _place_in(title, name)
            found.append((0, at, name) if at >= 0 else (1, max(0, lede.find(name)), name))
    for place in brief.places:
        name = place.name
        if not _a_place(name):
            continue
        if re.search(rf"\b{re.escape(name)}\b", title, re.I):
            found.append((0, title.lower().find(name.lower()), name))
        elif mention := next((span for span in place.mentions if span[1] <= end), None):
            found.append((1, mention[0] - start, name))
    found = [each for each in found if each[2] != article.site]
    if not dateline_places(lede):
        told = article.text.replace(article.site or "\n", "")
        found += [(2, 0, name) for name in home_of(article) if re.search(rf"\b{re.escape(name)}\b", told)]
    scene = key(brief.five_ws.where.text) if brief.five_ws.where else ""
    ranked = sorted((key(name) not in scene, rank, at, key(name)) for rank, at, name in found)
    named = tuple(dict.fromkeys(name for _, _, _, name in ranked))
    return _of_kind(named, kind, f"{title}. {lede}") if placed(kind) else named


def _of_kind(named: tuple[str, ...], kind: str | None, head: str) -> tuple[str, ...]:
    """A release is its country's, whose capital it is written from; an attack the town's, which has a country."""
    dateline = {key(name) for name in dateline_places(head.partition(". ")[2])}
    wide = _countries_in(head) & set(named)
    if is_release(kind):
        return tuple(name for name in named if name in wide) or _of_peoples(head) or named
    towns = [name for name in named if name not in wide]
    there = [name for name in towns if name not in dateline or head.lower().count(name) > 1]
    return tuple(there or towns or named)


def _countries_in(head: str) -> set[str]:
    """The names that stand for a country: known ones, and those that a town is said to be of."""
    found = {match[1].strip().lower() for match in _CONTAINS.finditer(head)}
    found |= {match[2].lower() for match in _WITHIN.finditer(head)}
    return found | (_known_countries() & {key(word) for word in names_in(head)})


def stems(names: Iterable[str]) -> set[str]:
    """Names (lower case) without the endings by which a people goes by its country: "skerrans", "skerran", "skerra"."""
    return {_ENDING.sub("", name) for name in names}


def _of_peoples(head: str) -> tuple[str, ...]:
    """The countries of the peoples whose adjective the head has: "Italian inflation"."""
    words = [key(word) for word in re.findall(r"\b[A-ZÀ-Þ][a-z]+\b", head) if is_demonym(word)]
    found = [_IRREGULAR.get(word) or _by_stem().get(_ENDING.sub("", word)) for word in words]
    return tuple(dict.fromkeys(country for country in found if country))


@cache
def _by_stem() -> Mapping[str, str]:
    return {_ENDING.sub("", name): name for name in sorted(_known_countries())}


@cache
def _known_countries() -> frozenset[str]:
    return frozenset(name.lower() for name in countries())


def home_of(article: Article) -> list[str]:
    """The names in an outlet's: a local paper's town, which its reports take as read."""
    words = re.findall(r"[A-ZÀ-Þ][\w-]{3,}", article.site or "")
    return [word for word in words if word.lower() not in _OUTLETS and _a_place(word)]


def _place_in(title: str, name: str) -> int:
    """Where `name` stands in the headline as a word, -1 where it does not."""
    match = re.search(rf"\b{re.escape(name)}\b", title)
    return match.start() if match else -1


def _a_place(name: str) -> bool:
    """Not a day or month, and no adjective of a people ("Tarnovian drones")."""
    return (
        not _NO_TOWN.search(name)
        and name.lower().removesuffix("s") not in CALENDAR
        and not _DEMONYM.search(name)
        and not name.isupper()
    )


def dateline_places(lede: str) -> list[str]:
    """The place in capitals that `lede` begins with, as a name ("Port Vesk"); none where there is no dateline."""
    dateline = re.match(r"\s*([A-ZÀ-Þ]{3,}(?:[ -][A-ZÀ-Þ]{3,})*)(?:,| \(|\.| [—–-])", lede)
    return [dateline[1].title()] if dateline else []


def key(name: str) -> str:
    """A name as names are compared: lower case, not as an owner ("Vesk's")."""
    return re.sub(r"['’]s$", "", name.lower())


def words_of(places: Iterable[str]) -> set[str]:
    """The words that places go by: "port vesk" and "vesk" share one, New York and New Delhi none."""
    return {word for place in places for word in (set(place.split()) - _SHARED_BY_TOWNS or place.split())}
