"""Faults on order: Web API calls that fail, hang, or fail after they took effect."""

import asyncio
from dataclasses import dataclass


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` calls of `method`.

    With `after_posting` the call takes effect first, and then its answer is lost (or is `status`, or `error`). `delay`
    seconds pass before the effect, `late` seconds between the effect and the answer.
    """

    method: str
    times: int = 1
    error: str | None = None
    status: int | None = None
    retry_after: int | None = None
    after_posting: bool = False
    delay: float = 0.0
    late: float = 0.0
    where: str | None = None  # only in this channel


class Faults:
    """The faults that stand, and the methods that are held."""

    def __init__(self) -> None:
        self.standing: list[Fault] = []
        self._held: dict[str, asyncio.Event] = {}

    def add(self, fault: Fault) -> None:
        """Orders a fault."""

        self.standing.append(fault)

    def take(self, method: str, channel: str) -> Fault | None:
        """The fault that hits this call, if any; counted."""

        for fault in self.standing:
            if fault.method in {method, "*"} and fault.where in {None, channel}:
                fault.times -= 1
                if fault.times <= 0:
                    self.standing.remove(fault)
                return fault
        return None

    def hold(self, method: str) -> None:
        """Calls of this method wait from now on."""

        self._held.setdefault(method, asyncio.Event())

    def release(self, method: str) -> None:
        """Lets the calls of this method go on."""

        if event := self._held.pop(method, None):
            event.set()

    async def wait(self, method: str) -> None:
        """Waits while the method is held."""

        while event := self._held.get(method):
            await event.wait()

    def clear(self) -> None:
        """Ends every fault."""

        self.standing.clear()
        for method in list(self._held):
            self.release(method)
