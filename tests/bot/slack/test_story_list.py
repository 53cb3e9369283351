"""Stories listed and found: the latest quickly, and any that a busy desk shared in its 90 days."""

from collections.abc import Iterator

import pytest
import redis

from bot.events.corrections import UnknownStoryError
from bot.events.event import Event, Series, Source, Step
from bot.events.memory import Memory, Rewrite
from bot.events.wishes import Wishes
from bot.slack.remembering import Scope
from bot.slack.slash import parse
from bot.slack.story_list import LISTED, find, searched, stories
from bot.slack.story_verbs import Asker, do

TEAM = "T0TEST"
MANY = LISTED + 20


def event(number: int, name: str = "", *, series: str | None = None) -> Event:
    name = name or f"Bridge {number} opens in Tilbrook"
    source = Source(
        f"a{number}", "Ledger", name, f"https://ledger.example/{number}", "C1", "1.0", "1.0", number, exact=True
    )
    at = float(number)
    return Event(f"e{number}", 1, name, None, (), 1, "", "", {}, {}, (), at, at, series=series, sources=(source,))


@pytest.fixture
def scope(store: redis.Redis) -> Iterator[Scope]:
    memory = Memory(store, TEAM, None)
    steps = (Step("e3", "2026-01-03", "Bridge 3"), Step(f"e{MANY}", "2026-03-03", f"Bridge {MANY}"))
    rail = Series("s1", 1, "Tilbrook openings", None, (), {}, {}, steps)
    events = [(None, event(at, series="s1" if at in (3, MANY) else None)) for at in range(1, MANY + 1)]
    assert memory.rewrite(Rewrite(events, [(None, rail)]), "")
    yield Scope(memory, Wishes(store, memory), private=False)


def test_a_list_is_of_the_latest_and_a_search_goes_further_back(scope: Scope) -> None:
    listed = stories(scope)
    assert len(listed) == LISTED and listed[0].name == "Tilbrook openings" and listed[1].id == f"e{MANY - 1}"
    (old,) = searched(scope, "bridge 5 opens", "https://ledger.example/5")
    assert old.id == "e5" and old.number == MANY - 4
    assert searched(scope, "", "https://ledger.example/7")[0].id == "e7"
    assert searched(scope, "nonsuch") == []


def test_what_a_search_found_is_found_again_by_its_number_its_name_and_its_id(scope: Scope) -> None:
    (old,) = searched(scope, "", "https://ledger.example/5")
    assert {find(scope, which).id for which in (str(old.number), old.name, old.id)} == {"e5"}
    with pytest.raises(UnknownStoryError, match="There is no story"):
        find(scope, str(MANY + 1))
    with pytest.raises(UnknownStoryError, match="There is no story"):
        find(scope, "9" * 5000)


def test_one_series_is_shown_with_all_of_its_events(scope: Scope) -> None:
    assert [each.id for each in stories(scope)[0].events] == [f"e{MANY}"], "the list looks no further"
    assert [part.event.id for part in find(scope, "1").parts] == [f"e{MANY}", "e3"]


def test_a_headline_that_begins_with_a_number_is_not_the_story_of_that_number(scope: Scope) -> None:
    assert scope.memory.rewrite(Rewrite([(None, event(MANY + 1, "12 hurt at Dravenport"))]), "")
    do(scope, parse("mute 12 hurt at Dravenport here"), Asker("U0ANN", "C1", lambda: True))
    twelfth = find(scope, "12")
    assert scope.wishes.muted_of([f"e{MANY + 1}", *twelfth.names], "C1") == {f"e{MANY + 1}"}
    do(scope, parse("mute 12 here"), Asker("U0ANN", "C1", lambda: True))
    assert scope.wishes.muted_of(twelfth.names, "C1")
