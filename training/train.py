"""Train one half of the pipeline from a config file.

    python -m training.train CONFIG DATA OUT [--section.key value …]

DATA is the folder with `NAME-train.spacy`, `NAME-dev.spacy` and `vectors`, where NAME is the config's stem, or what
stands before its hyphen. A config that continues from a trained pipeline is told where it is: `--paths.start FOLDER`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from spacy.cli._util import parse_config_overrides
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_pipeline
from spacy.util import load_config, logger
from thinc.api import NumpyOps, set_current_ops

import training.tokenizer  # noqa: F401  registers the callback the configs name


def main(config: Path, data: Path, out: Path, rest: list[str]) -> None:
    """Train; leaves `model-best` and `model-last` in `out`."""
    logger.setLevel("INFO")
    name = config.stem
    if not (data / f"{name}-train.spacy").exists():
        name = name.split("-")[0]
    overrides = {
        "paths.train": str(data / f"{name}-train.spacy"),
        "paths.dev": str(data / f"{name}-dev.spacy"),
        "paths.vectors": str(data / "vectors"),
        **parse_config_overrides(rest),
    }
    # numpy's OpenBLAS multiplies matrices of these sizes two to three times as fast as thinc's BLIS.
    set_current_ops(NumpyOps(use_blis=False))
    out.mkdir(parents=True, exist_ok=True)
    nlp = init_nlp(load_config(config, overrides=overrides, interpolate=False))
    train_pipeline(nlp, out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:])
