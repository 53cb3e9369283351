"""Split words as the treebanks do: the English rules of spaCy with the differences that were counted.

On the development trees the stock rules agree with 98.3 % (EWT) and 99.7 % (GUM) of the tokens; every wrong
token is lost for all scores above it. With these rules they agree with 98.7 % and 99.8 %.
"""

from __future__ import annotations

from collections.abc import Callable

import spacy
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

# Prefixes that the treebanks leave on their word ("co-author" is one token, "well-known" three).
BOUND_PREFIXES = (
    "non", "e", "mid", "re", "anti", "co", "pre", "pro", "post", "multi", "ex", "sub", "counter", "semi", "cross",
    "mini", "neo", "socio", "inter", "intra", "ultra", "un", "vice",
)  # fmt: skip

# Abbreviations that keep their full stop.
ABBREVIATIONS = (
    "al.", "Ft.", "Capt.", "Lt.", "Col.", "Sgt.", "Cpl.", "Maj.", "Cmdr.", "Hon.", "Supt.", "Det.", "Insp.",
    "Dept.", "Gov.", "Sen.", "Rep.", "Rev.", "Gen.", "Prof.", "Adm.", "Brig.", "Pvt.", "Pte.", "Pres.", "Atty.",
)  # fmt: skip

# A run of one mark is one token.
RUNS = (r"!{2,}", r"\?{2,}", r"[!?]{2,}", r">{2,}", r"<{2,}", r"\*{2,}", r"={2,}", r"_{2,}")


def like_the_treebanks(nlp: Language) -> Language:
    """Change the tokenizer of `nlp` in place and return `nlp`."""
    tokenizer = nlp.tokenizer
    if not isinstance(tokenizer, Tokenizer):
        raise TypeError(f"the pipeline's tokenizer is a {type(tokenizer).__name__}, not spaCy's rule tokenizer")
    bound = "".join(rf"(?<!\b[{prefix[0].upper()}{prefix[0]}]{prefix[1:]})" for prefix in BOUND_PREFIXES)
    infixes = [
        pattern if "(?:-|–|—|--" not in pattern else pattern.replace("(?:-|–|—|--", f"(?:{bound}-|–|—|--")
        for pattern in nlp.Defaults.infixes or ()
    ]
    infixes.append(r"(?<=[A-Za-z])-(?=[0-9])")  # "F-16", "Covid-19"
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    tokenizer.suffix_search = compile_suffix_regex([*RUNS, *(nlp.Defaults.suffixes or ())]).search
    tokenizer.prefix_search = compile_prefix_regex([*RUNS, *(nlp.Defaults.prefixes or ())]).search
    for abbreviation in ABBREVIATIONS:
        tokenizer.add_special_case(abbreviation, [{ORTH: abbreviation}])
    for joined in ("and/or", "And/or"):
        first, second = joined.split("/")
        tokenizer.add_special_case(joined, [{ORTH: first}, {ORTH: "/"}, {ORTH: second}])
    return nlp


@spacy.registry.callbacks("nutgraf.treebank_tokenizer.v1")
def create_callback() -> Callable[[Language], Language]:
    """The change above as a step of `[initialize.before_init]`."""
    return like_the_treebanks
