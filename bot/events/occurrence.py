"""Which incident an article reports: what kind, on which day, where, and how it speaks of what was before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from bot.articles.article import Article
from bot.events.features import SENTENCE_END, names_in
from bot.events.kinds import BY_NAME, cadences, daily, kind_of, kinds_of, reported_at_once
from bot.events.kinds import is_release as is_release_kind
from bot.events.places import FURTHER_CHARACTERS, dateline_places, home_of, key, places_of
from bot.events.releases import counted, is_release
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
_WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_CADENCES = (
    (
        "near-daily",
        r"near(?:ly)?[ -](?:nightly|daily)|almost (?:nightly|daily|every (?:day|night))|nearly every (?:day|night)",
    ),
    ("daily", r"daily|nightly|every (?:day|night)"),
    (
        "fortnightly",
        rf"fortnightly|(?:every|each) (?:fortnight|two weeks|(?:other|second) (?:week|{_WEEKDAY}))|bi-?weekly|"
        rf"alternate (?:weeks|{_WEEKDAY}s)",
    ),
    ("weekly", rf"weekly|(?:every|each) (?:week|{_WEEKDAY})|on {_WEEKDAY}s"),
    ("monthly", r"monthly|every month|each month"),
    ("yearly", r"annual(?:ly)? (?!inflation|rate|rise|pace)|yearly|every year|each year"),
)
_REGULAR_BRIEFING = re.compile(
    r"\b(?:(?:weekly|daily|monthly|fortnightly|regular|(?:her|his|its|their|the|a) (?:(?:regular|usual|customary|"
    r"weekly) )?"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:['’]s)?) (?:[\w-]+ ){0,2}?|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day['’]s )"
    r"(?:briefings?|(?:news|press) (?:conference|call)s?|bulletins?|updates?|address|report to reporters|report|"
    r"outlook|survey|"
    r"assessment|forecast|round-?up|review|digest|snapshot|monitor|dashboard)\b",
    re.I,
)
"""A briefing is a form: what is told there differs each time, so its words are not those of the headline."""
CADENCE_CHARACTERS = 1500
"""How far behind the lede a text says how often something comes."""
_CADENCE = [(name, re.compile(rf"\b(?:{words})\b", re.I)) for name, words in _CADENCES]
_SITTING = re.compile(
    r"\b(?:hears?|heard|told|tells|testif(?:y|ies|ied)|testimony|cross-examin\w+|gave evidence|giving evidence|"
    r"(?:took|takes|taking) the (?:stand|witness)|witness(?: box| stand|es)|in the dock|resum\w+|adjourn\w+|opens?|"
    r"opened|jurors|grilled|questioned|rest(?:s|ed)|clos(?:ing|ed) (?:its |their |the )?(?:case|arguments?|"
    r"speech(?:es)?|"
    r"statements?)|sum(?:s|med)? up)\b",
    re.I,
)
_OUTCOME = re.compile(
    r"\b(?:convict\w+|sentenc\w+|acquit\w+|found guilty|verdict|jailed|years in (?:prison|jail))\b", re.I
)
"""A court sits where somebody is heard. What came of a trial may be told again on any day after."""
_LATE = re.compile(
    r"\b(?:late|(?<!after )(?<!past )midnight|night|evening|overnight|after dark|dusk|nightfall|sundown|sunset|"
    r"twilight)\b|"
    r"\b(?:1[89]|2[0-3])[:.][0-5]\d\b|\b(?:[6-9]|1[01])(?:[:.][0-5]\d)? ?p\.?m\b",
    re.I,
)
_EARLY = re.compile(
    r"\b(?:early|morning|dawn|sunrise|daybreak|first light|small hours|(?:after|past) midnight|(?:into|"
    r"night to) (?:the )?$)",
    re.I,
)
_THIS_NIGHT = re.compile(r"\b(?:this evening|tonight|later)\b", re.I)
"""When it is written, not when it happened."""
BEFORE_MENTION, BEHIND_MENTION = 24, 14
"""How far around a day its part is named in the clause, in characters: "at dusk on 5 January", "Friday at 22:15"."""
_NEXT = re.compile(
    r"\b(?:next|resum\w+|continu\w+|due|adjourn\w*|reconven\w+|returns?|returning|again|follow\w*|another|further|more|"
    r"(?:will|to|would|should|is|are) (?:also )?(?:be |then )?(?:published|released|issued|out|heard|sit|sits|sum|"
    r"begin|walk|"
    r"strike|stop|testify|give|appear|take|held|announced|meet)|scheduled|planned|expected|set for|too|as well)\b",
    re.I,
)
LATE_DAYS = 2
"""So long after a hearing, release or walkout it is still reported; a day further back is of what is told there."""
_WORD = re.compile(r"\S+")
_END = re.compile(r"[.!?](?:\s|$)|\n")
LAST_YEAR = 9000
"""Days of later years are no news, and the calendar ends before the day after the last of them."""
AHEAD_DAYS = 62
"""The next one is announced up to two months ahead."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What an article says of the incident it reports.

    `day` is the day of the incident, ISO; None where neither the lede nor the page tells. `stated`: the lede says it,
    it is not just the day of publication. `days` are all days that headline and lede name, as far as BEFORE_DAYS
    back. `sitting`: somebody is heard in court, by the words; `told_again`: no hearing is named, or what came of it
    is: a deed and its verdict are told on many days. `places` are those of headline and lede in order, `anchors` all
    names there, lower case; `shown` maps them to how they are written. `fresh` and `continues`: words
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
    told_again: bool = False
    home: tuple[str, ...] = ()
    """Names in the outlet's, lower case, where the text has no dateline: a local paper does not always say the town."""
    announced: str | None = None
    """The day, ISO, that the text names for the next one: "adjourned until 14 May", "the next bulletin is due on …"."""


def occurrence_of(article: Article, brief: Brief) -> Occurrence:
    """What `article`, read as `brief`, reports. Pure; a date that is missing stays missing."""
    title = (article.title or "").strip()
    start, end = lede_span(article)
    lede = article.text[start:end]
    rest = article.text[end : end + FURTHER_CHARACTERS]
    spoken, explains = kinds_of(title, lede, rest), bool(_EXPLAINS.search(title))
    kind = next(iter(spoken), None) or None
    if _REGULAR_BRIEFING.search(f"{title}. {lede} {rest}"):
        kind, spoken = "briefing", ("briefing", *spoken)
    elif not daily(kind) and not daily(kind_of(title, "")) and is_release(title, lede, rest):
        kind, spoken = "figures", ("figures", *spoken)
    published = published_day(article)
    first = SENTENCE_END.search(article.text, start + SHORTEST_SENTENCE, end)
    opening = _days_to(first.start() if first else end, article, brief, kind)
    days = _days_to(end, article, brief, kind)
    shown: dict[str, str] = {}
    plain = set(re.findall(r"(?<![\w'’-])[a-zà-þ]+", article.text))  # a headline writes common words large
    for name in (*names_in(title), *names_in(lede), *(dateline_places(lede))):
        if name.lower() not in plain:
            shown.setdefault(key(name), _in_full(name, brief))
    head = f"{title}. {lede}"
    return Occurrence(
        kind=None if explains else kind,
        day=_day(days, published, kind),
        stated=bool(days) or bool(re.search(r"\b(?:overnight|today|tonight|this morning)\b", lede, re.I)),
        days=days,
        places=places_of(article, brief, kind, (start, end)),
        anchors=tuple(list(shown)[:MOST_ANCHORS]),
        shown=shown,
        fresh=bool(_FRESH.search(head)),
        continues=bool(_CONTINUES.search(head)),
        explains=explains,
        cadence=_cadence(article.text[start : end + CADENCE_CHARACTERS], kind, lede),
        kinds=() if explains else tuple(dict.fromkeys(name for name in spoken if name)),
        sitting=kind == "hearing" and bool(_SITTING.search(head)) and not _OUTCOME.search(head),
        opening=opening,
        told_again=kind == "hearing"
        and (not BY_NAME["hearing"].pattern.search(head.lower()) or bool(_OUTCOME.search(head))),
        home=() if dateline_places(lede) else tuple(name.lower() for name in home_of(article)),
        announced=_announced(article, brief, published) if not explains and daily(kind) and kind != "attack" else None,
    )


def _cadence(text: str, kind: str | None, lede: str) -> str | None:
    """The cadence that headline, lede and what follows state for incidents of the kind; a release counts a month or a
    week, and comes as often."""
    possible = cadences(kind)
    stated = next((name for name, pattern in _CADENCE if name in possible and pattern.search(text)), None)
    if stated is None and (kind == "figures" or is_release_kind(kind)):
        return counted(lede)
    return stated


def _day(days: Sequence[str], published: str | None, kind: str | None) -> str | None:
    """The day of an incident of the kind: of a walkout that of tomorrow which is told today, of what is reported at
    once that of publication, where the text names it or only days long before."""
    if kind == "walkout" and published and (ahead := [day for day in days if day > published]):
        return ahead[0]
    if reported_at_once(kind) and published:
        late = [day for day in days if day > published or days_apart(day, [published]) <= LATE_DAYS]
        return published if published in days or not late else late[0]
    return days[0] if days else published


def days_apart(day: str, days: Sequence[str]) -> int:
    """Days from `day` to the nearest of `days`, all ISO."""
    this = date.fromisoformat(day)
    return min(abs((this - date.fromisoformat(other)).days) for other in days)


def _announced(article: Article, brief: Brief, published: str | None) -> str | None:
    """The first day ahead that a sentence of what comes next names."""
    today = _date(published)
    if today is None:
        return None
    ahead = []
    for mention in brief.dates:
        day = _date(mention.iso) if isinstance(mention.iso, str) and len(mention.iso) == 10 else None
        if day and not re.search(r"\d{4}", mention.text) and (today - day).days > 365 - AHEAD_DAYS:
            # "a second one for 27 February", which a report may mean of last year too
            day = day.replace(year=day.year + 1, day=min(day.day, 28 if day.month == 2 else 31))
        if day is None or not 0 < (day - today).days <= AHEAD_DAYS:
            continue
        start = max(article.text.rfind(mark, 0, mention.start) for mark in (". ", "\n", "! ", "? ", "”", '"')) + 1
        end = _END.search(article.text, mention.end)
        if _NEXT.search(article.text, start, end.start() if end else len(article.text)):
            ahead.append(day.isoformat())
    return min(ahead, default=None)


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
    words = list(islice(_WORD.finditer(text, start), LEDE_WORDS + 1))
    most = words[LEDE_WORDS - 1].end() if len(words) > LEDE_WORDS else len(text)
    sentences = 0
    for match in SENTENCE_END.finditer(text, start):
        if match.start() >= most:
            break
        if match.start() - start < SHORTEST_SENTENCE or _in_quotation(text[start : match.end()]):
            continue
        sentences += 1
        if sentences == 2:
            return start, match.start()
    return start, most


def _in_quotation(text: str) -> bool:
    """Whether a quotation that `text` begins is still open at its end, so that no sentence ends there."""
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1


def published_day(article: Article) -> str | None:
    """The day of publication in the page's own zone, ISO."""
    found = re.match(r"\d{4}-\d{2}-\d{2}", article.published or "")
    return found[0] if found and _date(found[0]) else None


def days_of(mention: DateMention, text: str, kind: str | None) -> list[str]:
    """The day, ISO, that a mention in `text` names for an incident of `kind`; none where it is no single day.

    Of a night it is the morning's: late on Thursday and early on Friday are one."""
    if not isinstance(mention.iso, str) or len(mention.iso) != 10:
        return []
    day = _date(mention.iso)
    if day is None or day.year > LAST_YEAR:
        return []
    if kind not in ("attack", "explosion") or not _is_late(mention, text):
        return [mention.iso]
    return [(day + timedelta(days=1)).isoformat()]


def _is_late(mention: DateMention, text: str) -> bool:
    """Whether the text names the evening of a day, or its night as one that follows: its incident is the next day's."""
    if _THIS_NIGHT.search(mention.text):
        return False
    before = re.split(
        r"[,;\n—(]|:(?!\d)|[a-z.] (?=[A-Z]\w+ )", text[max(0, mention.start - BEFORE_MENTION) : mention.start]
    )[-1]
    behind = re.split(r"[,;\n—(]|\. ", text[mention.end : mention.end + BEHIND_MENTION])[0]
    if _EARLY.search(before) or _EARLY.search(f"{mention.text}{re.split(' (?:and|in)', behind)[0]}"):
        return False
    late = [match[0].lower() for match in _LATE.finditer(f"{before}{mention.text}{behind}")]
    return any(each != "overnight" for each in late)


def _near(day: str, published: str | None) -> bool:
    this, that = _date(day), _date(published)
    return this is not None and (that is None or -BEFORE_DAYS <= (this - that).days <= 1)


def _in_full(name: str, brief: Brief) -> str:
    """A person's whole name for a part of it."""
    return next(
        (person.name for person in brief.people[:6] if " " in person.name and name in person.name.split()), name
    )


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
