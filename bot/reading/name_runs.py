"""Runs of capitalised words: where a name may stand."""

from dataclasses import dataclass

from bot.reading.brief import Span
from bot.reading.gazetteer import is_demonym, places
from bot.reading.words import CALENDAR, FUNCTION_WORDS, Word, bag, words_of

# Small words inside names: "Ludwig van Beethoven", "University of Texas", "Médecins Sans Frontières".
_PARTICLES = bag("""de del della di da do dos das du la le van von der den ten ter bin ibn al el ben y e zu""")
_LONGEST = 10  # words; a longer run is a headline, not a name
_HEADINGS = bag("""Mr Mrs Ms Miss Dr Sir Lord Lady Dame""")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of capitalised words as it stands in the text, and where it stands in its sentence."""

    words: tuple[Word, ...]
    sentence: int
    begins_sentence: bool

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end


def capital_runs(text: str, sentences: list[Span]) -> list[Run]:
    """The runs of capitalised words of each sentence, without the sentence's first word where that is no name."""
    by_sentence = [words_of(text, span) for span in sentences]
    lower = {w.text for words in by_sentence for w in words if w.text.islower()}
    inside = {w.text for words in by_sentence for w in words[1:] if w.capital}
    found = []
    for number, words in enumerate(by_sentence):
        if _is_heading(words):
            continue
        for run, first in _runs(text, words):
            kept = _without_opening(run, lower, inside) if first else run
            kept = _trimmed(kept)
            if kept and len(kept) <= _LONGEST:
                found.append(Run(tuple(kept), number, first and kept[0] is run[0]))
    return found


def _is_heading(words: list[Word]) -> bool:
    """All words capitals and many of them: a headline or a shout, where capitals say nothing."""
    long = [w for w in words if len(w.text) > 3]
    return len(long) >= 5 and all(w.capital for w in long)


def _runs(text: str, words: list[Word]) -> list[tuple[list[Word], bool]]:
    found: list[tuple[list[Word], bool]] = []
    run: list[Word] = []
    opening = True
    run_opens = False
    for index, word in enumerate(words):
        joined = bool(run) and _joined(text, run[-1], word)
        if run and not joined:
            found.append((run, run_opens))
            run = []
        if _may_name(word):
            if not run:
                run_opens = opening
            run.append(word)
            if word.possessive:
                found.append((run, run_opens))
                run = []
        elif run:
            if _continues(text, run, words, index):
                run.append(word)
            else:
                found.append((run, run_opens))
                run = []
        opening = False
    if run:
        found.append((run, run_opens))
    return found


def _may_name(word: Word) -> bool:
    return word.capital and word.text not in CALENDAR and not (word.text == "I" or word.text.startswith(("I’", "I'")))


def _joined(text: str, left: Word, right: Word) -> bool:
    gap = text[left.bare : right.start]
    return gap == " " or (gap == ". " and len(left.text) <= 4) or gap == " & "


def _continues(text: str, run: list[Word], words: list[Word], index: int) -> bool:
    """Does a small word go on with the name: is it a particle or "of", with a capital behind it?"""
    word = words[index]
    if index + 1 >= len(words):
        return False
    after = words[index + 1]
    if word.text in _PARTICLES:
        return after.capital and _joined(text, word, after)
    if word.text == "of" or (word.text == "for" and run[-1].text in _BODIES):
        if after.text == "the" and index + 2 < len(words):
            after = words[index + 2]
        return after.capital and after.text not in CALENDAR and run[-1].text not in places()
    if word.text == "the":
        return run[-1].text in ("of", "for") and after.capital
    if word.text == "and":
        return after.capital and any(w.text in ("of", "for") for w in run) and run[0].text in _BODIES
    return False


_BODIES = bag(
    """Department Ministry Centers Centre Center Bureau Office Institute Institutes Commission Committee Council
    Board Administration Agency Association Society Academy College School Fund Foundation Campaign Union
    Organization Organisation Coalition Alliance Court Campaigners Doctors Physicians Citizens Americans Students
    Movement Campaign Authority Inspectorate Federation League Party"""
)


def _without_opening(run: list[Word], lower: set[str], inside: set[str]) -> list[Word]:
    """The run at a sentence's beginning without a first word that is capitalised only for standing there."""
    first = run[0]
    small = first.lower
    if small in FUNCTION_WORDS or small in _OPENING_WORDS:
        return run[1:]
    if first.text in places() or is_demonym(first.text) or first.text in _HEADINGS or first.text in inside:
        return run
    if small in lower or (len(run) == 1 and small.endswith(("ing", "ly", "ed", "ings", "ers", "ists", "ials"))):
        return run[1:]
    return run


_OPENING_WORDS = bag(
    """asked according earlier later last next early late overnight officials police authorities residents witnesses
    people experts critics supporters opponents prosecutors investigators researchers scientists doctors teachers
    students workers lawyers voters protesters soldiers troops rescuers firefighters nearly almost roughly around
    more fewer less half dozens hundreds thousands millions one two three four five six seven eight nine ten
    eleven twelve first second third today yesterday tomorrow tonight please yes no thanks thank welcome well so
    oh hey let look read watch see click follow photos video photo image images story heavy big small new old good
    bad great young local national international federal state city town given born built made found known based
    located founded government president minister ministers military army shares stocks oil gold prices sales
    profits rain snow fire smoke strong weak high low long short much little free full further such since opinion
    analysis editor updated breaking exclusive live history science music art family children women men man woman
    boys girls friends nobody everybody everyone someone something nothing everything anything anyone whatever
    whoever whether still"""
)


def _trimmed(run: list[Word]) -> list[Word]:
    """Without small words at the ends and without demonyms, function words or lone letters in front."""
    kept = list(run)
    while kept and (not kept[-1].capital or (kept[-1].lower in FUNCTION_WORDS and not kept[-1].text.isupper())):
        kept.pop()
    while kept and kept[0].lower in FUNCTION_WORDS and not (kept[0].text.isupper() and len(kept[0].text) > 1):
        kept.pop(0)
    return kept
