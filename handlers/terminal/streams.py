"""JSON lines in, JSON lines out, in the same order; a bad line gives its error and the rest goes on."""

import json
import sys
from collections.abc import Callable, Mapping
from io import TextIOWrapper
from typing import Any

from bot.errors import NutgrafError
from handlers.terminal.sources import BadLine, json_lines


def serve_lines(answer: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> int:
    """Answer each object on standard input with one line on standard output.

    Returns the exit status: 0, or 1 where a line got `{"id", "error"}`; each such error is on standard error too.
    """
    failed = 0
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # one byte that is no UTF-8 must not end the stream
    for row in json_lines(sys.stdin):
        try:
            if isinstance(row, BadLine):
                raise row
            result = answer(row)
        except Exception as error:  # noqa: BLE001 - one article must not end the stream, whatever it is
            line_id = error.id if isinstance(error, BadLine) else row.get("id") if isinstance(row, Mapping) else None
            result = {"id": line_id, "error": _sentence(error)}
            print(f"nutgraf: {line_id}: {_sentence(error)}", file=sys.stderr)
            failed = 1
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return failed


def _sentence(error: Exception) -> str:
    """What a line's reader is told; an error without words of its own is a defect of ours."""
    if isinstance(error, NutgrafError):
        return str(error)
    return f"This could not be read ({type(error).__name__}: {error}). That is a defect in the bot: please report it."
