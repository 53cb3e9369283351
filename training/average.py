"""The average of recognisers that went on from the same weights: better than any of them on the development sets.

python -m training.average OUT FIRST SECOND …     # one that is named twice counts twice
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe


def alone(nlp: Language) -> Language:
    """The pipeline with nothing but its recogniser, which keeps a tok2vec of its own inside."""
    if "tok2vec" in nlp.pipe_names and "ner" in nlp.get_pipe("tok2vec").listening_components:  # type: ignore[attr-defined]
        nlp.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    for name in nlp.pipe_names:
        if name != "ner":
            nlp.remove_pipe(name)
    return nlp


def average(pipelines: Sequence[Language]) -> Language:
    """Give the first pipeline the mean of all pipelines' weights, in place, and return it.

    Raises ValueError when they do not have the same components with the same layers.
    """
    first = pipelines[0]
    for other in pipelines[1:]:
        if first.pipe_names != other.pipe_names:
            raise ValueError(f"these pipelines differ: {first.pipe_names} and {other.pipe_names}")
    for name in first.pipe_names:
        pipes = [nlp.get_pipe(name) for nlp in pipelines]
        models = [pipe.model for pipe in pipes if isinstance(pipe, TrainablePipe)]
        if len(models) < len(pipes):
            continue
        for layers in zip(*(model.walk() for model in models), strict=True):
            for weight in layers[0].param_names:
                if layers[0].has_param(weight):
                    values = [layer.get_param(weight) for layer in layers]
                    layers[0].set_param(weight, sum(values[1:], values[0]) / len(values))
    return first


def main(out: Path, folders: Sequence[Path]) -> None:
    """Read pipelines, write the average of their recognisers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        average([alone(spacy.load(folder)) for folder in folders]).to_disk(out)
    print(f"{out}: the average of {', '.join(map(str, folders))}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]])
