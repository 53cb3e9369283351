"""The names of keys in the store, and how long each is kept.

The braces keep one workspace (and the queue) on one node of a Redis Cluster, so that scripts and transactions work
there. Every key has a retention.
"""

HOUR = 3600
DAY = 24 * HOUR

CLAIM_PENDING_SECONDS = 20
"""A claim whose work is not yet queued: shorter than Slack's one-minute redelivery, so a crash loses nothing."""
CLAIM_SECONDS = 26 * HOUR
"""A claim whose work is queued. Slack has replayed an event 368 s after the original; after a silence of all fronts
history is read of up to 24 h, and what was answered then must be known (`handlers.catch_up_jobs`)."""
REPLY_SECONDS = 30 * DAY
"""Replies and the briefs behind their buttons."""

TEAMS = "nutgraf:{digests}:teams"
"""The set of workspaces that have a plan for digests; kept as long as the plans."""
SETTINGS_SECONDS = 400 * DAY
"""What channels and workspaces wish of the bot; counted anew whenever it is looked at, so a quiet summer ends none."""

INSTALLED_TEAMS = "nutgraf:{installs}:teams"
"""The set of workspaces that have the app, where it is installed by OAuth; each as long as its installation."""
STATE_SECONDS = 600
"""Between *Add to Slack* and Slack's answer: as long as Slack's own code is good."""

BY_TIME = ":by-time:"
"""In the name of a sorted set of ids: `PREFIX:by-time:WHAT` has the ids of the keys `PREFIX:WHAT:ID`."""

QUEUE = "nutgraf:{queue}"
"""Prefix of the queue's streams; one hash tag for all of them."""


TICK = "nutgraf:{clock}:tick"
"""When a clock last looked at the plans, in seconds since 1970 by the store's time."""


def swept_key(day: str) -> str:
    """The key that says that the store was swept on a day, ISO."""
    return f"nutgraf:{{clock}}:swept:{day}"


def state_key(digest: str) -> str:
    """The key of an installation under way."""
    return f"nutgraf:{{installs}}:state:{digest}"


def team_key(team: str, *parts: str) -> str:
    """The key `nutgraf:{TEAM}:part:part…` of one workspace. Parts are ids or digests, never raw text."""
    return ":".join((f"nutgraf:{{{team}}}", *parts))
