"""A Digest as the command line's JSON object: the contract of `nutgraf digest`."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from bot.digests.digest import Coming, Digest, Item, LeadEvent, Recurring
from bot.events.event import Reading
from bot.events.recorded import Moved


def digest_json(digest: Digest) -> dict[str, Any]:
    """JSON types only; times are ISO in UTC, days ISO by the digest's zone."""
    tally = digest.sourcing
    return {
        "since": _iso(digest.since),
        "until": _iso(digest.until),
        "zone": digest.zone,
        "articles": digest.articles,
        "outlets": digest.outlets,
        "events": [_lead(lead) for lead in digest.events],
        "recurring": [_recurring(each) for each in digest.recurring],
        "coming": [_coming(each) for each in digest.coming],
        "sourcing": {
            "named": tally.named,
            "official": tally.official,
            "anonymous": tally.anonymous,
            "document": tally.document,
            "none": tally.none,
        },
        "muted": list(digest.muted),
        "embargoed": digest.embargoed,
    }


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _lead(lead: LeadEvent) -> dict[str, Any]:
    ws = lead.head.brief.five_ws
    parts = {name: getattr(ws, name) for name in ("who", "what", "where", "when")}
    return {
        "event": lead.id,
        "title": lead.head.share.title,
        "five_ws": {name: part.text if part else None for name, part in parts.items()},
        "new": lead.new,
        "series": lead.series,
        "nth": lead.nth,
        "outlets": list(lead.outlets),
        "shares": lead.shares,
        "weight": {"total": round(lead.weight.total, 2)} | {k: round(v, 2) for k, v in asdict(lead.weight).items()},
        "articles": [_item(item) for item in lead.items],
        "changed": [_moved(each) for each in lead.moved],
        "conflicts": [_moved(each) for each in lead.conflicts],
        "quote": _quote(lead),
    }


def _quote(lead: LeadEvent) -> dict[str, Any] | None:
    quote = lead.quote
    if quote is None or lead.quoted is None:
        return None
    known = {"text": quote.text, "kind": quote.kind, "speaker": quote.speaker, "role": quote.role}
    return known | {"url": lead.quoted.share.url}


def _item(item: Item) -> dict[str, Any]:
    share = item.share
    return {
        "title": share.title,
        "site": item.article.site,
        "url": share.url,
        "channel": share.channel,
        "thread_ts": share.thread_ts,
    }


def _moved(moved: Moved) -> dict[str, Any]:
    return {"what": moved.measure, "before": _reading(moved.before), "now": _reading(moved.now)}


def _reading(reading: Reading) -> dict[str, Any]:
    return {"value": reading.value, "text": reading.text, "site": reading.site}


def _recurring(each: Recurring) -> dict[str, Any]:
    return {
        "series": each.id,
        "name": each.name,
        "last_14_days": each.last_14,
        "last_30_days": each.last_30,
        "days": list(each.days),
        "cadence": each.cadence,
        "last": each.last,
        "next_expected": list(each.due) if each.due else None,
        "standing": each.standing,
    }


def _coming(each: Coming) -> dict[str, Any]:
    return {
        "first": each.first,
        "last": each.last,
        "text": each.words,
        "series": each.item is None,
        "url": each.item.share.url if each.item else None,
    }
