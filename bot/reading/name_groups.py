"""Forms of names gathered into groups: full name, surname, initials and acronym of one person or body."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from bot.reading.brief import Span

Kind = Literal["person", "organisation", "place"]
LEAST_EVIDENCE = 1  # less leaves a form out: a capital alone names nothing
_LISTS = {"person": "people", "organisation": "organisations", "place": "places"}
_SUFFIXES = ("jr", "sr", "ii", "iii")
_ACRONYM = re.compile(r"\s*\((?:the\s+)?([A-Z][A-Za-z&.-]{1,9})\)")


@dataclass(slots=True)
class Form:
    """One way of writing a name, with all its mentions and the evidence for each kind."""

    text: str
    spans: list[Span] = field(default_factory=list)
    evidence: Counter[str] = field(default_factory=Counter)

    def kind(self) -> Kind | None:
        if not self.evidence:
            return None
        best, weight = self.evidence.most_common(1)[0]
        return best if weight >= LEAST_EVIDENCE else None  # type: ignore[return-value]


@dataclass(slots=True)
class Group:
    """All mentions of one person, organisation or place, under its fullest name."""

    name: str
    forms: list[Form] = field(default_factory=list)
    spans: set[Span] = field(default_factory=set)


def grouped(text: str, forms: dict[str, Form]) -> dict[str, list[Group]]:
    """The forms by kind (people, organisations, places) and bearer; a form without evidence is left out."""
    groups: dict[str, list[Group]] = {name: [] for name in _LISTS.values()}
    aliases = _acronyms(text, forms)
    for form in sorted(forms.values(), key=lambda f: (-len(f.text.split()), -len(f.text), f.spans[0])):
        kind = form.kind()
        if kind is None:
            continue
        known = groups[_LISTS[kind]]
        homes = [group for group in known if _belongs(form, kind, group, aliases) and not _precedes(form, group)]
        if not homes:
            homes = [Group(form.text)]
            known.append(homes[0])
        # Two Rices: the surname alone is the one who was named first, the story's own.
        min(homes, key=lambda group: min(group.spans, default=(0, 0))).spans.update(form.spans)
    for name, known in groups.items():
        groups[name] = [group for group in known if group.spans]
    return groups


def _belongs(form: Form, kind: str, group: Group, aliases: dict[str, str]) -> bool:
    """Is the form another one of the group's name, or the acronym of it?"""
    if aliases.get(form.text) == group.name or aliases.get(group.name) == form.text:
        return True
    if kind == "person":
        return _same_person(form.text, group.name)
    return _plain(form.text) == _plain(group.name)


def _precedes(form: Form, group: Group) -> bool:
    """A given name alone that stands before the full name is somebody else's: "his brother Steve", then Steve Moss."""
    first, *rest = group.name.split()
    alone = bool(rest) and form.text == first and form.text != rest[-1]
    return alone and bool(group.spans) and form.spans[0] < min(group.spans)


def _plain(name: str) -> str:
    return re.sub(r"^the ", "", name.replace(".", "").replace("’", "'").lower())


def _same_person(short: str, long: str) -> bool:
    """Is `short` a part of the name `long`: its surname, its given name, or both without what stands between?"""
    few, many = short.lower().replace(".", "").split(), long.lower().replace(".", "").split()
    if [w for w in many if w not in _SUFFIXES][-1:] == few[-1:]:
        return (
            len(few) == 1
            or few[0] == many[0]
            or (len(few[0]) == 1 and many[0].startswith(few[0]))
            or set(few) <= set(many)
        )
    return len(few) == 1 and few[0] == many[0]


def _acronyms(text: str, forms: dict[str, Form]) -> dict[str, str]:
    """Acronyms by their introduction: "Harbour Safety Board (HSB)"."""
    found = {}
    for form in forms.values():
        for _, end in form.spans:
            match = _ACRONYM.match(text, end)
            if match and " " in form.text and form.text[0] == match[1][0]:
                found[match[1]] = form.text
                known = forms.get(match[1])
                if known:
                    known.evidence.update({form.kind() or "organisation": 2 * len(form.spans) + 8})
    return found
