"""A real store server for the tests of the newsroom's memory."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.store import StoreServer


@pytest.fixture(scope="session")
def memory_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreServer]:
    with StoreServer(Path(tmp_path_factory.mktemp("memory"))) as server:
        yield server


@pytest.fixture
def memory_store(memory_server: StoreServer) -> StoreServer:
    """A running server with nothing in it."""
    memory_server.flush()
    return memory_server
