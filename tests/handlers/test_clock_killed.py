"""Instances killed with -9 while digests fall due: each is posted, none twice. `benchmarks/clock.py` kills longer."""

import pytest

from sandbox.server import Sandbox
from tests.support.killing import Massacre
from tests.support.store import StoreServer

QUICK = {"idle_seconds": 1.5, "grace_seconds": 0.5, "sweep_seconds": 0.3, "block_seconds": 0.2}


@pytest.mark.fault
@pytest.mark.timeout(240)
def test_no_digest_is_missed_or_posted_twice_however_often_an_instance_dies(server: StoreServer) -> None:
    with Sandbox(newsroom=False, unfurl=False, rate_limits=False) as slack:
        outcome = Massacre(kills=6, speed=120.0, policy=QUICK).run(server, slack)
    assert outcome.due > 10
    assert (outcome.posted, outcome.twice, outcome.missed) == (outcome.due, 0, 0)
