"""Full disks, full memory, clocks that jump, names that can't be looked up, models that are gone: nothing acknowledged
is lost, and somebody is told in a sentence what to do.
"""

import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import redis

from bot import clock
from bot.articles.errors import NoNames, Unreachable
from bot.articles.fetch import Fetcher
from bot.config import Settings
from bot.queue.jobs import Job, Queue
from bot.queue.keys import Lane
from bot.queue.outcome import Retry, judge
from bot.queue.policy import Policy
from bot.store import checks
from bot.store.connect import connect
from bot.store.troubles import DISK_FULL, MEMORY_FULL
from handlers import doctor
from handlers.errors import FULL_WORDS, words_for
from handlers.health import store_part
from tests.bot.slack.articles import BRIEF
from tests.e2e.conftest import ROOT
from tests.handlers.running_bot import RunningBot
from tests.support.logs import listening
from tests.support.store import StoreServer, wait_for

CHANNEL = "C0BREAKING"
MEGABYTE = 1_000_000


@pytest.fixture
def server(tmp_path: Path) -> Iterator[StoreServer]:
    """A store of each test's own: they spoil it."""
    with StoreServer(tmp_path, "--maxmemory-policy", "noeviction") as running:
        yield running


@pytest.fixture
def bot(server: StoreServer) -> Iterator[RunningBot]:
    with RunningBot(server.url) as running:
        running.brief = BRIEF
        yield running


def fill_memory(store: redis.Redis) -> None:
    """Leave the store no byte for anything new."""
    used = int(store.info("memory")["used_memory"])
    store.config_set("maxmemory", used // 2)
    with pytest.raises(redis.OutOfMemoryError):
        store.set("one-more", "x")


def forbid_files(server: StoreServer) -> None:
    """From now on the server's writes to its files fail, as on a full disk."""
    assert server.process is not None
    size = max(path.stat().st_size for path in server._data.rglob("*.aof"))
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def allow_files(server: StoreServer) -> None:
    """There is room again."""
    assert server.process is not None
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def shared_while(bot: RunningBot, break_: Callable[[], None], mend: Callable[[], None], advice: str) -> None:
    """Share a link while the store takes nothing, and again when it is mended: exactly one reply to each."""
    first = bot.slack.post(CHANNEL, "amina", bot.lead_to("https://harbourcourier.example/before"))
    bot.replies(CHANNEL, first, 1)
    break_()
    with listening() as logged:
        ts = bot.slack.post(CHANNEL, "amina", bot.lead_to("https://harbourcourier.example/during"))
        bot.until("a try that failed", lambda: any(not ack.acked for ack in bot.slack.acks()))
        told = [line for line in logged if advice in (line.get("reason"), line.get("detail"))]
        assert told, logged
    mend()
    event = next(b for b in bot.slack.events() if b["event"].get("ts") == ts)
    bot.until("Slack's last try", lambda: event in bot.slack.lost() or bot.slack.replies(CHANNEL, ts))
    if not bot.slack.replies(CHANNEL, ts):
        bot.slack.redeliver(event)
    bot.replies(CHANNEL, ts, 1)
    again = bot.slack.post(CHANNEL, "amina", bot.lead_to("https://harbourcourier.example/after"))
    bot.replies(CHANNEL, again, 1)


def test_full_memory_loses_nothing_and_says_what_to_do(bot: RunningBot, server: StoreServer) -> None:
    store = server.client()
    shared_while(bot, lambda: fill_memory(store), lambda: store.config_set("maxmemory", 0), MEMORY_FULL)


def test_a_full_disk_loses_nothing_and_says_what_to_do(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # handed on to the server: its writes fail, it lives
    try:
        with StoreServer(tmp_path) as server:
            store = server.client()

            def fill() -> None:
                forbid_files(server)
                wait_for("the disk to be full", lambda: _refuses(store))

            def mend() -> None:
                allow_files(server)
                wait_for("the disk to have room", lambda: not _refuses(store))

            with RunningBot(server.url) as bot:
                bot.brief = BRIEF
                shared_while(bot, fill, mend, DISK_FULL)
            store.set("acknowledged", "x")
            server.kill()
            server.start()
            assert server.client().get("acknowledged") == "x"
    finally:
        signal.signal(signal.SIGXFSZ, before)


def _refuses(store: redis.Redis) -> bool:
    try:
        store.set("filler", "x" * 1000)
    except redis.ResponseError as error:
        assert str(error).startswith("MISCONF"), error
        return True
    return False


def test_a_command_while_the_store_is_full_is_answered_in_words(bot: RunningBot, server: StoreServer) -> None:
    store = server.client()
    fill_memory(store)
    assert store_part(store).sentence == MEMORY_FULL
    bot.slack.command(CHANNEL, "ben", "/story")
    bot.until("an answer", lambda: any(FULL_WORDS in note.text for note in bot.slack.ephemerals("ben")))
    store.config_set("maxmemory", 0)
    assert FULL_WORDS in words_for(redis.OutOfMemoryError("OOM"), "1")
    assert FULL_WORDS in words_for(redis.ResponseError("MISCONF Errors writing to the AOF file"), "1")


@pytest.mark.parametrize("error", [redis.OutOfMemoryError("OOM"), redis.ResponseError("MISCONF No space left")])
def test_a_job_that_meets_a_full_store_uses_up_no_try(error: redis.RedisError) -> None:
    job = replace(_job(), attempt=Policy().tries)
    outcome = judge(job, error, Policy())
    assert isinstance(outcome, Retry) and not outcome.failed


def _job() -> Job:
    return Job(id="1", name="answer_link", args={}, key="k", lane=Lane.BULK)


def test_a_store_that_would_eat_our_data_is_warned_of(server: StoreServer, monkeypatch: pytest.MonkeyPatch) -> None:
    store = server.client()
    assert checks.concerns(store) == []
    store.config_set("maxmemory", 10 * int(store.info("memory")["used_memory"]))
    store.config_set("maxmemory-policy", "allkeys-lru")
    with listening() as logged:
        checks.warn_of_concerns(store)
    (line,) = logged
    assert line["level"] == "warning"
    assert "allkeys-lru" in line["advice"] and "Set it to noeviction" in line["advice"]
    finding = doctor._store(Settings(_env_file=None, redis_url=server.url))
    assert finding.state is doctor.State.NOTE and "noeviction" in finding.sentence
    store.config_set("maxmemory-policy", "noeviction")
    fill_memory(store)
    (nearly,) = checks.concerns(store)
    assert "Raise maxmemory" in nearly
    store.config_set("maxmemory", 0)
    store.config_set("appendonly", "no")
    (off,) = checks.concerns(store)
    assert "Set appendonly to yes" in off


def test_worker_and_bot_warn_of_it_at_their_start(server: StoreServer) -> None:
    server.client().config_set("maxmemory-policy", "volatile-ttl")
    for name in ("worker", "run"):
        process = subprocess.Popen(
            [sys.executable, "-m", "handlers", name],
            env=_environment(REDIS_URL=server.url),
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            said = ""
            while "volatile-ttl" not in said:
                line = process.stderr.readline() if process.stderr else ""
                assert line, f"{name} ended without a warning: {said}"
                said += line
            assert json.loads(line)["level"] == "warning"
        finally:
            process.kill()
            process.communicate()


def _environment(**more: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "REDIS_", "NUTGRAF_"))}
    slack = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_API_URL": "http://127.0.0.1:9/api/", "SLACK_SIGNING_SECRET": "x" * 32}
    return plain | slack | more


# Names ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [socket.EAI_AGAIN, socket.EAI_FAIL])
def test_a_name_server_that_is_away_is_not_taken_for_a_link_that_is_wrong(code: int) -> None:
    def away(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(code, "Temporary failure in name resolution")

    with pytest.raises(NoNames) as caught:
        Fetcher(resolver=away).fetch("https://harbourcourier.example/outage")
    assert "DNS" in str(caught.value) and "name server" in str(caught.value)


def test_a_name_that_is_none_is_said_to_be_none() -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(Unreachable) as caught:
        Fetcher(resolver=unknown).fetch("https://harbourcourier.example/outage")
    assert not isinstance(caught.value, NoNames)
    assert "no site at" in str(caught.value)


def test_a_link_is_tried_again_when_names_can_be_looked_up_again(bot: RunningBot) -> None:
    left = [NoNames("harbourcourier.example")]

    def answer() -> Any:
        return left.pop() if left else _article(link)

    link = "https://harbourcourier.example/dns"
    ts = bot.slack.post(CHANNEL, "amina", bot.lead_to(link, answer))
    (reply,) = bot.replies(CHANNEL, ts, 1)
    assert "Dyke breaks" in reply["text"]


def _article(url: str) -> Any:
    from tests.bot.slack.articles import article

    return article(url=url)


def test_a_store_whose_name_can_not_be_looked_up_is_said_in_words() -> None:
    patient = "import handlers.run as run; run.STORE_WAIT_SECONDS = 3.0; from handlers.cli import main; main()"
    done = _run("worker", python=("-c", patient), REDIS_URL="redis://no-such-host.invalid:6379/0", limit=90)
    assert done.returncode == 1
    assert "no-such-host.invalid" in done.stderr and "can't be reached" in done.stderr
    assert "Traceback" not in done.stderr


# Clocks --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def moved(tmp_path: Path) -> Iterator[Callable[[float], None]]:
    """Moves the bot's clock by so many seconds from the machine's."""
    file = tmp_path / "ahead"
    clock.follow(file)

    def move(seconds: float) -> None:
        file.write_text(str(seconds))

    yield move
    clock.follow(None)


@pytest.mark.parametrize("seconds", [3600.0, -3600.0, 400 * 86400.0, -400 * 86400.0])
def test_whatever_the_clock_does_a_link_is_answered_once(
    bot: RunningBot, moved: Callable[[float], None], seconds: float
) -> None:
    link = bot.lead_to("https://harbourcourier.example/clock")
    ts = bot.slack.post(CHANNEL, "amina", link)
    bot.replies(CHANNEL, ts, 1)
    moved(seconds)
    event = next(b for b in bot.slack.events() if b["event"].get("ts") == ts)
    bot.slack.redeliver(event)
    other = bot.slack.post(CHANNEL, "amina", bot.lead_to("https://harbourcourier.example/clock2"))
    bot.replies(CHANNEL, other, 1)
    moved(0)
    third = bot.slack.post(CHANNEL, "amina", bot.lead_to("https://harbourcourier.example/clock3"))
    bot.replies(CHANNEL, third, 1)
    assert len(bot.slack.replies(CHANNEL, ts)) == 1
    repeat = bot.slack.post(CHANNEL, "amina", link)
    (line,) = bot.replies(CHANNEL, repeat, 1)
    assert "shared here before" in line["text"]


def test_delayed_jobs_run_by_the_stores_clock(server: StoreServer, moved: Callable[[float], None]) -> None:
    queue = Queue(connect(server.url))
    moved(30 * 86400.0)
    queue.put("look_again", {}, key="x", delay=3600.0)
    moved(60 * 86400.0)
    counts = queue.counts()
    assert (counts.delayed, counts.queued) == (1, 0)


def test_a_clock_far_from_slacks_is_found_by_doctor(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    assert doctor.clock_finding(now, now - 4).state is doctor.State.OK
    off = doctor.clock_finding(now, now - 3600)
    assert off.state is doctor.State.WRONG
    assert "3,600 s ahead" in off.sentence and "NTP" in off.sentence
    assert "behind" in doctor.clock_finding(now, now + 400).sentence


# Models --------------------------------------------------------------------------------------------------------------


def _run(
    *words: str, limit: float = 60, python: tuple[str, ...] = ("-m", "handlers"), **settings: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *python, *words],
        env=_environment(**settings),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=limit,
        check=False,
    )


@pytest.mark.parametrize("damage", ["missing", "empty file", "cut short", "junk", "no meta"])
def test_a_worker_without_a_whole_model_ends_with_a_sentence(server: StoreServer, tmp_path: Path, damage: str) -> None:
    model = tmp_path / "model"
    if damage != "missing":
        shutil.copytree(ROOT / "bot" / "reading" / "model", model)
        victim = max((p for p in model.rglob("model") if p.is_file()), key=lambda path: path.stat().st_size)
        whole = victim.read_bytes()
        match damage:
            case "empty file":
                victim.write_bytes(b"")
            case "cut short":
                victim.write_bytes(whole[: len(whole) // 2])
            case "junk":
                victim.write_bytes(os.urandom(100_000))
            case "no meta":
                (model / "meta.json").unlink()
    done = _run("worker", REDIS_URL=server.url, NUTGRAF_MODEL=str(model))
    assert done.returncode == 1, done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("nutgraf: ")]
    assert len(lines) == 1 and str(model) in lines[0], done.stderr
    assert "Traceback" not in done.stderr


# The embedded store's directory --------------------------------------------------------------------------------------


def test_a_home_that_can_not_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no directory")
    done = _run("run", NUTGRAF_HOME=str(tmp_path / "file" / "home"))
    assert done.returncode == 1
    assert "nutgraf: " in done.stderr and "NUTGRAF_HOME" in done.stderr and "Traceback" not in done.stderr
