"""People, organisations and places: who is named in the article, by the fullest name, with role and every mention.

Two sources of candidates: the trained pipeline's entities, where the document has them, and runs of capitals weighed
by their context. All mentions of one form share one verdict, so a single clear mention settles the others.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from bot.reading.brief import Named, Span
from bot.reading.datelines import dateline
from bot.reading.descriptions import later_roles
from bot.reading.gazetteer import is_demonym, places
from bot.reading.given_names import GIVEN_NAMES
from bot.reading.name_evidence import PLAIN, STRONG, weigh
from bot.reading.name_groups import Form, Group, Kind, grouped
from bot.reading.name_runs import Run, capital_runs
from bot.reading.paragraphs import trimmed
from bot.reading.parsed import Parsed
from bot.reading.ranking import CREDIT
from bot.reading.roles import role_of
from bot.reading.titles import HONORIFICS, ORGANISATION_NOUNS, PLACE_NOUNS, is_title
from bot.reading.words import CALENDAR, FUNCTION_WORDS

_LABELS: dict[str, Kind] = {"PERSON": "person", "ORG": "organisation", "LOC": "place"}

LONGEST_GIVEN = 16  # characters of a given name and the space behind it
LONGEST_NAME = 4  # tokens of an entity without a kind that may yet be a person
UNSURE_PLACE = 3  # an entity that no gazetteer knows: a stranger's name is taken for a place now and then
SURE = 3  # a person by context alone, beside a trained pipeline that saw none

# A person's name never ends in one of these: the recogniser is wrong.
_BODIES = frozenset(("TV", "Radio", "University", "Committee", "Association", "Party", "Council", "Department", "FC"))
_MARKS = re.compile(r"[()\[\]{}@#/“”\"]")


@dataclass(frozen=True, slots=True)
class Names:
    """Everyone and everything named, each list by weight: mentions, and how early the first one is."""

    people: tuple[Named, ...]
    organisations: tuple[Named, ...]
    places: tuple[Named, ...]


def find_names(doc: Doc, sentences: Sequence[Span]) -> Names:
    """The names in `sentences` (character spans of `doc`), merged and with roles as the article states them."""
    parsed = Parsed.of(doc)
    text = parsed.text
    sentences = [span for span in sentences if not CREDIT.search(text, *span)]  # writers are not the story's people
    forms: dict[str, Form] = {}
    taken: list[Span] = [(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ == "MISC"]
    for start, end, kind in _entities(parsed, sentences):
        form = forms.setdefault(text[start:end], Form(text[start:end]))
        form.spans.append((start, end))
        form.evidence[kind] += STRONG if kind != "place" or form.text in places() else UNSURE_PLACE
        taken.append((start, end))
    _add_unclear(text, parsed, sentences, forms)
    # With a trained pipeline the runs only add what the gazetteer or the context is sure of.
    trained = bool(taken) or doc.has_annotation("ENT_IOB")
    for run in capital_runs(text, list(sentences)):
        for start, end, hints in _readings(text, run):
            if text[start:end] in forms and (start, end) in taken:
                form = forms[text[start:end]]
                form.evidence += _context_only(form.text, hints) if form.evidence else Counter()
                continue
            sure = _is_sure(text[start:end], hints) or _is_full_name(text[start:end], forms)
            if _overlaps(taken, start, end) or (trained and not sure):
                continue
            form = forms.setdefault(text[start:end], Form(text[start:end]))
            form.spans.append((start, end))
            form.evidence.update(hints)
    _add_dateline(text, sentences, forms)
    _share_evidence(text, forms)
    groups = grouped(text, forms)
    return Names(**{kind: _named(parsed, kind, members, sentences) for kind, members in groups.items()})


def _entities(parsed: Parsed, sentences: Sequence[Span]) -> list[tuple[int, int, Kind]]:
    found = []
    text = parsed.text
    for ent in parsed.doc.ents:
        named_body = ent.label_ == "MISC" and ent.text.split()[-1:] and ent.text.split()[-1] in ORGANISATION_NOUNS
        kind = "organisation" if named_body else _LABELS.get(ent.label_)
        start, end = ent.start_char, ent.end_char
        mark = _MARKS.search(text, start, end)
        end = trimmed(text, start, mark.start())[1] if mark else end
        if kind is None or end <= start or not any(s <= start < e for s, e in sentences) or "\n" in ent.text:
            continue
        if kind == "person":
            start = _with_given_name(text, _past_titles(text, start, end))
            if _is_word(parsed, start, end) or any(c.isdigit() for c in text[start:end]):
                continue
            kind = "organisation" if text[start:end].split()[-1] in _BODIES else kind
        if start < end and text[start:end] not in CALENDAR and not is_demonym(text[start:end]):
            found.append((start, end, kind))
    return found


def _add_unclear(text: str, parsed: Parsed, sentences: Sequence[Span], forms: dict[str, Form]) -> None:
    """Names that the recogniser has no kind for: people, where the context says so ("L.K. Dorne, an officer")."""
    for ent in parsed.doc.ents:
        span = (ent.start_char, ent.end_char)
        name = text[slice(*span)]
        words = name.split()
        if ent.label_ != "MISC" or len(ent) > LONGEST_NAME or not any(s <= span[0] < e for s, e in sentences):
            continue
        if not words[-1][0].isupper() or _institutional(words[-1]) or re.search(r"[\d\n]", name):
            continue
        form = forms.setdefault(name, Form(name))
        form.spans.append(span)
        hints = weigh(text, *span)
        if " " in name and hints["person"] >= SURE and not hints["organisation"] and not _in_marks(text, span[0]):
            form.evidence["person"] += hints["person"]


def _in_marks(text: str, start: int) -> bool:
    return text[start - 1 : start] in {"“", '"', "‘", "'"}


def _context_only(name: str, hints: Counter[str]) -> Counter[str]:
    """What the context adds to an entity: enough of it overrules the label of a name that the recogniser never saw."""
    person = hints["person"] if " " in name else 0
    place = hints["place"] if hints["place"] > STRONG and name not in places() else 0
    return Counter({"person": person, "place": place})


def _is_sure(name: str, hints: Counter[str]) -> bool:
    return name in places() or (" " in name and hints["person"] >= SURE and hints["organisation"] < PLAIN)


def _is_full_name(name: str, forms: dict[str, Form]) -> bool:
    """Is it a name of two or three words that ends in the surname of somebody known: "Eyla Sorens", Sorens?"""
    words = name.split()
    surname = forms.get(words[-1])
    return 1 < len(words) < LONGEST_NAME and surname is not None and surname.kind() == "person"


def _is_word(parsed: Parsed, start: int, end: int) -> bool:
    """One capitalised word that is a title or that the tagger takes for a common noun: "Pastor", "Guy"."""
    span = parsed.tokens(start, end)
    return span is not None and len(span) == 1 and (is_title(span.text) or span[0].pos_ not in ("PROPN", "X", "ADJ"))


def _with_given_name(text: str, start: int) -> int:
    """Where the name begins, with a given name before it that the recogniser has left out: "Ada [Brook]", or a word
    between a title and it: "Officer Tomos [Brook]"."""
    before = re.search(r"(?<![\w.’'-])([A-Z][a-z]+) $", text[max(0, start - LONGEST_GIVEN) : start])
    if before is None or is_title(before[1]) or _institutional(before[1]):
        return start
    at = start - len(before[0])
    title = re.search(r"(?<![\w.’'-])([A-Z][a-z]+) $", text[max(0, at - LONGEST_GIVEN) : at])
    return at if before[1] in GIVEN_NAMES or (title and is_title(title[1])) else start


def _past_titles(text: str, start: int, end: int) -> int:
    for word in re.finditer(r"[\w.’'-]+", text[start:end]):
        if not (is_title(word[0]) and start + word.end() < end):
            return start + word.start()
    return start


def _overlaps(spans: Sequence[Span], start: int, end: int) -> bool:
    return any(s < end and start < e for s, e in spans)


def _readings(text: str, run: Run) -> list[tuple[int, int, Counter[str]]]:
    """The names in a run of capitals: titles and demonyms in front go ("President Ann Bolt")."""
    words = list(run.words)
    last_title = max((i for i, w in enumerate(words[:-1]) if is_title(w.text)), default=-1)
    rest = words[last_title + 1 :]
    if last_title >= 0 and not _institutional(rest[-1].text) and rest[0].text not in FUNCTION_WORDS:
        hints = Counter({"person": STRONG})
        front = words[:last_title]
        found = [(rest[0].start, rest[-1].end, hints)]
        while front and (is_title(front[-1].text) or front[-1].lower in ("prime", "vice", "foreign", "defense")):
            front.pop()
        return found
    while words and is_demonym(words[0].text) and not (len(words) > 1 and _institutional(words[-1].text)):
        words.pop(0)
    if not words or (len(words) == 1 and (is_title(words[0].text) or words[0].lower in HONORIFICS)):
        return []
    start, end = words[0].start, words[-1].end
    return [(start, end, weigh(text, start, end))]


def _institutional(word: str) -> bool:
    return word in ORGANISATION_NOUNS or word in PLACE_NOUNS


def _add_dateline(text: str, sentences: Sequence[Span], forms: dict[str, Form]) -> None:
    if not sentences:
        return
    _, place = dateline(text, *sentences[0])
    if place is None:
        return
    for part in re.finditer(r"[^,/]+", text[place[0] : place[1]]):
        name = part[0].strip()
        start = place[0] + part.start() + part[0].index(name) if name else 0
        if name and (name.title() in places() or name in places() or part.start() == 0):
            form = forms.setdefault(name, Form(name))
            form.evidence["place"] += STRONG
            if (start, start + len(name)) not in form.spans:
                form.spans.insert(0, (start, start + len(name)))


def _share_evidence(text: str, forms: dict[str, Form]) -> None:
    """A surname alone is what the full name is: "Bolt" follows "Ann Bolt"."""
    full = [f for f in forms.values() if " " in f.text and f.kind() == "person"]
    by_part: dict[str, list[Form]] = defaultdict(list)
    for form in full:
        words = form.text.split()
        by_part[words[-1]].append(form)
        by_part[words[0]].append(form)
    for form in forms.values():
        if form.text in by_part and form.evidence["place"] < STRONG:
            form.evidence["person"] += STRONG
    for form in forms.values():
        words = form.text.split()
        may_be = 1 < len(words) <= LONGEST_NAME and not any(_in_marks(text, start) for start, _ in form.spans)
        surname = forms.get(words[-1]) if may_be else None
        if surname and surname.kind() == "person" and words[0] not in ORGANISATION_NOUNS and form.text not in places():
            form.evidence["person"] += STRONG


def _named(parsed: Parsed, kind: str, groups: list[Group], sentences: Sequence[Span]) -> tuple[Named, ...]:
    weighed = []
    length = max(1, sentences[-1][1]) if sentences else 1
    bearers = {span: number for number, group in enumerate(groups) for span in group.spans} if kind == "people" else {}
    later = later_roles(parsed, sentences, bearers)
    for number, group in enumerate(groups):
        mentions = tuple(sorted(group.spans))
        own = set(mentions)
        role = role_of(parsed, mentions, [s for s in sorted(bearers) if s not in own]) if kind == "people" else None
        role = role or later.get(number)
        # A lede's name counts double: the first sentences of news stand for the whole.
        weight = len(mentions) * (2.0 - min(1.0, mentions[0][0] / length))
        weighed.append((-weight, mentions[0], Named(group.name, role, mentions)))
    return tuple(named for _, _, named in sorted(weighed, key=lambda row: row[:2]))
