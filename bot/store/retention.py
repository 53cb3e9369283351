"""How long anything is kept: one table of every key the bot makes, and what a sweep holds them to.

The store ends keys by itself: each is written with its time. The sweep sees to what that can't: old members of lists
that go on, a key left without its time by a process that died between two commands, an import, an older release, or a
time that this release has shortened. A key that no row knows is left alone and counted.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.store.keys import CLAIM_SECONDS, DAY, HOUR, REPLY_SECONDS, SETTINGS_SECONDS, STATE_SECONDS

LASTING = -1
"""Seconds of what has no end of its own: it goes with what it belongs to."""


class Members(StrEnum):
    """What tells the age of a key's single members."""

    NONE = "none"
    SCORES = "scores"
    """A sorted set, scored by seconds since 1970."""
    KEYS = "keys"
    """A sorted set of other keys' ids (`bot.store.keys.BY_TIME`); each goes with its key."""
    LINES = "lines"
    """A list of JSON objects in order, each with its `at`."""


@dataclass(frozen=True, slots=True)
class Row:
    """Keys of one kind. `pattern` is what follows `nutgraf:`, with `*` for one part and `**` for all that follow;
    `seconds` the longest that one is kept after it was last written to; `what` is in words for people."""

    what: str
    pattern: str
    seconds: int
    members: Members = Members.NONE


EVENT_DAYS, STORY_DAYS = 90, 400
"""As `bot.events.memory` says of events and series; a test compares them."""

TABLE = (
    # A workspace's own.
    Row("the app's installation: until the app is removed", "{*}:installation", LASTING),
    Row("that a workspace has left, until its data is gone", "{*}:left", 30 * DAY),
    Row("that an event, a message, a gesture was handled", "{*}:claim:**", CLAIM_SECONDS),
    Row("when Slack was last heard: how long nobody did is told by it", "{*}:listening", LASTING),
    Row("a person's name, zone and role, as Slack says", "{*}:person:*", HOUR),
    Row("who is a guest, as Slack says", "{*}:guests", HOUR),
    Row("the conversation in which somebody was told of a story", "{*}:direct:*", REPLY_SECONDS),
    Row("the last two times somebody was seen at work", "{*}:shift:*", 30 * DAY),
    Row("what was answered to a command", "{*}:asked:*", HOUR),
    Row("turns in a busy channel", "{*}:turn:**", HOUR),
    Row("turns in a busy channel", "{*}:turns:*", HOUR),
    Row("a workspace's settings", "{*}:settings", SETTINGS_SECONDS),
    Row("channels in which something was shared", "{*}:shared-in", REPLY_SECONDS, Members.SCORES),
    Row("pictures of charts in Slack: which shows what", "{*}:chart:*", DAY),
    Row(
        "pictures of charts in Slack: removed there with the next, after two days",
        "{*}:charts",
        30 * DAY,
        Members.SCORES,
    ),
    Row("that Slack takes no pictures", "{*}:charts-refused", HOUR),
    # A channel's.
    Row("a channel's settings", "{*}:channel:*:settings", SETTINGS_SECONDS),
    Row("that a channel was greeted", "{*}:channel:*:welcomed", SETTINGS_SECONDS),
    Row("whether a channel is private, as Slack says", "{*}:channel:*:private", HOUR),
    Row("that a channel was public", "{*}:channel:*:was-public", EVENT_DAYS * DAY),
    Row("articles and what was read in them", "{*}:channel:*:reading:**", REPLY_SECONDS),
    Row("where replies stand", "{*}:channel:*:slot:**", REPLY_SECONDS),
    Row("where replies stand", "{*}:channel:*:slots:*", REPLY_SECONDS),
    Row("that a message was deleted", "{*}:channel:*:deleted:*", REPLY_SECONDS),
    Row("that a reply was dismissed", "{*}:channel:*:dismissed:**", CLAIM_SECONDS),
    Row("what was shared, by whom, when", "{*}:channel:*:shares", REPLY_SECONDS, Members.SCORES),
    Row("what articles changed", "{*}:channel:*:revised", REPLY_SECONDS, Members.SCORES),
    Row("the first sharing of an article (NUTGRAF_REPEAT_DAYS)", "{*}:channel:*:sighting:**", 366 * DAY),
    Row("the first sharing of an article (NUTGRAF_REPEAT_DAYS)", "{*}:channel:*:sightings:*", 366 * DAY),
    Row("links that a reaction asked for, and those answered", "{*}:channel:*:marks:**", DAY),
    Row("replies an hour, and the collecting reply", "{*}:channel:*:noise:**", REPLY_SECONDS),
    # The memory: the workspace's public one, and each private channel's.
    *(
        row
        for scope in ("{*}:events", "{*}:channel:*:events")
        for row in (
            Row("what recording a message's articles gave", f"{scope}:message:*", EVENT_DAYS * DAY),
            Row("that a follower was told", f"{scope}:told:**", EVENT_DAYS * DAY),
            Row(
                "events: 90 days after the last article; in a series as it",
                f"{scope}:event:*",
                STORY_DAYS * DAY,
            ),
            Row("series: 400 days after the last event", f"{scope}:series:*", STORY_DAYS * DAY),
            Row(
                "events and series by time: each as long as it is kept",
                f"{scope}:by-time:*",
                STORY_DAYS * DAY,
                Members.KEYS,
            ),
            Row("words that events are found by", f"{scope}:term:**", STORY_DAYS * DAY),
            Row("how common words are", f"{scope}:counts", STORY_DAYS * DAY),
            Row("a counter of changes", f"{scope}:version", STORY_DAYS * DAY),
            Row("stories that were merged", f"{scope}:moved:*", STORY_DAYS * DAY),
            Row("who follows a story", f"{scope}:followers:*", STORY_DAYS * DAY),
            Row("who muted a story", f"{scope}:muted:*", STORY_DAYS * DAY),
            Row("what was proposed to put together or part", f"{scope}:proposal:*", EVENT_DAYS * DAY),
            Row("what people corrected", f"{scope}:corrections", STORY_DAYS * DAY, Members.LINES),
        )
    ),
    # Digests.
    Row("plans for digests: 400 days after the last run or change", "{*}:digests:plans", STORY_DAYS * DAY),
    Row("when plans wake", "{*}:digests:waking", STORY_DAYS * DAY),
    Row("which runs were handled", "{*}:digests:handled", STORY_DAYS * DAY),
    Row("until when digests have told", "{*}:digests:covered", STORY_DAYS * DAY),
    Row("that a digest was made", "{*}:digests:made:**", 3 * DAY),
    Row("that an owner was told of a resting plan", "{*}:digests:told:*", 30 * DAY),
    # Nobody's own.
    Row("a public page, by its address", "{article:*}", DAY),
    Row("that a page is being fetched", "{article:*}:lock", HOUR),
    Row("when a site may be asked again", "{pace:*}", HOUR),
    Row("workspaces with plans", "{digests}:teams", STORY_DAYS * DAY),
    Row("workspaces that have the app: each as long as it has", "{installs}:teams", LASTING),
    Row("an installation under way", "{installs}:state:*", STATE_SECONDS),
    Row("jobs to do: until they are done", "{queue}:interactive", LASTING),
    Row("jobs to do: until they are done", "{queue}:bulk", LASTING),
    Row("jobs for later: until they are done", "{queue}:delayed:*", LASTING),
    Row("jobs that failed for good", "{queue}:dead", 30 * DAY),
    Row("counts of jobs by name", "{queue}:stats", 30 * DAY),
    Row("that a job is known", "{queue}:unique:*", 32 * DAY),
    Row("the clock's last tick, and the last sweep", "{clock}:**", 2 * DAY),
    Row("the version of what is stored", "{schema}:version", STORY_DAYS * DAY),
)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Row], ...]:
    return tuple((_pattern(row.pattern), row) for row in TABLE)


def _pattern(pattern: str) -> re.Pattern[str]:
    parts = re.escape("nutgraf:" + pattern).replace(r"\*\*", ".+").replace(r"\*", "[^:{}]+")
    return re.compile(parts)


def row_of(key: str) -> Row | None:
    """The row that a key belongs to: the first that fits it; None where there is none.

    The names of shared parts (`queue`, `digests`, …) are in lower case, workspaces' ids are not.
    """
    return next((row for pattern, row in _patterns() if pattern.fullmatch(key)), None)
