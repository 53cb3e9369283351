"""Articles and briefs for people at a terminal."""

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from bot.articles.article import Article
from bot.reading.brief import Brief, DateMention, Fact, Figure, Named, Quote

NOT_NAMED = "speaker not named"


def show_article(console: Console, article: Article) -> None:
    """Print an article's metadata and text."""
    _head(console, article)
    console.print(Padding(Text(article.text), (1, 0)))


def show_brief(console: Console, article: Article, brief: Brief) -> None:
    """Print a brief: key facts, figures, quotes, dates, and who and what is named."""
    _head(console, article)
    _section(console, "Key facts", map(_fact, brief.facts))
    _section(console, "Figures", map(_figure, brief.figures))
    _section(console, "Quotes", map(_quote, brief.quotes))
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
    console.print(Text(article.title or article.url or "Untitled", style="bold"))
    facts = (article.site, ", ".join(article.authors), article.published, article.language)
    line = " · ".join(part for part in facts if part)
    if article.paywalled:
        line += " · behind a paywall"
    if line:
        console.print(Text(line.removeprefix(" · "), style="dim"))


def _section(console: Console, title: str, lines: Iterable[str]) -> None:
    rows = list(lines)
    if rows:
        console.print(f"\n[bold cyan]{title}[/bold cyan]")
    for row in rows:
        console.print(Padding(row, (0, 0, 0, 2)))


def _flat(text: str) -> str:
    return escape(" ".join(text.split()))


def _fact(fact: Fact) -> str:
    return f"• {_flat(fact.text)}" + (f" [dim]— {_flat(fact.attribution)}[/dim]" if fact.attribution else "")


def _figure(figure: Figure) -> str:
    return f"• [bold]{_flat(figure.text)}[/bold] {_flat(figure.what)}".rstrip()


def _quote(quote: Quote) -> str:
    who = quote.speaker or NOT_NAMED
    role = f", {quote.role}" if quote.role else ""
    kind = " [dim](paraphrase)[/dim]" if quote.kind == "indirect" else ""
    return f"• {_flat(quote.text)}\n  [dim]— {_flat(who + role)}[/dim]{kind}"


def _date(date: DateMention) -> str:
    iso = date.iso if isinstance(date.iso, str) else " to ".join(date.iso)
    return f"• {_flat(date.text)} [dim]{iso}[/dim]"


def _named(named: Named) -> str:
    return f"• {_flat(named.name)}" + (f" [dim]{_flat(named.role)}[/dim]" if named.role else "")
