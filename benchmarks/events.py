"""What remembering costs: time, store memory and round trips an article, as the number of articles grows.

    python -m benchmarks.events [--sizes 1000 10000 100000 500000]

Synthetic articles: words drawn by Zipf's law from a vocabulary that grows with the text, a few names and words of
their event in each, one to twenty articles an event. At each size the last 1,000 recordings are measured.
"""

import argparse
import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import redis

from bot.articles.article import Article
from bot.events.tracker import Shared, Tracker
from bot.reading.brief import Brief
from bot.store.connect import connect
from bot.store.embedded import EmbeddedStore

SIZES = (1_000, 10_000, 100_000)
MEASURED = 1_000
COMMON_WORDS = 30_000
OPEN_EVENTS = 40
"""Events that are being reported at a time; each ends when it has had its articles."""
WORDS = (150, 450)


class Newsroom:
    """An endless, repeatable stream of articles."""

    def __init__(self, seed: int = 7) -> None:
        self._random = random.Random(seed)
        self._names = 0
        syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]
        self._common = [
            "".join(self._random.choices(syllables, k=self._random.randint(2, 4))) for _ in range(COMMON_WORDS)
        ]
        self._shares = list(itertools.accumulate(1 / rank for rank in range(1, COMMON_WORDS + 1)))

    def articles(self) -> Iterator[Article]:
        """Articles, a minute apart."""
        events: list[tuple[list[str], list[str], int]] = []
        for number in itertools.count():
            while len(events) < OPEN_EVENTS:
                events.append((self._new_names(), self._words(25), min(20, 1 + int(self._random.expovariate(0.35)))))
            place = self._random.randrange(len(events))
            names, topic, left = events[place]
            if left <= 1:
                events.pop(place)
            else:
                events[place] = names, topic, left - 1
            yield self._article(number, names, topic)

    def _article(self, number: int, names: list[str], topic: list[str]) -> Article:
        words = self._words(self._random.randint(*WORDS))
        for at in range(0, len(words), 6):
            words[at] = self._random.choice(topic)
        for at in range(3, len(words), 14):
            words[at] = self._random.choice(names)
        for at in range(0, len(words), 18):
            words[at] = "The " + words[at] + "."
        moment = time.gmtime(1_700_000_000 + 60 * number)
        return Article(
            text=" ".join(words),
            title=" ".join(self._random.sample(names, 2) + self._random.sample(topic, 4)),
            published=time.strftime("%Y-%m-%dT%H:%M:%SZ", moment),
            site=f"Outlet {number % 23}",
            url=f"https://outlet{number % 23}.example/{number}",
        )

    def _words(self, count: int) -> list[str]:
        return self._random.choices(self._common, cum_weights=self._shares, k=count)

    def _new_names(self) -> list[str]:
        names = []
        for _ in range(6):
            self._names += 1
            known = self._random.random() < 0.6  # most who are in the news were in it before
            number = self._random.randrange(1, self._names + 1) if known else self._names
            names.append("N" + "".join(self._common[(number * step) % COMMON_WORDS] for step in (1, 7)))
        return names


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


def measure(client: redis.Redis, sizes: list[int]) -> None:
    """Record articles and print a line at each size."""
    tracker, counting = Tracker(client), Counting(client)
    empty = int(client.info("memory")["used_memory"])
    times: list[float] = []
    working: list[float] = []
    events = 0
    for number, article in enumerate(Newsroom().articles(), 1):
        where = Shared("T0BENCH", "C0BENCH", False, str(number), str(number), str(number), None)
        before, worked, sent = time.perf_counter(), time.process_time(), counting.sent
        events += tracker.record(where, article, Brief()).new
        times.append(time.perf_counter() - before)
        working.append(time.process_time() - worked)
        trips = counting.sent - sent
        if number in sizes:
            last, own = sorted(times[-MEASURED:]), sorted(working[-MEASURED:])
            memory = (int(client.info("memory")["used_memory"]) - empty) / number
            print(
                f"{number:>8,} articles, {events:,} events: p50 {1000 * statistics.median(last):.1f} ms, "
                f"p95 {1000 * last[int(0.95 * len(last))]:.1f} ms (processor time here "
                f"{1000 * statistics.median(own):.1f} and {1000 * own[int(0.95 * len(own))]:.1f} ms); "
                f"{memory:,.0f} bytes an article; {trips} round trips; {client.dbsize():,} keys",
                flush=True,
            )
        if number >= max(sizes):
            return


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nutgraf-events-") as folder, EmbeddedStore(Path(folder)) as store:
        measure(connect(store.url), options.sizes)


if __name__ == "__main__":
    main()
