"""What a cue introduces after it: a quotation, a clause, or what a verb of naming calls something.

Between a cue and its content may stand who listens ("told reporters"), when and where ("said on Monday in Rye"): where
no "that", comma or quotation mark shows the seam, closed classes of words do.
"""

import re

from bot.reading.quotes.cues import PARTICLES, PURPOSES, QUESTIONS, STRICT, TOPICS, CueClass, CueVerb, Frame
from bot.reading.quotes.ending import Ending
from bot.reading.quotes.frames import Attribution
from bot.reading.quotes.objects import COMPLEMENTIZERS, SIGNS, TAKES_THINGS, clause_start, is_thing
from bot.reading.quotes.parse import SUBJECTS, is_finite
from bot.reading.quotes.phrases import topic_after
from bot.reading.quotes.regions import Region
from bot.reading.quotes.scope import LEAD, Scope, Surroundings
from bot.reading.quotes.words import (
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    TIME,
    is_adverb,
    listed,
)

AS_ITEMS = 2  # "As Poe has said, …" and "But as Poe has said, …"
SHORT = 4  # words; fewer in marks, without an opening comma or colon, are part of the writer's own clause
CONTRACTED = re.compile(r"[’']\w+$")
OPENING = frozenset({",", ":", "that"})
CONDITIONS = frozenset({"despite", "if", "although", "though", "unless", "without"})  # part of what was said
AMOUNTS = frozenset({"least", "most", "half", "a", "one", "two", "three"})  # said about half of it …
WORKS = listed(
    """book memoir novel film movie song album show series magazine column podcast documentary program programme essay
    autobiography poem play hit single"""
)
NOMINATIVE = frozenset({"he", "she", "they", "we", "i"})  # no verb's object: adding he would return
OBJECTS = frozenset({"him", "her", "them", "me", "us", "you", "it"})


class Complement(Surroundings):
    """Looks for the content after one cue."""

    def __init__(self, scope: Scope, attribution: Attribution, high: int, *, last: bool) -> None:
        super().__init__(scope, attribution, high, last=last)
        self.ending = Ending(scope, attribution, high, last=last)

    def find(self, *, quoted_before: bool) -> tuple[int, int] | None:
        """The content as a range of items; `quoted_before`: a quotation right before the cue may be its content too."""
        start = self._start(quoted_before=quoted_before)
        if start is None:
            return None
        end = self.ending.find(start)
        return (start, end) if end > start else None

    def _start(self, *, quoted_before: bool) -> int | None:
        at = self.attribution.right
        if self.verb is None:
            return self._after_according(at)
        if self.verb.kind is CueClass.QUESTION and self._word(at) in QUESTIONS:
            return at
        return self._behind_cue(at, self.verb, quoted_before=quoted_before)

    def _behind_cue(self, at: int, verb: CueVerb, *, quoted_before: bool) -> int | None:
        while at < self.high and (is_adverb(self._word(at)) or self._word(at) in DAYS):
            at += 1
        if at >= self.high:
            return None
        topic = self._topic(at, verb)
        if topic is not None and not quoted_before:
            return topic
        if verb.frame in {Frame.LABEL, Frame.CLAUSE} or verb.kind is CueClass.BELIEF:
            return clause_start(self.items, at, self.high, verb)
        if quoted_before:
            return self._next_quotation(at)
        return None if verb.lemma in TAKES_THINGS and is_thing(self.items, at, self.high) else self._reported(at)

    def _topic(self, at: int, verb: CueVerb) -> int | None:
        """Behind the preposition of "warned of", "called for"; or the infinitive of "vowed to return"."""
        if at + 1 >= self.high or not (self.items[at + 1].is_word or self._is_region(at + 1)):
            return None
        opening = topic_after(self.items, at, verb, self.high)
        if opening is not None:
            return opening + 1 if opening + 1 < self.high else None
        if self._word(at - 1) in TOPICS.get(verb.lemma, ()) and verb.lemma in PARTICLES:
            return at
        infinitive = self._word(at) == "to" or (self._word(at) == "not" and self._word(at + 1) == "to")
        return at if infinitive and verb.lemma in PURPOSES else None

    def _after_according(self, at: int) -> int | None:
        """`According to X, …` at the head of a sentence, or `according to X: “…”`."""
        if at + 1 >= self.high:
            return None
        leads = self.attribution.left <= 2 or (
            self.attribution.left <= LEAD and self._word(self.attribution.left - 1) == ","
        )
        if self.items[at].text == "," and leads:
            return at + 1
        return at + 1 if self.items[at].text in {",", ":"} and self._is_region(at + 1) else None

    def _next_quotation(self, at: int) -> int | None:
        """After `“…,” she said`: a second quotation after a comma or colon goes on with it."""
        for i in range(at, self.high):
            if self._is_region(i) and (i == at or self.items[i - 1].text in SIGNS):
                return i
            if self._word(i) == "that" and i > at and self._word(i - 1) == ",":
                return i
        return None

    def _reported(self, at: int) -> int | None:
        """After verbs that say or tell: a quotation, "that", or the clause behind listener and adjuncts."""
        if self._is_region(at) or self._word(at) in COMPLEMENTIZERS:
            return at
        return self._clause_behind(at) if self.items[at].is_word else self._behind_stop(at)

    def _clause_behind(self, at: int) -> int | None:
        """Where the clause begins that no sign opens right behind the cue."""
        if self._word(at) in {"and", "or"}:
            return None  # the crowd chanted and cheered
        if self._compares() and self._is_adjunct(at):
            comma = next((i for i in range(at, min(self.high, at + self.limits.adjunct)) if self._word(i) == ","), None)
            return None if comma is None or comma + 1 >= self.high else comma + 1
        tells = self.verb is not None and self.verb.frame is Frame.TELL
        aside = tells or self._is_adjunct(at)
        seam = self._seam(at, aside=aside)
        if seam is not None and (seam >= 0 or not tells):
            return seam if seam >= 0 else None
        if self.verb is not None and self.verb.lemma in STRICT and self._word(at) not in NOMINATIVE:
            return at if any(self._is_region(i) for i in range(at, self.high)) else None
        return self._behind_others(at, tells=tells, aside=aside)

    def _behind_others(self, at: int, *, tells: bool, aside: bool) -> int | None:
        """Behind whom it is told, and where and when."""
        if tells:
            return self._behind_listener(at)
        return self._behind_adjunct(at) if aside else at

    def _behind_stop(self, at: int) -> int | None:
        """A comma or colon right after the cue: `said, “…”`; `As Poe has said, …`"""
        if self._word(at) not in {":", ",", ";"}:
            return None
        return at + 1 if self._compares() else self._behind_sign(at)

    def _compares(self) -> bool:
        """`As Poe has said, …`: what follows the comma is what Poe has said."""
        left = self.attribution.left
        return left <= AS_ITEMS and (self._word(left) == "as" or (left > 0 and self._word(left - 1) == "as"))

    def _seam(self, at: int, *, aside: bool) -> int | None:
        """The first sign after the cue that shows where its content begins. None: no sign; -1: a sign against any."""
        against = False
        for i in range(at, min(self.high, at + self.limits.seam)):
            item = self.items[i]
            if item.lower == "that" and aside and i + 1 < self.high and self._word(i - 1) not in PREPOSITIONS:
                return i
            if item.text in {",", ":"}:
                if item.text == "," and (self._is_named(i + 1) if aside else self._is_told(at, i)):
                    return None
                behind = self._behind_sign(i)
                if behind is not None and (self._is_region(behind) or self._word(behind) == "that" or item.text == ":"):
                    return behind
                if not aside:
                    return None
                against = True
            if item.region is not None and not self._is_named(i):
                region = item.region
                return i if aside and self._is_clause(region) else None
        return -1 if against else None

    def _is_told(self, at: int, end: int) -> bool:
        """Is what stands up to item `end` a clause already: `said he was ready, “like you folks”`?"""
        if self.doc is None:
            return False
        tokens = [self.doc[item.token] for item in self.items[at:end] if item.region is None]
        verb = next((token for token in tokens if is_finite(token)), None)
        return verb is not None and any(token.dep_ in SUBJECTS for token in tokens if token.i < verb.i)

    def _is_clause(self, region: Region) -> bool:
        """Quoted words that can be a clause: some words, and a capital or a pronoun first."""
        inner = self.text[region.inner_start : region.inner_end]
        first = inner.split(maxsplit=1)[0].lower() if inner.strip() else ""
        opens = inner[:1].isupper() or CONTRACTED.sub("", first) in PRONOUNS | {"there", "these", "those", "this"}
        return region.words(self.text, SHORT) >= SHORT and opens

    def _is_named(self, at: int) -> bool:
        """`on the Harbour News's “Morning Tide”`, `in his book, “The Tide”`: marks right after a possessor, article or
        "on" hold a name."""
        if self._word(at - 1) == "," and self._word(at - 2) in WORKS:
            return True
        return self._word(at - 1) in {"'s", "’s", "’", "the", "on", "titled", "called"}

    def _is_adjunct(self, at: int) -> bool:
        if self._word(at) == "to" and self.doc is not None and at + 1 < self.high and not self._is_region(at + 1):
            return self.doc[self.items[at + 1].token].tag_ != "VB"  # admitted to officials they …
        if self._word(at) in {"at", "about"} and (self._word(at + 1) in AMOUNTS or self._word(at + 1).isdigit()):
            return False
        if self._word(at) in CONDITIONS and self._word(at + 1) not in {"asked", "pressed"}:
            return False
        return self._word(at) in PREPOSITIONS | TIME | {"as", "because", "last", "this"}

    def _behind_sign(self, at: int) -> int | None:
        """After `said,` or `said:`: the quotation, or after a colon whatever comes."""
        if at + 1 >= self.high:
            return None
        if self._is_region(at + 1) or self._word(at) == ":" or self._word(at + 1) == "that":
            return at + 1
        if self._word(at + 1) in PREPOSITIONS | TIME | {"however", "though", "per"} or is_adverb(self._word(at + 1)):
            for i in range(at + 2, min(self.high, at + self.limits.seam)):
                opened = self._is_region(i) and self._word(i - 1) in OPENING
                if opened or (self._word(i) == "that" and self._word(i - 1) == ","):
                    return i
        return None

    def _behind_listener(self, at: int) -> int | None:
        """`told reporters the plan …`, `urged him to …`: behind the one who listens."""
        if self._word(at) in OBJECTS:
            return at + 1 if at + 1 < self.high and self._word(at + 1) not in SIGNS else None
        for i in range(at + 1, min(self.high, at + self.limits.listener)):
            if self._word(i) in SIGNS | {"."}:
                return None
            if self._word(i) == "this" and self._word(i + 1) in TIME:
                return None  # told the Courier earlier this week
            opens = PRONOUNS | DETERMINERS | {"to", "there", "not"}
            if self._word(i) in opens and self._word(i - 1) not in PREPOSITIONS:
                return i
        return None

    def _behind_adjunct(self, at: int) -> int | None:
        """`said on Monday the plan …`, `said in a statement it would …`: behind the adjunct."""
        i = at
        while i < self.high and (self._word(i) in TIME or (self._word(i) == "on" and self._word(i + 1) in TIME)):
            i += 1
        if at < i < self.high and self.items[i].is_word and self._word(i) not in PREPOSITIONS | {"as"}:
            return i
        for j in range(i + 2, min(self.high, at + self.limits.adjunct)):
            if self._word(j) in SIGNS:
                return None
            if self._word(j) in PRONOUNS | {"there"} and self._word(j - 1) not in PREPOSITIONS:
                return j
        return None
