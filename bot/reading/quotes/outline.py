"""A paragraph as attribution sees it: words outside quotation marks, and each quoted stretch as one item.

Sentence ends are read here again and not taken from the pipeline: a full stop inside quotation marks ends no sentence
of the writer's, and whether `“Why?” she asked.` is one sentence depends on the mark and what follows it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from bot.reading.parsed import text_of
from bot.reading.quotes.cues import Frame, cue_verb
from bot.reading.quotes.regions import Region, paragraph_bounds
from bot.reading.quotes.words import listed

# Marks at the end of quoted words after which the sentence may go on outside.
OPEN_ENDED = frozenset(",?!—–-…;:")
PART = re.compile(r"\w[\w’'.-]*|[^\w\s]")
ENDS = frozenset({".", "!", "?", "…", "..."})
CLOSERS = frozenset(")]}»”’\"'")


@dataclass(frozen=True, slots=True)
class Item:
    """One step of a sentence: a word or sign outside quotation marks, or a region.

    `order` is the index of its first token, of a region too.
    """

    start: int
    end: int
    text: str
    lower: str
    order: int
    region: Region | None = None

    @property
    def token(self) -> int:
        return self.order if self.region is None else -1

    @property
    def is_word(self) -> bool:
        return self.region is None and (self.text[0].isalnum() or self.text[0] in "’'@#$£€")

    @property
    def is_capital(self) -> bool:
        return self.region is None and self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Items from one sentence end to the next. Offsets are of the text; `paragraph` counts from 0."""

    items: tuple[Item, ...]
    paragraph: int

    @property
    def start(self) -> int:
        return self.items[0].start

    @property
    def end(self) -> int:
        return self.items[-1].end

    @property
    def words_end(self) -> int:
        """Where its last word or quotation ends, without the full stop."""
        return next((item.end for item in reversed(self.items) if item.region is not None or item.is_word), self.end)

    @property
    def regions(self) -> Iterator[Region]:
        return (item.region for item in self.items if item.region is not None)


def closing_sign(text: str, region: Region) -> str:
    """The last sign of the quoted words: a comma, full stop, letter …"""
    at = region.inner_end - 1
    while at > region.inner_start and (text[at].isspace() or text[at] in CLOSERS):
        at -= 1
    return text[at]


def outline(doc: Doc, regions: Sequence[Region], start: int = 0) -> list[list[Sentence]]:
    """The sentences of each paragraph from code point `start` on; lists run parallel to the paragraphs."""
    text = text_of(doc)
    starts: list[int] = doc.to_array("IDX").tolist()
    paragraphs: list[list[Sentence]] = []
    position = 0
    for number, (begin, end) in enumerate(paragraph_bounds(text, start)):
        mine: list[Region] = []
        while position < len(regions) and regions[position].paragraph == number:
            mine.append(regions[position])
            position += 1
        items = list(_items(doc, starts, mine, begin, end))
        paragraphs.append([Sentence(tuple(part), number) for part in _split(text, items)])
    return paragraphs


def _items(doc: Doc, starts: Sequence[int], regions: Sequence[Region], begin: int, end: int) -> Iterator[Item]:
    waiting = iter([*regions, None])
    region = next(waiting)
    index = max(bisect_right(starts, begin) - 1, 0)
    while index < len(starts) and starts[index] < end:
        at, token = starts[index], doc[index]
        if region is not None and at + len(token) > region.start:
            if at < region.start:
                yield from _glued(token.text[: region.start - at], index, at)
            yield Item(region.start, region.end, "“”", "“”", index, region)
            while index < len(starts) and starts[index] < region.end:
                index += 1
            region = next(waiting)
            continue
        text = token.text
        if at >= begin and not text.isspace():
            yield Item(at, at + len(text), text, text.lower(), index)
        index += 1


def _glued(words: str, index: int, start: int) -> Iterator[Item]:
    """What stands before a mark in one token with it: `Poe:"It`, where the space was forgotten."""
    for match in PART.finditer(words):
        yield Item(start + match.start(), start + match.end(), match.group(), match.group().lower(), index)


def _split(text: str, items: Sequence[Item]) -> Iterator[list[Item]]:
    part: list[Item] = []
    for at, item in enumerate(items):
        part.append(item)
        following = items[at + 1] if at + 1 < len(items) else None
        if following is not None and _ends(text, items, at, following):
            yield part
            part = []
    if part:
        yield part


# Words that begin a sentence after an abbreviation such as "U.S.".
STARTERS = listed(
    """the a an he she it they we i you this that these those his her their its our but and in on at as for when if
    while after asked"""
)


def _ends(text: str, items: Sequence[Item], at: int, following: Item) -> bool:
    item = items[at]
    if item.region is not None:
        return _region_ends(text, items, at, following)
    if following.region is None and following.text[0] in ".!?…)]":
        return False
    starts_new = following.region is not None or following.text[0].isupper() or following.text[0] in "([$€£0123456789"
    if item.text in ENDS or item.text[-1] in "?!":
        return starts_new and not (item.text in {"…", "..."} and following.region is not None)
    inner = items[at - 1].region if at else None
    if item.text in CLOSERS and inner is not None and closing_sign(text, inner) in ENDS:
        return starts_new  # (She called it “a shame.”) The board …
    if item.text in CLOSERS and at and items[at - 1].text in ENDS:
        abbreviated = at > 1 and items[at - 2].is_capital and len(items[at - 2].text) <= LONGEST_ABBREVIATION
        return starts_new and not (item.text == ")" and abbreviated)  # (D-Md.)
    return _ends_with_abbreviation(text, item, following)


def _ends_with_abbreviation(text: str, item: Item, following: Item) -> bool:
    """`… in the U.S. He left`, `… in Rye, N.Y. “It is closed.”`"""
    if item.text[-1] == "." and item.text.count(".") > 1 and following.region is not None:
        return is_quoted_sentence(text, following.region)
    if item.text[-1] == "." and len(item.text) > 1:
        return following.text[0].isupper() and following.lower in STARTERS and item.text.count(".") > 1
    return False


def is_quoted_sentence(text: str, region: Region) -> bool:
    """Quoted words with a capital and a stop: `in Rye, N.Y. “It is closed.”`"""
    sign = closing_sign(text, region)
    return text[region.inner_start].isupper() and sign in ".?!" and region.words(text, SHORTEST) >= SHORTEST


def _region_ends(text: str, items: Sequence[Item], at: int, following: Item) -> bool:
    """Does the sentence end with this quotation? Only if its last sign says so and what follows can begin one."""
    region = items[at].region
    if region is None or following.text[0] in ",;:.!?)—–-":
        return False
    sign = closing_sign(text, region)
    if following.region is not None:
        return sign in ".?!…" or sign == "—"
    if following.text[0].islower():
        return False
    if sign == ".":
        return not _is_bare_tag(items, at + 1)
    if sign in "?!…—–":
        return not _cue_follows(items, at + 1)
    return False


LONGEST_ABBREVIATION = 5
SHORTEST = 4  # words of a quoted sentence after an abbreviation; fewer are a title
BARE_TAG = 5  # items of `Ms. Jane Poe said.`
CUE_WITHIN = 12  # items after “…?” in which the cue must come: said the party chairman, Ms. Jane Doe asked


def _cue_follows(items: Sequence[Item], at: int) -> bool:
    """Right after a region: a short subject and its verb of speech, as in `“Why?” Ms. Poe asked.`"""
    for i in range(at, min(at + CUE_WITHIN, len(items))):
        item = items[i]
        if item.region is not None or item.text in ENDS or item.text in {";", ":"}:
            return False
        verb = cue_verb(item.lower)
        if verb is not None and verb.frame in {Frame.SAY, Frame.TELL} and item.lower != "read":
            # `“Why?” He answered, “…”`: that cue looks forward
            opens = i + 2 < len(items) and items[i + 1].text in {",", ":"} and items[i + 2].region is not None
            return not opens
    return False


def _is_bare_tag(items: Sequence[Item], at: int) -> bool:
    """`“It is closed.” Jane Poe said.`: a name, its verb of saying and nothing else, after a full stop that should be a
    comma."""
    for i in range(at, min(at + BARE_TAG, len(items))):
        verb = cue_verb(items[i].lower)
        if i > at and verb is not None and verb.frame is Frame.SAY:
            return i + 1 == len(items) or items[i + 1].text in ENDS
        if not items[i].is_capital:
            return False
    return False
