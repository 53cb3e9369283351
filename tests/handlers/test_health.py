"""`/readyz` where anybody may ask: what it costs does not grow with how often."""

import threading
from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest
import redis

from bot.queue.jobs import Queue
from handlers import health
from handlers.health import Look, Looking, Part, queue_part, store_part
from handlers.status import health_app


def get(app: Any) -> tuple[str, bytes]:
    status: list[str] = []
    body = b"".join(app({"PATH_INFO": "/readyz"}, lambda said, _: status.append(said)))
    return status[0], body


def writes(store: Any) -> int:
    return int(store.info("commandstats").get("cmdstat_set", {}).get("calls", 0))


def test_a_hundred_requests_are_one_look(store: redis.Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "BELIEVED_SECONDS", 60.0)
    app = health_app([partial(store_part, store), partial(queue_part, Queue(store))])
    before = writes(store)
    asking = [threading.Thread(target=get, args=(app,)) for _ in range(100)]
    for each in asking:
        each.start()
    for each in asking:
        each.join(10)
    assert writes(store) == before + 1
    assert get(app)[0] == "200 OK"


def test_a_change_is_told_when_the_answer_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "BELIEVED_SECONDS", 0.0)
    said = iter((True, False))
    looks: Sequence[Look] = [lambda: Part("store", ok=next(said), sentence="", needed=True)]
    look = Looking(looks)
    assert look().ready and not look().ready
