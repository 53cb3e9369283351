"""How long the daily sweep takes: `python -m benchmarks.sweep [KEYS]`. Prints seconds and the store's longest pause."""

import sys
import tempfile
import time
from pathlib import Path

from bot import clock
from bot.store.connect import connect
from bot.store.embedded import EmbeddedStore
from bot.store.sweep import BATCH, sweep


def main(number: int) -> None:
    """Sweep a store of `number` keys, of which one in a hundred has lost its time."""
    with tempfile.TemporaryDirectory() as folder, EmbeddedStore(Path(folder)) as server:
        store = connect(server.url)
        for first in range(0, number, 10_000):
            pipe = store.pipeline(transaction=False)
            for each in range(first, min(first + 10_000, number)):
                key = f"nutgraf:{{T{each % 100}}}:channel:C{each % 1000}:reading:{each}:x"
                pipe.set(key, "x" * 200, ex=None if each % 100 == 0 else 86400)
            pipe.execute()
        store.slowlog_reset()
        store.config_set("slowlog-log-slower-than", 1000)
        started = time.perf_counter()
        swept = sweep(store, clock.now())
        took = time.perf_counter() - started
        slowest = max((entry["duration"] for entry in store.slowlog_get(1000)), default=0)
        print(f"{swept.keys:,} keys in {took:.1f} s, {swept.ended:,} given a time, {BATCH} a round trip")
        print(f"the slowest command took {slowest / 1000:.1f} ms of the store's time (of those over 1 ms)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
