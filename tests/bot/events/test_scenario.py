"""The recurrence scenario as a gate: what issue and readers were promised."""

import json
import re
from pathlib import Path

import pytest

from benchmarks.eval_events import GOLD, SCENARIO, read_rows, run, score_scenario
from tests.support.corpora import need_shared
from tests.support.store import StoreServer

NOT_YET = {"recurrence-tamrin": "walkouts and releases in other words than the usual are not known as such"}
FOLDERS = sorted(GOLD.glob("recurrence*"))
GATES = [
    pytest.param(
        folder,
        id=folder.name,
        marks=[pytest.mark.xfail(reason=NOT_YET[folder.name], strict=True)] if folder.name in NOT_YET else [],
    )
    for folder in FOLDERS
]


def test_there_are_several_scenarios() -> None:
    assert len(FOLDERS) >= 4


@pytest.mark.corpus
@pytest.mark.parametrize("folder", GATES)
def test_the_scenario_is_recognised(memory_store: StoreServer, folder: Path) -> None:
    need_shared("scorers", "score_events.py")
    rows = [json.loads(line) for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    given, report = run(memory_store.client(), rows, read_rows(rows))
    lines = "\n".join(score_scenario(gold, given, report))

    def figure(name: str) -> float:
        found = re.search(rf"^{name} ([\d.]+)", lines, re.M)
        assert found, lines
        return float(found[1])

    assert figure("event B3 F1") >= 0.92, lines
    assert figure("series B3 F1") >= 0.90, lines
    assert figure("one-offs in a series:") == 0, lines
    assert figure("false conflicts:") == 0, lines
    assert figure("moved figures found:") >= 0.8 * len(gold["moved"]), lines
    assert figure("conflicts found:") >= 0.8 * len(gold["conflicts"]), lines
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
