"""Where it happened: the place of an article's event, apart from the places it merely names.

What tells is how a place stands in the headline and the first sentences: "in Marl", "struck Marl", "attack on Marl",
"Marl's port". Who acts or speaks ("Marl said"), where somebody comes from or goes, and the dateline tell nothing: a
correspondent may write from elsewhere. Of a town and its country the town is the place.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from spacy.tokens import Token

from bot.reading.brief import Named, Passage, Span
from bot.reading.datelines import dateline
from bot.reading.gazetteer import countries
from bot.reading.parsed import Parsed
from bot.reading.words import bag

SENTENCES = (1.0, 0.6, 0.4)
"""What a place weighs by the sentence it stands in; further down articles tell background."""
FEWEST_WORDS = 5
"""Fewer are a label or a line of credits."""
HEADLINE = 0.6
STATED, IN_A_PART, IMPLIED = 4.0, 3.0, 2.0
"""Something happens in it or to it; in the port of it; something of it has to do with what happens."""
LOWER_CLAUSE = 0.3
DEEPEST = 3
"""Phrases within phrases that are followed upwards."""
SURE = 2.2
"""One statement in the first two sentences, or two hints. Of 130 articles of `corpora/facts`, read by hand, 37 are told
a place, five of them not where it happened; at 2.0, where a single hint is enough, four more are, one of them wrong."""
NEAR_THE_TOP = 0.4
"""A town that weighs this share of the heaviest country is told in its stead."""

_IN = bag("in at near off outside across throughout around inside within over above beneath under along")
_HARMS = bag(
    """strike hit attack bomb pound shell shake rock batter devastate flood engulf invade storm raid target swamp
    destroy ravage cripple paralyse paralyze blanket lash pummel besiege capture seize close shut evacuate visit tour"""
)
_HARM = bag(
    """strike attack raid assault bombardment airstrike bombing shelling barrage offensive siege invasion crackdown
    march visit"""
)
_OFFICES = bag(
    """minister president official officials spokesman spokeswoman spokesperson government authority ministry mayor
    governor leader army military force police parliament court company team striker goalkeeper captain coach resident
    man woman singer actor author delegation embassy ambassador diplomat envoy soldier troop citizen national"""
)
_BELOW = ("acl:relcl", "acl")
_TAKES = ("obj", "nsubj:pass")
_PARTS = ("nmod:poss", "compound", "nmod", "appos")
_HEADLINE = re.compile(
    r"(?:\b(?:in|at|near|off|outside|across|on|hits?|strikes?|rocks?|shakes?|batters?|floods?|bombs?)(?: the)? |^)$",
    re.I,
)
_PLACE_OPENS = re.compile(r"^(?::| [a-z]+(?:s|ed) )|^['’]s ", re.I)
_WIDER = re.compile(r",\s")


def scene(parsed: Parsed, title: str, sentences: Sequence[Span], places: Sequence[Named]) -> Passage | None:
    """The place of the event, as it stands in the text, with the wider place behind its comma; None where unsure.

    Args:
        parsed: the document; without a tree the answer is None.
        title: the headline, which is no part of the text; "" where there is none.
        sentences: the first sentences that tell something, without the dateline.
        places: those of the article; a demonym is none.
    """
    if not parsed.tree:
        return None
    weights: dict[str, float] = defaultdict(float)
    where: dict[str, Span] = {}
    for weight, (start, end) in zip(SENTENCES, sentences, strict=False):
        for place in places:
            told = [(m, _bearing(parsed, m)) for m in place.mentions if start <= m[0] < end]
            if told:
                best, bearing = max(told, key=lambda row: row[1])
                weights[place.name] += weight * bearing
                if bearing:
                    where.setdefault(place.name, best)
    for place in places:
        weights[place.name] += HEADLINE * _in_headline(title, place.name)
    name = _chosen({name: weight for name, weight in weights.items() if weight and name in where})
    return _with_wider(parsed.text, where[name], places) if name is not None else None


def opening(text: str, sentences: Sequence[Span]) -> list[Span]:
    """The first sentences that may tell where it happened: as long as a sentence is, without datelines."""
    bare = [(dateline(text, start, end)[0], end) for start, end in sentences[: 2 * len(SENTENCES)]]
    return [(s, e) for s, e in bare if len(text[s:e].split()) >= FEWEST_WORDS][: len(SENTENCES)]


def _chosen(weights: dict[str, float]) -> str | None:
    if not weights or max(weights.values()) < SURE:
        return None
    top = max(weights, key=lambda name: weights[name])
    if top not in countries():
        return top
    towns = {n: w for n, w in weights.items() if n not in countries() and w >= NEAR_THE_TOP * weights[top]}
    return max(towns, key=lambda name: towns[name]) if towns else top


def _bearing(parsed: Parsed, mention: Span) -> float:
    """STATED, IMPLIED or 0, halved where the clause is a lower one."""
    span = parsed.tokens(*mention)
    if span is None:
        return 0
    head = span.root
    told = _role(head)
    return told * (LOWER_CLAUSE if told and _is_below(head) else 1)


def _role(place: Token) -> float:
    token = place
    for _ in range(DEEPEST):  # "in the port of Marl", "struck the port of Marl"
        if told := _told_of(token, place):
            return told
        if not _is_part(token) or (token is place and _names_who_acts(token.head)):
            return 0
        token = token.head
        if token.dep_ in ("nsubj", "obj", "nsubj:pass") and _case(token) not in _IN:
            return STATED if _is_harmed(token) else IMPLIED
    return 0


def _told_of(token: Token, place: Token) -> float:
    case = _case(token)
    if case in _IN:
        return STATED if token is place else IN_A_PART
    harmed = _is_harmed(token) or (case == "on" and token.head.lemma_.lower() in _HARM | _HARMS)
    return STATED if harmed else 0


def _is_harmed(token: Token) -> bool:
    return token.dep_ in _TAKES and token.head.lemma_.lower() in _HARMS


def _is_part(token: Token) -> bool:
    """Of what its head names: "Marl's port", "the port of Marl"."""
    return token.dep_ in _PARTS and (token.dep_ != "nmod" or _case(token) in ("of", "for")) and token.head.i != token.i


def _names_who_acts(head: Token) -> bool:
    """ "Ukraine's foreign minister", "Marl officials": whose they are is not where it is."""
    return head.pos_ == "PROPN" or head.ent_type_ in ("PERSON", "ORG") or head.lemma_.lower() in _OFFICES


def _case(token: Token) -> str:
    return next((c.lower_ for c in token.children if c.dep_ == "case"), "")


def _is_below(token: Token) -> bool:
    """In a clause that tells of a thing, not of what happened."""
    while token.head.i != token.i:
        if token.dep_ in _BELOW:
            return True
        token = token.head
    return False


def _in_headline(title: str, name: str) -> float:
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title)
    if found is None:
        return 0
    if _HEADLINE.search(title[: found.start()]) and title[: found.start()].strip():
        return STATED
    return IMPLIED if _PLACE_OPENS.search(title[found.end() :]) is None else 0


def _with_wider(text: str, mention: Span, places: Sequence[Named]) -> Passage:
    start, last = mention
    for s, e in sorted(m for place in places for m in place.mentions if m[0] > last):
        if not _WIDER.fullmatch(text, last, s):
            break
        last = e
    return Passage(text[start:last], start, last)
