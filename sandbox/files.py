"""Files that the app uploads: an address first, then the bytes, then the word that it is complete. For a moment after
that Slack still looks through a file, and a block can't show it."""

import secrets
import time
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox.errors import SlackError
from sandbox.state import Workspace

Json = dict[str, Any]

SCAN_SECONDS = 2.0
LARGEST = 2**30
IMAGES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


@dataclass(slots=True)
class File:
    """A file, from the moment at which its address was asked for. `at` is when it was complete; None: it is not yet."""

    id: str
    name: str
    length: int
    token: str
    alt: str = ""
    content: bytes | None = None
    title: str = ""
    at: float | None = None

    @property
    def kind(self) -> str:
        """Its media type, by its first bytes."""

        start = self.content or b""
        return next((kind for sign, kind in IMAGES.items() if start.startswith(sign)), "application/octet-stream")


class Files:
    """Every file of the workspace. All of them are the app's own, and shared nowhere."""

    def __init__(self, workspace: Workspace, scan_seconds: float) -> None:
        self.workspace = workspace
        self.scan_seconds = scan_seconds
        self.every: dict[str, File] = {}

    def new(self, name: str, length: int, alt: str) -> File:
        """A file that is still to be uploaded."""

        file = File(self.workspace.new_id("F"), name, length, secrets.token_hex(16), alt)
        self.every[file.id] = file
        return file

    def complete(self, file_id: str, title: str) -> File:
        """Says that all of a file is there.

        :raises SlackError: file_not_found
        """

        file = self.every.get(file_id)
        if file is None or file.content is None:
            raise SlackError("file_not_found")
        file.title, file.at = title or file.name, time.monotonic()
        return file

    def check(self, blocks: Any, where: str, error: str) -> None:
        """That every Slack file in blocks is an image, the app's, and looked through.

        :raises SlackError: `error`, with Slack's words
        """

        for number, block in enumerate(blocks or ()):
            if block.get("type") == "image" and "slack_file" in block and not self._shows(block["slack_file"]):
                words = f"invalid slack file [json-pointer:{where}/{number}/slack_file]"
                raise SlackError(error, errors=[words], response_metadata={"messages": [f"[ERROR] {words}"]})

    def _shows(self, named: Any) -> bool:
        file = self.every.get(str(named.get("id", ""))) if isinstance(named, dict) and "url" not in named else None
        if file is None or file.at is None or file.kind == "application/octet-stream":
            return False
        return time.monotonic() - file.at >= self.scan_seconds

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Takes the bytes of a file at the address that was given for it."""

        file = next((f for f in self.every.values() if f.token == request.match_info["token"]), None)
        if file is None or file.content is not None:
            return web.Response(status=404, text="not found")
        body = await _content(request)
        if len(body) != file.length:
            return web.Response(status=400, text="wrong length")
        file.content = body
        return web.Response(text=f"OK - {len(body)}")

    async def show(self, request: web.Request) -> web.StreamResponse:
        """Gives a file to the page."""

        file = self.every.get(request.match_info["id"])
        if file is None or file.content is None:
            return web.Response(status=404)
        return web.Response(body=file.content, content_type=file.kind)


async def _content(request: web.Request) -> bytes:
    """Raw bytes, or the one file of a form."""

    if request.content_type != "multipart/form-data":
        return await request.read()
    for value in (await request.post()).values():
        if isinstance(value, web.FileField):
            return value.file.read()
    return b""
