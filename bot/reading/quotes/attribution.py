"""Who is said to have said something: the cues of a sentence, each with its source.

Surface patterns read the order of words: NP V, V NP after a quotation or a comma, "according to NP", verbs that share
the subject before them. Where the document has a parse, it decides what is a verb and where a subject begins and ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from bot.reading.brief import Span
from bot.reading.quotes.cues import MOSTLY_NOUNS, PARTICLES, TOPICS, CueClass, CueVerb, Frame, cue_verb
from bot.reading.quotes.outline import Item, Sentence
from bot.reading.quotes.parse import is_finite, is_inside, is_verb, parsed_subject
from bot.reading.quotes.phrases import (
    STOPS,
    begins_noun_phrase,
    main_subject,
    noun_phrase_left,
    noun_phrase_right,
    opens_with_name,
    skip_adverbs,
)
from bot.reading.quotes.words import (
    AFTER_NAME,
    AUXILIARIES,
    BE,
    CLAUSE_OPENERS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    TIME,
    TURNS,
    is_adverb,
)

LINKING = frozenset({"and", "but", "or", "to", "then"})  # before a verb that has its subject from the verb before
BESIDE = 12  # items after a cue within which a quotation that a comma or colon opens is the cue's
BESIDE_BACK = 6  # items before it
TAG_ITEMS = 7  # the longest source between a quotation and its verb that is trusted against the tagger
LEAD_ITEMS = 20  # items before a colon within which a verb leads up to the quotation behind it
NEXT_ITEMS = 5  # "said on Monday that he wants": so near behind a cue another one's clause is its content
OWN_ITEMS = 8  # items after a cue within which a colon or comma opens its own quotation
NAME_ITEMS = 5  # the longest name in capitals
LIST_ITEMS = 30
PERSONAL = frozenset({"he", "she", "they", "i", "we"})
PLAIN_BEFORE = frozenset({",", ":", ";", "and", "but", "that", "as", "when", "while", "because", "if", "after"})
BY_WITHIN = 12  # items after a passive in which "by" may name the source


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue and its source in one sentence.

    `left` and `right` (exclusive) are the items that cue and source take up, `at` the cue's; `verb` is None for
    "according to".
    `inverted`: the source follows the cue. `shared`: the source belongs to another verb too, and stands with that.
    """

    cue: Span
    source: Span | None
    verb: CueVerb | None
    left: int
    right: int
    at: int
    inverted: bool = False
    shared: bool = False


def find_attributions(doc: Doc, text: str, sentence: Sentence, *, parsed: bool) -> list[Attribution]:
    """The attributions of a sentence in order; what stands in quotation marks is not looked into.

    `text` is the document's, `parsed`: it has a parse. (Asking the document for either takes time in proportion to
    its length.)
    """
    return _Finder(doc, text, sentence.items, parsed=parsed).run()


class _Finder:
    """Reads one sentence from left to right."""

    def __init__(self, doc: Doc, text: str, items: Sequence[Item], *, parsed: bool) -> None:
        self.doc = doc
        self.items = items
        self.text = text
        self.parsed = parsed
        self.found: list[Attribution] = []

    def run(self) -> list[Attribution]:
        for at, item in enumerate(self.items):
            attribution = None if item.region is not None else self._at(at, item.lower)
            if attribution is not None and (not self.found or attribution.right > self.found[-1].right):
                self.found.append(attribution)
        if not self.parsed:
            return self.found
        self._add_unlisted()
        return self._outermost()

    def _add_unlisted(self) -> None:
        """Verbs of no list that speak here all the same: `“…,” he mocks.` and `He fired back: “…”`"""
        for at, item in enumerate(self.items):
            if item.region is not None and self._closes_with_comma(item):
                self._add_at(
                    next((i for i in range(at + 2, self._tag_end(at + 1)) if self._is_verb(i)), None), tag=True
                )
            elif item.text == ":" and not self.found and (at + 1 == len(self.items) or self._is_region(at + 1)):
                self._add_at(next((i for i in range(at - 1, max(at - LEAD_ITEMS, 0), -1) if self._is_verb(i)), None))

    def _closes_with_comma(self, item: Item) -> bool:
        region = item.region
        return region is not None and region.inner_end > region.inner_start and self._sign(region.inner_end - 1) == ","

    def _sign(self, position: int) -> str:
        return self.text[position]

    def _tag_end(self, at: int) -> int:
        """Where the words behind a quotation end."""
        end = at
        while end < min(at + TAG_ITEMS, len(self.items)) and self.items[end].is_word:
            end += 1
        return end

    def _is_verb(self, at: int) -> bool:
        item = self.items[at]
        if item.region is not None or item.text.isupper():
            return False
        return is_verb(self.doc[item.token]) and self.doc[item.token].pos_ == "VERB"

    def _add_at(self, at: int | None, *, tag: bool = False) -> None:
        if at is None or any(known.left <= at < known.right for known in self.found):
            return
        token = self.doc[self.items[at].token]
        verb = CueVerb(token.lemma_, CueClass.NEUTRAL, Frame.SAY, (token.lower_,))
        before = skip_adverbs(self.items, at - 1)
        attribution = self._subject_before(at, before, verb) if tag else self._by_verb(at, verb)
        if attribution is not None and (not tag or self._is_region(attribution.left - 1)):
            self.found.append(attribution)
            self.found.sort(key=lambda known: known.at)

    def _outermost(self) -> list[Attribution]:
        """Without cues inside what another cue reports, except one with a quotation of its own right behind it.

        `He said he expects …` is his saying; `He said she answered: “…”` keeps her answer.
        """
        kept: list[Attribution] = []
        for found in self.found:
            attribution = self._joined(found, kept[-1]) if kept else found
            if not kept or self._has_own_quotation(attribution) or not self._is_inside(attribution, kept[-1]):
                kept.append(attribution)
        return kept

    def _joined(self, inner: Attribution, outer: Attribution) -> Attribution:
        """`He says he is glad and tells us why`: the second verb has the first one's form and subject."""
        if not inner.shared or outer.source is None or self._word(inner.left) not in {"and", "but"}:
            return inner
        outer_word, inner_word = self._word(outer.at), self._word(inner.at)
        same = outer.verb is not None and inner.verb is not None and outer.verb.lemma == inner.verb.lemma
        present = outer_word.endswith("s") and inner_word.endswith("s")
        past = self._word(inner.left - 1) == "," and not (outer_word + inner_word).endswith(("s", "ing"))
        if not (same or present or past) or outer.verb is None:
            return inner
        return replace(inner, source=outer.source)

    def _is_inside(self, inner: Attribution, outer: Attribution) -> bool:
        if inner.verb is None or outer.verb is None:
            return False
        if inner.shared and inner.source == outer.source and self._word(inner.left) in {"and", "but", "or"}:
            return False
        if self._word(inner.left - 1) in TURNS and self._word(inner.left - 2) == ",":
            return False
        if self._word(inner.at).endswith("ing") and self._word(inner.left - 1) == ",":
            return False
        if inner.verb.frame not in {Frame.SAY, Frame.TELL} and 0 <= inner.left - outer.right <= NEXT_ITEMS:
            between = self.items[outer.right : inner.left]
            return outer.verb.frame in {Frame.SAY, Frame.TELL} and all(item.is_word for item in between)
        return is_inside(self._cue_token(inner), self._cue_token(outer))

    def _cue_token(self, attribution: Attribution) -> Token:
        return self.doc[self.items[attribution.at].token]

    def _has_own_quotation(self, attribution: Attribution) -> bool:
        verb = attribution.verb
        if verb is None or verb.frame not in {Frame.SAY, Frame.TELL}:
            return False
        after = attribution.right
        last = min(after + OWN_ITEMS, len(self.items))
        return self._is_region(after) or any(
            self._is_region(i) and self._word(i - 1) in {",", ":"} for i in range(after + 1, last)
        )

    def _at(self, at: int, word: str) -> Attribution | None:
        if word == "according" and self._word(at + 1) == "to" and at + 2 < len(self.items):
            return self._according(at)
        verb = cue_verb(word)
        if verb is None or not self._reports(at, verb):
            return None
        attribution = self._passive(at, verb) if self._is_passive(at, verb) else self._by_verb(at, verb)
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
        named = verb.frame in {Frame.LABEL, Frame.SPEAK}
        if named and self._is_denied(at) and not self._beside_quotation(at):
            return False
        told = self._word(at + 1) in {"that", ":"} or self._word(at - 2) == "on"  # "went on to say"
        if self._word(at - 1) == "to" and not (told or self._beside_quotation(at)):
            return False
        topic = self.parsed and self._word(at + 1) in TOPICS.get(verb.lemma, ())
        if verb.frame is Frame.SPEAK and not topic and not self._beside_quotation(at):
            return False
        if self.parsed:
            return is_verb(self.doc[self.items[at].token]) or (verb.frame is Frame.SAY and self._ends_tag(at))
        return self.items[at].lower not in MOSTLY_NOUNS or self._used_as_verb(at)

    def _is_denied(self, at: int) -> bool:
        """`did not discuss the plan`: nothing is reported that way."""
        i = at - 1
        while i >= 0 and (self._word(i) in AUXILIARIES or is_adverb(self._word(i))):
            if self._word(i) in {"not", "n't", "n’t", "never"}:
                return True
            i -= 1
        return False

    def _ends_tag(self, at: int) -> bool:
        """`“…,” the two write.`: between a quotation and a stop, whatever the tagger makes of it."""
        after = (
            at + 1 >= len(self.items) or self._is_region(at + 1) or self._word(at + 1) in {".", ",", ":", "in", "on"}
        )
        back = at - 1
        while back >= max(at - TAG_ITEMS, 0) and self.items[back].is_word:
            back -= 1
        return after and back < at - 1 and back >= 0 and self.items[back].region is not None

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
        return Attribution(self._span(at, at + 2), self._span(at + 2, end), None, at, end, at, inverted=True)

    def _by_verb(self, at: int, verb: CueVerb) -> Attribution | None:
        """The first pattern that fits: V NP, a participle, the parse, a shared subject, NP V."""
        before = skip_adverbs(self.items, at - 1)
        gerund = self._word(at).endswith("ing")
        if before < 0 or self.items[before].region is not None or self._word(before) == ",":
            inverted = self._inverted(at, before, verb)
            if inverted is not None:
                return inverted
        if before < 0:
            # "Asked about it, she said": a participle, whose subject asked nothing
            return self._shared(at, before, verb) if gerund else None
        if verb.kind is CueClass.BELIEF and self._is_hypothetical(before):
            return None
        found = self._plain(at, before, verb) or (self._parsed(at, before, verb) if self.parsed else None)
        if found is not None:
            return found
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
        return self._word(i) in BE or (self._word(i) == "as" and self._word(at + 1) == "by")

    def _passive(self, at: int, verb: CueVerb) -> Attribution | None:
        """A passive names its source after "by", or nobody."""
        for i in range(at + 1, min(at + BY_WITHIN, len(self.items) - 1)):
            item = self.items[i]
            if item.region is not None or item.text in STOPS or item.lower in {",", "that"}:
                break
            if item.lower == "by":
                end = noun_phrase_right(self.items, i + 1)
                if at <= 1 and self._word(end) != ",":  # "As reported by the Harbour News, the pier …"
                    end = next((j for j in range(i + 1, end) if self._word(j) == ","), end)
                if end > i + 1:
                    return Attribution(self._span(at, at + 1), self._span(i + 1, end), verb, at, end, at)
        return None

    def _inverted(self, at: int, before: int, verb: CueVerb) -> Attribution | None:
        """V NP: `“…,” said Jane Poe`, `…, said the mayor.`, `Said Poe: …`"""
        tag = before >= 0 and self._closes_with_comma(self.items[before])
        if not (tag or verb.frame in {Frame.SAY, Frame.SPEAK}) or self._word(at).endswith("ing") or at - before > 1:
            return None
        if at + 1 >= len(self.items) or not begins_noun_phrase(self.items, at + 1):
            return None
        end = noun_phrase_right(self.items, at + 1)
        if end == at + 1 or not (self._is_free(before) or self._closes_clause(before, end)):
            return None
        if self.parsed and any(self._is_finite(i) for i in range(at + 1, end)):
            return None  # "Poe, citing “…,” said the pier was safe": that is no source but a clause
        return Attribution(self._span(at, at + 1), self._span(at + 1, end), verb, at, end, at, inverted=True)

    def _is_free(self, before: int) -> bool:
        """Does the verb stand first, or right after a quotation, perhaps with a comma between?"""
        return before < 0 or self._is_region(before) or (before >= 1 and self._is_region(before - 1))

    def _closes_clause(self, comma: int, end: int) -> bool:
        """`…, said Poe.` and not `Poe, the mayor, said the plan …`: what follows the verb ends with the name."""
        if opens_with_name(self.items, comma) or self._word(comma + 2) in PRONOUNS:
            return False
        return end >= len(self.items) or self.items[end].text in STOPS | {","} or self._word(end) in AFTER_NAME

    def _plain(self, at: int, before: int, verb: CueVerb) -> Attribution | None:
        """A pronoun or name right before the verb, right behind a quotation, comma or conjunction: no parse needed."""
        items = self.items
        left = before
        if self._word(at + 1) == "," and self._between_commas(before):
            left = self._segment_start(before)
            return Attribution(self._span(at, at + 1), self._span(left, before + 1), verb, left, at + 1, at)
        if self._word(before) not in PERSONAL:
            while left >= 0 and items[left].is_capital and before - left < NAME_ITEMS:
                left -= 1
            left += 1
        if left > before or self._word(left) in DETERMINERS | PREPOSITIONS | CLAUSE_OPENERS:
            return None
        if left and items[left - 1].region is None and self._word(left - 1) not in PLAIN_BEFORE:
            return None
        if self._word(left - 1) == "and" and left >= 2 and items[left - 2].is_capital:
            return None
        if self._word(left - 1) == "," and not self._is_region(left - 2) and left > LIST_ITEMS and not self.parsed:
            return None
        return Attribution(self._span(at, at + 1), self._span(left, before + 1), verb, left, at + 1, at)

    def _segment_start(self, before: int, longest: int = NAME_ITEMS) -> int:
        left = before
        while left > 0 and before - left < longest and (self.items[left - 1].is_word or self._word(left - 1) == "-"):
            left -= 1
        return left

    def _between_commas(self, before: int) -> bool:
        """`The plan, a source said, failed.`: a short source right behind a comma that the clause's head precedes."""
        left = self._segment_start(before)
        opens = self.items[left].is_capital or self._word(left) in DETERMINERS | PERSONAL
        return left <= before and left > 1 and self._word(left - 1) == "," and opens and self.items[left - 2].is_word

    def _is_finite(self, at: int) -> bool:
        item = self.items[at]
        return item.region is None and is_finite(self.doc[item.token])

    def _parsed(self, at: int, before: int, verb: CueVerb) -> Attribution | None:
        span = parsed_subject(self.doc, self.items, at)
        if span is None:
            return None
        left, right = span
        fresh = not self.found or self.found[-1].right <= right
        if fresh and right <= before and all(item.is_word for item in self.items[right : before + 1]):
            right = before + 1  # a name that the parse breaks off: all of it stands before the verb
        while left > 0 and self.items[left].is_capital and self.items[left - 1].is_capital:
            left -= 1
        while left < right - 1 and self._word(left) in TIME:
            left += 1
        if self._word(before) == "," and left > 0 and self._word(left - 1) in PREPOSITIONS:
            return None  # "Poe, via the Harbour News, said": the surface tells more
        reach = self._segment_start(left, TAG_ITEMS)
        fresh = not self.found or self.found[-1].right <= reach
        if fresh and right <= at and reach > 0 and self._is_region(reach - 1):
            left = reach  # everything between a quotation and its verb is the source
        while right <= at and self.found and self.found[-1].left >= left and self.found[-1].at < right:
            self.found.pop()  # a cue inside the subject: "Poe, who had asked for it, said"
        clear = (not self.found or self.found[-1].right <= left) and self._word(before) not in LINKING
        beside = right <= at and clear and not any(self._is_region(i) for i in range(right, at))
        return Attribution(
            self._span(at, at + 1),
            self._span(left, right),
            verb,
            left if beside else self._from(at, before),
            at + 1,
            at,
            shared=not beside,
        )

    def _shared(self, at: int, before: int, verb: CueVerb) -> Attribution | None:
        """A verb without a subject of its own: it has that of the verb before it, or of the main clause."""
        left = self._from(at, before)
        if self.parsed:
            span = parsed_subject(self.doc, self.items, at)
            if span is not None:
                return Attribution(self._span(at, at + 1), self._span(*span), verb, left, at + 1, at, shared=True)
        if self.found:
            return Attribution(self._span(at, at + 1), self.found[-1].source, verb, left, at + 1, at, shared=True)
        source = None if verb.kind is CueClass.BELIEF else main_subject(self.items, at)
        return (
            None if source is None else Attribution(self._span(at, at + 1), source, verb, left, at + 1, at, shared=True)
        )

    def _from(self, at: int, before: int) -> int:
        """First item of a cue that shares its subject: with its auxiliaries and the "and" or "to" before them."""
        left = max(before + 1, 0)
        while left > 0 and self._word(left - 1) in LINKING:
            left -= 1
        return left

    def _subject_before(self, at: int, before: int, verb: CueVerb) -> Attribution | None:
        """NP V: the noun phrase that ends before the verb, or before the apposition between."""
        cue = self._span(at, at + 1)
        if self._word(before) in RELATIVES:
            return Attribution(cue, self._span(before, before + 1), verb, before, at + 1, at)
        left = noun_phrase_left(self.items, before)
        if left is None:
            return None
        if self._word(before) == ",":
            while self.found and self.found[-1].left >= left:
                self.found.pop()  # a participle in the apposition: "Poe, asked about the plan, said"
        if self.found and self.found[-1].right > left:
            left = self.found[-1].right
            if left > before:  # two cues in a row: one subject
                return Attribution(cue, self.found[-1].source, verb, at, at + 1, at, shared=True)
        end = before if self._word(before) == "," else before + 1
        return Attribution(cue, self._span(left, end), verb, left, at + 1, at) if end > left else None

    def _is_hypothetical(self, before: int) -> bool:
        """`asked if he felt`: nobody is said to feel anything."""
        return any(item.lower in {"if", "whether"} for item in self.items[max(0, before - 3) : before])
