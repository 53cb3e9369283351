"""The arguments of a Web API call, however they were sent."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox.errors import SlackError
from sandbox.hub import Hub
from sandbox.state import Channel

Json = dict[str, Any]
STRUCTURED = ("blocks", "attachments", "view", "metadata", "unfurls")


async def read(request: web.Request) -> Json:
    """The arguments of a request: query, form, multipart or JSON; an empty body is no error, whatever its type.

    :raises SlackError: invalid_json, json_not_object
    """

    found: Json = dict(request.query)
    body = await request.read()
    kind = request.content_type
    if kind == "application/json":
        if body.strip():
            try:
                given = json.loads(body)
            except ValueError as error:
                raise SlackError("invalid_json") from error
            if not isinstance(given, dict):
                raise SlackError("json_not_object")
            found |= given
    elif kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        found |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    return found


@dataclass(frozen=True, slots=True)
class Params:
    """Arguments, and Slack's ways to miss one."""

    values: Json

    def get(self, name: str) -> str:
        """An argument as a string; empty when it isn't there."""

        value = self.values.get(name)
        return "" if value is None else str(value)

    def need(self, name: str) -> str:
        """An argument that has to be there.

        :raises SlackError: invalid_arguments
        """

        if value := self.get(name):
            return value
        raise SlackError(
            "invalid_arguments", response_metadata={"messages": [f"[ERROR] missing required field: {name}"]}
        )

    def flag(self, name: str, default: bool = False) -> bool:
        """A yes or no, as JSON or forms write it."""

        value = self.values.get(name)
        if value is None or value == "":
            return default
        return value is True or str(value).lower() in {"1", "true"}

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number from 1 to `most`.

        :raises SlackError: invalid_limit
        """

        value = self.get(name) or str(default)
        if not value.isdecimal() or not 1 <= int(value) <= most:
            raise SlackError("invalid_limit")
        return int(value)

    def structure(self, name: str, error: str) -> Any:
        """A list or an object: as such, or as a string of JSON; None when it isn't there.

        :raises SlackError: `error`, when the string is no JSON
        """

        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as problem:
            raise SlackError(error) from problem

    def channel(self, hub: Hub, *, member: bool = True, writing: bool = False) -> Channel:
        """The conversation that `channel` names, by id or by name, or a person's DM by their id.

        :raises SlackError: channel_not_found, not_in_channel, is_archived
        """

        given = self.get("channel")
        workspace = hub.workspace
        if given in workspace.users and given != workspace.bot_user:
            found: Channel | None = workspace.dm(given)
        else:
            named = (
                c for c in workspace.channels.values() if c.kind == "channel" and c.name == given.removeprefix("#")
            )
            found = workspace.channels.get(given) or next(named, None)
        inside = found is not None and workspace.bot_user in found.members
        if found is None or (found.kind != "channel" and not inside):
            raise SlackError("channel_not_found")
        if writing and found.is_archived:
            raise SlackError("is_archived")
        if member and not inside:
            raise SlackError("not_in_channel")
        return found


def need_scope(hub: Hub, scope: str) -> None:
    """Refuses an app that was not granted a scope.

    :raises SlackError: missing_scope
    """

    if scope not in hub.options.scopes:
        provided = ",".join(sorted(hub.options.scopes))
        raise SlackError("missing_scope", needed=scope, provided=provided)


Method = Callable[[Hub, Params], Awaitable[Json]]

SCOPES = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
"""What the scopes of each kind of conversation begin with."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A method: the function, the scope it needs, and the kind of token it takes."""

    call: Method
    scope: str = ""
    app_level: bool = False
    tokenless: bool = False
