"""Trees over text that has none, drawn by the teachers: what the small parser learns from besides gold.

    python -m training.silver CORPORA DATA TEACHERS

The text is that of the open corpora of names: encyclopedia and government prose, nearer to news than most of the
treebanks. No test text is among it, and not `uner-ewt-dev`, which is the text of a development treebank.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import spacy
import torch
from spacy.language import Language
from spacy.tokens import DocBin

from training.corpora import TaggedSentence, read_entities
from training.drawn import Plain, tree_docs
from training.encoder import Alphabet, Reader, load_vectors, plain
from training.syntax_docs import save
from training.tokenizer import like_the_treebanks
from training.tree_teacher import TreeTeacher, draw

SEED = 3
TEXTS = ("redocred-dev", "redocred-test", "wikigold", "crossner-train", "crossner-dev", "crossner-test", "re3d-open")
SHORTEST, LONGEST = 4, 60  # words of a sentence that a tree is drawn over


def sentences(nlp: Language, ner: Path) -> Iterator[Plain]:
    """The sentences of the corpora without trees, split into words anew."""
    for name in TEXTS:
        for document in read_entities(ner / f"{name}.iob2"):
            for number, sentence in enumerate(document):
                doc = nlp.make_doc(_text(sentence))
                words = tuple(t.text for t in doc)
                if SHORTEST <= len(words) <= LONGEST and not any(t.is_space for t in doc):
                    yield Plain(words, tuple(bool(t.whitespace_) for t in doc), number == 0)


def _text(sentence: TaggedSentence) -> str:
    return "".join(t.form + (" " if t.space_after else "") for t in sentence).strip()


def load_teachers(alphabet: Alphabet, known: int, folder: Path) -> list[TreeTeacher]:
    """The trained tree teachers in a folder; `known` is the width of the static vectors."""
    out = []
    for file in sorted(folder.glob("trees-*.pt")):
        model = TreeTeacher(alphabet, known)
        model.load_state_dict(torch.load(file))
        out.append(model)
    return out


def main(corpora: Path, data: Path, teachers: Path) -> None:
    """Write `syntax-train.spacy`: the documents of `gold-train.spacy` and the drawn ones."""
    nlp = like_the_treebanks(spacy.blank("en"))
    alphabet, vectors = Alphabet.load(teachers / "trees.json"), load_vectors(data)
    models = load_teachers(alphabet, vectors.shape[1], teachers)
    text = list(sentences(nlp, corpora / "ner"))
    drawn = draw(models, Reader(alphabet, vectors), [tuple(map(plain, s.words)) for s in text])
    docs = list(tree_docs(nlp, list(zip(text, drawn, strict=True)), random.Random(SEED)))
    gold = list(DocBin().from_disk(data / "gold-train.spacy").get_docs(nlp.vocab))
    print(f"{len(text)} sentences drawn by {len(models)} teachers, {len(docs)} documents beside {len(gold)} of gold")
    save([*gold, *docs], data / "syntax-train.spacy")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main(*(Path(argument) for argument in sys.argv[1:4]))
