"""Sentences put into someone's mouth keep their gold trees."""

import random

from training.attribution import Bank, Piece, attributed
from training.corpora import ROOT, Sentence, Word

MAYOR = Piece((Word("Marta", "Marta", "PROPN", "NNP", "Number=Sing", ROOT, "nsubj"),))
BRIDGE = Sentence((
    Word("The", "the", "DET", "DT", "", 1, "det"),
    Word("bridge", "bridge", "NOUN", "NN", "Number=Sing", 3, "nsubj"),
    Word("will", "will", "AUX", "MD", "", 3, "aux"),
    Word("reopen", "reopen", "VERB", "VB", "VerbForm=Inf", ROOT, "root"),
    Word("on", "on", "ADP", "IN", "", 5, "case"),
    Word("Monday", "Monday", "PROPN", "NNP", "Number=Sing", 3, "obl", space_after=False),
    Word(".", ".", "PUNCT", ".", "", 3, "punct"),
))  # fmt: skip


def made(seed: int) -> Sentence:
    out = attributed(BRIDGE, Bank((MAYOR,), ()), random.Random(seed))
    assert out is not None
    return out


def test_every_made_sentence_is_one_tree_that_holds_the_clause() -> None:
    for seed in range(60):
        sentence = made(seed)
        heads = [w.head for w in sentence.words]
        assert heads.count(ROOT) == 1
        for start in range(len(heads)):
            at, steps = start, 0
            while heads[at] != ROOT and steps <= len(heads):
                at, steps = heads[at], steps + 1
            assert heads[at] == ROOT, sentence.text()
        assert "bridge will reopen on Monday" in sentence.text()


def test_the_speaker_is_the_subject_of_the_cue_or_of_according_to() -> None:
    relations = {w.deprel for seed in range(60) for w in made(seed).words if w.form == "Marta"}
    assert relations == {"nsubj", "obl"}
