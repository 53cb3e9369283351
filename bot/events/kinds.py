"""Kinds of incidents, by the words of a headline and lede: what tells a strike by drivers from one by drones."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of incident. `recurs`: it can come again as an event of its own; else a later report is about the same
    one (a wildfire on its fourth day). `daily`: each stated day's is one of its own even where nothing says that it is
    another (an attack, a hearing); of the others (a shooting, a protest) a text must say so. `label` names a series:
    `Attacks on {}`."""

    name: str
    pattern: re.Pattern[str]
    recurs: bool
    label: str
    daily: bool = False


_DAILY = {
    "walkout",
    "attack",
    "unemployment",
    "inflation",
    "retail",
    "housing",
    "output",
    "figures",
    "rates",
    "briefing",
    "hearing",
}


def _kind(name: str, words: str, *, recurs: bool, label: str) -> Kind:
    return Kind(name, re.compile(rf"\b(?:{words})\b", re.I), recurs, label, name in _DAILY)


DEAL = re.compile(
    r"\b(?:str(?:ikes?|uck|iking)|reach(?:es|ed)?|clinch(?:es|ed)?|agrees?|agreed|seals?|sealed) (?:on )?"
    r"(?:a |an |the )?(?:[\w-]+ ){0,3}(?:deal|bargain|accord|agreement|pact|compromise|truce|settlement)\b|"
    r"\bstr(?:ikes?|uck|iking) (?:(?:a |an |the )(?:[\w-]+ ){0,2}(?:balance|chord|pose|note|tone)|gold|oil)\b",
    re.I,
)
"""A deal struck is no strike."""

_WORKERS = (
    r"rail|train|tram|bus|subway|metro|underground|ferry|airline|airport|union|workers?|drivers?|staff|crews?|teachers?|"
    r"nurses?|doctors?|pilots?|dockers?|postal|conductors?|operators?|guards?|signallers?|commuters?|passengers|lecturers?|cleaners"
)
_ARMS = (
    "mortar",
    "rocket",
    "artillery",
    "tank",
    "shell",
    "missile",
    "machine-gun",
    "machine gun",
    "sniper",
    "small-arms",
    "anti-aircraft",
)
_RISE = (
    r"rose|rise|rises|fell|falls?|dropped|drops?|climbed|climbs?|eased|eases|slowed|slows|unchanged|steady|edged|ticked"
)

KINDS: tuple[Kind, ...] = (
    _kind(
        "walkout",
        rf"walk-?outs?|walk(?:ed|ing|s)? (?:out|off)|industrial action|picket(?:s|ed|ing)?(?: lines?)?|stoppages?|"
        rf"(?:{_WORKERS})(?:['’]s?)? (?:[\w-]+ )?strikes?|strik(?:es?|ing) (?:by|of) (?:[\w-]+ ){{0,3}}(?:{_WORKERS})|"
        rf"(?:on|24-hour|48-hour|one-day|two-day|go on) strike|striking (?:{_WORKERS})|"
        r"(?:stop(?:s|ped|ping)?|cease[sd]?) work(?:ing)?|down(?:s|ed|ing)? tools|work-to-rule|sick-?outs?|"
        r"refus(?:e|es|ed|ing|al) to (?:work|sail|drive|fly|unload|teach)|"
        r"stay(?:s|ed|ing)? (?:off the job|away from work)|"
        r"(?:rail|bus|tram|subway|metro|transit|ferry|airport|postal|school)(?:way)?s? strikes?|"
        r"struck for (?:the|a|one|two|\d+) (?:days?|hours?)|"
        r"strike (?:day|ballot|action|fund)s?|"
        r"(?:the|a|this|that|next|last|another|further|more|first|second|third|\w+th) "
        r"strikes?(?! (?:on|against|hit|kill|wound|at)\b)",
        recurs=True,
        label="{} strikes",
    ),
    _kind(
        "attack",
        r"(?:air|drone|missile|rocket|artillery|mortar)s?[ -]?(?:strikes?|attacks?|raids?|barrages?|assaults?)|"
        r"air ?strikes?|strikes? (?:on|hit|against|kill\w*|wound\w*|injur\w*|damag\w*)|shelling|shelled|bombard\w*|"
        r"drones?|missiles?|rockets?|(?<!heart )(?<!panic )(?<!asthma )attacks?|attacked|barrages?|raids?|"
        r"air defences?|air defenses?|"
        rf"(?:{'|'.join(_ARMS)}) fire|"
        r"under (?:air |heavy |renewed )?fire|(?:mortar|artillery|tank) (?:shells?|rounds?)|air[- ]raid|"
        r"shells? (?:(?:were|was) )?(?:hit|hits|fell|landed|struck|fired|lobbed|slammed|rained|crashed|exploded|had)|"
        r"and shells|glide bombs?|projectiles?",
        recurs=True,
        label="Attacks on {}",
    ),
    _kind(
        "explosion",
        r"explosions?|explod\w+|blasts?|detonat\w+|bomb(?:s|ed|ing|ings)?",
        recurs=True,
        label="Blasts in {}",
    ),
    _kind("shooting", r"shootings?|gunm[ae]n|shot dead|opened fire|gunfire", recurs=True, label="Shootings in {}"),
    _kind("quake", r"earthquakes?|quakes?|aftershocks?|tremors?", recurs=True, label="Earthquakes in {}"),
    _kind(
        "unemployment",
        r"unemployment|jobless(?: rate| claims)?|jobless|(?:of|the) unemployed|"
        r"unemployed (?:people|rose|fell|was|stood)|payrolls?|labou?r market",
        recurs=True,
        label="Unemployment in {}",
    ),
    _kind(
        "inflation",
        r"inflation|consumer prices?|price index|cost of living|annual price rises?",
        recurs=True,
        label="Inflation in {}",
    ),
    _kind("retail", r"retail sales|shop sales|high street sales", recurs=True, label="Retail sales in {}"),
    _kind(
        "housing", r"house prices?|home sales|housing starts|mortgage approvals?", recurs=True, label="Housing in {}"
    ),
    _kind(
        "output",
        r"gdp|gross domestic product|industrial (?:output|production)|factory (?:output|orders|activity)|"
        r"trade (?:deficit|surplus|balance)|exports|current account|purchasing managers",
        recurs=True,
        label="Output and trade of {}",
    ),
    _kind(
        "rates",
        r"(?:interest|policy|base|key|lending|benchmark) rates?|rate[ -](?:cut|rise|hike|decision|setters)s?|"
        r"basis points?",
        recurs=True,
        label="Rate decisions of {}",
    ),
    _kind(
        "figures",
        r"(?:monthly|quarterly) (?:figures|statistics)",
        recurs=True,
        label="Figures for {}",
    ),
    _kind(
        "briefing",
        r"briefings?|news conferences?|press conferences?|weekly (?:address|update|bulletin|report|statement|figures)|"
        r"question time|prime minister['’]s questions",
        recurs=True,
        label="{} briefings",
    ),
    _kind(
        "hearing",
        r"trial|hearings?|jur(?:y|ors?)|testif\w+|testimony|witness(?:es)?|cross-examin\w+|tribunal|inquiry|inquest|"
        r"in the dock|(?:told|tells|before|heard by) (?:the |a )?(?:court|jury|judges?|panel)|"
        r"pleads? (?:not )?guilty|pleaded|on trial|takes? the (?:stand|witness)|took the (?:stand|witness)|"
        r"prosecutors?|defen[cd]ants?|retrial",
        recurs=True,
        label="Trial of {}",
    ),
    _kind(
        "protest", r"protests?|protesters?|rall(?:y|ies)|demonstrat\w+|marchers?", recurs=True, label="Protests in {}"
    ),
    _kind(
        "vote", r"elections?|polling|ballots?|voters?|runoff|referendum|by-elections?", recurs=False, label="Votes, {}"
    ),
    _kind(
        "meeting",
        r"summits?|council meetings?|meetings?|session|negotiat\w+|peace talks|talks",
        recurs=True,
        label="{} meetings",
    ),
    _kind(
        "fire",
        "".join(rf"(?<!{arm} )" for arm in _ARMS)
        + r"(?:wild ?fires?|bush ?fires?|forest fires?|blazes?|fire ?fighters?|fires?|flames|"
        r"hectares (?:burned|burnt))",
        recurs=False,
        label="Fires near {}",
    ),
    _kind(
        "flood", r"floods?|flooding|flooded|floodwaters?|river levels?|dam burst", recurs=False, label="Floods in {}"
    ),
    _kind(
        "storm", r"storms?|hurricanes?|typhoons?|cyclones?|tornado(?:es)?|blizzards?", recurs=False, label="Storms, {}"
    ),
    _kind(
        "search",
        r"search(?:es)? for|searchers?|missing|rescue teams?|manhunt|on the run|fugitive|escaped",
        recurs=False,
        label="Searches, {}",
    ),
    _kind("outbreak", r"outbreaks?|epidemic|cases of|infections?|quarantine", recurs=False, label="Outbreaks in {}"),
    _kind("spill", r"spills?|oil slick|leak(?:s|ed|ing)?|contaminat\w+", recurs=False, label="Spills in {}"),
    _kind("siege", r"siege|stand-?off|hostages?|hijack\w*", recurs=False, label="Sieges in {}"),
    _kind(
        "crash",
        r"crash(?:es|ed)?|derail\w+|collisions?|collided|capsized?|sank|collapse[ds]?",
        recurs=False,
        label="Crashes in {}",
    ),
)
BY_NAME = {kind.name: kind for kind in KINDS}
TITLE_VOTES = 3
"""A word of the headline against one of the lede: the headline says what the piece is about."""
REST_VOTES = 0.25
"""A word of what follows the lede against one of the lede: it decides where those say little."""


def kinds_of(title: str, lede: str, rest: str = "") -> tuple[str, ...]:
    """The kinds that headline, lede and `rest` speak of, the one that most of the words speak for first.

    "deal" has no series; where the headline tells of one it comes first.
    """
    deal = bool(DEAL.search(title) or (not title and DEAL.search(lede)))
    title, lede, rest = (DEAL.sub(" ", part) for part in (title, lede, rest))
    votes = {}
    for kind in KINDS:
        head = TITLE_VOTES * len(kind.pattern.findall(title)) + len(kind.pattern.findall(lede))
        votes[kind.name] = head + REST_VOTES * len(kind.pattern.findall(rest))
    spoken = [name for name in votes if votes[name]]
    spoken.sort(key=lambda name: -votes[name])  # of equals the first in KINDS
    if spoken and votes[spoken[0]] < 1:
        return ("deal",) if deal else ("", *spoken)  # words in passing do not say what it is about
    return ("deal", *spoken) if deal else tuple(spoken)


def kind_of(title: str, lede: str, rest: str = "") -> str | None:
    """The kind that most of the words speak for; None where none does."""
    return next(iter(kinds_of(title, lede, rest)), None) or None


def daily(name: str | None) -> bool:
    """Whether incidents of this kind on two days are two, though nothing says that one is another."""
    return name in BY_NAME and BY_NAME[name].daily


def has_toll(name: str | None) -> bool:
    """Whether later reports of this kind look back at the same incident: its toll rises, its rubble is cleared."""
    return name in ("attack", "explosion", "shooting", "quake", "protest")


def scheduled(name: str | None) -> bool:
    """Whether a day's incident of this kind is over with the day: nothing of another kind is a later report of it."""
    return daily(name) and name not in ("hearing", "attack")


def reported_at_once(name: str | None) -> bool:
    """Whether incidents of this kind are reported the same day: days that a briefing, hearing or release speaks of
    otherwise are those of what it tells."""
    return daily(name) and name != "attack"


def placed(name: str | None) -> bool:
    """Whether place and kind alone make a series: attacks on one city, one country's statistic. Trials need their
    people, walkouts and briefings those who hold them."""
    return daily(name) and name not in ("hearing", "walkout", "briefing", "rates", "figures")


def is_release(name: str | None) -> bool:
    """Whether incidents of this kind are releases of a statistic."""
    return name in ("unemployment", "inflation", "retail", "housing", "output")


def recurs(name: str | None) -> bool:
    """Whether incidents of this kind come again, each one an event of its own."""
    return name in BY_NAME and BY_NAME[name].recurs
