"""What the sandbox raises: Slack's refusals, and wrong use of the sandbox itself."""

from typing import Any


class SlackError(Exception):
    """A refusal of Slack's: `error` is the word that Slack answers with, `extra` further fields of that answer."""

    def __init__(self, error: str, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra

    @property
    def answer(self) -> dict[str, Any]:
        """The body that goes back to the caller."""

        return {"ok": False, "error": self.error, **self.extra}


class InvalidBlocks(SlackError):
    """Blocks that Slack would refuse. `problems` holds (what is wrong, JSON pointer to it)."""

    def __init__(self, problems: list[tuple[str, str]], error: str = "invalid_blocks") -> None:
        found = [f"{what} [json-pointer:{where}]" for what, where in problems]
        super().__init__(error, errors=found, response_metadata={"messages": [f"[ERROR] {line}" for line in found]})
        self.problems = problems


class SandboxError(Exception):
    """The sandbox was asked for something that cannot be done there: no such button, no such channel, no modal open."""
