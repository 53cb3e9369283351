"""`nutgraf export`, `import` and `migrate`: real processes, a real store."""

import json
from pathlib import Path

from bot.events.corrections import Corrections
from bot.events.memory import Memory
from bot.events.migrating import KEY, VERSION, require_current
from bot.events.tracker import Tracker
from tests.bot.events.conftest import memory_server, memory_store  # noqa: F401 - fixtures
from tests.bot.events.desk import FIRST, MORE_WOUNDED, NEXT_NIGHT, record, shared
from tests.handlers.test_cli import nutgraf
from tests.support.store import StoreServer

TEAM = "T0TEST"


def as_version_1(server: StoreServer) -> int:
    """Put the store's records as version 1 had them; returns how many there are."""
    client, count = server.client(), 0
    for key in list(client.scan_iter("*:events:message:*")):
        prefix = key.rpartition("message:")[0]
        for article, answer in client.hgetall(key).items():
            client.set(f"{prefix}article:{article}", answer, ex=1000)
            count += 1
        client.delete(key)
    client.delete(KEY)
    return count


def test_an_export_read_in_elsewhere_is_the_same_memory(memory_store: StoreServer) -> None:  # noqa: F811
    client = memory_store.client()
    require_current(client)
    tracker = Tracker(client)
    record(tracker, 1, FIRST)
    night = record(tracker, 2, NEXT_NIGHT)
    record(tracker, 3, FIRST, "G0DESK", private=True)
    Corrections(Memory(client, TEAM, None)).rename(str(night.series), "Nights over the port", "U0BEN", 1.0)
    Corrections(Memory(client, TEAM, "G0DESK")).label("follow", "e1", "U0BEN", "A private story", "U0BEN", 2.0)
    done = nutgraf("export", "memory", "--team", TEAM, REDIS_URL=memory_store.url)
    assert done.returncode == 0, done.stderr
    labels = nutgraf("export", "corrections", "--team", TEAM, REDIS_URL=memory_store.url)
    said = [json.loads(line) for line in labels.stdout.splitlines()]
    assert [(each["what"], each["channel"]) for each in said] == [("rename", None), ("follow", "G0DESK")]
    client.flushall()
    back = nutgraf("import", given=done.stdout, REDIS_URL=memory_store.url)
    assert back.returncode == 0, back.stderr
    assert "keys imported" in back.stderr
    again = nutgraf("export", "memory", "--team", TEAM, REDIS_URL=memory_store.url)
    assert without_time(again.stdout) == without_time(done.stdout)
    assert record(tracker, 2, NEXT_NIGHT) == night


def without_time(lines: str) -> list[str]:
    rows = [json.loads(line) for line in lines.splitlines()]
    return sorted(json.dumps({name: row[name] for name in row if name != "keep_ms"}) for row in rows)


def test_what_is_no_export_is_refused_in_a_sentence(memory_store: StoreServer) -> None:  # noqa: F811
    for given, words in (("no json\n", "Line 1"), (f'{{"schema": {VERSION + 1}}}\n{{"key": "x"}}\n', "Line 2")):
        done = nutgraf("import", given=given, REDIS_URL=memory_store.url)
        assert done.returncode == 1
        assert words in done.stderr
        assert "Traceback" not in done.stderr
    for line in (
        '{"key": "nutgraf:{queue}:bulk", "type": "list", "value": ["x"], "keep_ms": 1000}',
        '{"key": "nutgraf:{T0}:events:event:e1", "type": "hash", "value": "no mapping", "keep_ms": 1000}',
        '{"key": "nutgraf:{T0}:events:event:e1", "type": "hash", "value": {"rev": null}, "keep_ms": 1000}',
        "[1]",
    ):
        done = nutgraf("import", given=line, REDIS_URL=memory_store.url)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("nutgraf: Line 1 is not from an export.")
    assert list(memory_store.client().scan_iter("*T0*")) == []
    assert nutgraf("export", "everything", REDIS_URL=memory_store.url).returncode == 2


def test_the_workspace_is_named_where_it_has_to_be(memory_store: StoreServer, tmp_path: Path) -> None:  # noqa: F811
    empty = nutgraf("export", NUTGRAF_HOME=str(tmp_path))
    assert (empty.returncode, empty.stdout) == (1, "")
    assert "remembers nothing yet" in empty.stderr
    record(Tracker(memory_store.client()), 1, FIRST, "G0DESK", private=True)
    only = nutgraf("export", REDIS_URL=memory_store.url)
    assert only.returncode == 0 and len(only.stdout.splitlines()) > 2
    other = nutgraf("export", "--team", "T0TYPO", REDIS_URL=memory_store.url)
    assert (other.returncode, other.stdout) == (1, "")
    assert "nothing of a workspace T0TYPO. It knows T0TEST." in other.stderr
    # From a store that lies there into another, without a bot.
    home = str(tmp_path / "home")
    assert nutgraf("import", given=only.stdout, NUTGRAF_HOME=home).returncode == 0
    again = nutgraf("export", NUTGRAF_HOME=home)
    assert without_time(again.stdout) == without_time(only.stdout)
    assert nutgraf("export", "corrections", NUTGRAF_HOME=home).returncode == 0


def test_an_older_versions_store_is_brought_to_this_one(memory_store: StoreServer) -> None:  # noqa: F811
    client = memory_store.client()
    tracker = Tracker(client)
    first, second = record(tracker, 1, FIRST), record(tracker, 2, MORE_WOUNDED)
    private = record(tracker, 3, FIRST, "G0DESK", private=True)
    assert as_version_1(memory_store) == 3
    assert tracker.recorded(shared(1)) is None

    refused = nutgraf("worker", REDIS_URL=memory_store.url, SLACK_BOT_TOKEN="xoxb-test")
    assert refused.returncode == 1
    assert "nutgraf migrate" in refused.stderr

    dry = nutgraf("migrate", "--dry-run", REDIS_URL=memory_store.url)
    assert dry.returncode == 0, dry.stderr
    assert "3 keys" in dry.stdout and "Nothing was changed" in dry.stdout
    assert tracker.recorded(shared(1)) is None

    done = nutgraf("migrate", REDIS_URL=memory_store.url)
    assert done.returncode == 0, done.stderr
    assert client.get(KEY) == str(VERSION)
    assert (tracker.recorded(shared(1)), tracker.recorded(shared(2))) == (first, second)
    assert tracker.recorded(shared(3, "G0DESK", private=True)) == private
    assert [key for key in client.scan_iter("*") if client.ttl(key) < 0 or ":article:" in key] == []
    kept = {key: client.dump(key) for key in client.scan_iter("*")}
    again = nutgraf("migrate", REDIS_URL=memory_store.url)
    assert "nothing to do" in again.stdout
    assert {key: client.dump(key) for key in client.scan_iter("*")} == kept


def test_a_newer_store_is_left_alone(memory_store: StoreServer) -> None:  # noqa: F811
    memory_store.client().set(KEY, str(VERSION + 1))
    for command in (("migrate",), ("migrate", "--dry-run"), ("worker",)):
        done = nutgraf(*command, REDIS_URL=memory_store.url, SLACK_BOT_TOKEN="xoxb-test")
        assert done.returncode == 1
        assert "newer Nutgraf" in done.stderr
        assert "Traceback" not in done.stderr


def test_the_embedded_store_is_migrated_where_it_lies(tmp_path: Path) -> None:
    done = nutgraf("migrate", NUTGRAF_HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "nothing to do" in done.stdout
