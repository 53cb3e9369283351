"""Bylines to people's names."""

import re
from collections.abc import Iterable

MAX_AUTHORS = 12
"""More names than that are a list of staff, not a byline."""
MAX_NAME = 60
"""Longest name, in characters."""

_BY = re.compile(
    r"^\s*(?:(?:written|posted|published|reported|reporting|story|words|analysis|opinion|column|text|review|updated|"
    r"author|submitted|edited|compiled|photographs?)\s*(?:and\s+\w+\s+)?)?(?:by\b|:)[\s:]*|^\s*(?:de|von|por|par)\s+(?=[A-Z])",
    re.IGNORECASE,
)
# What is looked for below has single spaces and nothing else that is white.
# "Ana Diaz and Bo Lee | The Courier", "Ana Diaz for The Courier", "Ana Diaz / AP", "Ana Diaz in Lima", "Ana Diaz (AP)".
_TAIL = re.compile(
    r" ?(?:\||•|·|—|–| - |\(|\[|;? for (?=[A-Z])| (?:in|at) (?=[A-Z])| / ?|/ | (?:on|updated|published|posted) |@|"
    r"https?:|\S+@\S+).*$",
    re.IGNORECASE | re.DOTALL,
)
_SPLIT = re.compile(r" ?(?:,|;|&|\band\b|\bwith\b|\bund\b|\be\b(?= [A-Z])) ?")
MAX_BYLINE = 1_000
"""Characters of a byline that are looked at; a page can put a megabyte there."""
_NOT_PEOPLE = re.compile(
    r"\b(?:staff|admin|administrator|editors?|editorial|newsroom|news|desk|team|agency|agencies|associated press|press|"
    r"reuters|afp|bloomberg|pti|ians|ani|xinhua|tass|upi|wire|wires|service|correspondents?|reporters?|writers?|contributors?|"
    r"columnists?|author|guest|producer|photographer|director|manager|chief|senior|deputy|bureau|digital|online|web|"
    r"media|network|magazine|times|post|journal|herald|tribune|gazette|daily|today|weekly|report|blog|bot|webmaster|"
    r"marketing|company|inc|llc|ltd|corp|university|institute|foundation|sports|politics|business|advance|unknown|"
    r"anonymous|user|redaktion|redacción|redação|editorial board|analyst|critic|fellow|professor|intern)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    """de da do dos del della der den di du la le el al van von zu ter ten bin ibn y e af av abu""".split()  # noqa: SIM905
)
_NOT_FIRST = frozenset({"the", "about", "follow", "more", "contact", "email", "view", "read", "see", "meet"})
# "Des Moines Register": names of papers that are surnames too, but not after two other words.
_PAPERS = frozenset(
    """leader argus courier chronicle star sun record register observer dispatch inquirer enquirer review bulletin
    examiner globe standard advertiser ledger mirror express independent guardian telegraph democrat republican
    sentinel mail free""".split()  # noqa: SIM905
)
_LABEL = re.compile(r"^[^\W\d]{3,15}:\s*")
_SUFFIX = re.compile(r"^(?:jr|sr|ph\.?d|m\.?d|esq|ii|iii|iv)\.?$", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


def people(bylines: Iterable[str], not_people: Iterable[str | None] = ()) -> tuple[str, ...]:
    """The people named in bylines, in order, each once.

    Cue words ("By"), roles, agencies, e-mail addresses and slugs go; so do `not_people`, names such as the site's
    and the publisher's.
    """
    refused = {_folded(name) for name in not_people if name}
    found: dict[str, str] = {}
    for line in bylines:
        for name in _split(line):
            if _is_person(name) and not _is_refused(name, refused):
                found.setdefault(_folded(name), _cased(name))
    return tuple(_full_names(list(found.values())))[:MAX_AUTHORS]


def _split(line: str) -> list[str]:
    text = _TAIL.sub("", _LABEL.sub("", _BY.sub("", " ".join(line[:MAX_BYLINE].split()))))
    parts: list[str] = []
    for part in _SPLIT.split(text):
        if _SUFFIX.match(part) and parts:
            parts[-1] += f" {part}"
        else:
            parts.append(_BY.sub("", part).strip(" .,:;–—-’'\"*"))
    return parts


def _is_person(name: str) -> bool:
    words = name.split()
    if not 1 <= len(words) <= 6 or len(name) > MAX_NAME or len(name) < 2:
        return False
    if _DIGIT.search(name) or _NOT_PEOPLE.search(name) or "." in name.rstrip(".").split(" ")[-1]:
        return False
    if words[0].casefold() in _NOT_FIRST or (len(words) > 2 and words[-1].casefold() in _PAPERS):
        return False
    if any(w.isalpha() and w.islower() and w not in _PARTICLES for w in words[1:]):
        return False
    if any(mark in name for mark in '<>{}[]/\\_?!"='):
        return False
    # One lower-case word is a user name or a slug; so is `ana-diaz`.
    return any(c.isupper() for c in name) or not name.isascii()


def _cased(name: str) -> str:
    """ANA DIAZ, as some content systems have it, as Ana Diaz."""
    if not name.isupper() or len(name) <= 4:
        return name
    return re.sub(r"\w[\w’']*", lambda word: word.group().capitalize(), name)


def _is_refused(name: str, refused: set[str]) -> bool:
    """A single word is also refused as part of a refused name: `Vortex` at Vortex Cannon Entertainment."""
    own = _folded(name)
    return own in refused or (" " not in name and any(own in other for other in refused))


def _full_names(names: list[str]) -> list[str]:
    """Full names only, if there are any: single words beside them are degrees, places, outlets ("MS", "Futurism")."""
    return [name for name in names if " " in name] or [name for name in names if not name.isupper()]


def _folded(name: str) -> str:
    return re.sub(r"\W+", "", name).casefold()
