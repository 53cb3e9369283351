"""The promise every Brief keeps: what it shows stands in the article, character for character."""

from bot.articles.article import Article
from bot.reading.brief import Brief, Passage


def five_ws(brief: Brief) -> list[Passage]:
    ws = brief.five_ws
    return [part for part in (ws.who, ws.what, ws.where, ws.when) if part is not None]


def assert_verbatim(article: Article, brief: Brief) -> None:
    text = article.text
    for part in (*brief.facts, *brief.figures, *brief.dates, *brief.recurrences, *five_ws(brief)):
        assert part.text == text[part.start : part.end]
        assert part.text.strip()
        assert article.body_start <= part.start
    for quote in brief.quotes:
        for start, end in (*quote.content, *quote.cue, *quote.source):
            assert article.body_start <= start < end <= len(text)
        assert quote.text.startswith(text[quote.content[0][0] : quote.content[0][1]])
    for named in (*brief.people, *brief.organisations, *brief.places):
        assert named.mentions
        assert any(text[start:end] == named.name for start, end in named.mentions)
        for start, end in named.mentions:
            assert article.body_start <= start < end <= len(text)
    for sentence in brief.summary:
        assert sentence in text
