"""Which blocks, elements and parts of rich text the bot sends, read from its code."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "sandbox" / "page"
NO_BLOCKS = {"plain_text", "mrkdwn", "modal", "home"}
"""Text objects, and the views that hold blocks."""


@cache
def sent_types() -> frozenset[str]:
    """Every constant that stands as `type` in a dict of bot/slack, without text objects and views."""
    found = set()
    for path in sorted((ROOT / "bot" / "slack").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                found |= {
                    str(value.value)
                    for key, value in zip(node.keys, node.values, strict=True)
                    if isinstance(key, ast.Constant) and key.value == "type" and isinstance(value, ast.Constant)
                }
    return frozenset(found - NO_BLOCKS)


def drawn_types() -> dict[str, set[str]]:
    """What the page can draw, by the tables of its scripts: `BLOCKS`, `ELEMENTS`, `RICH`, `RICH_PARTS`."""
    tables = {}
    for file, name in (("blocks", "BLOCKS"), ("elements", "ELEMENTS"), ("rich", "RICH"), ("rich", "RICH_PARTS")):
        text = (PAGE / f"{file}.js").read_text(encoding="utf-8")
        body = text.partition(f"export const {name} = {{")[2].partition("\n};")[0]
        tables[name] = set(re.findall(r"(?:^|[{,])\s*(\w+)(?=\s*[:,(]|\s*$)", body, re.M))
    return tables
