"""What a figure counts: the noun phrase beside it and the verb that gives it its sense ("people", "wounded")."""

import re

from bot.reading.brief import Span
from bot.reading.words import FUNCTION_WORDS, WEEKDAYS, Word, bag, words_of

MOST_WORDS = 7  # of the noun phrase; longer ones have run into the next part of the sentence
_LOOK_BACK = 9  # words before the figure in which its verb may stand
_LOOK_ON = 10  # words behind it

# Past forms that do not end in -ed, and nouns of change that say what happened to a figure.
_IRREGULAR = bag(
    """killed dead hurt shot fell rose grew lost won paid sold spent cost cut hit left found held sent made raised
    gave took brought built bought caught fled drew beat fired led met saw set shut sank struck burnt burned hung
    stole drove flew ate kept laid lay met put read rode ran sang sat shook slept slid spoke stood swam threw tore
    woke wore wrote grown fallen risen driven drawn taken given seen stolen sunk written eaten frozen hidden torn
    worn thrown missing rise fall drop increase decrease jump decline growth gain loss deal fine penalty reward
    budget profit revenue sentence"""
)
_AUXILIARY = bag("""was were is are been be being has have had will would could may might can""")
_NOT_SENSE = bag(
    """said says added told reported according including need needed red indeed hundred used based called named
    estimated announced expected agreed believed asked wanted warned confirmed noted left"""
)
_STOP_BEFORE = bag("""that which who whom whose while when where after before because although though but if""")
_NOUN_GOES_ON = bag("""of""")
_NO_NOUN = FUNCTION_WORDS | {day.lower() for day in WEEKDAYS} | _AUXILIARY


def counted(text: str, sentence: Span, figure: Span) -> str:
    """What the figure at `figure` counts, in the article's words: "people wounded", "missiles launched"; or "".

    The noun phrase stands behind the number ("80 ballistic missiles"), or before a verb ("the toll rose to 80").
    """
    after = words_of(text, (figure[1], sentence[1]))
    before = words_of(text, (sentence[0], figure[0]))
    noun, rest = _phrase_behind(text, figure[1], after)
    if not noun:
        noun = _phrase_before(text, before, figure[0])
    sense = _sense(text, before, rest, figure, bool(noun))
    return " ".join(part for part in (noun, sense) if part)


def _phrase_behind(text: str, position: int, words: list[Word]) -> tuple[str, list[Word]]:
    """The noun phrase that begins at `position`, and the words after it."""
    taken: list[Word] = []
    edge = position
    index = 0
    for index, word in enumerate(words):
        gap = text[edge : word.start]
        if gap.strip(" -–“\"‘’'"):
            break
        small = word.lower
        if small in _NOUN_GOES_ON and index + 1 < len(words):
            taken.append(word)
            edge = word.bare
            continue
        after_of = bool(taken) and taken[-1].lower in _NOUN_GOES_ON
        if (
            small in _NO_NOUN
            and not (after_of and small in ("the", "its", "their", "his", "her"))
            and not (not taken and small in ("more", "other"))
        ):
            break
        if len(taken) >= 1 and _is_verb(word, words, index) and not after_of:
            break
        if len(taken) >= MOST_WORDS:
            break
        taken.append(word)
        edge = word.bare
    else:
        index = len(words)
    while taken and (taken[-1].lower in _NO_NOUN or taken[-1].lower in _NOUN_GOES_ON):
        taken.pop()
        index -= 1
    if not taken:
        return "", words
    return text[taken[0].start : taken[-1].end], words[max(index, len(taken)) :]


def _is_verb(word: Word, words: list[Word], index: int) -> bool:
    """A finite verb or participle behind the noun, not an adjective before another noun."""
    small = word.lower
    if small in _IRREGULAR and not small.endswith("s"):
        return True
    if small.endswith("ed") and len(small) > 4:
        following = words[index + 1].lower if index + 1 < len(words) else ""
        return following in FUNCTION_WORDS or not following
    return (
        small.endswith("ing") and len(small) > 5 and index + 1 < len(words) and words[index + 1].lower in FUNCTION_WORDS
    )


def _phrase_before(text: str, before: list[Word], edge: int) -> str:
    """The subject of "rose to 80", "stands at 80", "was 80": the noun phrase before the verb."""
    taken: list[Word] = []
    passed_verb = False
    for word in reversed(before[-12:]):
        gap = text[word.bare : edge]
        if re.search(r"[.;:!?()—“”\"]|, ", gap):
            break
        small = word.lower
        if taken and small in _NO_NOUN and small != "of":
            break
        if not taken and (small in _NO_NOUN or _sounds_verbal(small)):
            passed_verb = passed_verb or small in _AUXILIARY or _sounds_verbal(small)
        elif len(taken) < MOST_WORDS:
            taken.insert(0, word)
        edge = word.start
    while taken and taken[0].lower in _NO_NOUN:
        taken.pop(0)
    return text[taken[0].start : taken[-1].end] if taken else ""


def _sounds_verbal(small: str) -> bool:
    return (small.endswith("ed") and len(small) > 3) or small in _IRREGULAR


def _sense(text: str, before: list[Word], rest: list[Word], figure: Span, has_noun: bool) -> str:
    """The verb that says what happened: behind the noun phrase within the clause, else before the figure."""
    edge = rest[0].start if rest else figure[1]
    for number, word in enumerate(rest[:_LOOK_ON]):
        if re.search(r"[.;:!?—“”\"]", text[edge : word.start]) or (number and word.lower in _STOP_BEFORE):
            break
        if _sounds_verbal(word.lower) and word.lower not in _NOT_SENSE and not word.capital:
            return word.text
        edge = word.bare
    edge = figure[0]
    for word in reversed(before[-_LOOK_BACK:]):
        if re.search(r"[.;:!?—“”\"]", text[word.bare : edge]) or word.lower in _STOP_BEFORE:
            break
        if _sounds_verbal(word.lower) and word.lower not in _NOT_SENSE and not word.capital:
            return word.text
        edge = word.start
    return ""
