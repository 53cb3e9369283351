"""A bot on several hosts: `unshare --user --map-root-user --mount --net python -m tests.support.hosts FOLDER`.

Each host is a network namespace with an address of its own, on one switch with a machine that has Slack and the store,
and runs a front, a worker and the clock that each of them has. The cable of one is pulled while links are shared and
digests fall due, and put back later. Prints JSON: how many replies each link has, how often each digest was posted, and
from which addresses the store was used.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import redis

from bot.digests.plans import Plans
from bot.digests.schedule import DAYS, Plan
from bot.store.connect import connect
from bot.store.processes import tethered
from handlers.manifest import manifest
from sandbox.server import Sandbox
from tests.e2e.conftest import ROOT, environment_of, settings_for
from tests.support.idle import jobs_left
from tests.support.press import link
from tests.support.store import StoreServer, wait_for

CENTRE = "10.77.0.1"
HOSTS = {"ada": "10.77.0.2", "bob": "10.77.0.3"}
CHANNELS = ("C0BREAKING", "C0POLITICS")
LINKS, BEFORE, WHILE = 18, 6, 6
PRESS_PORT = 8_080
"""The same on every host: what is fetched is always this machine's own, as the guard refuses private addresses."""
LIMIT = 120.0


@dataclass
class Network:
    """A switch, and a cable from it to each host."""

    def build(self) -> None:
        """Changes this process's namespaces only."""
        run("mount -t tmpfs tmpfs /run")
        run("ip link set lo up", "ip link add switch type bridge", f"ip address add {CENTRE}/24 dev switch")
        run("ip link set switch up")
        for name, address in HOSTS.items():
            run(f"ip netns add {name}", f"ip link add {name} type veth peer name cable netns {name}")
            run(f"ip link set {name} master switch up")
            inside = ("ip link set lo up", f"ip address add {address}/24 dev cable", "ip link set cable up")
            run(*(f"ip netns exec {name} {line}" for line in inside))

    def pull(self, name: str) -> None:
        """From now on nothing goes to or comes from the host, and nobody is told."""
        run(f"ip link set {name} down")

    def plug(self, name: str) -> None:
        """The cable is back."""
        run(f"ip link set {name} up")


def run(*lines: str) -> None:
    """Run commands of the system."""
    for line in lines:
        subprocess.run(line.split(), check=True)


def main() -> None:
    """See the module."""
    folder = Path(sys.argv[1])
    network = Network()
    network.build()
    with ExitStack() as parts:
        server = StoreServer(folder, "--bind", CENTRE, "127.0.0.1", "--protected-mode", "no")
        parts.enter_context(server)
        options = {"newsroom": False, "unfurl": False, "rate_limits": False, "time_scale": 0.05}
        slack = parts.enter_context(Sandbox(host=CENTRE, manifest=manifest(), **options))
        store = connect(server.url)
        environment = environment_of(settings_for(slack, f"redis://{CENTRE}:{server.port}/0"))
        for name in HOSTS:
            for module in (["tests.support.press", str(PRESS_PORT)], ["handlers", "run"], ["handlers", "worker"]):
                process = on_host(name, module, environment)
                parts.callback(process.wait)
                parts.callback(process.kill)
        wait_for("the fronts", lambda: len(slack.hub.sockets.connections) == len(HOSTS), LIMIT)
        addresses = {line["addr"].rpartition(":")[0] for line in store.client_list()}
        shared = [share(slack, number) for number in range(BEFORE)]
        wait_for("a first reply", lambda: replies(slack, shared[0]), LIMIT)
        network.pull("ada")
        due = plans(store, slack.team)
        shared += [share(slack, number) for number in range(BEFORE, BEFORE + WHILE)]
        wait_for("replies without the host", lambda: all(replies(slack, ts) for ts in shared), LIMIT)
        network.plug("ada")
        shared += [share(slack, number) for number in range(BEFORE + WHILE, LINKS)]
        wait_for("every reply", lambda: all(replies(slack, ts) for ts in shared), LIMIT)
        wait_for("every digest", lambda: len(digests(slack)) >= due, LIMIT)
        wait_for("an empty queue", lambda: jobs_left(store) == 0, LIMIT)
        told = {"replies": [replies(slack, ts) for ts in shared], "digests": list(digests(slack).values()), "due": due}
        print(json.dumps(told | {"addresses": sorted(addresses)}))  # noqa: T201 - the protocol


def on_host(name: str, module: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a Python module on a host."""
    argv = ["ip", "netns", "exec", name, sys.executable, "-m", *module]
    return subprocess.Popen(tethered(argv), env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)


def plans(store: redis.Redis, team: str) -> int:
    """Digests that are due, in two channels. Returns how many."""
    begin = time.time() - 180
    times = (f"{datetime.fromtimestamp(begin + 120, UTC):%H:%M}",)
    for channel in CHANNELS:
        Plans(store).save(Plan(f"plan{channel}", team, channel, "U0BEN", times, DAYS, "UTC", begin))
    return len(CHANNELS)


def share(slack: Sandbox, number: int) -> tuple[str, str]:
    """Share a link; its channel and ts."""
    channel = CHANNELS[number % 2]
    return channel, slack.post(channel, "U0AMINA", link(PRESS_PORT, number))


def replies(slack: Sandbox, shared: tuple[str, str]) -> int:
    """The bot's messages under one."""
    return sum(message.get("user") == slack.bot_user for message in slack.replies(*shared))


def digests(slack: Sandbox) -> Counter[str]:
    """How often each digest stands in its channel."""
    found: Counter[str] = Counter()
    for channel in CHANNELS:
        for message in slack.history(channel):
            key = str(((message.get("metadata") or {}).get("event_payload") or {}).get("key", ""))
            found[key] += ":digest-" in key
    return +found


if __name__ == "__main__":
    main()
