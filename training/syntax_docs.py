"""Trees to spaCy documents, and the evaluation sets made from them."""

from __future__ import annotations

import random
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from training.corpora import ROOT, Sentence, paragraphs, read_trees
from training.typography import typographic

EVALUATION = {
    "syntax-dev": ("ewt-dev", "gum-open-dev"),
    "syntax-ewt-test": ("ewt-test",),
    "syntax-gum-test": ("gum-open-test",),
    "syntax-pud-test": ("pud-test",),
}
ATTRIBUTES = ["ORTH", "SPACY", "TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START"]


def to_doc(nlp: Language, run: list[Sentence], curly: random.Random | None = None) -> Doc:
    """One document from sentences; a sentence that opens a paragraph gets a line break before it.

    `curly` makes the marks typographic, drawing its choices from there.
    """
    forms: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    pos: list[str] = []
    morphs: list[str] = []
    lemmas: list[str] = []
    heads: list[int] = []
    deps: list[str] = []
    starts: list[bool] = []
    for number, sentence in enumerate(run):
        if number and sentence.opens_paragraph:
            spaces[-1] = False
            heads.append(len(forms) - 1)
            forms.append("\n\n")
            spaces.append(False)
            tags.append("_SP")
            pos.append("SPACE")
            morphs.append("")
            lemmas.append("\n\n")
            deps.append("dep")
            starts.append(False)
        base = len(forms)
        for i, word in enumerate(sentence.words):
            forms.append(word.form)
            spaces.append(word.space_after)
            tags.append(word.xpos)
            pos.append(word.upos)
            morphs.append(word.feats)
            lemmas.append(word.lemma)
            heads.append(base + (i if word.head == ROOT else word.head))
            deps.append("ROOT" if word.head == ROOT else word.deprel)
            starts.append(i == 0)
    if curly is not None:
        forms = typographic(forms, spaces, curly, tags)
    return Doc(
        nlp.vocab, words=forms, spaces=spaces, tags=tags, pos=pos, morphs=morphs, lemmas=lemmas,
        heads=heads, deps=deps, sent_starts=[1 if s else -1 for s in starts],
    )  # fmt: skip


def evaluation_docs(nlp: Language, syntax: Path) -> dict[str, list[Doc]]:
    """The development set and the three test sets."""
    return {
        name: [to_doc(nlp, run) for file in files for run in paragraphs(read_trees(syntax / f"{file}.conllu"))]
        for name, files in EVALUATION.items()
    }


def save(docs: list[Doc], path: Path) -> None:
    """Write documents to one file and say how many."""
    DocBin(attrs=ATTRIBUTES, docs=docs, store_user_data=False).to_disk(path)
    print(f"{path.name}: {len(docs)} documents, {sum(map(len, docs))} tokens")
