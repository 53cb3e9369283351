"""An Article as the command line prints it."""

from typing import Any

from bot.articles.article import Article


def article_json(article: Article, article_id: object) -> dict[str, Any]:
    """The object that `nutgraf article --json` prints; its keys are a contract with other programs."""
    return {
        "id": article_id,
        "text": article.text,
        "title": article.title,
        "authors": list(article.authors),
        "published": article.published,
        "modified": article.modified,
        "site": article.site,
        "language": article.language,
        "canonical_url": article.canonical_url,
        "description": article.description,
        "paywalled": article.paywalled,
        "content_type": article.kind.value,
    }
