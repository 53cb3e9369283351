"""The modal behind `/nutgraf settings`: the channel's settings, and for admins the workspace's."""

from bot.slack.blocks.forms import choice, field, modal
from bot.slack.blocks.limits import check_view
from bot.slack.blocks.message import Json
from bot.slack.settings import MOST_REPLIES, ChannelSettings, Mode, WorkspaceSettings

CALLBACK = "settings"
MODE, REPLIES, ALL_REPLIES, DOMAINS, EMOJI = (
    "settings_mode",
    "settings_replies",
    "settings_all_replies",
    "settings_domains",
    "settings_emoji",
)
"""The fields, by name."""
MODE_WORDS = (
    (Mode.AUTO.value, "Reply to every link that is shared"),
    (Mode.MENTION.value, "Only when asked"),
    (Mode.OFF.value, "Say nothing in this channel"),
)


def settings_modal(channel: str, here: ChannelSettings | None, everywhere: WorkspaceSettings | None) -> Json:
    """The view with the settings of `channel` as they stand, `here` (None: not to be set), and the workspace's,
    `everywhere` (None: the reader is no admin)."""
    blocks: list[Json] = []
    if here is not None:
        hint = f"1 to {MOST_REPLIES}; what comes after is rolled up in one reply. Empty: as the workspace has it."
        number = str(here.replies_an_hour) if here.replies_an_hour is not None else ""
        blocks += [
            _heading("This channel"),
            choice(MODE, "When I speak", MODE_WORDS, here.mode.value),
            field(REPLIES, "Replies an hour, at most", value=number, hint=hint, optional=True),
        ]
    if everywhere is not None:
        blocks += [
            _heading("The whole workspace"),
            field(
                ALL_REPLIES,
                "Replies an hour and channel, at most",
                value=str(everywhere.replies_an_hour),
                hint="Where a channel has not set its own.",
            ),
            field(
                DOMAINS,
                "Muted sites",
                value="\n".join(everywhere.muted_domains),
                hint="One a line. Links to them are read only when somebody asks.",
                example="shop.example.com",
                optional=True,
                long=True,
            ),
            field(EMOJI, "Reaction that asks for a brief", value=everywhere.emoji, hint="Its name, without colons."),
        ]
    return check_view(modal("Settings", CALLBACK, blocks, submit="Save", metadata=channel))


def _heading(words: str) -> Json:
    return {"type": "header", "text": {"type": "plain_text", "text": words, "emoji": False}}
