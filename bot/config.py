"""Settings from the environment, or from a `.env` file in the working directory. `.env.example` lists each."""

import os
import re
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError

SLACK_API = "https://slack.com/api/"
EVENTS_PATH = "/slack/events"
INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"


class Environment(StrEnum):
    """Where the bot runs. Only `development` may reach servers on this machine."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"


class LogFormat(StrEnum):
    """How log lines are written: `json` for machines, `console` for people."""

    JSON = "json"
    CONSOLE = "console"


class Settings(BaseSettings):
    """Every setting of the bot. Names are those of the environment, in lower case."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    slack_bot_token: SecretStr | None = Field(None, description="Bot token of the Slack app (xoxb-…).")
    slack_app_token: SecretStr | None = Field(
        None,
        description="App-level token (xapp-…, scope connections:write). Set: Socket Mode. Unset: HTTP mode.",
    )
    slack_signing_secret: SecretStr | None = Field(
        None,
        description="Signing secret of the app; HTTP mode needs it to know Slack's requests from others'.",
    )
    slack_client_id: str | None = Field(
        None,
        description="Client id of the app. Set: any number of workspaces, each by *Add to Slack* (docs/operations.md); "
        "leave SLACK_BOT_TOKEN empty then. Unset: the one workspace of SLACK_BOT_TOKEN.",
    )
    slack_client_secret: SecretStr | None = Field(None, description="Client secret of the app, beside its id.")
    nutgraf_token_keys: SecretStr | None = Field(
        None,
        description="Keys under which workspaces' tokens are encrypted in the store, separated by commas: the first "
        "encrypts, all decrypt. `nutgraf workspaces new-key` prints one. For SLACK_CLIENT_ID.",
    )
    nutgraf_public_url: str = Field(
        "",
        pattern=r"^(https?://[^\s/]+(/[^\s]*)?)?$",
        description="Where Slack and browsers reach HTTP_PORT from outside, e.g. https://nutgraf.example.org. "
        "For SLACK_CLIENT_ID.",
    )
    slack_api_url: str = Field(SLACK_API, description="Slack's Web API; the sandbox puts its own address here.")
    http_host: str = Field("127.0.0.1", description="Address to listen on in HTTP mode.")
    http_port: int = Field(3000, ge=0, le=65535, description="Port to listen on in HTTP mode.")

    nutgraf_status_host: str = Field("127.0.0.1", description="Address of the port for health and metrics.")
    nutgraf_status_port: int = Field(
        0,
        ge=0,
        le=65535,
        description="Port for /healthz, /readyz and /metrics; each further process on the machine takes the next free "
        "one. 0: none. No authorization: keep it inside.",
    )

    redis_url: str | None = Field(
        None,
        description="Redis 6.2 or newer, or Valkey: redis://HOST:6379/0. Watched by Sentinels: "
        "redis+sentinel://HOST:26379,HOST:26379/NAME/0. A cluster: redis+cluster://HOST:6379,HOST:6379. "
        "Unset: a server of our own in NUTGRAF_HOME.",
    )
    nutgraf_home: Path = Field(
        Path("~/.local/share/nutgraf"), description="Data directory of the embedded store. One bot at a time."
    )
    nutgraf_env: Environment = Field(
        Environment.PRODUCTION,
        description="`development` allows NUTGRAF_ALLOW_LOOPBACK; `production` refuses it.",
    )
    nutgraf_workers: int = Field(
        0,
        ge=0,
        le=256,
        description="Worker processes beside the bot when the store is embedded. 0: one a core.",
    )
    nutgraf_log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="Least level logged.")
    nutgraf_log_format: LogFormat = Field(LogFormat.JSON, description="`json` or `console`.")
    nutgraf_contact: str = Field(
        "", description="Address or page that site owners find in our User-Agent, e.g. bots@example.org."
    )
    nutgraf_fetch_seconds: float = Field(10.0, gt=0, le=60, description="Longest time to fetch one page, in all.")
    nutgraf_fetch_bytes: int = Field(
        10_000_000, gt=0, description="Largest page, in bytes, on the wire and decompressed."
    )
    nutgraf_allow_loopback: bool = Field(
        False, description="Fetch from this machine too, on any port. For the sandbox; refused in production."
    )
    nutgraf_clock: Path | None = Field(
        None,
        description="A file with the seconds by which the bot's clock is ahead of the machine's. For the sandbox's "
        "time machine; refused in production.",
    )
    nutgraf_model: Path | None = Field(
        None,
        description="Another spaCy pipeline with Universal Dependencies labels, instead of the shipped one.",
    )
    nutgraf_links_per_message: int = Field(5, ge=1, le=20, description="Links answered in one message.")
    nutgraf_placeholder_seconds: float = Field(
        2.0, ge=0, description="How long a reply may take before a placeholder is posted."
    )
    nutgraf_look_again_hours: str = Field(
        "1 6 24",
        pattern=r"^\s*(?:\d+(?:\.\d+)?\s+){0,9}(?:\d+(?:\.\d+)?)?\s*$",
        description="Hours after its sharing at which an article is read again and changes are told. 0: never.",
    )
    nutgraf_digest_grace_hours: float = Field(
        4.0,
        ge=0,
        le=24,
        description="For how many hours a digest that was missed is still posted, with a word that it is late.",
    )
    nutgraf_catch_up_hours: float = Field(
        24.0,
        ge=0,
        le=24,
        description="When no front was connected to Slack for a while: for how many hours back what was shared "
        "meanwhile is still read in the channels' history and answered. 0: never.",
    )
    nutgraf_charts: bool = Field(
        True,
        description="Draw a story's last 60 days as a picture in *Timeline*, where Slack grants the optional scope "
        "files:write. Otherwise they are drawn in signs.",
    )
    nutgraf_repeat_days: int = Field(
        7, ge=0, description="For how many days a link shared again in a channel is answered in one line."
    )

    @field_validator("slack_api_url")
    @classmethod
    def _is_address(cls, url: str) -> str:
        parts = urlsplit(url)  # a ValueError says itself what is wrong
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("it must be an address such as https://slack.com/api/")
        return url

    @model_validator(mode="after")
    def _loopback_only_in_development(self) -> Self:
        if self.nutgraf_allow_loopback and self.nutgraf_env is Environment.PRODUCTION:
            raise ValueError(
                "NUTGRAF_ALLOW_LOOPBACK opens this machine's own services to any link that is shared; "
                "unset it, or set NUTGRAF_ENV=development"
            )
        return self

    @model_validator(mode="after")
    def _clock_moves_only_in_development(self) -> Self:
        if self.nutgraf_clock is not None and self.nutgraf_env is Environment.PRODUCTION:
            raise ValueError("NUTGRAF_CLOCK lets a file say what time it is; unset it, or set NUTGRAF_ENV=development")
        return self

    @model_validator(mode="after")
    def _one_workspace_or_many(self) -> Self:
        if self.slack_client_id and self.slack_bot_token:
            raise ValueError("SLACK_CLIENT_ID is for many workspaces and SLACK_BOT_TOKEN for one; unset one of the two")
        if self.slack_client_id and not (
            self.slack_client_secret and self.nutgraf_token_keys and self.nutgraf_public_url
        ):
            raise ValueError(
                "SLACK_CLIENT_ID needs SLACK_CLIENT_SECRET, NUTGRAF_TOKEN_KEYS and NUTGRAF_PUBLIC_URL beside it"
            )
        return self

    @property
    def many_workspaces(self) -> bool:
        """Whether workspaces install the app by OAuth; else there is one, by its token."""
        return self.slack_client_id is not None

    @property
    def redirect_url(self) -> str:
        """Where Slack sends a browser back to after *Allow*; to be entered in the app's settings."""
        return self.nutgraf_public_url.rstrip("/") + REDIRECT_PATH

    @cached_property
    def home(self) -> Path:
        """The data directory as an absolute path."""
        return self.nutgraf_home.expanduser().absolute()

    @property
    def look_again_hours(self) -> tuple[float, ...]:
        """NUTGRAF_LOOK_AGAIN_HOURS, in order."""
        return tuple(sorted(hours for each in self.nutgraf_look_again_hours.split() if (hours := float(each))))

    @property
    def secrets(self) -> frozenset[str]:
        """Every value that must not be shown: each token and secret, and the store's password."""
        given = [value for _, value in self if isinstance(value, SecretStr)]
        found = {part for secret in given for part in re.split(r"[\s,]+", secret.get_secret_value())}
        try:
            password = urlsplit(self.redis_url or "").password
        except ValueError:  # no address; somewhere in it may be a password
            password = self.redis_url
        return frozenset(filter(None, [*found, password, unquote(password or "")]))

    @property
    def workers(self) -> int:
        """Worker processes to start: the setting, or one a core."""
        return self.nutgraf_workers or _cores()


def _cores() -> int:
    """Cores that this process may use; macOS can't tell, and gets all of them."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def load_settings() -> Settings:
    """Read the environment.

    Raises:
        SettingsError: a value can't be used; the sentence names the setting and says why.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0]).upper() if first["loc"] else ""
        reason = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{name}: {reason}." if name else f"{reason}.", "See .env.example.") from None
