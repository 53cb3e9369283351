"""What is written into the window of a question, checked at the door."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.commands.questions import _time_problem


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "UTC", "Pacific/Honolulu"])
def test_today_is_not_still_to_come_wherever_somebody_asks(zone: str) -> None:
    assert not _time_problem(datetime.now(ZoneInfo(zone)).date().isoformat())
    assert _time_problem("2999-01-01") and _time_problem("soonish") and not _time_problem("")
