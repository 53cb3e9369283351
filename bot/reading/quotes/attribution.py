"""Who is said to have said something: the cues of a sentence, each with its source.

Surface patterns read the order of words: NP V, V NP after a quotation or a comma, "according to NP", verbs that share
the subject before them. Where the document has a parse, it decides what is a verb and where a subject begins and ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from bot.reading.brief import Span
from bot.reading.quotes.cues import MOSTLY_NOUNS, PARTICLES, CueClass, CueVerb, Frame, cue_verb
from bot.reading.quotes.outline import Item, Sentence
from bot.reading.quotes.parse import parsed_subject
from bot.reading.quotes.phrases import (
    STOPS,
    begins_noun_phrase,
    main_subject,
    noun_phrase_left,
    noun_phrase_right,
    opens_with_name,
    skip_adverbs,
)
from bot.reading.quotes.words import AFTER_NAME, BE, DETERMINERS, PREPOSITIONS, PRONOUNS, RELATIVES, is_adverb

LINKING = frozenset({"and", "but", "or", "to", "then"})  # before a verb that has its subject from the verb before
BESIDE = 12  # items after a cue within which a quotation that a comma or colon opens is the cue's
BESIDE_BACK = 6  # items before it
BY_WITHIN = 12  # items after a passive in which "by" may name the source


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue and its source in one sentence.

    `left` and `right` (exclusive) are the items that cue and source take up; `verb` is None for "according to".
    `inverted`: the source follows the cue. `shared`: the source belongs to another verb too, and stands with that.
    """

    cue: Span
    source: Span | None
    verb: CueVerb | None
    left: int
    right: int
    inverted: bool = False
    shared: bool = False


def find_attributions(doc: Doc, sentence: Sentence, *, parsed: bool) -> list[Attribution]:
    """The attributions of a sentence in order; what stands in quotation marks is not looked into.

    `parsed`: the document has a parse. (Asking the document takes time in proportion to its length.)
    """
    return _Finder(doc, sentence.items, parsed=parsed).run()


class _Finder:
    """Reads one sentence from left to right."""

    def __init__(self, doc: Doc, items: Sequence[Item], *, parsed: bool) -> None:
        self.doc = doc
        self.items = items
        self.parsed = parsed
        self.found: list[Attribution] = []

    def run(self) -> list[Attribution]:
        for at, item in enumerate(self.items):
            attribution = None if item.region is not None else self._at(at, item.lower)
            if attribution is not None and (not self.found or attribution.right > self.found[-1].right):
                self.found.append(attribution)
        return self.found

    def _at(self, at: int, word: str) -> Attribution | None:
        if word == "according" and self._word(at + 1) == "to" and at + 2 < len(self.items):
            return self._according(at)
        verb = cue_verb(word)
        if verb is None or not self._reports(at, verb):
            return None
        attribution = self._by_verb(at, verb)
        if attribution is not None and self._word(at + 1) in PARTICLES.get(verb.lemma, ()):
            return replace(attribution, right=max(attribution.right, at + 2))
        return attribution

    def _word(self, at: int) -> str:
        return self.items[at].lower if 0 <= at < len(self.items) else ""

    def _span(self, left: int, right: int) -> Span:
        return self.items[left].start, self.items[right - 1].end

    # --- is it a cue here? -----------------------------------------------------------------------------------------

    def _reports(self, at: int, verb: CueVerb) -> bool:
        """Is the form at `at` a verb, and used for reporting?"""
        if verb.lemma in PARTICLES and self._word(at + 1) not in PARTICLES[verb.lemma]:
            return False
        if verb.frame is Frame.SPEAK and not self._beside_quotation(at):
            return False
        if self.parsed:
            return self.doc[self.items[at].token].pos_ in {"VERB", "AUX"}
        return self.items[at].lower not in MOSTLY_NOUNS or self._used_as_verb(at)

    def _beside_quotation(self, at: int) -> bool:
        """A quotation begins right after the cue, or ended shortly before it."""
        items = self.items
        after = at + 1
        while after < len(items) and (items[after].lower in {",", ":", "that"} or is_adverb(items[after].lower)):
            after += 1
        if self._is_region(after) or any(item.region is not None for item in items[max(at - BESIDE_BACK, 0) : at]):
            return True
        last = min(at + BESIDE, len(items))
        return any(self._is_region(i) and items[i - 1].text in {":", ","} for i in range(at + 1, last))

    def _is_region(self, at: int) -> bool:
        return at < len(self.items) and self.items[at].region is not None

    def _used_as_verb(self, at: int) -> bool:
        """Is this form, mostly a noun, a verb here? Without a parse the words beside it tell."""
        if at == 0:
            return False
        following, previous = self._word(at + 1), self.items[at - 1]
        if previous.lower in PRONOUNS | RELATIVES:
            return following != "of"
        if previous.lower in DETERMINERS | PREPOSITIONS | {"'s", "’s", "’", "'"}:
            return False
        if following in {"that", "whether"}:
            return True
        near = any(self._is_region(i) for i in range(at, at + BESIDE))
        if not self._beside_quotation(at):
            return near and previous.is_capital and self._word(at).endswith("ed")
        opens = following in {",", ":"} or self._is_region(at + 1)
        return opens or previous.region is not None or previous.lower == "," or previous.is_capital

    # --- whose cue is it? ------------------------------------------------------------------------------------------

    def _according(self, at: int) -> Attribution | None:
        end = noun_phrase_right(self.items, at + 2, stop_words=False)
        if at == 0 and self._word(end) != ",":  # "According to Poe, the pier …": that is no apposition
            end = next((i for i in range(at + 2, end) if self._word(i) == ","), end)
        if end == at + 2:
            return None
        return Attribution(self._span(at, at + 2), self._span(at + 2, end), None, at, end, inverted=True)

    def _by_verb(self, at: int, verb: CueVerb) -> Attribution | None:
        """The first pattern that fits: passive, V NP, a participle, the parse, a shared subject, NP V."""
        if self._is_passive(at, verb):
            return self._passive(at, verb)
        before = skip_adverbs(self.items, at - 1)
        gerund = self._word(at).endswith("ing")
        if before < 0 or self.items[before].region is not None or self._word(before) == ",":
            inverted = self._inverted(at, before, verb)
            if inverted is not None:
                return inverted
        if before < 0:
            # "Asked about it, she said": a participle, whose subject asked nothing
            return self._shared(at, before, verb) if gerund else None
        parsed = self._parsed(at, before, verb) if self.parsed else None
        if parsed is not None:
            return parsed
        if self._word(before) in LINKING or gerund:
            return self._shared(at, before, verb)
        return self._subject_before(at, before, verb)

    def _is_passive(self, at: int, verb: CueVerb) -> bool:
        """A participle after a form of "be": was told, has been called."""
        word = self._word(at)
        if word.endswith("ing") or word in verb.forms[:2]:
            return False
        i = at - 1
        while i >= 0 and (is_adverb(self._word(i)) or self._word(i) in {"not", "n't", "n’t"}):
            i -= 1
        return self._word(i) in BE

    def _passive(self, at: int, verb: CueVerb) -> Attribution | None:
        """A passive names its source after "by", or nobody."""
        for i in range(at + 1, min(at + BY_WITHIN, len(self.items) - 1)):
            item = self.items[i]
            if item.region is not None or item.text in STOPS or item.lower in {",", "that"}:
                break
            if item.lower == "by":
                end = noun_phrase_right(self.items, i + 1)
                if end > i + 1:
                    return Attribution(self._span(at, at + 1), self._span(i + 1, end), verb, at, end)
        return None

    def _inverted(self, at: int, before: int, verb: CueVerb) -> Attribution | None:
        """V NP: `“…,” said Jane Poe`, `…, said the mayor.`, `Said Poe: …`"""
        if verb.frame not in {Frame.SAY, Frame.SPEAK} or self._word(at).endswith("ing") or at - before > 1:
            return None
        if at + 1 >= len(self.items) or not begins_noun_phrase(self.items, at + 1):
            return None
        end = noun_phrase_right(self.items, at + 1)
        if end == at + 1 or not (self._is_free(before) or self._closes_clause(before, end)):
            return None
        return Attribution(self._span(at, at + 1), self._span(at + 1, end), verb, at, end, inverted=True)

    def _is_free(self, before: int) -> bool:
        """Does the verb stand first, or right after a quotation, perhaps with a comma between?"""
        return before < 0 or self._is_region(before) or (before >= 1 and self._is_region(before - 1))

    def _closes_clause(self, comma: int, end: int) -> bool:
        """`…, said Poe.` and not `Poe, the mayor, said the plan …`: what follows the verb ends with the name."""
        if opens_with_name(self.items, comma):
            return False
        return end >= len(self.items) or self.items[end].text in STOPS | {","} or self._word(end) in AFTER_NAME

    def _parsed(self, at: int, before: int, verb: CueVerb) -> Attribution | None:
        span = parsed_subject(self.doc, self.items, at)
        if span is None:
            return None
        left, right = span
        beside = right <= at and before - right <= 2
        return Attribution(
            self._span(at, at + 1),
            self._span(left, right),
            verb,
            left if beside else self._from(at, before),
            at + 1,
            shared=not beside,
        )

    def _shared(self, at: int, before: int, verb: CueVerb) -> Attribution | None:
        """A verb without a subject of its own: it has that of the verb before it, or of the main clause."""
        left = self._from(at, before)
        if self.parsed:
            span = parsed_subject(self.doc, self.items, at)
            if span is not None:
                return Attribution(self._span(at, at + 1), self._span(*span), verb, left, at + 1, shared=True)
        if self.found:
            return Attribution(self._span(at, at + 1), self.found[-1].source, verb, left, at + 1, shared=True)
        source = None if verb.kind is CueClass.BELIEF else main_subject(self.items, at)
        return None if source is None else Attribution(self._span(at, at + 1), source, verb, left, at + 1, shared=True)

    def _from(self, at: int, before: int) -> int:
        """First item of a cue that shares its subject: with its auxiliaries and the "and" or "to" before them."""
        left = max(before + 1, 0)
        while left > 0 and self._word(left - 1) in LINKING:
            left -= 1
        return left

    def _subject_before(self, at: int, before: int, verb: CueVerb) -> Attribution | None:
        """NP V: the noun phrase that ends before the verb, or before the apposition between."""
        cue = self._span(at, at + 1)
        if verb.kind is CueClass.BELIEF and self._is_hypothetical(before):
            return None
        if self._word(before) in RELATIVES:
            return Attribution(cue, self._span(before, before + 1), verb, before, at + 1)
        left = noun_phrase_left(self.items, before)
        if left is None:
            return None
        if self.found and self.found[-1].right > left:
            left = self.found[-1].right
            if left > before:  # two cues in a row: one subject
                return Attribution(cue, self.found[-1].source, verb, at, at + 1, shared=True)
        end = before if self._word(before) == "," else before + 1
        return Attribution(cue, self._span(left, end), verb, left, at + 1) if end > left else None

    def _is_hypothetical(self, before: int) -> bool:
        """`asked if he felt`: nobody is said to feel anything."""
        return any(item.lower in {"if", "whether"} for item in self.items[max(0, before - 3) : before])
