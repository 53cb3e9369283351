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
        except NutgrafError as error:
            line_id = error.id if isinstance(error, BadLine) else row.get("id") if isinstance(row, Mapping) else None
            result = {"id": line_id, "error": str(error)}
            print(f"nutgraf: {line_id}: {error}", file=sys.stderr)
            failed = 1
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return failed
