"""Socket Mode: up to ten websockets, each payload on one of them at random, acknowledged by its envelope id."""

import asyncio
import json
import random
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from sandbox.delivery import Answer, Payload
from sandbox.state import Workspace, new_uuid

Json = dict[str, Any]

MOST_SOCKETS = 10
TICKET_SECONDS = 60.0  # a wss URL serves once, and not for long
PING_SECONDS = 10.0  # Slack pings each socket, and lets go of one that does not answer within half of that
ACCEPTS_PAYLOAD = {"slash_commands", "interactive"}


@dataclass(eq=False, slots=True)
class Connection:
    """One open websocket. `warned`: Slack has announced its end and sends nothing new on it."""

    socket: web.WebSocketResponse
    request: web.Request
    opened: float = field(default_factory=time.monotonic)
    warned: bool = False


class SocketMode:
    """The transport of an app that connects to Slack."""

    def __init__(self, workspace: Workspace, rng: random.Random) -> None:
        self.workspace = workspace
        self.rng = rng
        self.connections: list[Connection] = []
        self.opened = 0
        self.hellos = 0
        self._tickets: dict[str, float] = {}
        self._waiting: dict[str, asyncio.Future[Json | None]] = {}

    def ticket(self) -> str:
        """A ticket for one connection."""

        ticket = secrets.token_urlsafe(16)
        self._tickets[ticket] = time.monotonic()
        return ticket

    async def link(self, request: web.Request) -> web.StreamResponse:
        """The websocket's handler."""

        issued = self._tickets.pop(request.query.get("ticket", ""), None)
        if issued is None or time.monotonic() - issued > TICKET_SECONDS:
            return web.Response(status=401, text="invalid ticket")
        socket = web.WebSocketResponse(heartbeat=PING_SECONDS, autoping=True)
        await socket.prepare(request)
        connection = Connection(socket, request)
        if len(self._open()) >= MOST_SOCKETS:
            await self._say_goodbye(connection, "too_many_websockets")
            await socket.close()
            return socket
        self.connections.append(connection)
        self.opened += 1
        try:
            await self._hello(connection)
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._received(message.data)
        finally:
            self.connections.remove(connection)
            self.workspace.changed()
        return socket

    async def _hello(self, connection: Connection) -> None:
        hello = {
            "type": "hello",
            "num_connections": len(self._open()),
            "debug_info": {"host": "applink-sandbox", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self.workspace.app_id},
        }
        await connection.socket.send_str(json.dumps(hello))
        self.hellos += 1
        self.workspace.changed()

    def _received(self, data: str) -> None:
        try:
            message = json.loads(data)
        except ValueError:
            return
        waiting = self._waiting.get(str(message.get("envelope_id"))) if isinstance(message, dict) else None
        if waiting is not None and not waiting.done():
            waiting.set_result(message.get("payload"))

    def _open(self) -> list[Connection]:
        return [c for c in self.connections if not c.socket.closed]

    async def attempt(self, payload: Payload, attempt: int, reason: str, seconds: float) -> Answer:
        """Sends on a socket at random; a lost or silent one counts as a timeout."""

        start = time.monotonic()
        envelope: Json = {
            "envelope_id": new_uuid(),
            "type": payload.kind,
            "payload": payload.body,
            "accepts_response_payload": payload.kind in ACCEPTS_PAYLOAD,
        }
        if payload.kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        waiting = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = waiting
        try:
            await self._send(json.dumps(envelope))
            said = await asyncio.wait_for(waiting, seconds)
        except TimeoutError:
            return Answer(acked=False, seconds=time.monotonic() - start, reason="timeout")
        finally:
            del self._waiting[envelope["envelope_id"]]
        return Answer(acked=True, seconds=time.monotonic() - start, payload=said)

    async def _send(self, text: str) -> None:
        usable = [c for c in self._open() if not c.warned] or self._open()
        if not usable:
            return  # nobody there: the ack's time runs out, and the payload is sent again
        try:
            await self.rng.choice(usable).socket.send_str(text)
        except ConnectionError:
            return

    async def disconnect(self, reason: str, close_after: float | None) -> int:
        """Tells every connection that it will end; closes it after that many seconds, or leaves it to the app."""

        told = self._open()
        for connection in told:
            connection.warned = True
            await self._say_goodbye(connection, reason)
        if close_after is not None:
            await asyncio.sleep(close_after)
            for connection in told:
                await connection.socket.close()
        return len(told)

    async def _say_goodbye(self, connection: Connection, reason: str) -> None:
        notice = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-sandbox"}}
        await connection.socket.send_str(json.dumps(notice))

    def drop(self) -> int:
        """Cuts every TCP line without a word; how many there were."""

        dropped = self._open()
        for connection in dropped:
            if connection.request.transport is not None:
                connection.request.transport.abort()
        return len(dropped)
