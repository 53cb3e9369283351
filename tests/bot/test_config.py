"""Settings that depend on the machine."""

import os

import pytest

from bot.config import Settings


def test_workers_are_counted_where_the_system_knows_no_affinity(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)  # as on macOS
    assert Settings(_env_file=None, nutgraf_workers=0).workers == os.cpu_count()
