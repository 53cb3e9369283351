"""Who a source is: from "he", "the senator" or a surname to the fullest name in the article, with a role.

A wrong name is worse than none. Where two people are as likely, or nothing in the text points to one, the speaker is
None; an institution or somebody unnamed ("the Ukrainian Air Force", "a local official") is given as written.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Doc

from bot.reading.brief import Named, Span
from bot.reading.descriptions import BIOGRAPHIC
from bot.reading.gazetteer import is_demonym
from bot.reading.parsed import Parsed, text_of
from bot.reading.quotes.antecedents import CAPITALS, Antecedents, Speaker, as_speaker
from bot.reading.quotes.gender import gender_of
from bot.reading.quotes.limits import SpeakerLimits
from bot.reading.quotes.regions import Region
from bot.reading.quotes.roster import Mention, Person, Roster
from bot.reading.quotes.statements import STATEMENT, issuer_after, issuer_before
from bot.reading.quotes.turns import ANSWERS
from bot.reading.quotes.words import listed
from bot.reading.titles import HONORIFICS, has_title, is_role_noun, needs_another

DEFAULTS = SpeakerLimits()
OWNERS = {
    "his": "he",
    "him": "he",
    "her": "she",
    "them": "they",
    "their": "they",
    "its": "it",
    "my": "i",
    "our": "we",
    "your": "you",
}
UNRESOLVED = listed("i me we us you that which what it they this these those some others many one all both")
TOGETHER = re.compile(rf"{CAPITALS} and {CAPITALS}")
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
GROWN_UP = 15
"""Years below which "the 10-year-old" is a named person only where the text says that this is his age: children are
seldom named, and the names near them are those of parents, lawyers, teachers. No figure of the corpora turns on it."""
AGED = re.compile(r"\d{1,2}-year-old")
OF = re.compile(r"\b(?:of|for|from|with|to|at|by|in|on|near|about|against|representing|under)\s[^,]*$")
CLAUSE = re.compile(r"(?<!\s)\s*(?:,\s*)?\b(?:who|whose|which|that|where|when)\b.*$", re.DOTALL)


class Resolver:
    """Resolves the sources of one text, in order, remembering who spoke."""

    def __init__(
        self,
        doc: Doc,
        people: Sequence[Named],
        regions: Sequence[Region] = (),
        start: int = 0,
        limits: SpeakerLimits = DEFAULTS,
    ) -> None:
        self.text = text_of(doc)
        self.limits = limits
        self._parsed = Parsed.of(doc)
        self.roster = Roster(self.text, people, start)
        self._antecedents = Antecedents(self._parsed, self.roster, regions, limits)
        self._roles: dict[str, str] = {}

    def speaker(self, source: Sequence[Span], *, heard: bool = True) -> tuple[str | None, str | None]:
        """Name and role of the speaker that a quotation's source means; call it in order of the text. `heard`: it is
        sure that they have spoken, and a pronoun further on may mean them for that."""
        if not source:
            return None, None
        found = self._resolve(source[0])
        if found is None:
            return None, None
        found = replace(found, role=_shown_role(found.role, found.name))
        if found.role:
            self._roles.setdefault(found.name, found.role)
        if heard:
            self._antecedents.spoken.append((source[0][0], found))
        return found.name, found.role or self._roles.get(found.name)

    def _resolve(self, source: Span) -> Speaker | None:
        words = self.text[source[0] : source[1]].strip()
        lower = OWNERS.get(words.lower(), words.lower())
        if lower in {"he", "she"}:
            return self._antecedents.pronoun(source[0], "he" if lower == "he" else "she")
        if lower == "who":
            return self._antecedents.relative(source[0])
        if lower in {"it", "they"}:
            found = self._antecedents.institution(source[0], plural=lower == "they")
            return found or (self._issued(source) if lower == "it" else None)
        if words in ANSWERS:
            return self._interviewed(source[0])
        if lower in UNRESOLVED or not words:
            return None
        found = self._issued(source) if STATEMENT.search(words) else None
        found = found or self._together(words) or self._named(source) or self._capitals(source)
        if found is None and not self._is_shared_surname(words):
            found = self._described(source)
        return found

    def _issued(self, source: Span) -> Speaker | None:
        """Whose statement it is, for "the statement" or "it": named behind the word, or by the sentence that says it
        was made (`The board issued a statement.`, `…, Poe said in a statement.`)."""
        issuer = issuer_after(self._parsed, source) or issuer_before(self._parsed, source[0])
        return None if issuer is None else self._resolve(issuer)

    def _interviewed(self, position: int) -> Speaker | None:
        """Who answers as "A": the one person that the text names before."""
        people = {mention.person.number: mention.person for mention in self.roster.before(position)}
        return as_speaker(next(iter(people.values()))) if len(people) == 1 else None

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
        head = re.match(r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.? )?((?:[A-Z][\w’'.-]*+\s?){1,4})(?=,|$|\s[a-z])", words)
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
        if not count or words.lower() in UNRESOLVED or count > self.limits.description:
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
            known = self._antecedents.pronoun(position, gender_of("", words))
            if known is None or known.person is None:
                return None
            return replace(known, role=known.role or words.split(maxsplit=1)[1])
        if parts[-1] not in PERSON_NOUNS:
            return None
        near = {
            mention.person.number: mention.person
            for mention in takewhile(lambda m: position - m.start < self.limits.spoke, self.roster.before(position))
        }
        if len(near) == 1:
            (one,) = near.values()
            return as_speaker(one) if one.role is None or parts[-1] in one.role.lower() else None
        at, last = self._antecedents.spoken[-1] if self._antecedents.spoken else (0, None)
        if last is None or last.person is None or position - at > self.limits.spoke:
            return None
        since = takewhile(lambda m: m.start > at, self.roster.before(position))
        return last if all(mention.person == last.person for mention in since) else None

    def _aged(self, position: int, age: str) -> Speaker | None:
        """`The 39-year-old`: the one person near of whom the text gives that age, or, of a grown-up, gives no other."""
        near = takewhile(lambda m: position - m.start < self.limits.pronoun, self.roster.before(position))
        people = {mention.person.number: mention.person for mention in near}
        ages: dict[int, str] = {}
        for mention in self.roster.mentions:
            before = AGE_BEFORE.search(self.text, max(0, mention.start - len("of 39-year-old ")), mention.start)
            stated = before or AGE_AFTER.match(self.text, mention.end)
            if stated:
                ages.setdefault(mention.person.number, stated[1])
        fitting = [person for number, person in people.items() if ages.get(number) == age]
        if not fitting and int(age) >= GROWN_UP:
            fitting = [person for number, person in people.items() if number not in ages]
        return as_speaker(fitting[0]) if len(fitting) == 1 else None

    def _by_role(self, words: str, position: int) -> Person | None:
        """The one person whose role has all the words of "the senator", "Ukraine's foreign minister"."""
        wanted = set(re.findall(r"\w+", re.sub(r"[’']s\b", "", words.lower()))) - {"the", "a", "an", "former"}
        if not is_role_noun(words.rsplit(maxsplit=1)[-1], common=False):
            return None  # "the police" is not the police chief
        if not wanted or words.split(maxsplit=1)[0].lower() in {"a", "an", "some", "several", "one", "two"}:
            return None
        found: dict[int, Person] = {}
        for mention in self.roster.before(position):
            if position - mention.start > 4 * self.limits.pronoun:
                break
            role = mention.person.role
            if role and wanted <= set(re.findall(r"\w+", re.sub(r"[’']s\b", "", role.lower()))):
                found[mention.person.number] = mention.person
        return next(iter(found.values())) if len(found) == 1 else None


def _shown_role(role: str | None, name: str) -> str | None:
    """The role as a reader can use it: none that is a title of address, a clause, or somebody's who is not said."""
    first = role.split(maxsplit=1)[0].lower().rstrip(".") if role and role.strip() else ""
    if not role or first in NO_ROLE_STARTS or first.endswith("ing") or needs_another(role, name):
        return None
    return None if all(word.lower().rstrip(".") in HONORIFICS | {"dr"} for word in role.split()) else role
