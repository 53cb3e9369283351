"""`nutgraf …`: the index of the command line. Each command parses, calls one thing, and exits.

Exit status: 0 done; 1 something asked for failed (said on standard error, one line each); 2 usage.
Modules are imported inside the commands: `nutgraf run` must not carry spaCy, and `--help` should be quick.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.config import load_settings
from bot.errors import NutgrafError
from handlers.terminal.groups import jobs_app, workspaces_app
from handlers.terminal.options import JsonFlag, LinesFlag, examples, logging_settings, quiet_settings, slack_id

app = typer.Typer(
    name="nutgraf",
    help="A Slack bot for newsrooms: the facts, figures and quotes of an article, traceable to its sentences.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(jobs_app, name="jobs")
app.add_typer(workspaces_app, name="workspaces")


@app.command(
    epilog=examples("brief https://example.org/story", "brief *.html --markdown", "brief - --json < story.txt")
)
def brief(
    sources: Annotated[list[str] | None, typer.Argument(help="Links or files; - is standard input.")] = None,
    as_json: JsonFlag = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown.")] = False,
    as_lines: LinesFlag = False,
    processes: Annotated[int, typer.Option("--processes", min=0, help="Read so many at once. 0: one a core.")] = 0,
) -> None:
    """Brief an article: key facts, figures, quotes with speakers, dates, people and places."""
    from handlers.terminal import brief as terminal

    if as_lines == bool(sources):
        raise typer.BadParameter("give links or files, or --jsonl alone", param_hint="SOURCES")
    if as_markdown and (as_json or as_lines):
        raise typer.BadParameter("give one form of output", param_hint="--markdown")
    settings = quiet_settings()
    if as_lines:
        raise typer.Exit(terminal.brief_lines(settings))
    show = terminal.as_json if as_json else terminal.as_markdown if as_markdown else terminal.for_people
    raise typer.Exit(terminal.brief_sources(sources or [], settings, show, processes=processes))


@app.command(epilog=examples("article page.html --url https://example.org/story", "article page.html --json"))
def article(
    file: Annotated[Path | None, typer.Argument(help="A file of HTML.")] = None,
    url: Annotated[str, typer.Option("--url", help="Where the page came from.")] = "",
    as_json: JsonFlag = False,
    as_lines: LinesFlag = False,
) -> None:
    """Turn a page's HTML into clean text and metadata."""
    from handlers.terminal.article import article_file, article_lines

    quiet_settings()
    if as_lines == bool(file):
        raise typer.BadParameter("give a file, or --jsonl alone", param_hint="FILE")
    raise typer.Exit(article_lines() if file is None else article_file(file, url, as_json=as_json))


@app.command(epilog=examples("track --jsonl < march.jsonl > events.jsonl", "track --jsonl --store march < march.jsonl"))
def track(
    as_lines: LinesFlag = False,
    report: Annotated[Path | None, typer.Option("--report", help="Write events' series and figures there.")] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--store", file_okay=False, help="Remember there, and go on where an earlier run was broken off."),
    ] = None,
) -> None:
    """Assign articles, in order of publication, to events and series; each before the next is read."""
    from handlers.terminal.track import track_lines

    if not as_lines:
        raise typer.BadParameter("give --jsonl: articles come on standard input, one a line", param_hint="--jsonl")
    raise typer.Exit(track_lines(quiet_settings(), report, folder))


@app.command(epilog=examples("digest --since 7d", "digest --since monday --zone Europe/London --json"))
def digest(  # noqa: PLR0913, PLR0917 - the options of a command
    since: Annotated[str, typer.Option("--since", help="From then on: 2026-03-10T07:00, 24h, 7d. A day ago.")] = "",
    until: Annotated[str, typer.Option("--until", help="Until then. Now.")] = "",
    channel: Annotated[str, typer.Option("--channel", help="What this channel may see, C…. All public ones.")] = "",
    team: Annotated[str, typer.Option("--team", help="The workspace's id, T…, where the store has several.")] = "",
    zone: Annotated[str, typer.Option("--zone", help="Time zone of the days.")] = "UTC",
    as_json: JsonFlag = False,
) -> None:
    """Print a digest: events, what recurs, what is coming up. Reads the store of the running bot, or REDIS_URL's."""
    from handlers.terminal.digest import print_digest

    settings = quiet_settings()
    status = print_digest(settings, since=since, until=until, channel=channel, team=team, zone=zone, as_json=as_json)
    raise typer.Exit(status)


@app.command(epilog=examples("export memory --team T0123 > memory.jsonl", "export corrections --team T0123"))
def export(
    what: Annotated[
        str, typer.Argument(help="memory, or corrections alone: what people corrected and wished")
    ] = "memory",
    team: Annotated[str, typer.Option("--team", help="The workspace's id, T…, where the store has several.")] = "",
) -> None:
    """Print a workspace's memory as JSONL: events, series, who follows and muted what, corrections, decisions. Private
    channels' too. Reads REDIS_URL's store, or that of NUTGRAF_HOME."""
    from handlers.terminal.memory import export_memory

    if what not in ("memory", "corrections"):
        raise typer.BadParameter("give memory or corrections", param_hint="WHAT")
    raise typer.Exit(export_memory(quiet_settings(), team, only_corrections=what == "corrections"))


@app.command("import", epilog=examples("import < memory.jsonl"))
def import_lines() -> None:
    """Read what `nutgraf export memory` printed from standard input into REDIS_URL's store, or that of
    NUTGRAF_HOME.

    What stands there under the same names is replaced. An older version's export becomes this one's.
    """
    from handlers.terminal.memory import import_memory

    raise typer.Exit(import_memory(quiet_settings()))


@app.command()
def migrate(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
) -> None:
    """Bring the store of an older version to this one's. Stop the bot and its workers before."""
    from handlers.terminal.migrate import migrate_store

    raise typer.Exit(migrate_store(quiet_settings(), dry_run=dry_run))


@app.command()
def run() -> None:
    """Run the bot: connect to Slack; without REDIS_URL, with a store and workers of its own."""
    from handlers.run import run_bot

    run_bot(logging_settings())


@app.command()
def worker() -> None:
    """Run one worker: fetch, read and reply. Needs REDIS_URL; start one a core."""
    from handlers.run import run_worker

    run_worker(logging_settings())


@app.command()
def demo(
    once: Annotated[bool, typer.Option("--once", help="End by itself when every link was answered.")] = False,
) -> None:
    """Show a newsroom's morning on this machine, with a stand-in for Slack. No token, no Redis, no network."""
    from handlers.demo import run_demo

    raise typer.Exit(run_demo(once=once or not sys.stdin.isatty() or not sys.stdout.isatty()))


@app.command()
def doctor() -> None:
    """Say what is missing in the environment, setting by setting. Prints no secrets."""
    from handlers.doctor import examine

    raise typer.Exit(examine())


@app.command()
def manifest() -> None:
    """Print the manifest from which a Slack app is made. With NUTGRAF_PUBLIC_URL, its addresses too."""
    from handlers.manifest import manifest_json

    settings = load_settings()
    in_http_mode = settings.nutgraf_public_url and settings.slack_signing_secret and not settings.slack_app_token
    print(manifest_json(settings.nutgraf_public_url, sockets=not in_http_mode))


@app.command()
def forget(  # noqa: PLR0913, PLR0917 - the options of a command
    channel: Annotated[
        str, typer.Option("--channel", callback=slack_id, help="Everything of this channel, C… or D….")
    ] = "",
    user: Annotated[
        str, typer.Option("--user", callback=slack_id, help="Everything that this person shared or wished, U….")
    ] = "",
    url: Annotated[str, typer.Option("--url", help="This article, wherever it was shared.")] = "",
    team: Annotated[
        str, typer.Option("--team", callback=slack_id, help="The workspace's id, T…, where the store has several.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Remove what came from a channel, a person or an article: readings, quotes, its part in events and series."""
    from handlers.terminal.forget import Wanted, forget_it

    if sum(map(bool, (channel, user, url))) != 1:
        raise typer.BadParameter("give one of --channel, --user, --url", param_hint="--channel")
    raise typer.Exit(forget_it(quiet_settings(), Wanted(channel, user, url), team, dry_run=dry_run, sure=yes))


def _store_error() -> type[Exception]:
    """What a command raises whose store is away. Asked for when something failed: commands that do not start faster."""
    from redis import RedisError

    return RedisError


def main() -> None:
    """The command `nutgraf`. Whatever goes wrong is one line on standard error."""
    try:
        sys.exit(app(standalone_mode=False))
    except typer.TyperException as error:
        if message := error.format_message():  # none where the help was printed in its place
            context = getattr(error, "ctx", None)  # usage errors have it
            command = context.command_path if context else "nutgraf"
            print(f"{command}: {message.rstrip('.')}. See {command} --help.", file=sys.stderr)
        sys.exit(error.exit_code)
    except typer.Abort:  # Ctrl-C
        sys.exit(130)
    except NutgrafError as error:
        print(f"nutgraf: {error}", file=sys.stderr)
        sys.exit(1)
    except _store_error() as error:
        from bot.store.troubles import when_full

        print(f"nutgraf: {when_full(error) or 'The store does not answer: see nutgraf doctor.'}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        sys.stderr.close()
        sys.exit(1)


if __name__ == "__main__":
    main()
