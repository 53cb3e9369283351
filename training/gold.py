"""Write the evaluation sets: what `training.evaluate` reads. Needs spaCy and the corpora, no training packages.

python -m training.gold CORPORA OUT
"""

from __future__ import annotations

import sys
from pathlib import Path

import spacy

from training import ner_docs, syntax_docs


def main(corpora: Path, out: Path) -> None:
    """Write the development and test sets into `out`. Raises FileNotFoundError when a corpus is missing."""
    out.mkdir(parents=True, exist_ok=True)
    nlp = spacy.blank("en")
    for name, docs in syntax_docs.evaluation_docs(nlp, corpora / "syntax").items():
        syntax_docs.save(docs, out / f"{name}.spacy")
    for name, docs in ner_docs.evaluation_docs(nlp, corpora / "ner").items():
        ner_docs.save(docs, out / f"{name}.spacy")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
