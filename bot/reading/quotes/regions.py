"""Quotation marks: which stretches of a text stand between them.

Works on characters alone, one paragraph at a time, in one pass: a paragraph of nothing but marks costs no more than any
other of its length. Marks face a way by what stands beside them, as a reader sees it, so that straight, reversed and
doubled marks (`` '') are read alike; the glyph decides where the neighbours don't.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

MARK = re.compile(r"``|'(?=''(?!'))|''|[\"“”„‟«»″‘’‚‛'`]")
DOUBLE = frozenset('"“”„‟«»″') | {"``", "''"}
LEFT = frozenset("“„‟«‘‚‛") | {"``"}
RIGHT = frozenset("”»’")
WORD = re.compile(r"\w+(?:['’]\w+)*")

# What may stand at the outer side of a mark that opens or closes, besides white space and the ends.
BEFORE_OPENING = frozenset("([{<-–—―/:=|…\u200e\u200f\u202a\u202b\u2066\u2067")
AFTER_CLOSING = frozenset(".,;:!?)]}>-–—―/|…\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069")

# An apostrophe at the head of these stands for letters left out.
ELISION = re.compile(
    r"(?:em|til|tis|twas|twere|cause|cos|cuz|bout|round|n|ere|nuff|neath|fraid|\d\ds?)\b", re.IGNORECASE
)

FEET = re.compile(r"\d['’′]\d{1,2}\Z")
FEET_SIGNS = 4  # signs of 6'11 before its mark of inches


SMALL = 4  # letters; shorter words are small in titles too: The Man of the Year


class Facing(Enum):
    """Which way a mark looks, by what stands beside it."""

    OPENS = "opens"
    CLOSES = "closes"
    EITHER = "either"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of quoted text. `start` and `end` include the marks, `inner_start` and `inner_end` leave them out.

    `closed`: its closing mark stands in the same paragraph. `continues`: the same speech as the region before it, which
    its paragraph left open. `paragraph` counts the paragraphs of the text.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    paragraph: int
    closed: bool = True
    continues: bool = False
    double: bool = True

    def words(self, text: str, limit: int = 1_000_000) -> int:
        """How many words stand in it, counted up to `limit`."""
        count = 0
        for _ in WORD.finditer(text, self.inner_start, self.inner_end):
            count += 1
            if count >= limit:
                break
        return count


def is_title(text: str, region: Region) -> bool:
    """Does what is quoted look like the title of a work: several words, all but the small ones with a capital?"""
    words = text[region.inner_start : region.inner_end].split()
    capitals = [word for word in words if word[0].isupper() or word[0].isdigit()]
    return len(words) > 1 and len(capitals) > 1 and all(word in capitals for word in words if len(word) >= SMALL)


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    glyph: str
    facing: Facing

    @property
    def double(self) -> bool:
        return self.glyph in DOUBLE


def paragraph_bounds(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """The paragraphs (runs of text between newlines, not blank) from `start` on, as offsets."""
    for match in re.finditer(r"[^\n\r\u2028\u2029]+", text[start:] if start else text):
        if not match.group().isspace():
            yield start + match.start(), start + match.end()


def find_regions(text: str, start: int = 0) -> list[Region]:
    """The outermost quoted stretches of a text, in order; what is nested in one belongs to it.

    Args:
        text: any text. start: code point from which to read; marks before it are passed over.
    """
    regions: list[Region] = []
    left_open: Region | None = None
    for number, (begin, end) in enumerate(paragraph_bounds(text, start)):
        found = _paragraph(text, begin, end, number, carried=left_open is not None)
        if left_open is not None and found and not text[begin : found[0].start].strip():
            found[0] = replace(found[0], continues=True)
        regions.extend(found)
        left_open = found[-1] if found and not found[-1].closed else None
    return regions


def _paragraph(text: str, begin: int, end: int, number: int, *, carried: bool) -> list[Region]:
    marks = _marks(text, begin, end)
    doubles = _pair_doubles(marks, begin, end, carried=carried)
    singles = _pair_singles(text, marks, doubles)
    merged = sorted(
        [(a, b, c, d, closed, True) for a, b, c, d, closed in doubles]
        + [(a, b, c, d, True, False) for a, b, c, d in singles]
    )
    found: list[Region] = []
    reach = begin
    for a, b, c, d, closed, double in merged:
        if a >= reach and text[c:d].strip():
            found.append(Region(a, b, c, d, number, closed=closed, double=double))
            reach = b
    return found


def _marks(text: str, begin: int, end: int) -> list[_Mark]:
    marks = []
    for match in MARK.finditer(text, begin, end):
        glyph = match.group()
        if glyph == '"' and FEET.search(text, max(begin, match.start() - FEET_SIGNS), match.start()):
            continue  # 6'2"
        marks.append(_Mark(match.start(), match.end(), glyph, _facing(text, match.start(), match.end(), begin, end)))
    return marks


def _facing(text: str, start: int, end: int, begin: int, stop: int) -> Facing:
    before = text[start - 1] if start > begin else " "
    after = text[end] if end < stop else " "
    opens = (before.isspace() or before in BEFORE_OPENING) and not after.isspace()
    closes = (after.isspace() or after in AFTER_CLOSING) and not before.isspace()
    # Marks that touch: “‘ both open, ’” both close.
    if not opens and before in MARK_GLYPHS and (after.isalnum() or after in MARK_GLYPHS):
        opens = _side(text, start - 1, -1, begin, stop)
    if not closes and after in MARK_GLYPHS and not before.isspace():
        closes = _side(text, end, 1, begin, stop)
    if opens and closes:
        return Facing.EITHER
    if opens:
        return Facing.OPENS
    return Facing.CLOSES if closes else Facing.NEITHER


MARK_GLYPHS = frozenset("\"“”„‟«»″‘’‚‛'`")
TOUCHING = 3  # marks in a row that are looked through: “‘“; more are no quotation, and looking costs time


def _side(text: str, at: int, step: int, begin: int, stop: int) -> bool:
    """Looking away over marks that touch: is there an edge (white space, bracket, end) behind them?"""
    edge = BEFORE_OPENING if step < 0 else AFTER_CLOSING
    for _ in range(TOUCHING):
        if not begin <= at < stop or text[at].isspace() or text[at] in edge:
            return True
        if text[at] not in MARK_GLYPHS:
            return False
        at += step
    return False


def _pair_doubles(marks: list[_Mark], begin: int, end: int, *, carried: bool) -> list[tuple[int, int, int, int, bool]]:
    """Pair double marks with a depth counter. Each result: start, end, inner start, inner end, closed."""
    doubles = [mark for mark in marks if mark.double]
    closers_left = sum(_closes(mark) for mark in doubles)
    found: list[tuple[int, int, int, int, bool]] = []
    opened: _Mark | None = None
    depth = 0
    for mark in doubles:
        closes = _closes(mark)
        closers_left -= closes
        if opened is None:
            if _opens(mark):
                opened, depth = mark, 1
            elif closes and carried and not found:
                found.append((begin, mark.end, begin, mark.start, True))
        elif closes or (mark.facing in {Facing.EITHER, Facing.NEITHER} and mark.glyph not in LEFT):
            depth -= 1
            if depth == 0:
                found.append((opened.start, mark.end, opened.end, mark.start, True))
                opened = None
        elif _opens(mark):
            if closers_left > depth:
                depth += 1
            else:
                # its closing mark was forgotten: it ends where the next one begins
                found.append((opened.start, mark.start, opened.end, mark.start, True))
                opened, depth = mark, 1
    if opened is not None:
        found.append((opened.start, end, opened.end, end, False))
    return found


def _opens(mark: _Mark) -> bool:
    if mark.facing in {Facing.EITHER, Facing.NEITHER}:
        return mark.glyph in LEFT or (mark.facing is Facing.EITHER and mark.glyph not in RIGHT)
    return mark.facing is Facing.OPENS


def _closes(mark: _Mark) -> bool:
    if mark.facing in {Facing.EITHER, Facing.NEITHER}:
        return mark.glyph in RIGHT
    return mark.facing is Facing.CLOSES


def _pair_singles(
    text: str, marks: list[_Mark], doubles: list[tuple[int, int, int, int, bool]]
) -> list[tuple[int, int, int, int]]:
    """Pair single marks outside double ones; an apostrophe is no mark, and a pair must close in its paragraph."""
    edges = iter([*doubles, None])
    edge = next(edges)
    stretches: list[list[_Mark]] = [[]]
    for mark in marks:
        while edge is not None and mark.start >= edge[1]:
            edge = next(edges)
            stretches.append([])
        if not mark.double and (edge is None or mark.start < edge[0]):
            stretches[-1].append(mark)
    pairs: list[tuple[int, int, int, int]] = []
    around: _Mark | None = None  # a single mark that may open a quotation with double ones in it
    for stretch in stretches:
        if around is not None and (closer := _closes_around(text, stretch)):
            pairs.append((around.start, closer.end, around.end, closer.start))
            stretch = [mark for mark in stretch if mark.start > closer.start]  # noqa: PLW2901
            around = None
        found, opened = _pair_stretch(text, stretch)
        pairs.extend(found)
        if stretch:
            around = opened if opened is not None and opened.glyph == "‘" else None
    return pairs


def _closes_around(text: str, stretch: list[_Mark]) -> _Mark | None:
    """`‘He said “go home” twice,’`: the first mark behind the inner quotation, if it closes and follows a stop."""
    first = stretch[0] if stretch else None
    closes = first is not None and _closes_single(first) and text[first.start - 1] in ",.?!…"
    return first if closes else None


def _pair_stretch(text: str, singles: list[_Mark]) -> tuple[list[tuple[int, int, int, int]], _Mark | None]:
    """The pairs of a stretch without double marks, and the mark that is still open at its end."""
    sure_closers = sum(_closes_single(mark) and not _possessive(text, mark) for mark in singles)
    pairs = []
    opened: _Mark | None = None
    for mark in singles:
        closes = _closes_single(mark)
        possessive = closes and _possessive(text, mark)
        sure_closers -= closes and not possessive
        if opened is None:
            if mark.facing is Facing.OPENS and text[mark.end].isalnum() and not ELISION.match(text, mark.end):
                opened = mark
        elif closes and not (possessive and sure_closers > 0):
            pairs.append((opened.start, mark.end, opened.end, mark.start))
            opened = None
    return pairs, opened


def _closes_single(mark: _Mark) -> bool:
    return mark.facing is Facing.CLOSES or (mark.facing is Facing.EITHER and mark.glyph in RIGHT)


def _possessive(text: str, mark: _Mark) -> bool:
    """An apostrophe after a plural: the voters’ choice."""
    return text[mark.start - 1 : mark.start] in {"s", "S", "z", "x"} and text[mark.end : mark.end + 1] == " "
