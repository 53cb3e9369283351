"""A digest as messages: one of two screens at most, and what does not fit for its thread. Never over Slack's limits."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.digests.digest import Digest
from bot.slack.blocks.digest_parts import (
    Piece,
    coming_piece,
    event_line,
    event_piece,
    heading,
    height,
    quiet_piece,
    recurring_piece,
)
from bot.slack.blocks.digest_words import NOTHING, count, tally_words, title_words, year_of
from bot.slack.blocks.head import context
from bot.slack.blocks.limits import MESSAGE_BLOCKS, check, weight
from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.mrkdwn import date_tag, escape
from bot.slack.blocks.spoken import sentence, spoken

MOST_EVENTS, MOST_RECURRING, MOST_COMING = 5, 4, 4
"""Told in the message itself; the rest stands in its thread."""
EVENT_LINES, RECURRING_LINES, ALL_LINES = 44, 54, 64
"""Lines of a message up to its events, its series, its end: two screens of 32 lines, what Slack shows on a laptop of
900 points' height."""
MOST_FULL = 10
"""Events of the thread that are told as those of the message are; of more, a line each."""
MOST_WEIGHT = 9_500
"""Characters of a message's blocks as JSON; Slack takes 12,000 (see limits.py), and headings come on top."""
MOST_BLOCKS = MESSAGE_BLOCKS - 6
ENDLESS = 10_000
"""Lines of a message in the thread: who opens it wants to read."""


def digest_messages(
    digest: Digest, note: str = "", *, rest_is: str = "In the thread"
) -> tuple[Message, tuple[Message, ...]]:
    """The digest's message, and those for its thread. `note` is put first ("late, as I was away"); `rest_is` says where
    its reader finds the latter."""
    title, year = title_words(digest), year_of(digest)
    if digest.empty and not any(each.item for each in digest.coming):
        blocks, words = quiet_piece(digest, title)
        return _message("", note, blocks, [words]), ()
    first: list[Json] = [_span(digest)]
    said: list[str] = []
    if digest.empty:
        first.append(context(NOTHING))
    told = digest.events[:MOST_EVENTS]
    after = _fill(first, said, [event_piece(lead) for lead in told], "", EVENT_LINES)
    rest = digest.events[len(told) - len(after) :]
    series = [] if digest.empty else [recurring_piece(each, year) for each in digest.recurring]
    ahead = [coming_piece(each, year) for each in digest.coming]
    more = _fill(first, said, series[:MOST_RECURRING], "Recurring", RECURRING_LINES) + series[MOST_RECURRING:]
    later = _fill(first, said, ahead[:MOST_COMING], "Coming up", ALL_LINES) + ahead[MOST_COMING:]
    if tally := tally_words(digest):
        first.append(context(tally))
    if rest or more or later:
        first.append(context(f"{rest_is}: {_elsewhere(len(rest), len(more), len(later))}."))
    full = [event_piece(lead) for lead in rest[:MOST_FULL]]
    lines = [event_line(lead) for lead in rest[MOST_FULL:]]
    parts = (("More events", [*full, *lines]), ("More that recurs", more), ("Later", later))
    thread = [message for name, pieces in parts for message in _split(name, pieces)]
    return _message(title, note, first, said), tuple(thread)


def _fill(blocks: list[Json], said: list[str], pieces: Sequence[Piece], title: str, lines: int) -> list[Piece]:
    """Put pieces under a title into the message as long as there is room; returns those for which there was none."""
    for at, (piece, words) in enumerate(pieces):
        headed = [heading(title), *piece] if title and at == 0 else piece
        grown = [*blocks, *headed]
        if weight(grown) > MOST_WEIGHT or len(grown) > MOST_BLOCKS or height(grown) > lines:
            return list(pieces[at:])
        blocks += headed
        said.append(words)
    return []


def _split(title: str, pieces: Sequence[Piece]) -> Iterable[Message]:
    left = list(pieces)
    while left:
        blocks: list[Json] = []
        said: list[str] = []
        rest = _fill(blocks, said, left, "", ENDLESS)
        if len(rest) == len(left):
            rest = left[1:]  # by itself too large for a message: can't be, as every part is cut
        else:
            yield _message(title, "", blocks, said)
        left = rest


def _message(title: str, note: str, blocks: Sequence[Json], said: Sequence[str]) -> Message:
    head: list[Json] = []
    if title:
        head.append({"type": "header", "text": {"type": "plain_text", "text": title, "emoji": False}})
    if note:
        head.append(context(note))
    words = spoken(escape(sentence(line)) for line in (title, note, *said) if line)
    return check(Message(words, (*head, *blocks)))


def _span(digest: Digest) -> Json:
    """From when until when, as each reader's own clock shows it."""
    zone = ZoneInfo(digest.zone)
    begin, end = (date_tag(datetime.fromtimestamp(moment, zone)) for moment in (digest.since, digest.until))
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": f"Shared from {begin} to {end}"}]}


def _elsewhere(events: int, recurring: int, coming: int) -> str:
    counted = [
        words
        for number, words in (
            (events, count(events, "more event")),
            (recurring, f"{recurring} more that recur"),
            (coming, count(coming, "later date")),
        )
        if number
    ]
    return ", ".join(counted)
