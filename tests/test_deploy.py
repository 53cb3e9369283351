"""What is shipped for operators names metrics that are there, and every alert has its paragraph."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import generate_latest

from bot import metrics
from handlers.status import AllMetrics
from tests.support.store import StoreServer

ROOT = Path(__file__).parent.parent
NAME = re.compile(r"\b(?:nutgraf|process)_[a-z_]+\b")


def known(server: StoreServer) -> set[str]:
    """The names of all series that a process can give."""
    with server.client() as store:
        store.set("nutgraf:{clock}:tick", "1")
        store.hset("nutgraf:{queue}:stats", mapping={f"{what}:a": 1 for what in ("done", "failed", "dead", "seconds")})
        for metric in vars(metrics).values():  # a counter with labels has no series before it counts
            if names := getattr(metric, "_labelnames", ()):
                metric.labels(*("a" for _ in names))
        text = generate_latest(AllMetrics(store)).decode()  # type: ignore[arg-type]  # it collects, which is all that is asked
    return set(re.findall(r"^([a-z_]+)(?:\{| )", text, re.MULTILINE))


def queries() -> list[str]:
    """What the dashboard and the alerts ask for."""
    dashboard: Any = json.loads((ROOT / "deploy/grafana.json").read_text(encoding="utf-8"))
    asked = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    return asked + re.findall(r"expr: (.*)", (ROOT / "deploy/alerts.yaml").read_text(encoding="utf-8"))


def test_every_metric_that_is_asked_for_exists(server: StoreServer) -> None:
    asked = {name for query in queries() for name in NAME.findall(query)}
    assert len(asked) > 20 and asked - known(server) == set()


def test_every_metric_of_ours_is_in_the_dashboard(server: StoreServer) -> None:
    asked = " ".join(queries())
    families = {re.sub(r"_(?:total|bucket|count|sum|created)$", "", name) for name in known(server)}
    assert {name for name in families if name.startswith("nutgraf_") and name not in asked} == set()


def test_the_dashboard_is_the_one_that_is_made() -> None:
    made = subprocess.run([sys.executable, ROOT / "scripts/dashboard"], capture_output=True, text=True, check=True)
    said = (ROOT / "deploy/grafana.json").read_text(encoding="utf-8")
    assert said == made.stdout, "run scripts/dashboard > deploy/grafana.json"


def test_labels_are_few_and_name_nobody() -> None:
    allowed = {"kind", "outcome", "stage", "method", "where", "type"}
    labels = {name for metric in vars(metrics).values() for name in getattr(metric, "_labelnames", ())}
    assert labels == allowed


def test_every_alert_says_what_to_do() -> None:
    alerts = re.findall(r"alert: (\w+)", (ROOT / "deploy/alerts.yaml").read_text(encoding="utf-8"))
    told = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    assert len(alerts) > 8 and [alert for alert in alerts if f"**{alert}**" not in told] == []


def test_alerts_ring_when_they_should() -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed (Debian: apt install prometheus)")
    told = subprocess.run(
        [promtool, "test", "rules", ROOT / "deploy/alerts.test.yaml"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr
