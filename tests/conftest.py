"""Fixtures for every test: a real store."""

from collections.abc import Iterator

import pytest
import redis

from tests.support.store import StoreServer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreServer]:
    """A store process of the module's own."""
    with StoreServer(tmp_path_factory.mktemp("store")) as running:
        yield running


@pytest.fixture
def store(server: StoreServer) -> Iterator[redis.Redis]:
    """A client of an empty store."""
    server.flush()
    with server.client() as client:
        yield client
