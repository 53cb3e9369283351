"""Fixtures for every test: a real store."""

import signal
from collections.abc import Iterator
from typing import Any

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


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A file's tests stay together and in order; so do all of tests/e2e, which share one newsroom and its memory."""
    from xdist.scheduler import LoadFileScheduling

    class ByFile(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "tests/e2e" if nodeid.startswith("tests/e2e/") else super()._split_scope(nodeid)

    return ByFile(config, log)


def pytest_configure() -> None:
    """The stand-in for Slack gives out secrets that can be found. Processes that tests start end on Ctrl-C, also where
    a script started the tests in its background, which has them, and all below them, ignore it."""
    mark_secrets()
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """A test that made anything print or log a secret has failed."""
    report = yield
    if found := leaks(report.sections):
        report.outcome = "failed"
        report.longrepr = "\n".join(["a secret was printed or logged", *found])
    return report
