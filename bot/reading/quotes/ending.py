"""Where the content behind a cue ends: with its quotation, with its clause, or before what the writer adds."""

from bot.reading.quotes.cues import CueClass, Frame
from bot.reading.quotes.objects import COMPLEMENTIZERS, SIGNS
from bot.reading.quotes.outline import closing_sign
from bot.reading.quotes.parse import SUBJECTS
from bot.reading.quotes.regions import Region
from bot.reading.quotes.scope import LEAD, Surroundings
from bot.reading.quotes.words import AUXILIARIES, CONTRASTS, TURNS, listed

DASHES = frozenset({"—", "–", "--", "-"})
ASIDE_ITEMS = 30  # within which a second dash closes what the first one opens
BRIDGE_ITEMS = 4  # between two quoted parts of one sentence
SUBJECT_WORDS = 4  # behind "and" within which a new subject stands
NAMED = frozenset({"as"})
NAMES = frozenset({"call", "label", "dub", "term"})
CHARGES = {"accuse": frozenset({"of"}), "blame": frozenset({"for"}), "criticize": frozenset({"for"})}
SUBORDINATE = frozenset({"advcl", "acl", "acl:relcl", "csubj", "csubj:pass"})
LINKS = listed("and but as while which what to after before")  # lead over to the next cue's clause
TAILS = CONTRASTS | AUXILIARIES | frozenset({"in", "at", "during", "on", "to"})


class Ending(Surroundings):
    """Looks for the end of the content that begins at an item behind the cue."""

    def find(self, start: int) -> int:
        """With its quotation, with its clause, or before the next attribution."""
        end = self.high
        while not self.last and end > start and not self._is_region(end - 1) and self._links(end - 1):
            end -= 1
        if self._is_region(start):
            return self._quotation_end(start, end)
        if self.last and self._leads_in():
            return next((i for i in range(start, end) if self._word(i) == ","), end)
        end = self._clause_end(start, end)
        labels = self.verb is not None and self.verb.frame is Frame.LABEL
        quoted = False
        for i in range(start, end):
            quoted = quoted or self._is_region(i)
            comma = self._word(i) == "," and i + 1 < end and not self._is_region(i + 1)
            if labels and self._word(i) in ({"—", "–", "--"} if quoted else {","}) and not self._charges(i, end):
                return i
            if quoted and (self._adds(i, end) or (labels and self._turns_away(i))):
                return i
            turns = comma and self._word(i + 1) in TURNS and self._word(i + 2) not in COMPLEMENTIZERS | AUXILIARIES
            if self._word(i) == ";" or turns or (comma and labels and quoted):
                return i
        return end

    def _turns_away(self, at: int) -> bool:
        """`called it “a shame” and he left`: behind "and" a clause with a subject of its own."""
        if self._word(at) not in {"and", "but"} or self.doc is None or at + 1 >= self.high:
            return False
        words = [self.doc[item.token] for item in self.items[at + 1 : at + 1 + SUBJECT_WORDS] if item.region is None]
        subject = next((token for token in words if token.dep_ in SUBJECTS), None)
        return subject is not None and subject.left_edge.i <= words[0].i

    def _charges(self, comma: int, end: int) -> bool:
        """`accused Poe, the former mayor, of lying`, `called him, among other things, “a liar”`: behind the aside comes
        what somebody is called, or charged with."""
        lemma = "" if self.verb is None else self.verb.lemma
        opens = CHARGES.get(lemma, NAMED)
        return any(
            self._word(i) == "," and (self._word(i + 1) in opens or (lemma in NAMES and self._is_region(i + 1)))
            for i in range(comma, min(end, comma + ASIDE_ITEMS))
        )

    def _clause_end(self, start: int, end: int) -> int:
        """Before the main clause that a subordinate one with the cue leads to: `As polls show that they lead, …`"""
        if self.doc is None or self.verb is None or any(self._is_region(i) for i in range(start, end)):
            return end
        cue = self.doc[self.items[self.attribution.at].token]
        if cue.dep_ not in SUBORDINATE or not cue.left_edge.i <= self.items[start].token <= cue.right_edge.i:
            return end
        beyond = (i for i in range(start + 1, end) if self.items[i].order > cue.right_edge.i)
        return next(beyond, end)

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
        return self._bridged(start, end) or self._stretch_end(start, end, region)

    def _bridged(self, start: int, end: int) -> int:
        """`“Instead of calming us,” Poe “left.”`: the writer's word for who is meant; where that ends, or 0."""
        region = self.items[start].region
        if (
            region is None
            or closing_sign(self.text, region) != ","
            or not (self.last and self.items[start + 1].is_capital)
        ):
            return 0
        later = [i for i in range(start + 2, min(end, start + BRIDGE_ITEMS)) if self._is_region(i)]
        return later[-1] + 1 if later else 0

    def _stretch_end(self, start: int, end: int, region: Region) -> int:
        """Where quoted words with more of the sentence behind them end."""
        following = self._word(start + 1)
        second = start + 2 + (self._word(start + 2) == ",")
        if following == "and" and second < end and self._is_region(second):
            return self._quotation_end(second, end)  # “…,” and, “…”
        if closing_sign(self.text, region) in ",.?!—–" or following in SIGNS | {".", "!", "?"}:
            return start + 1
        if following in TAILS and region.words(self.text, self.limits.whole) >= self.limits.whole:
            return start + 1
        for i in range(start + 1, end):
            if self._word(i) == ";" or (self._word(i) == "," and i + 1 < end and self._word(i + 1) in CONTRASTS):
                return i
        return end
