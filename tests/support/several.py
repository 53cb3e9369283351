"""Stores of several real servers: a master with its replicas under three Sentinels, and a cluster of three nodes."""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Self, cast

import redis

from bot.store.binary import server_binary
from bot.store.processes import tethered
from tests.support.store import free_port, wait_for

HOST = "127.0.0.1"
DOWN_MS = 1_500
"""After which silence a Sentinel, or a cluster's nodes, take one of them for dead. Production takes 5 to 30 s."""
SLOTS = 16_384


class Node:
    """One server process on a folder of its own. `arguments` are the server's."""

    def __init__(self, folder: Path, *arguments: str, port: int | None = None) -> None:
        self.port = port or free_port()
        self._folder, self._arguments = folder, arguments
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        """Start it on the data it had."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(
            tethered([str(server_binary()), *self._arguments, "--port", str(self.port), "--bind", HOST]),
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return self

    def client(self) -> redis.Redis:
        """A client of this server alone."""
        return redis.Redis(HOST, self.port, decode_responses=True, socket_timeout=5)

    def answers(self) -> bool:
        """Whether it does."""
        try:
            return bool(self.client().ping())
        except redis.RedisError:
            return False

    def kill(self) -> None:
        """kill -9."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()


class _Servers:
    """Nodes that start and end together. A context manager."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="nutgraf-test-"))
        self.nodes: list[Node] = []

    def _node(self, *arguments: str, port: int | None = None) -> Node:
        node = Node(self._folder / str(len(self.nodes)), *arguments, port=port)
        self.nodes.append(node)
        return node.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for node in self.nodes:
            node.kill()
        shutil.rmtree(self._folder, ignore_errors=True)


KEEPS = ("--appendonly", "yes", "--appendfsync", "no", "--save", "")


class Watched(_Servers):
    """A master, two replicas, three Sentinels of which two must agree."""

    NAME = "desk"

    def __enter__(self) -> Self:
        first = self._node(*KEEPS)
        self.data = [first, *(self._node(*KEEPS, "--replicaof", f"{HOST} {first.port}") for _ in range(2))]
        wait_for("the servers", lambda: all(node.answers() for node in self.data))
        wait_for("the replicas", lambda: all(self._follows(node) for node in self.data[1:]))
        self.sentinels = [self._sentinel(first.port) for _ in range(3)]
        wait_for("the Sentinels to know each other", lambda: all(self._knows(node) for node in self.sentinels), 30)
        return self

    @property
    def url(self) -> str:
        """As REDIS_URL."""
        hosts = ",".join(f"{HOST}:{node.port}" for node in self.sentinels)
        return f"redis+sentinel://{hosts}/{self.NAME}"

    def master(self) -> Node:
        """The server that the Sentinels call master."""
        for node in self.sentinels:
            if node.answers():
                _, port = node.client().sentinel_get_master_addr_by_name(self.NAME)
                return next(each for each in self.data if each.port == int(port))
        raise AssertionError("no Sentinel answers")

    def _follows(self, node: Node) -> bool:
        about: Any = node.client().info("replication")
        return about["role"] == "slave" and about["master_link_status"] == "up"

    def _sentinel(self, port: int) -> Node:
        folder = self._folder / str(len(self.nodes))
        folder.mkdir()
        rules = f"monitor {self.NAME} {HOST} {port} 2", f"down-after-milliseconds {self.NAME} {DOWN_MS}"
        more = f"failover-timeout {self.NAME} 5000", f"parallel-syncs {self.NAME} 2"
        (folder / "sentinel.conf").write_text("".join(f"sentinel {line}\n" for line in (*rules, *more)))
        return self._node("sentinel.conf", "--sentinel")

    def _knows(self, node: Node) -> bool:
        if not node.answers():
            return False
        about: Any = node.client().sentinel_master(self.NAME)
        return about["num-other-sentinels"] == 2 and about["num-slaves"] == 2


class Cluster(_Servers):
    """Three nodes, each with a third of the slots and no replica."""

    def __enter__(self) -> Self:
        for _ in range(3):
            bus = ("--cluster-enabled", "yes", "--cluster-port", str(free_port()))
            self._node(*KEEPS, *bus, "--cluster-node-timeout", str(DOWN_MS))
        wait_for("the nodes", lambda: all(node.answers() for node in self.nodes))
        first = self.nodes[0]
        bus_port = cast("dict[str, str]", first.client().config_get("cluster-port"))["cluster-port"]
        for index, node in enumerate(self.nodes):
            begin, end = index * SLOTS // 3, (index + 1) * SLOTS // 3 - 1
            node.client().execute_command("CLUSTER", "ADDSLOTSRANGE", begin, end)
            if node is not first:
                node.client().execute_command("CLUSTER", "MEET", HOST, first.port, bus_port)
        self.await_whole()
        return self

    def await_whole(self) -> None:
        """Return when every node holds the cluster for whole."""
        wait_for("the cluster", lambda: all(self._is_whole(node) for node in self.nodes), 30)

    @property
    def url(self) -> str:
        """As REDIS_URL."""
        return "redis+cluster://" + ",".join(f"{HOST}:{node.port}" for node in self.nodes)

    def node_of(self, key: str) -> Node:
        """The node that has a key."""
        slot = int(cast(int, self.nodes[0].client().execute_command("CLUSTER", "KEYSLOT", key)))
        return self.nodes[next(i for i in range(3) if slot < (i + 1) * SLOTS // 3)]

    def _is_whole(self, node: Node) -> bool:
        if not node.answers():
            return False
        about: Any = node.client().cluster("info")
        return about["cluster_state"] == "ok" and about["cluster_known_nodes"] == "3"


def pause(seconds: float) -> None:
    """Let work go on for a while before a fault."""
    time.sleep(seconds)
