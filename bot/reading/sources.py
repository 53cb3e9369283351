"""Who a sentence rests on, and what kind of source that is: named, official, anonymous, or a document.

Newsrooms count sources in these kinds. A person with a name is *named*, also in office; an institution, its spokesman
and its officials are *official*; one official without a name ("a senior official"), a witness or "a person familiar
with" is *anonymous*; a report, a filing, a website or another outlet is a *document*. What is none of these is no
source: a wrong one is worse than none.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.reading.brief import Basis, Named, Quote, Span
from bot.reading.words import bag

# Of a sentence without the words that name who says it: what is said and is less of it is not what the sentence tells.
LEAST_SHARE = 0.4
MOST_WORDS = 14  # a description of a source is shorter; what is longer has caught a clause

_ORGANISATIONS = Path(__file__).parent / "components" / "organisations.json"

_DOCUMENTS = bag(
    """report reports study studies document documents affidavit affidavits indictment complaint lawsuit suit filing
    filings record records letter letters email emails survey surveys poll polls data figures statistics census website
    websites site page post posts tweet tweets caption book memo memos transcript transcripts video recording recordings
    notice review paper papers article articles analysis research bill order ruling verdict audit autopsy estimate
    estimates forecast forecasts database listing obituary profile biography note minutes guidelines list index
    newspaper newspapers magazine broadcaster media press news station channel outlet outlets agencies tabloid daily
    journal blog documentary indictments warrant warrants papers summary release dossier"""
)
_OFFICIALS = bag(
    """officials police authorities ministry department agency office bureau service services spokesman spokeswoman
    spokesperson spokespeople spokesmen spokeswomen prosecutors prosecutor investigators detectives detective court
    courts judge judges mayor governor government president premier minister chancellor army military navy force forces
    guard coastguard hospital company firm airline club team council committee commission board union unions university
    school college sheriff deputies firefighters troopers rescuers ministers senators lawmakers regulators regulator
    parliament congress senate house administration institute organization organisation association group federation
    league party campaign bank corporation foundation charity network studio publisher manufacturer embassy consulate
    district county city state province country militants rebels separatists statement authority center centre command
    operator brigade division unit diocese church museum zoo aquarium station secretary coroner examiner inspectors
    engineers troops chief chiefs commander commanders leaders leader officers fraternity society executives agents
    premier"""
)
_ANONYMOUS = bag(
    """source sources insider insiders witness witnesses eyewitness eyewitnesses resident residents neighbor neighbors
    neighbour neighbours bystander bystanders onlooker onlookers survivor survivors relative relatives friend friends
    family families person people man woman user users fan fans customer customers worker workers employee employees
    passenger passengers protester protesters protestors activist activists expert experts analyst analysts scientist
    scientists researcher researchers economist economists critic critics lawyer lawyers attorney attorneys doctor
    doctors nurse nurses student students teacher teachers parent parents observers observer opponents supporters
    villagers villager local locals colleague colleagues mother father brother sister wife husband son daughter
    official officer diplomat diplomats aide aides lawmaker executive adviser advisers advisor soldier soldiers
    firefighter paramedic driver pilot biologists historians rescuer trainer manager coach historian biologist
    forecasters meteorologists astronomers physicists"""
)
# Nouns of one person: "the mayor" is whoever was named before; "her family" and "officials" are not.
_ONE_PERSON = bag(
    """official officer spokesman spokeswoman spokesperson mayor governor president premier minister chancellor judge
    prosecutor detective sheriff coroner secretary commander leader man woman person lawyer attorney doctor coach
    manager lawmaker diplomat executive adviser"""
)
_AFTER_HEAD = re.compile(
    r"(?:,|\s(?:of|for|in|at|with|from|on|to|by|about|near|inside|close|familiar|briefed|who|whom|which|that|citing|"
    r"working|based|involved|signed|obtained|released|published|filed|posted))(?:\s|$)"
)
_NAMELESS = re.compile(r"(?:anonymity|not authori[sz]ed|asked not to be|declined to be (?:named|identified)|unnamed)")
_SAID_COMMA = re.compile(r" (?:said|says|added)(?: \w+){0,2},")
_CLAUSE_BEHIND = re.compile(r", (?:which|who|whose|where)\b")
_SHORT_FORM = re.compile(r"(?<!\s)\s*\([A-Z][\w&.-]*\)$")  # "the Harbour Board (HB)"
_NO_SOURCE = re.compile(r"(?:who|which|that|and|but|as|when|where|while|it|he|she|they|i|we|you|his|her|this)\b", re.I)

_VERB = (
    r"said|says|say|told|announced|reported|reports|confirmed|added|wrote|warned|claimed|testified|noted|acknowledged|"
    r"estimated|explained|stressed|stated|insisted|alleged"
)
# "According to the coroner, …" and "…, according to the coroner."
_ACCORDING = re.compile(
    r"\b[Aa]ccording to (?P<who>[^,;:“”\"—]{2,120}?)(?=[,;:“”\"—]| --| who\b| which\b| that\b| after\b|\.?$)"
)
# "…, police and fire officials told CNN."
_TAIL = re.compile(rf",[”\"’]? (?P<who>[^,;:“”\"—]{{2,90}}?) (?:{_VERB})(?: [^,;:“”\"]{{0,60}})?\.$")
# "Officials said the road was closed."
_HEAD = re.compile(rf"(?P<who>[A-Z][^,;:“”\"—]{{1,80}}?)(?<! an)(?<! a)(?<! the) (?:{_VERB})\b")
_TURN = re.compile(r"(?P<who>(?:[A-Z][\w.’'-]+ ){0,3}[A-Z][\w.’'-]+): ")


@dataclass(frozen=True, slots=True)
class Source:
    """A source by the words that name it best, and its kind."""

    name: str
    basis: Basis


class Sources:
    """Finds the source of a sentence among the names and quotations of its article."""

    def __init__(
        self, text: str, quotes: Sequence[Quote], people: Sequence[Named], organisations: Sequence[Named]
    ) -> None:
        self._text = text
        self._quotes = quotes
        self._people = _by_place(people)
        self._organisations = _by_place(organisations)
        self._names = {n.name: "named" for n in people} | {n.name: "official" for n in organisations}

    def of(self, span: Span) -> Source | None:
        """Who says what `text[span]` says; None where the article says it itself, or nobody is sure to."""
        sentence = self._text[span[0] : span[1]]
        stated = [m for m in _ACCORDING.finditer(sentence) if self._is_its_source(m, sentence)]
        for match in stated:
            found = self._described(span[0] + match.start("who"), span[0] + match.end("who"))
            if found:
                return found
        return self._turn(span, sentence) or self._quoted(span) or self._told(span, sentence)

    def kind(self, who: str) -> Basis | None:
        """The kind of a source by its name or description; None where it is none."""
        if who in self._names:
            named: Basis = "named" if self._names[who] == "named" else "official"
            return "document" if named == "official" and _is_outlet(who) else named
        return basis_of(who)

    @staticmethod
    def _is_its_source(match: re.Match[str], sentence: str) -> bool:
        """At one end of the sentence it speaks for all of it."""
        return match.start() < 3 or len(sentence) - match.end() < len(sentence) / 2

    def _quoted(self, span: Span) -> Source | None:
        """The speaker of the quotation that fills most of the sentence, where that is much of it."""
        filled: dict[Source, int] = {}
        naming: dict[Source, int] = {}  # the words that say who says it
        for quote in self._quotes:
            inside = _within(span, quote.content)
            source_inside = any(span[0] <= s < span[1] for s, _ in quote.source)
            if inside and (source_inside or quote.kind != "indirect") and quote.manner != "question":
                source = self._speaker(quote)
                if source:
                    filled[source] = filled.get(source, 0) + inside
                    naming[source] = naming.get(source, 0) + _within(span, (*quote.source, *quote.cue))
        best = max(filled, key=lambda source: filled[source], default=None)
        if best is None:
            return None
        told = span[1] - span[0] - naming[best]
        return best if filled[best] >= LEAST_SHARE * told or self._set_in_commas(span) else None

    def _set_in_commas(self, span: Span) -> bool:
        """ "The gate, she said, was open, and the key was gone": said so, it is said of all of the sentence."""
        sources = [(s, e) for quote in self._quotes for s, e in quote.source if span[0] < s and e < span[1]]
        return any(self._text[:s].endswith(", ") and _SAID_COMMA.match(self._text, e) for s, e in sources)

    def _speaker(self, quote: Quote) -> Source | None:
        """Who says it: the resolved speaker, or the source's own words where they name somebody else."""
        if quote.source:
            start, end = quote.source[0]
            words = _CLAUSE_BEHIND.split(self._text[start:end], maxsplit=1)[0].rstrip(" ,")
            basis = basis_of(words)
            is_the_speaker = words.lower().startswith("the ") and _head_noun(words) in _ONE_PERSON
            if basis and not is_the_speaker and not _NO_SOURCE.match(words) and len(words.split()) <= MOST_WORDS:
                return Source(words, basis)
        if not quote.speaker or _NO_SOURCE.match(quote.speaker):
            return None
        basis = self.kind(quote.speaker)
        return Source(quote.speaker, basis) if basis else None

    def _turn(self, span: Span, sentence: str) -> Source | None:
        """Who speaks in a transcript: "Bolt: We closed the gate." """
        match = _TURN.match(sentence)
        if match is None:
            return None
        end = span[0] + match.end("who")
        name = next((name for (s, e), name in self._people.items() if e == end), None)
        return Source(name, "named") if name else None

    def _told(self, span: Span, sentence: str) -> Source | None:
        for pattern in (_TAIL.search, _HEAD.match):
            match = pattern(sentence)
            if match and not _NO_SOURCE.match(match["who"]):
                found = self._described(span[0] + match.start("who"), span[0] + match.end("who"))
                if found:
                    return found
        return None

    def _described(self, start: int, end: int) -> Source | None:
        """The source that these words describe: a person they name, else the words themselves."""
        words = self._text[start:end]
        if len(words.split()) > MOST_WORDS or _NO_SOURCE.match(words):
            return None
        head = _AFTER_HEAD.search(words)
        stop = start + head.start() if head else end
        person = next((name for (s, e), name in self._people.items() if start <= s and e <= stop), None)
        if person and self._text[stop - 1] not in "’'" and not words[: stop - start].endswith(("’s", "'s")):
            last = max(e for (s, e), name in self._people.items() if start <= s and e <= stop)
            if last == stop:  # "Police Chief Ann Bolt", not "the Ann Bolt foundation"
                return Source(person, "named")
        body = next((n for (s, e), n in self._organisations.items() if start <= s and e == end), None)
        basis = self.kind(words) or (self.kind(body) if body else None)
        return Source(words, basis) if basis else None


def basis_of(who: str) -> Basis | None:
    """The kind of a source described without a name: by its head noun, "officials with the authority"."""
    if _NAMELESS.search(who):
        return "anonymous"
    noun = _head_noun(who)
    if noun in _ANONYMOUS:
        return "anonymous"
    if noun in _DOCUMENTS or _is_outlet(_head(who)):
        return "document"
    return "official" if noun in _OFFICIALS else None


def _within(span: Span, parts: Sequence[Span]) -> int:
    """How many characters of `parts` lie in `span`."""
    return sum(max(0, min(end, span[1]) - max(start, span[0])) for start, end in parts)


def _head(who: str) -> str:
    match = _AFTER_HEAD.search(who)
    return who[: match.start()] if match else who


def _head_noun(who: str) -> str:
    words = re.findall(r"[\w’'-]+", _SHORT_FORM.sub("", _head(who)).lower())
    return words[-1].removesuffix("’s").removesuffix("'s") if words else ""


@cache
def _outlets() -> frozenset[str]:
    kinds: dict[str, list[str]] = json.loads(_ORGANISATIONS.read_text(encoding="utf-8"))["kinds"]
    return frozenset(kinds["outlets"])


def _is_outlet(name: str) -> bool:
    return name.removeprefix("the ").removeprefix("The ") in _outlets()


def _by_place(named: Sequence[Named]) -> dict[Span, str]:
    return {span: each.name for each in named for span in each.mentions}
