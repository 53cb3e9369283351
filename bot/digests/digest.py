"""The values of a digest: what a channel is told of some hours, a day or a week."""

from dataclasses import asdict, dataclass, field
from typing import Literal

from bot.articles.article import Article
from bot.events.cadence import Cadence
from bot.events.event import Event, Series
from bot.events.recorded import Moved
from bot.events.shares import Share
from bot.events.tracker import sharing_key
from bot.reading.brief import Brief, Quote, Sourcing

Standing = Literal["due", "overdue", "quiet", "unknown"]


@dataclass(frozen=True, slots=True)
class Item:
    """A link that was shared, with what was read of it."""

    share: Share
    article: Article
    brief: Brief

    @property
    def key(self) -> str:
        """The id under which the memory knows this sharing of the article."""
        return sharing_key(self.share.channel, self.share.read_at, self.share.story)


@dataclass(frozen=True, slots=True)
class Material:
    """What a digest is made from: the links shared in its time, the events they belong to by id, every series that
    the channel may see, and the ids of stories that it muted and that it follows. `earlier` are links of before that
    announced something for now."""

    items: tuple[Item, ...]
    events: dict[str, Event]
    series: dict[str, Series]
    muted: frozenset[str] = frozenset()
    followed: frozenset[str] = frozenset()
    earlier: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Weight:
    """Why an event stands where it does: points for each of the things an editor would ask about."""

    outlets: float = 0.0
    changes: float = 0.0
    conflicts: float = 0.0
    newness: float = 0.0
    sources: float = 0.0
    figures: float = 0.0
    shares: float = 0.0

    @property
    def total(self) -> float:
        """All points."""
        return float(sum(asdict(self).values()))


@dataclass(frozen=True, slots=True)
class LeadEvent:
    """An event with articles in the digest's time. `head` is the article that tells it best; `items` are all, the head
    first, `shares` how often they were shared; `new`: nothing was known of it before; `nth` of its `series`; `moved`
    figures changed within the time; `quote` is the best of `quoted`'s quotes with a speaker."""

    id: str
    head: Item
    items: tuple[Item, ...]
    shares: int
    outlets: tuple[str, ...]
    new: bool
    series: str | None
    nth: int | None
    moved: tuple[Moved, ...]
    conflicts: tuple[Moved, ...]
    quote: Quote | None
    quoted: Item | None
    weight: Weight


@dataclass(frozen=True, slots=True)
class Recurring:
    """A series that keeps coming. `days` counts its events on each of the last 14 days, oldest first; `due` is the
    first and last day on which the next is expected, ISO."""

    id: str
    name: str
    last_14: int
    last_30: int
    days: tuple[int, ...]
    cadence: Cadence
    last: str | None
    due: tuple[str, str] | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that lies ahead: `first` and `last` day, ISO; the sentence of the article that says so, or the name of
    a series that is due (`item` is None then)."""

    first: str
    last: str
    words: str
    item: Item | None


@dataclass(frozen=True, slots=True)
class Digest:
    """What happened from `since` until `until` (seconds since 1970), days by `zone` (IANA). Events by weight, series by
    how often they came; `muted` are the names of what the channel does not want to hear of."""

    since: float
    until: float
    zone: str
    events: tuple[LeadEvent, ...] = ()
    recurring: tuple[Recurring, ...] = ()
    coming: tuple[Coming, ...] = ()
    sourcing: Sourcing = field(default_factory=Sourcing)
    articles: int = 0
    outlets: int = 0
    muted: tuple[str, ...] = ()
    embargoed: int = 0
    """Articles left out because they may not be published yet."""

    @property
    def empty(self) -> bool:
        """Nothing was shared that the channel wants to hear of."""
        return not self.events
