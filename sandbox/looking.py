"""What can be seen of a workspace, of the app's calls and of the deliveries, from any thread."""

from typing import Any

from sandbox.delivery import Ack
from sandbox.events import shown
from sandbox.files import File
from sandbox.remote import Remote
from sandbox.state import Call, Ephemeral, Ping
from sandbox.web_api.views import shown as shown_view

Json = dict[str, Any]


class Looking(Remote):
    """The onlooker's side of a sandbox."""

    @property
    def bot_token(self) -> str:
        """The token of the bot user in this workspace."""

        return self.hub.bot_token

    @property
    def bot_user(self) -> str:
        """The bot's user id."""

        return self.workspace.bot_user

    @property
    def team(self) -> str:
        """The workspace's id."""

        return self.workspace.team_id

    def thread(self, channel: str, ts: str) -> list[Json]:
        """A message and its replies, oldest first, with metadata; empty when it isn't there."""

        def look() -> list[Json]:
            where = self.workspace.channel(channel)
            if ts not in where.messages:
                return []
            return [shown(self.workspace, m, metadata=True) for m in self.workspace.thread(where.id, ts)]

        return self._run(look)

    def replies(self, channel: str, ts: str) -> list[Json]:
        """The replies under a message, oldest first."""

        return self.thread(channel, ts)[1:]

    def history(self, channel: str) -> list[Json]:
        """Every message of a channel and its threads, oldest first, with metadata."""

        def look() -> list[Json]:
            messages = list(self.workspace.channel(channel).messages.values())
            return [shown(self.workspace, message, metadata=True) for message in messages]

        return self._run(look)

    def message(self, channel: str, ts: str) -> Json | None:
        """One message, or None."""

        return next((m for m in self.history(channel) if m["ts"] == ts), None)

    def ephemerals(self, user: str) -> list[Ephemeral]:
        """What only this user sees, oldest first; Slackbot's own notices have `from_slack`."""

        return self._run(lambda: [e for e in self.workspace.ephemerals if e.user == self.workspace.user(user).id])

    def files(self) -> list[File]:
        """The files that the app uploaded, oldest first."""

        return list(self._run(lambda: list(self.hub.files.every.values())))

    def views(self, user: str) -> list[Json]:
        """The modals open before this user; the last is on top."""

        def look() -> list[Json]:
            return [shown_view(self.hub, v) for v in self.workspace.modals.get(self.workspace.user(user).id, [])]

        return self._run(look)

    def home(self, user: str) -> Json | None:
        """The Home tab published for this user."""

        def look() -> Json | None:
            view = self.workspace.homes.get(self.workspace.user(user).id)
            return shown_view(self.hub, view) if view else None

        return self._run(look)

    def calls(self, method: str | None = None) -> list[Call]:
        """The Web API calls so far, of one method or all."""

        return [call for call in list(self.workspace.calls) if method in {None, call.method}]

    def acks(self) -> list[Ack]:
        """Every attempt to deliver, with the seconds until it was acknowledged."""

        return list(self.hub.delivery.acks)

    def events(self, kind: str | None = None) -> list[Json]:
        """The event_callback bodies sent so far, each once, of one event type or all."""

        return [body for body in list(self.hub.delivery.sent) if kind in {None, body["event"]["type"]}]

    def lost(self) -> list[Json]:
        """The events that Slack gave up on: no repetition was acknowledged."""

        return list(self.hub.delivery.lost)

    def pings(self) -> list[Ping]:
        """Whose attention was called so far, and by whom."""

        return list(self.workspace.pings)

    def visits(self) -> list[str]:
        """What was fetched from the sites: host and path, in order."""

        return list(self.hub.sites.visits)
