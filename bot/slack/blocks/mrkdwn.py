"""Text of articles and people, made safe to show.

Slack's mrkdwn has no escape for `*`, `_`, `~` and backticks, so words that are not ours go into rich_text and
plain_text, which show every character as it is (see `rich.py`). What is left for mrkdwn, the top-level `text` of a
message and dates, is escaped here.
"""

import re
import unicodedata
from datetime import date, datetime
from urllib.parse import quote, urlsplit

MAX_URL = 3000
"""Characters in a link; Slack's limit for the URL of a button, and longer ones are trackers, not addresses."""

ELLIPSIS = "…"
MOST_FLAGS = 64
"""Halves of flags looked back at to tell whether one is cut in two."""

# Turn the reading direction, or hide: overrides, isolates, marks, tags. The marks of Arabic and Hebrew text itself are
# no loss: letters carry their own direction.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Joiners belong between letters of Persian or Hindi and inside emoji, never beside ASCII.
_STRAY_JOINER = re.compile("(?<=[\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?=[\x00-\x7f]|$)|^[\u200c\u200d]+")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_UNSAFE_IN_URL = re.compile(r"[\s<>|\"`\\^{}]")


def clean(text: str) -> str:
    """`text` without what hides or turns: bidirectional controls, zero-width and control characters.

    Line breaks stay. Everything that can be seen stays as it is.
    """
    text = text.replace("\r\n", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", text))
    return _STRAY_JOINER.sub("", _INVISIBLE.sub("", text))


def one_line(text: str) -> str:
    """`clean`, with every run of white space one space."""
    return _SPACES.sub(" ", clean(text)).strip()


def escape(text: str) -> str:
    """The three characters that Slack wants escaped in mrkdwn, so that `<!channel>` or `<@U1>` calls nobody."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def web_url(url: str | None) -> str | None:
    """`url` if it is a plain http(s) address that can be linked, with characters that end Slack's links encoded.

    None for other schemes, for addresses with credentials in them, and for those too long to be shown.
    """
    try:
        parts = urlsplit((url or "").strip())
        if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
            return None
    except ValueError:
        return None
    safe = _UNSAFE_IN_URL.sub(lambda m: quote(m.group()), clean(parts.geturl()))
    return safe if len(safe) <= MAX_URL else None


def link(url: str | None, label: str) -> str:
    """A mrkdwn link, or the mere label where `url` can't be linked. The label is cleaned and escaped."""
    words = escape(one_line(label))
    target = web_url(url)
    return f"<{escape(target)}|{words}>" if target and words else words


def host(url: str) -> str:
    """The site of a link as people know it, without `www.`; for a link without one, the link's beginning."""
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        name = ""
    return cut(name.removeprefix("www.") or one_line(url), 80)


def size(text: str) -> int:
    """Length as Slack may count it: in UTF-16 units, never fewer than the characters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` UTF-16 units, ended by an ellipsis if something went.

    It is cut at a word's end where one is near, never between a letter and its accents, or inside an emoji.
    """
    if size(text) <= limit:
        return text
    end = _fitting(text, limit - 1)
    space = text.rfind(" ", int(end * 0.7), end + 1)  # a word's end in the last third; else cut the word
    end = space if space > 0 else _grapheme_start(text, end)
    return text[:end].rstrip(" ,;:–—-") + ELLIPSIS


def snippet(text: str, limit: int) -> str:
    """`text` on one line in at most `limit` UTF-16 units. Of an endless text only the beginning is looked at."""
    beginning = text[: limit * 4]
    words = one_line(beginning)
    if len(beginning) < len(text) and size(words) < limit:
        return words + ELLIPSIS
    return cut(words, limit)


def _fitting(text: str, limit: int) -> int:
    used = 0
    for index, char in enumerate(text):
        used += 2 if ord(char) > 0xFFFF else 1
        if used > limit:
            return index
    return len(text)


def _grapheme_start(text: str, index: int) -> int:
    """The nearest place at or before `index` where a grapheme may begin (UAX #29's rules that matter for cutting)."""
    low = max(index - 32, 0)
    while index > low and _continues(text, index):
        index -= 1
    return index


def _continues(text: str, index: int) -> bool:
    here, before = text[index], text[index - 1]
    if (
        unicodedata.category(here) in {"Mn", "Me", "Mc"}
        or here in "\u200d\u200c"
        or "\U0001f3fb" <= here <= "\U0001f3ff"
    ):
        return True
    flags = re.search("[\U0001f1e6-\U0001f1ff]*$", text[max(0, index - MOST_FLAGS) : index])
    in_flag = "\U0001f1e6" <= here <= "\U0001f1ff" and flags is not None and len(flags.group()) % 2 == 1
    return before == "\u200d" or in_flag


def parse_time(iso: str | None) -> datetime | date | None:
    """An Article's time: a datetime where the zone is known, else its day; None where it can't be read."""
    if not iso:
        return None
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.date()


def day_words(day: date) -> str:
    """`3 July 2025`, the same on every machine."""
    return f"{day.day} {day:%B %Y}"


def date_words(moment: datetime | date) -> str:
    """A time in words where Slack can't show the reader's own zone: `3 July 2025, 19:42 UTC-04:00`."""
    if isinstance(moment, datetime):
        return f"{day_words(moment.date())}, {moment:%H:%M} {moment.tzname()}"
    return day_words(moment)


def date_tag(moment: datetime | date) -> str:
    """`<!date^…>`, which each reader sees in their own zone. A mere day has no zone and stays words: as midnight
    somewhere it would be yesterday elsewhere.
    """
    words = date_words(moment)
    if not isinstance(moment, datetime):
        return words
    return f"<!date^{int(moment.timestamp())}^{{date_short_pretty}} {{time}}|{escape(words)}>"
