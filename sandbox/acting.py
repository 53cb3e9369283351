"""What people do in the workspace, from any thread. Channels and users by id or name."""

from typing import Any

from sandbox.delivery import Answer
from sandbox.remote import Remote

Json = dict[str, Any]


class Acting(Remote):
    """The people's side of a sandbox."""

    def post(self, channel: str, user: str, text: str, **fields: Any) -> str:
        """Someone posts what they typed; its ts.

        `fields`: thread_ts, broadcast, blocks, attachments, files, subtype (me_message, file_share), client_msg_id,
        unfurl_links.
        """

        if fields.pop("broadcast", False):
            fields |= {"broadcast": True, "subtype": "thread_broadcast"}
        if fields.get("files"):
            fields.setdefault("subtype", "file_share")
        return self._run(lambda: self.people.post(channel, user, text, **fields)).ts

    def post_as_app(self, channel: str, text: str, **fields: Any) -> str:
        """Another app posts (subtype bot_message); its ts."""

        return self._run(lambda: self.people.post_as_app(channel, text, **fields)).ts

    def edit(self, channel: str, ts: str, text: str) -> None:
        """Someone edits their message."""

        self._run(lambda: self.people.edit(channel, ts, text))

    def delete(self, channel: str, ts: str) -> None:
        """Someone deletes their message."""

        self._run(lambda: self.people.delete(channel, ts))

    def react(self, channel: str, ts: str, user: str, name: str, *, remove: bool = False) -> None:
        """Someone reacts, or takes a reaction back."""

        self._run(lambda: self.people.react(channel, ts, user, name, remove=remove))

    def dm(self, user: str, text: str, **fields: Any) -> str:
        """Someone writes to the bot directly; the message's ts. Its channel is `dm_channel(user)`."""

        return self.post(self.dm_channel(user), user, text, **fields)

    def dm_channel(self, user: str) -> str:
        """The id of someone's conversation with the bot."""

        return self._run(lambda: self.workspace.dm(user).id)

    def join(self, channel: str, user: str) -> None:
        """Someone joins a channel."""

        self._run(lambda: self.people.join(channel, user))

    def leave(self, channel: str, user: str) -> None:
        """Someone leaves a channel."""

        self._run(lambda: self.people.leave(channel, user))

    def invite_bot(self, channel: str, by: str = "ben") -> None:
        """Someone invites the bot into a channel."""

        self._run(lambda: self.people.join(channel, self.workspace.bot_user, inviter=by))

    def remove_bot(self, channel: str) -> None:
        """Someone removes the bot from a channel."""

        self.leave(channel, self.workspace.bot_user)

    def archive(self, channel: str, user: str = "ben") -> None:
        """Someone archives a channel."""

        self._run(lambda: self.people.archive(channel, user))

    def unarchive(self, channel: str, user: str = "ben") -> None:
        """Someone takes a channel back out of the archive."""

        self._run(lambda: self.people.unarchive(channel, user))

    def delete_channel(self, channel: str, user: str = "ben") -> None:
        """Someone deletes a channel."""

        self._run(lambda: self.people.delete_channel(channel, user))

    def rename(self, channel: str, name: str) -> None:
        """Someone gives a channel another name."""

        self._run(lambda: self.people.rename(channel, name))

    def make_private(self, channel: str, user: str = "ben") -> None:
        """Someone converts a public channel to a private one."""

        self._run(lambda: self.people.make_private(channel, user))

    def uninstall(self) -> None:
        """Someone removes the app from the workspace."""

        self._run(self.people.uninstall)

    def open_home(self, user: str) -> None:
        """Someone opens the app's Home tab."""

        self._run(lambda: self.people.open_home(user))

    def click(self, user: str, action_id: str, **which: Any) -> Answer:
        """Someone uses a button or menu (see `People.click`); returns when the app has acknowledged, or failed to."""

        return self._await(self.people.click(user, action_id, **which))

    def submit_view(self, user: str, values: Json | None = None) -> Answer:
        """Someone fills in and submits the modal before them."""

        return self._await(self.people.submit_view(user, values))

    def close_view(self, user: str, *, everything: bool = False) -> None:
        """Someone closes the modal before them."""

        self._await(self.people.close_view(user, everything=everything))

    def command(self, channel: str, user: str, line: str, *, thread_ts: str | None = None) -> Answer:
        """Someone types a slash command with its text; in a thread Slack refuses it."""

        return self._await(self.people.command(channel, user, line, thread_ts=thread_ts))

    def shortcut(self, user: str, callback_id: str, *, channel: str | None = None, ts: str | None = None) -> Answer:
        """Someone runs a shortcut, on a message or a global one."""

        return self._await(self.people.shortcut(user, callback_id, channel=channel, ts=ts))
