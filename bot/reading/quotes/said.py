"""A paragraph as one step hands it to the next: its sentences, the cues in them, and what each cue introduces."""

from dataclasses import dataclass

from bot.reading.quotes.frames import Attribution, ItemRange
from bot.reading.quotes.outline import Sentence
from bot.reading.quotes.turns import Turn


@dataclass(frozen=True, slots=True)
class Uttered:
    """One attribution of a sentence with its content as item ranges, in order of the text."""

    attribution: Attribution
    pieces: tuple[ItemRange, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its attributions, and, once they have been looked for, their contents."""

    sentence: Sentence
    attributions: tuple[Attribution, ...] = ()
    uttered: tuple[Uttered, ...] = ()
    doubted: tuple[Uttered, ...] = ()
    """What may be reported as well; see `doubts`."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The sentences of a paragraph; none where it is `turn`, somebody's words as a whole."""

    sentences: tuple[Said, ...]
    turn: Turn | None = None
