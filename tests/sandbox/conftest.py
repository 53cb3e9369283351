"""A sandbox whose waits take hundredths of Slack's, and a client that talks to it."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from sandbox.server import Sandbox
from tests.sandbox.bolt import Bot


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """Slack with its waits at a hundredth (the unfurl after 10 ms), and without rate limits."""

    with Sandbox(time_scale=0.01, rate_limits=False, newsroom=False) as running:
        yield running


@pytest.fixture
def client(sandbox: Sandbox) -> WebClient:
    """The bot's Web API client."""

    return WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)


@pytest.fixture
def bot(sandbox: Sandbox) -> Iterator[Bot]:
    """A connected Bolt app."""

    with Bot(sandbox) as connected:
        yield connected
