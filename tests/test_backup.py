"""Backing up and restoring as docs/operations.md tells it, on a real server."""

import shutil
from pathlib import Path
from typing import Any

from bot.queue.jobs import Queue
from bot.store.connect import connect
from bot.store.embedded import EmbeddedStore
from tests.support.store import StoreServer, everything, wait_for


def fill(store: Any) -> None:
    store.hset("nutgraf:{T1}:events:event:e1", mapping={"rev": 1, "value": "a flood"})
    store.expire("nutgraf:{T1}:events:event:e1", 90 * 86400)
    Queue(store).put("answer_link", {"team": "T1"}, key="a")
    Queue(store).put("look_again", {"team": "T1"}, key="b", delay=3600)


def snapshot(server: StoreServer, to: Path) -> Path:
    """BGSAVE, wait, copy."""
    with server.client() as client:
        store: Any = client
        before = store.lastsave()
        store.bgsave()
        wait_for("the snapshot", lambda: store.info("persistence")["rdb_bgsave_in_progress"] == 0 or None)
        assert store.lastsave() >= before and store.info("persistence")["rdb_last_bgsave_status"] == "ok"
        file = Path(store.config_get("dir")["dir"]) / "dump.rdb"
    shutil.copy(file, to)
    return to


def lay(folder: Path, backup: Path) -> None:
    (folder / "server").mkdir(parents=True)
    shutil.copy(backup, folder / "server" / "dump.rdb")


def test_a_snapshot_is_restored_with_the_queue_and_kept_from_then_on(server: StoreServer, tmp_path: Path) -> None:
    with server.client() as store:
        store.flushall()
        fill(store)
        there = everything(store)
    backup = snapshot(server, tmp_path / "backup.rdb")
    lay(tmp_path / "new", backup)
    with StoreServer(tmp_path / "new", "--appendonly", "no") as restored, restored.client() as client:
        store_again: Any = client
        assert everything(store_again) == there
        assert 89 * 86400 < store_again.ttl("nutgraf:{T1}:events:event:e1") <= 90 * 86400
        store_again.config_set("appendonly", "yes")
        wait_for("the folder", lambda: store_again.info("persistence")["aof_rewrite_in_progress"] == 0)
        Queue(store_again).put("answer_link", {"team": "T1"}, key="c")
    with StoreServer(tmp_path / "new") as as_always, as_always.client() as store:
        assert Queue(store).counts().queued == 2 and Queue(store).counts().delayed == 1


def test_with_the_append_only_file_on_a_snapshot_alone_is_not_read(server: StoreServer, tmp_path: Path) -> None:
    """Why the page says to start once without: should this fail one day, the page may be shorter."""
    with server.client() as store:
        fill(store)
    lay(tmp_path / "new", snapshot(server, tmp_path / "backup.rdb"))
    with StoreServer(tmp_path / "new") as restored, restored.client() as store:
        assert everything(store) == {}


def test_the_embedded_stores_folder_is_its_backup(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "home") as running:
        store = connect(running.url)
        fill(store)
        there = everything(store)
    shutil.copytree(tmp_path / "home", tmp_path / "backup")
    shutil.rmtree(tmp_path / "home")
    shutil.copytree(tmp_path / "backup", tmp_path / "home")
    with EmbeddedStore(tmp_path / "home") as running:
        assert everything(connect(running.url)) == there
