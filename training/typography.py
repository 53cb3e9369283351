"""Typewriter marks made typographic: newsrooms print “ ” ‘ ’ — …, the treebanks mostly \" ' -- ...

With both in training the first recipe read PUD equally well with either.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

MARKS = ('"', "'", "--", "...", "``")
DASHES = ("—", "–", "--", "-")


def has_marks(forms: Sequence[str]) -> bool:
    """Whether there is anything in these tokens to make typographic."""
    return any(mark in form for form in forms for mark in MARKS)


def typographic(
    forms: Sequence[str], space_after: Sequence[bool], rng: random.Random, xpos: Sequence[str] | None = None
) -> list[str]:
    """The same tokens with curly quotes and apostrophes, real dashes and ellipses.

    Opening and closing quotes are told apart by their tags where the trees give them (`xpos`), else by spacing.
    """
    dash = rng.choice(DASHES)
    quoted = False
    out: list[str] = []
    for i, form in enumerate(forms):
        tag = xpos[i] if xpos else ""
        if form in ('"', "``", "''"):
            after_space = i == 0 or space_after[i - 1]
            quoted = tag == "``" or (tag != "''" and after_space and not quoted)
            out.append("“" if quoted else "”")
        elif form == "'":
            out.append("‘" if tag == "``" else "’")
        elif form == "--":
            out.append(dash)
        elif form == "...":
            out.append("…")
        else:
            out.append(form.replace("'", "’"))
    return out
