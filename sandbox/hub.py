"""Slack's side as one object: the workspace, the ways to the app, and what is handed out with an interaction."""

import random
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from sandbox.delivery import ACK_SECONDS, REDELIVERY, Delivery
from sandbox.errors import SlackError
from sandbox.faults import Faults
from sandbox.files import SCAN_SECONDS, Files
from sandbox.journal import Journal
from sandbox.rates import RateLimits
from sandbox.sites import Sites
from sandbox.socket_mode import SocketMode
from sandbox.state import Ephemeral, Message, Workspace

if TYPE_CHECKING:
    from sandbox.oauth import Code

Json = dict[str, Any]

SCOPES = (
    "app_mentions:read channels:history channels:read channels:join chat:write commands groups:history groups:read "
    "im:history im:read im:write links:read links:write reactions:read reactions:write users:read team:read files:write"
)
EVENTS = (
    "message.channels message.groups message.im app_mention reaction_added reaction_removed member_joined_channel "
    "member_left_channel app_home_opened channel_archive channel_unarchive channel_deleted channel_left channel_rename "
    "group_archive group_unarchive group_deleted group_left group_rename app_uninstalled tokens_revoked"
)
UNFURL_SECONDS = 1.0
TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS, RESPONSE_USES = 30 * 60.0, 5


@dataclass(frozen=True, slots=True)
class Options:
    """How this sandbox behaves. `time_scale` multiplies Slack's own waits, not the deadlines it sets the app."""

    time_scale: float = 1.0
    ack_seconds: float = ACK_SECONDS
    trigger_seconds: float = TRIGGER_SECONDS
    redelivery: Sequence[float] = REDELIVERY
    rate_limits: bool = True
    unfurl: bool = True
    newsroom: bool = True
    scopes: frozenset[str] = frozenset(SCOPES.split())
    events: frozenset[str] = frozenset(EVENTS.split())
    commands: Sequence[Json] = ()  # as in a manifest; none: any command is known
    shortcuts: Sequence[Json] = ()  # as in a manifest; the page offers them
    redirect_urls: Sequence[str] = ()  # as in a manifest; none: any address is let through
    installed: bool = True  # from the start; else somebody has to install the app
    org_wide: bool = False  # whoever allows, allows for a whole Enterprise organisation
    restricted: bool = False  # an app sold outside the Marketplace: history and replies by 15, once a minute
    seed: int | None = None


def from_manifest(manifest: Json) -> Json:
    """The options that make the sandbox know just what an app's manifest asks for."""

    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    return {
        "scopes": frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
        "redirect_urls": tuple(manifest.get("oauth_config", {}).get("redirect_urls", ())),
        "events": frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        "commands": tuple(features.get("slash_commands", ())),
        "shortcuts": tuple(features.get("shortcuts", ())),
    }


class TimeMachine(Protocol):
    """What moves the workspace's clock, where there is such a thing (`sandbox.machine`)."""

    def start(self) -> None:
        """Run, or run on."""

    def pause(self) -> None:
        """Stand still."""

    def picture(self) -> Json:
        """How the page shows it."""


@dataclass(slots=True)
class Trigger:
    """A trigger_id: good once, and briefly."""

    user: str
    at: float = field(default_factory=time.monotonic)
    used: bool = False
    view_id: str | None = None  # the modal in which it arose: views.push goes on top of that


@dataclass(slots=True)
class ResponseUrl:
    """A response_url: where its answers go, and how often it was used."""

    user: str
    channel: str
    source: Message | Ephemeral | None = None
    at: float = field(default_factory=time.monotonic)
    uses: int = 0


class Hub:
    """Everything that is Slack, on the server's loop."""

    app_token: str
    signing_secret: str
    client_id: str
    client_secret: str
    base_url: str
    sockets: SocketMode
    sites: Sites
    delivery: Delivery

    def __init__(self, workspace: Workspace, options: Options, first: "Hub | None" = None) -> None:
        """`first` is the hub of the sandbox's own workspace, where this is one beside it: the app is the same."""

        self.workspace = workspace
        self.options = options
        self.journal = Journal()
        self.rng = random.Random(options.seed)
        self.bot_token = f"xoxb-{secrets.token_hex(8)}"
        self.app_token = first.app_token if first else f"xapp-1-{workspace.app_id}-1-{secrets.token_hex(8)}"
        self.signing_secret = first.signing_secret if first else secrets.token_hex(16)
        self.client_id = first.client_id if first else f"1000000000.{secrets.randbelow(10**12):012d}"
        self.client_secret = first.client_secret if first else secrets.token_hex(16)
        self.installed = options.installed
        self.base_url = first.base_url if first else ""  # known when the server listens
        self.sockets = first.sockets if first else SocketMode(workspace, self.rng)
        self.teams: dict[str, Hub] = first.teams if first else {}
        self.teams[workspace.team_id] = self
        self.codes: dict[str, Code] = first.codes if first else {}
        self.delivery = Delivery(
            workspace,
            first.delivery.transport if first else self.sockets,
            subscriptions=options.events,
            redelivery=[self.scaled(seconds) for seconds in options.redelivery],
            ack_seconds=options.ack_seconds,
        )
        self.faults = Faults()
        self.files = Files(workspace, self.scaled(SCAN_SECONDS))
        self.rates = RateLimits(enabled=options.rate_limits, restricted=options.restricted)
        self.sites = first.sites if first else Sites(newsroom=options.newsroom)
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.machine: TimeMachine | None = None
        self.watchers: list[Callable[[], None]] = []
        workspace.on_change = self._changed

    def install(self) -> None:
        """Somebody allowed the app into the workspace; a token that was revoked does not come back."""

        if not self.installed:
            self.bot_token = f"xoxb-{secrets.token_hex(8)}"
            self.installed = True

    def _changed(self) -> None:
        for watcher in self.watchers:
            watcher()

    def keep(self, journal: Journal) -> None:
        """From now on everything of this workspace that must not be forgotten is written down."""

        self.journal = self.delivery.journal = journal

    def scaled(self, seconds: float) -> float:
        """One of Slack's own waits, compressed."""

        return seconds * self.options.time_scale

    def new_trigger(self, user: str, view_id: str | None = None) -> str:
        """A trigger_id for an interaction of this user."""

        trigger = f"{time.time_ns() // 1000}.{next(self.workspace.numbers)}.{secrets.token_hex(16)}"
        self.triggers[trigger] = Trigger(user, view_id=view_id)
        return trigger

    def use_trigger(self, trigger_id: str) -> Trigger:
        """Exchanges a trigger_id.

        :raises SlackError: as views.open answers for one that is malformed, late or used
        """

        trigger = self.triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - trigger.at > self.options.trigger_seconds:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def new_response_url(self, user: str, channel: str, source: Message | Ephemeral | None = None) -> str:
        """A response_url for an interaction; `source` is the message that it arose in."""

        token = secrets.token_hex(12)
        self.response_urls[token] = ResponseUrl(user, channel, source)
        return f"{self.base_url}/response/{self.workspace.team_id}/{token}"
