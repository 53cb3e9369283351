"""Whose cue is it? The ways in which a sentence names the source of a verb of saying."""

from dataclasses import dataclass

from bot.reading.brief import Span
from bot.reading.quotes.cues import CueClass, CueVerb, Frame
from bot.reading.quotes.frames import Attribution, ItemRange
from bot.reading.quotes.line import Line
from bot.reading.quotes.parse import is_finite, item_at, parsed_subject, root_subject
from bot.reading.quotes.phrases import (
    STOPS,
    begins_noun_phrase,
    main_subject,
    noun_phrase_left,
    noun_phrase_right,
)
from bot.reading.quotes.surroundings import (
    NAME_ITEMS,
    PERSONAL,
    as_noun_phrase,
    between_commas,
    closes_clause,
    is_free,
    is_hypothetical,
    is_sign,
    segment_start,
)
from bot.reading.quotes.words import (
    CLAUSE_OPENERS,
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    TIME,
)

LINKING = frozenset({"and", "but", "or", "to", "then"})  # before a verb that has its subject from the verb before
LIST_ITEMS = 30
LONGEST_BEHIND = 9  # items between a clause's comma and the cue, all of them the source's
SHORTEST_WITH_PARTICIPLE = 3  # items from the verb: read statements posted
PLAIN_BEFORE = frozenset(
    {",", ":", ";", "and", "but", "that", "as", "when", "while", "because", "if", "after", "which", "what"}
)
BEFORE_PARTICIPLE = frozenset({",", "after", "before", "while", "when", "by", "without"})


def according(line: Line, at: int) -> Attribution | None:
    """`according to Jane Poe, the mayor`"""
    end = noun_phrase_right(line.items, at + 2, stop_words=False)
    if at == 0 and line.word(end) != ",":  # "According to Poe, the pier …": that is no apposition
        end = next((i for i in range(at + 2, end) if line.word(i) == ","), end)
    if end == at + 2:
        return None
    return Attribution(line.span(at, at + 2), line.span(at + 2, end), None, at, end, at, inverted=True)


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of reporting at item `at`, and those found before it in the sentence.

    Where one of `found` turns out to stand inside this one's subject, it is taken out of the list.
    """

    line: Line
    at: int
    verb: CueVerb
    found: list[Attribution]
    before: int
    """The item where a subject before the verb would end, or -1."""

    def attribution(self) -> Attribution | None:
        """The first pattern that fits: V NP, a participle, the parse, a shared subject, NP V."""
        gerund = self.line.word(self.at).endswith("ing")
        if self.before < 0 or self.line.items[self.before].region is not None or self.line.word(self.before) == ",":
            inverted = self.inverted()
            if inverted is not None:
                return inverted
        if self.before < 0:
            # "Asked about it, she said": a participle, whose subject asked nothing
            return self._shared() if gerund else None
        if self.verb.kind is CueClass.BELIEF and is_hypothetical(self.line, self.before):
            return None
        found = self._plain() or (self._trailing() if gerund and self.line.parsed else None)
        found = found or (self._parsed() if self.line.parsed else None)
        if found is not None:
            return found
        if self.line.word(self.before) in LINKING or gerund:
            return self._shared()
        return self.subject_before()

    def passive(self) -> Attribution | None:
        """A passive names its source after "by", or nobody."""
        for i in range(self.at + 1, min(self.at + self.line.limits.agent, len(self.line.items) - 1)):
            item = self.line.items[i]
            if item.region is not None or item.text in STOPS or item.lower in {",", "that"}:
                break
            if item.lower == "by":
                end = noun_phrase_right(self.line.items, i + 1)
                if self.at <= 1 and self.line.word(end) != ",":  # "As reported by the Harbour News, the pier …"
                    end = next((j for j in range(i + 1, end) if self.line.word(j) == ","), end)
                if end > i + 1:
                    return Attribution(
                        self.line.span(self.at, self.at + 1),
                        self.line.span(i + 1, end),
                        self.verb,
                        self.at,
                        end,
                        self.at,
                    )
        return None

    def unnamed(self) -> Attribution:
        """`Poe was asked, “…?”`: somebody asks, and the sentence does not say who."""
        return self._from_subject(None, self.at)

    def inverted(self) -> Attribution | None:
        """V NP: `“…,” said Jane Poe`, `…, said the mayor.`, `Said Poe: …`"""
        tag = self.before >= 0 and self.line.closes_with_comma(self.before)
        if (
            not (tag or self.verb.frame in {Frame.SAY, Frame.SPEAK})
            or self.line.word(self.at).endswith("ing")
            or self.at - self.before > 1
        ):
            return None
        if self.at + 1 >= len(self.line.items) or not begins_noun_phrase(self.line.items, self.at + 1):
            return None
        end = noun_phrase_right(self.line.items, self.at + 1)
        if end == self.at + 1 or not (is_free(self.line, self.before) or closes_clause(self.line, self.before, end)):
            return None
        end = self._without_participle(end)
        comma = next((i for i in range(self.at + 1, end) if self.line.word(i) in RELATIVES | {","}), end)
        if self.line.parsed and any(self.line.heads_clause(i) for i in range(self.at + 1, comma)):
            return None  # "Poe, citing “…,” said the pier was safe": that is no source but a clause
        return Attribution(
            self.line.span(self.at, self.at + 1),
            self.line.span(self.at + 1, end),
            self.verb,
            self.at,
            end,
            self.at,
            inverted=True,
        )

    def _without_participle(self, end: int) -> int:
        """`read a statement posted` on Monday: without what the place or time behind it belongs to."""
        if not self.line.parsed or end - self.at < SHORTEST_WITH_PARTICIPLE:
            return end
        last = self.line.token(end - 1)
        return end - 1 if last.dep_ == "acl" and last.tag_ == "VBN" else end

    def _plain(self) -> Attribution | None:
        """A pronoun or name right before the verb, right behind a quotation, comma or conjunction: no parse needed."""
        items = self.line.items
        left = self.before
        if self.line.word(self.at + 1) == "," and between_commas(self.line, self.before):
            left = segment_start(self.line, self.before)
            return self._from_items((left, self.before + 1), left)
        if self.line.word(self.before) not in PERSONAL:
            while left >= 0 and items[left].is_capital and self.before - left < NAME_ITEMS:
                left -= 1
            left += 1
        if left > self.before or self.line.word(left) in DETERMINERS | PREPOSITIONS | CLAUSE_OPENERS:
            return None
        with_saying = self.line.word(left - 1) == "with" and self.line.word(self.at).endswith("ing")
        stands = with_saying or self.line.word(left - 1) in PLAIN_BEFORE  # "closed early with Poe saying: “…”"
        if left and items[left - 1].region is None and not stands:
            return None
        if self.line.word(left - 1) == "and" and left >= 2 and items[left - 2].is_capital:
            return None
        if (
            self.line.word(left - 1) == ","
            and not self.line.is_region(left - 2)
            and left > LIST_ITEMS
            and not self.line.parsed
        ):
            return None
        return self._from_items((left, self.before + 1), left)

    def _parsed(self) -> Attribution | None:
        span = parsed_subject(self.line.doc, self.line.items, self.at)
        if span is None:
            return None
        unquoted = not any(item.region is not None for item in self.line.items[: self.at])
        if self.at < span[0] and self.line.word(self.before) == "," and unquoted:
            return self._behind(span)
        left, right = self._behind_clause(*span)
        fresh = not self.found or self.found[-1].right <= right
        if fresh and right <= self.before and all(item.is_word for item in self.line.items[right : self.before + 1]):
            right = self.before + 1  # a name that the parse breaks off: all of it stands before the verb
        while left > 0 and self.line.items[left].is_capital and self.line.items[left - 1].is_capital:
            left -= 1
        while left < right - 1 and (self.line.word(left) in TIME or is_sign(self.line, left)):
            left += 1  # the parse hangs the comma of "The pier is safe, officials say" on the officials
        if self.line.word(self.before) == "," and left > 0 and self.line.word(left - 1) in PREPOSITIONS:
            return None  # "Poe, via the Harbour News, said": the surface tells more
        reach = segment_start(self.line, left, self.line.limits.tag)
        fresh = not self.found or self.found[-1].right <= reach
        if fresh and right <= self.at and reach > 0 and self.line.is_region(reach - 1):
            left = reach  # everything between a quotation and its verb is the source
        while right <= self.at and self.found and self.found[-1].left >= left and self.found[-1].at < right:
            if self._is_parenthesis(self.found[-1]):
                return None
            if self._tells_by_itself(self.found[-1], right):
                return self._from_items((left, right), self.at)
            self.found.pop()  # a cue inside the subject: "Poe, who had asked for it, said"
        clear = (not self.found or self.found[-1].right <= left) and self.line.word(self.before) not in LINKING
        beside = right <= self.at and clear and not any(self.line.is_region(i) for i in range(right, self.at))
        return self._from_items((left, right), left if beside else self._from(), shared=not beside)

    def _behind(self, subject: ItemRange) -> Attribution:
        """`…, said Jane Poe, a clerk of the court, based in Rye.`: more stands behind the source than a noun phrase."""
        cue, source = self.line.span(self.at, self.at + 1), self.line.span(*subject)
        return Attribution(cue, source, self.verb, self.at, subject[1], self.at, inverted=True)

    def _is_parenthesis(self, inner: Attribution) -> bool:
        """`Bringing it back, he said, feels right`: what stands around the commas is what he said."""
        says = inner.verb is not None and inner.verb.frame is Frame.SAY and not inner.shared
        commas = self.line.word(inner.left - 1) == "," and self.line.word(inner.right) == ","
        return says and commas and self.line.word(inner.left) not in RELATIVES

    def _behind_clause(self, left: int, right: int) -> ItemRange:
        """`The ferry will stop on Sundays, harbour workers and officials told us`: the parse makes the ferry tell.

        Where a clause of its own stands between subject and cue, the source is what stands between its comma and the
        cue.
        """
        last = comma = self.before
        if self.line.word(last) == ",":  # …, their leader, Jane Poe, told us
            comma = next((i for i in range(last - 1, right - 1, -1) if not self.line.items[i].is_word), last)
            if self.line.word(comma) != "," or not self.line.items[last - 1].is_capital:
                return left, right
            last, comma = last - 1, comma - 1
        while comma >= right and self.line.items[comma].is_word and not self.line.is_finite(comma):
            comma -= 1
        if self.line.word(comma + 1) in {"and", "but"} and self.line.word(comma) == ",":
            comma += 1
        between = last - comma
        if comma < right or self.line.word(comma) not in {",", "and", "but"} or not 0 < between <= LONGEST_BEHIND:
            return left, right
        if self.line.word(self.before) in LINKING or self.line.word(comma + 1) in CLAUSE_OPENERS | PREPOSITIONS:
            return left, right
        clause = any(self.line.heads_clause(i) for i in range(right, comma))
        return (comma + 1, last + 1) if clause else (left, right)

    def _tells_by_itself(self, inner: Attribution, right: int) -> bool:
        """`Poe, who said the pier was shut, left it`: what "who" says is told as well."""
        if self.line.word(inner.left) not in RELATIVES or not inner.speaks:
            return False
        clause = (child for child in self.line.token(inner.at).children if child.dep_ == "ccomp")
        return any(inner.right <= (item_at(self.line.items, child.i) or 0) < right for child in clause)

    def _trailing(self) -> Attribution | None:
        """`Poe turned to the clerk, saying “…”`, `Poe left without saying …`: who the sentence is about, or who spoke
        last in it, speaks; the parse tends to take the noun before."""
        if self.line.word(self.before) not in BEFORE_PARTICIPLE:
            return None
        spoken = next((found for found in reversed(self.found) if found.speaks), None)
        if spoken is not None and self.line.word(self.before) == ",":
            return self._from_subject(spoken.source, self._from(), shared=True)
        head = self.line.token(self.at).head
        clause = parsed_subject(self.line.doc, self.line.items, self.at) if is_finite(head) else None
        span = clause or root_subject(self.line.doc, self.line.items, self.at)
        return None if span is None else self._from_subject(self.line.span(*span), self._from(), shared=True)

    def _shared(self) -> Attribution | None:
        """A verb without a subject of its own: it has that of the verb before it, or of the main clause."""
        left = self._from()
        if self.line.parsed:
            span = parsed_subject(self.line.doc, self.line.items, self.at)
            if span is not None:
                return self._from_items(span, left, shared=True)
        if self.found:
            return self._from_subject(self.found[-1].source, left, shared=True)
        source = None if self.verb.kind is CueClass.BELIEF else main_subject(self.line.items, self.at)
        return None if source is None else self._from_subject(source, left, shared=True)

    def subject_before(self) -> Attribution | None:
        """NP V: the noun phrase that ends before the verb, or before the apposition between."""
        if self.line.word(self.before) in RELATIVES:
            return self._from_subject(self.line.span(self.before, self.before + 1), self.before)
        left = noun_phrase_left(self.line.items, self.before)
        if left is None or (self.found and self._is_parenthesis(self.found[-1])):
            return None
        reach = segment_start(self.line, self.before, self.line.limits.tag)
        named = begins_noun_phrase(self.line.items, reach)
        if reach > 0 and named and self.line.is_region(reach - 1) and self.line.closes_with_comma(reach - 1):
            left = min(left, reach)  # “…,” a voice-over in the film says
        if self.line.word(self.before) == ",":
            while self.found and self.found[-1].left >= left:
                self.found.pop()  # a participle in the apposition: "Poe, asked about the plan, said"
        if self.found and self.found[-1].right > left:
            left = self.found[-1].right
            if left > self.before:  # two cues in a row: one subject
                return self._from_subject(self.found[-1].source, self.at, shared=True)
        end = self.before if self.line.word(self.before) == "," else self.before + 1
        return self._from_items((left, end), left) if end > left else None

    def _from_subject(self, source: Span | None, left: int, *, shared: bool = False) -> Attribution:
        cue = self.line.span(self.at, self.at + 1)
        return Attribution(cue, source, self.verb, left, self.at + 1, self.at, shared=shared)

    def _from_items(self, source: tuple[int, int], left: int, *, shared: bool = False) -> Attribution | None:
        """With items as its source, if they can be one; else with whom the sentence is about."""
        span = as_noun_phrase(self.line, *source)
        if span is not None:
            return self._from_subject(self.line.span(*span), left, shared=shared)
        participle = self.line.parsed and self.line.word(self.at).endswith("ing")
        span = root_subject(self.line.doc, self.line.items, self.at) if participle else None
        return None if span is None else self._from_subject(self.line.span(*span), self._from(), shared=True)

    def _from(self) -> int:
        """First item of a cue that shares its subject: with its auxiliaries and the "and" or "to" before them."""
        left = max(self.before + 1, 0)
        while left > 0 and self.line.word(left - 1) in LINKING:
            left -= 1
        return left
