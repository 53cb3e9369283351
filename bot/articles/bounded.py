"""Parsing under a bound of time and memory, in a process that may die of a page without taking the worker with it.

What libxml2 and the extractor do with a page is bounded by `tree`'s limits as far as we know their costs; this is for
what we don't know.
"""

import json
import os
import selectors
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import Self

from bot import log
from bot.articles import wire
from bot.articles.article import Article
from bot.articles.errors import Unreadable
from bot.errors import ArticleError
from bot.store.processes import tethered

logger = log.get(__name__)

PARSE_SECONDS = 10.0
"""Longest time for one page. The slowest development page takes 0.1 s; 30,000 elements, the most that are read, 1.6 s
(`pytest tests/bot/articles/test_bounded.py --durations 9`)."""
START_SECONDS = 20.0
"""Longest time for the process to be there, besides: 0.4 s, but many times that on a machine that starts ten."""
PARSE_MEMORY = 600_000_000
"""Address space of the process, in bytes. It takes 50 MB at rest, 110 MB for a page of 10 MB, 190 MB for 30,000
elements."""

_CHUNK = 65_536


class BoundedParser:
    """Parses pages one after the other in a process of its own, which is started at the first page and again after
    each page that it did not survive. Safe to share between threads: they wait for each other.
    """

    def __init__(self, *, seconds: float = PARSE_SECONDS, memory: int = PARSE_MEMORY) -> None:
        """`seconds` for one page, `memory` of the process in bytes."""
        self._seconds, self._memory = seconds, memory
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def start(self) -> None:
        """Start the process now, so that the first page does not wait for it."""
        with self._lock:
            self._start()

    def parse(self, page: bytes | str, url: str) -> Article:
        """As `parse.parse`.

        Raises:
            Unreadable: the page took too long or too much memory, or crashed the parser.
            ArticleError: as `parse.parse`.
        """
        body = page.encode("utf-8", "replace") if isinstance(page, str) else page
        request = json.dumps({"url": url, "size": len(body)}).encode("ascii") + b"\n" + body
        with self._lock:
            outcome = self._ask(request)
        if isinstance(outcome, Article):
            return outcome
        raise outcome

    def _ask(self, request: bytes) -> Article | ArticleError:
        fresh = self._process is None or self._process.poll() is not None
        if fresh:
            self._start()
        deadline = time.monotonic() + self._seconds + (START_SECONDS if fresh else 0)
        try:
            return wire.load(json.loads(self._exchange(request, deadline)))
        except (OSError, ValueError) as error:
            logger.warning("parser_died", reason=type(error).__name__, bytes=len(request))
            self._end()
            raise Unreadable from None

    def _exchange(self, request: bytes, deadline: float) -> bytes:
        """Write the request and read a line, never waiting longer than until `deadline`.

        Raises:
            OSError: TimeoutError, or the process is gone.
        """
        process = self._process
        if not (process and process.stdin and process.stdout):
            raise BrokenPipeError
        waiting, answer = memoryview(request), bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdin, selectors.EVENT_WRITE)
            selector.register(process.stdout, selectors.EVENT_READ)
            while not answer.endswith(b"\n"):
                ready = selector.select(max(0.0, deadline - time.monotonic()))
                if not ready:
                    raise TimeoutError
                for key, _ in ready:
                    if key.fileobj is process.stdin:
                        waiting = waiting[os.write(process.stdin.fileno(), waiting[:_CHUNK]) :]
                        if not waiting:
                            selector.unregister(process.stdin)
                    else:
                        chunk = os.read(process.stdout.fileno(), _CHUNK)
                        if not chunk:
                            raise BrokenPipeError
                        answer += chunk
        return bytes(answer)

    def _start(self) -> None:
        self._end()
        process = subprocess.Popen(
            tethered([sys.executable, "-m", "bot.articles.child", str(self._memory)]),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # A parser's last words may quote the article.
            stderr=subprocess.DEVNULL,
            # Ctrl-C is for the worker, which finishes its job.
            start_new_session=True,
        )
        if process.stdin:
            os.set_blocking(process.stdin.fileno(), False)
        self._process = process

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
            self._process = None
