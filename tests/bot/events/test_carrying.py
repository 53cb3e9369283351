"""An export brings back all of a memory, and nothing else."""

import json

import pytest

from bot.events.carrying import LineError, exported, imported
from bot.events.memory import Memory
from bot.events.migrating import KEY, require_current
from bot.events.tracker import Tracker
from bot.events.wishes import Wishes
from tests.bot.events.desk import FIRST, MORE_WOUNDED, NEXT_NIGHT, brief, record, shared
from tests.support.store import StoreServer, everything


def test_nothing_is_lost_on_the_way(memory_store: StoreServer) -> None:
    client = memory_store.client()
    require_current(client)
    tracker = Tracker(client)
    record(tracker, 1, FIRST)
    record(tracker, 2, MORE_WOUNDED)
    night = record(tracker, 3, NEXT_NIGHT)
    record(tracker, 4, FIRST, "G0DESK", private=True)
    tracker.apart(shared(2), MORE_WOUNDED, brief(MORE_WOUNDED), "U0BEN", 5.0)
    Wishes(client, Memory(client, "T0TEST", None)).follow([str(night.series)], "U0BEN")
    lines, before = list(exported(client, "T0TEST")), everything(client)
    # The two memories' indexes by time follow from what is in them.
    derived = [key for key in client.scan_iter("*") if key == KEY or ":by-time:" in key]
    assert len(derived) == 4 and len(lines) == len(before) - len(derived) + 1
    client.flushall()
    assert imported(client, lines) == len(lines) - 1
    without = [{name: value for name, value in json.loads(line).items() if name != "keep_ms"} for line in lines[1:]]
    again = [json.loads(line) for line in exported(client, "T0TEST")][1:]
    assert all(line["keep_ms"] > 0 for line in again)
    stripped = [{name: value for name, value in line.items() if name != "keep_ms"} for line in again]
    assert sorted(map(str, stripped)) == sorted(map(str, without))
    assert everything(client) | {KEY: ""} == before | {KEY: ""}
    assert record(tracker, 3, NEXT_NIGHT) == night


def test_a_line_of_something_else_is_named(memory_store: StoreServer) -> None:
    with pytest.raises(LineError, match="Line 2"):
        imported(memory_store.client(), ["", '{"key": "other"}'])
    for line in ('{"key": 5, "type": "string", "value": "x", "keep_ms": 1}', "[]", "5", '{"schema": null}'):
        with pytest.raises(LineError, match="Line 1"):
            imported(memory_store.client(), [line])
