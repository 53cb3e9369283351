"""What kind of channel one is, by what Slack last said: for commands that run without Slack."""

import redis

from bot.store.keys import team_key


class LastKnown:
    """Stands where `Visibility` stands, and asks nobody."""

    def __init__(self, store: redis.Redis) -> None:
        self._store = store

    def is_private(self, team: str, channel: str) -> bool:
        """As Slack last said. Of a channel that it has not spoken of lately what was shared says itself whether it
        was public (`Share.private`); an id that is no channel's ("" for the whole workspace) sees what is public."""
        if channel and not channel.startswith("C"):
            return True
        return self._store.get(team_key(team, "channel", channel, "private")) == "1"
