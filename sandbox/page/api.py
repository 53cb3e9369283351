"""The page's server side: static files, the state as JSON, live updates, and what a reader does."""

import asyncio
import json
import time
from pathlib import Path
from typing import Any

from aiohttp import web

from sandbox.delivery import Answer
from sandbox.errors import SandboxError, SlackError
from sandbox.hub import Hub
from sandbox.page.picture import picture
from sandbox.people import People

Json = dict[str, Any]
HERE = Path(__file__).parent
FILES = {
    "/": "index.html",
    **{f"/{file.name}": file.name for file in sorted(HERE.iterdir()) if file.suffix in {".css", ".js"}},
}
KEEP_ALIVE_SECONDS = 15.0
GATHER_SECONDS = 0.05  # changes that come within this time go to the page together
MOST_SHARE = 10  # a picture that took 1 ms is not drawn again for 10 ms: lookers-on don't slow the workspace down
POLICY = "default-src 'self'; img-src * data:; style-src 'self'; script-src 'self'; frame-ancestors 'none'"


class PageApi:
    """What stands at /, /page/…"""

    def __init__(self, hub: Hub, people: People) -> None:
        self.hub = hub
        self.people = people
        self._streams: set[asyncio.Event] = set()
        hub.watchers.append(self._changed)

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Puts the page onto the server."""

        for path in FILES:
            router.add_get(path, self._file)
        router.add_get("/page/state", self._state)
        router.add_get("/page/live", self._live)
        router.add_post("/page/do/{what}", self._do)

    def _changed(self) -> None:
        for stream in self._streams:
            stream.set()

    async def _file(self, request: web.Request) -> web.StreamResponse:
        answer = web.FileResponse(HERE / FILES[request.path])
        answer.headers["Cache-Control"] = "no-cache"
        answer.headers["Content-Security-Policy"] = POLICY
        return answer

    async def _state(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(picture(self.hub, request.query.get("user", "")))

    async def _live(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: the state, again whenever something changed."""

        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
        await response.prepare(request)
        stream = asyncio.Event()
        stream.set()
        self._streams.add(stream)
        pause = GATHER_SECONDS
        try:
            while True:
                try:
                    await asyncio.wait_for(stream.wait(), KEEP_ALIVE_SECONDS)
                except TimeoutError:
                    await response.write(b": still here\n\n")
                    continue
                await asyncio.sleep(pause)
                stream.clear()
                start = time.monotonic()
                state = json.dumps(picture(self.hub, request.query.get("user", "")))
                await response.write(f"data: {state}\n\n".encode())
                pause = max(GATHER_SECONDS, MOST_SHARE * (time.monotonic() - start))
        except ConnectionError:
            return response
        finally:
            self._streams.discard(stream)

    async def _do(self, request: web.Request) -> web.StreamResponse:
        """Something the reader does. Only from this page: other sites can't send this header without being asked."""

        if request.headers.get("X-Sandbox") != "page":
            return web.json_response({"error": "only the page may do this"}, status=403)
        try:
            asked = await request.json()
            found = await self._act(request.match_info["what"], asked)
        except (SandboxError, SlackError) as error:
            return web.json_response({"error": str(error)}, status=400)
        except (KeyError, TypeError, ValueError) as error:
            return web.json_response({"error": f"not understood: {error!r}"}, status=400)
        return web.json_response(_told(found))

    async def _act(self, what: str, asked: Json) -> Any:
        people, user, found = self.people, asked["user"], None
        where = (asked.get("channel", ""), asked.get("ts", ""))
        match what:
            case "post" if asked["text"].startswith("/"):
                found = await people.command(asked["channel"], user, asked["text"], thread_ts=asked.get("thread_ts"))
            case "post":
                people.post(asked["channel"], user, asked["text"], thread_ts=asked.get("thread_ts"))
            case "click":
                which = {name: asked.get(name) for name in ("channel", "ts", "view_id", "value", "block_id", "chosen")}
                found = await people.click(user, asked["action_id"], **which)
            case "shortcut":
                found = await people.shortcut(user, asked["callback_id"], channel=where[0] or None, ts=where[1] or None)
            case "submit":
                found = await people.submit_view(user, asked.get("values") or {})
            case "close":
                await people.close_view(user)
            case "react":
                people.react(*where, user, asked["name"], remove=bool(asked.get("remove")))
            case "edit":
                people.edit(*where, asked["text"])
            case "delete":
                people.delete(*where)
            case "machine":
                self._machine(run=bool(asked["run"]))
            case "home":
                people.open_home(user)
            case _:
                raise SandboxError(f"the page knows no {what!r}")
        return found

    def _machine(self, *, run: bool) -> None:
        machine = self.hub.machine
        if machine is None:
            raise SandboxError("there is no time machine here")
        if run:
            machine.start()
        else:
            machine.pause()


def _told(found: Any) -> Json:
    """What the page learns of an action: how the app's acknowledgement went."""

    if not isinstance(found, Answer):
        return {"ok": True}
    said = found.payload or {}
    return {"ok": found.acked, "reason": found.reason, "errors": said.get("errors", {}), "seconds": found.seconds}
