"""Articles and briefs for people at a terminal."""

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from bot.articles.article import Article
from bot.reading.brief import Brief, DateMention, Fact, Figure, Named, Quote
from bot.slack.blocks.mrkdwn import clean, one_line
from bot.slack.blocks.passages import KIND_WORDS, role_words, speaker_words, words_shown
from bot.slack.blocks.story import fact_words, five_ws_words, heading, kind_words, sources_words


def show_article(console: Console, article: Article) -> None:
    """Print an article's metadata and text."""
    _head(console, article)
    console.print(Padding(Text(clean(article.text)), (1, 0)))


def show_brief(console: Console, article: Article, brief: Brief) -> None:
    """Print a brief: key facts, figures, quotes, dates, and who and what is named."""
    _head(console, article)
    kind, ws, sources = kind_words(article, brief), five_ws_words(brief), sources_words(brief)
    if kind:
        console.print(Text(kind, style="dim"))
    if brief.embargo:
        console.print(Text(f"Under embargo: {one_line(brief.embargo.text)}", style="bold red"))
    if ws:
        console.print(Text(f"\n{ws}"))
    _section(console, heading(brief), map(_fact, brief.facts))
    if sources:
        console.print(Padding(Text(sources, style="dim"), (0, 0, 0, 2)))
    _section(console, "Figures", map(_figure, brief.figures))
    _section(console, "Quotes", (_quote(quote, article.text) for quote in brief.quotes))
    _section(console, "Dates", map(_date, brief.dates))
    for title, names in (
        ("People", brief.people),
        ("Organisations", brief.organisations),
        ("Places", brief.places),
    ):
        _section(console, title, map(_named, names))
    if brief.note:
        console.print(f"[dim]{escape(brief.note)}[/dim]")


def _head(console: Console, article: Article) -> None:
    console.print(Text(one_line(article.title or article.url or "Untitled"), style="bold"))
    facts = (article.site, ", ".join(article.authors), article.published, article.language)
    line = " · ".join(part for part in facts if part)
    if article.paywalled:
        line += " · behind a paywall"
    if line:
        console.print(Text(one_line(line.removeprefix(" · ")), style="dim"))


def _section(console: Console, title: str, lines: Iterable[str]) -> None:
    rows = list(lines)
    if rows:
        console.print(f"\n[bold cyan]{title}[/bold cyan]")
    for row in rows:
        console.print(Padding(row, (0, 0, 0, 2)))


def _flat(text: str) -> str:
    return escape(one_line(text))


def _fact(fact: Fact) -> str:
    credit = fact.attribution if fact.attribution and fact.attribution not in fact.text else ""
    return f"• {_flat(fact_words(fact))}" + (f" [dim]— {_flat(credit)}[/dim]" if credit else "")


def _figure(figure: Figure) -> str:
    return f"• [bold]{_flat(figure.text)}[/bold] {_flat(figure.what)}".rstrip()


def _quote(quote: Quote, text: str) -> str:
    who = speaker_words(quote, text) + role_words(quote)
    kind = f" [dim]({KIND_WORDS[quote.kind]})[/dim]" if KIND_WORDS[quote.kind] else ""
    return f"• {_flat(words_shown(quote))}\n  [dim]— {_flat(who)}[/dim]{kind}"


def _date(date: DateMention) -> str:
    iso = date.iso if isinstance(date.iso, str) else " to ".join(date.iso)
    return f"• {_flat(date.text)} [dim]{iso}[/dim]"


def _named(named: Named) -> str:
    return f"• {_flat(named.name)}" + (f" [dim]{_flat(named.role)}[/dim]" if named.role else "")
