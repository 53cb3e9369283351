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
    """As in production, with a size small enough to test. Its deadline is out of a busy machine's reach."""
    return Fetcher(seconds=60, max_bytes=200_000, contact="desk@example.org", resolver=net.resolve, tls=net.trusting())


@pytest.fixture
def hurried(net: Internet) -> Fetcher:
    """A fetcher whose deadline passes while a slow server is still at it."""
    return Fetcher(seconds=0.3, max_bytes=200_000, resolver=net.resolve, tls=net.trusting())
