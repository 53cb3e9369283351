"""What the reply's last part says of a story."""

from bot.events.event import Reading
from bot.events.recorded import Moved, Recorded
from bot.slack.blocks.recurrence import recurrence_words


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
