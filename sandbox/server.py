"""The sandbox itself: a server in a thread of its own, and what tests and demos do with it from outside."""

import asyncio
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from aiohttp import web

from sandbox import interactions
from sandbox.acting import Acting
from sandbox.breaking import Breaking
from sandbox.errors import SandboxError
from sandbox.http_mode import HttpMode
from sandbox.hub import Options, from_manifest
from sandbox.journal import Journal
from sandbox.looking import Looking
from sandbox.neighbour import Neighbour
from sandbox.oauth import METHODS as OAUTH_METHODS
from sandbox.oauth import Consent
from sandbox.page.api import PageApi
from sandbox.restoring import restore
from sandbox.sites import Handler, Served
from sandbox.web_api import METHODS, WebApi

START_SECONDS = 10.0
LARGEST_BODY = 4 * 2**20


class Sandbox(Acting, Looking, Breaking):
    """A stand-in for Slack with one workspace, in which one app is installed; `add_workspace` makes others beside it.

    :param port: to listen on, at 127.0.0.1; 0 takes a free one
    :param manifest: the app's manifest: scopes, events, commands and shortcuts are then those and no other
    :param journal: a file that keeps messages and events, for a sandbox that is to outlive its process
    :param public_url: where the app finds it, when something stands between
    :param options: any field of `Options`: time_scale, rate_limits, redelivery, ack_seconds, trigger_seconds, …
    """

    def __init__(
        self,
        *,
        port: int = 0,
        host: str = "127.0.0.1",
        manifest: dict[str, Any] | None = None,
        journal: Path | None = None,
        public_url: str = "",
        **options: Any,
    ) -> None:
        super().__init__(Options(**(from_manifest(manifest) if manifest else {}), **options), Journal(journal))
        self._public_url = public_url
        self._host, self._port = host, port
        self._runner: web.AppRunner | None = None
        self._http: HttpMode | None = None

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
        app.router.add_route("*", "/api/{method}", WebApi(self.hub, METHODS | OAUTH_METHODS).handle)
        consent = Consent(self.hub)
        app.router.add_get("/oauth/v2/authorize", consent.ask)
        app.router.add_post("/oauth/v2/authorize", consent.decide)
        app.router.add_get("/link", self.hub.sockets.link)
        app.router.add_get("/link/", self.hub.sockets.link)
        app.router.add_post("/response/{team}/{token}", self._response_url)
        app.router.add_post("/upload/{team}/{token}", self._upload)
        app.router.add_get("/files/{id}", self.hub.files.show)
        PageApi(self.hub, self.people).add_routes(app.router)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.hub.base_url = self._public_url or self.url
        restore(self.hub)

    @web.middleware
    async def _by_host(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Sends requests for a site's host name to that site."""

        host = (request.host or "").rsplit(":", 1)[0].lower()
        if host not in {"localhost", self._host} and self.hub.sites.knows(host):
            return await self.hub.sites.answer(request, host)
        return await handler(request)

    async def _response_url(self, request: web.Request) -> web.StreamResponse:
        return await interactions.answer_url(self.hub.teams.get(request.match_info["team"], self.hub), request)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        return await self.hub.teams.get(request.match_info["team"], self.hub).files.upload(request)

    async def _close(self) -> None:
        self.hub.faults.clear()
        for hub in self.hub.teams.values():
            await hub.delivery.stop()
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
    def app_token(self) -> str:
        """The app-level token."""

        return self.hub.app_token

    @property
    def signing_secret(self) -> str:
        """With which HTTP mode signs."""

        return self.hub.signing_secret

    @property
    def client_id(self) -> str:
        """The app's id in the OAuth flow."""

        return self.hub.client_id

    @property
    def client_secret(self) -> str:
        """The app's secret in the OAuth flow."""

        return self.hub.client_secret

    def site_url(self, host: str, path: str = "/") -> str:
        """The address of a page of a site on this port; `host` with or without `.localhost`."""

        name = host if "." in host else f"{host}.localhost"
        return f"http://{name}:{self._port}{path}"

    # -- other workspaces, HTTP mode and sites

    def add_workspace(self, team: str, name: str, **options: Any) -> Neighbour:
        """Another workspace for the same app, with people and channels of the same ids; `options` where it differs."""

        return Neighbour(self, team, name, **options)

    def use_http(self, request_url: str) -> None:
        """From now on everything goes to that URL, signed, instead of over sockets.

        :raises SandboxError: the URL doesn't answer Slack's challenge
        """

        async def switch() -> None:
            transport = HttpMode(request_url, self.signing_secret)
            self._http = transport
            await transport.verify(self.hub.options.ack_seconds)
            for hub in self.hub.teams.values():
                hub.delivery.transport = transport

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
