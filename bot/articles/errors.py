"""Why a link gave no article, each as a type with words for the person who shared it.

Two families matter to callers: `NotAnArticle` (nothing went wrong, the page is just something else: a watched channel
stays silent) and `Temporary` (the same link may work later: a queue may try again).
"""

from bot.articles.article import Article
from bot.errors import ArticleError

PASTE = "Paste the article's text into a message to me and I will read that."


class NotAnArticle(ArticleError):
    """The link leads to something that is no article."""


class Temporary(ArticleError):
    """The link may work later. `retry_after` is how many seconds the site asked to wait, or None."""

    def __init__(self, sentence: str, advice: str = "", *, retry_after: float | None = None) -> None:
        super().__init__(sentence, advice)
        self.retry_after = retry_after


class BadLink(ArticleError):
    """The address is not one that can be fetched: another scheme, credentials in it, an odd port, no host."""

    kind = "bad_link"

    def __init__(self, reason: str) -> None:
        """`reason` completes "I can't open this link: …" and has no full stop."""
        super().__init__(f"I can't open this link: {reason}.", "Check the link and share it again.")


class BlockedAddress(ArticleError):
    """The host's address is private, local or reserved: fetching it could reach inside somebody's network."""

    kind = "blocked_address"

    def __init__(self, host: str) -> None:
        super().__init__(
            f"I only read pages on the public internet, and {host} is not there.",
            PASTE,
        )
        self.host = host


class Unreachable(Temporary):
    """No answer, or a broken one: DNS, connection, TLS, protocol."""

    kind = "unreachable"

    def __init__(self, reason: str) -> None:
        """`reason` is a whole sentence."""
        super().__init__(reason, "Check the link in a browser; if the page opens there, try again in a while.")


class NoNames(Unreachable):
    """Names can't be looked up just now: the resolver is at fault, not the link."""

    kind = "no_names"

    def __init__(self, host: str) -> None:
        super().__init__(f"I can't look up {host} just now: my name server does not answer.")
        self.advice = "Try again in a minute; if it goes on, whoever runs this bot should check its DNS."


class TooSlow(Temporary):
    """The total deadline passed before the page was here."""

    kind = "too_slow"

    def __init__(self, seconds: float) -> None:
        super().__init__(f"The site did not deliver the page within {seconds:g} seconds.", "Try again later. " + PASTE)


class ServerTrouble(Temporary):
    """The site answered 5xx."""

    kind = "server_trouble"

    def __init__(self, status: int, retry_after: float | None = None) -> None:
        super().__init__(
            f"The site has trouble of its own just now (it answered {status}).",
            "Try again later.",
            retry_after=retry_after,
        )
        self.status = status


class TooManyRequests(Temporary):
    """The site answered 429."""

    kind = "too_many_requests"

    def __init__(self, retry_after: float | None = None) -> None:
        super().__init__(
            "The site answered 429: it wants fewer requests.", "Try again later. " + PASTE, retry_after=retry_after
        )
        self.status = 429


class Refused(ArticleError):
    """The site does not let us read the page: 401, 402, 403, 451 and other answers of the 4xx kind."""

    kind = "refused"

    def __init__(self, status: int) -> None:
        super().__init__(f"The site answered {status}: it does not let me read this page.", PASTE)
        self.status = status


class NotFound(ArticleError):
    """404 or 410."""

    kind = "not_found"

    def __init__(self, status: int) -> None:
        super().__init__(
            f"There is no page at this address (the site answered {status}).", "Check the link and share it again."
        )
        self.status = status


class NotHtml(NotAnArticle):
    """A PDF, an image, a video: anything that is no web page."""

    kind = "not_html"

    def __init__(self, content_type: str) -> None:
        """`content_type` is what the site called it, without parameters."""
        what = "PDF file" if content_type == "application/pdf" else f"file ({content_type})"
        super().__init__(f"This is a {what}, not a web page.", "Share a link to the article's web page.")
        self.content_type = content_type


class TooLarge(ArticleError):
    """More bytes than allowed, on the wire or decompressed."""

    kind = "too_large"

    def __init__(self, limit: int) -> None:
        """`limit` in bytes."""
        super().__init__(f"The page is larger than {limit / 1_000_000:g} MB.", PASTE)


class Unreadable(ArticleError):
    """The page took too long to parse, or too much memory, or crashed the parser."""

    kind = "unreadable"

    def __init__(self) -> None:
        super().__init__("The page is built in a way that I can't read.", PASTE)


class NoArticle(NotAnArticle):
    """A web page without an article on it: a home page, a list, a product, a log-in form."""

    kind = "no_article"

    def __init__(self, reason: str = "I found no article on this page.") -> None:
        """`reason` is a whole sentence."""
        super().__init__(reason, "Share the link of one article. " + PASTE)


class Walled(ArticleError):
    """A consent or bot wall answered in place of the article."""

    kind = "walled"

    def __init__(self, wall: str) -> None:
        """`wall` names it, e.g. "a check for robots"."""
        super().__init__(f"The site showed me {wall} instead of the article.", PASTE)


class Paywalled(ArticleError):
    """An article behind a paywall that shows none, or next to none, of its text."""

    kind = "paywalled"

    def __init__(self) -> None:
        super().__init__("The article is behind a paywall, and the page shows next to none of its text.", PASTE)


class NotEnglish(ArticleError):
    """The text is not English, which is the only language the bot reads."""

    kind = "not_english"

    def __init__(self, article: Article) -> None:
        """`article` is what is known of it."""
        said = f" (the page says: {article.language})" if article.language else ""
        super().__init__(f"The article is not in English{said}.", "I can only read English so far.")
        self.article = article
