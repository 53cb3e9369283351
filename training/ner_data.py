"""Training data for the entity recogniser, with its augmentations.

python -m training.ner_data CORPORA OUT
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from training.corpora import TaggedDocument, TaggedSentence, read_entities
from training.ner_docs import (
    CROSSNER_POLITICS,
    REDOCRED_TRAIN,
    WIKIGOLD_TRAIN,
    evaluation_docs,
    runs,
    save,
    to_doc,
)
from training.renaming import Renamer
from training.sentences import filled
from training.tokenizer import like_the_treebanks
from training.typography import has_marks

SEED = 7
RENAMED = 0.75  # share of documents that are added again with other people and organisations in them
UNER_COPIES = 3  # the only user-written news and mail there is, and small
NEAR_UNER_COPIES = 6
FILLED_SENTENCES = 4000


@dataclass(frozen=True)
class Source:
    """Training sentences of one corpus and how far its silence can be trusted.

    `open_to` is None when every O is O; else the forms (any form when empty) whose O may be a name of a kind the
    corpus does not annotate.
    """

    runs: list[list[TaggedSentence]]
    open_to: frozenset[str] | None = None


def words_of(documents: Sequence[TaggedDocument], label: str) -> frozenset[str]:
    """Capitalised forms that occur in names of this label."""
    tokens = (t for d in documents for s in d for t in s)
    return frozenset(t.form for t in tokens if t.tag[2:] == label and t.form[0].isupper())


def training_sources(ner: Path, near_only: bool = False) -> list[Source]:
    """The corpora to train on.

    With `near_only`, those for the last steps: without CrossNER, whose names of bands, theories and programs are far
    from news, and with more of the one corpus that is near it.
    """

    def read(name: str) -> list[TaggedDocument]:
        return read_entities(ner / f"{name}.iob2")

    near = [
        *read("gum-open-train"), *read("wikigold")[:WIKIGOLD_TRAIN], *read("redocred-dev"),
        *read("redocred-test")[:REDOCRED_TRAIN],
    ]  # fmt: skip
    far = [*read("crossner-train"), *read("crossner-dev"), *read("crossner-test")[CROSSNER_POLITICS:]]
    full = [*near, *far]
    copies = NEAR_UNER_COPIES if near_only else UNER_COPIES
    return [
        Source(runs(near if near_only else full)),
        # re3d is annotated in part only; UNER in full, but for MISC.
        Source(runs(read("re3d-open")), open_to=frozenset()),
        Source(runs(read("uner-ewt-dev")) * copies, open_to=words_of(full, "MISC")),
    ]


def training_docs(nlp: Language, ner: Path, near_only: bool = False) -> list[Doc]:
    """All training documents: as published, with typographic marks, renamed, and the filled sentences."""
    rng = random.Random(SEED)
    renamer = Renamer(nlp, rng)
    docs: list[Doc] = []
    for source in training_sources(ner, near_only):
        for run in source.runs:
            marks = has_marks([t.form for s in run for t in s])
            docs.append(to_doc(nlp, run, source.open_to))
            if marks and rng.random() < 0.7:
                docs.append(to_doc(nlp, run, source.open_to, curly=rng))
            if rng.random() < RENAMED:
                other = renamer.renamed(run)
                if other is not None:
                    docs.append(to_doc(nlp, other, source.open_to, curly=rng if rng.random() < 0.6 else None))
    made = filled(nlp, FILLED_SENTENCES, rng)
    at = 0
    while at < len(made):
        size = rng.randint(1, 5)
        docs.append(to_doc(nlp, made[at : at + size], curly=rng if rng.random() < 0.6 else None))
        at += size
    rng.shuffle(docs)
    return docs


def main(corpora: Path, out: Path) -> None:
    """Write the training data of both stages and their development sets, which pick the best step, into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    nlp = like_the_treebanks(spacy.blank("en"))
    save(training_docs(nlp, corpora / "ner"), out / "ner-train.spacy")
    save(training_docs(nlp, corpora / "ner", near_only=True), out / "ner-near-train.spacy")
    save(evaluation_docs(nlp, corpora / "ner")["ner-dev"], out / "ner-dev.spacy")
    save(evaluation_docs(nlp, corpora / "ner")["ner-near-dev"], out / "ner-near-dev.spacy")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
