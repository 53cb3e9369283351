"""Lines that stand among an article's paragraphs and are none: bylines, dates, requests to subscribe, credits.

Datelines stay, agency and all ("LIMA (AP) — …"): they are part of the first sentence, and say where and by whom.
"""

import re

from bot.articles.names import people
from bot.articles.times import iso_time
from bot.articles.titles import similar

LONGEST = 320
"""Longest line, in characters, that can be a request; the longest on the development pages has 319."""
HEAD = 6
"""Lines at the top among which headline, byline and date are looked for."""
LONGEST_BYLINE = 120
"""Longest byline or date line, in characters."""
TITLE_LENGTH = (0.6, 1.7)
"""How long a line at the top may be, as a share of the headline's length, to repeat it: a shorter one of the same
words is a subheading, a longer one a sentence."""

LIFTED = 40
"""Least length of a line, in characters, that stands in another one by no accident."""

_ENDS = ".!?…:\"'”’)。！？"
_MARKS = "\"'“”‘’ "
_QUOTED = re.compile(r"[“”\"«»]")
_REQUEST = re.compile(
    r"^(?:[-•*]\s*)?(?:"
    r"(?:please )?(?:sign up|subscribe)\b.{0,100}\b(?:newsletter|inbox|today|updates|alerts|channel|podcast|here|now|"
    r"e-?mail)\b"
    r"|(?:click|tap) here\b"
    r"|get (?:the|our|all|your|more|access|breaking|a|daily)\b.{0,120}\b(?:inbox|newsletters?|subscription|"
    r"app|alerts|e-?mail)\b"
    r"|(?:like|follow|join|find|connect with) .{2,60}\bon (?:twitter|facebook|instagram|x|"
    r"youtube|whatsapp|telegram|linkedin|tiktok)\b"
    r"|(?:write|reach out|send (?:tips|an e-?mail|e-?mails?)) to .{2,80}\S+@\S+"
    r"|(?:contact|e-?mail|reach) .{2,80}(?:\bat\b|:|\|) .{0,20}\S+@\S+"
    r"|reach (?:the (?:reporter|writer|author|editor)s?|me|us|him|her|them) (?:on|via|by) .{0,200}"
    r"|have a (?:news )?(?:tip|story)\b.{0,200}"
    r"|.{2,60} (?:may|can) be (?:reached|contacted|e-?mailed) at \S+@\S+.{0,200}"
    r"|(?:download|get) (?:the|our) (?:\S+ ){0,4}app\b.{0,120}"
    r"|if you (?:enjoyed|liked|like) (?:this|what you)\b.{0,200}(?:subscribe|join|donat|support|proposition|sign up)"
    r"|listen to .{2,60}\b(?:live|podcast|weekdays|here)\b.{0,80}"
    r"|(?:please )?(?:support|donate to) (?:our|local|independent|quality)\b.{0,40}\b(?:journalism|newsroom|"
    r"reporting)\b.{0,120}"
    r"|(?:there(?:'|’)?s|there is) (?:plenty )?more where that came from.{0,200}"
    r"|copyright\b.{0,30}(?:\d{4}|©).{0,200}|©.{0,200}|\S+.{0,100}\ball rights reserved\.?$"
    r"|all rights reserved\b.{0,100}"
    r"|this (?:copy is for your personal|article has been sent to|article was automatically|"
    r"website uses cookies)\b.{0,300}"
    r"|an error (?:has )?occurred\b.{0,80}|thank you$|"
    r"(?:see |read )?(?:also|more|related|watch|read):$|order reprints$|print(?: this)? article$"
    r"|share this(?: article| story)?:?$"
    r"|(?:read|see|watch|listen)(?: more\b| also\b| next\b|:).{0,160}"
    r"|(?:related|recommended|more from|more on|also read)\b[^.]{0,120}$"
    r"|story continues(?: below)?\b.{0,60}|continue reading\b.{0,60}"
    r"|(?:article )?continues? (?:after|below)\b.{0,60}|keep reading$"
    r"|advertisement(?:\s?[-–—:].{0,40}|,? continue.{0,30})?$|sponsored(?: content)?$|loading(?:\.{1,3}|…)?$"
    r"|skip (?:to|past)\b.{0,60}$"
    r"|(?:image|media|video) (?:copyright|caption)\b.*"
    r"|(?:photo|photograph|image|picture|pic|source|credit|graphic)s?(?: credit| source)?\s?"
    r"(?:by\b|:|©|/).{0,100}(?<![.!?])$"
    r"|.{0,60}\b(?:getty images|shutterstock|ap photo|afp photo|file photo)\b.{0,40}$"
    r"|(?:we use|this site uses) cookies\b.{0,200}|accept (?:all )?cookies$"
    r"|(?:\d+ )?(?:comments?|shares?|views?)$|(?:min(?:ute)?s? )?read$"
    r"|\d+[ -]min(?:ute)?s? read$|(?:share|tweet|pin|e-?mail|print|save|facebook|twitter|whatsapp|copy link)$"
    r")",
    re.IGNORECASE,
)
# Names and what joins them: no verb, so no sentence.
_NAMES = r"(?-i:(?:[A-Z][\w.’'-]*|and|in|with|for|of|the|de|da|van|von|al|@\w+)[,;]?(?:\s+|(?=[.)]|$)))+"
_CREDIT = re.compile(
    rf"(?:additional |further )?contribut(?:ing|ions?)(?: to this (?:report|story|article))?(?: by|:) {_NAMES}[.)]*"
    r"|[(—–-]*\s*(?:additional |further )?(?:reporting|writing|editing|research) (?:by|from) "
    rf"{_NAMES}(?:editing by {_NAMES})?[.)]*"
    r"|.{2,300}\bcontributed (?:(?:reporting )?to (?:this|the) (?:report|story|article)|reporting)\b"
    rf"(?: from {_NAMES})?[.)]*"
    r"|.{2,300}\((?:[^()]{0,40}\b(?:photo|getty images|afp|file|image|picture|courtesy)\b[^()]{0,60})\)",
    re.IGNORECASE,
)
# What stands between the posts of a live blog: times, controls, labels. Always a whole line.
_CLOCK = r"(?:at )?\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: ?(?:[a-z]{2,4}t|utc))?"
_LIVE = re.compile(
    rf"(?:(?:last )?updated (?:at )?)?{_CLOCK}"
    r"|(?:updated )?\d{1,2} ?(?:s|m|h|min|mins|minutes?|hrs?|hours?|days?) ago|just now"
    r"|live(?: (?:feed|updates|reporting|blog|coverage))?|end of live (?:coverage|reporting)"
    r"|this live (?:page|blog) is (?:now )?closed"
    r"|key (?:events|moments|updates)|(?:show|filter by) key (?:events|moments)(?: only)?|pinned(?: post)?"
    r"|(?:\d+ )?new updates?(?: available)?|(?:load|show|see|view) (?:more|newer|older|all) (?:updates|posts|entries)"
    r"|(?:newest|oldest|latest)(?: posts?)?(?: first)?|please turn on javascript\b.{0,40}|(?:jump|go) to comments"
    rf"|(?:posted|reported|by) [\w .’'-]{{2,60}} {_CLOCK}",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[\W_]{0,80}$")
_DATE_LABEL = re.compile(
    r"\b(?:published|posted|updated|last|modified|first|on|at|date|by|created|a\.?m|p\.?m|[a-z]{2,4}t|utc|gmt|ist|"
    r"mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\b|[\d\W_]+",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:staff|reports?|senior|chief|reporters?|writers?|correspondents?|editors?|columnists?|contributors?|special|to|for|the|and|"
    r"by|with|"
    r"in|of|from|associate|assistant|press|news|reuters|ap|afp)\b|[\W_]+",
    re.IGNORECASE,
)


_STAFF = re.compile(r"^(?:by |from )?(?:the )?(?:[\w’'&]+ ){0,3}(?:staff|wire|news service) reports?$", re.IGNORECASE)


def body_lines(lines: list[str], title: str | None, authors: tuple[str, ...], description: str | None) -> list[str]:
    """`lines` of a page's text without those that are no part of the article's body."""
    kept = [line for line in lines if not (_RULE.match(line) or is_request(line) or is_credit(line))]
    head = [line for line in kept[:HEAD] if not (_is_title(line, title) or is_byline(line, authors) or is_date(line))]
    body = head + kept[HEAD:]
    return [
        line
        for place, line in enumerate(body)
        if not (place < HEAD and (_is_dek(line, description) or _is_said_below(line, body[place + 1 :])))
    ]


def live_posts(text: str) -> str:
    """The text of a live blog without the times, controls and labels between its posts. In a report such lines may be
    its own: one of the 90 development pages has a timeline with a clock time above each paragraph."""
    return "\n".join(line for line in text.split("\n") if not _LIVE.fullmatch(line))


def is_request(line: str) -> bool:
    """Whether a line asks the reader for something, credits a picture or states a copyright. Speech never does."""
    return len(line) <= LONGEST and not _QUOTED.search(line) and bool(_REQUEST.match(line))


def is_credit(line: str) -> bool:
    """Whether a line says who took a picture or helped to report, and tells nothing: those named there are nobody of
    the story's.
    """
    return len(line) <= LONGEST and bool(_CREDIT.fullmatch(line))


def is_byline(line: str, authors: tuple[str, ...]) -> bool:
    """Whether a line holds the authors and nothing else but roles and the time: "By Ana Diaz, Staff Writer", "Staff
    reports", "6:30 AM PST 3/8/2024 by Ana Diaz".
    """
    if len(line) > LONGEST_BYLINE:
        return False
    names = authors or (people([line]) if re.match(r"by\s", line, re.IGNORECASE) else ())
    rest = line
    for name in names:
        rest = re.sub(re.escape(name), " ", rest, flags=re.IGNORECASE)
    named = rest != line or _STAFF.search(line) is not None
    return named and not _DATE_LABEL.sub(" ", _ROLE.sub(" ", rest)).strip()


def is_date(line: str) -> bool:
    """Whether a line states when the article was published and nothing else."""
    return len(line) <= LONGEST_BYLINE and not _DATE_LABEL.sub("", line) and iso_time(_unlabelled(line)) is not None


def _unlabelled(line: str) -> str:
    return re.sub(r"^[a-z ]*?(?:published|posted|updated|modified)(?: on| at)?:?\s*", "", line, flags=re.IGNORECASE)[
        :80
    ]


def _is_dek(line: str, description: str | None) -> bool:
    """A line under the headline that the page also gives as its description, and that ends unlike a sentence."""
    return description is not None and line == description and line[-1] not in _ENDS


def _is_said_below(line: str, below: list[str]) -> bool:
    """A line lifted out of a paragraph further down, as summaries and pull quotes are."""
    return len(line) >= LIFTED and not line.startswith("- ") and any(line.strip(_MARKS) in other for other in below)


def _is_title(line: str, title: str | None) -> bool:
    return (
        title is not None and TITLE_LENGTH[0] <= len(line) / len(title) <= TITLE_LENGTH[1] and similar(line, title) == 1
    )
