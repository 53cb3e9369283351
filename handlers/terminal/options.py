"""What the commands have in common: options, the settings they run with, the end of their help."""

import re
from typing import Annotated

import typer

from bot import log
from bot.config import LogFormat, Settings, load_settings


def examples(*lines: str) -> str:
    """What stands at the end of a command's help."""
    return "\n\n".join(("Examples:", *(f"  nutgraf {line}" for line in lines)))


JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON.")]
LinesFlag = Annotated[bool, typer.Option("--jsonl", help="Read JSON objects from standard input, one a line.")]


def logging_settings() -> Settings:
    """Settings for what runs on: it logs as they say."""
    settings = load_settings()
    log.hide(*settings.secrets)
    log.configure(settings.nutgraf_log_level, settings.nutgraf_log_format)
    return settings


def quiet_settings() -> Settings:
    """Settings for commands whose output is the answer: only errors are logged."""
    settings = load_settings()
    log.hide(*settings.secrets)
    log.configure("ERROR", LogFormat.CONSOLE)
    return settings


def slack_id(given: str) -> str:
    """An id as Slack gives it, or nothing.

    Raises:
        typer.BadParameter: it is something else; a name or a pattern would reach the store's keys.
    """
    if given and not re.fullmatch(r"[A-Z][A-Z0-9]{1,31}", given):
        raise typer.BadParameter("give Slack's id of it, such as C0123ABCD")
    return given
