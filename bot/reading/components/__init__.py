"""Rules on top of the trained pipeline, each a spaCy component of its own. Importing this registers them.

`add_rules` puts them where they belong; `load_language` in `load.py` reads a pipeline and adds them.
"""

from spacy.language import Language

from bot.reading.components import (  # noqa: F401  importing a module registers its factory
    abbreviations,
    amounts,
    clubs,
    dates,
    demonyms,
    headers,
    name_edges,
    name_kinds,
    one_label,
    organisations,
    places,
    sentence_starts,
    storms,
)

# Before the parser, which keeps to the sentence starts that are set.
BEFORE_PARSER = ("nutgraf_headers", "nutgraf_sentence_starts")
# After the entity recogniser, in this order: names first, then what overrides them, then what fills the gaps.
AFTER_NAMES = (
    "nutgraf_name_kinds",
    "nutgraf_name_edges",
    "nutgraf_organisations",
    "nutgraf_places",
    "nutgraf_clubs",
    "nutgraf_storms",
    "nutgraf_abbreviations",
    "nutgraf_one_label",
    "nutgraf_demonyms",
    "nutgraf_dates",
    "nutgraf_amounts",
)


def add_rules(nlp: Language) -> Language:
    """Add the rule components to a pipeline, in place, and return it. Those it already has stay as they are.

    The sentence rules go before the parser (first, where there is none), the entity rules last.
    """
    for name in BEFORE_PARSER:
        if name in nlp.pipe_names:
            continue
        if "parser" in nlp.pipe_names:
            nlp.add_pipe(name, before="parser")
        else:
            nlp.add_pipe(name, first=True)
    for name in AFTER_NAMES:
        if name not in nlp.pipe_names:
            nlp.add_pipe(name)
    return nlp
