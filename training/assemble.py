"""Put the two trained halves together into the pipeline that is shipped.

    python -m training.assemble SYNTAX NER OUT

The result has stock components only: `spacy.load(OUT)` needs spaCy and nothing else.
"""

from __future__ import annotations

import json
import sys
import tomllib
import warnings
from pathlib import Path

import spacy
from spacy.language import Language

from training.lemmas import patch_lemmatizer

META = Path(__file__).parent / "model.toml"
SYNTAX_PIPES = ("tok2vec", "tagger", "morphologizer", "parser")


def assemble(syntax: Path, ner: Path) -> Language:
    """One pipeline: tok2vec, tagger, morphologizer, parser, lemmatizer, ner (with a tok2vec of its own).

    Raises OSError when a half is missing.
    """
    with warnings.catch_warnings():
        # W113: a component from a pipeline with other vectors; both were trained on the same ones.
        warnings.filterwarnings("ignore", message=r".*\[W113\].*")
        grammar, names = spacy.load(syntax), spacy.load(ner)
        nlp = spacy.blank("en")
        nlp.vocab.vectors = names.vocab.vectors
        for strings in (names.vocab.strings, grammar.vocab.strings):
            for string in strings:
                nlp.vocab.strings.add(string)
        nlp.tokenizer.from_bytes(grammar.tokenizer.to_bytes())
        for name in SYNTAX_PIPES:
            nlp.add_pipe(name, source=grammar)
        patch_lemmatizer(nlp.add_pipe("lemmatizer", config={"mode": "rule"}))
        nlp.add_pipe("ner", source=names)
    with META.open("rb") as file:
        nlp.meta.update(tomllib.load(file))
    # The scores of the halves as they were trained; `training.evaluate --meta` fills in those of the whole.
    nlp.meta["performance"] = {}
    return nlp


def forget_words(nlp: Language, folder: Path) -> int:
    """Leave in the saved pipeline's strings only those of the language and of the labels; returns how many stay.

    Vectors and embeddings are found by a word's hash, so no other string is needed: 4.5 MB of 29, and the same analyses
    of 60 articles to the last attribute.
    """
    labels = {label for of_pipe in nlp.pipe_labels.values() for label in of_pipe}
    kept = sorted({*spacy.blank("en").vocab.strings, *labels})
    (folder / "vocab" / "strings.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf8")
    return len(kept)


if __name__ == "__main__":
    out = Path(sys.argv[3])
    made = assemble(Path(sys.argv[1]), Path(sys.argv[2]))
    made.to_disk(out)
    forget_words(made, out)
    print(f"{out}: {', '.join(made.pipe_names)}")
