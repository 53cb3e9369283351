"""The rule lemmatizer, made to fit Universal Dependencies: AUX, PRON, DET and PART have tables too.

Its own tables know verbs but not auxiliaries (*is* stayed *is*), and no curly apostrophe (*n’t*).
"""

from __future__ import annotations

from typing import cast

from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.pipeline import Pipe

AUXILIARIES = {
    "'s": "be", "'m": "be", "'re": "be", "am": "be", "is": "be", "are": "be", "was": "be", "were": "be", "been": "be",
    "being": "be", "ai": "be", "'ve": "have", "has": "have", "had": "have", "having": "have", "'d": "would",
    "does": "do", "did": "do", "done": "do", "doing": "do", "'ll": "will", "wo": "will", "ca": "can",
    "could": "could", "would": "would", "should": "should", "might": "might", "got": "get", "gets": "get",
}  # fmt: skip
PRONOUNS = {
    "me": "I", "i": "I", "him": "he", "us": "we", "them": "they", "these": "this", "those": "that", "'s": "us",
    "'em": "they", "others": "other", "her": "she", "whom": "who",
}  # fmt: skip
DETERMINERS = {"an": "a", "these": "this", "those": "that", "'s": "'s"}
PARTICLES = {"n't": "not", "'s": "'s", "'": "'s", "na": "to"}
VERBS = {"'s": "be", "'re": "be", "'m": "be", "'ve": "have", "am": "be", "gon": "go", "wan": "want"}


def _curly(table: dict[str, str]) -> dict[str, list[str]]:
    """The table with curly apostrophes beside the straight ones, as the lemmatizer wants it."""
    both = table | {form.replace("'", "’"): lemma for form, lemma in table.items()}
    return {form: [lemma] for form, lemma in both.items()}


def patch_lemmatizer(pipe: Pipe) -> None:
    """Load the tables of `spacy-lookups-data` into the lemmatizer and add what they lack.

    Raises ValueError when that package is not installed.
    """
    lemmatizer = cast(EnglishLemmatizer, pipe)
    lemmatizer.initialize()
    rules, index, exceptions = (
        lemmatizer.lookups.get_table(name) for name in ("lemma_rules", "lemma_index", "lemma_exc")
    )
    exceptions["verb"] = {**exceptions["verb"], **_curly(VERBS)}
    for pos, table in (("aux", AUXILIARIES), ("pron", PRONOUNS), ("det", DETERMINERS), ("part", PARTICLES)):
        exceptions[pos] = _curly(table)
        rules[pos] = [["", ""]]  # no ending is taken off, but capitals are: *She* is *she*
        index[pos] = []


def shipped_tables(nlp: Language) -> list[str]:
    """The names of the tables a pipeline's lemmatizer carries, for checks."""
    lemmatizer = cast(EnglishLemmatizer, nlp.get_pipe("lemmatizer"))
    return list(lemmatizer.lookups.tables)
