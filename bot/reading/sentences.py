"""Sentences by rule: where a full stop ends one, and where it belongs to a title, an initial or an abbreviation."""

import re
from bisect import bisect_left

from spacy.language import Language
from spacy.tokens import Doc

from bot.reading.brief import Span
from bot.reading.paragraphs import paragraphs, trimmed
from bot.reading.parsed import text_of
from bot.reading.words import bag

CLOSERS = "\"”’')]»"
OPENERS = "\"“‘'([«—–-"

# Never the end of a sentence: a name, a number or the other half of the abbreviation follows.
_BINDING = bag(
    """mr mrs ms mx dr prof rev fr sr gen lt col maj capt cmdr sgt cpl pvt pte adm brig gov sen rep reps sens pres
    hon supt det insp st mt ft vs v no nos art fig ch pp ed eds e.g i.e cf approx sept oct nov dec jan feb aug
    atty messrs mme mlle sqn flt rt ald dist gens lts cols profs drs govs"""
)
# The end of a sentence only where what follows can't go on with the name.
_EITHER = bag(
    """inc corp co ltd plc llc bros jr etc dept univ assn ave blvd rd tel est al a.m p.m u.s u.k u.n u.s.a d.c e.u
    n.y l.a calif fla mass conn ariz ill mich minn wash tenn tex va pa wis ore okla neb nev colo ala ark del ga
    ind kan ky la md mo mont ph.d m.d b.a m.a"""
)
# Words that begin sentences and hardly ever follow an abbreviation inside one.
_STARTERS = bag(
    """the a an he she it they we i you this that these those in on at but and so for as if when while after before
    by from with his her its their our my there here it’s it's he’s he's that’s that's what who how why where not
    no one some many most both each all also then now according however although though because since despite
    during meanwhile officials police authorities last earlier later asked among under until yet still even only
    such"""
)
_SPOKEN = "said|says|asked|asks|told|added|wrote|replied|exclaimed|shouted|yelled|wondered|joked|recalled|tweeted"
# "Is it over?" Ms. Alder asked: the mark is the quotation's, the sentence goes on.
_GOES_ON = re.compile(
    rf"(?:(?:[A-Z][\w.’'-]*|the|of|a)\s+){{1,5}}(?:{_SPOKEN})\b|(?:he|she|they|I|we|it)\s+(?:{_SPOKEN})\b"
)
_STOP = re.compile(rf"(?P<stop>(?<![.!?…])[.!?…]++)(?P<closers>[{re.escape(CLOSERS)}]*)(?P<gap>\s+|$|(?=[\"“]?[A-Z]))")
_BEFORE = re.compile(r"[\w.’'&-]+$")
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]$")
_NEXT = re.compile(rf"[{re.escape(OPENERS)}\s]*(\S+)")
_LONGEST_WORD = 40  # characters looked at before a full stop: an abbreviation is shorter


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of `text[start:end]` as spans into `text`. A paragraph break always ends a sentence."""
    found = []
    for first, last in paragraphs(text, start, end):
        begin = first
        for match in _STOP.finditer(text, first, last):
            if match.end() < last and _ends_sentence(text, match, begin, last):
                found.append(trimmed(text, begin, match.end("closers")))
                begin = match.end()
        span = trimmed(text, begin, last)
        if span[0] < span[1]:
            found.append(span)
    return found


def _ends_sentence(text: str, match: re.Match[str], begin: int, last: int) -> bool:
    stop, closers, gap = match["stop"], match["closers"], match["gap"]
    following = _NEXT.match(text, match.end(), min(last, match.end() + 80))
    if following is None:
        return False
    word = following[1]
    if word[0].islower() or word[0] in ",;:.":
        return False
    before = _BEFORE.search(text, max(begin, match.start() - _LONGEST_WORD), match.start())
    previous = before[0] if before else ""
    if not gap and (stop != "." or closers or not previous.islower() or len(previous) < 3):
        return bool(closers) and text[match.end()] in '"“' and closers[-1] in '"”'
    if stop[-1] in "?!…" and closers and _GOES_ON.match(text, match.end(), last):
        return False
    if stop != "." or closers:
        return True
    return _full_stop_ends(previous, word)


def _full_stop_ends(previous: str, following: str) -> bool:
    plain = previous.lower()
    starts = following.strip(",;:.\"”’'").lower() in _STARTERS
    if plain in _BINDING:
        # "The answer is no. The mayor ..." and "No. 5"
        return plain in ("no", "art", "ed", "st", "sen") and starts
    if plain in _EITHER:
        return starts
    if _INITIALS.match(previous):
        return starts and len(previous) > 1
    return True


def sentences_of(doc: Doc, start: int = 0) -> list[Span]:
    """The sentences of `doc` from character `start` on, as character spans, parted at line breaks as well.

    A dateline, which the parser reads by itself, belongs to the sentence that it stands before.
    """
    found: list[Span] = []
    text = text_of(doc)
    datelines = {span.end for span in doc.spans.get("datelines", ())}
    begin: int | None = None
    for sent in doc.sents:
        begin = sent.start_char if begin is None else begin
        if sent.end in datelines and "\n" not in text[sent.end_char : sent.end_char + 1]:
            continue
        if sent.end_char > start:
            found.extend(paragraphs(text, max(start, begin), sent.end_char))
        begin = None
    if begin is not None and len(text) > start:
        found.extend(paragraphs(text, max(start, begin), len(text)))
    return found


@Language.component("nutgraf_sentences", assigns=["token.is_sent_start"])
def mark_sentences(doc: Doc) -> Doc:
    """Set `token.is_sent_start` from `sentence_spans`: the sentences of a pipeline without a parser."""
    starts = [token.idx for token in doc]
    marks = [False] * len(starts)
    for begin, _ in sentence_spans(text_of(doc)):
        index = bisect_left(starts, begin)
        if index < len(marks):
            marks[index] = True
    for token, mark in zip(doc, marks, strict=True):
        token.is_sent_start = mark or token.i == 0
    return doc
