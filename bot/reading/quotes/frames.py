"""A cue and its source in one sentence, as values."""

from dataclasses import dataclass

from bot.reading.brief import Span
from bot.reading.quotes.cues import CueClass, CueVerb, Frame

ItemRange = tuple[int, int]
"""Items of a sentence from one up to another, exclusive."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue and its source in one sentence.

    `left` and `right` (exclusive) are the items that cue and source take up, `at` the cue's; `verb` is None for
    "according to".
    `content`: the items that it introduces, where finding the cue has found them too.
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
    content: ItemRange | None = None

    @property
    def speaks(self) -> bool:
        """Is it somebody's saying or telling, and no belief or label?"""
        says = self.verb is not None and self.verb.frame in {Frame.SAY, Frame.TELL}
        return says and self.verb is not None and self.verb.kind is not CueClass.BELIEF and not self.shared
