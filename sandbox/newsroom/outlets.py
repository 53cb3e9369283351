"""The invented outlets, each with a host, a house style and habits of its own in what its pages say of themselves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet of the sandbox. `path` is a template of an article's path (section, date, slug, number)."""

    key: str
    name: str
    tagline: str
    language: str
    zone: str
    path: str
    sections: tuple[str, ...]
    colour: str
    publisher: str
    newsletter: str
    consent: str

    @property
    def host(self) -> str:
        """Host name without port; every `*.localhost` is this machine (RFC 6761)."""
        return f"{self.key}.localhost"


OUTLETS: dict[str, Outlet] = {
    outlet.key: outlet
    for outlet in (
        Outlet(
            key="harbourcourier",
            name="Harbour Courier",
            tagline="Port Ansel and the coast since 1871",
            language="en-GB",
            zone="Europe/London",
            path="/{section}/{date:%Y/%m/%d}/{slug}",
            sections=("news", "courts", "business", "sport", "opinion"),
            colour="#123a5c",
            publisher="Courier Newspapers (Port Ansel) Ltd",
            newsletter="The Tide Table: six stories before breakfast, every weekday",
            consent="The Courier uses cookies to keep you signed in and to count readers.",
        ),
        Outlet(
            key="lennvalleyecho",
            name="Lenn Valley Echo",
            tagline="Your valley, every day",
            language="en-GB",
            zone="Europe/London",
            path="/{section}/{number}.{slug}/",
            sections=("news", "people", "what-s-on", "announcements"),
            colour="#7a1f2b",
            publisher="Echo Valley Press",
            newsletter="Get the Echo in your inbox at 7am",
            consent="Cookies pay for this website. You choose which.",
        ),
        Outlet(
            key="meridianwire",
            name="Meridian Wire",
            tagline="Reported from where it happens",
            language="en-US",
            zone="UTC",
            path="/{section}/{slug}-{date:%Y-%m-%d}/",
            sections=("world", "business", "markets", "sports"),
            colour="#d9480f",
            publisher="Meridian Wire Cooperative",
            newsletter="The Meridian Brief, twice a day",
            consent="Meridian uses cookies. Read our cookie policy.",
        ),
        Outlet(
            key="postledger",
            name="The Carrow Falls Post-Ledger",
            tagline="Independent. Local. Printed on Thursdays.",
            language="en-US",
            zone="America/New_York",
            path="/story/{section}/{date:%Y/%m/%d}/{slug}/{number}/",
            sections=("local", "state", "business", "obituaries", "nation-world"),
            colour="#1b4332",
            publisher="Post-Ledger Publishing Co.",
            newsletter="Morning Ledger: what the council did while you slept",
            consent="We and our 214 partners store and access information on your device.",
        ),
        Outlet(
            key="touchline",
            name="The Touchline",
            tagline="Football below the bright lights",
            language="en-GB",
            zone="Europe/London",
            path="/football/match-reports/{slug}",
            sections=("football", "tables", "fixtures"),
            colour="#2b8a3e",
            publisher="Touchline Media",
            newsletter="Saturday, Five O’Clock: every result by email",
            consent="Cookies? Only the ones that count the crowd.",
        ),
    )
}
