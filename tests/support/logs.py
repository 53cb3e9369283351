"""What the bot logs while a test looks."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class _Listening(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        said = record.msg if isinstance(record.msg, dict) else {"event": record.getMessage()}
        self.lines.append({"level": record.levelname.lower(), "logger": record.name, **said})


@contextmanager
def listening() -> Iterator[list[dict[str, Any]]]:
    """The lines logged within the block, warnings and errors, each as its fields. They come while it runs."""
    handler, root = _Listening(), logging.getLogger()
    root.addHandler(handler)
    try:
        yield handler.lines
    finally:
        root.removeHandler(handler)
