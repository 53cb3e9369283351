"""Slack's message formats as plain terminal text."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from rich.text import Text

_TOKEN = re.compile(r"<(?P<inner>[^<>]+)>")
_BOLD = re.compile(r"(?<![\w*])\*(?=\S)(?P<words>[^*\n]+?)(?<=\S)\*(?![\w*])")
_ITALIC = re.compile(r"(?<![\w_])_(?=\S)(?P<words>[^_\n]+?)(?<=\S)_(?![\w_])")


def plain(mrkdwn: str) -> Text:
    """Slack's mrkdwn as text for a terminal: links as their labels, dates written out, bold and italic kept."""
    text = Text()
    at = 0
    flat = _TOKEN.sub(lambda m: _token(m["inner"]), mrkdwn)
    for match in sorted([*_BOLD.finditer(flat), *_ITALIC.finditer(flat)], key=lambda m: m.start()):
        if match.start() < at:
            continue
        text.append(html.unescape(flat[at : match.start()]))
        text.append(html.unescape(match["words"]), "bold" if match.re is _BOLD else "italic")
        at = match.end()
    text.append(html.unescape(flat[at:]))
    return text


def _token(inner: str) -> str:
    """A link, mention or date between angle brackets, as people see it."""
    target, _, label = inner.partition("|")
    if target.startswith("!date^"):
        _, seconds, pattern, *_ = target.split("^")
        return _moment(int(seconds), pattern)
    if target.startswith(("@", "#", "!")):
        return label or target
    return label or target.removeprefix("mailto:")


def _moment(seconds: int, pattern: str) -> str:
    """A time in the format Slack was given: with the clock or without."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.strftime("%d %b %Y, %H:%M UTC" if "time" in pattern else "%d %b %Y").lstrip("0")


def lines(blocks: Sequence[Mapping[str, Any]]) -> Iterator[Text]:
    """The lines of a message's blocks, in order."""
    for block in blocks:
        yield from _LINES.get(block.get("type", ""), _unknown)(block)


def _header(block: Mapping[str, Any]) -> Iterator[Text]:
    yield Text(block["text"]["text"], "bold")


def _section(block: Mapping[str, Any]) -> Iterator[Text]:
    if "text" in block:
        yield plain(block["text"]["text"])
    for each in block.get("fields", ()):
        yield plain(each["text"])


def _context(block: Mapping[str, Any]) -> Iterator[Text]:
    words = Text(" ").join(plain(e["text"]) for e in block["elements"] if "text" in e)
    words.stylize("dim")
    yield words


def _actions(block: Mapping[str, Any]) -> Iterator[Text]:
    yield Text("  ".join(f"[{e['text']['text']}]" for e in block["elements"] if "text" in e), "cyan")


def _rich_text(block: Mapping[str, Any]) -> Iterator[Text]:
    for part in block["elements"]:
        mark = {"rich_text_quote": "│ ", "rich_text_list": "• "}.get(part["type"], "")
        rows = part["elements"] if part["type"] == "rich_text_list" else [part]
        for row in rows:
            yield Text(mark) + _rich_run(row["elements"])


def _rich_run(elements: Sequence[Mapping[str, Any]]) -> Text:
    text = Text()
    for element in elements:
        style = element.get("style", {})
        names = [name for name in ("bold", "italic", "strike") if style.get(name)]
        if element["type"] == "date":
            words = _moment(element["timestamp"], element["format"])
        else:
            words = str(element.get("text") or element.get("url") or "")
        text.append(words, " ".join(names))
    return text


def _nothing(_block: Mapping[str, Any]) -> Iterator[Text]:
    return iter(())


def _unknown(block: Mapping[str, Any]) -> Iterator[Text]:
    yield Text(f"({block.get('type')})", "dim")


_LINES = {
    "header": _header,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "rich_text": _rich_text,
    "divider": _nothing,
}
