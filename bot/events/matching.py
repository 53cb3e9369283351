"""Does an article report a known event, another one of a series, or something new? Pure: values in, a verdict out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.events.arrival import Arrival
from bot.events.event import Event, Series
from bot.events.kinds import daily, is_published, lasts, placed, scheduled
from bot.events.next_one import SAME_EVENT, belongs, is_next, same_hearing
from bot.events.occurrence import Occurrence, days_apart
from bot.events.places import stems, words_of
from bot.events.similarity import Parted, parted, similarity_to
from bot.events.vectors import likeness, norm

# Chosen on events/dev (three orders) and tests/gold/recurrence; `python -m benchmarks.eval_events [--sweep]` measures.
LITTLE, SAME_FOR_LITTLE = 0.75, 0.1
"""The same for an article that tells little, mostly one without names, numbers and days of its own, which is not much
alike to anything: the length of its vector, which others have up to 1 (one in twenty on events/dev is below .75),
and what is asked then where neither place nor day speaks against it. Worth .009 on events/dev (twelve orders, better
in eleven); .08 and .12 are alike."""
SAME_INCIDENT = 0.11
"""The same where kind, place and stated day of both agree: three more witnesses. Two outlets' reports
of one night may be so little alike in the scenario; without effect on events/dev."""
SAME_NIGHT = 0.06
"""The same of kinds that are told apart by place: there are no two attacks on one town in a day, and outlets tell of
one in words so different (a later scenario: .108)."""
COPY = 0.5
"""Share of runs of four words from which a text is a copy, whenever it was published again. Not tuned."""
VERBATIM = 0.9
"""The same where the text names another day: releases and nightly reports repeat their wording, with other figures. Not
tuned; a report of the second scenario that is written over the day before's has .4."""
EXPLAINER = 0.3
"""A piece that explains joins an event only when most of it is about it: the scenarios' explainers are at most .22 like
the events they mention. On events/dev .4 costs .002 (twelve orders)."""
ANOTHER_KIND, ANOTHER_PLACE = 0.6, 0.6
"""What is left of the similarity where one of two known kinds is the release of a statistic, which is no later report
of a quake that it mentions (second scenario; other pairs of kinds: .95 was no better than 1 on events/dev); where
the leading places of two incidents of a kind that is placed differ (scenario)."""
HALF_LIFE_DAYS, LONG_AGO = 45.0, 0.97
"""The similarity to an event last seen long ago shrinks, not below LONG_AGO: verdicts come years after a deed. .92
costs .005 on events/dev, none is the same. Articles without a date are not judged by time."""
GOES_ON_DAYS = 7
"""A fire, flood or search is told of at least once a week while it lasts. Not tuned."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`event` is the one reported, None for a new one; `kin` an event of the same series as a new one, None where
    there is none; `similarity` that of the event, or of the nearest; `parted`: what a new one is parted from."""

    event: Event | None
    kin: Event | None
    similarity: float
    parted: Parted | None = None


def judge(arrival: Arrival, events: Sequence[Event], series: Mapping[str, Series]) -> Verdict:
    """Choose among the candidates `events`; `series` holds those that they belong to, by id."""
    best: tuple[tuple[bool, float], Event | None] = ((False, 0.0), None)
    kin: tuple[tuple[bool, float], Event | None] = ((False, 0.0), None)
    for event in events:
        similarity = similarity_to(arrival.vectors, event)
        copied = max((likeness(arrival.sketch, known) for known in event.sketches), default=0.0)
        if copied >= COPY and elsewhere(arrival, event):
            continue  # a copy has the place too: these are two towns' incidents, told in the same words
        told = series.get(event.series) if event.series else None
        next_one = is_next(arrival, event, told) and not same_hearing(arrival, event, similarity)
        if copied >= (VERBATIM if next_one else COPY):
            return Verdict(event, None, 1.0)
        if next_one:
            rank = (told is not None, similarity)
            if not event.alone and rank > kin[0] and belongs(arrival, event, told, similarity):
                kin = rank, event
            continue
        judged = similarity * doubt(arrival, event)
        here = placed(event.kind) and same_incident(arrival, event)  # its day and place before other nights' words
        rank = here, judged
        if judged >= threshold(arrival, event) and rank > best[0]:
            best = rank, event
    # Words nearer to another day's incident than to one that the day does not confirm: the next of that series.
    unconfirmed = best[1] is not None and arrival.occurrence.day not in (None, *best[1].days)
    if best[1] is not None and not (unconfirmed and kin[1] is not None and kin[0][1] > best[0][1]):
        two = parted(arrival.vectors, best[1]) if may_part(arrival, best[1]) else None
        return Verdict(None, None, best[0][1], two) if two else Verdict(best[1], None, best[0][1])
    return Verdict(None, kin[1], max(best[0][1], kin[0][1]))


def threshold(arrival: Arrival, event: Event) -> float:
    """What the similarity must reach for the article to be about the event."""
    if arrival.occurrence.explains or (event.explains and event.count == 1):
        return EXPLAINER
    if same_incident(arrival, event):
        return SAME_NIGHT if placed(event.kind) else SAME_INCIDENT
    little = norm(arrival.vectors.whole) < LITTLE
    return SAME_FOR_LITTLE if little and not (elsewhere(arrival, event) or another_day(arrival, event)) else SAME_EVENT


def another_day(arrival: Arrival, event: Event) -> bool:
    """Whether the article says a day, and it is none of the event's."""
    return arrival.occurrence.stated and bool(event.days) and arrival.occurrence.day not in event.days


def same_incident(arrival: Arrival, event: Event) -> bool:
    """Whether kind, place and day of both are known and agree; where neither names a place, a name will do. The day
    must be stated, except of attacks, releases and walkouts; what lasts need only be told again within days."""
    occurrence = arrival.occurrence
    if occurrence.kind == event.kind and lasts(event.kind):
        return _goes_on(occurrence, event)
    here = _places_agree(occurrence.places, event.places)
    if here is False and not daily(event.kind):  # a quake has a region, a district and a village
        here = bool(words_of(occurrence.places) & words_of(event.places))
    if here is None:
        here = placed(event.kind) and bool(stems(event.anchors) & stems(occurrence.anchors))
    elif not here and scheduled(event.kind) and not placed(event.kind):  # one outlet names the railway, one the station
        here = bool(words_of(event.places) & words_of(occurrence.anchors))
    return (
        event.kind is not None
        and (occurrence.kind == event.kind or (event.kind in occurrence.kinds and occurrence.kind != "briefing"))
        and (occurrence.stated or placed(event.kind) or event.kind == "walkout")
        and occurrence.day in event.days
        and here
    )


def _goes_on(occurrence: Occurrence, event: Event) -> bool:
    """Whether what lasts, a fire or a flood, is told again within days, with a name in common: it moves on."""
    if occurrence.day is None or not event.days or days_apart(occurrence.day, event.days) > GOES_ON_DAYS:
        return False
    return bool(words_of(occurrence.places) & words_of(event.places) or event.anchors.keys() & set(occurrence.anchors))


def may_part(arrival: Arrival, event: Event) -> bool:
    """Whether the event may turn out to be two: not where people made it one, nor where kind, place and day say that
    the article is of it, nor in a series, whose events days tell apart."""
    return not (event.whole or event.alone or event.series or same_incident(arrival, event))


def doubt(arrival: Arrival, event: Event) -> float:
    """Factor for what speaks against one incident: another kind, place, day; a long silence. What is unknown is no
    evidence."""
    occurrence, factor = arrival.occurrence, 1.0
    if occurrence.kind and event.kind and occurrence.kind != event.kind:
        form = {occurrence.kind, event.kind} & {"briefing"} and daily(occurrence.kind) and daily(event.kind)
        factor *= ANOTHER_KIND if form or is_published(occurrence.kind) != is_published(event.kind) else 1.0
    if elsewhere(arrival, event):
        factor *= ANOTHER_PLACE
    if arrival.at is not None and event.last_at is not None:
        factor *= max(LONG_AGO, 0.5 ** (abs(arrival.at - event.last_at) / 86400 / HALF_LIFE_DAYS))
    return factor


def elsewhere(arrival: Arrival, event: Event) -> bool:
    """Whether both are incidents of one kind that is told apart by place, and their leading places differ."""
    occurrence = arrival.occurrence
    same_kind = occurrence.kind == event.kind and placed(event.kind)
    return same_kind and _places_agree(occurrence.places, event.places) is False


def _places_agree(one: Sequence[str], other: Sequence[str]) -> bool | None:
    """Whether the leading place of either is among the other's; None where one is not known."""
    if not one or not other:
        return None
    return bool(words_of(one[:1]) & words_of(other) or words_of(other[:1]) & words_of(one))
