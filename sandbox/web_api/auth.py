"""auth.*, bots.* and team.*: who the app is."""

from typing import Any

from sandbox.errors import SlackError
from sandbox.events import bot_profile
from sandbox.hub import Hub
from sandbox.web_api.params import Entry, Params

Json = dict[str, Any]


async def auth_test(hub: Hub, _params: Params) -> Json:
    """auth.test"""

    workspace = hub.workspace
    return {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.team_name,
        "user": workspace.users[workspace.bot_user].name,
        "team_id": workspace.team_id,
        "user_id": workspace.bot_user,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


async def auth_revoke(hub: Hub, params: Params) -> Json:
    """auth.revoke: of a bot's token, which is the app's only one here"""

    if params.get("test") in ("1", "true"):
        return {"revoked": False}
    hub.installed = False
    tokens = {"oauth": [], "bot": [hub.workspace.bot_user]}
    hub.delivery.event({"type": "tokens_revoked", "tokens": tokens, "event_ts": hub.workspace.new_ts()})
    return {"revoked": True}


async def bots_info(hub: Hub, params: Params) -> Json:
    """bots.info"""

    workspace = hub.workspace
    if params.get("bot") not in {"", workspace.bot_id}:
        raise SlackError("bot_not_found")
    profile = bot_profile(workspace)
    return {"bot": {**profile, "user_id": workspace.bot_user, "updated": 0, "icons": {}}}


async def team_info(hub: Hub, _params: Params) -> Json:
    """team.info"""

    workspace = hub.workspace
    return {
        "team": {
            "id": workspace.team_id,
            "name": workspace.team_name,
            "domain": workspace.domain,
            "url": f"https://{workspace.domain}.slack.com/",
            "email_domain": "",
            "icon": {},
        }
    }


METHODS = {
    "auth.test": Entry(auth_test),
    "auth.revoke": Entry(auth_revoke),
    "bots.info": Entry(bots_info, "users:read"),
    "team.info": Entry(team_info, "team:read"),
}
