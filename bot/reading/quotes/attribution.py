"""Who is said to have said something: the cues of a sentence, each with its source.

Surface patterns read the order of words: NP V, V NP after a quotation or a comma, "according to NP", verbs that share
the subject before them. Where the document has a parse, it decides what is a verb and where a subject begins and ends.
"""

from dataclasses import replace

from spacy.tokens import Doc

from bot.reading.quotes.cues import PARTICLES, CueClass, CueVerb, Frame, cue_verb
from bot.reading.quotes.frames import Attribution
from bot.reading.quotes.labels import label_before_quotation
from bot.reading.quotes.limits import CueLimits
from bot.reading.quotes.line import Line
from bot.reading.quotes.nesting import outermost
from bot.reading.quotes.nouns import CUE_NOUNS, noun_cue
from bot.reading.quotes.outline import Sentence
from bot.reading.quotes.phrases import skip_adverbs
from bot.reading.quotes.sources import Cue, according
from bot.reading.quotes.usage import is_passive, is_put_to, reports
from bot.reading.quotes.words import RELATIVES

DEFAULTS = CueLimits()


def find_attributions(
    doc: Doc, text: str, sentence: Sentence, *, parsed: bool, limits: CueLimits = DEFAULTS
) -> list[Attribution]:
    """The attributions of a sentence in order; what stands in quotation marks is not looked into.

    `text` is the document's, `parsed`: it has a parse. (Asking the document for either takes time in proportion to
    its length.)
    """
    line = Line(doc, text, sentence.items, parsed, limits)
    label = label_before_quotation(line)
    if label is not None:
        return [label]
    found: list[Attribution] = []
    for at, item in enumerate(line.items):
        attribution = None if item.region is not None else _at(line, at, found)
        if attribution is not None and (not found or attribution.right > found[-1].right):
            found.append(attribution)
    if not parsed:
        return found
    _add_unlisted(line, found)
    return outermost(line, found)


def _at(line: Line, at: int, found: list[Attribution]) -> Attribution | None:
    """The attribution whose cue is item `at`."""
    word = line.word(at)
    if word == "according" and line.word(at + 1) == "to" and at + 2 < len(line.items):
        return according(line, at)
    noun = noun_cue(line, at, found) if line.parsed and word in CUE_NOUNS else None
    if noun is not None:
        return noun
    verb = cue_verb(word)
    if verb is None or not reports(line, at, verb):
        return None
    cue = Cue(line, at, verb, found, skip_adverbs(line.items, at - 1))
    passive = is_passive(line, at, verb) or is_put_to(line, at, verb)
    attribution = cue.passive() if passive else cue.attribution()
    if attribution is not None and line.word(at + 1) in PARTICLES.get(verb.lemma, ()):
        return replace(attribution, right=max(attribution.right, at + 2))
    return attribution


def _add_unlisted(line: Line, found: list[Attribution]) -> None:
    """Verbs of no list that speak here all the same: `“…,” he mocks.` and `He fired back: “…”`"""
    for at, item in enumerate(line.items):
        if item.region is not None and line.closes_with_comma(at):
            verb = next((i for i in range(at + 1 + (at > 0), _tag_end(line, at + 1)) if line.is_verb(i)), None)
            _add(line, found, None if line.word(at + 1) in RELATIVES else verb, tag=True)
        elif not found and at > 1 and line.word(at - 1) == "," and line.is_quoted_sentence(at):
            _add(
                line,
                found,
                next((i for i in range(at - 2, max(at - line.limits.lead, 0), -1) if line.is_verb(i)), None),
            )
        elif item.text == ":" and not found and (at + 1 == len(line.items) or line.is_region(at + 1)):
            _add(
                line,
                found,
                next((i for i in range(at - 1, max(at - line.limits.lead, 0), -1) if line.is_verb(i)), None),
            )


def _tag_end(line: Line, at: int) -> int:
    """Where the words behind a quotation end."""
    end = at
    while end < min(at + line.limits.tag, len(line.items)) and line.items[end].is_word:
        end += 1
    return end


def _add(line: Line, found: list[Attribution], at: int | None, *, tag: bool = False) -> None:
    if at is None or any(known.left <= at < known.right for known in found):
        return
    token = line.token(at)
    if tag and not line.is_finite(at):
        return  # “confident,” she may split with him
    verb = CueVerb(token.lemma_, CueClass.NEUTRAL, Frame.SAY, (token.lemma_, token.lemma_ + "s", token.lower_))
    cue = Cue(line, at, verb, found, skip_adverbs(line.items, at - 1))
    if at == 1 and tag:
        attribution = cue.inverted() if line.is_finite(at) else None  # “…,” grumbled Poe
    elif is_passive(line, at, verb):
        attribution = cue.unnamed()
    else:
        attribution = cue.subject_before() if tag else cue.attribution()
    if attribution is not None and (not tag or line.is_region(attribution.left - 1)):
        found.append(attribution)
        found.sort(key=lambda known: known.at)
