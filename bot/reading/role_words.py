"""The words on either side of a name, with their parts of speech where the document has them.

They are split from the text, not taken from the tokens: "(CNN)Gov." is one token and a full stop, and here it has the
word "Gov."; and no tree is needed, whose sentences end before a name now and then.
"""

import re
from dataclasses import dataclass

from spacy.tokens import Token

from bot.reading.parsed import Parsed
from bot.reading.titles import MODIFIERS, is_role_noun, is_title
from bot.reading.words import FUNCTION_WORDS

REACH = 30  # tokens looked at on either side of a name
_WORD = re.compile(
    r"Ph\.D\.|(?:[A-Z]\.)+|(?:Gov|Sen|Sens|Rep|Reps|Lt|Gen|Col|Maj|Sgt|Cpl|Capt|Cmdr|Adm|Dr|Mr|Mrs|Ms|Prof|Rev|No|St|Jr|Sr|"
    r"Inc|Corp|Co|Ltd|Atty|Supt|Det)\.|\w+(?:[-–.&/’']\w+)*(?:(?<=s)[’'](?=\s))?|[^\w\s]"
)
_POSSESSIVE = re.compile(r"\w(?:[’']s|s[’'])$")
_NOMINAL = ("ADJ", "NOUN", "PROPN", "X")


@dataclass(frozen=True, slots=True)
class Near:
    """A word near a name: where it stands, and what the tagger takes it for ("" for signs and where there is none)."""

    text: str
    start: int
    end: int
    pos: str
    tag: str

    @property
    def lower(self) -> str:
        return self.text.lower().rstrip(".")

    @property
    def word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def possessive(self) -> bool:
        return _POSSESSIVE.search(self.text) is not None

    @property
    def small(self) -> bool:
        """A function word, and not an abbreviation that looks like one ("US")."""
        return self.lower in FUNCTION_WORDS and not (len(self.text) > 1 and self.text.isupper()) and self.text != "No."

    @property
    def nominal(self) -> bool:
        """May it stand in a noun phrase, by its tag?"""
        if not self.word or self.small:
            return False
        return self.pos in _NOMINAL or self.lower in MODIFIERS or self.role or self.possessive or self.compound

    @property
    def compound(self) -> bool:
        """Written with a hyphen: "12-year", "Kuwait-based", "ex-Rovers"."""
        return "-" in self.text and not self.text.lower().endswith("-year-old")

    @property
    def role(self) -> bool:
        """Does it name people by their office, their work or their part in a story?"""
        return not self.possessive and (is_title(self.text) or is_role_noun(self.text, common=self.pos == "NOUN"))

    @property
    def finite(self) -> bool:
        return self.tag in ("VBD", "VBZ", "VBP", "MD")


def before(parsed: Parsed, start: int) -> list[Near]:
    """The words of the line before the character `start`, in order."""
    span = parsed.tokens(start, start + 1)
    if span is None:
        return []
    tokens = list(parsed.doc[max(0, span.start - REACH) : span.start + 1])
    return _near(parsed, max(tokens[0].idx, parsed.text.rfind("\n", 0, start) + 1), start, tokens)


def after(parsed: Parsed, end: int) -> list[Near]:
    """The words of the line after the character `end`, in order."""
    span = parsed.tokens(max(0, end - 1), end)
    if span is None:
        return []
    tokens = list(parsed.doc[span.start : span.end + REACH])
    stop = tokens[-1].idx + len(tokens[-1].text)
    line = parsed.text.find("\n", end, stop)
    return _near(parsed, end, stop if line < 0 else line, tokens)


def _near(parsed: Parsed, begin: int, end: int, tokens: list[Token]) -> list[Near]:
    found = []
    at = 0
    for match in _WORD.finditer(parsed.text, begin, end):
        while at + 1 < len(tokens) and tokens[at + 1].idx <= match.start():
            at += 1
        tagged = parsed.tagged and match[0][0].isalnum()
        token = tokens[at]
        found.append(Near(match[0], *match.span(), token.pos_ if tagged else "", token.tag_ if tagged else ""))
    return found
