"""Names of organisations by kind, from data/organisations.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "organisations.toml"
WITH_ARTICLE = ("agency", "party")
WITHOUT_ARTICLE = ("company", "club", "movement", "outlet")


@cache
def organisations() -> dict[str, tuple[str, ...]]:
    """Kind to names."""
    with FILE.open("rb") as file:
        return {kind: tuple(names.split("|")) for kind, names in tomllib.load(file).items()}
