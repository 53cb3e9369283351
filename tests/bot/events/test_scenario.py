"""The recurrence scenario as a gate: what issue and readers were promised."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from benchmarks.eval_events import GOLD, SCENARIO, read_rows, run, score_scenario
from tests.support.corpora import need_shared
from tests.support.store import StoreServer

NOT_YET: Mapping[str, str] = {
    "recurrence-kharkiv": "a bulletin that names nobody is not of its series; a fire's two areas are no conflict",
    "recurrence-veldania": "trains cancelled and trains kept in depots are two measures",
}
FOLDERS = sorted(GOLD.glob("recurrence*"))


class Scored(NamedTuple):
    """A scenario's figures as lines."""

    name: str
    gold: Mapping[str, Any]
    lines: str

    def figure(self, name: str) -> float:
        """The one that a line begins with."""
        found = re.search(rf"^{name} ([\d.]+)", self.lines, re.M)
        assert found, self.lines
        return float(found[1])


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: str(folder.name))
def scored(memory_server: StoreServer, request: pytest.FixtureRequest) -> Scored:
    need_shared("scorers", "score_events.py")
    folder: Path = request.param
    rows = [json.loads(line) for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    given, report = run(memory_server.client(), rows, read_rows(rows))
    return Scored(folder.name, gold, "\n".join(score_scenario(gold, given, report)))


def test_there_are_several_scenarios() -> None:
    assert len(FOLDERS) >= 4


@pytest.mark.corpus
def test_events_and_series_of_the_scenario_are_recognised(scored: Scored) -> None:
    assert scored.figure("event B3 F1") >= 0.92, scored.lines
    assert scored.figure("series B3 F1") >= 0.90, scored.lines
    assert scored.figure("one-offs in a series:") == 0, scored.lines
    assert scored.figure("false conflicts:") == 0, scored.lines


@pytest.mark.corpus
def test_its_cadences_and_figures_are_told(scored: Scored, request: pytest.FixtureRequest) -> None:
    if why := NOT_YET.get(scored.name):
        request.applymarker(pytest.mark.xfail(reason=why, strict=True))
    gold, lines = scored.gold, scored.lines
    assert scored.figure("moved figures found:") >= 0.8 * len(gold["moved"]), lines
    assert scored.figure("conflicts found:") >= 0.8 * len(gold["conflicts"]), lines
    assert not any(f"(asked {each['cadence']})" in lines for each in gold["series"].values()), lines
    assert lines.count("(right), next") == len(gold["series"]), lines


def test_ids_are_not_read(memory_store: StoreServer) -> None:
    rows = [json.loads(line) for line in (SCENARIO / "articles.jsonl").read_text(encoding="utf-8").splitlines()][:12]
    read = read_rows(rows)
    first, _ = run(memory_store.client(), rows, read)
    renamed = [{**row, "id": f"x{99 - place}"} for place, row in enumerate(rows)]
    second, _ = run(
        memory_store.client(), renamed, {new["id"]: read[old["id"]] for new, old in zip(renamed, rows, strict=True)}
    )
    assert list(first.values()) == list(second.values())
