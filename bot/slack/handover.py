"""`/handover`: what happened since the asker's last shift, in their zone and for their eyes."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import redis

from bot.digests.digest import Digest, LeadEvent
from bot.events.shares import Share
from bot.slack.blocks import notices
from bot.slack.blocks.handover import Handover, handover
from bot.slack.digesting import Content, Digests
from bot.slack.directory import Directory
from bot.slack.responding import Asked, Responder
from bot.slack.revised_log import Revised, RevisedLog
from bot.slack.seen import Seen
from bot.slack.shifts import Shifts
from bot.slack.since import UnknownTime, since
from bot.slack.visibility import Visibility
from bot.store.keys import DAY

UNKNOWN_SECONDS = DAY
"""How far is looked back where no shift is known: what happened since this time yesterday."""
LOOKED_AT_SECONDS = 2 * DAY
"""An article is looked at again until a day after it was shared; changes found now are of sharings so old at most."""


@dataclass(frozen=True, slots=True)
class Handovers:
    """Makes handovers."""

    responder: Responder
    directory: Directory
    digests: Digests
    seen: Seen
    revised: RevisedLog
    shifts: Shifts

    @classmethod
    def of(
        cls, store: redis.Redis, visibility: Visibility, directory: Directory, seen: Seen, responder: Responder
    ) -> "Handovers":
        """On a store."""
        return cls(responder, directory, Digests(store, visibility), seen, RevisedLog(store), Shifts(store))

    def answer(self, asked: Asked, words: str, now: float) -> None:
        """Answer what happened since `words` (a time as people write it; '': since the asker's last shift) until `now`,
        in seconds since 1970.

        Raises:
            RetryLater: Slack does not say just now what the asker may see.
        """
        person = self.directory.person(asked.team, asked.user)
        known = self.shifts.ended(asked.team, asked.user, now)
        try:
            begin = since(words, now, person.zone) if words else known or now - UNKNOWN_SECONDS
        except UnknownTime as error:
            self.responder.answer(asked, "handover", notices.plain(str(error)))
            return
        channels = self.seen.channels(asked.team, asked.channel, asked.user)
        digest = self.digests.of(
            asked.team, asked.channel, begin, now, zone=person.zone, content=Content(channels=channels)
        )
        told = Handover(
            since=datetime.fromtimestamp(begin, ZoneInfo(person.zone)),
            reason=_reason(words, known),
            digest=_for_guest(digest) if person.guest else digest,
            shares=tuple(self.seen.shares(asked.team, asked.channel, asked.user, begin, now)),
            revised=self._revised(asked, channels, begin, now),
        )
        for at, message in enumerate(handover(told)):
            self.responder.answer(asked, f"handover{at}", message)

    def _revised(self, asked: Asked, channels: tuple[str, ...], begin: float, now: float) -> tuple[Revised, ...]:
        """Changes to articles whose sharing the asker may see."""
        shares = self.seen.shares(asked.team, asked.channel, asked.user, begin - LOOKED_AT_SECONDS, now)
        known = {_message(share) for share in shares}
        found = self.revised.between(asked.team, channels, begin, now)
        return tuple(each for each in found if (each.channel, each.ts) in known)


def _reason(words: str, known: float | None) -> str:
    if words:
        return "as you asked"
    return "the end of your last shift, as far as I saw you" if known else "a day ago: I know of no shift of yours"


def _message(share: Share) -> tuple[str, str]:
    return share.channel, share.ts


def _for_guest(digest: Digest) -> Digest:
    """Without what an event's articles in other channels said: figures that moved or differ, which one of how many it
    is."""
    return replace(digest, events=tuple(_alone(lead) for lead in digest.events))


def _alone(lead: LeadEvent) -> LeadEvent:
    return replace(lead, moved=(), conflicts=(), new=True, series=None, nth=None)
