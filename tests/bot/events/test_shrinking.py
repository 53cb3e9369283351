"""An event without one of its articles: what that one said goes, whenever it came."""

from bot.events.event import Event, Source
from bot.events.growing import begun, joined
from bot.events.memory import Memory
from bot.events.shrinking import without
from bot.events.tracker import arrival_of
from bot.events.vectors import unpack
from tests.bot.events.desk import FIRST, article, brief
from tests.support.store import StoreServer

WITNESSES = ("Abelin", "Bostwick", "Carrothers", "Dunmarsh", "Ellingham", "Farquist", "Gandolph", "Hesterly")
STORIES = [
    article(
        f"Vesk drone strike: {name} saw it",
        f"VESK — Rosa {name} saw Tarnovian drones strike the port city of Vesk overnight into Saturday, she said.",
        "2024-03-02T09:00:00Z",
    )
    for name in WITNESSES
]


def source(number: int) -> Source:
    return Source(f"a{number}", None, "", None, "C1", f"{number}.0", f"{number}.0", float(number), True)


def told(memory: Memory, *, copied: int | None = None) -> Event:
    """An event of FIRST and of what each witness saw; the story with the number `copied` is a copy."""
    event = begun("e1", arrival_of(memory, None, FIRST, brief(FIRST)), source(0), ())
    for number, each in enumerate(STORIES, 1):
        event = joined(event, arrival_of(memory, None, each, brief(each)), source(number), (), copy=number == copied)
    return event


def test_the_names_of_an_early_article_go_with_it(memory_store: StoreServer) -> None:
    memory = Memory(memory_store.client(), "T0TEST", None)
    event = told(memory)
    early = arrival_of(memory, None, STORIES[0], brief(STORIES[0]))
    assert "abelin" in event.anchors and early.sketch not in event.sketches
    left = without(event, "a1", early)
    assert left is not None and left.count == len(STORIES)
    assert "abelin" not in left.anchors and "bostwick" in left.anchors
    gone = set(unpack(event.names)) - set(unpack(left.names))
    assert gone and gone <= set(early.vectors.names)


def test_a_copy_takes_nothing_with_it_but_its_count(memory_store: StoreServer) -> None:
    memory = Memory(memory_store.client(), "T0TEST", None)
    event = told(memory, copied=3)
    copy = arrival_of(memory, None, STORIES[2], brief(STORIES[2]))
    left = without(event, "a3", copy)
    assert left is not None
    assert (left.count, left.words, left.names, left.anchors) == (
        event.count - 1,
        event.words,
        event.names,
        event.anchors,
    )
