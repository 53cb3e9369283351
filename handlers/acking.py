"""When a request is acknowledged.

An event is acknowledged when its work stands in the queue: what could not be queued must come again. So with a press or
a command that only queues. A listener that calls Slack itself (it opens a window, or tells one person) acknowledges
first: Slack gives it three seconds, and may take as long for the call. It is marked with `acks_first`, runs in a thread
of its own, and the acknowledgement goes out the moment it calls `ack()`.
"""

import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.listener import Listener
from slack_bolt.listener.thread_runner import ThreadListenerRunner

POLL_SECONDS = 0.01
AnyListener = TypeVar("AnyListener", bound=Callable[..., Any])

THREADS = 20
"""Listeners that may be calling Slack at once. With Bolt's 5 others would not be acknowledged while Slack is slow."""


def acks_first(listener: AnyListener) -> AnyListener:
    """Marks a listener whose acknowledgement does not wait for what it does behind `ack()`."""
    listener.acks_first = True  # type: ignore[attr-defined]
    return listener


class Runner(ThreadListenerRunner):
    """Bolt's runner, but for listeners that acknowledge first. Bolt would run those beside the request too, and takes
    an acknowledgement back when the listener fails within ten milliseconds behind it."""

    def run(
        self,
        request: BoltRequest,
        response: BoltResponse,
        listener_name: str,
        listener: Listener,
        starting_time: float | None = None,
    ) -> BoltResponse | None:
        """Run a listener; the acknowledgement, None where there is none in time."""
        if not getattr(listener.ack_function, "acks_first", False):
            return super().run(request, response, listener_name, listener, starting_time)
        ack, done = request.context.ack, threading.Event()

        def work() -> None:
            try:
                listener.run_ack_function(request=request, response=response)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told by the one who handles errors
                answer = BoltResponse(status=200) if ack.response is None else None
                self.listener_error_handler.handle(error=error, request=request, response=answer)
                ack.response = ack.response or answer
            finally:
                done.set()

        self.listener_executor.submit(work)
        deadline = time.monotonic() + listener.ack_timeout
        while ack.response is None and not done.wait(POLL_SECONDS) and time.monotonic() < deadline:
            pass
        return ack.response


def install(app: App) -> None:
    """Let the app run its listeners so; before errors are registered, for their handler is the runner's."""
    bolts = app.listener_runner
    app._listener_runner = Runner(
        logger=bolts.logger,
        process_before_response=True,
        listener_error_handler=bolts.listener_error_handler,
        listener_start_handler=bolts.listener_start_handler,
        listener_completion_handler=bolts.listener_completion_handler,
        listener_executor=bolts.listener_executor,
        lazy_listener_runner=bolts.lazy_listener_runner,
    )
