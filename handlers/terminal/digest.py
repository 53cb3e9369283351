"""`nutgraf digest`: what a channel's digest says, or the whole workspace's public one."""

import json
from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from bot import clock
from bot.config import Settings
from bot.digests.digest import Digest, LeadEvent
from bot.digests.digest_json import digest_json
from bot.digests.recurring import sparkline
from bot.errors import SettingsError
from bot.slack.blocks.digest_words import (
    coming_words,
    lead_lines,
    quote_words,
    rhythm_words,
    span_words,
    standing_words,
    tally_words,
    title_words,
    year_of,
)
from bot.slack.blocks.mrkdwn import one_line
from bot.slack.digesting import Digests
from bot.slack.last_known import LastKnown
from bot.slack.since import since as looked_back
from bot.store.connect import connect
from bot.store.embedded import running_url
from handlers.terminal.store import only_team


def print_digest(  # noqa: PLR0913 - the options of the command
    settings: Settings, *, since: str, until: str, channel: str, team: str, zone: str, as_json: bool
) -> int:
    """Print the digest on standard output. `since` and `until` are times as `/quotes` takes them: ISO, "24h", "7d",
    "monday". Returns 0.

    Raises:
        SettingsError: no store, no or several workspaces in it, or no such zone. UnknownTime: a time can't be read.
    """
    url = settings.redis_url or running_url(settings.home)
    if url is None:
        raise SettingsError(
            f"No bot is running in {settings.home}, and REDIS_URL is not set.", "Start one, or name the store."
        )
    store = connect(url)
    now, zone = clock.now(), _checked(zone)
    end = looked_back(until, now, zone) if until else now
    start = looked_back(since, now, zone) if since else end - timedelta(days=1).total_seconds()
    digest = Digests(store, LastKnown(store)).of(team or only_team(store), channel, start, end, zone=zone)
    if as_json:
        print(json.dumps(digest_json(digest), ensure_ascii=False))
    else:
        show_digest(Console(highlight=False), digest)
    return 0


def _checked(zone: str) -> str:
    """The time zone itself.

    Raises:
        SettingsError: it is none.
    """
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise SettingsError(f"“{zone}” is no time zone.", "Give one such as Europe/London.") from None
    return zone


def show_digest(console: Console, digest: Digest) -> None:
    """Print a digest for people."""
    year = year_of(digest)
    console.print(f"[bold]{escape(title_words(digest))}[/bold]")
    if digest.empty:
        console.print("Nothing was shared that this digest tells of.")
    for lead in digest.events:
        _show_lead(console, lead)
    if digest.recurring:
        console.print("\n[bold cyan]Recurring[/bold cyan]")
    for series in digest.recurring:
        words = f"[bold]{escape(one_line(series.name))}[/bold] {sparkline(series.days)} — {rhythm_words(series, year)}"
        console.print(Padding(words, (0, 0, 0, 2)))
    if digest.coming:
        console.print("\n[bold cyan]Coming up[/bold cyan]")
    for ahead in digest.coming:
        words = f"[bold]{span_words(ahead.first, ahead.last, year)}[/bold] {escape(coming_words(ahead))}"
        console.print(Padding(words, (0, 0, 0, 2)))
    if tally := tally_words(digest):
        console.print(f"\n[dim]{escape(tally)}[/dim]")


def _show_lead(console: Console, lead: LeadEvent) -> None:
    console.print(f"\n[bold]{escape(one_line(lead.head.share.title))}[/bold] [dim]{escape(standing_words(lead))}[/dim]")
    for line in lead_lines(lead):
        console.print(Padding(f"• {escape(line)}", (0, 0, 0, 2)))
    quote, who = quote_words(lead)
    if quote:
        console.print(Padding(f"{escape(quote)} [dim]— {escape(who)}[/dim]", (0, 0, 0, 4)))
    for item in lead.items:
        console.print(Padding(f"[dim]{escape(one_line(item.share.url))}[/dim]", (0, 0, 0, 2)))
