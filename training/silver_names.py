"""Names in text that has no gold for them, found by the teacher: what the small recogniser learns from besides gold.

    python -m training.silver_names CORPORA DATA TEACHERS

The text is the training part of EWT: weblogs, newsgroups with news wire in them, mail, reviews. Where the teacher is
unsure, nothing is said: those words are missing, neither a name nor outside.
"""

from __future__ import annotations

import random
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import spacy
import torch
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from training.corpora import UNKNOWN_TAG, Tagged, TaggedSentence, paragraphs, read_trees
from training.encoder import Alphabet, Reader, load_vectors, plain
from training.name_teacher import OUTSIDE, NameTeacher, Run, label, names
from training.ner_docs import save, to_doc
from training.tokenizer import like_the_treebanks
from training.typography import has_marks

SEED = 5
TEXTS = ("ewt-train",)
SURE_NAME = 0.7  # the least probability of the labels of a name's words
SURE_OUTSIDE = 0.8  # of a capitalised word that is in no name
CURLY = 0.5  # of documents with marks get typographic ones


def texts(syntax: Path) -> list[list[TaggedSentence]]:
    """Paragraphs of the corpora without names, their words as yet without tags."""
    return [
        [tuple(Tagged(w.form, UNKNOWN_TAG, w.space_after) for w in sentence.words) for sentence in run]
        for name in TEXTS
        for run in paragraphs(read_trees(syntax / f"{name}.conllu"))
    ]


def load_teacher(alphabet: Alphabet, known: int, file: Path) -> NameTeacher:
    """A trained teacher; `known` is the width of the static vectors."""
    model = NameTeacher(alphabet, known)
    model.load_state_dict(torch.load(file))
    return model


def sure(forms: list[str], found: list[tuple[str, float]]) -> list[str]:
    """The teacher's tags, and UNKNOWN_TAG where it doubts: in a whole name, or at a capital outside of names."""
    tags = [tag for tag, _ in found]
    for start, end, _ in names(tags):
        if min(p for _, p in found[start:end]) < SURE_NAME:
            tags[start:end] = [UNKNOWN_TAG] * (end - start)
    for i, (tag, probability) in enumerate(found):
        if tag == OUTSIDE and probability < SURE_OUTSIDE and forms[i][:1].isupper():
            tags[i] = UNKNOWN_TAG
    return tags


def silver_docs(nlp: Language, runs: list[list[TaggedSentence]], found: list[list[tuple[str, float]]]) -> list[Doc]:
    """Documents of the paragraphs in which there is something to learn."""
    rng = random.Random(SEED)
    docs = []
    for run, of_run in zip(runs, found, strict=True):
        forms = [t.form for sentence in run for t in sentence]
        tags = iter(sure(forms, of_run))
        tagged = [tuple(replace(t, tag=next(tags)) for t in sentence) for sentence in run]
        curly = rng if has_marks(forms) and rng.random() < CURLY else None
        docs.append(to_doc(nlp, tagged, curly=curly))
    return docs


def main(corpora: Path, data: Path, teachers: Path) -> None:
    """Write `ner-silver-train.spacy`, the gold of `ner-train.spacy` and the silver; the development set is gold's."""
    nlp = like_the_treebanks(spacy.blank("en"))
    alphabet, vectors = Alphabet.load(teachers / "names.json"), load_vectors(data)
    teacher = load_teacher(alphabet, vectors.shape[1], teachers / "names-1.pt")
    runs = texts(corpora / "syntax")
    words = [Run(tuple(plain(t.form) for s in run for t in s)) for run in runs]
    docs = silver_docs(nlp, runs, label(teacher, Reader(alphabet, vectors), words))
    print(f"{len(docs)} documents with {sum(len(d.ents) for d in docs)} names that the teacher is sure of")
    together = [*DocBin().from_disk(data / "ner-train.spacy").get_docs(nlp.vocab), *docs]
    random.Random(SEED).shuffle(together)
    save(together, data / "ner-silver-train.spacy")
    shutil.copy(data / "ner-dev.spacy", data / "ner-silver-dev.spacy")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main(*(Path(argument) for argument in sys.argv[1:4]))
