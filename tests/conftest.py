"""Fixtures for every test: a real store."""

from collections.abc import Iterator

import pytest
import redis
from hypothesis import HealthCheck, settings

from tests.support.marked import leaks, mark_secrets
from tests.support.store import StoreServer

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


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


def pytest_configure() -> None:
    """The stand-in for Slack gives out secrets that can be found."""
    mark_secrets()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """A test that made anything print or log a secret has failed."""
    report = yield
    if found := leaks(report.sections):
        report.outcome = "failed"
        report.longrepr = "\n".join(["a secret was printed or logged", *found])
    return report
