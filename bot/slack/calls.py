"""Calls of Slack's Web API, with errors that say what may be done next."""

from collections.abc import Callable
from http.client import HTTPException
from time import perf_counter
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot import metrics
from bot.queue.jobs import RetryLater
from bot.slack.errors import OutcomeUnknown, SlackRefusal, typed

CALL_SECONDS = 10
"""Longest wait for an answer. Slack answers in 0.1 to 0.5 s; the SDK's 30 s would hold a worker through an outage."""
DEFAULT_RETRY_AFTER = 5.0
"""Seconds to wait where a 429 does not say how long. Slack's answers always do."""


class RateLimited(RetryLater):
    """Slack answered 429; `seconds` is its Retry-After."""


def single_try(client: WebClient) -> WebClient:
    """A client like `client` that tries each call once.

    The SDK's default repeats a call when the connection broke; a message posted before it broke would be posted twice.
    """
    return WebClient(
        token=client.token,
        base_url=client.base_url,
        timeout=CALL_SECONDS,
        ssl=client.ssl,
        proxy=client.proxy,
        headers=client.headers,
        retry_handlers=[],
        logger=client._logger,
    )


def call(method: Callable[..., SlackResponse], **arguments: Any) -> SlackResponse:
    """Call `method` of a `single_try` client.

    Raises:
        RateLimited: a rate limit; it carries Slack's Retry-After.
        SlackRefusal: Slack answered no; nothing was done.
        OutcomeUnknown: there is no answer, or one that does not say whether anything was done.
    """
    outcome, started = "unknown", perf_counter()
    try:
        answer = method(**arguments)
        outcome = "ok"
        return answer
    except SlackApiError as error:
        if error.response.status_code == 429 or error.response.get("error") in {"ratelimited", "rate_limited"}:
            outcome = "limited"
            raise RateLimited(_retry_after(error), reason="Slack's rate limit") from error
        refusal = typed(error)
        outcome = "refused" if isinstance(refusal, SlackRefusal) else "unknown"
        raise refusal from error
    except (OSError, HTTPException, SlackClientError, ValueError) as error:
        # URLError and timeouts, answers that broke off, bodies that are no JSON.
        reason = f"Slack did not answer: {type(error).__name__}."
        raise OutcomeUnknown(reason, "Slack can't be reached just now.") from error
    finally:
        metrics.SLACK_CALLS.labels(getattr(method, "__name__", "other"), outcome).inc()
        metrics.SLACK_SECONDS.observe(perf_counter() - started)


def _retry_after(error: SlackApiError) -> float:
    headers = {str(name).lower(): value for name, value in error.response.headers.items()}
    value = headers.get("retry-after", "")
    value = value[0] if isinstance(value, list) and value else value
    try:
        return max(float(value), 0.0)
    except (TypeError, ValueError):
        return DEFAULT_RETRY_AFTER
