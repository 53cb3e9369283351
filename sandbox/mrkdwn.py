"""The rich_text block that Slack makes of an app's message that has text only."""

import re
from itertools import groupby
from typing import Any

from sandbox.state import new_uuid
from sandbox.text import BROADCASTS, CONTROL, unescape

DATE = re.compile(r"date\^(?P<at>\d{1,10})\^(?P<form>[^^]+)(?:\^(?P<url>.+))?")

Json = dict[str, Any]

STYLES = {"*": "bold", "_": "italic", "~": "strike"}
TOKEN = re.compile(
    rf"`(?P<code>[^`\n]+)`|(?P<control>{CONTROL.pattern})"
    r"|(?<!\w)(?P<mark>[*_~])(?=\S)(?P<inner>[^\n]*?\S)(?P=mark)(?!\w)"
    r"|:(?P<emoji>[a-z][a-z0-9_+-]*):"
)


def rich_text(text: str) -> list[Json]:
    """The blocks of a text as `from_app` gives it; none for an empty one."""

    parts: list[Json] = []
    for number, piece in enumerate(re.split(r"```(.+?)```", text, flags=re.S)):
        if number % 2:
            parts.append({"type": "rich_text_preformatted", "elements": [_text(unescape(piece), {})]})
        else:
            parts += _lines(piece)
    return [{"type": "rich_text", "block_id": new_uuid()[:5], "elements": parts}] if text else []


def _lines(text: str) -> list[Json]:
    """Sections, and quotes of the lines that begin with `>`."""

    parts = []
    for quoted, lines in groupby(text.split("\n"), key=lambda line: line.startswith("&gt;")):
        whole = "\n".join(line.removeprefix("&gt;").removeprefix(" ") if quoted else line for line in lines)
        if elements := _inline(whole, {}):
            parts.append({"type": "rich_text_quote" if quoted else "rich_text_section", "elements": elements})
    return parts


def _inline(text: str, style: Json) -> list[Json]:
    found: list[Json] = []
    end = 0
    for token in TOKEN.finditer(text):
        found += _plain(text[end : token.start()], style)
        end = token.end()
        if token["code"]:
            found.append(_text(unescape(token["code"]), {**style, "code": True}))
        elif token["control"]:
            found.append(_control(token["control"][1:-1], style))
        elif token["emoji"]:
            found.append({"type": "emoji", "name": token["emoji"]})
        else:
            found += _inline(token["inner"], {**style, STYLES[token["mark"]]: True})
    return found + _plain(text[end:], style)


def _plain(text: str, style: Json) -> list[Json]:
    return [_text(unescape(text), style)] if text else []


def _text(text: str, style: Json) -> Json:
    return {"type": "text", "text": text} | ({"style": style} if style else {})


def _control(body: str, style: Json) -> Json:
    head, _, label = body.partition("|")
    found: Json
    if head.startswith("@"):
        found = {"type": "user", "user_id": head[1:]}
    elif head.startswith("#"):
        found = {"type": "channel", "channel_id": head[1:]}
    elif head.startswith("!"):
        found = _special(head[1:], unescape(label))
    else:
        found = {"type": "link", "url": unescape(head)} | ({"text": unescape(label)} if label else {})
    return found | ({"style": style} if style else {})


def _special(head: str, fallback: str) -> Json:
    if head in BROADCASTS:
        return {"type": "broadcast", "range": head}
    if head.startswith("subteam^"):
        return {"type": "usergroup", "usergroup_id": head.split("^")[1]}
    if date := DATE.fullmatch(head):  # another is no date, and its words are shown
        found: Json = {"type": "date", "timestamp": int(date["at"]), "format": date["form"], "fallback": fallback}
        return found | ({"url": unescape(date["url"])} if date["url"] else {})
    return _text(fallback or head, {})
