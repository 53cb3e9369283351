"""What a channel and a workspace wish of the bot: when it speaks, how often, of which sites it says nothing.

A channel's members set the channel's, the workspace's admins the workspace's. Who may is for the one who calls to check
(`bot.slack.directory`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

import redis
from pydantic import TypeAdapter

from bot.store.keys import SETTINGS_SECONDS, team_key

REPLIES_AN_HOUR = 500
"""Replies an hour in a channel where nobody set another number. Replies stand in threads and call nobody; a busy desk
shares some 400 links in a week, so only a feed that pours into a channel comes to more. Fewer is
the channel's choice."""
MOST_REPLIES = 1000
EMOJI = "newspaper"
"""The reaction that asks for a brief of a message's links."""
MOST_DOMAINS = 200


class Mode(StrEnum):
    """When the bot speaks in a channel: of every link that is shared; when it is mentioned; never."""

    AUTO = "auto"
    MENTION = "mention"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """A channel's wishes. `replies_an_hour` None: as the workspace has it."""

    mode: Mode = Mode.AUTO
    replies_an_hour: int | None = None


@dataclass(frozen=True, slots=True)
class WorkspaceSettings:
    """A workspace's wishes. Links to `muted_domains` (and their subdomains) are not answered unless somebody asks;
    `emoji` is a reaction's name without colons."""

    replies_an_hour: int = REPLIES_AN_HOUR
    muted_domains: tuple[str, ...] = ()
    emoji: str = EMOJI


_CHANNEL: TypeAdapter[ChannelSettings] = TypeAdapter(ChannelSettings)
_WORKSPACE: TypeAdapter[WorkspaceSettings] = TypeAdapter(WorkspaceSettings)


class Preferences:
    """Settings in the store, a field for each, so that two who change different ones do not undo each other."""

    def __init__(self, store: redis.Redis) -> None:
        self._store: Any = store

    def channel(self, team: str, channel: str) -> ChannelSettings:
        """What a channel wishes. One round trip."""
        return _CHANNEL.validate_python(_known(self._read(_channel_key(team, channel)), ChannelSettings))

    def channels(self, team: str, channels: Iterable[str]) -> dict[str, ChannelSettings]:
        """What each of the channels wishes. One round trip."""
        wanted, pipe = list(channels), self._store.pipeline()
        for channel in wanted:
            pipe.hgetall(_channel_key(team, channel))
        found = zip(wanted, pipe.execute(), strict=True)
        return {channel: _CHANNEL.validate_python(_known(values, ChannelSettings)) for channel, values in found}

    def workspace(self, team: str) -> WorkspaceSettings:
        """What the workspace wishes. One round trip."""
        values = _known(self._read(_workspace_key(team)), WorkspaceSettings)
        if isinstance(domains := values.get("muted_domains"), str):
            values["muted_domains"] = tuple(domains.split())
        return _WORKSPACE.validate_python(values)

    def set_mode(self, team: str, channel: str, mode: Mode) -> None:
        """From now on the bot speaks so in the channel."""
        self._write(_channel_key(team, channel), {"mode": mode.value})

    def set_channel(self, team: str, channel: str, settings: ChannelSettings) -> None:
        """All of a channel's settings."""
        hour = settings.replies_an_hour
        self._write(
            _channel_key(team, channel),
            {"mode": settings.mode.value, "replies_an_hour": str(hour) if hour is not None else ""},
        )

    def set_workspace(self, team: str, settings: WorkspaceSettings) -> None:
        """All of a workspace's settings."""
        self._write(
            _workspace_key(team),
            {
                "replies_an_hour": str(settings.replies_an_hour),
                "muted_domains": " ".join(settings.muted_domains),
                "emoji": settings.emoji,
            },
        )

    def _read(self, key: str) -> dict[str, str]:
        pipe = self._store.pipeline(transaction=False)
        pipe.hgetall(key)
        pipe.expire(key, SETTINGS_SECONDS)
        found: dict[str, str] = pipe.execute()[0]
        return found

    def _write(self, key: str, values: Mapping[str, str]) -> None:
        pipe = self._store.pipeline()
        pipe.hset(key, mapping=dict(values))
        pipe.expire(key, SETTINGS_SECONDS)
        pipe.execute()


def domain_of(words: str) -> str | None:
    """The domain in what somebody wrote: an address, or a domain with or without `www.`; None where it is none."""
    try:
        host = urlsplit(words if "//" in words else f"//{words}").hostname or ""
    except ValueError:
        return None
    host = host.lower().removeprefix("www.").rstrip(".")
    parts = host.split(".")
    sound = len(parts) > 1 and all(part and part.replace("-", "").isalnum() for part in parts)
    return host if sound else None


def is_muted(url: str, domains: Iterable[str]) -> bool:
    """Whether a link leads to one of the domains or to a part of it."""
    host = domain_of(url)
    return host is not None and any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _known(values: Mapping[str, str], of: type) -> dict[str, Any]:
    """The values that this release knows; an empty one is as if it had not been set."""
    names = {field.name for field in fields(of)}
    return {name: value for name, value in values.items() if name in names and value}


def _channel_key(team: str, channel: str) -> str:
    return team_key(team, "channel", channel, "settings")


def _workspace_key(team: str) -> str:
    return team_key(team, "settings")
