"""Is what an article reports another one of an event's kind, and of one series with it? Pure."""

from collections.abc import Mapping, Sequence

from bot.events.arrival import Arrival
from bot.events.cadence import rhythm_of, standing
from bot.events.event import Event, Series
from bot.events.kinds import (
    daily,
    has_toll,
    is_published,
    is_release,
    placed,
    recurs,
    scheduled,
    spoken_for,
)
from bot.events.occurrence import Occurrence, days_apart
from bot.events.places import words_of
from bot.events.vectors import heaviest, unpack
from bot.events.weights import name_weight

SAME_EVENT = 0.16
"""Least similarity of an article to its event. .14 to .18 are alike on events/dev, since what was put together
wrongly is parted again when the next article shows it; at .19 the figure falls."""
SAME_SERIES = 0.08
"""Least similarity to another event of the series: other people speak and other things are hit each time. Pairs of
one series in the scenario go down to .12."""
AT_HOME = 0.03
"""The same where the place of both is one: a lighthouse and a school hit in one town share its name and little more."""
LEADING = 8
"""Leading names of an article or event: the heaviest of its names, by rareness and how often they stand there."""
ALIKE, ALIKE_AT_LEAST = 0.35, 0.2
"""Least share of leading names that article and event have of each other's, on the mean and on the poorer side, to be
of one series. Hearings, briefings and walkouts of one series in the scenarios have .47 and more before names are
counted, two countries' .24 and less."""
SERIES_ANCHORS = 0.5
"""Least share of a series' leading names, by weight, that headline and lede of the next one have. Not
tuned."""
CORE_SHARE = 0.6
"""A series' (event's) leading names are those in this share of its events (articles)."""
LEAST_REGULAR = 3
"""Events from which a series' rhythm tells of what kind the next one is, whose words do not. Not tuned."""
ISSUE_DAYS = 5
"""What is published is told at once: after so many days it is another issue, though no text says its day. Not tuned."""
UNREST_DAYS = 3
"""Protests of one night after another are one unrest, a strike told of the day before, on the day and after it is one;
after more than so many quiet days they are others."""
TRIAL_DAYS = 60
"""A hearing longer after an event's days is no next one, unless the series is known: reports of a deed and, years
later, of its verdict are of one event (events/dev: .01)."""
ONE_HEARING = 0.5
"""From this similarity on a hearing is the one reported, whatever day is told: each report of a verdict tells of other
days of the trial. Different hearings of one trial in the scenarios go up to .45. Worth .005 on events/dev (twelve
orders)."""
LOOKS_BACK_DAYS = 10
"""How long after an incident its toll still rises and its rubble is cleared."""


def is_next(arrival: Arrival, event: Event, series: Series | None) -> bool:
    """Whether the article reports an incident on another day than the event's: not the event, whatever the words.

    Both days must be known, the article must not look back at the event's, and incidents of the kind must be such
    that each day's is one of its own, or known to recur.
    """
    occurrence, kind = arrival.occurrence, event.kind
    if occurrence.day is None or not event.days or occurrence.explains or occurrence.day in event.days:
        return False
    if is_another_issue(occurrence, event):
        return True
    if of_kind(arrival, event, series):
        return _is_another(occurrence, event, series)
    # A deal is not the strike before it, a drone attack no report of a briefing.
    other = occurrence.stated and daily(occurrence.kind) and daily(kind)
    deal = "deal" in (occurrence.kind, kind)
    return (deal or other) and (scheduled(occurrence.kind) or scheduled(kind) or (deal and daily(kind)))


def _is_another(occurrence: Occurrence, event: Event, series: Series | None) -> bool:
    """Whether an incident of the event's kind, on another day, is another one."""
    kind = event.kind
    if occurrence.day is None or not recurs(kind) or (not placed(kind) and occurrence.day < event.days[-1]):
        return False
    if has_toll(kind) and not occurrence.fresh and _looks_back(occurrence, event):
        return False
    known = series is not None and series.kind == kind
    gap = days_apart(occurrence.day, event.days)
    if kind in ("protest", "walkout") and gap <= UNREST_DAYS:
        return False
    if kind == "hearing":
        # That a trial has one more day is seen in court: a charge or verdict that names a day is of the same case.
        heard = occurrence.sitting and (occurrence.stated or not occurrence.told_again) and gap <= TRIAL_DAYS
        dated = (occurrence.stated or occurrence.sitting) if known else heard
    else:
        again = occurrence.fresh and (placed(kind) or kind == "walkout")  # "second night of drones": told at once
        dated = occurrence.stated or known or again
    return dated and (daily(kind) or occurrence.fresh)


def is_another_issue(occurrence: Occurrence, event: Event) -> bool:
    """Whether article and event are publications of days so far apart that they are two."""
    both = is_published(event.kind) and is_published(occurrence.kind)
    return both and occurrence.day is not None and days_apart(occurrence.day, event.days) >= ISSUE_DAYS


def same_hearing(arrival: Arrival, event: Event, similarity: float) -> bool:
    """Whether the article tells so much the same of a trial that it reports the same hearing, unless it speaks of
    another one."""
    return event.kind == "hearing" and not arrival.occurrence.fresh and similarity >= ONE_HEARING


def of_kind(arrival: Arrival, event: Event, series: Series | None) -> bool:
    """Whether the article reports an incident of the event's kind: first of all, or with the event's leading names,
    where it speaks of one among others or comes when the next of the series is due."""
    occurrence = arrival.occurrence
    if occurrence.kind in {event.kind, "deal"}:
        return occurrence.kind == event.kind
    if occurrence.kind == "briefing" and not scheduled(event.kind):
        return False  # a form of its own, whatever it tells of
    spoken = event.kind in spoken_for(occurrence.kinds) or (not occurrence.kinds and occurrence.fresh)
    return daily(event.kind) and (spoken or _is_due(occurrence, series)) and alike(arrival, event)


def _is_due(occurrence: Occurrence, series: Series | None) -> bool:
    """Whether the article, which tells of no other kind that comes day by day, comes when the next of a regular series
    is expected."""
    if series is None or len(series.steps) < LEAST_REGULAR or daily(occurrence.kind) or not scheduled(series.kind):
        return False
    known = rhythm_of(series)
    return (
        known.cadence not in ("irregular", "near-daily", "daily")
        and standing(known, occurrence.day or "") == "due"
        and (known.due is not None and known.due[0] <= (occurrence.day or ""))
    )


def alike(arrival: Arrival, event: Event) -> bool:
    """Whether article and event have enough of each other's leading names."""
    one, other = leading_shares(arrival, event)
    return one + other >= 2 * ALIKE and min(one, other) >= ALIKE_AT_LEAST


def leading_shares(arrival: Arrival, event: Event) -> tuple[float, float]:
    """Share, by weight, of the event's leading names that the article has, and of the article's that the event has."""
    mine, known = arrival.vectors.names, unpack(event.names)
    return _share(known, mine), _share(mine, known)


def _share(names: Mapping[str, float], other: Mapping[str, float]) -> float:
    leading = heaviest(names, LEADING)
    total = sum(leading.values())
    return sum(weight for name, weight in leading.items() if name in other) / total if total else 0.5


def _looks_back(occurrence: Occurrence, event: Event) -> bool:
    """Whether the article begins with the event's day, or with words of what becomes of it, not too long after."""
    if occurrence.day is None or days_apart(occurrence.day, event.days) > LOOKS_BACK_DAYS:
        return False
    return occurrence.continues or any(day in event.days for day in occurrence.opening)


def is_kin(arrival: Arrival, event: Event, series: Series | None) -> bool:
    """Whether the article's incident and the event are of one series: one kind that recurs, the same leading names,
    no other place."""
    occurrence, kind = arrival.occurrence, event.kind
    if occurrence.explains or not of_kind(arrival, event, series) or not (recurs(kind) or occurrence.cadence):
        return False
    if placed(kind):
        agree = at_home(occurrence, series.places if series else event.places)
        if agree is not None:
            return agree
    if alike(arrival, event):
        return True
    if series:
        return anchored(occurrence.anchors, series.anchors, len(series.steps))
    return anchored(occurrence.anchors, event.anchors, event.count)


def belongs(arrival: Arrival, event: Event, series: Series | None, similarity: float) -> bool:
    """Whether an incident of another day than the event's is of one series with it, by words too: where the place says
    it few need be shared; two issues whose words are as those of one event are of one series, whoever tells of them."""
    occurrence = arrival.occurrence
    abroad = is_release(event.kind) and at_home(occurrence, series.places if series else event.places) is False
    if abroad and not alike(arrival, event):
        return False  # two countries' figures are told in the same words
    if is_published(event.kind) and is_published(occurrence.kind) and event.kind not in _subjects(occurrence, event):
        return similarity >= SAME_EVENT or (similarity >= SAME_SERIES and is_kin(arrival, event, series))
    near = placed(event.kind) and at_home(occurrence, series.places if series else event.places)
    return similarity >= (AT_HOME if near else SAME_SERIES) and is_kin(arrival, event, series)


def _subjects(occurrence: Occurrence, event: Event) -> tuple[str, ...]:
    """Kinds of release, where article and event are of different ones."""
    both = tuple(kind for kind in (occurrence.kind, event.kind) if kind and is_release(kind))
    return both if len(set(both)) > 1 else ()


def at_home(occurrence: Occurrence, places: Sequence[str]) -> bool | None:
    """Whether an incident happened where those of a series do; None where either place is not known.

    A name of headline and lede that is no place there ("Vesk drone strike") counts where nothing else is a place.
    """
    home, here = words_of(places), words_of(occurrence.places)
    if home & (here | set(occurrence.home)):
        return True
    if home & set(occurrence.anchors):
        return None if here else True
    return False if home and here else None


def anchored(anchors: Sequence[str], known: Mapping[str, int], count: int) -> bool:
    """Whether `anchors` hold enough of the names that most of `count` events (articles) have."""
    core = {name: name_weight(name) for name, times in known.items() if times >= CORE_SHARE * count}
    total = sum(core.values())
    both = sum(weight for name, weight in core.items() if name in anchors)
    own = sum(name_weight(name) for name in anchors)
    return bool(total) and (both >= SERIES_ANCHORS * total or (own > 0 and both >= SERIES_ANCHORS * own))
