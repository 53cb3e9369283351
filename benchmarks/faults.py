"""Links while everything dies: `python -m benchmarks.faults [LINKS [FAULTS [PAUSE [SEED]]]]`.

1,000 links are shared, one every PAUSE seconds (half a second, which is more than two workers read on a busy machine),
while two fronts, two workers, the store and Slack are killed with -9 and frozen, and the lines between them cut or made
to swallow everything, at random. Slack itself answers one post in ten with 429, 500, 500 after having posted, a cut
line after having posted, or so late that nobody waits any more, having posted before or doing it only then. Times are
those of production. Printed is what stands in the threads in the end.
"""

import sys
import tempfile
from pathlib import Path

from tests.support.storm import Storm, told

LINKS, FAULTS, PAUSE, SEED = 1000, 150, 0.5, 9


def main() -> None:
    """Run it and print what came of it."""
    given = [float(value) for value in sys.argv[1:]]
    links, faults, pause, seed = [*given, *(LINKS, FAULTS, PAUSE, SEED)[len(given) :]]
    storm = Storm(int(links), int(faults), pause=pause, seed=int(seed), say=_say)
    with tempfile.TemporaryDirectory() as folder:
        outcome = storm.run(Path(folder))
    print(told(outcome))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
