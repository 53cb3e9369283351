"""What the bot can be told: `/nutgraf help`."""

from bot.slack.blocks import rich
from bot.slack.blocks.limits import check
from bot.slack.blocks.message import Message
from bot.slack.blocks.mrkdwn import escape
from bot.slack.blocks.spoken import spoken

COMMANDS = {
    "/brief URL [share]": "what an article says: facts, figures, quotes",
    "/facts URL [share]": "its key facts with their sources, every figure, what lies ahead, who is who",
    "/quotes URL [share]": "every quote of it",
    "/quotes NAME [since]": "everything somebody was quoted as saying, and where outlets have other words",
    "/story [words]": "the newsroom's stories; show, rename, merge, follow, mute",
    "/digest now": "what happened; today, week, schedule, list, pause, resume, remove",
    "/handover [since]": "what happened since your last shift",
    "/nutgraf watch auto": "reply to every link shared here; mention: only when asked; off: not at all",
    "/nutgraf settings": "this channel's settings; for admins the workspace's",
    "/nutgraf status": "how I am",
}
"""Each command as it is typed, and what it does."""
LEAD = "Share a link where I am, mention me with one, or type:"
TAIL = (
    "Answers to commands are seen by you alone, unless you add “share”. Each command knows “help”, as in /quotes help."
)


def helping() -> Message:
    """Every command, a line each."""
    lines = [rich.section(rich.text(command, "code"), rich.text(f" {what}")) for command, what in COMMANDS.items()]
    words = [LEAD, *(f"{command}: {what}." for command, what in COMMANDS.items()), TAIL]
    blocks = (rich.block(rich.section(rich.text(LEAD)), rich.bullets(lines), rich.section(rich.text(TAIL))),)
    return check(Message(spoken(escape(line) for line in words), blocks))
