"""Where sentences begin and where they can't: said to the parser before it reads.

A paragraph break begins a sentence. Nothing begins after a title or rank ("Lt. Col. Ann Bolt"), after an initial
inside a name ("George W. Bush"), before the number of "No. 2", or inside a byline or dateline.
"""

import re
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from bot.reading.components.headers import BYLINES, DATELINES
from bot.reading.parsed import text_of

_BEFORE_A_NAME: Final = (
    "Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "Rev", "Fr", "Sr", "Hon", "Msgr", "St", "Sgt", "Cpl", "Pvt", "Pte", "Lt",
    "Col", "Maj", "Gen", "Adm", "Brig", "Capt", "Cmdr", "Comdr", "Cdr", "Ensign", "Gov", "Sen", "Rep", "Reps",
    "Sens", "Pres", "Supt", "Det", "Insp", "Atty", "Amb", "Sec", "Lieut", "Messrs", "Ret", "Spc", "Pfc", "SSgt",
    "TSgt", "Ald", "Asst", "Assoc", "Dep",
)  # fmt: skip
# The full stop of a title and the start of the name behind it.
_TITLE = re.compile(rf"\b(?:{'|'.join(_BEFORE_A_NAME)})\.\s+(?=[\"“‘']?[A-ZÀ-Þ])")
_NUMBER = re.compile(r"\bNos?\.\s+(?=\d)")  # "the No. 2 leader"
# "George W. Bush", "J. K. Rowling": a capital between names, not "Plan B. The".
_INITIAL = re.compile(r"(?:(?<=^)|(?<=[\s(“\"]))(?:[A-Z]\.[ -]?){1,3} ?(?=[A-ZÀ-Þ][a-zß-ÿ'’-]+)")
_STARTERS: Final = frozenset((
    "The", "A", "An", "He", "She", "It", "They", "We", "You", "This", "That", "These", "Those", "There", "In", "On",
    "At", "But", "And", "So", "For", "If", "When", "While", "After", "Before", "By", "From", "With", "His", "Her",
    "Its", "Their", "Our", "My", "What", "Who", "How", "Why", "Where", "Not", "No", "One", "Some", "Many", "Most",
    "Both", "Each", "All", "Also", "Then", "Now", "According", "However", "Although", "Though", "Because", "Since",
    "Despite", "During", "Meanwhile", "Officials", "Police", "To", "As", "Is", "Was", "Are", "Were", "Do", "Does",
    "Did", "Has", "Have", "Had", "Will", "Would", "Can", "Could", "Should", "May", "Might",
))  # fmt: skip
_WORD = re.compile(r"\w+")
_NAME_BEFORE = re.compile(r"[A-ZÀ-Þ][\w’'-]*[\s(“\"]*$")


def unbroken(text: str) -> list[int]:
    """Offsets where a name goes on after a full stop: no sentence begins there."""
    found = [match.end() for pattern in (_TITLE, _NUMBER) for match in pattern.finditer(text)]
    for match in _INITIAL.finditer(text):
        following = _WORD.match(text, match.end())
        if following is None or following[0] in _STARTERS:
            continue
        several = match[0].count(".") > 1
        at_start = match.start() == 0 or text[match.start() - 2 : match.start()].strip() in ("", ".", "“", '"', "(")
        if several or at_start or _NAME_BEFORE.search(text, max(0, match.start() - 30), match.start()):
            found.append(match.end())
    return found


def paragraph_starts(text: str) -> list[int]:
    """Offsets of the first words after line breaks."""
    ends = (match.end() for match in re.finditer(r"[\n\r]\s*+", text))
    return [end for end in ends if end < len(text)]


@Language.factory("nutgraf_sentence_starts", requires=["doc.spans"], assigns=["token.is_sent_start"])
class SentenceStarts:
    """Sets `token.is_sent_start` where it is certain, True or False; leaves the rest to the parser."""

    def __init__(self, nlp: Language, name: str) -> None:
        """What spaCy gives a component: the pipeline and the name in it."""
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Mark sure starts and sure non-starts, in place."""
        for i in self._tokens_at(doc, unbroken(text_of(doc))):
            doc[i].is_sent_start = False
        for key in (BYLINES, DATELINES):
            for span in doc.spans.get(key, ()):
                for i in range(span.start + 1, span.end):
                    doc[i].is_sent_start = False
                # What follows is parsed by itself: "Kano, Nigeria (CNN)" was the subject of many a lede.
                if span.end < len(doc):
                    doc[span.end].is_sent_start = True
        for i in self._tokens_at(doc, paragraph_starts(text_of(doc))):
            doc[i].is_sent_start = True
        for token in doc:
            if token.is_space and token.i:
                token.is_sent_start = False
        return doc

    @staticmethod
    def _tokens_at(doc: Doc, offsets: list[int]) -> list[int]:
        """Indices of the tokens that begin at these offsets."""
        if not offsets:
            return []
        index = {token.idx: token.i for token in doc}
        return [index[offset] for offset in offsets if offset in index]
