"""`nutgraf demo`: a newsroom's morning on this machine.

The sandbox stands in for Slack; the bot runs as it would anywhere, as `nutgraf run` with its own store and workers.
"""

import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from rich.console import Console

from handlers.demo.bot import bot_in
from handlers.demo.machine import machine_for
from handlers.demo.view import Newsroom, Posted
from handlers.manifest import manifest
from handlers.run import stop_on_signals
from sandbox.newsroom.day import DAY, Share, text
from sandbox.server import Sandbox

READY_SECONDS = 60.0
"""For the bot to connect: a cold start compiles modules and loads the language model."""
ANSWER_SECONDS = 30.0
"""For one share's replies. Measured replies take a second; a busy laptop gets thirty."""


def run_demo(*, once: bool) -> int:
    """Play the newsroom's morning and print each reply as it comes.

    `once`: end when the last share was answered; otherwise stay until Ctrl-C.
    Returns 0 when every share was answered as it should be, else 1.
    """
    console = Console(highlight=False, soft_wrap=False)
    stop = stop_on_signals()
    with (
        tempfile.TemporaryDirectory(prefix="nutgraf-") as home,
        Sandbox(manifest=manifest()) as slack,
        bot_in(slack, Path(home)) as bot,
    ):
        console.print(f"[bold]The newsroom's page:[/bold] {slack.url}\n")
        with suppress(TimeoutError):
            slack.wait_for(lambda: _over(stop, bot) or slack.hub.sockets.connections, READY_SECONDS)
        if stop.is_set():
            return 0
        if not slack.hub.sockets.connections:
            console.print("[red]The bot did not connect; what it says is above.[/red]")
            return 1
        wrong = _morning(slack, bot, stop, console)
        if not once and not stop.is_set() and bot.poll() is None:
            machine = machine_for(slack, Path(home))
            console.print(f"Share a link yourself, or run a month in a minute: {slack.url}")
            console.print("[dim]Ctrl-C ends the demo[/dim]")
            stop.wait()
            machine.close()
    return 1 if wrong else 0


def _morning(slack: Sandbox, bot: subprocess.Popen[bytes], stop: threading.Event, console: Console) -> int:
    """Post every share in order. Returns how many were not answered as they should be."""
    newsroom = Newsroom(slack, console)
    started = time.monotonic()
    played: list[Posted] = []
    wrong = 0
    for share in DAY:
        stop.wait(share.pause)
        if _over(stop, bot):
            break
        posted, answered = _play(share, newsroom, slack, lambda: _over(stop, bot))
        played.append(posted)
        wrong += not answered
    if stop.is_set():  # the morning was broken off: the last share's answer may be missing
        return 0
    wrong += sum(not newsroom.kept_silent(posted) for posted in played)
    wrong += len(DAY) - len(played)
    seconds = time.monotonic() - started
    console.print(f"{len(DAY) - wrong} of {len(DAY)} shares answered as they should be, in {seconds:.0f} s")
    return wrong


def _over(stop: threading.Event, bot: subprocess.Popen[bytes]) -> bool:
    """Whether nothing is to be waited for any more: Ctrl-C, which the bot got too, or the bot is gone."""
    return stop.is_set() or bot.poll() is not None


def _play(share: Share, newsroom: Newsroom, slack: Sandbox, over: Callable[[], bool]) -> tuple[Posted, bool]:
    """Post one share, wait for its answer and print it. False: it did not come in time, or all was `over` before."""
    started = time.monotonic()
    posted = newsroom.post(share, text(share, slack.port))
    with suppress(TimeoutError):
        slack.wait_for(lambda: newsroom.is_answered(posted) or over(), ANSWER_SECONDS)
    newsroom.show_answer(posted, time.monotonic() - started)
    return posted, newsroom.is_answered(posted)
