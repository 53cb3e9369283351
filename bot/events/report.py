"""A run over a list of articles: each assigned as it comes, and at the end what recurs and what changed."""

from collections.abc import Mapping
from typing import Any

import redis

from bot.articles.article import Article
from bot.events.cadence import rhythm_of
from bot.events.recorded import figures_of
from bot.events.tracker import Shared, Tracker, article_key
from bot.reading.brief import Brief

_TEAM, _CHANNEL = "TRACK", "C0TRACK"


class Desk:
    """Assigns articles by the tracker that also serves Slack, and keeps their ids for the report."""

    def __init__(self, store: redis.Redis, assigned: Mapping[str | int, str] | None = None) -> None:
        """`store` should hold nothing but what `assigned` names, the events by article that an earlier run gave, in
        its order: what it remembers is matched against.
        """
        self._tracker = Tracker(store)
        self._events: dict[str | int, str] = dict(assigned or {})

    def has(self, article_id: str | int) -> bool:
        """Whether an article of this id was assigned."""
        return article_id in self._events

    def assign(self, article_id: str | int, article: Article, brief: Brief) -> dict[str, Any]:
        """Assign the next article. The id is only handed back, never read."""
        recorded = self._tracker.record(_shared(len(self._events)), article, brief)
        self._events[article_id] = recorded.event
        return {"id": article_id, "event": recorded.event, "series": recorded.series, "new": recorded.new}

    def report(self) -> dict[str, Any]:
        """Assignments, series and figures as they stand now, as `nutgraf track --report` writes them."""
        where = _shared(0)
        events = {
            event_id: event
            for event_id in dict.fromkeys(self._events.values())
            if (event := self._tracker.event(where, event_id)) is not None
        }
        series_ids = dict.fromkeys(event.series for event in events.values() if event.series)
        ids = {article_key(_shared(number)): article_id for number, article_id in enumerate(self._events)}
        return {
            "assignments": [
                {"id": article_id, "event": event, "series": events[event].series if event in events else None}
                for article_id, event in self._events.items()
            ],
            "series": [self._series(series_id) for series_id in series_ids],
            "figures": [
                {
                    "event": event_id,
                    "what": track.measure,
                    "values": [
                        {"value": _number(each.value), "article": ids.get(each.article)} for each in track.readings
                    ],
                    "conflict": track.conflict,
                }
                for event_id, event in events.items()
                for track in figures_of(event)
            ],
        }

    def _series(self, series_id: str) -> Mapping[str, Any]:
        series = self._tracker.series(_shared(0), series_id)
        if series is None:
            return {"id": series_id}
        rate = rhythm_of(series)
        return {
            "id": series.id,
            "name": series.name,
            "cadence": rate.cadence,
            "median_gap_days": rate.median_gap_days,
            "next_expected": list(rate.due) if rate.due else None,
            "events": [step.event for step in series.steps],
        }


def _shared(number: int) -> Shared:
    return Shared(_TEAM, _CHANNEL, False, str(number), str(number), str(number), None)


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else value
