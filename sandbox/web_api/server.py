"""One Web API call from the request to the answer: tokens, scopes, faults, limits, the method, the book of calls."""

import asyncio
import base64
import binascii
import time
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from sandbox.errors import SlackError
from sandbox.faults import Fault
from sandbox.hub import Hub
from sandbox.rates import RateLimited
from sandbox.state import Call
from sandbox.web_api.params import Entry, Params, need_scope, read

Json = dict[str, Any]


class WebApi:
    """The door at /api/."""

    def __init__(self, hub: Hub, methods: Mapping[str, Entry]) -> None:
        self.hub = hub
        self.methods = methods

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answers one request, and notes it."""

        start = time.monotonic()
        name = request.match_info["method"]
        try:
            values = await read(request)
        except SlackError as error:
            return web.json_response(error.answer)
        token = _token(request, values)
        values.pop("token", None)
        values |= _client_of(request)
        params = Params(values)
        status, answer, headers = await self._answer(request, name, token, params)
        seconds = time.monotonic() - start
        workspace = self._hub_of(token).workspace
        workspace.calls.append(Call(name, values, start, seconds, status, answer, token))
        workspace.changed()
        if status == 0:  # a fault that cuts the line
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        return web.json_response(answer, status=status, headers=headers)

    async def _answer(
        self, request: web.Request, name: str, token: str, params: Params
    ) -> tuple[int, Json, dict[str, str]]:
        hub = self._hub_of(token)
        headers = {"x-oauth-scopes": ",".join(sorted(hub.options.scopes)), "x-slack-req-id": str(id(request))}
        await hub.faults.wait(name)
        fault = hub.faults.take(name, params.get("channel"))
        if fault is not None and fault.delay:
            await asyncio.sleep(fault.delay)
        if fault is not None and not fault.after_posting and _breaks(fault):
            return _broken(fault, headers)
        try:
            answer = {"ok": True, **await self._call(name, token, params)}
        except RateLimited as limit:
            return 429, limit.answer, headers | {"Retry-After": str(limit.retry_after)}
        except SlackError as error:
            return 200, error.answer, headers
        if fault is not None and fault.late:
            await asyncio.sleep(fault.late)
        if fault is not None and fault.after_posting:
            return _broken(fault, headers)
        return 200, answer, headers

    async def _call(self, name: str, token: str, params: Params) -> Json:
        entry = self.methods.get(name)
        if entry is None:
            raise SlackError("unknown_method", req_method=name)
        hub = self._hub_of(token)
        if not entry.tokenless:
            _authorize(hub, entry, token)
        hub.rates.check(name, params.get("channel"))
        return await entry.call(hub, params)

    def _hub_of(self, token: str) -> Hub:
        """The workspace that a token is for; the first for the app's own and for one that nobody knows."""

        return next((hub for hub in self.hub.teams.values() if hub.bot_token == token), self.hub)


def _authorize(hub: Hub, entry: Entry, token: str) -> None:
    if not token:
        raise SlackError("not_authed")
    if token not in {hub.bot_token, hub.app_token}:
        raise SlackError("invalid_auth")
    if not hub.installed and token == hub.bot_token:
        raise SlackError("account_inactive")
    if entry.app_level != (token == hub.app_token):
        raise SlackError("not_allowed_token_type")
    if entry.scope:
        need_scope(hub, entry.scope)


def _breaks(fault: Fault) -> bool:
    return fault.error is not None or fault.status is not None or fault.retry_after is not None


def _broken(fault: Fault, headers: dict[str, str]) -> tuple[int, Json, dict[str, str]]:
    """The answer of a fault; status 0 stands for a line that is cut."""

    if fault.retry_after is not None:
        return 429, {"ok": False, "error": "ratelimited"}, headers | {"Retry-After": str(fault.retry_after)}
    if fault.error is not None:
        return fault.status or 200, {"ok": False, "error": fault.error}, headers
    return fault.status or 0, {"ok": False, "error": "internal_error"}, headers


def _token(request: web.Request, values: Json) -> str:
    header = request.headers.get("Authorization", "")
    if header.lower().startswith("bearer "):
        return header[7:].strip()
    return str(values.get("token") or "")


def _client_of(request: web.Request) -> Json:
    """The client's id and secret, where they come as HTTP's basic authorization."""

    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        client_id, _, secret = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return {}
    return {"client_id": client_id, "client_secret": secret}
