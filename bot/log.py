"""Structured logs: one line an event, with the team, channel and job it belongs to."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from bot.config import LogFormat

# Tokens of Slack, addresses that serve whoever has them (a socket's ticket, a command's answers), and credentials in
# URLs never reach a log, whoever put them in the message.
_SECRET = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=ticket=)[\w.~%-]+|(?<=hooks\.slack\.com/)[\w./-]+|(?<=://)[^/@\s]{1,500}@"
)
_HIDDEN: set[str] = set()
SHORTEST_SECRET = 6
"""Characters from which a configured secret is looked for; a shorter one stands in too many words."""
# What drives a terminal, turns a line around or begins a new one. JSON escapes all of them by itself.
_DRIVING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_OURS = frozenset({"exception", "stack"})
"""Fields whose line breaks are the logger's own: each line of theirs is set in."""


def hide(*secrets: str | None) -> None:
    """From now on these are not logged, wherever they stand in a line."""
    _HIDDEN.update(secret for secret in secrets if secret and len(secret) >= SHORTEST_SECRET)


def _redact(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {_without_secrets(key): _without_secrets(value) for key, value in event.items()}


def _without_secrets(value: Any) -> Any:
    if isinstance(value, str):
        for secret in _HIDDEN:
            value = value.replace(secret, "[secret]")
        return _SECRET.sub("[secret]", value)
    if isinstance(value, dict):
        return {_without_secrets(key): _without_secrets(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_secrets(item) for item in value]
    return value


def _tame(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """What goes to a terminal, without what would drive it: as escapes, on one line."""
    return {_tamed(key): _set_in(value) if key in _OURS else _tamed(value) for key, value in event.items()}


def _tamed(value: Any) -> Any:
    if isinstance(value, str):
        return _DRIVING.sub(lambda match: ascii(match.group())[1:-1], value)
    return value if value is None or isinstance(value, bool | int | float) else _tamed(repr(value))


def _set_in(text: Any) -> str:
    return "\n".join(f"    {_tamed(line)}" for line in str(text).split("\n"))


_SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    _redact,
]
# Nothing is printed in a program that only reads with us and has no logging of its own.
logging.getLogger("bot").addHandler(logging.NullHandler())


_NOISY = ("slack_bolt", "slack_sdk", "httpx", "httpcore", "apscheduler", "websocket", "cheroot", "urllib3")
"""Libraries whose lines below a warning repeat ours, name every link that is shared in private, and at DEBUG are the
payloads themselves. They are stopped at the door: Bolt's loggers take their level from the root's, whatever they are
told."""


def _is_wanted(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] not in _NOISY


def configure(level: str, form: LogFormat) -> None:
    """Send structlog and the standard library's loggers to standard error.

    `level` is a standard level name; `form` chooses JSON lines or coloured text.
    """
    renderers: list[structlog.typing.Processor] = (
        [structlog.processors.JSONRenderer()]
        if form is LogFormat.JSON
        else [_tame, structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderers],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    handler.addFilter(_is_wanted)
    # These warn of every page that is no article, with its address; our own lines say so without it.
    for talkative in ("trafilatura", "courlan", "htmldate"):
        logging.getLogger(talkative).setLevel(logging.ERROR)


def get(name: str) -> structlog.stdlib.BoundLogger:
    """A logger under `name`, a module's dotted name.

    It writes through the standard library's logger of that name, whatever structlog is told elsewhere in the program.
    """
    logger: structlog.stdlib.BoundLogger = structlog.wrap_logger(
        logging.getLogger(name),
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return logger
