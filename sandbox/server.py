"""The sandbox itself: a server in a thread of its own, and what tests and demos do with it from outside."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Self, TypeVar

from aiohttp import web

from sandbox import interactions
from sandbox.delivery import Ack, Answer
from sandbox.errors import SandboxError
from sandbox.events import shown
from sandbox.faults import Fault
from sandbox.http_mode import HttpMode
from sandbox.hub import Hub, Options
from sandbox.page.api import PageApi
from sandbox.people import People
from sandbox.seed import newsroom as newsroom_workspace
from sandbox.sites import Handler, Served
from sandbox.state import Call, Ephemeral, Ping
from sandbox.web_api import METHODS, WebApi
from sandbox.web_api.views import shown as shown_view

Json = dict[str, Any]
T = TypeVar("T")

START_SECONDS = 10.0
LARGEST_BODY = 4 * 2**20


class Sandbox:
    """A stand-in for Slack with one workspace, in which one app is installed.

    :param port: to listen on, at 127.0.0.1; 0 takes a free one
    :param options: any field of `Options`: time_scale, rate_limits, redelivery, ack_seconds, trigger_seconds, …
    """

    def __init__(self, *, port: int = 0, host: str = "127.0.0.1", **options: Any) -> None:
        self.hub = Hub(newsroom_workspace(), Options(**options))
        self.people = People(self.hub)
        self.workspace = self.hub.workspace
        self._host, self._port = host, port
        self._loop = asyncio.new_event_loop()
        self._thread: threading.Thread | None = None
        self._changed = threading.Condition()
        self._runner: web.AppRunner | None = None
        self._http: HttpMode | None = None
        self.hub.watchers.append(self._notify)

    # -- starting and stopping

    def start(self) -> Self:
        """Starts the server and returns when it listens.

        :raises SandboxError: it doesn't come up, for instance because the port is taken
        """

        started: list[BaseException | None] = []
        ready = threading.Event()

        def run() -> None:
            asyncio.set_event_loop(self._loop)
            try:
                self._loop.run_until_complete(self._listen())
                started.append(None)
            except OSError as error:
                started.append(error)
                return
            finally:
                ready.set()
            self._loop.run_forever()
            self._loop.run_until_complete(self._close())
            self._loop.close()

        self._thread = threading.Thread(target=run, name="sandbox", daemon=True)
        self._thread.start()
        if not ready.wait(START_SECONDS) or not started or started[0] is not None:
            raise SandboxError(
                f"the sandbox did not start on port {self._port}: {started[0] if started else 'no answer'}"
            )
        return self

    async def _listen(self) -> None:
        app = web.Application(client_max_size=LARGEST_BODY, middlewares=[self._by_host])
        app.router.add_route("*", "/api/{method}", WebApi(self.hub, METHODS).handle)
        app.router.add_get("/link", self.hub.sockets.link)
        app.router.add_get("/link/", self.hub.sockets.link)
        app.router.add_post("/response/{team}/{token}", self._response_url)
        PageApi(self.hub, self.people).add_routes(app.router)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.hub.base_url = self.url

    @web.middleware
    async def _by_host(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Sends requests for a site's host name to that site."""

        host = (request.host or "").rsplit(":", 1)[0].lower()
        if host not in {"localhost", self._host} and self.hub.sites.knows(host):
            return await self.hub.sites.answer(request, host)
        return await handler(request)

    async def _response_url(self, request: web.Request) -> web.StreamResponse:
        return await interactions.answer_url(self.hub, request)

    async def _close(self) -> None:
        self.hub.faults.clear()
        await self.hub.delivery.stop()
        if self._http is not None:
            await self._http.stop()
        self.hub.sockets.drop()
        if self._runner is not None:
            await self._runner.cleanup()

    def stop(self) -> None:
        """Stops the server; open connections are cut."""

        if self._thread is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(START_SECONDS)
        self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    # -- addresses and secrets

    @property
    def port(self) -> int:
        """The port that it listens on."""

        return self._port

    @property
    def url(self) -> str:
        """The page."""

        return f"http://{self._host}:{self._port}"

    @property
    def api_url(self) -> str:
        """The Web API, as `base_url` of a WebClient."""

        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        """The token of the bot user."""

        return self.hub.bot_token

    @property
    def app_token(self) -> str:
        """The app-level token."""

        return self.hub.app_token

    @property
    def signing_secret(self) -> str:
        """With which HTTP mode signs."""

        return self.hub.signing_secret

    @property
    def bot_user(self) -> str:
        """The bot's user id."""

        return self.workspace.bot_user

    @property
    def team(self) -> str:
        """The workspace's id."""

        return self.workspace.team_id

    def site_url(self, host: str, path: str = "/") -> str:
        """The address of a page of a site on this port; `host` with or without `.localhost`."""

        name = host if "." in host else f"{host}.localhost"
        return f"http://{name}:{self._port}{path}"

    # -- from other threads onto the loop

    def _run(self, work: Callable[[], T]) -> T:
        async def call() -> T:
            return work()

        return self._await(call())

    def _await(self, work: Coroutine[Any, Any, T]) -> T:
        if self._thread is None or not self._thread.is_alive():
            work.close()
            raise SandboxError("the sandbox is not running")
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def _notify(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def wait_for(self, predicate: Callable[[], T], seconds: float = 10.0, what: str = "") -> T:
        """Waits until the predicate gives something true, and gives that.

        It is asked whenever something happens here, and every 50 ms for what happens elsewhere.

        :raises TimeoutError: it didn't in time
        """

        end = time.monotonic() + seconds
        while not (found := predicate()):
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"not within {seconds} s: {what or predicate}")
            with self._changed:
                self._changed.wait(min(left, 0.05))
        return found

    def wait_for_connection(self, seconds: float = 10.0, sockets: int = 1) -> None:
        """Waits until the app has that many sockets open."""

        self.wait_for(lambda: len(self.hub.sockets.connections) >= sockets, seconds, f"{sockets} sockets")

    # -- what people do

    def post(self, channel: str, user: str, text: str, **fields: Any) -> str:
        """Someone posts what they typed; its ts.

        `fields`: thread_ts, broadcast, blocks, attachments, files, subtype (me_message, file_share), client_msg_id,
        unfurl_links.
        """

        if fields.pop("broadcast", False):
            fields |= {"broadcast": True, "subtype": "thread_broadcast"}
        if fields.get("files"):
            fields.setdefault("subtype", "file_share")
        return self._run(lambda: self.people.post(channel, user, text, **fields)).ts

    def post_as_app(self, channel: str, text: str, **fields: Any) -> str:
        """Another app posts (subtype bot_message); its ts."""

        return self._run(lambda: self.people.post_as_app(channel, text, **fields)).ts

    def edit(self, channel: str, ts: str, text: str) -> None:
        """Someone edits their message."""

        self._run(lambda: self.people.edit(channel, ts, text))

    def delete(self, channel: str, ts: str) -> None:
        """Someone deletes their message."""

        self._run(lambda: self.people.delete(channel, ts))

    def react(self, channel: str, ts: str, user: str, name: str, *, remove: bool = False) -> None:
        """Someone reacts, or takes a reaction back."""

        self._run(lambda: self.people.react(channel, ts, user, name, remove=remove))

    def dm(self, user: str, text: str, **fields: Any) -> str:
        """Someone writes to the bot directly; the message's ts. Its channel is `dm_channel(user)`."""

        return self.post(self.dm_channel(user), user, text, **fields)

    def dm_channel(self, user: str) -> str:
        """The id of someone's conversation with the bot."""

        return self._run(lambda: self.workspace.dm(user).id)

    def join(self, channel: str, user: str) -> None:
        """Someone joins a channel."""

        self._run(lambda: self.people.join(channel, user))

    def leave(self, channel: str, user: str) -> None:
        """Someone leaves a channel."""

        self._run(lambda: self.people.leave(channel, user))

    def invite_bot(self, channel: str, by: str = "ben") -> None:
        """Someone invites the bot into a channel."""

        self._run(lambda: self.people.join(channel, self.bot_user, inviter=by))

    def remove_bot(self, channel: str) -> None:
        """Someone removes the bot from a channel."""

        self.leave(channel, self.bot_user)

    def archive(self, channel: str, user: str = "ben") -> None:
        """Someone archives a channel."""

        self._run(lambda: self.people.archive(channel, user))

    def open_home(self, user: str) -> None:
        """Someone opens the app's Home tab."""

        self._run(lambda: self.people.open_home(user))

    def click(self, user: str, action_id: str, **which: Any) -> Answer:
        """Someone uses a button or menu (see `People.click`); returns when the app has acknowledged, or failed to."""

        return self._await(self.people.click(user, action_id, **which))

    def submit_view(self, user: str, values: Json | None = None) -> Answer:
        """Someone fills in and submits the modal before them."""

        return self._await(self.people.submit_view(user, values))

    def close_view(self, user: str, *, everything: bool = False) -> None:
        """Someone closes the modal before them."""

        self._await(self.people.close_view(user, everything=everything))

    def command(self, channel: str, user: str, line: str) -> Answer:
        """Someone types a slash command with its text."""

        return self._await(self.people.command(channel, user, line))

    def shortcut(self, user: str, callback_id: str, *, channel: str | None = None, ts: str | None = None) -> Answer:
        """Someone runs a shortcut, on a message or a global one."""

        return self._await(self.people.shortcut(user, callback_id, channel=channel, ts=ts))

    # -- looking

    def thread(self, channel: str, ts: str) -> list[Json]:
        """A message and its replies, oldest first, with metadata; empty when it isn't there."""

        def look() -> list[Json]:
            where = self.workspace.channel(channel)
            if ts not in where.messages:
                return []
            return [shown(self.workspace, m, metadata=True) for m in self.workspace.thread(where.id, ts)]

        return self._run(look)

    def replies(self, channel: str, ts: str) -> list[Json]:
        """The replies under a message, oldest first."""

        return self.thread(channel, ts)[1:]

    def history(self, channel: str) -> list[Json]:
        """Every message of a channel and its threads, oldest first, with metadata."""

        def look() -> list[Json]:
            messages = list(self.workspace.channel(channel).messages.values())
            return [shown(self.workspace, message, metadata=True) for message in messages]

        return self._run(look)

    def message(self, channel: str, ts: str) -> Json | None:
        """One message, or None."""

        return next((m for m in self.history(channel) if m["ts"] == ts), None)

    def ephemerals(self, user: str) -> list[Ephemeral]:
        """What only this user sees, oldest first; Slackbot's own notices have `from_slack`."""

        return self._run(lambda: [e for e in self.workspace.ephemerals if e.user == self.workspace.user(user).id])

    def views(self, user: str) -> list[Json]:
        """The modals open before this user; the last is on top."""

        def look() -> list[Json]:
            return [shown_view(self.hub, v) for v in self.workspace.modals.get(self.workspace.user(user).id, [])]

        return self._run(look)

    def home(self, user: str) -> Json | None:
        """The Home tab published for this user."""

        def look() -> Json | None:
            view = self.workspace.homes.get(self.workspace.user(user).id)
            return shown_view(self.hub, view) if view else None

        return self._run(look)

    def calls(self, method: str | None = None) -> list[Call]:
        """The Web API calls so far, of one method or all."""

        return [call for call in list(self.workspace.calls) if method in {None, call.method}]

    def acks(self) -> list[Ack]:
        """Every attempt to deliver, with the seconds until it was acknowledged."""

        return list(self.hub.delivery.acks)

    def events(self, kind: str | None = None) -> list[Json]:
        """The event_callback bodies sent so far, each once, of one event type or all."""

        return [body for body in list(self.hub.delivery.sent) if kind in {None, body["event"]["type"]}]

    def lost(self) -> list[Json]:
        """The events that Slack gave up on: no repetition was acknowledged."""

        return list(self.hub.delivery.lost)

    def pings(self) -> list[Ping]:
        """Whose attention was called so far, and by whom."""

        return list(self.workspace.pings)

    def visits(self) -> list[str]:
        """What was fetched from the sites: host and path, in order."""

        return list(self.hub.sites.visits)

    # -- faults

    def fail(self, method: str, times: int = 1, **how: Any) -> None:
        """The next `times` calls of a Web API method fail; `how`: fields of `Fault`."""

        self._run(lambda: self.hub.faults.add(Fault(method, times, **how)))

    def hold(self, method: str) -> AbstractContextManager[None]:
        """Within the block, calls of this method wait."""

        @contextmanager
        def held() -> Any:
            self._run(lambda: self.hub.faults.hold(method))
            try:
                yield
            finally:
                self._run(lambda: self.hub.faults.release(method))

        return held()

    def drop_connections(self) -> int:
        """Cuts every socket's TCP line without a word; how many."""

        return self._run(self.hub.sockets.drop)

    def disconnect(self, reason: str = "refresh_requested", close_after: float | None = None) -> int:
        """Tells every socket that it will end (warning, refresh_requested, link_disabled); how many.

        :param close_after: seconds until Slack closes them itself, scaled; None leaves that to the app
        """

        seconds = None if close_after is None else self.hub.scaled(close_after)
        return self._await(self.hub.sockets.disconnect(reason, seconds))

    def redeliver(self, event: Json | str | None = None) -> Json:
        """Delivers an event again under its event_id: a body of `events()`, an event_id, or the last one sent."""

        def again() -> Json:
            sent = self.hub.delivery.sent
            found = [b for b in sent if event is None or event in (b, b["event_id"])]
            if not found:
                raise SandboxError("no such event was sent")
            self.hub.delivery.deliver(found[-1])
            return found[-1]

        return self._run(again)

    def duplicate(self, copies: int = 1) -> None:
        """From now on every event is delivered that many times more; 0 ends it."""

        def switch() -> None:
            self.hub.delivery.copies = copies

        self._run(switch)

    def hold_events(self) -> AbstractContextManager[None]:
        """Within the block, events wait in Slack; afterwards all come, in order."""

        @contextmanager
        def held() -> Any:
            def begin() -> None:
                self.hub.delivery.held = []

            def end() -> None:
                waiting, self.hub.delivery.held = self.hub.delivery.held or [], None
                for body in waiting:
                    self.hub.delivery.deliver(body)

            self._run(begin)
            try:
                yield
            finally:
                self._run(end)

        return held()

    def send_event(self, event: Json) -> Json | None:
        """Sends an event of your own making, as it is, when the app subscribed to its type."""

        return self._run(lambda: self.hub.delivery.event(event))

    def rate_limits(self, enabled: bool) -> None:
        """Switches the rate limits on or off."""

        self.hub.rates.enabled = enabled

    # -- HTTP mode and sites

    def use_http(self, request_url: str) -> None:
        """From now on everything goes to that URL, signed, instead of over sockets.

        :raises SandboxError: the URL doesn't answer Slack's challenge
        """

        async def switch() -> None:
            transport = HttpMode(request_url, self.signing_secret)
            self._http = transport
            await transport.verify(self.hub.options.ack_seconds)
            self.hub.delivery.transport = transport

        self._await(switch())

    def serve(  # noqa: PLR0913 - what an HTTP answer has
        self,
        host: str,
        path: str,
        body: str | bytes = b"",
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        delay: float = 0.0,
        handler: Handler | None = None,
    ) -> str:
        """Puts a page on a site of this port (a bare name gets `.localhost`); its URL. The path `*`: every other."""

        name = host if "." in host else f"{host}.localhost"
        content = body.encode() if isinstance(body, str) else body
        served = Served(content, status, dict(headers or {}), delay, handler)
        self._run(lambda: self.hub.sites.add(name, path, served))
        return self.site_url(name, "/" if path == "*" else path)
