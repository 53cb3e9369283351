"""Words of a text with their places, and the small closed sets of English that the rules lean on."""

import re
from dataclasses import dataclass

from bot.reading.brief import Span


def bag(words: str) -> frozenset[str]:
    """A set of words, written as running text."""
    return frozenset(words.split())


# A word keeps its inner hyphens, apostrophes and full stops: "Saint-Denis", "O’Neill", "U.S.", "al-Sisi".
_WORD = re.compile(r"(?:[A-Z]\.){2,}|[A-Z]\.(?=\s+[A-Z])|\w+(?:[’'&.-]\w+)*|[$£€¥%]")
_POSSESSIVE = re.compile(r"[’']s$|(?<=s)[’']$")

FUNCTION_WORDS = bag(
    """a an the this that these those some any each every either neither both all most many much few several no i me
    my mine myself we us our ours ourselves you your yours yourself he him his himself she her hers herself it its
    itself they them their theirs themselves who whom whose which what where when why how while whilst whether and
    or but nor so yet for if because since although though unless until till as than then of in on at by to from
    with within without into onto upon over under above below between among amid against about around across along
    after before during through throughout toward towards beyond beside besides behind near off out up down per
    via despite except including like unlike is am are was were be been being has have had having do does did
    doing can could will would shall should may might must ought not n't never also too very just only even still
    again already once here there now ago however meanwhile moreover furthermore otherwise instead perhaps maybe
    indeed thus hence other another such same own more less least"""
)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CALENDAR = frozenset([*MONTHS, *WEEKDAYS]) | bag(
    """Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Christmas Easter
    Thanksgiving Halloween Ramadan Hanukkah Passover Lent Diwali Eid GMT UTC EST EDT ET PT PST BST CET AM PM Today
    Yesterday Tomorrow"""
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands: `text` without a possessive ending, `end` likewise; `bare` is the end with it."""

    text: str
    start: int
    end: int
    bare: int

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def possessive(self) -> bool:
        return self.bare > self.end


def words_of(text: str, span: Span) -> list[Word]:
    """The words in `text[span]`, in order."""
    found = []
    for match in _WORD.finditer(text, *span):
        form = match[0]
        ending = _POSSESSIVE.search(form)
        end = match.start() + ending.start() if ending and ending.start() else match.end()
        bare = match.end()
        if end == bare and form[-1] in "sS" and text[bare : bare + 1] in ("’", "'"):
            bare += 1  # the leaders’ statement; a closing quotation mark does no harm here
        found.append(Word(text[match.start() : end], match.start(), end, bare))
    return found
