"""Who people are and who is where, as Slack says."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast
from zoneinfo import ZoneInfo

import redis
from pydantic import TypeAdapter
from slack_sdk import WebClient

from bot import log
from bot.queue.jobs import RetryLater
from bot.slack.calls import call, single_try
from bot.slack.errors import NotInChannel, OutcomeUnknown, SlackRefusal
from bot.store.keys import HOUR, team_key

logger = log.get(__name__)

KNOWN_SECONDS = HOUR
"""How long Slack's word on a person is believed: who travels has set their zone by then."""
AGAIN_SECONDS = 1.0
PAGE = 1000
"""Members of a channel asked for at once; Slack gives no more."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the workspace. `zone` is an IANA name; a `guest` sees only the channels they are in; `gone`: their
    account is closed."""

    id: str
    name: str
    zone: str
    guest: bool = False
    admin: bool = False
    gone: bool = False


_JSON: TypeAdapter[Person] = TypeAdapter(Person)


class Directory:
    """Asks Slack about people and channels. Every method raises RetryLater where Slack gives no answer just now."""

    def __init__(self, client: WebClient, store: redis.Redis, deadline: float | None = None) -> None:
        """`deadline`: until when, by the monotonic clock, Slack may answer; None: as long as any call may take."""
        self._client = single_try(client)
        self._store = store
        self._deadline = deadline

    def within(self, seconds: float) -> "Directory":
        """A directory for one request, which has so long for all that it asks."""
        return Directory(self._client, self._store, time.monotonic() + seconds)

    def person(self, team: str, user: str) -> Person:
        """Somebody by id; one of whom Slack says nothing counts as a guest in UTC who is gone."""
        key = team_key(team, "person", user)
        known = self._store.get(key)
        if known is not None:
            return _JSON.validate_json(cast(str, known))
        try:
            about = self._ask(self._client.users_info, user=user)["user"]
        except SlackRefusal as refusal:
            logger.info("person not known", team=team, user=user, code=refusal.code)
            return Person(user, "", "UTC", guest=True, gone=True)
        person = _person(user, about)
        self._store.set(key, _JSON.dump_json(person), ex=KNOWN_SECONDS)
        return person

    def channel(self, channel: str) -> dict[str, Any]:
        """What Slack says of a channel (`conversations.info`), `is_member` and `is_archived` among it.

        Raises:
            SlackRefusal: it is none that we may know of.
        """
        return cast("dict[str, Any]", self._ask(self._client.conversations_info, channel=channel)["channel"])

    def is_member(self, channel: str, user: str) -> bool:
        """Whether somebody is in a channel; not, where we may not know. One call, but for who is in over a thousand
        channels, and people of other organisations, whose channels Slack does not tell us."""
        try:
            return channel in self.channels_of(user, "public_channel,private_channel")
        except SlackRefusal:
            return self._has_member(channel, user)

    def _has_member(self, channel: str, user: str) -> bool:
        cursor = ""
        while True:
            try:
                answer = self._ask(
                    self._client.conversations_members, channel=channel, limit=PAGE, cursor=cursor or None
                )
            except NotInChannel:
                return False
            if user in answer["members"]:
                return True
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return False

    def channels_of(self, user: str, types: str = "public_channel", *, archived: bool = True) -> Iterator[str]:
        """The channels of `types` that somebody is in (`users.conversations`), by id; of private ones those that the
        bot is in too; the `archived` among them or not.

        Raises:
            SlackRefusal: they are nobody we may know of.
        """
        cursor = ""
        while True:
            answer = self._ask(
                self._client.users_conversations,
                user=user,
                types=types,
                exclude_archived=not archived,
                limit=PAGE,
                cursor=cursor or None,
            )
            yield from (str(channel["id"]) for channel in answer["channels"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def users(self) -> Iterator[dict[str, Any]]:
        """Everybody in the workspace (`users.list`); a call for each page that is read on to.

        Raises:
            SlackRefusal: we may not know.
        """
        cursor = ""
        while True:
            answer = self._ask(self._client.users_list, limit=PAGE, cursor=cursor or None)
            yield from answer["members"]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def direct(self, user: str) -> str:
        """The conversation of somebody with the bot.

        Raises:
            SlackRefusal: there can't be one: a bot, or somebody who left.
        """
        return str(self._ask(self._client.conversations_open, users=user)["channel"]["id"])

    def _ask(self, method: Any, **arguments: Any) -> Any:
        if self._deadline is not None:
            left = self._deadline - time.monotonic()
            if left <= 0:
                raise RetryLater(AGAIN_SECONDS, reason="Slack did not answer in time.")
            self._client.timeout = max(1, round(left))
        try:
            return call(method, **arguments)
        except OutcomeUnknown as unknown:
            raise RetryLater(AGAIN_SECONDS, reason=unknown.sentence) from unknown


def _person(user: str, about: dict[str, Any]) -> Person:
    profile = about.get("profile") or {}
    return Person(
        id=user,
        name=str(profile.get("display_name") or about.get("real_name") or about.get("name") or ""),
        zone=_zone(str(about.get("tz") or "")),
        guest=bool(about.get("is_restricted") or about.get("is_ultra_restricted") or about.get("is_stranger")),
        admin=bool(about.get("is_admin") or about.get("is_owner")),
        gone=bool(about.get("deleted")),
    )


def _zone(name: str) -> str:
    """The zone's name, or UTC where this machine knows none of it."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return "UTC"
    return name
