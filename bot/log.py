"""Structured logs: one line an event, with the team, channel and job it belongs to."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from bot.config import LogFormat

# Tokens of Slack and credentials in URLs never reach a log, whoever put them in the message.
_SECRET = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=://)[^/@\s]+@")


def _redact(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        event[key] = _without_secrets(value)
    return event


def _without_secrets(value: Any) -> Any:
    if isinstance(value, str):
        return _SECRET.sub("[secret]", value)
    if isinstance(value, dict):
        return {key: _without_secrets(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_secrets(item) for item in value]
    return value


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


def configure(level: str, form: LogFormat) -> None:
    """Send structlog and the standard library's loggers to standard error.

    `level` is a standard level name; `form` chooses JSON lines or coloured text.
    """
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if form is LogFormat.JSON
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # Their INFO lines repeat ours, and httpx's would name every link shared in private.
    for noisy in ("slack_bolt", "slack_sdk", "httpx", "httpcore", "apscheduler", "websocket", "cheroot"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, logging.getLevelName(level)))
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
