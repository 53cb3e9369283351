"""Read a language pipeline from disk and put the rules on top."""

import re
from pathlib import Path
from typing import Any

import spacy
import spacy.about
from spacy.language import Language
from thinc.api import Model, NumpyOps

from bot.errors import ModelError
from bot.reading.components import add_rules

SHIPPED = Path(__file__).resolve().parent.parent / "model"

# Relations that only a pipeline trained on Universal Dependencies has; spaCy's own English models lack all of them.
_UNIVERSAL = frozenset(("obl", "nsubj:pass", "acl:relcl"))


def load_language(path: str | Path | None = None) -> Language:
    """The pipeline at `path`, or the shipped one, with the rule components.

    Args:
        path: a folder that `spacy.load` reads, or None for `bot/reading/model`.

    Raises:
        ModelError: there is no pipeline at `path`, its files are damaged or of another spaCy version, or its parser
            does not speak Universal Dependencies.
    """
    folder = Path(path) if path else SHIPPED
    if not (folder / "meta.json").is_file():
        raise ModelError(
            f"There is no language model at {folder}.",
            "Set NUTGRAF_MODEL to the folder of one, or leave it unset for the one that is shipped.",
        )
    try:
        nlp = spacy.load(folder)
    except Exception as error:  # spaCy raises whatever its parts raise: OSError, ValueError, KeyError, msgpack's own
        raise ModelError(
            f"The language model at {folder} can't be read: {error or type(error).__name__}.",
            f"It may be incomplete, or made for another version of spaCy than {spacy.about.__version__}.",
        ) from error
    check_labels(nlp, folder)
    use_numpy_products(nlp)
    split_after_brackets(nlp)
    return add_rules(nlp)


def split_after_brackets(nlp: Language) -> None:
    """Part "(CNN)Gov." into "(", "CNN", ")", "Gov.": where a page lost the space, the first name was lost too."""
    tokenizer: Any = nlp.tokenizer
    search = getattr(tokenizer, "prefix_search", None)
    if search is not None:
        known = search.__self__.pattern  # the compiled pattern that this is a method of
        parts = [r"[A-Z][A-Za-z]{1,14}(?=\)[A-Z])", r"\)(?=[A-Z])", known]
        tokenizer.prefix_search = re.compile("|".join(f"(?:{part})" for part in parts)).search


def use_numpy_products(nlp: Language) -> None:
    """Multiply matrices with numpy's OpenBLAS in place of thinc's BLIS: 91 ms in place of 101 for 600 words on one
    core, and the same analyses (`python -m benchmarks.eval_brief --speed`).
    """
    products = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if isinstance(model, Model) else ():
            node.ops = products


def check_labels(nlp: Language, folder: Path) -> None:
    """Raise ModelError unless the pipeline has a parser with UD relations and an entity recogniser."""
    missing = [name for name in ("parser", "ner") if name not in nlp.pipe_names]
    if missing:
        raise ModelError(
            f"The language model at {folder} has no {' and no '.join(missing)}.",
            "Reading an article needs a parser and an entity recogniser.",
        )
    if not set(nlp.pipe_labels.get("parser", ())) >= _UNIVERSAL:
        raise ModelError(
            f"The language model at {folder} does not use the relations of Universal Dependencies.",
            "Models with other labels, such as en_core_web_sm, find no speakers here.",
        )
