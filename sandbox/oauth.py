"""Installing the app: Slack's page that asks for consent, the code it hands out, and oauth.v2.access."""

import html
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from sandbox.errors import SlackError
from sandbox.hub import Hub
from sandbox.web_api.params import Entry, Params

Json = dict[str, Any]

CODE_SECONDS = 600.0


@dataclass(slots=True)
class Code:
    """A code as the redirect carries it: good once, for ten minutes, for the address that it was sent to."""

    team: str
    user: str
    redirect_uri: str
    scopes: tuple[str, ...]
    at: float
    used: bool = False


class Consent:
    """The page at /oauth/v2/authorize. Who allows there is the workspace's first administrator."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    async def ask(self, request: web.Request) -> web.Response:
        """Shows what the app asks for, or why it can't be asked."""

        if problem := self._problem(request.query.get("client_id", ""), request.query.get("redirect_uri", "")):
            return web.Response(status=400, text=problem)
        asked = _split(request.query.get("scope", ""))
        if unknown := [scope for scope in asked if scope not in self.hub.options.scopes]:
            return web.Response(status=400, text=f"invalid_scope: {', '.join(unknown)}")
        kept = "".join(
            f'<input type="hidden" name="{name}" value="{html.escape(request.query.get(name, ""))}">'
            for name in ("client_id", "redirect_uri", "scope", "state")
        )
        wanted = request.query.get("team")
        teams = "".join(
            f'<option value="{team}"{" selected" if team == wanted else ""}>{html.escape(hub.workspace.team_name)}'
            for team, hub in self.hub.teams.items()
        )
        page = f"""<!doctype html><title>Nutgraf asks for access</title><h1>Nutgraf asks for access</h1>
<ul>{"".join(f"<li>{html.escape(scope)}" for scope in asked)}</ul>
<form method="post">{kept}<select name="team">{teams}</select>
<button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Cancel</button></form>"""
        return web.Response(text=page, content_type="text/html")

    async def decide(self, request: web.Request) -> web.Response:
        """Somebody pressed *Allow* or *Cancel*: back to the app, with a code or an error."""

        form = {name: str(value) for name, value in (await request.post()).items()}
        back = form.get("redirect_uri", "")
        if problem := self._problem(form.get("client_id", ""), back):
            return web.Response(status=400, text=problem)
        hub = self.hub.teams.get(form.get("team", ""))
        if form.get("decision") != "allow" or hub is None:
            answer = {"error": "access_denied", "state": form.get("state", "")}
        else:
            admin = next(user.id for user in hub.workspace.users.values() if user.is_admin)
            code = f"{time.time_ns()}.{secrets.token_hex(16)}"
            scopes = tuple(_split(form.get("scope", "")))
            self.hub.codes[code] = Code(hub.workspace.team_id, admin, back, scopes, time.monotonic())
            answer = {"code": code, "state": form.get("state", "")}
        joint = "&" if urlsplit(back).query else "?"
        return web.Response(status=302, headers={"Location": f"{back}{joint}{urlencode(answer)}"})

    def _problem(self, client_id: str, redirect_uri: str) -> str:
        """Why Slack would show an error page here; empty when it would not."""

        if client_id != self.hub.client_id:
            return "invalid_client_id"
        allowed = self.hub.options.redirect_urls
        if not redirect_uri or (allowed and not any(redirect_uri.startswith(url) for url in allowed)):
            return "redirect_uri did not match any configured URIs"
        return ""


async def access(hub: Hub, params: Params) -> Json:
    """oauth.v2.access"""

    if params.get("client_id") != hub.client_id:
        raise SlackError("invalid_client_id")
    if params.get("client_secret") != hub.client_secret:
        raise SlackError("bad_client_secret")
    code = hub.codes.get(params.get("code"))
    if code is None or time.monotonic() - code.at > hub.scaled(CODE_SECONDS):
        raise SlackError("invalid_code")
    if code.used:
        raise SlackError("code_already_used")
    if params.get("redirect_uri") != code.redirect_uri:
        raise SlackError("bad_redirect_uri")
    code.used = True
    installed = hub.teams[code.team]
    installed.install()
    workspace = installed.workspace
    return {
        "access_token": installed.bot_token,
        "token_type": "bot",
        "scope": ",".join(code.scopes),
        "bot_user_id": workspace.bot_user,
        "app_id": workspace.app_id,
        "team": {"id": workspace.team_id, "name": workspace.team_name},
        "enterprise": {"id": "E0SANDBOX", "name": "The Group"} if hub.options.org_wide else None,
        "is_enterprise_install": hub.options.org_wide,
        "authed_user": {"id": code.user},
        **({"team": None} if hub.options.org_wide else {}),
    }


def _split(scopes: str) -> list[str]:
    return [scope for scope in scopes.replace(" ", ",").split(",") if scope]


METHODS = {"oauth.v2.access": Entry(access, tokenless=True)}
