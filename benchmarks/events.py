"""What remembering costs: time, store memory and round trips an article, as the number of articles grows.

    python -m benchmarks.events [--sizes 1000 10000 100000 500000]

A store of each size is filled first (`benchmarks/filling.py`). Then each gets MEASURED more articles in the tracker's
whole way, in turns of a few, so that a machine that is busy for a while is so for all sizes.
"""

import argparse
import copy
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import redis

from benchmarks.filling import BASE, fill, multiply, where
from benchmarks.synthetic import Newsroom
from bot.events.tracker import Tracker
from bot.store.connect import connect
from bot.store.embedded import EmbeddedStore

SIZES = (1_000, 10_000, 100_000, 500_000)
MEASURED, TURN, WARMING = 1_000, 50, 200


@dataclass(frozen=True, slots=True)
class Cost:
    """One article's: seconds on the clock, seconds of processor time of the process that records, round trips, and
    whether the event is right."""

    clock: float
    processor: float
    trips: int
    right: bool


class Counting:
    """Counts the requests that a client sends: its round trips."""

    def __init__(self, client: redis.Redis) -> None:
        self.sent = 0
        connection = client.connection_pool.get_connection()
        send = connection.send_packed_command

        def counted(*args: object, **kwargs: object) -> object:
            self.sent += 1
            return send(*args, **kwargs)

        connection.send_packed_command = counted  # type: ignore[method-assign,assignment]
        client.connection_pool.release(connection)


def record_turns(wire: Connection, url: str, newsroom: Newsroom) -> None:
    """A process that records as many articles as `wire` asks for each time, and says what each cost; 0 ends it."""
    client = connect(url)
    recorder, counting = Tracker(client), Counting(client)
    told: dict[int, str] = {}
    while many := wire.recv():
        costs = []
        for _ in range(many):
            link = newsroom.next()
            begin, worked, sent = time.perf_counter(), time.process_time(), counting.sent
            event = recorder.record(where(link), link.article, link.brief).event
            clock, processor = time.perf_counter() - begin, time.process_time() - worked
            costs.append(Cost(clock, processor, counting.sent - sent, told.setdefault(link.story, event) == event))
        wire.send(costs)


def measure(sizes: Sequence[int], folder: Path) -> None:
    """Fill stores of these sizes, record MEASURED more into each, and print a line for each."""
    with ExitStack() as stack:
        urls = {size: stack.enter_context(EmbeddedStore(folder / str(size))).url for size in sizes}
        stores = {size: connect(url) for size, url in urls.items()}
        for store in stores.values():
            store.config_set("appendonly", "no")
        empty = {size: _used(store) for size, store in stores.items()}
        own = {size: store for size, store in stores.items() if size <= BASE}
        streams = fill(own)
        large = {size: store for size, store in stores.items() if size > BASE}
        multiply(stores[BASE], large, streams[BASE])
        streams |= {size: copy.deepcopy(streams[BASE]) for size in large}
        memory = {size: (_used(store) - empty[size]) / size for size, store in stores.items()}
        for store in stores.values():
            _log_again(store)
        recording = {size: _started(urls[size], streams[size]) for size in sizes}
        costs: dict[int, list[Cost]] = {size: [] for size in sizes}
        for _, wire in recording.values():
            wire.send(WARMING)
            wire.recv()
        begun = {size: _worked(store) for size, store in stores.items()}
        for _ in range(MEASURED // TURN):
            for size, (_, wire) in recording.items():
                wire.send(TURN)
                costs[size] += wire.recv()
        for size, (process, wire) in recording.items():
            wire.send(0)
            process.join()
            worked = (_worked(stores[size]) - begun[size]) / MEASURED
            print(_line(size, costs[size], stores[size], worked, memory[size]), flush=True)


def _started(url: str, newsroom: Newsroom) -> tuple[Any, Connection]:
    context = get_context("spawn")
    wire, theirs = context.Pipe()
    process = context.Process(target=record_turns, args=(theirs, url, newsroom), daemon=True)
    process.start()
    return process, wire


def _used(store: redis.Redis) -> int:
    return int(store.info("memory")["used_memory"])


def _worked(store: redis.Redis) -> float:
    """Seconds of processor time of the server so far, without those of processes that write its files anew."""
    about = store.info("cpu")
    return float(about["used_cpu_user"]) + float(about["used_cpu_sys"])


def _log_again(store: redis.Redis) -> None:
    """Write the append-only file, as in use: from what is there, then from what comes."""
    store.config_set("appendonly", "yes")
    while any(store.info("persistence")[each] for each in ("aof_rewrite_in_progress", "aof_rewrite_scheduled")):
        time.sleep(0.5)


def _line(size: int, costs: Sequence[Cost], store: redis.Redis, worked: float, memory: float) -> str:
    clock, processor = sorted(cost.clock for cost in costs), sorted(cost.processor for cost in costs)
    return (
        f"{size:>8,} articles: p50 {_ms(statistics.median(clock))}, p95 {_ms(clock[int(0.95 * len(clock))])} ms "
        f"(processor time of the recorder {_ms(statistics.median(processor))} and "
        f"{_ms(processor[int(0.95 * len(processor))])}, of the store {_ms(worked)} on the mean); "
        f"{memory:,.0f} bytes an article; round trips {statistics.mean(c.trips for c in costs):.1f}, "
        f"at most {max(cost.trips for cost in costs)}; {store.dbsize():,} keys; "
        f"{100 * statistics.mean(cost.right for cost in costs):.1f} % to the event of the story's others"
    )


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=list(SIZES), help=f"{BASE} and multiples or parts of it"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nutgraf-events-") as folder:
        measure(sorted({*options.sizes, BASE}), Path(folder))


if __name__ == "__main__":
    main()
