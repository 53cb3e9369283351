"""Secrets that can be found: each token and secret that the stand-in for Slack gives out while tests run is marked.

The bot's processes get them from it. A test in whose captured output (its own and that of every process it started) one
of them stands has failed, whatever it asserts.
"""

from typing import Any

from sandbox.hub import Hub

MARK = "5ec2e7ca4a21"
"""In hexadecimal digits, as the secrets are."""


SECRETS = ("bot_token", "app_token", "signing_secret", "client_secret")


def mark_secrets() -> None:
    """From now on."""
    make = Hub.__init__

    def marked(hub: Hub, *args: Any, **more: Any) -> None:
        make(hub, *args, **more)
        for name in SECRETS:
            setattr(hub, name, getattr(hub, name)[: -len(MARK)] + MARK)

    Hub.__init__ = marked  # type: ignore[method-assign]


def leaks(sections: list[tuple[str, str]]) -> list[str]:
    """Where one of them stands in what was captured: the section and its line."""
    return [
        f"{name}: {line[:300]}"
        for name, content in sections
        if MARK in content
        for line in content.splitlines()
        if MARK in line
    ]
