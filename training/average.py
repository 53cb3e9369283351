"""The average of two pipelines that went on from the same weights: better than either on the development sets.

python -m training.average FIRST SECOND OUT
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe


def average(first: Language, second: Language) -> Language:
    """Give `first` the mean of both pipelines' weights, in place, and return it.

    Raises ValueError when they do not have the same components with the same layers.
    """
    if first.pipe_names != second.pipe_names:
        raise ValueError(f"these pipelines differ: {first.pipe_names} and {second.pipe_names}")
    for name, pipe in first.pipeline:
        other = second.get_pipe(name)
        if not isinstance(pipe, TrainablePipe) or not isinstance(other, TrainablePipe):
            continue
        for layer, twin in zip(pipe.model.walk(), other.model.walk(), strict=True):
            for weight in layer.param_names:
                if layer.has_param(weight):
                    layer.set_param(weight, (layer.get_param(weight) + twin.get_param(weight)) / 2)
    return first


def main(first: Path, second: Path, out: Path) -> None:
    """Read two pipelines, write their average."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        average(spacy.load(first), spacy.load(second)).to_disk(out)
    print(f"{out}: the average of {first} and {second}")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
