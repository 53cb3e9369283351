"""What a digest says, in words: the same for a screen, a voice and a terminal."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.digests.digest import Coming, Digest, LeadEvent, Recurring
from bot.events.measure_words import called
from bot.events.recorded import Moved
from bot.slack.blocks import rich
from bot.slack.blocks.message import Json
from bot.slack.blocks.mrkdwn import day_words, snippet
from bot.slack.blocks.passages import KIND_WORDS, manner_words, role_words, speaker_words, words_shown
from bot.slack.blocks.recurrence import CADENCE_WORDS, conflict_words, ordinal, value_words
from bot.slack.blocks.story import five_ws_words

MAX_TITLE, MAX_LINE, MAX_QUOTE, MAX_WORDS, MAX_NAME = 150, 260, 220, 160, 80
MOST_MUTED = 5
FEWEST_WHAT = 4
"""Words of a *what* that tells an event: of “two people”, “were killed” a desk learns less than from the lede."""

Part = str | tuple[str, str]
"""Words, or a first and last day, ISO: each reader sees days in their own language."""

NOTHING = "Nothing was shared that this digest tells of."


def elements(parts: Sequence[Part]) -> list[Json]:
    """Parts for the screen."""
    shown: list[Json] = []
    for part in parts:
        if isinstance(part, str):
            shown.append(rich.text(part))
        else:
            first, last = (date.fromisoformat(day) for day in part)
            shown += [rich.day(first), *([rich.text(" to "), rich.day(last)] if last != first else [])]
    return shown


def plain(parts: Sequence[Part], year: int) -> str:
    """Parts as a text; days of `year` stand without it."""
    return "".join(part if isinstance(part, str) else span_words(*part, year) for part in parts)


def span_words(first: str, last: str, year: int) -> str:
    """A day, or a run of days, ISO: `7 to 9 March`."""
    if first[:7] == last[:7] and first != last:
        return f"{date.fromisoformat(first).day} to {_day(last, year)}"
    return _day(first, year) if first == last else f"{_day(first, year)} to {_day(last, year)}"


def _day(iso: str, year: int) -> str:
    day = date.fromisoformat(iso)
    return day_words(day) if day.year != year else f"{day.day} {day:%B}"


def year_of(digest: Digest) -> int:
    """The year in which it ends."""
    return datetime.fromtimestamp(digest.until, ZoneInfo(digest.zone)).year


def title_words(digest: Digest) -> str:
    """`Digest, Monday 11 March 2024`, or from a day to a day."""
    zone = ZoneInfo(digest.zone)
    begin, end = (datetime.fromtimestamp(moment, zone) for moment in (digest.since, digest.until))
    if end - begin > timedelta(days=2):
        return f"Digest, {day_words(begin.date())} to {day_words(end.date())}"
    return f"Digest, {end:%A} {day_words(end.date())}"


def standing_words(lead: LeadEvent) -> str:
    """`2 articles, 2 outlets, 5th of “Strikes on Kyiv”`; `follow-up` where the event was known before."""
    parts = [f"{len(lead.items)} articles"] if len(lead.items) > 1 else []
    if len(lead.outlets) > 1:
        parts.append(f"{len(lead.outlets)} outlets")
    if lead.shares > len(lead.items):
        parts.append(f"shared {lead.shares} times")
    if lead.series:
        place = f"{ordinal(lead.nth)} of “{snippet(lead.series, MAX_NAME)}”" if lead.nth else snippet(lead.series, 80)
        parts.append(place if lead.new else f"more on the {place}" if lead.nth else f"more on {place}")
    else:
        parts.append("new" if lead.new else "follow-up")
    return ", ".join(parts)


def told_words(lead: LeadEvent) -> str:
    """The event in a line: the five Ws where they tell it, else the sentence that sums it up, else its first fact."""
    brief = lead.head.brief
    what = brief.five_ws.what
    if what is not None and len(what.text.split()) >= FEWEST_WHAT and (words := five_ws_words(brief)):
        return snippet(words, MAX_LINE)
    return snippet(next(iter((*brief.summary, *(fact.text for fact in brief.facts))), ""), MAX_LINE)


def changed_words(moved: Moved, between: str = " → ") -> str:
    """`Changed: injured 9 → 14 (The Log).`"""
    words = f"{value_words(moved.before)}{between}{value_words(moved.now)}"
    site = snippet(moved.now.site or "", MAX_NAME)
    return snippet(f"Changed: {called(moved.measure)} {words}{f' ({site})' if site else ''}.", MAX_LINE)


def lead_lines(lead: LeadEvent, *, aloud: bool = False) -> list[str]:
    """What happened; what changed, without an arrow where it is read aloud; where outlets differ."""
    changes = [changed_words(each, " to " if aloud else " → ") for each in lead.moved]
    return [
        line
        for line in (told_words(lead), *changes, *(snippet(conflict_words(c), MAX_LINE) for c in lead.conflicts))
        if line
    ]


def quote_words(lead: LeadEvent) -> tuple[str, str]:
    """The best quote, and who says it, with what is not in their own words said so; two empty texts without one."""
    if lead.quote is None or lead.quoted is None:
        return "", ""
    kind = KIND_WORDS[lead.quote.kind]
    text = lead.quoted.article.text
    who = f"{speaker_words(lead.quote, text)}{role_words(lead.quote)}{manner_words(lead.quote, text)}"
    return snippet(words_shown(lead.quote), MAX_QUOTE), f"{who} ({kind})" if kind else who


def rhythm_parts(each: Recurring) -> list[Part]:
    """How often of late, how regularly, the last and the next."""
    parts: list[Part] = [f"{each.last_14} in 14 days, {each.last_30} in 30; {CADENCE_WORDS[each.cadence]}"]
    last: list[Part] = ["; last one ", (each.last, each.last)] if each.last else []
    match each.standing:
        case "due" if each.due:
            parts += [*last, "; next expected ", each.due]
        case "overdue" if each.due:
            parts += [*last, "; overdue: was expected by ", (each.due[1], each.due[1])]
        case "quiet" if each.last:
            parts += ["; quiet since ", (each.last, each.last)]
        case _:
            parts += last
    return [*parts, "."]


def rhythm_words(each: Recurring, year: int) -> str:
    """`rhythm_parts` as a text."""
    return plain(rhythm_parts(each), year)


def coming_words(each: Coming) -> str:
    """What is ahead, without its day."""
    return snippet(each.words, MAX_WORDS) if each.item else f"{snippet(each.words, MAX_WORDS)}, the next one expected"


def tally_words(digest: Digest) -> str:
    """Articles, outlets, what their facts rest on, and what is muted or held."""
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
    parts = [f"{count(digest.articles, 'article')} of {count(digest.outlets, 'outlet')}."] if digest.articles else []
    if counted:
        parts.append(f"Sources of the facts: {', '.join(counted)}.")
    return " ".join([*parts, *left_out(digest)])


def left_out(digest: Digest) -> list[str]:
    """What the digest does not tell: what is muted, by count and name, and how much is under an embargo."""
    parts = []
    if digest.muted:
        names = ", ".join(f"“{snippet(name, 60)}”" for name in digest.muted[:MOST_MUTED])
        more = len(digest.muted) - MOST_MUTED
        told = count(len(digest.muted), "story", "stories")
        parts.append(f"Muted here: {told}, {names}{f' and {more} more' if more > 0 else ''}.")
    if digest.embargoed:
        parts.append(f"Left out, under embargo: {count(digest.embargoed, 'article')}.")
    return parts


def count(number_of: int, what: str, several: str = "") -> str:
    """`1 article`, `2,000 articles`."""
    return f"{number_of:,} {what if number_of == 1 else several or f'{what}s'}"
