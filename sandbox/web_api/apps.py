"""apps.*: opening a Socket Mode connection."""

from typing import Any

from sandbox.hub import Hub
from sandbox.web_api.params import Entry, Params

Json = dict[str, Any]


async def connections_open(hub: Hub, _params: Params) -> Json:
    """apps.connections.open"""

    address = hub.base_url.replace("http://", "ws://", 1)
    return {"url": f"{address}/link/?ticket={hub.sockets.ticket()}&app_id={hub.workspace.app_id}"}


METHODS = {"apps.connections.open": Entry(connections_open, app_level=True)}
