"""Another workspace beside a sandbox's own, for the same app: its own people, channels and token."""

from typing import Any

from sandbox.acting import Acting
from sandbox.breaking import Breaking
from sandbox.looking import Looking
from sandbox.remote import Remote


class Neighbour(Acting, Looking, Breaking):
    """Does what a Sandbox does, in the other workspace. Made by `Sandbox.add_workspace`."""

    def __init__(self, first: Remote, team: str, name: str, **options: Any) -> None:
        self._share(first, team, name, options)
