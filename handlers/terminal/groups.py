"""`nutgraf jobs …` and `nutgraf workspaces …`: groups of commands for whoever runs the bot."""

from typing import Annotated

import typer

from handlers.terminal.options import quiet_settings, slack_id

jobs_app = typer.Typer(help="Jobs that failed for good: list them, try again, drop them.", no_args_is_help=True)
workspaces_app = typer.Typer(help="Workspaces that have installed the app, and their keys.", no_args_is_help=True)


@jobs_app.command("list")
def jobs_list() -> None:
    """List the jobs that failed for good, oldest first."""
    from handlers.terminal.jobs import list_dead

    raise typer.Exit(list_dead(quiet_settings()))


@jobs_app.command("retry")
def jobs_retry(ids: Annotated[list[str], typer.Argument(help="Ids from `nutgraf jobs list`.")]) -> None:
    """Queue dead jobs again."""
    from handlers.terminal.jobs import retry_dead

    raise typer.Exit(retry_dead(quiet_settings(), ids))


@jobs_app.command("drop")
def jobs_drop(ids: Annotated[list[str], typer.Argument(help="Ids from `nutgraf jobs list`.")]) -> None:
    """Remove dead jobs."""
    from handlers.terminal.jobs import drop_dead

    raise typer.Exit(drop_dead(quiet_settings(), ids))


@workspaces_app.command("list")
def workspaces_list() -> None:
    """List the workspaces that have the app. Shows no token."""
    from handlers.terminal.workspaces import list_workspaces

    raise typer.Exit(list_workspaces(quiet_settings()))


@workspaces_app.command("new-key")
def workspaces_new_key() -> None:
    """Print a new key for NUTGRAF_TOKEN_KEYS."""
    from bot.slack.tokens import new_key

    print(new_key())


@workspaces_app.command("reencrypt")
def workspaces_reencrypt() -> None:
    """Encrypt every workspace's token under the first of NUTGRAF_TOKEN_KEYS; then the others can be taken away."""
    from handlers.terminal.workspaces import reencrypt

    raise typer.Exit(reencrypt(quiet_settings()))


@workspaces_app.command("forget")
def workspaces_forget(
    team: Annotated[str, typer.Argument(callback=slack_id, help="The workspace's id, T….")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Remove a workspace and everything that came from it, as when it removes the app."""
    from handlers.terminal.workspaces import forget_workspace

    raise typer.Exit(forget_workspace(quiet_settings(), team, sure=yes))
