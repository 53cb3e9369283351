"""Does an article report a known event, another one of a series, or something new? Pure: values in, a verdict out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.events.cadence import rhythm_of, standing
from bot.events.event import Event, Series
from bot.events.kinds import daily, has_toll, is_published, is_release, placed, recurs, scheduled, spoken_for
from bot.events.occurrence import Occurrence
from bot.events.places import stems
from bot.events.similarity import Parted, parted, similarity_to
from bot.events.vectors import heaviest, likeness, norm, unpack
from bot.events.weights import Vectors, name_weight
from bot.reading.words import bag

# Chosen on events/dev (three orders) and tests/gold/recurrence; `python -m benchmarks.eval_events [--sweep]` measures.
SAME_EVENT = 0.16
"""Least similarity of an article to its event. .14 to .18 are alike on events/dev, since what was put together
wrongly is parted again when the next article shows it; at .19 the figure falls."""
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
GOES_ON_DAYS = 7
"""A fire, flood or search is told of at least once a week while it lasts. Not tuned."""
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

_SHARED_BY_TOWNS = bag(
    """new old great little upper lower north south east west northern southern eastern western central port fort mount
    lake cape saint st san santa santo sao el la las los le al de del rio ciudad villa nova nueva puerto city town
    island islands beach park hill hills valley county"""
)
"""Words of a place's name that tell it from none."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article that comes in. `at` is its time in seconds since 1970, None where it is not known."""

    vectors: Vectors
    occurrence: Occurrence
    sketch: tuple[str, ...]
    at: float | None


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
        rank = (
            placed(event.kind) and same_incident(arrival, event),
            judged,
        )  # its day and place before other nights' words
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
    if occurrence.kind == event.kind and occurrence.kind and not recurs(event.kind):
        return _goes_on(occurrence, event)
    here = _places_agree(occurrence.places, event.places)
    if here is False and not daily(event.kind):  # a quake has a region, a district and a village
        here = bool(_words(occurrence.places) & _words(event.places))
    if here is None:
        here = placed(event.kind) and bool(stems(event.anchors) & stems(occurrence.anchors))
    elif not here and scheduled(event.kind) and not placed(event.kind):  # one outlet names the railway, one the station
        here = bool(_words(event.places) & _words(occurrence.anchors))
    return (
        event.kind is not None
        and (occurrence.kind == event.kind or (event.kind in occurrence.kinds and occurrence.kind != "briefing"))
        and (occurrence.stated or placed(event.kind) or event.kind == "walkout")
        and occurrence.day in event.days
        and here
    )


def _goes_on(occurrence: Occurrence, event: Event) -> bool:
    """Whether what lasts, a fire or a flood, is told again within days, with a name in common: it moves on."""
    if occurrence.day is None or not event.days or _gap(occurrence.day, event.days) > GOES_ON_DAYS:
        return False
    return bool(_words(occurrence.places) & _words(event.places) or event.anchors.keys() & set(occurrence.anchors))


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
    gap = _gap(occurrence.day, event.days)
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
    return both and occurrence.day is not None and _gap(occurrence.day, event.days) >= ISSUE_DAYS


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
    if occurrence.day is None or _gap(occurrence.day, event.days) > LOOKS_BACK_DAYS:
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
    home, here = _words(places), _words(occurrence.places)
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


def _places_agree(one: Sequence[str], other: Sequence[str]) -> bool | None:
    """Whether the leading place of either is among the other's; None where one is not known."""
    if not one or not other:
        return None
    return bool(_words(one[:1]) & _words(other) or _words(other[:1]) & _words(one))


def _words(places: Sequence[str]) -> set[str]:
    """The words that places go by: New York and New Delhi have none in common."""
    return {word for place in places for word in (set(place.split()) - _SHARED_BY_TOWNS or place.split())}


def _gap(day: str, days: Sequence[str]) -> int:
    this = date.fromisoformat(day)
    return min(abs((this - date.fromisoformat(other)).days) for other in days)
