"""What is counted: outcomes and types, never words."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from bot import metrics
from bot.errors import StoreError
from bot.queue.jobs import GiveUp, Job, Lane, RetryLater
from bot.queue.outcome import judge
from bot.queue.policy import Policy
from bot.slack.calls import RateLimited, call
from bot.slack.errors import OutcomeUnknown, SlackRefusal
from sandbox.server import Sandbox

ALERTS = Path(__file__).parents[2] / "deploy/alerts.yaml"


def value(name: str, **labels: str) -> float:
    return metrics.REGISTRY.get_sample_value(name, labels) or 0.0


@pytest.mark.parametrize(
    ("error", "name"),
    [(ValueError("of amina in C0DESK"), "ValueError"), (GiveUp("no"), "GiveUp"), (StoreError("away"), "StoreError")],
)
def test_a_jobs_error_is_counted_by_its_type(error: Exception, name: str) -> None:
    before = value("nutgraf_errors_total", where="job", type=name)
    judge(Job("1", "answer_link", {}, "k", Lane.BULK), error, Policy())
    assert value("nutgraf_errors_total", where="job", type=name) == before + 1


def test_waiting_for_ones_turn_is_no_error() -> None:
    before = sum(sample.value for metric in metrics.ERRORS.collect() for sample in metric.samples)
    judge(Job("1", "answer_link", {}, "k", Lane.BULK), RetryLater(1.0), Policy())
    assert sum(sample.value for metric in metrics.ERRORS.collect() for sample in metric.samples) == before


@pytest.mark.parametrize(
    ("how", "raised", "outcome"),
    [
        ({}, None, "ok"),
        ({"retry_after": 1}, RateLimited, "limited"),
        ({"error": "is_archived"}, SlackRefusal, "refused"),
        ({"status": 500}, OutcomeUnknown, "unknown"),
    ],
)
def test_slacks_answers_are_counted_by_method_and_outcome(
    how: dict[str, Any], raised: type[Exception] | None, outcome: str
) -> None:
    labels = {"method": "chat_postMessage", "outcome": outcome}
    before = value("nutgraf_slack_calls_total", **labels)
    with Sandbox(newsroom=False) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        if how:
            slack.fail("chat.postMessage", **how)
        if raised is None:
            call(client.chat_postMessage, channel="C0BREAKING", text="x")
        else:
            with pytest.raises(raised):
                call(client.chat_postMessage, channel="C0BREAKING", text="x")
    assert value("nutgraf_slack_calls_total", **labels) == before + 1


def test_a_stage_is_timed_also_where_it_fails() -> None:
    before = value("nutgraf_stage_seconds_count", stage="parse")
    with pytest.raises(KeyError), metrics.timing("parse"):
        raise KeyError
    assert value("nutgraf_stage_seconds_count", stage="parse") == before + 1


def test_the_first_digest_that_fails_is_an_increase() -> None:
    """An alert rings at one; what is not there before it is no increase."""
    name = "'nutgraf_digests_total'"
    code = f"print([metrics.REGISTRY.get_sample_value({name}, dict(outcome=each)) for each in OUTCOMES])"
    rule = re.search(r'nutgraf_digests_total{outcome=~"([a-z_|]+)"}', ALERTS.read_text(encoding="utf-8"))
    assert rule
    outcomes = rule[1].split("|")
    made = subprocess.run(
        [sys.executable, "-c", f"from bot import metrics; OUTCOMES = {outcomes}; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert made.stdout.strip() == str([0.0] * len(outcomes))
