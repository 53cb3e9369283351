"""What the reply's last part says of a story."""

from bot.events.event import Event, Reading, Source
from bot.events.recorded import Moved, Recorded
from bot.slack.blocks.recurrence import recurrence_words
from bot.slack.blocks.timeline import timeline


def reading(measure: str, value: float, text: str) -> Reading:
    return Reading(measure=measure, value=value, text=text, article="a", site="Lenn Echo", at=None, exact=True)


def seen(*, moved: tuple[Moved, ...] = (), fresh: tuple[Reading, ...] = ()) -> Recorded:
    return Recorded(
        event="e1", name="Dam burst at Brennick", series=None, series_name=None, new=False, moved=moved, whats_new=fresh
    )


def test_a_toll_that_moved_is_told_with_its_outlet() -> None:
    words = recurrence_words(seen(moved=(Moved("dead", reading("dead", 12, "12"), reading("dead", 14, "14")),)))
    assert "Dead: 12 → 14 (Lenn Echo)." in words


def test_what_is_new_is_told_as_it_stands() -> None:
    assert "What’s new: missing: more than 30." in recurrence_words(
        seen(fresh=(reading("missing", 30, "more than 30"),))
    )


def test_counts_that_may_be_of_different_things_are_not_told() -> None:
    homes = Moved("home", reading("home", 14000, "14,000"), reading("home", 420, "420"))
    words = recurrence_words(seen(moved=(homes,), fresh=(reading("door", 3, "three"),)))
    assert words == "an event the newsroom has seen."


def test_measures_are_called_as_a_newsroom_calls_them() -> None:
    before, now = reading("hospital", 5, "five"), reading("hospital", 7, "seven")
    words = recurrence_words(seen(moved=(Moved("hospital", before, now),), fresh=(now,)))
    assert "In hospital: 5 → 7 (Lenn Echo)." in words and "What’s new: in hospital: seven." in words
    rates = Moved("rates rate", reading("rates rate", 5, "5%"), reading("rates rate", 4.75, "4.75%"))
    assert "Interest rate: 5% → 4.75% (Lenn Echo)." in recurrence_words(seen(moved=(rates,)))


def test_a_timeline_tells_figures_that_the_reply_would_tell() -> None:
    source = Source("a", "Lenn Echo", "Dam bursts", "https://echo.example/1", "C1", "1.0", "1.0", 1.0, exact=True)
    readings = (reading("passenger", 1700, "1,700"), reading("hospital", 5, "five"), reading("hospital", 7, "seven"))
    event = Event("e1", 1, "Dam", None, (), 1, "", "", {}, {}, (), 1.0, 1.0, sources=(source,), readings=readings)
    shown = str(timeline("Dam", [event])["blocks"])
    assert "in hospital 5 → 7" in shown and "passenger" not in shown
