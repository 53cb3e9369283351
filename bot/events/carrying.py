"""A workspace's memory as lines of JSON, to keep or to carry to another store, with nothing lost."""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, cast

import redis

from bot.errors import NutgrafError
from bot.events.migrating import VERSION, migrate, note_time, require_current, stored_version
from bot.store.keys import BY_TIME, team_key

_COUNTERS = ("nutgraf:{*}:events:version", "nutgraf:{*}:channel:*:events:version")
"""Every memory in which anything was ever recorded has its counter of changes."""


class LineError(NutgrafError):
    """A line that is none of an export's."""


def exported(store: redis.Redis, team: str) -> Iterator[str]:
    """Each key of the workspace's memory as one line: its name, type, value, and milliseconds it is still kept.
    Private channels' memories are among them: whoever runs the store may read them anyway. The first line names the
    version."""
    yield json.dumps({"schema": stored_version(store)})
    for name in store.scan_iter(team_key(team, "*"), count=1000):
        if not _is_memory(str(name)):
            continue
        kind = str(store.type(name))
        value = _read(store, kind, str(name))
        left = store.pttl(name)
        if value and left > 0:  # else it ended between the commands
            yield json.dumps({"key": name, "type": kind, "value": value, "keep_ms": left}, ensure_ascii=False)


def teams(store: redis.Redis) -> list[str]:
    """The workspaces that the store has memories of."""
    names = chain(*(store.scan_iter(pattern, count=1000) for pattern in _COUNTERS))
    return sorted({str(name).partition("{")[2].partition("}")[0] for name in names})


def corrections(store: redis.Redis, team: str) -> Iterator[str]:
    """What people corrected and wished in each of the workspace's memories, as JSON lines in their order; `channel` is
    that of a private memory, null for the public one."""
    public = team_key(team, "events", "corrections")
    private = f"{team_key(team, 'channel')}:*:events:corrections"
    for name in (public, *sorted(map(str, store.scan_iter(private, count=1000)))):
        channel = None if name == public else name.split(":")[-3]
        for said in cast("list[str]", store.lrange(name, 0, -1)):
            yield json.dumps({**json.loads(said), "channel": channel}, ensure_ascii=False)


def imported(store: redis.Redis, lines: Iterable[str]) -> int:
    """Put an export's lines into the store, in place of what is there under the same names; those of an older version
    become this one's. Returns how many keys.

    Raises:
        LineError: a line is not an export's; those before it are in the store. StoreError: the store is of another
            version.
    """
    require_current(store)
    count, version = 0, 1
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            if "schema" in given:
                version = int(given["schema"])
                continue
            name, kind, value, left = given["key"], given["type"], given["value"], int(given["keep_ms"])
            if not isinstance(name, str) or not _is_memory(name) or left <= 0:
                raise ValueError(name)
            pipe = store.pipeline()
            pipe.delete(name)
            _write(pipe, kind, name, value)
            pipe.pexpire(name, left)
            if kind == "hash" and "value" in value:
                note_time(pipe, name, value["value"])
        except (ValueError, KeyError, TypeError) as error:
            raise LineError(
                f"Line {number} is not from an export.", "Import a file that nutgraf export wrote."
            ) from error
        if version > VERSION:
            raise LineError("The export is of a newer Nutgraf.", "Upgrade this installation first.")
        pipe.execute()
        count += 1
    migrate(store, version)
    return count


def _is_memory(name: str) -> bool:
    """Whether a key is one of a memory, and nothing else's; what is found by time follows from the others."""
    return name.startswith("nutgraf:{") and "events" in name.split(":") and BY_TIME not in name


def _read(store: redis.Redis, kind: str, name: str) -> Any:
    match kind:
        case "string":
            return store.get(name)
        case "hash":
            return store.hgetall(name)
        case "list":
            return store.lrange(name, 0, -1)
        case "set":
            return sorted(cast("set[str]", store.smembers(name)))
        case _:
            return None


def _write(pipe: Any, kind: str, name: str, value: Any) -> None:
    """Queue the writing of a value.

    Raises:
        ValueError: it is none of its kind.
    """
    if not _fits(kind, value):
        raise ValueError(kind)
    match kind:
        case "string":
            pipe.set(name, value)
        case "hash":
            pipe.hset(name, mapping=value)
        case "list":
            pipe.rpush(name, *value)
        case _:
            pipe.sadd(name, *value)


def _fits(kind: str, value: Any) -> bool:
    match kind:
        case "string":
            return isinstance(value, str)
        case "hash":
            return isinstance(value, dict) and bool(value) and all(isinstance(each, str) for each in value.values())
        case "list" | "set":
            return isinstance(value, list) and bool(value) and all(isinstance(each, str) for each in value)
        case _:
            return False
