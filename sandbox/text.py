"""Slack's text: what its composer makes of what a person types, and what it makes of what an app sends."""

import re
from collections.abc import Iterator
from typing import Any

from sandbox.state import Workspace, new_uuid

Json = dict[str, Any]

# A control sequence that Slack knows: a link, a user, a channel, a group or broadcast, a date.
CONTROL = re.compile(r"<((?:https?://|mailto:|tel:)[^<>\s|]+(?:\|[^<>]*)?|[@#][A-Z0-9]+(?:\|[^<>]*)?|![^<>]+)>")
ENTITY = re.compile(r"&(?:amp|lt|gt);")
BARE_LINK = re.compile(
    r"https?://[^\s<>|]+|\bwww\.[^\s<>|]+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|gov|edu)\b(?:/[^\s<>|]*)?", re.I
)
TRAILING = ".,;:!?'\"’”*_~"
TYPED = re.compile(
    r"```(?P<pre>.+?)```|`(?P<code>[^`\n]+)`"
    r"|<(?P<control>@[A-Z0-9]+|#[A-Z0-9]+(?:\|[^<>]*)?|https?://[^<>\s|]+(?:\|[^<>]*)?)>"
    rf"|(?P<link>{BARE_LINK.pattern})"
    r"|(?<![\w*])\*(?P<bold>[^*\s<>@#:](?:[^*\n<>@#:]*[^*\s<>@#:])?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<italic>[^_\s<>@#:](?:[^_\n<>@#:]*[^_\s<>@#:])?)_(?![\w_])"
    r"|(?<![\w~])~(?P<strike>[^~\s<>@#:](?:[^~\n<>@#:]*[^~\s<>@#:])?)~(?![\w~])"
    r"|(?<!\w)@(?P<at>[a-z][\w.-]*)|(?<![\w&])#(?P<hash>[a-z][\w-]*)|:(?P<emoji>[a-z][a-z0-9_+-]*):",
    re.S | re.I,
)
BROADCASTS = ("channel", "here", "everyone")


def escape(text: str) -> str:
    """The three characters that Slack escapes."""

    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The inverse of `escape`."""

    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def from_app(text: str) -> str:
    """What Slack keeps of an app's text: control sequences and entities stay, other `<`, `>`, `&` are escaped."""

    kept: list[str] = []
    end = 0
    for found in re.finditer(f"{CONTROL.pattern}|{ENTITY.pattern}", text):
        kept += [_linked(text[end : found.start()]), found.group()]
        end = found.end()
    return "".join([*kept, _linked(text[end:])])


def _linked(text: str) -> str:
    """Plain text escaped, its bare http links made links, as Slack does by default."""

    parts: list[str] = []
    end = 0
    for found in re.finditer(r"https?://[^\s<>|]+", text):
        url = trim_link(found.group())
        parts += [escape(text[end : found.start()]), f"<{escape(url)}>"]
        end = found.start() + len(url)
    return "".join([*parts, escape(text[end:])])


def trim_link(url: str) -> str:
    """A link without the punctuation of the sentence around it."""

    while url and (url[-1] in TRAILING or (url[-1] == ")" and url.count(")") > url.count("("))):
        url = url[:-1]
    return url


class Composer:
    """What Slack's composer makes of typed text: `text` as it is sent, `elements` of the rich_text block."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.text: list[str] = []
        self.elements: list[Json] = []
        self.section: list[Json] = []

    def run(self, typed: str) -> tuple[str, list[Json]]:
        """The text and the blocks of a message that a person typed.

        `@name`, `#channel` and links are found; so are `<@U…>`, `<#C…>` and `<https://…>` as a paste would make them.
        """

        end = 0
        for found in TYPED.finditer(typed):
            if found.start() < end:
                continue
            self._plain(typed[end : found.start()])
            end = found.start() + self._token(found)
        self._plain(typed[end:])
        self._close_section()
        blocks = [{"type": "rich_text", "block_id": new_uuid()[:5], "elements": self.elements}] if typed else []
        return "".join(self.text), blocks

    def _token(self, found: re.Match[str]) -> int:
        """Adds one token; how many characters of it were used."""

        kind = found.lastgroup or ""
        value = found.group(kind)
        match kind:
            case "pre":
                self._close_section()
                self.text.append(f"```{escape(value)}```")
                self.elements.append({"type": "rich_text_preformatted", "elements": [_text(value)]})
            case "code":
                self.text.append(f"`{escape(value)}`")
                self.section.append({**_text(value), "style": {"code": True}})
            case "bold" | "italic" | "strike":
                self.text.append(escape(found.group()))
                self.section.append({**_text(value), "style": {kind: True}})
            case "control":
                self._control(value)
            case "link":
                return self._link(value)
            case "emoji":
                self.text.append(f":{value}:")
                self.section.append({"type": "emoji", "name": value})
            case _:
                self._name(kind, value, found.group())
        return len(found.group())

    def _plain(self, text: str) -> None:
        if text:
            self.text.append(escape(text))
            self.section.append(_text(text))

    def _link(self, typed: str) -> int:
        url = trim_link(typed)
        full = url if url.lower().startswith("http") else f"http://{url}"
        self.text.append(f"<{escape(full)}>" if full == url else f"<{escape(full)}|{escape(url)}>")
        self.section.append(
            {"type": "link", "url": full} if full == url else {"type": "link", "url": full, "text": url}
        )
        return len(url)

    def _control(self, value: str) -> None:
        head, _, label = value.partition("|")
        if head.startswith("@"):
            self.text.append(f"<{head}>")
            self.section.append({"type": "user", "user_id": head[1:]})
        elif head.startswith("#"):
            self.text.append(f"<{value}>")
            self.section.append({"type": "channel", "channel_id": head[1:]})
        else:
            url = unescape(head)
            self.text.append(f"<{escape(url)}|{escape(unescape(label))}>" if label else f"<{escape(url)}>")
            self.section.append({"type": "link", "url": url} | ({"text": unescape(label)} if label else {}))

    def _name(self, kind: str, name: str, typed: str) -> None:
        bare = name.rstrip(".-_")
        rest = name[len(bare) :]
        people = {u.name: u.id for u in self.workspace.users.values()}
        channels = {c.name: c.id for c in self.workspace.channels.values() if c.kind != "im"}
        if kind == "at" and bare in BROADCASTS:
            self.text.append(f"<!{bare}>")
            self.section.append({"type": "broadcast", "range": bare})
        elif kind == "at" and bare in people:
            self.text.append(f"<@{people[bare]}>")
            self.section.append({"type": "user", "user_id": people[bare]})
        elif kind == "hash" and bare in channels:
            self.text.append(f"<#{channels[bare]}|{bare}>")
            self.section.append({"type": "channel", "channel_id": channels[bare]})
        else:
            self._plain(typed)
            return
        self._plain(rest)

    def _close_section(self) -> None:
        if self.section:
            self.elements.append({"type": "rich_text_section", "elements": self.section})
            self.section = []


def _text(text: str) -> Json:
    return {"type": "text", "text": text}


def called(text: str) -> Iterator[tuple[str, str]]:
    """Whom a text calls: (kind, target) for `<@U…>`, `<!channel>`, `<!here>`, `<!everyone>`, `<!subteam^S…>`."""

    for found in CONTROL.finditer(text):
        head = found.group(1).partition("|")[0]
        if head.startswith("@"):
            yield "user", head[1:]
        elif head[:1] == "!" and head[1:] in BROADCASTS:
            yield head[1:], head[1:]
        elif head.startswith("!subteam^"):
            yield "group", head.split("^")[1]


def called_in(value: Any) -> Iterator[tuple[str, str]]:
    """Whom blocks or attachments call: mrkdwn texts and rich_text elements, wherever they stand."""

    if isinstance(value, list):
        for item in value:
            yield from called_in(item)
    elif isinstance(value, dict):
        match value.get("type"):
            case "plain_text" | "text" | "link" | "date" | "header":  # shown as they are, never parsed
                return
            case "user":
                yield "user", value.get("user_id", "")
            case "broadcast":
                yield value.get("range", ""), value.get("range", "")
            case "usergroup":
                yield "group", value.get("usergroup_id", "")
            case "mrkdwn":
                yield from called(str(value.get("text", "")))
            case _:
                for key, item in value.items():
                    if isinstance(item, str) and key in {"text", "pretext", "value"} and value.get("type") != "button":
                        yield from called(item)
                    else:
                        yield from called_in(item)


def links(text: str) -> list[str]:
    """The http links of a stored text, unescaped, in order, each once."""

    found = [unescape(m.group(1).partition("|")[0]) for m in CONTROL.finditer(text) if m.group(1).startswith("http")]
    return list(dict.fromkeys(found))
