"""What a workspace costs a worker and a front that serve many: `python -m benchmarks.teams [WORKSPACES]`.

Builds the parts of each workspace (`handlers.teams.ByToken`) without Slack or a page; prints the milliseconds and
kilobytes that one takes, and what looking up its token costs a request.
"""

import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

from slack_sdk import WebClient

from bot.articles.article import Article
from bot.config import Settings
from bot.reading.brief import Brief
from bot.slack.installs import Install, Installs
from bot.slack.tokens import Vault, new_key
from bot.store.connect import connect
from bot.store.embedded import EmbeddedStore
from handlers.jobs import Tasks, build_tasks


def _none(*_: object) -> Article:
    raise NotImplementedError


def _no_brief(*_: object) -> Brief:
    raise NotImplementedError


def main(number: int) -> None:
    """Measure `number` workspaces."""
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    with tempfile.TemporaryDirectory() as folder, EmbeddedStore(Path(folder)) as server:
        store = connect(server.url)

        def make() -> Tasks:
            return build_tasks(settings, WebClient(token="xoxb-none"), store, get_article=_none, read=_no_brief)

        make()  # what is made once for all
        started, kept = time.perf_counter(), [make() for _ in range(number)]
        took = (time.perf_counter() - started) / number
        tracemalloc.start()
        kept += [make() for _ in range(number)]
        memory = tracemalloc.get_traced_memory()[0] / number
        tracemalloc.stop()
        print(f"a worker's parts of one workspace: {1000 * took:.2f} ms, {memory / 1000:.0f} kB ({number} made)")

        installs = Installs(store, Vault([new_key()]))
        for team in range(number):
            installs.save(Install(f"T{team}", "A newsroom", f"xoxb-{team}", "U1", "B1"))
        started = time.perf_counter()
        for team in range(number):
            installs.find(f"T{team}")
        print(f"looking up a workspace's token: {1000 * (time.perf_counter() - started) / number:.2f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
