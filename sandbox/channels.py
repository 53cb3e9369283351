"""What people do with channels, on the server's loop: who is in one, and what becomes of it."""

from sandbox import events, posting
from sandbox.hub import Hub
from sandbox.state import Channel, Message


class Channels:
    """Channels and users by id or name."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.workspace = hub.workspace

    def join(self, channel: str, user: str, *, inviter: str | None = None) -> None:
        """Someone (or the bot, invited) comes into a channel."""

        where, who = self.workspace.channel(channel), self.workspace.user(user)
        if who.id not in where.members:
            where.members.append(who.id)
            self.workspace.changed()
            invited = self.workspace.user(inviter).id if inviter else None
            event = events.member(self.workspace, where, who.id, joined=True, inviter=invited)
            if self.workspace.bot_user in where.members:
                self.hub.delivery.event(event)

    def leave(self, channel: str, user: str) -> None:
        """Someone leaves a channel, or the bot is removed: that it hears by an event of its own."""

        where, who = self.workspace.channel(channel), self.workspace.user(user)
        if who.id in where.members:
            was_in = self.workspace.bot_user in where.members
            where.members.remove(who.id)
            self.workspace.changed()
            if was_in:
                self.hub.delivery.event(events.member(self.workspace, where, who.id, joined=False))
            if who.id == self.workspace.bot_user:
                self.hub.delivery.event(events.channel(self.workspace, where, "left", None))

    def archive(self, channel: str, user: str) -> None:
        """Archives a channel."""

        where = self.workspace.channel(channel)
        where.is_archived = True
        self._became(where, "archive", user)

    def unarchive(self, channel: str, user: str) -> None:
        """Takes a channel back out of the archive."""

        where = self.workspace.channel(channel)
        where.is_archived = False
        self._became(where, "unarchive", user)

    def delete_channel(self, channel: str, user: str) -> None:
        """Deletes a channel with all that stands in it."""

        where = self.workspace.channel(channel)
        del self.workspace.channels[where.id]
        self._became(where, "deleted", user)

    def rename(self, channel: str, name: str) -> None:
        """Gives a channel another name; its id stays."""

        where = self.workspace.channel(channel)
        where.name = name
        self.workspace.changed()
        kind = "channel_rename" if where.kind == "channel" else "group_rename"
        about = {"id": where.id, "name": name, "created": 0}
        self.hub.delivery.event({"type": kind, "channel": about, "event_ts": self.workspace.new_ts()})

    def _became(self, where: Channel, what: str, user: str) -> None:
        self.workspace.changed()
        # Of public channels everybody hears, of private ones their members.
        if where.kind == "channel" or self.workspace.bot_user in where.members:
            self.hub.delivery.event(events.channel(self.workspace, where, what, self.workspace.user(user).id))

    def make_private(self, channel: str, user: str) -> None:
        """Converts a public channel to a private one: its id stays, and a notice stands in it."""

        where, who = self.workspace.channel(channel), self.workspace.user(user)
        where.kind = "group"
        text = "made this channel *private*."
        notice = Message(self.workspace.new_ts(), where.id, who.id, text, subtype="channel_convert_to_private")
        posting.post(self.hub, notice)
