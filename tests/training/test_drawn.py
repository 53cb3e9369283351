"""Trees that a teacher drew become training documents."""

import random
from collections.abc import Sequence

import spacy

from training.drawn import PARAGRAPH, Drawn, Plain, tree_docs

NLP = spacy.blank("en")


def spoken(word: str, opens: bool = False, sure: float = -0.1) -> tuple[Plain, Drawn]:
    """ "She WORD .", with its tree."""
    sentence = Plain(("She", word, "."), (True, False, False), opens)
    drawn = Drawn(
        ["PRP", "VBD", "."], ["PRON", "VERB", "PUNCT"], ["Case=Nom", "Tense=Past", ""], [2, 0, 2],
        ["nsubj", "root", "punct"], sure,
    )  # fmt: skip
    return sentence, drawn


def words(pairs: Sequence[tuple[Plain, Drawn]]) -> list[list[str]]:
    docs = tree_docs(NLP, pairs, random.Random(0))
    return [[t.text for t in doc if t.tag_ == "VBD"] for doc in docs]


def test_heads_count_within_their_own_sentence() -> None:
    doc = next(tree_docs(NLP, [spoken("left", opens=True), spoken("wept")], random.Random(0)))
    verbs = [t for t in doc if t.pos_ == "VERB"]
    assert [[child.text for child in verb.children] for verb in verbs] == [["She", "."], ["She", "."]]
    assert [verb.dep_ for verb in verbs] == ["ROOT", "ROOT"]
    assert [sent.text.strip() for sent in doc.sents] == ["She left.", "She wept."]


def test_a_document_of_the_corpus_opens_a_new_document() -> None:
    assert words([spoken("left", opens=True), spoken("wept"), spoken("ran", opens=True)]) == [["left", "wept"], ["ran"]]


def test_documents_are_no_longer_than_a_paragraph() -> None:
    pairs = [spoken(f"said{i}") for i in range(PARAGRAPH + 1)]
    assert [len(verbs) for verbs in words(pairs)] == [PARAGRAPH, 1]


def test_the_least_sure_sentences_are_left_out_and_nothing_is_joined_over_the_gap() -> None:
    pairs = [spoken(f"said{i}", sure=-9 if i == 3 else -0.1) for i in range(7)]
    assert words(pairs) == [["said0", "said1", "said2"], ["said4", "said5", "said6"]]
