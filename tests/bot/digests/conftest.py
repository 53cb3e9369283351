from collections.abc import Iterator

import pytest
import redis

from tests.support.store import StoreServer


@pytest.fixture(scope="session")
def _shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreServer]:
    with StoreServer(tmp_path_factory.mktemp("digests-store")) as server:
        yield server


@pytest.fixture
def store(_shared_server: StoreServer) -> Iterator[redis.Redis]:
    """A running store that is empty."""
    _shared_server.flush()
    with _shared_server.client() as client:
        yield client
