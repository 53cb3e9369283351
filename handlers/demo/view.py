"""What the demo prints, and how it tells that a share was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from handlers.demo.mrkdwn import lines, plain
from sandbox.newsroom.day import Share
from sandbox.server import Sandbox
from sandbox.state import Ephemeral

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Posted:
    """A share in the sandbox: where it stands, and how many private notes its poster had before."""

    share: Share
    channel: str
    ts: str
    notes_before: int


class Newsroom:
    """Posts shares into the sandbox, and shows what comes of them."""

    def __init__(self, slack: Sandbox, console: Console) -> None:
        self._slack = slack
        self._console = console

    def post(self, share: Share, words: str) -> Posted:
        """Somebody types the share's `words`."""
        channel = self._slack.dm_channel(share.user) if share.channel == "dm" else share.channel
        where = self._slack.workspace.channel(channel)
        place = "direct message" if where.kind == "im" else f"#{where.name}"
        who = self._slack.workspace.users[share.user].real_name
        self._console.print(Text.assemble((f"{who}", "bold"), f" in {place}: ", plain(words)))
        before = len(self._notes(share.user))
        return Posted(share, channel, self._slack.post(channel, share.user, words), before)

    def is_answered(self, posted: Posted) -> bool:
        """Whether the answer that the share should get is there. Silence is judged at the end: see `kept_silent`."""
        replies = self._replies(posted)
        match posted.share.expected:
            case "brief":
                return sum(map(_is_brief, replies)) >= len(posted.share.names)
            case "repeat":
                return bool(replies)
            case "notice":
                return bool(replies) or len(self._notes(posted.share.user)) > posted.notes_before
            case "none":
                return True

    def kept_silent(self, posted: Posted) -> bool:
        """Whether a share that should get no answer got none."""
        return posted.share.expected != "none" or not self._replies(posted)

    def show_answer(self, posted: Posted, seconds: float) -> None:
        """Print what the bot said to the share, `seconds` after it."""
        replies = self._replies(posted)
        for message in replies:
            self._show(lines(message.get("blocks") or ()), f"{seconds:.1f} s")
        for note in self._notes(posted.share.user)[posted.notes_before :]:
            self._show(lines(note.blocks), f"{seconds:.1f} s, only visible to the poster")
        if posted.share.expected == "none":
            self._console.print("  (no article, nobody asked: no reply)", style="dim")
        self._console.print()

    def _show(self, rows: Any, caption: str) -> None:
        self._console.print(Padding(Text(f"nutgraf, {caption}", "dim"), (0, 0, 0, 2)))
        for row in rows:
            self._console.print(Padding(row, (0, 0, 0, 4)))

    def _replies(self, posted: Posted) -> list[Json]:
        """The bot's replies in the thread; in a direct message too it answers in the thread."""
        found = self._slack.replies(posted.channel, posted.ts)
        return [message for message in found if message.get("user") == self._slack.bot_user]

    def _notes(self, user: str) -> list[Ephemeral]:
        return [note for note in self._slack.ephemerals(user) if not note.from_slack]


def _is_brief(message: Json) -> bool:
    """A full reply has buttons; a placeholder and a one-line answer have none."""
    return any(block["type"] == "actions" for block in message.get("blocks") or ())
