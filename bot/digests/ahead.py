"""What lies ahead: future dates that articles speak of, and series that are due. The planning desk's diary."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.digests.digest import Coming, Item, Recurring
from bot.reading.brief import DateMention
from bot.reading.sentences import sentence_spans

FURTHEST_DAYS = 60
"""Later dates are plans, not a diary."""
LONGEST_DAYS = 7
"""A longer range ("this year") is no entry."""
SOON_DAYS = 7
"""A series that is due later is told where it is listed, not as something to plan for."""
_EVERY_DAY = ("near-daily", "daily")
MOST_OF_ONE = 2
"""Entries from one article."""


def coming(items: Iterable[Item], series: Sequence[Recurring], today: date) -> tuple[Coming, ...]:
    """Entries from `today` on, by day: what articles announce, each sentence once, and series that are due."""
    found: dict[tuple[str, str], Coming] = {}
    for item in items:
        entries = 0
        for mention in item.brief.dates:
            days = _days(mention)
            if days is None or not mention.future or not today <= days[1] <= today + timedelta(days=FURTHEST_DAYS):
                continue
            words = _sentence(item, mention)
            if words is None or entries == MOST_OF_ONE:
                continue
            key = (days[0].isoformat(), words)
            if key not in found:
                found[key] = Coming(days[0].isoformat(), days[1].isoformat(), words, item)
                entries += 1
    soon = (today + timedelta(days=SOON_DAYS)).isoformat()
    for each in series:
        # What comes nearly every day is no entry for a diary.
        if each.standing == "due" and each.due and each.cadence not in _EVERY_DAY and each.due[0] <= soon:
            found[each.due[0], each.name] = Coming(max(each.due[0], today.isoformat()), each.due[1], each.name, None)
    return tuple(sorted(found.values(), key=lambda entry: (entry.first, entry.last, entry.words)))


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
    spans = sentence_spans(text, paragraph, len(text) if end < 0 else end)
    return next((text[s:e] for s, e in spans if s <= mention.start < e), None)
