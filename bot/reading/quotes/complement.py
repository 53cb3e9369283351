"""What a cue introduces after it: a quotation, a clause, or what a verb of naming calls something.

Between a cue and its content may stand who listens ("told reporters"), when and where ("said on Monday in Rye"): where
no "that", comma or quotation mark shows the seam, closed classes of words do.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.reading.quotes.cues import PARTICLES, PURPOSES, QUESTIONS, STRICT, TOPICS, CueClass, CueVerb, Frame
from bot.reading.quotes.frames import Attribution
from bot.reading.quotes.limits import ContentLimits
from bot.reading.quotes.objects import COMPLEMENTIZERS, SIGNS, TAKES_THINGS, clause_start, is_thing
from bot.reading.quotes.outline import Item, closing_sign
from bot.reading.quotes.phrases import topic_after
from bot.reading.quotes.regions import Region
from bot.reading.quotes.words import (
    AUXILIARIES,
    CONTRASTS,
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    TIME,
    TURNS,
    is_adverb,
    listed,
)

AS_ITEMS = 2  # "As Poe has said, …" and "But as Poe has said, …"
LEAD = 4  # items before "according to" that only lead up to it: "In addition, according to Poe, …"
SHORT = 4  # words; fewer in marks, without an opening comma or colon, are part of the writer's own clause
DASHES = frozenset({"—", "–", "--", "-"})
ASIDE_ITEMS = 30  # within which a second dash closes what the first one opens
BRIDGE_ITEMS = 4  # between two quoted parts of one sentence
CONTRACTED = re.compile(r"[’']\w+$")
OPENING = frozenset({",", ":", "that"})
CONDITIONS = frozenset({"despite", "if", "although", "though", "unless", "without"})  # part of what was said
OBJECTS = frozenset({"him", "her", "them", "me", "us", "you", "it"})
LINKS = listed("and but as while which to after before")  # lead over to the next cue's clause
TAILS = CONTRASTS | AUXILIARIES | frozenset({"in", "at", "during", "on", "to"})


@dataclass(frozen=True, slots=True)
class Scope:
    """The sentence in which content is looked for, the text it stands in, and how far to look."""

    text: str
    items: Sequence[Item]
    limits: ContentLimits


class Complement:
    """Looks for the content after one cue, up to item `high`, where the next cue's frame begins.

    `last`: no other cue follows in the sentence.
    """

    def __init__(self, scope: Scope, attribution: Attribution, high: int, *, last: bool) -> None:
        self.text = scope.text
        self.items = scope.items
        self.limits = scope.limits
        self.attribution = attribution
        self.verb = attribution.verb
        self.high = high
        self.last = last

    def find(self, *, quoted_before: bool) -> tuple[int, int] | None:
        """The content as a range of items; `quoted_before`: a quotation right before the cue may be its content too."""
        start = self._start(quoted_before=quoted_before)
        if start is None:
            return None
        end = self._end(start)
        return (start, end) if end > start else None

    # --- where it begins -------------------------------------------------------------------------------------------

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

    def _word(self, at: int) -> str:
        return self.items[at].lower if at < len(self.items) else ""

    def _is_region(self, at: int) -> bool:
        return at < self.high and self.items[at].region is not None

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
        if not self.items[at].is_word:
            return self._behind_stop(at)
        tells = self.verb is not None and self.verb.frame is Frame.TELL
        aside = tells or self._is_adjunct(at)
        seam = self._seam(at, aside=aside)
        if seam is not None:
            return seam if seam >= 0 else None
        if self.verb is not None and self.verb.lemma in STRICT:
            return at if any(self._is_region(i) for i in range(at, self.high)) else None
        if tells:
            return self._behind_listener(at)
        return self._behind_adjunct(at) if aside else at

    def _behind_stop(self, at: int) -> int | None:
        """A comma or colon right after the cue: `said, “…”`; `As Poe has said, …`"""
        if self._word(at) not in {":", ",", ";"}:
            return None
        comparison = self.attribution.left > 0 and self._word(self.attribution.left - 1) == "as"
        return at + 1 if comparison and self.attribution.left <= AS_ITEMS else self._behind_sign(at)

    def _seam(self, at: int, *, aside: bool) -> int | None:
        """The first sign after the cue that shows where its content begins. None: no sign; -1: a sign against any."""
        against = False
        for i in range(at, min(self.high, at + self.limits.seam)):
            item = self.items[i]
            if item.lower == "that" and aside and i + 1 < self.high and self._word(i - 1) not in PREPOSITIONS:
                return i
            if item.text in {",", ":"}:
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

    def _is_clause(self, region: Region) -> bool:
        """Quoted words that can be a clause: some words, and a capital or a pronoun first."""
        inner = self.text[region.inner_start : region.inner_end]
        first = inner.split(maxsplit=1)[0].lower() if inner.strip() else ""
        opens = inner[:1].isupper() or CONTRACTED.sub("", first) in PRONOUNS | {"there", "these", "those", "this"}
        return region.words(self.text, SHORT) >= SHORT and opens

    def _is_named(self, at: int) -> bool:
        """`on the Harbour News's “Morning Tide”`: marks right after a possessor, article or "on" hold a name."""
        return self._word(at - 1) in {"'s", "’s", "’", "the", "on", "titled", "called"}

    def _is_adjunct(self, at: int) -> bool:
        if self._word(at) in CONDITIONS and self._word(at + 1) not in {"asked", "pressed"}:
            return False
        return self._word(at) in PREPOSITIONS | TIME | {"as", "because", "last", "this"}

    def _behind_sign(self, at: int) -> int | None:
        """After `said,` or `said:`: the quotation, or after a colon whatever comes."""
        if at + 1 >= self.high:
            return None
        if self._is_region(at + 1) or self._word(at) == ":" or self._word(at + 1) == "that":
            return at + 1
        if self._word(at + 1) in PREPOSITIONS | TIME | {"however", "though"} or is_adverb(self._word(at + 1)):
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
            if self._word(i) in PRONOUNS | DETERMINERS | {"to", "there"} and self._word(i - 1) not in PREPOSITIONS:
                return i
        return None

    def _behind_adjunct(self, at: int) -> int | None:
        """`said on Monday the plan …`, `said in a statement it would …`: behind the adjunct."""
        i = at
        while i < self.high and self._word(i) in TIME | {"on"}:
            i += 1
        if at < i < self.high and self.items[i].is_word and self._word(i) not in PREPOSITIONS | {"as"}:
            return i
        for j in range(i + 2, min(self.high, at + self.limits.adjunct)):
            if self._word(j) in SIGNS:
                return None
            if self._word(j) in PRONOUNS | {"there"} and self._word(j - 1) not in PREPOSITIONS:
                return j
        return None

    # --- where it ends ---------------------------------------------------------------------------------------------

    def _end(self, start: int) -> int:
        """With its quotation, with its clause, or before the next attribution."""
        end = self.high
        while not self.last and end > start and not self._is_region(end - 1) and self._links(end - 1):
            end -= 1
        if self._is_region(start):
            return self._quotation_end(start, end)
        if self.last and self._leads_in():
            return next((i for i in range(start, end) if self._word(i) == ","), end)
        labels = self.verb is not None and self.verb.frame is Frame.LABEL
        quoted = False
        for i in range(start, end):
            quoted = quoted or self._is_region(i)
            comma = self._word(i) == "," and i + 1 < end and not self._is_region(i + 1)
            if labels and self._word(i) in ({"—", "–", "--"} if quoted else {","}):
                return i
            if quoted and self._adds(i, end):
                return i
            turns = comma and self._word(i + 1) in TURNS and self._word(i + 2) not in COMPLEMENTIZERS | AUXILIARIES
            if self._word(i) == ";" or turns or (comma and labels and quoted):
                return i
        return end

    def _adds(self, i: int, end: int) -> bool:
        """Behind quoted words, does the writer add something of his own: `…, a swipe at Poe`, `… – a boost for Poe`,
        `“…,” waving a flag`?"""
        if self._word(i) in DASHES:
            return not any(self._word(j) in DASHES for j in range(i + 1, min(end, i + ASIDE_ITEMS)))
        if self._word(i) == ",":
            return self._word(i + 1) in {"a", "an"} and self._is_region(i - 1) and not self._is_region(i + 2)
        region = self.items[i - 1].region if i else None
        comma = region is not None and closing_sign(self.text, region) == ","
        return comma and (self._word(i).endswith("ing") or self._word(i) in {"a", "an"})

    def _leads_in(self) -> bool:
        """`Asked about the storm, Poe left.`: a question at the head of a sentence that goes on about who was asked."""
        asks = (
            self.verb is not None and self.verb.kind is CueClass.QUESTION and self._word(self.attribution.at) == "asked"
        )
        left = self.attribution.at
        return asks and (left == 0 or (left <= LEAD and self._word(left - 1) == "when"))

    def _links(self, at: int) -> bool:
        return self._word(at) in SIGNS or self._word(at) in LINKS

    def _quotation_end(self, start: int, end: int) -> int:
        """Content that begins with a quotation ends with it, unless the writer's clause goes on without a stop."""
        region = self.items[start].region
        if region is None or start + 1 >= end or self._is_region(start + 1):
            return start + 1
        following = self._word(start + 1)
        if closing_sign(self.text, region) == "," and self.last and self.items[start + 1].is_capital:
            later = [i for i in range(start + 2, min(end, start + BRIDGE_ITEMS)) if self._is_region(i)]
            if later:
                return later[-1] + 1  # “Instead of calming us,” Poe “left.”: the writer's word for who is meant
        if closing_sign(self.text, region) in ",.?!—–" or following in SIGNS | {".", "!", "?"}:
            return start + 1
        if following in TAILS and region.words(self.text, self.limits.whole) >= self.limits.whole:
            return start + 1
        for i in range(start + 1, end):
            if self._word(i) == ";" or (self._word(i) == "," and i + 1 < end and self._word(i + 1) in CONTRASTS):
                return i
        return end
