"""The list of what is wrong, and the checks that everything else is made of."""

from collections.abc import Callable, Collection
from typing import Any

from sandbox.errors import InvalidBlocks

Json = dict[str, Any]


class Problems:
    """Collects (what, JSON pointer) pairs."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []

    def add(self, what: str, where: str) -> None:
        """Notes one problem."""

        self.found.append((what, where))

    def refuse(self, error: str = "invalid_blocks") -> None:
        """
        :raises InvalidBlocks: something was found
        """

        if self.found:
            raise InvalidBlocks(self.found, error)

    def length(self, value: Any, where: str, most: int, least: int = 0) -> None:
        """A string's length, in the words of Slack's messages."""

        if not isinstance(value, str):
            self.add("must provide a string", where)
        elif len(value) > most:
            self.add(f"must be less than {most + 1} characters", where)
        elif len(value) < least:
            self.add(f"must be more than {least - 1} characters", where)

    def optional(self, owner: Json, name: str, where: str, most: int, least: int = 0) -> None:
        """The length of a string that may be absent."""

        if owner.get(name) is not None:
            self.length(owner[name], f"{where}/{name}", most, least)

    def required(self, owner: Json, name: str, where: str) -> bool:
        """Whether a field is there; it is missed when not."""

        if owner.get(name) in (None, [], {}):
            self.add(f"missing required field: {name}", where)
            return False
        return True

    def items(self, value: Any, where: str, most: int, each: Callable[[Any, str], None], least: int = 1) -> None:
        """A list's size, and each of its items."""

        if not isinstance(value, list):
            self.add("must be an array", where)
            return
        if len(value) > most:
            self.add(f"no more than {most} items allowed", where)
        if len(value) < least:
            self.add(f"must have at least {least} items", where)
        for number, item in enumerate(value):
            if isinstance(item, dict):
                each(item, f"{where}/{number}")
            else:
                self.add("must be an object", f"{where}/{number}")

    def text(self, value: Any, where: str, most: int = 3000, kinds: Collection[str] = ("plain_text", "mrkdwn")) -> None:
        """A text object: its kind, and 1 to `most` characters."""

        if not isinstance(value, dict):
            self.add("must be an object", where)
            return
        if value.get("type") not in kinds:
            self.add("failed to match all allowed schemas", where)
            self.add(f"must be one of the allowed types: {', '.join(kinds)}", f"{where}/type")
        before = len(self.found)
        self.length(value.get("text"), f"{where}/text", most, 1)
        if len(self.found) > before:
            self.found.insert(before, ("failed to match all allowed schemas", where))
        if value.get("type") == "mrkdwn" and "emoji" in value:
            self.add("additional property found: emoji", where)

    def plain(self, value: Any, where: str, most: int) -> None:
        """A plain_text object."""

        self.text(value, where, most, ("plain_text",))

    def known(self, value: Json, where: str, names: Collection[str]) -> None:
        """Slack refuses a property it does not know."""

        for name in value:
            if name not in names:
                self.add(f"invalid additional property: {name}", where)
