"""A digest as messages: one of two screens at most, and what does not fit for its thread. Never over Slack's limits."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from bot.digests.digest import Coming, Digest, LeadEvent, Recurring
from bot.digests.recurring import sparkline
from bot.slack.blocks import rich
from bot.slack.blocks.head import context
from bot.slack.blocks.limits import MESSAGE_BLOCKS, check, weight
from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.mrkdwn import day_words, escape, snippet
from bot.slack.blocks.passages import role_words, speaker_words
from bot.slack.blocks.recurrence import CADENCE_WORDS, conflict_words, moved_words, ordinal
from bot.slack.blocks.spoken import sentence, spoken
from bot.slack.blocks.story import five_ws_words

MOST_EVENTS, MOST_RECURRING, MOST_COMING = 5, 4, 4
"""Told in the message itself: two screens of a phone. The rest stands in its thread."""
MOST_LINKS = 4
MAX_TITLE, MAX_LINE, MAX_QUOTE, MAX_WORDS = 150, 260, 220, 160
MOST_WEIGHT = 9_500
"""Characters of a message's blocks as JSON; Slack takes 12,000 (see limits.py), and headings come on top."""
MOST_BLOCKS = MESSAGE_BLOCKS - 6
MOST_MUTED = 5

Piece = tuple[list[Json], str]
"""Blocks, and how they are read aloud."""


def digest_messages(digest: Digest, note: str = "") -> tuple[Message, tuple[Message, ...]]:
    """The digest's message, and those for its thread. `note` is put first ("late, as I was away")."""
    title = _title(digest)
    if digest.empty and not digest.recurring and not digest.coming:
        line = "Nothing was shared that this digest tells of."
        lines = [line, *filter(None, [tally_words(digest)])]
        return _message(title, note, [context(words) for words in lines], lines), ()
    first: list[Json] = []
    said: list[str] = []
    events = [(_event(lead), _event_words(lead)) for lead in digest.events]
    left = _fill(first, said, events[:MOST_EVENTS], "") + events[MOST_EVENTS:]
    year = datetime.fromtimestamp(digest.until, ZoneInfo(digest.zone)).year
    recurring = [(_recurring(each, year), _recurring_words(each, year)) for each in digest.recurring]
    ahead = [(_coming(each, year), _coming_words(each, year)) for each in digest.coming]
    more = _fill(first, said, recurring[:MOST_RECURRING], "Recurring") + recurring[MOST_RECURRING:]
    later = _fill(first, said, ahead[:MOST_COMING], "Coming up") + ahead[MOST_COMING:]
    if digest.empty:
        first.insert(0, context("Nothing was shared that this digest tells of."))
    if tally := tally_words(digest):
        first.append(context(tally))
    if left or more or later:
        first.append(context(_elsewhere(len(left), len(more), len(later))))
    thread = [
        message
        for heading, pieces in (("More events", left), ("More that recurs", more), ("Later", later))
        for message in _split(heading, pieces)
    ]
    return _message(title, note, first, said), tuple(thread)


def _fill(blocks: list[Json], said: list[str], pieces: Sequence[Piece], heading: str) -> list[Piece]:
    """Put pieces into the message as long as there is room; returns those for which there was none."""
    for at, (piece, words) in enumerate(pieces):
        headed = [_heading(heading), *piece] if heading and at == 0 else piece
        if weight([*blocks, *headed]) > MOST_WEIGHT or len(blocks) + len(headed) > MOST_BLOCKS:
            return list(pieces[at:])
        blocks += headed
        said.append(words)
    return []


def _split(heading: str, pieces: Sequence[Piece]) -> Iterable[Message]:
    left = list(pieces)
    while left:
        blocks: list[Json] = []
        said: list[str] = []
        rest = _fill(blocks, said, left, "")
        if len(rest) == len(left):
            rest = left[1:]  # by itself too large for a message: can't be, as every part is cut
        else:
            yield _message(heading, "", blocks, said)
        left = rest


def _message(title: str, note: str, blocks: Sequence[Json], said: Sequence[str]) -> Message:
    head: list[Json] = [{"type": "header", "text": {"type": "plain_text", "text": title, "emoji": False}}]
    if note:
        head.append(context(note))
    words = spoken(escape(sentence(line)) for line in (title, note, *said) if line)
    return check(Message(words, (*head, *blocks)))


def _title(digest: Digest) -> str:
    zone = ZoneInfo(digest.zone)
    begin, end = (datetime.fromtimestamp(moment, zone) for moment in (digest.since, digest.until))
    if end - begin > timedelta(days=2):
        return f"Digest, {day_words(begin.date())} to {day_words(end.date())}"
    return f"Digest, {end:%A} {day_words(end.date())}"


def _heading(words: str) -> Json:
    return rich.block(rich.section(rich.text(words, "bold")))


def _event(lead: LeadEvent) -> list[Json]:
    item = lead.head
    blocks = [
        rich.block(
            rich.section(
                rich.link(item.share.url, snippet(item.share.title, MAX_TITLE) or "Untitled", "bold"),
                rich.text(f" — {standing_words(lead)}"),
            )
        )
    ]
    lines = [rich.section(rich.text(words)) for words in lead_lines(lead)]
    if lines:
        blocks.append(rich.block(rich.bullets(lines)))
    if lead.quote is not None and lead.quoted is not None:
        blocks.append(
            rich.block(
                rich.quotation(
                    rich.text(snippet(lead.quote.text, MAX_QUOTE) or "…"),
                    rich.text(f" — {speaker_words(lead.quote, lead.quoted.article.text)}{role_words(lead.quote)}"),
                )
            )
        )
    blocks.append(rich.block(rich.section(*_links(lead))))
    return blocks


def _links(lead: LeadEvent) -> list[Json]:
    """Each article with its outlet, and the thread in which it was answered."""
    elements: list[Json] = []
    for item in lead.items[:MOST_LINKS]:
        elements += [
            rich.text(" · " if elements else ""),
            rich.link(item.share.url, snippet(item.article.site or "", 60) or "Article"),
            rich.text(" ("),
            rich.link(thread_link(item.share.channel, item.share.thread_ts), "thread"),
            rich.text(")"),
        ]
    more = len(lead.items) - MOST_LINKS
    return [*elements, *([rich.text(f" and {more} more")] if more > 0 else [])]


def thread_link(channel: str, ts: str) -> str:
    """A link to a message that Slack opens in the app, without a call for its permalink."""
    return f"https://slack.com/app_redirect?{urlencode({'channel': channel, 'message_ts': ts})}"


def standing_words(lead: LeadEvent) -> str:
    """`2 articles, 2 outlets, 5th of “Strikes on Kyiv”`."""
    parts = [f"{len(lead.items)} articles" if len(lead.items) > 1 else "1 article"]
    if len(lead.outlets) > 1:
        parts.append(f"{len(lead.outlets)} outlets")
    if lead.series:
        parts.append(f"{ordinal(lead.nth)} of “{snippet(lead.series, 80)}”" if lead.nth else snippet(lead.series, 80))
    elif lead.new:
        parts.append("new")
    return ", ".join(parts)


def lead_lines(lead: LeadEvent) -> list[str]:
    """The five Ws, or the summary's first sentence; then what changed and where outlets differ."""
    brief = lead.head.brief
    told = five_ws_words(brief) or next(iter(brief.summary), "")
    words = [snippet(told, MAX_LINE)]
    words += [snippet(f"Changed: {moved_words(each)}", MAX_LINE) for each in lead.moved]
    words += [snippet(conflict_words(each), MAX_LINE) for each in lead.conflicts]
    return [line for line in words if line]


def _event_words(lead: LeadEvent) -> str:
    quote = ""
    if lead.quote is not None and lead.quoted is not None:
        quote = f" {speaker_words(lead.quote, lead.quoted.article.text)}: {snippet(lead.quote.text, MAX_QUOTE)}"
    return f"{snippet(lead.head.share.title, MAX_TITLE)}, {standing_words(lead)}. {' '.join(lead_lines(lead))}{quote}"


def _recurring(each: Recurring, year: int) -> list[Json]:
    return [
        rich.block(
            rich.section(
                rich.text("🔁 "),
                rich.text(snippet(each.name, MAX_TITLE) or "A series", "bold"),
                rich.text(f" {sparkline(each.days)} — {rhythm_words(each, year)}"),
            )
        )
    ]


def _recurring_words(each: Recurring, year: int) -> str:
    return f"Recurring: {snippet(each.name, MAX_TITLE)}, {rhythm_words(each, year)}"


def rhythm_words(each: Recurring, year: int) -> str:
    """How often of late, how regularly, the last and the next. Days of `year` stand without it."""
    parts = [f"{each.last_14} in 14 days, {each.last_30} in 30; {CADENCE_WORDS[each.cadence]}"]
    if each.last:
        parts.append(f"last one {_day(each.last, year)}")
    match each.standing:
        case "due" if each.due:
            parts.append(f"next expected {span_words(*each.due, year)}")
        case "overdue" if each.due:
            parts.append(f"overdue: was expected by {_day(each.due[1], year)}")
        case "quiet" if each.last:
            parts.append(f"quiet since {_day(each.last, year)}")
    return "; ".join(parts) + "."


def _coming(each: Coming, year: int) -> list[Json]:
    words = snippet(each.words, MAX_WORDS)
    if each.item is None:
        told = [rich.text(f"{words}: the next one is expected")]
    else:
        site = snippet(each.item.article.site or "", 60)
        told = [rich.text(f"{words} "), rich.link(each.item.share.url, site or "Article")]
    return [rich.block(rich.section(rich.text(f"{span_words(each.first, each.last, year)}: ", "bold"), *told))]


def _coming_words(each: Coming, year: int) -> str:
    words = snippet(each.words, MAX_WORDS)
    ending = "" if each.item else ", the next one is expected"
    return f"Coming up, {span_words(each.first, each.last, year)}: {words}{ending}"


def _day(iso: str, year: int) -> str:
    """`6 March`; with its year where that is not the digest's."""
    day = date.fromisoformat(iso)
    return day_words(day) if day.year != year else f"{day.day} {day:%B}"


def span_words(first: str, last: str, year: int) -> str:
    """A day, or a run of days, ISO: `7 to 9 March`."""
    if first[:7] == last[:7] and first != last:
        return f"{date.fromisoformat(first).day} to {_day(last, year)}"
    return _day(first, year) if first == last else f"{_day(first, year)} to {_day(last, year)}"


def tally_words(digest: Digest) -> str:
    """Articles, outlets, what their facts rest on, and what is muted."""
    tally = digest.sourcing
    counted = [
        f"{getattr(tally, name)} {words}"
        for name, words in (
            ("named", "named"),
            ("official", "official"),
            ("anonymous", "anonymous"),
            ("document", "from documents"),
            ("none", "without a source"),
        )
        if getattr(tally, name)
    ]
    parts = [f"{_count(digest.articles, 'article')} of {_count(digest.outlets, 'outlet')}."] if digest.articles else []
    if counted:
        parts.append(f"Sources of their facts: {', '.join(counted)}.")
    if digest.muted:
        names = ", ".join(f"“{snippet(name, 60)}”" for name in digest.muted[:MOST_MUTED])
        more = len(digest.muted) - MOST_MUTED
        parts.append(f"Muted here: {names}{f' and {more} more' if more > 0 else ''}.")
    if digest.embargoed:
        parts.append(f"Left out, under embargo: {_count(digest.embargoed, 'article')}.")
    return " ".join(parts)


def _elsewhere(events: int, recurring: int, coming: int) -> str:
    counted = [
        words
        for count, words in (
            (events, _count(events, "more event")),
            (recurring, f"{recurring} more that recur"),
            (coming, _count(coming, "later date")),
        )
        if count
    ]
    return f"In the thread: {', '.join(counted)}."


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s'[: number != 1]}"
