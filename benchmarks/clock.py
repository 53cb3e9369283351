"""Digests while instances are killed: `python -m benchmarks.clock [KILLS]`.

Three instances of the bot, each a clock and a worker, of which one that works is killed with -9 every two seconds and
replaced. The queue's and the posts' times are those of production, the clock runs sixty times as fast, Slack takes
0.8 s for a post. Counted is what stands in the channels in the end, by the key in each message; "looked" is how often a
post of unknown outcome was looked for in the channel.
"""

import sys
import tempfile
import time
from dataclasses import astuple
from pathlib import Path

from sandbox.server import Sandbox
from tests.support.killing import Massacre
from tests.support.store import StoreServer

KILLS = 100


def main() -> None:
    """Run it and print a row."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    with (
        tempfile.TemporaryDirectory() as folder,
        StoreServer(Path(folder)) as server,
        Sandbox(newsroom=False, unfurl=False, rate_limits=False) as slack,
    ):
        begin = time.monotonic()
        outcome = Massacre(kills).run(server, slack)
    print("kills  runs due  posted  twice  missed  looked  seconds")
    row = (*astuple(outcome), int(time.monotonic() - begin))
    print("  ".join(f"{number:>{width}}" for number, width in zip(row, (5, 8, 6, 5, 6, 6, 7), strict=True)))


if __name__ == "__main__":
    main()
