"""Which of the messages in a channel are answered, by what the channel and the workspace wish. Pure."""

from dataclasses import dataclass, replace

from bot.slack.incoming import Ignored, Written
from bot.slack.settings import ChannelSettings, Mode, WorkspaceSettings, is_muted


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """Somebody called the bot in a channel where it is switched off: they alone are told."""

    written: Written


def heeded(written: Written, channel: ChannelSettings, workspace: WorkspaceSettings) -> Written | SwitchedOff | Ignored:
    """What is left of a message to answer. In a direct message everything is asked for, whatever is set.

    Links to muted domains are answered where somebody asks.
    """
    if written.shared.channel.startswith("D"):
        return written
    if channel.mode is Mode.OFF:
        return SwitchedOff(written) if written.called else Ignored("switched off here")
    if written.called:
        return written
    if channel.mode is Mode.MENTION:
        return Ignored("only when asked")
    links = tuple(link for link in written.links if not is_muted(link, workspace.muted_domains))
    return replace(written, links=links) if links else Ignored("muted domain")
