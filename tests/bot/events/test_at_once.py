"""Workers that record one incident, or one sharing, at the very same time: real processes, a real store."""

from collections import Counter
from dataclasses import dataclass
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

from bot.events.corrections import Corrections
from bot.events.memory import Memory
from bot.events.tracker import Tracker
from bot.reading.brief import Brief
from bot.store.connect import connect
from tests.bot.events.desk import article, shared
from tests.support.crowd import crowd
from tests.support.store import StoreServer

WORKERS = 8
INCIDENTS = {
    "Vesk": (
        "Warehouse burns in Vesk",
        "Fire broke out among bales of cotton at Vesk, and 40 sailors were led away. Pumps drew water from the harbour "
        "until dawn while cranes pulled down the roof.",
    ),
    "Odrana": (
        "Odrana council resigns",
        "All nine councillors of Odrana stepped down over a bill for street lamps. A caretaker from the province now "
        "signs every cheque, and voters choose again in autumn.",
    ),
    "Kelmark": (
        "Ferry stuck off Kelmark",
        "A ferry ran onto a sandbank near Kelmark with a brass band on board. The tide is expected to lift her, and "
        "passengers were given soup by the lifeboat crew.",
    ),
    "Tormund": (
        "Tormund bank to close",
        "Savers queued before the Tormund Mutual after it stopped all payments. Auditors had warned of loans to a "
        "quarry whose owner is a cousin of the chairman.",
    ),
    "Askel": (
        "Wolves seen at Askel",
        "Shepherds above Askel counted five wolves, the first there in sixty winters. Biologists set cameras, and "
        "farmers ask for dogs and fences before the lambing.",
    ),
    "Brinn": (
        "Brinn wins the cup",
        "Two late goals by Ilko Sand gave Brinn the trophy before a roaring stadium. The goalkeeper had saved an "
        "early penalty with a broken finger taped to the next.",
    ),
}
"""All workers start on each at once."""
OUTLETS = ("Courier", "Wire", "Star", "Gazette", "Post", "Echo", "Herald", "Mail")
LIMIT = 60.0


@dataclass(frozen=True)
class Answer:
    """What one worker's recording gave."""

    town: str
    event: str
    new: bool


def record_all(url: str, worker: int, barrier: Barrier, answers: "Queue[Answer]", *, one: bool) -> None:
    """Record an article about each town: `one` sharing of all workers, or each its own, as eight outlets tell it."""
    client = connect(url)
    tracker = Tracker(client)
    for place, (town, (title, text)) in enumerate(INCIDENTS.items()):
        own = "" if one else f" The {OUTLETS[worker]} was there."
        given = article(title, text + own, "2024-03-02T06:40:00Z", f"Outlet {worker}")
        where = shared(1000 * place if one else 1000 * place + worker)
        barrier.wait(LIMIT)
        recorded = tracker.record(where, given, Brief())
        answers.put(Answer(town, recorded.event, recorded.new))


def at_once(store: StoreServer, *, one: bool) -> list[Answer]:
    processes = crowd(__name__)
    barrier, answers = processes.Barrier(WORKERS), processes.Queue()
    workers = [
        processes.Process(target=record_all, args=(store.url, worker, barrier, answers), kwargs={"one": one})
        for worker in range(WORKERS)
    ]
    for worker in workers:
        worker.start()
    found = [answers.get(timeout=LIMIT) for _ in range(WORKERS * len(INCIDENTS))]
    for worker in workers:
        worker.join(LIMIT)
    assert [worker.exitcode for worker in workers] == [0] * WORKERS
    return found


def test_eight_workers_make_exactly_one_event_of_each_incident(memory_store: StoreServer) -> None:
    answers, memory = at_once(memory_store, one=False), Memory(memory_store.client(), "T0TEST", None)
    assert Counter(answer.town for answer in answers) == dict.fromkeys(INCIDENTS, WORKERS)
    assert len({(answer.town, answer.event) for answer in answers}) == len(INCIDENTS), Counter(answers)
    assert len({answer.event for answer in answers}) == len(INCIDENTS), Counter(answers)
    assert sum(answer.new for answer in answers) == len(INCIDENTS)
    events = list(memory.walk())
    assert sorted(event.name for event in events) == sorted(title for title, _ in INCIDENTS.values())
    for event in events:
        assert event.count == event.rev == len({source.id for source in event.sources}) == WORKERS
    check_index(memory_store, memory)


def test_eight_workers_that_record_one_sharing_count_it_once(memory_store: StoreServer) -> None:
    answers, memory = at_once(memory_store, one=True), Memory(memory_store.client(), "T0TEST", None)
    assert len({(answer.town, answer.event) for answer in answers}) == len(INCIDENTS)
    # Who comes second is given the first's answer, word for word.
    assert all(answer.new for answer in answers)
    assert [(event.count, len(event.sources), event.rev) for event in memory.walk()] == [(1, 1, 1)] * len(INCIDENTS)
    counts = memory_store.client().hgetall(memory.key("counts"))
    assert set(counts.values()) == {"1"}  # no two of the texts have a telling word in common
    check_index(memory_store, memory)
    assert Corrections(memory).all() == []


def check_index(store: StoreServer, memory: Memory) -> None:
    """Each event stands once under each of its terms, and no other id does."""
    client = store.client()
    found = {key: client.lrange(key, 0, -1) for key in client.scan_iter(memory.key("term", "*"))}
    wanted = Counter((event.id, memory.key("term", term)) for event in memory.walk() for term in event.indexed)
    assert Counter((event, key) for key, events in found.items() for event in events) == wanted
    assert int(client.get(memory.key("version")) or 0) == len(INCIDENTS)
