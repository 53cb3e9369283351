"""How good the proposals to merge and split events are, on the corpus of events (five orders).

    python -m benchmarks.eval_proposals [--cache FILE] [--orders 5] [--sweep]

The tracker gives each article its event; then all are clustered again. A merge is right when most articles of both
events are of one in the gold; a split when most articles of its halves are of two. What there is to find: pairs of the
tracker's events that are one, without those that it holds for two of a series (a trial's hearings are one event of the
corpus, and several of ours), and its events with articles of several. NUTGRAF_SHARED/corpora/events.
"""

import argparse
import json
import lzma
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import redis

from benchmarks.eval_events import read_rows
from bot.articles.article import Article
from bot.events import proposals
from bot.events.event import Source
from bot.events.memory import Memory
from bot.events.proposals import Merge, Nearness, Seen, Split
from bot.events.report import Desk
from bot.events.tracker import arrival_of
from bot.reading.brief import Brief
from bot.store.connect import connect
from bot.store.embedded import EmbeddedStore
from tests.support.corpora import shared

SWEPT = {
    "TOGETHER": (0.11, 0.12, 0.135, 0.15, 0.17, 0.2),
    "GROWN": (0.0, 0.05, 0.1, 0.15),
    "APART": (0.45, 0.5, 0.55, 0.6, 0.7),
    "LEAST_HALF": (3, 4, 5, 6),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """Proposed, right, and to be found: of merges, then of splits."""

    merges: tuple[int, int, int]
    splits: tuple[int, int, int]

    def __str__(self) -> str:
        return f"merges {_words(*self.merges)}; splits {_words(*self.splits)}"


def _words(proposed: int, right: int, wanted: int) -> str:
    precision = f"{right / proposed:.2f}" if proposed else "–"
    return f"{right} of {proposed} right ({precision}), of {wanted} to be found ({right / wanted if wanted else 1:.2f})"


def windows(
    rows: Sequence[Mapping[str, Any]], read: Mapping[str, tuple[Article, Brief]], orders: int
) -> list[list[Seen]]:
    """The articles as the tracker gave them to events, one list an order; the id of each is its row's."""
    found = []
    with tempfile.TemporaryDirectory(prefix="nutgraf-eval-") as folder, EmbeddedStore(Path(folder)) as store:
        client: redis.Redis = connect(store.url)
        for number in range(orders):
            order = list(rows)
            if number:
                random.Random(number - 1).shuffle(order)
            client.flushall()
            desk = Desk(client)
            given = {row["id"]: desk.assign(row["id"], *read[row["id"]])["event"] for row in order}
            memory = Memory(client, "TRACK", None)
            events = {event.id: event for event in list(memory.walk())}
            found.append(
                [
                    Seen(_source(row), events[given[row["id"]]], arrival_of(memory, None, *read[row["id"]]))
                    for row in order
                ]
            )
    return found


def _source(row: Mapping[str, Any]) -> Source:
    return Source(str(row["id"]), None, str(row["title"]), None, "C", "1", "1", None, False)


def tally(near: Nearness, gold: Mapping[str, str]) -> Tally:
    """What is proposed for a window, and how much of it is right."""
    window = near.window
    members: dict[str, list[str]] = defaultdict(list)
    for seen in window:
        members[seen.event.id].append(seen.source.id)

    def most(articles: Sequence[str]) -> str:
        return Counter(gold[each] for each in articles).most_common(1)[0][0]

    found = proposals.found_by(near)
    merges = [each for each in found if isinstance(each, Merge)]
    splits = [each for each in found if isinstance(each, Split)]
    series = {seen.event.id: seen.event.series or seen.event.id for seen in window}
    apart = ((one, two) for one, two in combinations(members, 2) if series[one] != series[two])
    pairs = sum(most(members[one]) == most(members[two]) for one, two in apart)
    mixed = sum(len({gold[each] for each in articles}) > 1 for articles in members.values())
    right = sum(most(members[merge.events[0]]) == most(members[merge.events[1]]) for merge in merges)
    good = 0
    for split in splits:
        rest = [each for each in members[split.event] if each not in split.articles]
        good += most(split.articles) != most(rest)
    return Tally((len(merges), right, pairs), (len(splits), good, mixed))


def _sum(tallies: Sequence[Tally]) -> Tally:
    merges, splits = zip(*((each.merges, each.splits) for each in tallies), strict=True)
    return Tally(*(tuple(map(sum, zip(*each, strict=True))) for each in (merges, splits)))  # type: ignore[arg-type]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--orders", type=int, default=5)
    parser.add_argument("--cache", type=Path, help="where the corpus's briefs are kept for the next run")
    parser.add_argument("--sweep", action="store_true", help="each threshold a step up and down")
    options = parser.parse_args()
    with lzma.open(shared() / "corpora" / "events" / "dev.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    gold = {str(row["id"]): str(row["event"]) for row in rows}
    found = [Nearness(window) for window in windows(rows, read_rows(rows, options.cache), options.orders)]
    each = [tally(window, gold) for window in found]
    for number, one in enumerate(each):
        print(f"order {number}: {one}")
    print(f"all: {_sum(each)}", flush=True)
    for name, values in SWEPT.items() if options.sweep else ():
        usual = getattr(proposals, name)
        for value in values:
            setattr(proposals, name, value)
            print(f"{name} {value}: {_sum([tally(window, gold) for window in found])}", flush=True)
        setattr(proposals, name, usual)


if __name__ == "__main__":
    main()
