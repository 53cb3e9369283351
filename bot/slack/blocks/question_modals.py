"""The modals behind `/brief`, `/facts` and `/quotes` without words."""

from dataclasses import dataclass

from bot.slack.blocks.forms import as_metadata, field, modal, tick
from bot.slack.blocks.limits import check_view
from bot.slack.blocks.message import Json

CALLBACK = "question"
WORDS, TIME, SHARE = "question_words", "question_time", "question_share"
"""The fields, by name."""

_TITLES = {"brief": "Brief an article", "facts": "Facts of an article", "quotes": "Quotes"}


@dataclass(frozen=True, slots=True)
class Opened:
    """What a modal was opened for: the question, the channel that it was asked in, and where answers go (see
    `bot.slack.responding.Asked`)."""

    what: str
    channel: str
    url: str
    id: str


def question_modal(opened: Opened) -> Json:
    """The view that asks what was not written behind the command."""
    if opened.what == "quotes":
        blocks = [
            field(
                WORDS, "Link or name", hint="A link to an article, or the name of somebody quoted.", example="Ann Lee"
            ),
            field(TIME, "Since", hint="For a name: 7d, monday, 2026-11-01.", optional=True),
        ]
    else:
        hint = "To articles, or to a message in Slack whose links are meant."
        blocks = [field(WORDS, "Links", hint=hint, example="https://", long=True)]
    blocks.append(tick(SHARE, "Who sees it", "Share links’ answers with the channel"))
    return check_view(modal(_TITLES[opened.what], CALLBACK, blocks, submit="Ask", metadata=as_metadata(opened)))
