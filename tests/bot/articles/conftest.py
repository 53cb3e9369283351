from collections.abc import Iterator

import pytest

from bot.articles.fetch import Fetcher
from tests.bot.articles.internet import Internet, running


@pytest.fixture
def net(monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    with running(monkeypatch) as internet:
        yield internet


@pytest.fixture
def fetcher(net: Internet) -> Fetcher:
    """As in production, with limits small enough to test."""
    return Fetcher(seconds=1.0, max_bytes=200_000, contact="desk@example.org", resolver=net.resolve, tls=net.trusting())
