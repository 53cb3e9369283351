"""A short storm: each link has one reply in the end, whatever dies or falls silent. See `benchmarks/faults.py`."""

from pathlib import Path

import pytest

from tests.support.storm import Storm, told


@pytest.mark.fault
@pytest.mark.timeout(240)
def test_each_link_has_one_reply_whatever_dies(tmp_path: Path) -> None:
    """Shorter waits than Slack's and frozen for less, and no answers that come when nobody waits any more: those take
    ten seconds each."""
    storm = Storm(
        links=24,
        faults=10,
        pause=0.4,
        calm=1.2,
        longest=4.0,
        fronts=1,
        slow=0.0,
        time_scale=0.05,
        settle=90,
        patient=False,
    )
    outcome = storm.run(tmp_path)
    assert len(outcome.lost) == len(outcome.doubled) == outcome.unheard == 0, told(outcome)
    assert outcome.links == 24 and sum(outcome.faults.values()) == 10
