"""The Lua scripts of the queue. Each is one step that happens whole or not at all, and may safely be repeated."""

from functools import cache
from importlib.resources import files
from typing import Any, Protocol, cast

import redis

from bot.queue.keys import Keys, Lane


class Script(Protocol):
    """A script, ready to be run on the store."""

    def __call__(self, keys: list[str], args: list[str | int | float]) -> Any:
        """Run it. Raises what redis-py raises."""
        ...


@cache
def _text(name: str) -> str:
    folder = files("bot.queue") / "lua"
    prelude = (folder / "prelude.lua").read_text(encoding="utf-8")
    return prelude + (folder / f"{name}.lua").read_text(encoding="utf-8")


def script(client: redis.Redis, name: str) -> Script:
    """The script `lua/NAME.lua` bound to `client`; the store is sent its text once, and again after a restart."""
    return cast(Script, client.register_script(_text(name)))


def now(clock: Script, keys: Keys) -> float:
    """Seconds since 1970 as the store counts them; `clock` is the script `now`."""
    seconds, micros = clock(keys=[keys.stream(Lane.BULK)], args=[])
    return int(seconds) + int(micros) / 1e6
