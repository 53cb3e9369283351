"""What the process counts and times, for Prometheus, in a registry of its own.

Labels have few values, all known beforehand: kinds, stages, outcomes, names of jobs and of Slack's methods. No team,
channel, person, link or site is ever one: who may read the metrics need not know what a newsroom reads.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector

REGISTRY = CollectorRegistry(auto_describe=True)
ProcessCollector(registry=REGISTRY)

ACK_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0)
"""Slack waits for 3 s; the promise is 0.3."""
STAGE_BUCKETS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0)

ACKS = Histogram(
    "nutgraf_ack_seconds",
    "From a request's arrival to its acknowledgement; refused: left for Slack to send again.",
    ["kind", "outcome"],
    buckets=ACK_BUCKETS,
    registry=REGISTRY,
)
STAGES = Histogram(
    "nutgraf_stage_seconds",
    "A link's way: wait (in the queue), fetch, parse, read, remember; reply: from the message to the whole reply.",
    ["stage"],
    buckets=STAGE_BUCKETS,
    registry=REGISTRY,
)
REPLIES = Counter("nutgraf_replies", "What became of what was to be said in a channel.", ["outcome"], registry=REGISTRY)
FETCHES = Counter("nutgraf_fetches", "Links by what they led to.", ["outcome"], registry=REGISTRY)
SLACK_CALLS = Counter(
    "nutgraf_slack_calls", "Calls of Slack's Web API by method and outcome.", ["method", "outcome"], registry=REGISTRY
)
SLACK_SECONDS = Histogram(
    "nutgraf_slack_call_seconds",
    "How long Slack took to answer.",
    buckets=(0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0),
    registry=REGISTRY,
)
DIGESTS = Counter("nutgraf_digests", "Digests that were due, by what became of them.", ["outcome"], registry=REGISTRY)
# From 0 on: of a series that begins with 1 Prometheus sees no increase, and no alert rings.
for _outcome in ("posted", "silent", "resting", "skipped", "too_late", "failed"):
    DIGESTS.labels(_outcome)
ERRORS = Counter(
    "nutgraf_errors", "Errors by where they were met and their type.", ["where", "type"], registry=REGISTRY
)
CAUGHT_UP = Counter(
    "nutgraf_caught_up",
    "Messages with links read in history after nobody heard Slack: queued to be answered, or known.",
    ["outcome"],
    registry=REGISTRY,
)
for _outcome in ("queued", "known"):
    CAUGHT_UP.labels(_outcome)
INSTALLS = Counter("nutgraf_installs", "Workspaces that came and went.", ["outcome"], registry=REGISTRY)


@contextmanager
def timing(stage: str) -> Iterator[None]:
    """Time a stage of a link's way, also where it ends in an error."""
    started = perf_counter()
    try:
        yield
    finally:
        STAGES.labels(stage).observe(perf_counter() - started)


def failed(where: str, error: BaseException) -> None:
    """Count an error by its type: the class's name, never its words."""
    ERRORS.labels(where, type(error).__name__).inc()
