"""Links to the very passage of a page, by text fragments (WICG, URL Fragment Text Directives).

`#:~:text=[prefix-,]start[,end]`: a browser looks for the first place where the words stand, scrolls there and marks
them; a browser that does not know the directive opens the page as ever.
"""

import re
from itertools import islice
from urllib.parse import quote

WHOLE_WORDS = 10
"""A passage of up to so many words is named whole; the specification suggests ranges above some 300 characters, but
the words of a page may be parted by markup that text extraction closed up, and fewer words meet fewer such seams."""
EDGE_WORDS = 4
"""Words of the start and of the end of a longer passage."""
MOST_WORDS = 12
"""Words up to which a start is lengthened, or a prefix put before it, until it stands but once in the text."""
MAX_DIRECTIVE = 300
"""Longest directive in characters, encoded; a longer one costs more of the message than it is worth."""

_WORD = re.compile(r"\w(?:[^\s]*\w)?")


def passage_link(url: str, text: str, start: int, end: int) -> str:
    """`url` with the directive for `text[start:end]`, or `url` itself where none can be made.

    `start` and `end` are code points into the article's text. A fragment that the link has already stays in front.
    """
    directive = directive_for(text, start, end)
    if directive is None:
        return url
    address, _, fragment = url.partition("#")
    return f"{address}#{fragment.partition(':~:')[0]}:~:text={directive}"


def directive_for(text: str, start: int, end: int) -> str | None:
    """The value of `text=` for a passage, percent-encoded. None where the passage has no words, or too long ones."""
    # A match may not cross a block's end: name parts of the first and of the last line that has words.
    opening = _WORD.search(text, start, end)
    if opening is None:
        return None
    line_end = text.find("\n", opening.start(), end)
    first = list(islice(_WORD.finditer(text, opening.start(), end if line_end < 0 else line_end), MOST_WORDS + 1))
    closing = [] if line_end < 0 and len(first) <= WHOLE_WORDS else _closing(text, first, end)
    if closing:
        directive = f"{_unique(text, first, EDGE_WORDS)},{_encode(text[closing[0].start() : closing[-1].end()])}"
    else:
        directive = _unique(text, first, len(first))
    return directive if len(directive) <= MAX_DIRECTIVE else None


def _closing(text: str, first: list[re.Match[str]], end: int) -> list[re.Match[str]]:
    """The last words of the last line of a passage, behind the words that its start is named by."""
    begin = first[min(EDGE_WORDS, len(first)) - 1].end()
    tail = max(begin, end - MAX_DIRECTIVE)
    words = list(_WORD.finditer(text, tail, end))
    line = text.rfind("\n", tail, words[-1].start()) + 1 if words else 0
    return [word for word in words if word.start() >= line][-EDGE_WORDS:]


def _unique(text: str, words: list[re.Match[str]], least: int) -> str:
    """The first `least` words of `words` or more, so that they stand in `text` no earlier; else with a prefix."""
    begin = words[0].start()
    for count in range(min(least, len(words)), min(max(least, MOST_WORDS), len(words)) + 1):
        start = text[begin : words[count - 1].end()]
        if _first_place(text, start) >= begin:
            return _encode(start)
    start = text[begin : words[min(least, len(words)) - 1].end()]
    line = text.rfind("\n", 0, begin) + 1
    before = list(_WORD.finditer(text, max(line, begin - 200), begin))[-EDGE_WORDS:]
    return f"{_encode(text[before[0].start() : before[-1].end()])}-,{_encode(start)}" if before else _encode(start)


def _first_place(text: str, words: str) -> int:
    """Where a browser finds `words` first: at word boundaries, case ignored."""
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)
    return found.start() if found else -1


def _encode(words: str) -> str:
    # `-`, `,` and `&` part the directive's own terms; quote() leaves `-` alone.
    return quote(" ".join(words.split()), safe="", errors="replace").replace("-", "%2D")
