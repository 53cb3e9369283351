"""Which incident an article reports: what kind, on which day, where, and how it speaks of what was before."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.articles.article import Article
from bot.events.features import CALENDAR, SENTENCE_END, names_in
from bot.events.kinds import daily, kind_of, kinds_of, reported_at_once
from bot.reading.brief import Brief, DateMention

LEDE_WORDS = 60
"""The lede is the first two sentences, but not more than this."""
SHORTEST_SENTENCE = 25
"""Characters; what ends earlier is a dateline or a cry."""
BEFORE_DAYS = 21
"""A day further back than this is background to today's news, not the day of its event."""
MOST_ANCHORS = 14

_EXPLAINS = re.compile(
    r"^(?:explainer|explained|analysis|opinion|comment|timeline|factbox|profile|q&a|feature|interview|review|"
    r"what (?:to know|is|are|we know)|how (?!many)|why |who (?:is|are) |inside |five things|"
    r"\w+ things|a guide|in pictures|"
    r"long read|the long|everything you)|\b(?:explainer|explained|what (?:you need )?to know|a look (?:at|back)|q&a)\b",
    re.I,
)
_FRESH = re.compile(
    r"\b(?:another|again|fresh|latest|new (?:wave|round|attack|strike|walk-?out|barrage)|once more|for (?:the |a )?"
    r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+th) (?:straight |successive |consecutive )?"
    r"(?:time|night|day|week|month|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|"
    r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+th) (?:such|attack|"
    r"strike|walk-?out|hearing|night|"
    r"consecutive|straight|in (?:as many|a)))\b",
    re.I,
)
_CONTINUES = re.compile(
    r"\b(?:death toll|toll (?:from|rose|rises|climbs|climbed|in)|rubble|still (?:burning|"
    r"missing|out|being)|continu\w+ to|"
    r"(?:after|since) it (?:broke out|began|started)|contain(?:ed|ment)|mourn\w*|funerals?|vigil|the day after|"
    r"(?:a|two|three|four|five|six) days? (?:later|after (?:it|(?:the|a|an) (?:[\w-]+ ){0,3}(?:attack|strike|blast|"
    r"explosion|bomb\w*|quake|earthquake|shooting|crash|fire|flood|storm|raid|protest)s?\b))|"
    r"aftermath|clean-?up|clear(?:ing|ed)? (?:the )?debris|"
    r"died (?:of|from) (?:\w+ )?(?:wounds|injuries)|died in hospital|from (?:last|mon|tues|"
    r"wednes|thurs|fri|satur|sun)\w*['’]s|"
    r"(?:in|from|of|after|following) (?:mon|tues|wednes|thurs|fri|satur|sun)days?['’]s? |identified|rose to|rises to|"
    r"climbs to|climbed to|raised to|revised|bringing the (?:number|total|toll))\b",
    re.I,
)
_CADENCES = (
    (
        "near-daily",
        r"near(?:ly)?[ -](?:nightly|daily)|almost (?:nightly|daily|every (?:day|night))|nearly every (?:day|night)",
    ),
    ("daily", r"daily|nightly|every (?:day|night)"),
    ("fortnightly", r"fortnightly|every (?:fortnight|two weeks|other week|second week)|bi-?weekly|alternate weeks"),
    ("weekly", r"weekly|every (?:week|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"),
    ("monthly", r"monthly|every month|each month"),
    ("yearly", r"annual(?:ly)? (?!inflation|rate|rise|pace)|yearly|every year|each year"),
)
_REGULAR_BRIEFING = re.compile(
    r"\b(?:weekly|daily|monthly|regular|fortnightly|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:['’]s)?) "
    r"(?:[\w-]+ )?(?:briefing|news conference|press conference|bulletin|update|address|report to reporters)s?\b",
    re.I,
)
"""A briefing is a form: what is told there differs each time, so its words are not those of the headline."""
_FIGURES = re.compile(
    r"\b(?:(?:monthly|quarterly|weekly|official) (?:[\w-]+ ){0,2}(?:figures|statistics|data|numbers|count|tally)|"
    r"(?:figures|statistics|data)(?: (?:which|that))?(?: (?!was|were|who|last)[\w'’-]+){0,5} "
    r"(?:show(?:s|ed|n)?|released?|published|issued|put out))\b",
    re.I,
)
"""The release of a statistic of any other subject than the known ones: ships, patients, thefts. Figures who "were
released" may be people."""
REST_CHARACTERS = 900
"""How far behind the lede an article still tells what it is: two or three paragraphs."""
_CADENCE = [(name, re.compile(rf"\b(?:{words})\b", re.I)) for name, words in _CADENCES]
_SITTING = re.compile(
    r"\b(?:hears?|heard|told|tells|testif(?:y|ies|ied)|testimony|cross-examin\w+|gave evidence|giving evidence|"
    r"(?:took|takes|taking) the (?:stand|witness)|witness(?: box| stand|es)|in the dock|resum\w+|adjourn\w+|opens?|"
    r"opened|jurors|grilled|questioned)\b",
    re.I,
)
_OUTCOME = re.compile(
    r"\b(?:convict\w+|sentenc\w+|acquit\w+|found guilty|verdict|jailed|years in (?:prison|jail))\b", re.I
)
"""A court sits where somebody is heard. What came of a trial may be told again on any day after."""
_NIGHT = re.compile(r"\b(?:late|night|evening|overnight|midnight|after dark)\b", re.I)
_LOCATIVE = re.compile(
    r"\b(?:in|on|at|near|outside|across|over|hits?|rocks?|shakes?|struck|attack(?:s|ed)?|shell(?:s|ed)|pound(?:s|ed)|"
    r"batter(?:s|ed)|shelling of|(?:attack|strike|raid|fire|assault|barrage)s? on|(?:city|town|port|village|district|"
    r"suburb|island|capital|region|province) of|"
    r"strikes?) ((?:[A-ZÀ-Þ][\w-]+)(?: [A-ZÀ-Þ][\w-]+)?)(?!['’]?\w)"
)
"""A place stands behind a preposition, or is what is struck: "drones strike Vesk" says where, and no brief of so short
a text names the place."""
_DEMONYM = re.compile(r"(?:ian|ish|ese)s?$")
_INTO = re.compile(r"\b(?:into|early|morning|dawn|before dawn)\b", re.I)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What an article says of the incident it reports.

    `day` is the day of the incident, ISO; None where neither the lede nor the page tells. `stated`: the lede says it,
    it is not just the day of publication. `days` are all days that headline and lede name, as far as BEFORE_DAYS
    back. `sitting`: somebody is heard in court, by the words. `places` are those of headline and lede in order,
    `anchors` all names there, lower case; `shown` maps them to how they are written. `fresh` and `continues`: words
    such as "another", or "death toll rose". `explains`: a piece about something, not a report. `cadence` is a phrase
    such as "weekly" of headline and lede, by class.
    """

    kind: str | None
    day: str | None
    stated: bool
    days: tuple[str, ...]
    places: tuple[str, ...]
    anchors: tuple[str, ...]
    shown: dict[str, str]
    fresh: bool
    continues: bool
    explains: bool
    cadence: str | None
    kinds: tuple[str, ...] = ()
    """All kinds that it speaks of, `kind` among them."""
    sitting: bool = False
    opening: tuple[str, ...] = ()
    """Those of `days` that the first sentence names."""


def occurrence_of(article: Article, brief: Brief) -> Occurrence:
    """What `article`, read as `brief`, reports. Pure; a date that is missing stays missing."""
    title = (article.title or "").strip()
    start, end = lede_span(article)
    lede = article.text[start:end]
    rest = article.text[end : end + REST_CHARACTERS]
    spoken, explains = kinds_of(title, lede, rest), bool(_EXPLAINS.search(title))
    kind = next(iter(spoken), None) or None
    if _REGULAR_BRIEFING.search(f"{title}. {lede} {rest}"):
        kind, spoken = "briefing", ("briefing", *spoken)
    elif not daily(kind) and kind_of(title, "") is None and _FIGURES.search(lede):  # the headline speaks of no incident
        kind, spoken = "figures", ("figures", *spoken)
    published = published_day(article)
    first = SENTENCE_END.search(article.text, start + SHORTEST_SENTENCE, end)
    opening = _days_to(first.start() if first else end, article, brief, kind)
    days = _days_to(end, article, brief, kind)
    shown: dict[str, str] = {}
    plain = set(re.findall(r"(?<![\w'’-])[a-zà-þ]+", article.text))  # a headline writes common words large
    for name in (*names_in(title), *names_in(lede), *(_capital_places(lede))):
        if name.lower() not in plain:
            shown.setdefault(_key(name), _in_full(name, brief))
    head = f"{title}. {lede}"
    return Occurrence(
        kind=None if explains else kind,
        day=published if published in days and reported_at_once(kind) else days[0] if days else published,
        stated=bool(days) or bool(re.search(r"\b(?:overnight|today|tonight|this morning)\b", lede, re.I)),
        days=days,
        places=_places(title, article, brief, end),
        anchors=tuple(list(shown)[:MOST_ANCHORS]),
        shown=shown,
        fresh=bool(_FRESH.search(head)),
        continues=bool(_CONTINUES.search(head)),
        explains=explains,
        cadence=next((name for name, pattern in _CADENCE if pattern.search(article.text[start : end + 1500])), None),
        kinds=() if explains else tuple(dict.fromkeys(name for name in spoken if name)),
        sitting=kind == "hearing" and bool(_SITTING.search(head)) and not _OUTCOME.search(head),
        opening=opening,
    )


def _days_to(end: int, article: Article, brief: Brief, kind: str | None) -> tuple[str, ...]:
    """The days near publication that dates up to character `end` name, in order."""
    named = [day for mention in brief.dates if mention.end <= end for day in days_of(mention, article.text, kind)]
    published = published_day(article)
    return tuple(dict.fromkeys(day for day in named if _near(day, published)))


def lede_span(article: Article) -> tuple[int, int]:
    """Where the first two sentences of the body stand in `article.text`, at most LEDE_WORDS words."""
    text, start = article.text, article.body_start
    while start < len(text) and text[start].isspace():
        start += 1
    title = (article.title or "").strip()
    if title and text.startswith(title, start):  # a body that repeats its headline
        start += len(title)
    while start < len(text) and text[start].isspace():
        start += 1
    end, sentences = start, 0
    for match in SENTENCE_END.finditer(text, start):
        if match.start() - start < SHORTEST_SENTENCE:
            continue
        sentences += 1
        end = match.start()
        if sentences == 2:
            break
    else:
        end = len(text)
    words = list(re.finditer(r"\S+", text[start:end]))
    if len(words) > LEDE_WORDS:
        end = start + words[LEDE_WORDS - 1].end()
    return start, end


def published_day(article: Article) -> str | None:
    """The day of publication in the page's own zone, ISO."""
    found = re.match(r"\d{4}-\d{2}-\d{2}", article.published or "")
    return found[0] if found and _date(found[0]) else None


def days_of(mention: DateMention, text: str, kind: str | None) -> list[str]:
    """The day, ISO, that a mention in `text` names for an incident of `kind`; none where it is no single day.

    Of a night it is the morning's: late on Thursday and early on Friday are one."""
    if not isinstance(mention.iso, str) or len(mention.iso) != 10:
        return []
    around = text[max(0, mention.start - 14) : mention.end + 12]
    if kind in ("attack", "explosion") and _NIGHT.search(around) and not _INTO.search(around):
        if re.search(r"overnight", around, re.I) and not re.search(r"\b(?:late|night|evening)\b", around, re.I):
            return [mention.iso]
        day = _date(mention.iso)
        return [(day + timedelta(days=1)).isoformat()] if day else []
    return [mention.iso]


def _near(day: str, published: str | None) -> bool:
    this, that = _date(day), _date(published)
    return this is not None and (that is None or -BEFORE_DAYS <= (this - that).days <= 1)


def _places(title: str, article: Article, brief: Brief, end: int) -> tuple[str, ...]:
    found: list[tuple[int, int, str]] = []
    start, _ = lede_span(article)
    lede = article.text[start:end]
    for rank, part in enumerate((title, lede)):
        found += [(rank, match.start(1), match[1]) for match in _LOCATIVE.finditer(part) if _a_place(match[1])]
    found += [(1, 0, name) for name in _capital_places(lede)]
    known = [place.name for place in brief.places] + [
        match[1] for match in _LOCATIVE.finditer(article.text[end : end + REST_CHARACTERS])
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
    scene = _key(brief.five_ws.where.text) if brief.five_ws.where else ""
    ranked = sorted((_key(name) not in scene, rank, at, _key(name)) for rank, at, name in found)
    return tuple(dict.fromkeys(name for _, _, _, name in ranked))


def _place_in(title: str, name: str) -> int:
    """Where `name` stands in the headline as a word, -1 where it does not."""
    match = re.search(rf"\b{re.escape(name)}\b", title)
    return match.start() if match else -1


def _a_place(name: str) -> bool:
    """Not a day or month, and no adjective of a people ("Tarnovian drones")."""
    return name.lower() not in CALENDAR and not _DEMONYM.search(name) and not name.isupper()


def _in_full(name: str, brief: Brief) -> str:
    """A person's whole name for a part of it."""
    return next(
        (person.name for person in brief.people[:6] if " " in person.name and name in person.name.split()), name
    )


def _capital_places(lede: str) -> list[str]:
    dateline = re.match(r"\s*([A-ZÀ-Þ]{3,}(?:[ -][A-ZÀ-Þ]{3,})*)(?:,| \(| [—–-])", lede)
    return [dateline[1].title()] if dateline else []


def _key(name: str) -> str:
    return re.sub(r"['’]s$", "", name.lower())


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
