"""Kinds of incidents, by the words of a headline and lede; and what is true of each kind."""

import re
from collections.abc import Collection

from bot.events.kind_words import DEAL, KINDS, SPEECH, Kind

BY_NAME = {kind.name: kind for kind in KINDS}
TITLE_VOTES = 3
"""A word of the headline against one of the lede: the headline says what the piece is about."""
REST_VOTES = 0.25
"""A word of what follows the lede against one of the lede: it decides where those say little."""
HINT_VOTES, LEAST_HINTS = 0.5, 2
"""A hint against a word that tells the kind by itself, and how many different ones headline and lede must have."""
_CONSEQUENCES = ("explosion", "fire", "crash")
"""What an attack leaves: where it is told too, it is what the piece is about."""
_PUBLISHED = frozenset({"briefing", "figures"})
LEAST_ATTACK = 2 * REST_VOTES
"""Words of an attack behind the lede from which they say what did the harm that the lede tells of. Not tuned."""
_HARM = re.compile(
    r"\b(?:kill(?:s|ed|ing)|die[sd]?|dead|deaths?|wound(?:s|ed|ing)|injur(?:es?|ed|ing|ies)|ruins|rubble|destroyed|"
    r"gutted|damaged|torn open|in flames|burning|blown (?:out|up|apart))\b",
    re.I,
)
_VAIN = re.compile(
    r"\b(?:talks?|negotiations?|meetings?|sessions?)\b(?= (?:[\w-]+ ){0,4}?(?:fail(?:s|ed)?|collapse[sd]?|"
    r"br(?:eak|oke) (?:up|down|off)|stall(?:s|ed)?|came to nothing|go nowhere|went nowhere|"
    r"ended without|yield(?:s|ed)? nothing|produced nothing))|"
    r"\b(?:after|without|before|ahead of|fail(?:ed|ure) of|despite|since|until|during) (?:[\w-]+ ){0,3}?"
    r"(?:talks|negotiations|meetings?)\b",
)
"""Talks that failed, or before and after which something is, are what led to it, not what is told."""


def kinds_of(title: str, lede: str, rest: str = "") -> tuple[str, ...]:
    """The kinds that headline, lede and `rest` speak of, the one that most of the words speak for first.

    "deal" has no series; where the headline tells of one it comes first.
    """
    title, lede, rest = title.lower(), lede.lower(), rest.lower()
    deal = bool(DEAL.search(title) or (not title and DEAL.search(lede)))
    title, lede, rest = (_VAIN.sub(" ", SPEECH.sub(" ", DEAL.sub(" ", part))) for part in (title, lede, rest))
    votes = {}
    for kind in KINDS:
        head = TITLE_VOTES * len(kind.pattern.findall(title)) + len(kind.pattern.findall(lede))
        votes[kind.name] = head + REST_VOTES * len(kind.pattern.findall(rest)) + _hinted(kind, title, lede)
    if votes["attack"] >= 1:
        votes["attack"] += sum(votes.pop(name) for name in _CONSEQUENCES)
    spoken = [name for name in votes if votes[name]]
    spoken.sort(key=lambda name: -votes[name])  # of equals the first in KINDS
    if spoken and votes[spoken[0]] < 1:
        if votes["attack"] >= LEAST_ATTACK and _HARM.search(f"{title}. {lede}"):
            return ("attack", *(name for name in spoken if name != "attack"))
        return ("deal",) if deal else ("", *spoken)  # words in passing do not say what it is about
    return ("deal", *spoken) if deal else tuple(spoken)


def _hinted(kind: Kind, title: str, lede: str) -> float:
    if kind.hints is None:
        return 0.0
    heads, hints = kind.hints.findall(title), kind.hints.findall(lede)
    if len({*heads, *hints}) < LEAST_HINTS:
        return 0.0
    return HINT_VOTES * (TITLE_VOTES * len(heads) + len(hints))


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
    return name in ("claims", "unemployment", "inflation", "retail", "housing", "output")


def spoken_for(kinds: Collection[str]) -> Collection[str]:
    """`kinds` with those that one of them may go by: a bulletin of figures is a briefing and a release."""
    return {*kinds, *_PUBLISHED} if _PUBLISHED & set(kinds) else kinds


def cadences(name: str | None) -> Collection[str]:
    """The cadences that a text may state of incidents of this kind: a monthly strike ballot, a daily bulletin's cases;
    other words of the sort are about something else."""
    if name == "attack":
        return ("near-daily", "daily")
    if is_release(name) or name in ("figures", "rates"):
        return ("weekly", "fortnightly", "monthly", "yearly")
    return ("near-daily", "daily", "weekly", "fortnightly", "monthly", "yearly")


def is_published(name: str | None) -> bool:
    """Whether an incident of this kind is that something is published: a statistic, a bulletin."""
    return is_release(name) or name in ("figures", "briefing", "rates")


def lasts(name: str | None) -> bool:
    """Whether an incident of this kind goes on for days, as a fire does: a crash and a vote are over with their day."""
    return name in ("fire", "flood", "storm", "search", "outbreak", "spill", "siege")


def recurs(name: str | None) -> bool:
    """Whether incidents of this kind come again, each one an event of its own."""
    return name in BY_NAME and BY_NAME[name].recurs
