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
from bot.reading.gazetteer import is_demonym, places
from bot.reading.given_names import GIVEN_NAMES
from bot.reading.name_groups import Form, Group, Kind, grouped
from bot.reading.name_runs import Run, capital_runs
from bot.reading.paragraphs import trimmed
from bot.reading.parsed import Parsed
from bot.reading.ranking import CREDIT
from bot.reading.roles import has_role, role_of
from bot.reading.titles import HONORIFICS, ORGANISATION_NOUNS, PLACE_NOUNS, is_title
from bot.reading.words import CALENDAR, FUNCTION_WORDS

_LABELS: dict[str, Kind] = {"PERSON": "person", "ORG": "organisation", "LOC": "place"}

# Weights of evidence, in units of one plain contextual hint; set by hand on invented articles.
STRONG = 4
PLAIN = 2
HINT = 1
UNSURE_PLACE = 3  # an entity that no gazetteer knows: a stranger's name is taken for a place now and then
SURE = 3  # a person by context alone, beside a trained pipeline that saw none

_SAID = re.compile(
    r"\s*,?\s*(?:who\b|(?:also |later |has |had )?(?:said|says|told|added|wrote|tweeted|asked|argued|"
    r"warned|explained|insisted|"
    r"recalled|declined|testified|replied|admitted|vowed|joked|thinks|believes|hopes)\b)"
)
_SAID_BEFORE = re.compile(r"(?:[\"”,]\s*|\b)(?:said|says|added|recalled|asked|wrote|according to|told|explained)\s+$")
_AGE_AFTER = re.compile(r"\s*,\s*(?:\d{1,2}\s*,|\d{1,2}\.|an? \d{1,2}-year-old|aged? \d{1,2})")
_PERSON_BEFORE = re.compile(
    r"\b(?:named|identified as|Mr|Mrs|Ms|Dr|by his lawyer|wife|husband|son|daughter|brother|sister|mother|father),?\s+$"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|near|outside|across|throughout|around|toward|towards|into|downtown|northern|southern|"
    r"eastern|western|central|north of|south of|east of|west of|city of|town of|village of|"
    r"capital of|province of|capital,|capital|at)\s+$"
)
_PLACE_OF = re.compile(r"\b(?:state|city|town|village|province|region|district|county|island|port|suburb) of\s+$")
_PLACE_AFTER = re.compile(r",\s+(?P<wider>[A-Z][\w.]+(?: [A-Z][\w]+)?)")
_ORG_BEFORE = re.compile(
    r"\b(?:company|firm|giant|maker|retailer|newspaper|agency|network|airline|charity|bank|club|"
    r"rivals|group|union|party|watchdog|think tank|broadcaster|magazine|website|startup|start-up|"
    r"against|beat)\s+(?:the\s+)?$"
)
_THE_BEFORE = re.compile(r"\b(?:the|The)\s+$")
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
    # With a trained pipeline the runs only add what the gazetteer or the context is sure of.
    trained = bool(taken) or doc.has_annotation("ENT_IOB")
    for run in capital_runs(text, list(sentences)):
        for start, end, hints in _readings(text, run):
            if text[start:end] in forms and (start, end) in taken:
                forms[text[start:end]].evidence += _context_only(text[start:end], hints)
                continue
            if _overlaps(taken, start, end) or (trained and not _is_sure(text[start:end], hints)):
                continue
            form = forms.setdefault(text[start:end], Form(text[start:end]))
            form.spans.append((start, end))
            form.evidence.update(hints)
    _add_dateline(text, sentences, forms)
    _share_evidence(forms)
    groups = grouped(text, forms)
    length = max(1, sentences[-1][1]) if sentences else 1
    return Names(**{kind: _named(parsed, kind, members, length) for kind, members in groups.items()})


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
            start = _past_titles(text, start, end)
            if _is_word(parsed, start, end):
                continue
        if start < end and text[start:end] not in CALENDAR and not is_demonym(text[start:end]):
            found.append((start, end, kind))
    return found


def _context_only(name: str, hints: Counter[str]) -> Counter[str]:
    """What the context adds to an entity: enough of it overrules the label of a name that the recogniser never saw."""
    person = hints["person"] if " " in name else 0
    place = hints["place"] if hints["place"] > STRONG and name not in places() else 0
    return Counter({"person": person, "place": place})


def _is_sure(name: str, hints: Counter[str]) -> bool:
    return name in places() or (" " in name and hints["person"] >= SURE and hints["organisation"] < PLAIN)


def _is_word(parsed: Parsed, start: int, end: int) -> bool:
    """One capitalised word that is a title or that the tagger takes for a common noun: "Pastor", "Guy"."""
    span = parsed.tokens(start, end)
    return span is not None and len(span) == 1 and (is_title(span.text) or span[0].pos_ not in ("PROPN", "X", "ADJ"))


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
    return [(start, end, _weigh(text, run, start, end))]


def _institutional(word: str) -> bool:
    return word in ORGANISATION_NOUNS or word in PLACE_NOUNS


def _weigh(text: str, run: Run, start: int, end: int) -> Counter[str]:
    """The evidence of one mention: the name's own words and what stands around it."""
    name = text[start:end]
    words = name.split()
    before, after = text[max(0, start - 40) : start], text[end : end + 60]
    found: Counter[str] = Counter()
    if name in places():
        found["place"] += STRONG
    _weigh_words(words, found)
    if _AGE_AFTER.match(after):
        found["person"] += STRONG
    if _SAID.match(after) or _SAID_BEFORE.search(before):
        found["person"] += PLAIN if len(words) <= 3 else HINT
    lower_title = re.search(r"([\w-]+)\s+$", before)
    if (lower_title and is_title(lower_title[1])) or _PERSON_BEFORE.search(before):
        found["person"] += PLAIN + HINT
    if len(words) > 1 and has_role(text, end):
        found["person"] += PLAIN
    if _PLACE_BEFORE.search(before):
        found["place"] += HINT
    if _PLACE_OF.search(before):
        found["place"] += STRONG + HINT
    wider = _PLACE_AFTER.match(after)
    if wider and wider["wider"] in places():
        found["place"] += PLAIN + HINT
    if _ORG_BEFORE.search(before) or _THE_BEFORE.search(before):
        found["organisation"] += HINT
    return found


def _weigh_words(words: list[str], found: Counter[str]) -> None:
    last = words[-1]
    if any(w in ("of", "for") for w in words[1:-1]):
        found["organisation"] += PLAIN
    if last in ORGANISATION_NOUNS or words[0] in ORGANISATION_NOUNS or any(w in ORGANISATION_NOUNS for w in words):
        found["organisation"] += PLAIN + HINT
    if last in PLACE_NOUNS or words[0] in ("Lake", "Mount", "Fort", "Cape", "Port", "Camp"):
        found["place"] += PLAIN + HINT
    if len(words) == 1 and last.isupper() and 2 <= len(last) <= 6:
        found["organisation"] += PLAIN
    if words[0] in GIVEN_NAMES and 2 <= len(words) <= 4:
        found["person"] += PLAIN + HINT
    elif 2 <= len(words) <= 3 and all(re.fullmatch(r"[A-ZÀ-Þ][\w’'-]+|[A-Z]\.", w) for w in words):
        found["person"] += HINT
    if len(words) == 1 and last in GIVEN_NAMES:
        found["person"] += HINT


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


def _share_evidence(forms: dict[str, Form]) -> None:
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


def _named(parsed: Parsed, kind: str, groups: list[Group], length: int) -> tuple[Named, ...]:
    weighed = []
    everyone = sorted(span for group in groups for span in group.spans) if kind == "people" else []
    for group in groups:
        mentions = tuple(sorted(group.spans))
        own = set(mentions)
        role = role_of(parsed, mentions, [s for s in everyone if s not in own]) if kind == "people" else None
        # A lede's name counts double: the first sentences of news stand for the whole.
        weight = len(mentions) * (2.0 - min(1.0, mentions[0][0] / length))
        weighed.append((-weight, mentions[0], Named(group.name, role, mentions)))
    return tuple(named for _, _, named in sorted(weighed, key=lambda row: row[:2]))
