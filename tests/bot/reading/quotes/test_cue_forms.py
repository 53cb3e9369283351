"""Every form of every cue verb is found in a sentence, by the reader that has no parse."""

from functools import cache

import pytest
import spacy
from spacy.language import Language

from bot.reading.quotes import find_quotes
from bot.reading.quotes.cues import IRREGULAR, PARTICLES, VERBS, Frame, inflect

CASES = [(lemma, frame) for (_, frame), lemmas in VERBS.items() for lemma in lemmas.split()]
PARTICLE = {"bring": "up", "go": "on", "shoot": "back", "fire": "back", "put": "it", "tick": "off", "point": "out",
            "push": "for", "sum": "up"}  # fmt: skip


@cache
def nlp() -> Language:
    return spacy.blank("en")


def sentence(form: str, lemma: str, frame: Frame) -> str:
    """A form with what its verb needs: she has denied “…”; they tell reporters, “…”; they were saying: “…”"""
    aid = {True: "were "}.get(form.endswith("ing") and form != lemma, "")
    if not aid and form in inflect(lemma)[2:] and _is_participle_alone(form, lemma):
        aid = "have "
    particle = f" {PARTICLE[lemma]}" if lemma in PARTICLES and lemma in PARTICLE else ""
    if frame is Frame.LABEL:
        return f"They {aid}{form}{particle} the plan as “a danger to all of us here.”"
    if frame is Frame.TELL:
        return f"They {aid}{form} reporters, “It is a danger to all of us here.”"
    if frame is Frame.CLAUSE:
        return f"They {aid}{form} it was “a danger to all of us here.”"
    return f"They {aid}{form}{particle}: “It is a danger to all of us here.”"


def _is_participle_alone(form: str, lemma: str) -> bool:
    return form in {"written", "begun", "sung", "sworn", "shown", "known", "spoken", "gone"} and lemma in IRREGULAR


@pytest.mark.parametrize(("lemma", "frame"), CASES, ids=[lemma for lemma, _ in CASES])
def test_every_form_reports_in_a_sentence(lemma: str, frame: Frame) -> None:
    for form in inflect(lemma):
        text = sentence(form, lemma, frame)
        quotes = find_quotes(nlp()(text), ())
        cues = [text[a:b] for quote in quotes for a, b in quote.cue]
        assert form in cues, (text, cues)
