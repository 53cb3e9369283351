"""Articles, and the reasons why there is none, as JSON between processes and in the store."""

import json
from dataclasses import asdict
from typing import Any

from bot.articles import errors
from bot.articles.article import Article, Kind
from bot.errors import ArticleError

_KINDS: dict[str, type[ArticleError]] = {
    error.kind: error for error in vars(errors).values() if isinstance(error, type) and issubclass(error, ArticleError)
}


def dump(outcome: Article | ArticleError) -> dict[str, Any]:
    """`outcome` as a value for JSON. Of an error kind and words are kept, not its type's own attributes."""
    if isinstance(outcome, Article):
        return {"article": asdict(outcome)}
    return {"error": [outcome.kind, outcome.sentence, outcome.advice]}


def load(value: dict[str, Any]) -> Article | ArticleError:
    """The outcome that `dump` made `value` of.

    Raises:
        ValueError: it was made by another version, or not by `dump`.
    """
    try:
        if "article" in value:
            fields = value["article"]
            return Article(**{**fields, "authors": tuple(fields["authors"]), "kind": Kind(fields["kind"])})
        kind, sentence, advice = value["error"]
        error_type = _KINDS[kind]
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"not an outcome: {json.dumps(value)[:100]}") from error
    restored = error_type.__new__(error_type)
    ArticleError.__init__(restored, sentence, advice)
    return restored
