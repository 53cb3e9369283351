"""Making Slack behave at its worst, from any thread."""

from contextlib import AbstractContextManager, contextmanager
from typing import Any

from sandbox.errors import SandboxError
from sandbox.faults import Fault
from sandbox.remote import Remote

Json = dict[str, Any]


class Breaking(Remote):
    """The saboteur's side of a sandbox."""

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
