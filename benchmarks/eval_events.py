"""How well events and series are recognised: on the corpus of events (five orders) and on our own scenario.

python -m benchmarks.eval_events            both
python -m benchmarks.eval_events --dev      the corpus, NUTGRAF_SHARED/corpora/events
python -m benchmarks.eval_events --scenario our own, tests/gold/recurrence*
python -m benchmarks.eval_events --sweep    the corpus with each threshold a step up and down
"""

import argparse
import importlib.util
import json
import lzma
import pickle
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import redis

from bot.articles.article import Article
from bot.articles.plain import from_text
from bot.events import matching
from bot.events.report import Desk
from bot.reading.brief import Brief
from bot.reading.pipeline import read_article
from bot.store.connect import connect
from bot.store.embedded import EmbeddedStore
from tests.support.corpora import shared

GOLD = Path(__file__).parents[1] / "tests" / "gold"
SCENARIO = GOLD / "recurrence"
ORDERS = 5
SWEPT = {
    "SAME_EVENT": (0.14, 0.18, 0.2),
    "ANOTHER_PLACE": (0.5, 0.8, 1.0),
    "ANOTHER_KIND": (0.9, 1.0),
    "LONG_AGO": (0.9, 1.0),
    "EXPLAINER": (0.3, 0.5),
}

Row = Mapping[str, Any]
Read = tuple[Article, Brief]


@contextmanager
def _store() -> Iterator[redis.Redis]:
    with tempfile.TemporaryDirectory(prefix="nutgraf-eval-") as folder, EmbeddedStore(Path(folder)) as store:
        yield connect(store.url)


def read_rows(rows: Sequence[Row], cache: Path | None = None) -> dict[str, Read]:
    """Each row's Article and Brief, as `nutgraf track` makes them; kept in `cache` if given."""
    if cache is not None and cache.exists():
        found: dict[str, Read] = pickle.loads(cache.read_bytes())
        return found
    read = {}
    for row in rows:
        published = row.get("published") or row.get("date")
        article = from_text(
            row.get("text") or row["title"], title=row["title"], published=published, site=row.get("site")
        )
        read[row["id"]] = (article, read_article(article))
    if cache is not None:
        cache.write_bytes(pickle.dumps(read))
    return read


def run(client: redis.Redis, rows: Sequence[Row], read: Mapping[str, Read]) -> tuple[dict[str, str], dict[str, Any]]:
    """The events that the tracker gave, and its report."""
    client.flushall()
    desk = Desk(client)
    given = {row["id"]: desk.assign(row["id"], *read[row["id"]])["event"] for row in rows}
    return given, desk.report()


def dev(client: redis.Redis, rows: Sequence[Row], read: Mapping[str, Read], orders: int, *, quiet: bool) -> float:
    """The primary figure, mean of `orders`: the one given, then shuffles."""
    scorer, primaries = _scorer(), []
    for number in range(orders):
        order = list(rows)
        if number:
            random.Random(number - 1).shuffle(order)
        given, _ = run(client, order, read)
        order = [{**row, "seq": place} for place, row in enumerate(order)]
        figures = scorer.score(order, given)
        primaries.append(figures["primary"])
        if not quiet:
            print(
                f"order {number}: primary {figures['primary']:.3f}  B3 {figures['bcubed']['f1']:.3f} "
                f"CEAF-e {figures['ceaf_e']['f1']:.3f}  events {figures['predicted_events']} of "
                f"{figures['gold_events']}  merged: same type {figures['same_type_merges']}, "
                f"other {figures['other_type_merges']}"
            )
    return sum(primaries) / len(primaries)


def scenario(client: redis.Redis, folder: Path) -> None:
    """Score a recurrence scenario and print each figure with what it asks for."""
    rows = [json.loads(line) for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    print(f"{folder.name}: {len(rows)} articles")
    given, report = run(client, rows, read_rows(rows))
    for line in score_scenario(gold, given, report):
        print(line)


def score_scenario(gold: Mapping[str, Any], given: Mapping[str, str], report: Mapping[str, Any]) -> list[str]:
    """The scenario's figures as lines; what is wrong is named."""
    scorer, lines = _scorer(), []
    rows = [{"id": each, "event": event} for each, event in gold["events"].items()]
    figure = scorer.score(rows, dict(given))["bcubed"]
    lines.append(f"event B3 F1 {figure['f1']:.3f} (asked .92)  P {figure['precision']:.3f} R {figure['recall']:.3f}")
    series_of = {event: name for name, each in gold["series"].items() for event in each["events"]}
    told = {row["id"]: row["series"] for row in report["assignments"]}
    in_series = [each for each, event in gold["events"].items() if event in series_of or told[each]]
    rows = [{"id": each, "event": series_of.get(gold["events"][each], f"none {each}")} for each in in_series]
    figure = scorer.score(rows, {each: told[each] or f"none {each}" for each in in_series})["bcubed"]
    lines.append(f"series B3 F1 {figure['f1']:.3f} (asked .90)  P {figure['precision']:.3f} R {figure['recall']:.3f}")
    wrong = [each for each, event in gold["events"].items() if event not in series_of and told[each]]
    lines.append(f"one-offs in a series: {len(wrong)} (asked 0) {wrong}")
    lines += _mixed(gold["events"], given)
    by_id = {series["id"]: series for series in report["series"]}
    for name, each in gold["series"].items():
        ids = Counter(told[a] for a, event in gold["events"].items() if event in each["events"] and told[a])
        found = by_id.get(ids.most_common(1)[0][0]) if ids else None
        if found is None:
            lines.append(f"series {name}: not found")
            continue
        due = found["next_expected"]
        right = found["cadence"] == each["cadence"], bool(due) and due[0] <= each["next"] <= due[1]
        lines.append(
            f"series {name}: {found['name']!r}, {len(found['events'])} of {len(each['events'])} events, "
            f"{found['cadence']} ({'right' if right[0] else 'asked ' + each['cadence']}), "
            f"next {due} ({'right' if right[1] else 'asked ' + each['next']})"
        )
    return lines + _figures(gold, given, report)


def _mixed(gold: Mapping[str, str], given: Mapping[str, str]) -> list[str]:
    lines = []
    by_given, by_gold = defaultdict(set), defaultdict(set)
    for each, event in gold.items():
        by_given[given[each]].add(event)
        by_gold[event].add(given[each])
    lines += [f"  one event of {sorted(events)}" for events in by_given.values() if len(events) > 1]
    return lines + [f"  {event} is in {len(parts)}" for event, parts in by_gold.items() if len(parts) > 1]


def _figures(gold: Mapping[str, Any], given: Mapping[str, str], report: Mapping[str, Any]) -> list[str]:
    event_of = defaultdict(set)
    for each, event in gold["events"].items():
        event_of[given[each]].add(event)
    found = [
        (event, {value["value"] for value in row["values"]}, row["conflict"], row["what"])
        for row in report["figures"]
        for event in event_of[row["event"]]
    ]

    def missing(wanted: Sequence[Mapping[str, Any]], *, conflict: bool) -> list[str]:
        return [
            f"{want['event']} {want['what']} {want['values']}"
            for want in wanted
            if not any(
                event == want["event"] and set(want["values"]) <= values and (known or not conflict)
                for event, values, known, _ in found
            )
        ]

    wanted = {(want["event"], *sorted(want["values"])) for want in gold["conflicts"]}
    false = [
        f"{event} {what} {sorted(values)}"
        for event, values, known, what in found
        if known and not any(event == want[0] and set(want[1:]) <= values for want in wanted)
    ]
    moved, conflicts = missing(gold["moved"], conflict=False), missing(gold["conflicts"], conflict=True)
    return [
        f"moved figures found: {len(gold['moved']) - len(moved)} of {len(gold['moved'])} (asked 80 %) {moved}",
        f"conflicts found: {len(gold['conflicts']) - len(conflicts)} of {len(gold['conflicts'])} (80 %) {conflicts}",
        f"false conflicts: {len(false)} (asked 0) {false}",
    ]


def _scorer() -> ModuleType:
    path = shared() / "scorers" / "score_events.py"
    spec = importlib.util.spec_from_file_location("score_events", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path} is not there; set NUTGRAF_SHARED")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _sweep(client: redis.Redis, rows: Sequence[Row], read: Mapping[str, Read], orders: int) -> None:
    print(f"as it is: {dev(client, rows, read, orders, quiet=True):.3f}")
    for name, values in SWEPT.items():
        usual = getattr(matching, name)
        for value in values:
            setattr(matching, name, value)
            print(f"{name} {value} (is {usual}): {dev(client, rows, read, orders, quiet=True):.3f}", flush=True)
        setattr(matching, name, usual)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dev", action="store_true")
    parser.add_argument("--scenario", action="store_true")
    parser.add_argument("--sweep", action="store_true")
    parser.add_argument("--orders", type=int, default=ORDERS)
    parser.add_argument("--cache", type=Path, help="where the corpus's briefs are kept for the next run")
    options = parser.parse_args()
    every = not (options.dev or options.scenario or options.sweep)
    with _store() as client:
        if options.scenario or every:
            for folder in sorted(GOLD.glob("recurrence*")):
                scenario(client, folder)
        if options.dev or options.sweep or every:
            with lzma.open(shared() / "corpora" / "events" / "dev.jsonl.xz", "rt", encoding="utf-8") as lines:
                rows = [json.loads(line) for line in lines]
            read = read_rows(rows, options.cache)
            if options.dev or every:
                print(f"mean of {options.orders}: {dev(client, rows, read, options.orders, quiet=False):.3f}")
            if options.sweep:
                _sweep(client, rows, read, options.orders)


if __name__ == "__main__":
    main()
