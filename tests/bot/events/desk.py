"""Short articles and what reading them gives, for the tests of the newsroom's memory."""

from bot.articles.article import Article
from bot.articles.plain import from_text
from bot.events.recorded import Recorded
from bot.events.tracker import Shared, Tracker
from bot.reading.brief import Brief
from bot.reading.pipeline import read_article


def article(title: str, text: str, published: str | None = None, site: str = "Harbour Courier") -> Article:
    return from_text(
        text, title=title, published=published, site=site, url=f"https://{site.split(maxsplit=1)[0].lower()}.example/a"
    )


def shared(number: int, channel: str = "C0NEWS", *, private: bool = False) -> Shared:
    return Shared(
        team="T0TEST",
        channel=channel,
        private=private,
        story=f"story{number}",
        ts=f"{number}.000100",
        thread_ts=f"{number}.000100",
        at=None,
    )


def record(
    tracker: Tracker, number: int, given: Article, channel: str = "C0NEWS", *, private: bool = False
) -> Recorded:
    return tracker.record(shared(number, channel, private=private), given, brief(given))


def brief(given: Article) -> Brief:
    return read_article(given)


FIRST = article(
    "Drones strike Vesk, nine wounded",
    "VESK — Tarnovian drones struck the port city of Vesk overnight into Saturday, wounding nine people and burning a "
    "grain store, Mayor Lena Orlik said.",
    "2024-03-02T06:40:00Z",
)
MORE_WOUNDED = article(
    "Wounded in Vesk drone strike now 14",
    "The number of people wounded in the overnight drone strike on Vesk rose to 14 on Saturday, the port's hospital "
    "said. The grain store was still smouldering, Mayor Lena Orlik said.",
    "2024-03-02T13:15:00Z",
    "Orsania Wire",
)
OTHER_COUNT = article(
    "Vesk hit by Tarnovian drones",
    "Twelve people were injured when Tarnovian drones struck Vesk early on Saturday and set a grain store alight, the "
    "emergency service said.",
    "2024-03-02T07:30:00Z",
    "Northern Star",
)
NEXT_NIGHT = article(
    "Drones strike Vesk for second night",
    "Two people were killed when Tarnovian drones struck Vesk early on Sunday, the second attack on the port in as "
    "many nights, Mayor Lena Orlik said.",
    "2024-03-03T07:05:00Z",
)
ELSEWHERE = article(
    "Drones strike Odrana fuel depot",
    "ODRANA — Tarnovian drones struck a fuel depot in Odrana early on Sunday, injuring five people, the council said.",
    "2024-03-03T09:00:00Z",
)
