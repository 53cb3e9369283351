"""Reading: an Article in, a Brief out. Pure: no I/O, the same Brief for the same Article."""

import os

from bot.articles.article import Article
from bot.reading.brief import Brief

# A worker is one core's process; several of them with a thread for every core each would stand in each other's way.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is imported, which is later


def read(article: Article) -> Brief:
    """Read an article's text and give its Brief.

    The language pipeline is loaded at the first call (about half a second and 100 MB) and kept.

    Raises:
        ModelError: the language model can't be loaded.
    """
    from bot.reading.pipeline import read_article  # late: only workers and the command line carry spaCy

    return read_article(article)
