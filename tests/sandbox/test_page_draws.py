"""The page knows everything that the bot sends; read from the code of both, so it is known without a browser."""

import re

from tests.support.block_types import PAGE, ROOT, drawn_types, sent_types


def test_every_block_and_element_that_the_bot_sends_is_drawn() -> None:
    sent = sent_types()
    assert {"section", "button", "rich_text_list", "timepicker"} <= sent  # the reading of the code still works
    assert sent <= set().union(*drawn_types().values())


def test_everything_that_the_sandbox_lets_through_is_drawn() -> None:
    from sandbox.limits.blocks import CHECKS
    from sandbox.limits.elements import IN_ACTIONS, IN_SECTION, INPUTS

    tables = drawn_types()
    assert set(CHECKS) <= tables["BLOCKS"]
    assert (IN_ACTIONS | IN_SECTION | INPUTS) - {"rich_text_input", "file_input"} <= tables["ELEMENTS"]


def test_every_emoji_that_the_bot_names_has_a_picture() -> None:
    known = set(re.findall(r"[\"']?([\w+-]+)[\"']?: \"", (PAGE / "text.js").read_text(encoding="utf-8")))
    for path in (ROOT / "bot" / "slack").rglob("*.py"):
        for name in re.findall(r"(?<=[\"' *(]):([a-z_]{3,}):(?=[ *\"])", path.read_text(encoding="utf-8")):
            assert name in known, f"{path.name} says :{name}:"
