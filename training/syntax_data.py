"""Training data for tagger, morphologizer and parser, with its augmentations.

python -m training.syntax_data CORPORA OUT
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from training.attribution import Bank, attributed, gather
from training.corpora import Sentence, paragraphs, read_trees
from training.syntax_docs import evaluation_docs, save, to_doc
from training.typography import has_marks

SEED = 1
TRAIN = ("ewt-train", "gum-open-train")
# Share of paragraphs that stay joined to the one before by a line break, as in an article's text.
JOINED = 0.4
# Share of paragraphs that are added again with their sentences put into someone's mouth.
# At 0.30 there are 1,401 made sentences among 34,591; no other share was tried.
ATTRIBUTED = 0.30
LONGEST_RUN = 14  # sentences in one training document


def joined(runs: Iterator[list[Sentence]], rng: random.Random) -> Iterator[list[Sentence]]:
    """Paragraphs, some of them joined to the one before when both are of one document."""
    held: list[Sentence] = []
    for run in runs:
        same_document = not run[0].opens_document
        if held and same_document and len(held) + len(run) <= LONGEST_RUN and rng.random() < JOINED:
            held = held + run
        else:
            if held:
                yield held
            held = run
    if held:
        yield held


def spoken(run: list[Sentence], bank: Bank, rng: random.Random) -> list[Sentence] | None:
    """A copy of the run with about half its sentences attributed; None when none can be."""
    out: list[Sentence] = []
    changed = False
    for sentence in run:
        made = attributed(sentence, bank, rng) if rng.random() < 0.6 else None
        changed |= made is not None
        out.append(made or sentence)
    return out if changed else None


def training_docs(nlp: Language, corpora: Path) -> list[Doc]:
    """All training documents: as published, with typographic marks, and with attribution."""
    rng = random.Random(SEED)
    sentences = [s for name in TRAIN for s in read_trees(corpora / "syntax" / f"{name}.conllu")]
    bank = gather(sentences)
    docs: list[Doc] = []
    for run in joined(paragraphs(sentences), rng):
        docs.append(to_doc(nlp, run))
        if has_marks([w.form for s in run for w in s.words]):
            docs.append(to_doc(nlp, run, curly=rng))
        if rng.random() < ATTRIBUTED:
            made = spoken(run, bank, rng)
            if made:
                docs.append(to_doc(nlp, made, curly=rng if rng.random() < 0.7 else None))
    return docs


def main(corpora: Path, out: Path) -> None:
    """Write `gold-train.spacy` and the development set, which picks the best step, into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    nlp = spacy.blank("en")
    save(training_docs(nlp, corpora), out / "gold-train.spacy")
    save(evaluation_docs(nlp, corpora / "syntax")["syntax-dev"], out / "syntax-dev.spacy")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
