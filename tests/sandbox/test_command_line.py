"""`python -m sandbox`."""

import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_says_how_to_connect_and_ends_on_ctrl_c() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox", "--time-scale", "0.1"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        said = "".join(process.stdout.readline() for _ in range(6))
        page = re.search(r"The page: +(\S+)", said)
        assert page and re.search(r"SLACK_BOT_TOKEN=xoxb-\w+\nSLACK_APP_TOKEN=xapp-", said)
        with urllib.request.urlopen(page.group(1), timeout=5) as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.communicate()
