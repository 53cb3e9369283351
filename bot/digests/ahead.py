"""What lies ahead: future dates that articles speak of, and series that are due. The planning desk's diary."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.digests.digest import Coming, Item, Recurring
from bot.reading.brief import Brief, DateMention

FURTHEST_DAYS = 60
"""Later dates are plans, not a diary."""
LONGEST_DAYS = 7
"""A longer range ("this year") is no entry."""
SOON_DAYS = 3
"""A series that is due later is told where it is listed, not as something to plan for; a weekly digest looks a week
ahead."""
REMINDED_DAYS = 1
"""What an earlier article announced is told again when it is so near: on the day and the day before."""
_EVERY_DAY = ("near-daily", "daily")
MOST_OF_ONE = 2
"""Entries from one article."""
MOST_DAYS_KEPT = 8
"""Days kept beside a sharing, so that an announcement is found again without its article being read."""


def days_ahead(brief: Brief) -> tuple[str, ...]:
    """The first days, ISO, of what an article announces."""
    found = {days[0].isoformat() for mention in brief.dates if mention.future and (days := _days(mention))}
    return tuple(sorted(found))[:MOST_DAYS_KEPT]


def reminded(today: date) -> frozenset[str]:
    """The days, ISO, on which what was announced earlier is told again."""
    return frozenset((today + timedelta(days=day)).isoformat() for day in range(REMINDED_DAYS + 1))


def coming(
    items: Iterable[Item], earlier: Iterable[Item], series: Sequence[Recurring], today: date, *, days: int
) -> tuple[Coming, ...]:
    """Entries from `today` on, by day: what articles announce, of one event once for a day, of `earlier` ones only what
    is near; and series that are due. `days`: how many days the digest tells of."""
    found: dict[tuple[str, str], Coming] = {}
    near = reminded(today)
    for item in items:
        _add(found, item, today, None)
    for item in earlier:
        _add(found, item, today, near)
    soon = (today + timedelta(days=max(SOON_DAYS, days))).isoformat()
    for each in series:
        # What comes nearly every day is no entry for a diary.
        if each.standing == "due" and each.due and each.cadence not in _EVERY_DAY and each.due[0] <= soon:
            found[each.due[0], each.id] = Coming(max(each.due[0], today.isoformat()), each.due[1], each.name, None)
    return tuple(sorted(found.values(), key=lambda entry: (entry.first, entry.last, entry.words)))


def _add(found: dict[tuple[str, str], Coming], item: Item, today: date, only: frozenset[str] | None) -> None:
    """Put an article's entries beside those found; `only`: on these days."""
    entries = 0
    said: set[str] = set()
    event = item.share.event or item.share.story
    for mention in item.brief.dates:
        days = _days(mention)
        if days is None or not mention.future or not today <= days[1] <= today + timedelta(days=FURTHEST_DAYS):
            continue
        if entries == MOST_OF_ONE or (only is not None and days[0].isoformat() not in only):
            continue
        words = _sentence(item, mention)
        key = (days[0].isoformat(), event)
        # One sentence is one entry, at the first day it names.
        if words is None or words in said or key in found:
            continue
        found[key] = Coming(days[0].isoformat(), days[1].isoformat(), words, item)
        said.add(words)
        entries += 1


def _days(mention: DateMention) -> tuple[date, date] | None:
    """First and last day; None for months, years and long ranges."""
    first, last = mention.iso if isinstance(mention.iso, tuple) else (mention.iso, mention.iso)
    try:
        begin, end = date.fromisoformat(str(first)[:10]), date.fromisoformat(str(last)[:10])
    except ValueError:
        return None
    return (begin, end) if (end - begin).days < LONGEST_DAYS else None


def _sentence(item: Item, mention: DateMention) -> str | None:
    """The whole sentence that the date stands in: a fact where it is one."""
    for fact in item.brief.facts:
        if fact.start <= mention.start < fact.end:
            return fact.text
    text = item.article.text
    paragraph = text.rfind("\n", 0, mention.start) + 1
    end = text.find("\n", mention.end)
    from bot.reading.sentences import sentence_spans  # brings spaCy, which the Slack front does without

    spans = sentence_spans(text, paragraph, len(text) if end < 0 else end)
    return next((text[s:e] for s, e in spans if s <= mention.start < e), None)
