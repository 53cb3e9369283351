"""Getting the article behind a link for an answer: in English, tried again where that may help, and why it can't be."""

from collections.abc import Callable
from urllib.parse import urlsplit

from bot.articles.article import Article
from bot.articles.errors import NoNames, NotEnglish, ServerTrouble, TooSlow
from bot.articles.language import is_english
from bot.articles.links import link_key
from bot.articles.pace import HostBusy
from bot.errors import ArticleError
from bot.queue.jobs import RetryLater
from bot.reading.brief import Brief
from bot.slack.blocks import notices
from bot.slack.blocks.message import Message
from bot.slack.blocks.summaries import foreign

FETCH_TRIES = 2
"""Fetches of a link whose site had trouble. The second comes about a second later; by the third the reader has opened
the link themselves."""

RETRIED = (ServerTrouble, TooSlow, NoNames)
"""Troubles after which the link is fetched again: the site's 5xx and timeouts, a name server that is away. The queue
spaces the tries (`bot.queue.policy`, backoff), and no sooner than the site's Retry-After: until then it is a busy
host."""
BUSY_SECONDS = 60.0
"""How long a job waits for its turn at a busy site before the poster is told; it then uses up no try. Turns are a
second apart, and Retry-After is mostly 1 to 60 s or hours."""

GetArticle = Callable[[str], Article]
"""From a link to its Article. Raises ArticleError."""
Read = Callable[[Article], Brief]


def english(get_article: GetArticle, url: str) -> Article:
    """The article that is to be read.

    Raises:
        NotEnglish: with what is known of it. ArticleError: as getting it does.
    """
    article = get_article(url)
    if not is_english(article.text, article.language):
        raise NotEnglish(article)
    return article


def wait_or_raise(error: ArticleError, attempt: int) -> None:
    """Raise where trying again may help: the queue spaces the tries. `attempt` counts from 1.

    Raises:
        RetryLater: many wait for the site. ServerTrouble, TooSlow: as given, once.
    """
    if isinstance(error, HostBusy) and (wait := error.retry_after or 0) <= BUSY_SECONDS:
        raise RetryLater(wait, reason="many wait for this site") from error
    if isinstance(error, RETRIED) and attempt < FETCH_TRIES:
        raise error


def failure(url: str, error: ArticleError) -> Message:
    """Why a link was not read, and what to do; of a page in another language what is known of it."""
    if isinstance(error, NotEnglish) and url:
        return foreign(error.article, url=error.article.url or url)
    return notices.failure(url, error)


def story_key(article: Article, url: str) -> str:
    """The key of an article: by its canonical link where that is on the same host, else by the link it was found at.

    A copy on another site often names the original as canonical; it is another article all the same.
    """
    found_at = article.url or url
    own = article.canonical_url and _host(article.canonical_url) == _host(found_at)
    return link_key(article.canonical_url if own and article.canonical_url else found_at)


def _host(url: str) -> str:
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.").removeprefix("amp.").removeprefix("m.")
