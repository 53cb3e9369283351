"""Pictures of charts in Slack: drawn and uploaded once for what they show, and removed again. For workers."""

import hashlib
import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict
from typing import Any, cast

import redis

from bot import clock, log
from bot.digests.chart import Chart
from bot.queue.jobs import RetryLater
from bot.slack.blocks.timeline import chart_words
from bot.slack.errors import OutcomeUnknown, SlackRefusal
from bot.slack.files import Files
from bot.store.keys import DAY, HOUR, team_key

logger = log.get(__name__)

SHOWN_SECONDS = DAY
"""How long a picture is shown again: tomorrow's chart is another."""
KEPT_SECONDS = 2 * DAY
"""How long it stays in Slack: nobody keeps a modal open for longer."""
LISTED_SECONDS = 30 * DAY
REFUSED_SECONDS = HOUR
"""How long Slack's no is believed: that uploads are not granted changes when somebody installs the app anew."""
AGAIN_SECONDS = 5.0
MOST_REMOVED = 5
"""Old pictures removed for a new one, so that removing keeps pace."""
GONE = frozenset({"file_not_found", "file_deleted"})
"""Slack's words for a file that is there no more. On any other refusal it may be there still: it stays listed."""
TITLE = "Timeline"


class Charts:
    """The pictures of one workspace. `draw` makes a PNG of a chart."""

    def __init__(self, files: Files, store: redis.Redis, draw: Callable[[Chart], bytes]) -> None:
        self._files = files
        self._store: Any = store
        self._draw = draw

    def picture(self, team: str, chart: Chart) -> str | None:
        """The id of a Slack file that shows the chart; None where Slack takes no files.

        Raises:
            RateLimited: call again then.
        """
        shown = _shown(chart)
        key = team_key(team, "chart", shown)
        if known := self._store.get(key):
            return str(known)
        if self._store.exists(_refused(team)):
            return None
        try:
            file = self._files.upload("timeline.png", self._draw(chart), title=TITLE, alt=chart_words(chart))
        except SlackRefusal as refusal:
            logger.info("no pictures here", team=team, code=refusal.code)
            self._store.set(_refused(team), refusal.code, ex=REFUSED_SECONDS)
            return None
        except OutcomeUnknown as unknown:
            logger.info("picture not uploaded", team=team, reason=unknown.sentence)
            return None
        now = clock.now()
        pipe = self._store.pipeline()
        pipe.set(key, file, ex=SHOWN_SECONDS)
        pipe.zadd(_every(team), {f"{file} {shown}": now})
        pipe.expire(_every(team), LISTED_SECONDS)
        pipe.execute()
        self._remove_old(team, now)
        return file

    def forget(self, team: str, chart: Chart) -> None:
        """Slack does not show the picture, as where somebody deleted it: the next time it is drawn anew."""
        self._store.delete(team_key(team, "chart", _shown(chart)))

    def clear(self, team: str) -> None:
        """As the function of this name; where Slack asks to wait, what is left is removed when it is called again.

        Raises:
            RetryLater: call again then.
        """
        listed = _hide(self._store, team)
        try:
            _remove(self._files, self._store, team, listed)
        except OutcomeUnknown as unknown:
            raise RetryLater(AGAIN_SECONDS, reason=unknown.sentence) from unknown

    def _remove_old(self, team: str, now: float) -> None:
        old = self._store.zrangebyscore(_every(team), "-inf", now - KEPT_SECONDS, start=0, num=MOST_REMOVED)
        with suppress(RetryLater, OutcomeUnknown):
            _remove(self._files, self._store, team, old)


def clear(files: Files | None, store: redis.Redis, team: str) -> int:
    """Something that a picture may show was forgotten: none is shown again, and all are removed from Slack. Returns how
    many stay there for now: without `files` (no token) all of them, else where Slack asks to wait. They count as old,
    so that the next chart, or the next call, removes them.

    Raises:
        redis.RedisError: the store can't be reached.
    """
    listed = _hide(store, team)
    if files is not None:
        with suppress(RetryLater, OutcomeUnknown):
            _remove(files, store, team, listed)
    return int(store.zcard(_every(team)))


def _hide(store: redis.Redis, team: str) -> list[str]:
    """From now on no picture is shown again, and all count as old. Returns them as they are listed."""
    listed = cast("list[str]", store.zrange(_every(team), 0, -1))
    if listed:
        pipe = store.pipeline()
        pipe.delete(*(team_key(team, "chart", each.partition(" ")[2]) for each in listed))
        pipe.zadd(_every(team), dict.fromkeys(listed, clock.now() - KEPT_SECONDS - 1), xx=True)
        pipe.execute()
    return listed


def _remove(files: Files, store: redis.Redis, team: str, which: Iterable[str]) -> None:
    """Remove listed pictures.

    Raises:
        RetryLater, OutcomeUnknown: Slack does not do it now; those that are left stay listed.
    """
    for each in which:
        try:
            files.delete(each.partition(" ")[0])
        except SlackRefusal as refusal:
            logger.info("picture not removed", team=team, code=refusal.code)
            if refusal.code not in GONE:
                continue
        store.zrem(_every(team), each)


def _shown(chart: Chart) -> str:
    """A digest of what the picture shows."""
    return hashlib.sha256(json.dumps(asdict(chart), default=str, sort_keys=True).encode()).hexdigest()[:24]


def _every(team: str) -> str:
    return team_key(team, "charts")


def _refused(team: str) -> str:
    return team_key(team, "charts-refused")
