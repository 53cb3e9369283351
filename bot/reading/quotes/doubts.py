"""Reports that may be none, and how sure each report in the writer's words is.

`Asked about the storm, Poe left.` puts a question into nobody's mouth, and `She cited the report` has no words of hers:
annotators call such stretches reported speech about every other time. They are found, so that who reads the data has
them, and are told apart by a confidence, so that nobody is shown what perhaps nobody said.
"""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from bot.reading.brief import Quote
from bot.reading.quotes.cues import FORMS, QUESTIONS, STRICT, CueClass, CueVerb
from bot.reading.quotes.frames import Attribution, ItemRange
from bot.reading.quotes.outline import Item
from bot.reading.quotes.said import Said, Uttered
from bot.reading.quotes.words import BE, listed

ASKED = listed("asked pressed questioned quizzed")
ADJUNCT_ITEMS = 8  # "Asked on Monday during a debate in Rye | why he left"
UNNAMED = 0.4  # off, where nobody is named who said it, or the writer or the reader is
THING = 0.3  # off, where it is no clause but a thing: denied the charge
LOOSE = 0.2  # off, where the cue mostly means something else: showed, found
BELIEF = 0.1  # off, where it is thought and not said
ANYBODY = frozenset({"i", "we", "you", "me", "us", "one"})  # "you may ask whether": what is put into mouths
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
BELONGS = listed("that who which whom whose when where as while after before")
DOES_THINGS = listed("claim call direct refer question address charge")  # called the police, claimed three points
SHORTEST = 12  # characters; less is a word: otherwise, as much
BEFORE_ASKED = frozenset({"when", "if", "after", ",", "and"})
ENDS = frozenset({",", ";", ".", ":", "—", "–", "--", "(", ")", "!", "?"})

# Verbs whose object, with no word of saying in it, is what was said about every other time or more often. In half of
# the training articles annotators called 20 of 24 objects of "cite" reports, of "offer" 29 of 53, of "post" 8 of 16, of
# "decline" 6 of 8, "dismiss" 5 of 6, "complain" 3 of 4, "consider" 14 of 18, "believe" 20 of 28, "show" 72 of 119,
# "know" 27 of 50; but of "continue" 15 of 51, "say" 7 of 27, "find" 23 of 56.
OBJECTS = listed("cite offer post decline dismiss complain consider believe show know")


def with_doubts(said: Said) -> Said:
    """The sentence with what else it may report, besides what its cues surely introduce, outside quotation marks."""
    items = said.sentence.items
    taken = [piece for uttered in said.uttered for piece in uttered.pieces]
    taken += [(uttered.attribution.left, uttered.attribution.right) for uttered in said.uttered]
    found = [*_questions(items, said), *_objects(items, said)]
    doubted = tuple(each for each in found if not any(_overlap(each.pieces[0], other) for other in taken))
    return replace(said, doubted=doubted) if doubted else said


def _questions(items: Sequence[Item], said: Said) -> list[Uttered]:
    """`Asked whether it would close, …`, `When asked about it, …`, `She was asked why it had closed.`"""
    found = []
    for at, item in enumerate(items):
        if item.lower not in ASKED or item.region is not None:
            continue
        before = items[at - 1].lower if at else ""
        if at and before not in BEFORE_ASKED | BE:
            continue
        last = min(at + ADJUNCT_ITEMS, len(items))
        start = next((i for i in range(at + 1, last) if items[i].lower in QUESTIONS or items[i].text in ENDS), last)
        if start == last or items[start].text in ENDS:
            continue
        content = _object(items, said, start, at, whole=at <= 1)
        if content is not None:
            cue = (item.start, item.end)
            verb = FORMS.get(item.lower, FORMS["asked"])
            found.append(Uttered(Attribution(cue, None, verb, at, at + 1, at), (content,)))
    return found


def _objects(items: Sequence[Item], said: Said) -> list[Uttered]:
    """`She cited the report.`: the objects of attributions that have no content."""
    sure = {uttered.attribution.at for uttered in said.uttered}
    found = []
    for attribution in said.attributions:
        verb = attribution.verb
        if attribution.at in sure or verb is None or verb.lemma not in OBJECTS:
            continue
        content = _object(items, said, attribution.right, attribution.at)
        if content is not None:
            earlier = (each for each in said.attributions if each.at < attribution.at)
            spoken = [each.source for each in earlier if each.speaks or each.verb is None]
            if attribution.shared and spoken:  # "…, the agency said, citing a report": whoever else is named before
                attribution = replace(attribution, source=spoken[-1])  # noqa: PLW2901
            found.append(Uttered(attribution, (content,)))
    return found


def _object(items: Sequence[Item], said: Said, start: int, cue: int, *, whole: bool = False) -> ItemRange | None:
    """From item `start` to the next sign or cue; `whole`: to the next cue's frame, signs or not."""
    frames = [attribution.left for attribution in said.attributions if attribution.at > cue]
    high = min([left for left in frames if left > start], default=len(items))
    end = start
    while end < high and items[end].region is None and (items[end].text not in ENDS or (whole and high < len(items))):
        end += 1
    while end > start and not items[end - 1].is_word:
        end -= 1
    return (start, end) if end > start and items[start].is_word else None


def _overlap(one: ItemRange, other: ItemRange) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def confidence(doc: Doc, text: str, quote: Quote, *, tagged: bool) -> float:
    """How sure it is that somebody said this, from 0 to 1: quoted words 1, each doubt takes something off.

    `text` is the document's, `tagged`: it has parts of speech; without them everything counts as a clause.

    The doubts are judged by hand, not fitted; `CertaintyLimits` says how often reports of each confidence are right.
    """
    if quote.kind != "indirect":
        return 1.0
    verb, clause = _verb(text, quote), not tagged or _is_clause(doc, quote)
    sure = 1.0 - (0.0 if _is_somebody(text, quote) else UNNAMED) - (0.0 if clause else THING)
    if verb is not None:
        sure -= BELIEF if verb.kind is CueClass.BELIEF else 0.0
        sure -= LOOSE if verb.lemma in STRICT | OBJECTS or (verb.lemma in DOES_THINGS and not clause) else 0.0
    if sum(end - begin for begin, end in quote.content) < SHORTEST:
        sure -= THING  # "The facts suggest otherwise"
    return round(max(sure, 0.0), 2)


def _is_somebody(text: str, quote: Quote) -> bool:
    return bool(quote.source) and " ".join(text[start:end] for start, end in quote.source).lower() not in ANYBODY


def _verb(text: str, quote: Quote) -> CueVerb | None:
    return FORMS.get(text[quote.cue[0][0] : quote.cue[0][1]].lower()) if quote.cue else None


def _is_clause(doc: Doc, quote: Quote) -> bool:
    """Has it a finite verb or an infinitive of its own, and not only in a clause that belongs to a noun in it?"""
    span = doc.char_span(quote.content[0][0], quote.content[-1][1], alignment_mode="expand")
    for at, token in enumerate(span or ()):
        infinitive = token.tag_ == "VB" and at > 0 and token.nbor(-1).tag_ == "TO"
        if token.tag_ in FINITE or infinitive:
            return True
        if at and token.lower_ in BELONGS:
            return False
    return span is None
