"""Links to messages in Slack: which message one leads to, and what somebody who gives one may see there."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from bot.errors import NutgrafError
from bot.slack.directory import Directory
from bot.slack.errors import NotInChannel, SlackRefusal
from bot.slack.guests import Guests
from bot.slack.incoming import links_of
from bot.slack.outbox import Outbox
from bot.slack.places import Shared
from bot.slack.visibility import Visibility

_PATH = re.compile(r"/archives/(?P<channel>[CDG][A-Z0-9]{2,})/p(?P<seconds>\d{10})(?P<micros>\d{6})/?")


class NoSuchMessage(NutgrafError):
    """The message can't be read for who asks, or has nothing to read."""


def message_of(team: str, link: str) -> Shared | None:
    """The message that a link leads to; None for any other link."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    host = (parts.hostname or "").lower()
    found = _PATH.fullmatch(parts.path) if host.endswith(".slack.com") else None
    return Shared(team, found["channel"], f"{found['seconds']}.{found['micros']}") if found else None


def parted(team: str, links: Iterable[str]) -> tuple[list[str], list[str]]:
    """Links to articles and links to messages, each in order."""
    articles, messages = list[str](), list[str]()
    for link in links:
        (articles if message_of(team, link) is None else messages).append(link)
    return articles, messages


class MessageLinks:
    """Reads the links of messages that others point to."""

    def __init__(self, outbox: Outbox, directory: Directory, visibility: Visibility, guests: Guests) -> None:
        self._outbox = outbox
        self._directory = directory
        self._visibility = visibility
        self._guests = guests

    def links(self, message: Shared, channel: str, user: str, *, shared: bool) -> tuple[str, ...]:
        """The links in `message` for `user`, who asks in `channel`. `shared`: the answer is for the whole channel.

        A message that the asker may not see is as one that is not there: nothing is said of it.

        Raises:
            NoSuchMessage: it is not there for them, or has no link, or is not for the whole channel.
            RetryLater: Slack does not say just now.
        """
        elsewhere = message.channel != channel
        gone = NoSuchMessage(
            "I can't find that message.", "It was deleted, or stands in a channel that you or I are not in."
        )
        if elsewhere and not self._may_see(message, user):
            raise gone
        if elsewhere and shared and self._visibility.is_private(message.team, message.channel):
            raise NoSuchMessage(
                "That message is in a private channel: what it says stays there.", "Ask without “share”."
            )
        try:
            found = self._outbox.message(message.channel, message.ts)
        except NotInChannel as refusal:
            raise gone from refusal
        except SlackRefusal as refusal:
            raise NoSuchMessage(refusal.sentence) from refusal
        if found is None:
            raise gone
        links = tuple(link for link in links_of(found) if message_of(message.team, link) is None)
        if not links:
            raise NoSuchMessage("There is no link to an article in that message.")
        return links

    def _may_see(self, message: Shared, user: str) -> bool:
        if message.channel.startswith("D"):  # who is in one, Slack does not tell; ours with them we know
            return self._directory.direct(user) == message.channel
        if self._visibility.is_private(message.team, message.channel):
            return self._directory.is_member(message.channel, user)
        sees = self._guests.channels_of(message.team, user)
        return sees is None or message.channel in sees
