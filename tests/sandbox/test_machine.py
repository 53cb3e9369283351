"""The invented month, and the time machine that runs through it. With the real bot: tests/handlers/test_demo.py."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from sandbox.machine import Machine
from sandbox.newsroom.month import DAYS, ZONE, first_monday, month
from sandbox.newsroom.pages import render
from sandbox.server import Sandbox

START = date(2026, 11, 30)


def test_month_begins_on_the_next_monday() -> None:
    friday = datetime(2026, 11, 27, 22, tzinfo=UTC).timestamp()
    assert first_monday(friday) == START
    assert first_monday(friday + 3 * 86_400) == START + timedelta(days=7)


def test_month_is_told_in_order_and_within_its_days() -> None:
    moments = month(START)
    assert [m.at for m in moments] == sorted(m.at for m in moments)
    days = [datetime.fromtimestamp(m.at, ZONE).date() - START for m in moments]
    assert min(days) == timedelta(0)
    assert max(days) < timedelta(days=DAYS)


def test_articles_name_the_weekday_on_which_they_are_published() -> None:
    """Whatever Monday the month begins on: a strike of "Friday" is published on one."""
    for moment in month(START):
        if "ferry-friday" in moment.story.slug:
            assert f"{moment.story.published:%A}" == "Friday"
            assert "Friday" in moment.story.text
        if moment.share:
            assert moment.story.title in render(moment.story, "outlet.localhost").replace("&#x27;", "’")


def test_month_has_what_is_to_be_seen_in_it() -> None:
    moments = month(START)
    kinds = Counter(m.story.slug.partition("-")[0] for m in moments if m.share)
    assert kinds["kestova"] >= 6  # a series without a fixed interval
    assert kinds["lenn"] == 4  # one that is weekly
    assert [m.story.slug for m in moments if m.gone] == ["ferry-aground"]
    corrected = [m.story for m in moments if m.story.modified]
    assert all("Correction" in story.text for story in corrected)
    assert len(corrected) == 2


def test_machine_moves_the_clock_and_tells_by_how_much() -> None:
    told: list[float] = []
    with Sandbox(time_scale=0.01, rate_limits=False, ack_seconds=0.05) as box:
        machine = Machine(box, told.append, lambda: True)
        assert machine.picture() == {"running": False, "over": False, "done": 0.0}
        machine.start()
        box.wait_for(lambda: any("First one of the week" in m["text"] for m in box.history("breaking")))
        machine.close()
        first = month(first_monday(datetime.now(UTC).timestamp()))[0]
        shared = next(m for m in box.history("breaking") if "First one of the week" in m["text"])
        assert abs(float(shared["ts"]) - first.at) < 60
        assert told == sorted(told)
        assert abs(told[-1] - box.workspace.ahead) < 1
