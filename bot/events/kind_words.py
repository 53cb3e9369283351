"""The words by which kinds of incidents are told: what tells a strike by drivers from one by drones."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of incident. `recurs`: it can come again as an event of its own; else a later report is about the same
    one (a wildfire on its fourth day). `daily`: each stated day's is one of its own even where nothing says that it is
    another (an attack, a hearing); of the others (a shooting, a protest) a text must say so. `label` names a series:
    `Attacks on {}`. `hints` are words that tell the kind only where several come together: court, judge, charges.
    Patterns are of lower-case text, which takes half the time."""

    name: str
    pattern: re.Pattern[str]
    recurs: bool
    label: str
    daily: bool = False
    hints: re.Pattern[str] | None = None


_DAILY = {
    "walkout",
    "attack",
    "claims",
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


def _kind(name: str, words: str, *, recurs: bool, label: str, hints: str = "") -> Kind:
    told = re.compile(rf"\b(?:{hints})\b") if hints else None
    return Kind(name, re.compile(rf"\b(?:{words})\b"), recurs, label, name in _DAILY, told)


SPEECH = re.compile(
    r"\bheart attacks?|panic attacks?|asthma attacks?|clinical trials?|trial (?:run|basis|period|and error|balloon)s?|"
    r"(?:drugs?|vaccines?|treatments?|therap(?:y|ies)|pills?|scheme|scooters?|buses)\b[^.]{0,30}? on trial|"
    r"(?:trials?|trialling|trialing) (?:of|for) (?:a |an |the )?(?:[\w-]+ ){0,3}(?:drugs?|vaccines?|treatments?|"
    r"pills?|therapy|"
    r"scheme|weeks?|technology|scooters?|buses)|lightning strikes?|hunger strikes?|"
    r"(?:barrage|salvo|volley|storm|flood|blizzard|wave|flurry) of (?:\w+ )?(?:questions|criticism|complaints|"
    r"protests?|"
    r"emails|calls|abuse|jokes|applause|tributes|messages|words)|opening salvo|"
    r"(?:come|comes|came|coming) under (?:\w+ )?fire (?:on \w+day )?(?:over|for|from|after)|attack ads?|"
    r"strike (?:rate|force|partner\w*)|"
    r"fired (?:as|from|by|after|the|its|his|her) (?:[\w-]+ ){0,2}(?:coach|manager|chief|editor|director|head|staff|"
    r"aide)s?",
)
"""Figures of speech, and trials of things."""
DEAL = re.compile(
    r"\b(?:str(?:ikes?|uck|iking)|reach(?:es|ed)?|clinch(?:es|ed)?|agrees?|agreed|seals?|sealed) (?:on )?"
    r"(?:a |an |the )?(?:[\w-]+ ){0,3}(?:deal|bargain|accord|agreement|pact|compromise|truce|settlement)\b|"
    r"\bstr(?:ikes?|uck|iking) (?:(?:a |an |the )(?:[\w-]+ ){0,2}(?:balance|chord|pose|note|tone)|gold|oil)\b",
)
"""A deal struck is no strike."""

_WORKERS = (
    r"rail|train|tram|bus|subway|metro|underground|ferry|airline|airport|union|workers?|drivers?|staff|crews?|"
    r"teachers?|"
    r"nurses?|doctors?|pilots?|dockers?|postal|conductors?|operators?|guards?|signallers?|commuters?|passengers|"
    r"lecturers?|cleaners"
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
        r"strike (?:day|ballot|action|fund)s?|(?:one|two|three|four|\d+)[- ](?:hour|day) action|withdr[ae]w(?:ing|"
        r"n)? (?:their |its )?labou?r|"
        r"(?:struck|striking) (?:over|for (?:better|higher|more))\b|(?:was|were|is|are|been) (?:out )?on strike|"
        r"(?:the|a|this|that|next|last|another|further|more|first|second|third|\w+th) "
        r"strikes?(?! (?:on|against|hit|kill|wound|at)\b)",
        recurs=True,
        label="{} strikes",
        hints=r"strikes?|unions?|pay (?:row|dispute|offer|claim|rise)s?|"
        r"(?:row|dispute|quarrel|fight) over (?:[\w-]+ ){0,2}(?:pay|wages|rosters?|rotas?|pensions?|shifts?|jobs|hours|"
        r"conditions|staffing|contracts?)|"
        r"(?:one|two|three|four|five|\d+)[- ](?:hour|day|shift) (?:\w+ )?(?:action|protest|shutdown)|"
        r"stay(?:s|ed|ing)? (?:at home|away|ashore|in bed|put)|"
        r"(?:services?|trains|buses|ferries|trams|flights|boats|schools|lessons|classes|network|depots?) (?:\w+ )?"
        r"(?:were |was |are |is |stood |lay |stay(?:s|ed)? )?(?:cancelled|canceled|suspended|halted|idle|still|empty|"
        r"closed|shuts?|tied up|off)|no (?:trains|buses|ferries|trams|flights|boats)|"
        r"standstill|industrial relations|stewards?",
    ),
    _kind(
        "attack",
        r"(?:air|drone|missile|rocket|artillery|mortar)s?[ -]?(?:strikes?|attacks?|raids?|barrages?|assaults?)|"
        r"air ?strikes?|strikes? (?:on|hit|against|kill\w*|wound\w*|injur\w*|damag\w*)|shelling|shelled|bombard\w*|"
        r"drones?|missiles?|rockets?|(?<!heart )(?<!panic )(?<!asthma )attacks?|attacked|barrages?|raids?|"
        r"air defences?|air defenses?|"
        rf"(?:{'|'.join(_ARMS)}) fire|"
        r"under (?:air |heavy |renewed )?fire(?! (?:over|for|from (?:critics|fans|mps|lawmakers|unions|campaigners)))|"
        r"(?:mortar|artillery|tank) (?:shells?|rounds?)|air[- ]raid|"
        r"shells? (?:(?:were|was) )?(?:hit|hits|fell|landed|struck|fired|lobbed|slammed|rained|crashed|exploded|had)|"
        r"and shells|(?:glide|guided|aerial|cluster|gliding) (?:aerial )?bombs?|projectiles?|"
        r"blitz(?:ed|es|ing)?|gunners|uavs?|(?:uncrewed|unmanned|loitering|kamikaze) \w+|shaheds?|howitzers?|"
        r"munitions?|warheads?|"
        r"(?:cruise|ballistic) (?:weapons?|missiles?)|under bombardment|shell ?fire|mortars?",
        recurs=True,
        label="Attacks on {}",
        hints=r"salvo(?:s|es)?|(?:was|were|been|got|is|are) (?:\w+ )?(?:hit|struck|pounded|targeted|shaken)(?! by|"
        r" with)|"
        r"hit again|direct hits?|pounded|craters?|sirens?|ballistic|military administration|explosions? shook|"
        r"(?:enemy|rebel|insurgent|occupying) (?:forces|troops|army|fire|aircraft|guns)|guns?|bombs|waves? of|"
        r"overnight|front ?lines?|flattened",
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
        "claims",
        r"jobless claims|(?:claims|applications|filings) for (?:[\w-]+ ){0,2}(?:benefits|aid|insurance)|"
        r"unemployment (?:claims|filings|applications)",
        recurs=True,
        label="Jobless claims in {}",
    ),
    _kind(
        "unemployment",
        r"unemployment(?! (?:claims|filings|applications|benefits?))|jobless(?! claims| benefits?)(?: rate)?|"
        r"joblessness|"
        r"out of work|(?:of|the) unemployed|"
        r"unemployed (?:people|rose|fell|was|stood)|payrolls?|labou?r market",
        recurs=True,
        label="Unemployment in {}",
    ),
    _kind(
        "inflation",
        r"inflation|consumer prices?|price index|cost of living|living costs?|annual price rises?",
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
        r"prosecutors?|defen[cd]ants?|retrial|under oath|"
        r"(?:prosecution|defen[cs]e|crown) (?:case|opened|opens|rest(?:s|ed)|closed|closes|told|said|alleges?|says|"
        r"called)",
        recurs=True,
        label="Trial of {}",
        hints=r"courts?|courtroom|judges?|justice|magistrates?|barristers?|lawyers?|prosecut\w+|defen[cs]e|the accused|"
        r"guilty|sentenc\w+|verdict|deliberat\w+|gives? evidence|gave evidence|evidence|under oath|charges?|charged|"
        r"(?:murder|fraud|corruption|manslaughter|bribery|rape|assault) (?:case|proceedings)|proceedings|convicted|"
        r"acquitted|"
        r"adjourn\w*|coroner|pleas?|[qk]cs?|case against|old bailey|assizes|dock|detectives?",
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
