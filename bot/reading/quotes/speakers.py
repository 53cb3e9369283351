"""Who a source is: from "he", "the senator" or a surname to the fullest name in the article, with a role.

A wrong name is worse than none. Where two people are as likely, or nothing in the text points to one, the speaker is
None; an institution or somebody unnamed ("the Ukrainian Air Force", "a local official") is given as written.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from spacy.tokens import Doc

from bot.reading import role_words
from bot.reading.brief import Named, Span
from bot.reading.descriptions import BIOGRAPHIC
from bot.reading.gazetteer import is_demonym
from bot.reading.parsed import Parsed
from bot.reading.quotes.gender import SHE_WORDS, Gender, gender_of
from bot.reading.quotes.joining import Draft
from bot.reading.quotes.regions import Region
from bot.reading.quotes.roster import Mention, Person, Roster
from bot.reading.quotes.turns import ANSWERS
from bot.reading.quotes.words import listed
from bot.reading.role_before import title
from bot.reading.titles import HONORIFICS, has_title, is_role_noun

PRONOUN_REACH = 1200  # characters back that a pronoun is looked up in: about three paragraphs of news
SPEAKER_REACH = 700  # characters back that "he" goes on meaning the one who spoke last, another name or not
GAP = 8  # characters of white space between two sentences
SUBJECT_WITHIN = 3  # characters: an opening mark may stand before the name
LONGEST_DESCRIPTION = 14  # words of a source given as written
OWNERS = {"his": "he", "her": "she", "their": "they", "its": "it", "my": "i", "our": "we", "your": "you"}
UNRESOLVED = listed("i we you that which what it they this these those some others many one all both")
_CAPITALS = r"[A-Z][\w’'.-]{0,24}(?: [A-Z][\w’'.-]{0,24}){0,2}"
TOGETHER = re.compile(rf"{_CAPITALS} and {_CAPITALS}")
OPENING_NAME = re.compile(
    rf"(?:The )?({_CAPITALS})(?= (?:has|have|had|is|are|was|were|will|also|twice|then|later|[a-z]+ed)\b)"
)
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
TIMES = listed("year week month day time today night morning earlier later monday tuesday wednesday thursday friday")
PERSON_NOUNS = listed(
    """actor actress athlete author candidate coach comedian congressman congresswoman defender director driver
    executive forward graduate goalkeeper governor lawmaker lawyer leader manager mayor midfielder minister player
    politician
    president prince princess professor representative senator singer star striker teacher teenager veteran writer
    billionaire businessman businesswoman chancellor premier champion quarterback musician rapper model presenter"""
)
ROLE_START = re.compile(r"(?:an?|the|his|her|their|its|[A-Z][\w-]+[’']s?)\s", re.IGNORECASE)
NO_ROLE_STARTS = listed(
    "asked pressed told when while after before if as his her its their our my in on at with for by from"
)
"""First words of what stands beside a name and is no role: "Asked about it, Poe", "Its leader, Poe"."""
POSSESSIVE = re.compile(r"[’']s?\s")
AGE_BEFORE = re.compile(r"(\d{1,2})-year-old $")
AGE_AFTER = re.compile(r",? (?:\(|aged )?(\d{1,2})[,)]")
AGED = re.compile(r"\d{1,2}-year-old")
OF = re.compile(r"\b(?:of|for|from|with|to|at|by|in|on|near|about|against|representing|under)\s[^,]*$")
CLAUSE = re.compile(r"\s*(?:,\s*)?\b(?:who|whose|which|that|where|when)\b.*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved source: a person of the roster, or a description as written."""

    name: str
    role: str | None
    person: Person | None = None
    plural: bool = False


class Resolver:
    """Resolves the sources of one text, in order, remembering who spoke."""

    def __init__(self, doc: Doc, people: Sequence[Named], regions: Sequence[Region] = (), start: int = 0) -> None:
        self.text = doc.text
        self._parsed = Parsed.of(doc)
        self.roster = Roster(doc.text, people, start)
        self._region_starts = [region.start for region in regions]
        self._regions = regions
        self._spoken: list[tuple[int, Speaker]] = []
        self._roles: dict[str, str] = {}

    def speaker(self, draft: Draft) -> tuple[str | None, str | None]:
        """Name and role of a quotation's speaker; call it in order of the text."""
        if not draft.source:
            return None, None
        found = self._resolve(draft.source[0])
        if found is None:
            return None, None
        found = replace(found, role=_shown_role(found.role))
        if found.role:
            self._roles.setdefault(found.name, found.role)
        self._spoken.append((draft.source[0][0], found))
        return found.name, found.role or self._roles.get(found.name)

    def _resolve(self, source: Span) -> Speaker | None:
        words = self.text[source[0] : source[1]].strip()
        lower = OWNERS.get(words.lower(), words.lower())
        if lower in {"he", "she"}:
            return self._pronoun(source[0], "he" if lower == "he" else "she")
        if lower == "who":
            return self._antecedent(source[0])
        if lower in {"it", "they"}:
            return self._institution(source[0], plural=lower == "they")
        if words in ANSWERS:
            return self._interviewed(source[0])
        if lower in UNRESOLVED or not words:
            return None
        found = self._together(words) or self._named(source) or self._capitals(source)
        if found is None and not self._is_shared_surname(words):
            found = self._described(source)
        return found

    def _interviewed(self, position: int) -> Speaker | None:
        """Who answers as "A": the one person that the text names before."""
        people = {mention.person.number: mention.person for mention in self.roster.before(position)}
        return _as_speaker(next(iter(people.values()))) if len(people) == 1 else None

    # --- names -----------------------------------------------------------------------------------------------------

    def _named(self, source: Span) -> Speaker | None:
        """A person of the roster whose name is the head of the source or its apposition."""
        for mention in self.roster.within(source):
            before = self.text[source[0] : mention.start]
            after = self.text[mention.end : mention.end + 2]
            if after in {"’s", "'s"} or after[:1] in {"’", "'"} or OF.search(before) or CLAUSE.search(before):
                continue
            person = self._rather_by_surname(mention)
            role = person.role or self._role_beside(source, mention.start, mention.end)
            return Speaker(person.name, role, person)
        return None

    def _together(self, words: str) -> Speaker | None:
        """Two people who speak as one: "Ada and Carl Brook"."""
        return Speaker(words, None, plural=True) if TOGETHER.fullmatch(words) else None

    def _is_shared_surname(self, words: str) -> bool:
        return len(self.roster.by_surname.get(words.rsplit(maxsplit=1)[-1].lower(), ())) > 1

    def _rather_by_surname(self, mention: Mention) -> Person:
        """One word that is a person's first name and another's surname means the latter: Dick Hall, Ann Dick."""
        word = self.text[mention.start : mention.end]
        same = self.roster.by_surname.get(word.lower(), [])
        return same[0] if len(same) == 1 and mention.person.surname != word else mention.person

    def _role_beside(self, source: Span, start: int, end: int) -> str | None:
        """What the source says beside the name: `Jane Poe, mayor of Rye`, `the mayor, Jane Poe`, `Mayor Jane Poe`."""
        after = CLAUSE.sub("", self.text[end : source[1]]).strip(" ,")
        if after and after[0].isalpha() and self.text[end : end + 1] == ",":
            return after if has_title(after) else None
        before = self.text[source[0] : start].strip()
        if before.endswith(",") and not ROLE_START.match(before):
            return None  # "Launching the boat, Poe": no role
        before = before.rstrip(" ,")
        return (
            before
            if has_title(before)
            and any(word[0].isalpha() and word.lower() not in {"the", "a"} for word in before.split())
            else None
        )

    def _capitals(self, source: Span) -> Speaker | None:
        """A name by its capitals, where the roster has missed it: written out elsewhere, or as it stands."""
        words = self.text[source[0] : source[1]]
        head = re.match(r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.? )?((?:[A-Z][\w’'.-]*\s?){1,4})(?=,|$|\s[a-z])", words)
        if head is None:
            return None
        name = re.sub(r"[’']s?$", "", head[1].strip())
        if not name or name.startswith("The ") or words[head.end() : head.end() + 2] in {"’s", "'s"}:
            return None
        same = self.roster.by_surname.get(name.lower(), [])
        if len(same) == 1:
            return Speaker(same[0].name, same[0].role, same[0])
        if len(same) > 1 and " " not in name:
            return None
        full = self.roster.spelled_out(name, source[0]) if " " not in name else None
        after = words[head.end() :]
        role = CLAUSE.sub("", after).strip(" ,") if after.startswith(",") and has_title(after) else None
        if after and not after.startswith(",") and not CLAUSE.match(after):
            return None  # "Trump aides": the name is not the head
        return Speaker(full or name, role or None)

    def _described(self, source: Span) -> Speaker | None:
        """An institution or somebody unnamed, as written; a person where the description is one's role."""
        words = self.text[source[0] : source[1]].split(",")[0]
        words = self._as_noun(source[0], CLAUSE.sub("", words).strip())
        count = len(words.split())
        if not count or words.lower() in UNRESOLVED or count > LONGEST_DESCRIPTION:
            return None
        person = self._by_role(words, source[0])
        if person is not None:
            return Speaker(person.name, person.role, person)
        known = self._whom(words, source[0])
        if known is not None:
            return known
        plural = words.split()[0].lower() in {"some", "many", "several", "few", "most"} or words.endswith("s")
        return Speaker(words, None, plural=plural)

    def _as_noun(self, start: int, words: str) -> str:
        """A description up to its first finite verb ("the document | goes on to"); "" where it is a time ("month")."""
        tokens = self._parsed.tokens(start, start + max(1, len(words)))
        if tokens is None or not self._parsed.tagged or not words:
            return words
        verb = next((token for token in tokens if token.i > tokens.start and token.tag_ in FINITE), None)
        kept = words if verb is None else self.text[start : verb.idx].strip()
        nouns = [token for token in tokens if token.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}]
        loose = verb is None and tokens[-1].tag_ in {"IN", "TO"}
        return "" if kept.lower() in TIMES or not nouns or loose else kept

    def _whom(self, words: str, position: int) -> Speaker | None:
        """`the singer`, `the Penn State graduate`: the person spoken of last, if only one was."""
        parts = words.lower().split()
        if len(parts) < 2 or parts[0] != "the" or POSSESSIVE.search(words):
            return None  # "the families' lawyer" need not be the one spoken of
        if AGED.fullmatch(parts[-1]):
            return self._aged(position, parts[-1].partition("-")[0])
        return self._last_so_described(words, position)

    def _last_so_described(self, words: str, position: int) -> Speaker | None:
        """`The Selwick Democrat`, `the singer`: whom a pronoun would mean; a job, only where one person is near."""
        parts = words.lower().split()
        if parts[-1] in BIOGRAPHIC or is_demonym(words.rsplit(maxsplit=1)[-1]):
            known = self._pronoun(position, gender_of("", words))
            if known is None or known.person is None:
                return None
            return replace(known, role=known.role or words.split(maxsplit=1)[1])
        if parts[-1] not in PERSON_NOUNS:
            return None
        near = {
            mention.person.number: mention.person
            for mention in takewhile(lambda m: position - m.start < SPEAKER_REACH, self.roster.before(position))
        }
        if len(near) == 1:
            (one,) = near.values()
            return _as_speaker(one) if one.role is None or parts[-1] in one.role.lower() else None
        at, last = self._spoken[-1] if self._spoken else (0, None)
        if last is None or last.person is None or position - at > SPEAKER_REACH:
            return None
        since = takewhile(lambda m: m.start > at, self.roster.before(position))
        return last if all(mention.person == last.person for mention in since) else None

    def _aged(self, position: int, age: str) -> Speaker | None:
        """`The 39-year-old`: the one person near of whom the text gives that age, or gives no other."""
        near = takewhile(lambda m: position - m.start < PRONOUN_REACH, self.roster.before(position))
        people = {mention.person.number: mention.person for mention in near}
        ages: dict[int, str] = {}
        for mention in self.roster.mentions:
            before = AGE_BEFORE.search(self.text, max(0, mention.start - len("of 39-year-old ")), mention.start)
            stated = before or AGE_AFTER.match(self.text, mention.end)
            if stated:
                ages.setdefault(mention.person.number, stated[1])
        fitting = [person for number, person in people.items() if ages.get(number) == age]
        fitting = fitting or [person for number, person in people.items() if number not in ages]
        return _as_speaker(fitting[0]) if len(fitting) == 1 else None

    def _by_role(self, words: str, position: int) -> Person | None:
        """The one person whose role has all the words of "the senator", "Ukraine's foreign minister"."""
        wanted = set(re.findall(r"\w+", re.sub(r"[’']s\b", "", words.lower()))) - {"the", "a", "an", "former"}
        if not is_role_noun(words.rsplit(maxsplit=1)[-1], common=False):
            return None  # "the police" is not the police chief
        if not wanted or words.split(maxsplit=1)[0].lower() in {"a", "an", "some", "several", "one", "two"}:
            return None
        found: dict[int, Person] = {}
        for mention in self.roster.before(position):
            if position - mention.start > 4 * PRONOUN_REACH:
                break
            role = mention.person.role
            if role and wanted <= set(re.findall(r"\w+", re.sub(r"[’']s\b", "", role.lower()))):
                found[mention.person.number] = mention.person
        return next(iter(found.values())) if len(found) == 1 else None

    # --- pronouns --------------------------------------------------------------------------------------------------

    def _pronoun(self, position: int, gender: Gender | None) -> Speaker | None:
        """He or she: who spoke last, unless a sentence since then is about somebody else it could mean."""
        candidates = self._candidates(position, gender)
        last = self._last_speaker(position, gender)
        if last is None:
            return _as_speaker(self._nearest_subject(candidates))
        at, speaker = last
        since = [(start, person) for start, person in candidates if start > at and person != speaker.person]
        others = {person.number for _, person in since}
        if len(others) != 1:
            return speaker
        subjects = [person for start, person in since if self._opens_sentence(start, position)]
        other = since[0][1] if speaker.person is None else next(iter(subjects), None)
        return _as_speaker(other) or speaker

    def _nearest_subject(self, candidates: Sequence[tuple[int, Person]]) -> Person | None:
        """In the last sentence that names somebody, whom it names first."""
        if not candidates:
            return None
        begins = self._sentence_start(candidates[-1][0])
        return next(person for start, person in candidates if start >= begins)

    def _opens_sentence(self, start: int, position: int) -> bool:
        """Does a name begin its sentence, or stand first in the one of `position`?"""
        begins = self._sentence_start(start)
        if start - begins < SUBJECT_WITHIN or begins == self._sentence_start(position):
            return True
        titled = title(role_words.before(self._parsed, start))
        return titled is not None and titled[0] - begins < SUBJECT_WITHIN + len("The ")

    def _candidates(self, position: int, gender: Gender | None) -> list[tuple[int, Person]]:
        """People named before a position, outside quotations, whom the pronoun can mean; in order of the text."""
        found = []
        for mention in self.roster.before(position):
            if position - mention.start > PRONOUN_REACH:
                break
            if _agree(mention.person.gender, gender) and not self._quoted(mention.start):
                found.append((mention.start, mention.person))
        return found[::-1]

    def _quoted(self, position: int) -> bool:
        at = bisect_left(self._region_starts, position + 1) - 1
        return at >= 0 and self._regions[at].end > position

    def _last_speaker(self, position: int, gender: Gender | None) -> tuple[int, Speaker] | None:
        for at, speaker in reversed(self._spoken):
            if position - at > SPEAKER_REACH * 2:
                return None
            shown = speaker.person.gender if speaker.person else gender_of(speaker.name, speaker.role, speaker.name)
            if speaker.plural or not _agree(shown, gender):
                continue
            if speaker.person is None and shown is None and not _may_be_person(speaker.name):
                continue
            return at, speaker
        return None

    def _sentence_start(self, position: int) -> int:
        """Roughly where the sentence around a position begins."""
        window = self.text[max(0, position - 400) : position]
        ends = [
            match.end() for match in re.finditer(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\bMrs)[.!?][”\"’')]*\s+|\n+", window)
        ]
        return max(0, position - 400) + (ends[-1] if ends else 0)

    def _antecedent(self, position: int) -> Speaker | None:
        """Whom "who" goes back to: the name right before it, with or without a comma."""
        for mention in self.roster.before(position):
            between = self.text[mention.end : position]
            if len(between) > 150 or "." in between.replace("Jr.", ""):
                return None
            if not between.strip(" ,"):
                return Speaker(mention.person.name, mention.person.role, mention.person)
            if between.strip().endswith(",") and between.startswith(","):
                return Speaker(mention.person.name, mention.person.role or between.strip(" ,"), mention.person)
        return None

    def _institution(self, position: int, *, plural: bool) -> Speaker | None:
        """It or they: the institution or the several people who spoke last, or whom the last sentence is about."""
        for at, speaker in reversed(self._spoken):
            if position - at > SPEAKER_REACH:
                break
            if speaker.person is None and (speaker.plural == plural or speaker.name.lower().startswith("the ")):
                return speaker
            break
        return self._opening_institution(position)

    def _opening_institution(self, position: int) -> Speaker | None:
        """The name that opens the sentence before, unless it is a person's."""
        begins = self._sentence_start(position)
        edge = max(begins - GAP, 0)
        before = self._sentence_start(edge + len(self.text[edge:begins].rstrip()))
        match = OPENING_NAME.match(self.text, before, position)
        if match is None or self.roster.within(match.span(1)):
            return None
        return Speaker(match[1], None)


def _shown_role(role: str | None) -> str | None:
    """The role as a reader can use it: none that is a title of address, a clause, or somebody's who is not said."""
    first = role.split(maxsplit=1)[0].lower().rstrip(".") if role and role.strip() else ""
    if not role or first in NO_ROLE_STARTS or first.endswith("ing"):
        return None
    return None if all(word.lower().rstrip(".") in HONORIFICS | {"dr"} for word in role.split()) else role


def _as_speaker(person: Person | None) -> Speaker | None:
    return None if person is None else Speaker(person.name, person.role, person)


def _agree(one: Gender | None, other: Gender | None) -> bool:
    return one is None or other is None or one == other


def _may_be_person(name: str) -> bool:
    """Two capitalised words, or somebody unnamed: "a local official"; not "the ministry"."""
    words = name.split()
    if words[0].lower() in {"a", "an", "one", "another"}:
        return True
    if any(word.lower() in SHE_WORDS for word in words):
        return True
    return 1 <= len(words) <= 4 and all(word[0].isupper() for word in words) and not name.isupper()
