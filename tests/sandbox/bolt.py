"""A real Bolt app on a real Socket Mode client, connected to a sandbox."""

import contextlib
import logging
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode.interval_runner import IntervalRunner

from sandbox.server import Sandbox

Json = dict[str, Any]
quiet = logging.getLogger("quiet")
quiet.setLevel(logging.CRITICAL)


class Bot:
    """Notes every event that reaches its listeners. `refuse`: how many events go unacknowledged before it behaves."""

    def __init__(self, sandbox: Sandbox, *, refuse: int = 0) -> None:
        self.sandbox = sandbox
        self.client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        self.app = App(client=self.client, process_before_response=True, raise_error_for_unhandled_request=False)
        self.events: list[Json] = []
        self.bodies: list[Json] = []
        self.retries: list[str] = []
        self._refuse = refuse
        self._lock = threading.Lock()
        for kind in ("message", "app_mention", "reaction_added", "member_joined_channel", "app_home_opened"):
            self.app.event(kind)(self._noted)
        self._handler: SocketModeHandler | None = None

    def _noted(self, event: Json, body: Json, request: Any) -> None:
        with self._lock:
            if self._refuse > 0:
                self._refuse -= 1
                raise RuntimeError("not now")
            self.events.append(event)
            self.bodies.append(body)
            self.retries.append(request.headers.get("x-slack-retry-num", ["0"])[0])

    def connect(self, sockets: int = 1) -> Self:
        """Opens the socket and waits until Slack has said hello."""

        self._handler = SocketModeHandler(
            self.app, app_token=self.sandbox.app_token, web_client=self.client, logger=quiet, ping_interval=0.1
        )
        socket_client = self._handler.client
        socket_client.current_session_runner.shutdown()  # looks for a session every 0.5 s; here every 0.02 s
        socket_client.current_session_runner = IntervalRunner(socket_client._run_current_session, 0.02).start()
        # Who looks every 0.1 s whether there is a line takes one that is being opened for none, and opens another: what
        # Slack says once, on the first, is lost. So nobody looks before it is open.
        socket_client.current_app_monitor_started = True
        self._handler.connect()
        self.sandbox.wait_for_connection(5, sockets)
        socket_client.current_app_monitor.start()
        return self

    def close(self) -> None:
        """Goes offline. The line is cut first: closing it in order can leave the client waiting for 10 s."""

        if self._handler is None:
            return
        socket_client = self._handler.client
        socket_client.auto_reconnect_enabled = False
        runner = socket_client.current_session_runner
        runner.event.set()
        session = socket_client.current_session
        while session is not None and runner.thread is not None and runner.thread.is_alive():
            line = session.sock.sock if session.sock is not None else None
            if line is not None:
                with contextlib.suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)
            runner.thread.join(0.05)
        socket_client.message_processor.event.set()
        socket_client.enqueue_message("")  # wakes it, or it waits for a second
        self._handler.close()

    def __enter__(self) -> Self:
        return self.connect()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def of(self, subtype: str | None, kind: str = "message") -> list[Json]:
        """The events of one subtype that came from others than the bot."""

        return [e for e in self.events if e["type"] == kind and e.get("subtype") == subtype and not e.get("bot_id")]

    def wait_for(self, predicate: Callable[[], Any], seconds: float = 15) -> Any:
        """Waits on the sandbox for something that the bot got."""

        return self.sandbox.wait_for(predicate, seconds)
