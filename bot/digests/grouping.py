"""Which of the links shared belong together: one event, or one article that two memories know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.digests.digest import Item
from bot.events.event import Event


@dataclass(frozen=True, slots=True)
class Group:
    """Sharings of one event. `ids` are all under which it may be muted or followed; `event` is None where nothing is
    remembered of it."""

    id: str
    items: tuple[Item, ...]
    event: Event | None
    ids: frozenset[str]


def grouped(items: Iterable[Item], events: Mapping[str, Event]) -> list[Group]:
    """Items by their event, in order of the first. Where a private channel's memory and the workspace's both know an
    article, their two events are one: what each tells is put together."""
    listed = list(items)
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for item in listed:
        if item.share.event:
            root[find(f"e {item.share.event}")] = find(f"s {item.share.story}")
    groups: dict[str, list[Item]] = {}
    for item in listed:
        groups.setdefault(find(f"s {item.share.story}"), []).append(item)
    return [_group(each, events) for each in groups.values()]


def _group(items: list[Item], events: Mapping[str, Event]) -> Group:
    names = list(dict.fromkeys(item.share.event for item in items if item.share.event))
    known = sorted((events[name] for name in names if name in events), key=lambda event: -event.count)
    ids = frozenset({*names, *(event.series for event in known if event.series)} or {items[0].share.story})
    if not known:
        return Group(names[0] if names else items[0].share.story, tuple(items), None, ids)
    first = known[0]
    whole = replace(
        first,
        sources=tuple(source for event in known for source in event.sources),
        readings=tuple(reading for event in known for reading in event.readings),
        series=next((event.series for event in known if event.series), None),
    )
    return Group(first.id, tuple(items), whole, ids)
