"""Fronts, workers and clocks on several hosts, of which one is cut off for a while."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.store.processes import tethered
from tests.support.hosts import CENTRE, HOSTS, LINKS
from tests.support.site import ROOT

NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount", "--net"]
BRIDGE = "ip link add switch type bridge && ip link add one type veth peer name other"


@pytest.mark.fault
@pytest.mark.timeout(300)
def test_host_that_is_cut_off_loses_nothing(tmp_path: Path) -> None:
    allowed = shutil.which("unshare") and shutil.which("ip")
    if not allowed or subprocess.run([*NAMESPACE, "sh", "-c", BRIDGE], check=False, capture_output=True).returncode:
        pytest.skip("this machine gives no network namespaces with bridges (unshare --user --net; ip link add)")
    argv = [*NAMESPACE, sys.executable, "-m", "tests.support.hosts", str(tmp_path)]
    done = subprocess.run(tethered(argv), capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["replies"] == [1] * LINKS
    assert told["digests"] == [1] * told["due"]
    assert set(HOSTS.values()) <= set(told["addresses"]), CENTRE
