"""Several sources read at once, in processes of their own: reading is bound by the processor."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial

from bot import log
from bot.articles.article import Article
from bot.config import LogFormat, Settings
from bot.errors import NutgrafError
from bot.reading.brief import Brief
from bot.reading.pipeline import read_article
from handlers.terminal.sources import open_source

WORTH_A_PROCESS = 3
"""Sources for each further process: one loads the model in the time in which it reads about so many articles."""

Read = tuple[Article, Brief]


def read_all(sources: Sequence[str], settings: Settings, *, processes: int = 0) -> Iterator[Read | NutgrafError]:
    """Each of `sources` with its brief, or why there is none, in their order and each as soon as it can be had.

    `processes` at most; 0: as many as there are processors, and fewer for few sources. Standard input ("-") is read
    by this process.
    """
    least = processes or min(os.cpu_count() or 1, -(-len(sources) // WORTH_A_PROCESS))
    if least == 1 or "-" in sources:
        yield from (_read(settings, source) for source in sources)
        return
    # Spawned, not forked: a fork would inherit threads' locks.
    spawned, quiet = multiprocessing.get_context("spawn"), partial(log.configure, "ERROR", LogFormat.CONSOLE)
    with ProcessPoolExecutor(min(least, len(sources)), spawned, quiet) as pool:
        waiting = [pool.submit(partial(_read, settings), source) for source in sources]
        try:
            for future in waiting:
                try:
                    yield future.result()
                except BrokenProcessPool:
                    yield NutgrafError("The process that read this died.", "Is there enough memory? Try --processes 1.")
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _read(settings: Settings, source: str) -> Read | NutgrafError:
    try:
        article = open_source(source, settings)
        return article, read_article(article, settings.nutgraf_model)
    except NutgrafError as error:
        # Our errors take sentences in their own ways; as this one each comes through a pipe.
        return NutgrafError(error.sentence, error.advice)
