"""What the tests of listeners and jobs have in common."""

from collections.abc import Iterator

import pytest

from tests.handlers.running_bot import RunningBot
from tests.support.store import StoreServer


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    """A bot on a store, for all tests of a file; a file may have one of its own."""
    with StoreServer(tmp_path_factory.mktemp("store")) as server, RunningBot(server.url) as bot:
        yield bot
