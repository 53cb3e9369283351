"""Which measure a figure is by the words around it: "12 wounded", "12 people were injured" are both `injured`."""

import re

from bot.events.features import stem
from bot.events.kinds import BY_NAME
from bot.reading.brief import Figure

_STATES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"\b(?:{words})\b", re.I))
    for name, words in (
        (
            "dead",
            r"kill(?:ed|s|ing)?|dead|died?|deaths?|dying|fatalit(?:y|ies)|lives|bodies|toll|slain|perish(?:ed)?|"
            r"drown(?:ed)?|"
            r"murdered|suffocated",
        ),
        ("injured", r"injur(?:ed|es|ing|ies|y|e)|wound(?:ed|s|ing)?|hurt(?:ing)?|casualties"),
        ("missing", r"missing|unaccounted"),
        ("arrested", r"arrest(?:ed|s|ing)?|detain(?:ed|ing)?|custody|detentions"),
        ("evacuated", r"evacuat(?:ed|es|ing|ions?|e)|fled|(?:ordered|told) to leave|left their homes|moved out"),
        ("homeless", r"homeless|displaced"),
        ("rescued", r"rescued?|saved|pulled (?:alive )?from"),
        ("hospital", r"hospitali[sz]ed|in hospital|to hospital|hospitals"),
        (
            "without power",
            r"(?:without|no|lost) (?:power|electricity)|blackouts?|(?:knock\w+ out|cut\w*(?: off)?) (?:power|"
            r"electricity)|"
            r"(?:power|electricity) (?:was |is |has been )?(?:cut|out|off)\b",
        ),
        ("shot down", r"shot down|downed|intercepted|brought down"),
        ("launched", r"launch(?:ed|es|ing)?|fired"),
        (
            "cancelled",
            r"cancel(?:led|ed|s|ling)?|cancell?ations?|scrapped|axed|grounded|crossed off|called off|"
            r"(?:did not|didn['’]t) (?:run|fly|sail|depart|take off|take place)",
        ),
        (
            "destroyed",
            r"destroy(?:ed|s|ing)?|gutted|razed|burn(?:t|ed) (?:down|out|to the ground)|burn(?:t|ed)|levell?ed|"
            r"flattened|wiped out|swept away|in ashes|reduced to (?:ashes|rubble)|lost|claimed|consumed",
        ),
        ("damaged", r"damag(?:ed|es|ing|e)"),
        ("contained", r"contain(?:ed|ment)|under control"),
    )
)
_PERSONS = re.compile(
    r"\b(?:people|persons?|men|women|child(?:ren)?|civilians?|residents?|others|more|workers?|soldiers?)\b", re.I
)
_AREA = re.compile(r"\b(?:hectares?|acres?|square (?:miles?|kilomet(?:er|re)s?))\b", re.I)
_STOP = re.compile(
    r"[.!?()\n]|[;:,](?! (?:who|they|both|all (?:of )?(?:them|whom)) "
    r"(?:(?!said|says?|saying|told|saw|those|that|for|had|have)[a-z'’-]+,? ){0,5}?"
    r"(?:died|drowned|perished|suffocated|were (?:also )?(?:killed|murdered|injured|wounded|hurt|arrested|rescued)))|"
    r"\b(?:and|but|while|as|after|with|including|against|compared|from)\b|\d"
)
"""A clause that says what became of those just counted is theirs: "Four neighbours, who were asleep, died"; not one in
which they speak of others, gather for them or killed them."""
_APPOSED = re.compile(
    r"^( (?:people|persons?|m[ae]n|wom[ae]n|child(?:ren)?|boys?|girls?|soldiers?|workers?)),[^,.;:]{3,90}, "
    r"(?=(?:was|were|is|are|has|have|had|remains?|remained)\b)",
    re.I,
)
"""Who they are, between commas: "one person, a boy last seen in a kayak, was still missing"."""
_PAIRED = re.compile(r"^( [a-z]+s) (?:and|or) [a-z]+s(?= (?:were|was|are|is|had|have|has|did|will|would)\b)")
"""Two names of what is counted: "112 departures and arrivals had been crossed off"."""
OF_PERSONS = frozenset({"dead", "injured", "missing", "arrested", "evacuated", "rescued", "hospital", "homeless"})
# "Two villages were evacuated" counts no people.
_NO_PERSONS = re.compile(
    r"\b(?:villages?|hamlets?|towns?|cit(?:y|ies)|settlements?|communit(?:y|ies)|districts?|neighbou?rhoods?|areas?|"
    r"zones?|"
    r"streets?|blocks?|homes?|houses?|households?|properties|flats?|apartments?|buildings?|floors?|barns?|schools?|"
    r"hospitals?|hotels?|shops?|offices?|stations?|islands?|camps?|"
    r"vehicles?|cars?|buses|trains?|aircraft|planes?|boats?|ships?|animals?|horses?|dogs?|cats?)\b",
    re.I,
)
_THINGS = {
    **{stem(word): stem("homes") for word in ("houses", "dwellings", "households")},
    **{stem(word): stem("flights") for word in ("departures", "arrivals", "planes")},
}
"""Things of several names, by the one that they are counted under."""
_SUPPLIED = {stem(word): stem("homes") for word in ("customers", "consumers", "subscribers", "clients", "properties")}
"""Who has no power is counted by the connection, whatever it is called."""
_FRAMES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"^ (?:[\w-]+ ){{0,3}}?(?:{words})", re.I))
    for name, words in (
        ("evacuated", r"(?:moved|brought|taken|led|ferried|bussed|bused|carried) to safety"),
        ("evacuated", r"(?:from|out of) (?:their|its) (?:homes?|houses?|beds|flats|villages?)"),
        ("evacuated", r"(?:had|forced|made|obliged|urged|ordered|asked) to (?:leave|flee|abandon|get out)"),
        (
            "injured",
            r"(?:suffer|sustain|receiv|had|have|with)\w* (?:[\w-]+ ){0,3}?(?:wounds|injuries|burns|cuts|concussions?|"
            r"fractures)",
        ),
        (
            "dead",
            r"(?:did not|didn['’]t|have not|has not|had not) surviv\w+|(?:paid with|lost) (?:his|her|their) li\w+",
        ),
        ("missing", r"(?:(?:has|have|had) (?:not|yet|still) (?:yet )?(?:to be|been) (?:found|located|traced))"),
        ("missing", r"(?:(?:is|are|was|were) (?:yet|still) to be (?:found|located|traced))"),
    )
)
_SOUGHT = re.compile(
    r"\b(?:(?:no|without|any) (?:sign|trace)\b[^.,;]{0,20}? of|(?:look|search|hunt)\w*(?: \w+){0,3}? for) (?:the |"
    r"those )?$",
    re.I,
)
_HELD = re.compile(r"\b(?:rounded up|picked up|took away|led away|seized) $", re.I)
_FOLK = re.compile(
    r"^ (?:people|persons|men|women|children|residents|passengers|protesters|demonstrators|suspects|crew|others|hikers|"
    r"miners|sailors|fishermen|workers|villagers|tourists|pupils|students|fans|members)\b",
    re.I,
)
"""Who is counted by "no sign of eight passengers", "rounded up 31 protesters"."""
COUNT_TO = re.compile(
    r"(?:rose|rises|risen|rising|climb(?:s|ed|ing)|rais(?:ed|es)|revis(?:ed|es)|grew|grown|"
    r"increased|jumped|reached|hits?|stands|"
    r"stood|updated|lowered|fell|falls|dropped)(?: (?:to|at))?(?: at least| more than| about| around)? $|"
    r"\b(?:rais(?:ed|es|ing)|br(?:ought|ings?|inging)|lift(?:ed|s|ing)|push(?:ed|es|ing)|t(?:ook|akes|aking)) "
    r"(?:the |its )?(?:[\w'’-]+ ){1,10}to(?: at least| more than| about| around)? $",
    re.I,
)
_MORE = re.compile(r"^ (?:more|further|additional|others?)\b", re.I)
"""What comes on top is no total."""
_PRICES = re.compile(r"(?:^|[\n.”\"] ?)(?:[\w-]+ ){0,2}?prices (?:r[oi]se|went up|climb\w*|increas\w+|were up)", re.I)
_PERCENT = re.compile(r"%|\bper ?cent(?:age)?\b", re.I)
_SUBJECTS = {"unemployment", "inflation", "retail", "housing", "output", "rates"}


TOLD = frozenset(
    (*(name for name, _ in _STATES), "area", "magnitude", "contained", *(f"{subject} rate" for subject in _SUBJECTS))
)
"""Measures that mean one thing in every article of an event. Others are called by the noun they count ("door", "home"),
of which an article may count several: they are kept and compared, and not told to readers."""
_CALLED = {
    "hospital": "in hospital",
    "housing rate": "housing",
    "output rate": "output",
    "rates rate": "interest rate",
    "retail rate": "retail sales",
}


def called(measure: str) -> str:
    """What readers are told that a measure is."""
    return _CALLED.get(measure, measure)


def measure_of(text: str, figure: Figure, kind: str | None) -> str | None:
    """The measure of a figure by the words around it, None where they do not tell."""
    begin, end = sentence_of(text, figure)
    was = text[max(begin, figure.start - 6) : figure.start].lower().endswith("from ")  # not where it is
    if was or _MORE.match(text[figure.end : end]):
        return None
    behind = _until_stop(_PAIRED.sub(r"\1", _APPOSED.sub(r"\1 ", text[figure.end : end])))
    before = re.split(r"[.;:!?()\n,]|\d", text[begin : figure.start])[-1]
    if figure.unit and _AREA.search(f"{figure.unit} {figure.text}"):
        return "area"
    if _PERCENT.search(f"{figure.text} {figure.unit}"):
        return _percentage(text, (begin, end), figure, kind)
    if re.match(r"[ -]?magnitude", text[figure.end :], re.I) or re.search(r"magnitude(?: of)?\W*$", before, re.I):
        return "magnitude"
    if figure.unit and not re.fullmatch(r"people|persons?", figure.unit, re.I):
        return None  # money, distances, spans of time: too many things have them
    return _framed(text[figure.end : end], text[begin : figure.start]) or _state(behind, before)


def _framed(behind: str, before: str) -> str | None:
    """The measure of people by a phrase around their number: "forced 5,200 people from their homes"."""
    if _FOLK.match(behind):
        if _SOUGHT.search(before):
            return "missing"
        if _HELD.search(before):
            return "arrested"
    clause = re.split(r"[,;:.]|\b(?:and|but|while)\b", behind)[0]
    if _NO_PERSONS.match(clause.lstrip(" -")):
        return None
    return next((name for name, frame in _FRAMES if frame.match(clause)), None)


def _percentage(text: str, sentence: tuple[int, int], figure: Figure, kind: str | None) -> str | None:
    """How much of a fire is contained, or the rate that the article is about; other shares are of unknown things."""
    begin, end = sentence
    if re.search(r"\bcontain", text[max(begin, figure.start - 30) : min(end, figure.end + 30)], re.I):
        return "contained"
    told = text[begin : figure.start].lower()
    if kind in _SUBJECTS and (BY_NAME[kind].pattern.search(told) or (kind == "inflation" and _PRICES.search(told))):
        return f"{kind} rate"
    return None


def _state(behind: str, before: str) -> str | None:
    noun = _noun(behind)
    for words in (behind, before if COUNT_TO.search(before) else _last_words(before)):
        states = _by_nearness(words, first=words is behind)
        if states:
            name = states[0][1]
            if name == "without power" and noun:
                noun = _SUPPLIED.get(noun, noun)
            counts_people = name in OF_PERSONS and not _NO_PERSONS.match(behind.lstrip(" -"))
            return name if counts_people or noun is None else f"{noun} {name}"
    return noun if noun and noun not in ("time", "way", "thing", "part") else None


def _by_nearness(words: str, *, first: bool) -> list[tuple[int, str]]:
    """The states that `words` speak of, from their start or from their end."""
    found = [(match.start(), name) for name, pattern in _STATES for match in pattern.finditer(words)]
    return sorted(found, key=lambda each: each[0], reverse=not first)


def _noun(behind: str) -> str | None:
    """The thing counted: the last lower-case word before a verb form or the clause's end, of the first three."""
    words = re.findall(r"^[ -]*((?:[A-Za-zÀ-ÿ'’-]+[ ]?){1,4})", behind)
    if not words:
        return None
    counted = None
    for word in words[0].split()[:3]:
        if word[0].isupper():
            continue
        if re.fullmatch(
            r"were|was|have|had|his|its|us|this|in|on|at|of|to|by|been|are|is|that|who|which|the|for|near|across|over",
            word,
        ):
            break
        if any(pattern.fullmatch(word) for _, pattern in _STATES):
            break
        if word.endswith("s") and not word.endswith("ss"):
            counted = word
    return None if counted is None or _PERSONS.fullmatch(counted) else _THINGS.get(stem(counted), stem(counted))


def _last_words(before: str) -> str:
    return " ".join(before.split()[-5:])


def _until_stop(behind: str) -> str:
    stop = _STOP.search(behind)
    return behind[: stop.start() if stop else 60][:60]


def sentence_of(text: str, figure: Figure) -> tuple[int, int]:
    begin = max(text.rfind(mark, 0, figure.start) for mark in (". ", "\n", "! ", "? ")) + 1
    ends = [at for at in (text.find(mark, figure.end) for mark in (". ", "\n", "! ", "? ", ".\n")) if at >= 0]
    return max(0, begin), min(ends, default=len(text))
