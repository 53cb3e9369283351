"""What people do in the workspace, on the server's loop. `Sandbox` offers the same to other threads."""

from collections.abc import Iterator
from typing import Any

from sandbox import events, interactions, posting
from sandbox.channels import Channels
from sandbox.delivery import Answer
from sandbox.errors import SandboxError
from sandbox.state import Ephemeral, Message, User, View, new_uuid
from sandbox.text import Composer, from_app
from sandbox.web_api.reactions import take_back

Json = dict[str, Any]
Source = Message | Ephemeral | View


class People(Channels):
    """Posts, edits, clicks and types for anyone. Channels and users by id or name."""

    def compose(self, channel: str, user: str, text: str, **fields: Any) -> Message:
        """A message as Slack's client makes it of what someone typed; not posted yet."""

        who, where = self.workspace.user(user), self.workspace.channel(channel)
        if where.is_archived:
            raise SandboxError(f"#{where.name} is archived: nobody can post there")
        if who.id not in where.members:
            raise SandboxError(f"{who.name} is not in {where.name}")
        kept, blocks = Composer(self.workspace).run(text)
        message = Message(self.workspace.new_ts(), where.id, who.id, kept, blocks, client_msg_id=new_uuid())
        for name, value in fields.items():
            setattr(message, name, value)
        if message.thread_ts is not None:
            parent = where.messages.get(message.thread_ts)
            if parent is None:
                raise SandboxError(f"no message {message.thread_ts} in {where.name} to reply to")
            message.thread_ts = parent.thread_ts or parent.ts
        return message

    def post(self, channel: str, user: str, text: str, **fields: Any) -> Message:
        """Posts what someone typed."""

        return posting.post(self.hub, self.compose(channel, user, text, **fields))

    def post_as_app(self, channel: str, text: str, **fields: Any) -> Message:
        """Posts as another app does, by an incoming webhook: subtype bot_message, no user."""

        where = self.workspace.channel(channel)
        message = Message(self.workspace.new_ts(), where.id, "", from_app(text), subtype="bot_message")
        message.bot_id, message.app_id, message.username = "B0FEEDS", "A0FEEDS", "wire-feeds"
        for name, value in fields.items():
            setattr(message, name, value)
        return posting.post(self.hub, message)

    def edit(self, channel: str, ts: str, text: str) -> Message:
        """Changes the text of a person's message."""

        message = self.find(channel, ts)
        kept, blocks = Composer(self.workspace).run(text)
        edited = {"user": message.user, "ts": self.workspace.new_ts()}
        still_linked = [a for a in message.attachments if a.get("from_url", "") in text]
        posting.change(self.hub, message, text=kept, blocks=blocks, edited=edited, attachments=still_linked)
        posting.unfurl_later(self.hub, message)
        return message

    def delete(self, channel: str, ts: str) -> None:
        """Deletes a message."""

        posting.delete(self.hub, self.find(channel, ts))

    def find(self, channel: str, ts: str) -> Message:
        """A message by channel and time stamp."""

        where = self.workspace.channel(channel)
        if ts not in where.messages:
            raise SandboxError(f"no message {ts} in {where.name}")
        return where.messages[ts]

    def react(self, channel: str, ts: str, user: str, name: str, *, remove: bool = False) -> None:
        """Gives a reaction, or takes it back."""

        who, message, name = self.workspace.user(user), self.find(channel, ts), name.strip(":")
        given = message.reactions.get(name, [])
        if remove == (who.id not in given):
            return
        if remove:
            take_back(message, name, who.id)
        else:
            message.reactions.setdefault(name, []).append(who.id)
        self.workspace.changed()
        self.hub.delivery.event(events.reaction(self.workspace, message, who.id, name, added=not remove))

    def uninstall(self) -> None:
        """Removes the app from the workspace: its tokens are worth nothing from now on."""

        self.hub.installed = False
        tokens = {"oauth": [], "bot": [self.workspace.bot_user]}
        self.hub.delivery.event({"type": "tokens_revoked", "tokens": tokens, "event_ts": self.workspace.new_ts()})
        self.hub.delivery.event({"type": "app_uninstalled", "event_ts": self.workspace.new_ts()})

    def open_home(self, user: str) -> None:
        """Opens the app's Home tab."""

        who = self.workspace.user(user)
        event: Json = {
            "type": "app_home_opened",
            "user": who.id,
            "channel": self.workspace.dm(who.id).id,
            "tab": "home",
        }
        if view := self.workspace.homes.get(who.id):
            from sandbox.web_api.views import shown

            event["view"] = shown(self.hub, view)
        self.hub.delivery.event({**event, "event_ts": self.workspace.new_ts()})

    async def click(  # noqa: PLR0913 - the ways to say which button
        self,
        user: str,
        action_id: str,
        *,
        channel: str | None = None,
        ts: str | None = None,
        view_id: str | None = None,
        value: str | None = None,
        block_id: str | None = None,
        chosen: Any = None,
    ) -> Answer:
        """Uses a button or menu that `user` can see: in their modal, in that message, or the latest one anywhere.

        :param value: which one, where several have one action_id; `block_id` likewise
        :param chosen: what is chosen in a menu: a value, a user, a date; a list of values where several may be
        :raises SandboxError: there is no such button
        """

        who = self.workspace.user(user)
        where = self.workspace.channel(channel).id if channel else None
        for source in self._view(who, view_id) if view_id else self._sources(who, where, ts):
            for block, element in _elements(source):
                ids = (element.get("action_id"), element.get("value"), block.get("block_id"))
                if ids == (action_id, value or ids[1], block_id or ids[2]):
                    state = _chosen(element, chosen)
                    if isinstance(source, View) and state:
                        source.values.setdefault(block["block_id"], {})[action_id] = {"type": element["type"], **state}
                    return await interactions.act(self.hub, who, source, (block, element), state)
        raise SandboxError(f"{who.name} sees no {action_id!r} to click")

    def _sources(self, who: User, channel: str | None, ts: str | None) -> Iterator[Source]:
        """What a user sees, the nearest first: the modal on top, then messages from the newest on, then Home."""

        if ts is None and channel is None and self.workspace.modals.get(who.id):
            yield self.workspace.modals[who.id][-1]
            return
        every: list[Message | Ephemeral] = [
            e for e in self.workspace.ephemerals if e.user == who.id and not e.from_slack
        ]
        for where in self.workspace.channels.values():
            if who.id in where.members:
                every += where.messages.values()
        for source in sorted(every, key=lambda s: s.ts, reverse=True):
            if ts in {None, source.ts} and channel in {None, source.channel}:
                yield source
        if ts is None and channel is None and who.id in self.workspace.homes:
            yield self.workspace.homes[who.id]

    def _view(self, who: User, view_id: str) -> Iterator[View]:
        every = [*self.workspace.modals.get(who.id, []), *filter(None, [self.workspace.homes.get(who.id)])]
        yield from (view for view in every if view.id == view_id)

    def top_view(self, user: str) -> View:
        """The modal that a user has before them.

        :raises SandboxError: none is open
        """

        stack = self.workspace.modals.get(self.workspace.user(user).id)
        if not stack:
            raise SandboxError(f"{user} has no modal open")
        return stack[-1]

    async def submit_view(self, user: str, values: Json | None = None) -> Answer:
        """Fills in the modal on top (`values`: action_id → what is typed or chosen) and submits it.

        :raises SandboxError: no modal open, no such field, or a required field is empty: Slack then doesn't submit
        """

        view = self.top_view(user)
        fields = {e["action_id"]: (b, e) for b, e in _elements(view) if "action_id" in e}
        for action_id, value in (values or {}).items():
            if action_id not in fields:
                raise SandboxError(f"the modal has no field {action_id!r}")
            block, element = fields[action_id]
            view.values.setdefault(block["block_id"], {})[action_id] = {
                "type": element["type"],
                **_chosen(element, value),
            }
        for block in view.body["blocks"]:
            if block["type"] == "input" and not block.get("optional") and _empty(view, block):
                raise SandboxError(f"the field {block['label']['text']!r} is required")
        return await interactions.submit(self.hub, self.workspace.user(user), view)

    async def close_view(self, user: str, *, everything: bool = False) -> None:
        """Closes the modal on top, or all of them."""

        await interactions.close(self.hub, self.workspace.user(user), self.top_view(user), everything=everything)

    async def command(self, channel: str, user: str, line: str, *, thread_ts: str | None = None) -> Answer:
        """Types a slash command: `/digest now`. In a thread Slack runs none of an app's, and says so."""

        name, _, text = line.partition(" ")
        who, where = self.workspace.user(user), self.workspace.channel(channel)
        if who.id not in where.members:
            raise SandboxError(f"{who.name} is not in {where.name}")
        if thread_ts is not None:
            return interactions.refuse_in_thread(self.hub, who, where, name, self.find(channel, thread_ts))
        return await interactions.command(self.hub, who, where, name, text.strip())

    async def shortcut(
        self, user: str, callback_id: str, *, channel: str | None = None, ts: str | None = None
    ) -> Answer:
        """Runs a shortcut: on a message, where `channel` and `ts` say which, else a global one."""

        who = self.workspace.user(user)
        if channel is not None and ts is not None:
            return await interactions.message_shortcut(self.hub, who, callback_id, self.find(channel, ts))
        return await interactions.global_shortcut(self.hub, who, callback_id)


def _elements(source: Source) -> Iterator[tuple[Json, Json]]:
    """The interactive elements of a message or view, each with its block."""

    blocks = source.body["blocks"] if isinstance(source, View) else list(source.blocks)
    if not isinstance(source, View):
        blocks += [block for attachment in source.attachments for block in attachment.get("blocks", [])]
    for block in _flat(blocks):
        here = [block.get("accessory"), block.get("element"), *(block.get("actions") or [])]
        if block["type"] in {"actions", "context_actions"}:
            here += block["elements"]
        for element in here:
            if isinstance(element, dict):
                yield block, element


def _flat(blocks: list[Json]) -> Iterator[Json]:
    for block in blocks:
        yield block
        yield from _flat(block.get("child_blocks") or [])


def _empty(view: View, block: Json) -> bool:
    state = view.values.get(block["block_id"], {}).get(block["element"].get("action_id"), {})
    return all(value in (None, "", []) for name, value in state.items() if name != "type")


def _chosen(element: Json, value: Any) -> Json:
    """The state of an input after something was typed or chosen.

    :raises SandboxError: the menu has no such option
    """

    if value is None:
        return {}
    kind = element["type"]
    plain = {
        "users_select": "selected_user",
        "conversations_select": "selected_conversation",
        "channels_select": "selected_channel",
        "multi_users_select": "selected_users",
        "multi_conversations_select": "selected_conversations",
        "multi_channels_select": "selected_channels",
        "datepicker": "selected_date",
        "timepicker": "selected_time",
        "datetimepicker": "selected_date_time",
    }
    if kind in plain:
        return {plain[kind]: value}
    if kind in {"static_select", "radio_buttons", "overflow"}:
        return {"selected_option": _option(element, value)}
    if kind in {"multi_static_select", "checkboxes"}:
        return {"selected_options": [_option(element, one) for one in value]}
    return {"value": value}


def _option(element: Json, value: str) -> Json:
    offered = list(element.get("options") or [])
    offered += [option for group in element.get("option_groups") or [] for option in group["options"]]
    for option in offered:
        if option["value"] == value:
            return {"text": option["text"], "value": value}
    raise SandboxError(f"{element.get('action_id')!r} has no option {value!r}")
