"""What a workspace must not forget when its process dies: messages, and events that nobody has acknowledged yet.

Slack keeps its messages whatever happens to one of its machines. With a journal the sandbox does so too: each line is
handed to the system before anybody hears of what it says, and the next sandbox on the same file goes on from there.
Views, triggers, reactions and who is in a channel are not kept.
"""

import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sandbox.state import Message

Json = dict[str, Any]


class Journal:
    """Lines of JSON in a file; without a file, none."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) if path else None
        if self._file is not None:
            os.write(self._file, b"\n")  # the last line may be cut off

    def installed(self, secrets: Json) -> None:
        """The tokens of the app."""

        self._write("installed", secrets)

    def wrote(self, message: Message) -> None:
        """A message as it stands now, new or changed."""

        self._write("message", asdict(message) | {"replies": []})

    def removed(self, channel: str, ts: str) -> None:
        """A message is gone."""

        self._write("removed", [channel, ts])

    def sent(self, body: Json) -> None:
        """An event that the app is to hear of."""

        self._write("event", body)

    def ended(self, event_id: str, *, acked: bool) -> None:
        """It was acknowledged, or given up."""

        self._write("acked" if acked else "lost", event_id)

    def _write(self, kind: str, what: Any) -> None:
        if self._file is not None:
            line = json.dumps({"at": time.time(), "kind": kind, "what": what}, separators=(",", ":"))
            os.write(self._file, line.encode() + b"\n")


def read(path: Path) -> Iterator[tuple[float, str, Any]]:
    """The lines of a journal: seconds since 1970, kind, and what. One that a dying process cut off is left out."""

    for line in path.read_bytes().splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        yield entry["at"], entry["kind"], entry["what"]
