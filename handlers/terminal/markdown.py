"""A brief as Markdown: for a notes file, an issue or a wiki page. Every word of the article is escaped, so that no
headline becomes markup.
"""

import re
from collections.abc import Iterable, Iterator

from bot.articles.article import Article
from bot.reading.brief import Brief, DateMention, Fact, Figure, Named, Quote
from bot.slack.blocks.fragment import passage_link
from bot.slack.blocks.mrkdwn import one_line, web_url
from bot.slack.blocks.passages import KIND_WORDS, role_words, speaker_words, words_shown
from bot.slack.blocks.story import fact_words, five_ws_words, heading, kind_words, sources_words

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|<>~&])")
_LINE_MARKUP = re.compile(r"^(\d+)([.)])|^(-)", re.MULTILINE)


def escaped(text: str) -> str:
    """`text` on one line, without what hides or turns, so that Markdown shows it as it is."""
    flat = one_line(text)
    return _LINE_MARKUP.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", _MARKUP.sub(r"\\\1", flat))


def markdown(article: Article, brief: Brief) -> str:
    """The brief of `article`, headed by its headline; ends with a newline. Sections without content are left out.

    Where the article's address is known, facts, figures and quotes link to the passage they stand in.
    """
    page = _Page(article)
    sections = (
        (heading(brief), map(page.fact, brief.facts)),
        ("Figures", map(page.figure, brief.figures)),
        ("Quotes", map(page.quote, brief.quotes)),
        ("Dates", map(_date, brief.dates)),
        ("People", map(_named, brief.people)),
        ("Organisations", map(_named, brief.organisations)),
        ("Places", map(_named, brief.places)),
    )
    parts = [*_head(article, brief)]
    for title, items in sections:
        parts += _section(title, items)
    notes = filter(None, (sources_words(brief), brief.note))
    return "\n\n".join([*parts, *(f"*{escaped(note)}*" for note in notes)]) + "\n"


def _head(article: Article, brief: Brief) -> Iterator[str]:
    title = escaped(article.title or "Untitled")
    url = web_url(article.url)
    yield f"# [{title}](<{url}>)" if url else f"# {title}"
    known = (article.site, ", ".join(article.authors), article.published, kind_words(article, brief))
    if line := " · ".join(escaped(part) for part in known if part):
        yield line
    if brief.embargo:
        yield f"**Under embargo:** {escaped(brief.embargo.text)}"
    if ws := five_ws_words(brief):
        yield f"> {escaped(ws)}"


def _section(title: str, items: Iterable[str]) -> list[str]:
    lines = list(items)
    return [f"## {title}", "\n".join(lines)] if lines else []


class _Page:
    """An article whose facts, figures and quotes link to where they stand."""

    def __init__(self, article: Article) -> None:
        self._text = article.text
        self._url = web_url(article.url)

    def fact(self, fact: Fact) -> str:
        credit = f" — {escaped(fact.attribution)}" if fact.attribution and fact.attribution not in fact.text else ""
        return f"- {escaped(fact_words(fact))}{credit}{self._arrow(fact.start, fact.end)}"

    def figure(self, figure: Figure) -> str:
        return f"- **{escaped(figure.text)}** {escaped(figure.what)}".rstrip() + self._arrow(figure.start, figure.end)

    def quote(self, quote: Quote) -> str:
        kind = f" ({KIND_WORDS[quote.kind]})" if KIND_WORDS[quote.kind] else ""
        who = escaped(speaker_words(quote, self._text) + role_words(quote))
        arrow = self._arrow(quote.content[0][0], quote.content[-1][1]) if quote.content else ""
        return f"- {escaped(words_shown(quote))}\n  — {who}{kind}{arrow}"

    def _arrow(self, start: int, end: int) -> str:
        return f" [↗](<{passage_link(self._url, self._text, start, end)}>)" if self._url else ""


def _date(date: DateMention) -> str:
    return f"- {escaped(date.text)}: {date.iso if isinstance(date.iso, str) else ' to '.join(date.iso)}"


def _named(named: Named) -> str:
    return f"- {escaped(named.name)}" + (f", {escaped(named.role)}" if named.role else "")
