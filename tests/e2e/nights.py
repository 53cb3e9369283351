"""Two days' pages about each of some invented towns: two events of one series; and asking about them."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.e2e.conftest import CHANNEL, EDITOR, Newsroom
from tests.e2e.pages import story


@dataclass(frozen=True)
class Town:
    """What is told of a town; no two share a run of words, or they would pass for copies."""

    head: str
    lede: str
    more: str
    next_head: str
    next_lede: str
    next_more: str


TOWNS = {
    "Varnhold": Town(
        "Air strikes on Varnhold injure seven",
        "VARNHOLD — Seven farm hands were injured on Saturday when Sarkish air strikes reached Varnhold, "
        "county sheriff Pavel Hrast reported.",
        "Cider presses in Varnhold stood still.",
        "Air strikes on Varnhold injure one",
        "Sarkish air strikes hit Varnhold on Sunday, injuring a beekeeper, county sheriff Pavel Hrast reported.",
        "Children from Varnhold were taken to the coast.",
    ),
    "Ostwick": Town(
        "Drones strike Ostwick brewery, one killed",
        "OSTWICK — A watchman died after Belorian drones struck a brewery in Ostwick before dawn on Saturday, regional "
        "prosecutor Mira Dahl told journalists.",
        "Beer ran down Mill Lane until fire crews in Ostwick dammed it with sand.",
        "Drones strike Ostwick for a second night",
        "Belorian drones struck Ostwick early on Sunday and killed two dockers, prosecutor Mira Dahl wrote online.",
        "Schools along the Ostwick canal stay shut this week.",
    ),
    "Brackmoor": Town(
        "Shelling of Brackmoor wounds eleven",
        "BRACKMOOR — Eleven shoppers were wounded as Tessian artillery shelled Brackmoor at noon on Saturday, "
        "according to the mayor, Anton Quist.",
        "A tram burned out on Brackmoor's market square.",
        "Shelling of Brackmoor goes on",
        "Tessian artillery shelled Brackmoor on Sunday morning, wounding three, the mayor, Anton Quist, said.",
        "Bakers in Brackmoor sold bread from a cellar.",
    ),
    "Wexholm": Town(
        "Drones strike Wexholm shipyard, six hurt",
        "WEXHOLM — Six welders were hurt when Dravian drones struck the Wexholm yard before dawn on Saturday, the "
        "harbour captain, Sven Lundh, reported.",
        "A crane fell across the Wexholm slipway.",
        "Drones strike Wexholm for a second night",
        "Dravian drones struck Wexholm early on Sunday and hurt a cook, the harbour captain, Sven Lundh, reported.",
        "Ferries to Wexholm wait outside the bay.",
    ),
    "Quellstadt": Town(
        "Rockets fall on Quellstadt, four hurt",
        "QUELLSTADT — Rockets that Norvian forces fired on Saturday evening hurt four students in a Quellstadt hostel, "
        "the rector, Jana Vesely, reported.",
        "Windows broke as far as the Quellstadt opera.",
        "Rockets fall on Quellstadt again",
        "Norvian forces fired rockets at Quellstadt on Sunday, hurting a porter, the rector, Jana Vesely, reported.",
        "Lectures in Quellstadt move to a gymnasium.",
    ),
    "Fennmark": Town(
        "Air raid on Fennmark injures nine",
        "FENNMARK — Nine nurses were injured in an air raid on Fennmark late on Saturday that officials blamed on "
        "Ruvian jets, health minister Oda Lind said.",
        "Patients in Fennmark slept in the underground.",
        "Air raid on Fennmark injures five",
        "Ruvian jets carried out another air raid on Fennmark late on Sunday, injuring five, Oda Lind, the minister, "
        "said.",
        "Two Fennmark clinics take no new patients.",
    ),
    "Tarnmouth": Town(
        "Missile attack on Tarnmouth injures eight",
        "TARNMOUTH — Osk missiles injured eight ferry passengers on Saturday as they queued at the Tarnmouth pier, "
        "harbour master Elin Frost reported.",
        "Gulls left the Tarnmouth breakwater for good, anglers there joked.",
        "Missile attack on Tarnmouth injures two",
        "Osk missiles hit Tarnmouth again on Sunday and injured two welders, harbour master Elin Frost reported.",
        "Insurance for ships that call at Tarnmouth costs twice as much.",
    ),
    "Halvern": Town(
        "Bombs dropped on Halvern airfield, three dead",
        "HALVERN — Three mechanics were killed by bombs dropped on the Halvern airfield on Saturday by Kesh aircraft, "
        "Colonel Ivo Brandl announced.",
        "Smoke over Halvern was seen from the coast.",
        "Bombs dropped on Halvern once more",
        "Kesh aircraft dropped bombs on Halvern on Sunday and killed one mechanic, Colonel Ivo Brandl announced.",
        "Flights from Halvern were sent elsewhere.",
    ),
}


def night(town: str, number: int) -> str:
    """The page of the first or second day of attacks on one of TOWNS."""
    told = TOWNS[town]
    if number == 1:
        return story(title=told.head, published="2025-06-07T21:40:00Z", paragraphs=(told.lede, told.more))
    return story(title=told.next_head, published="2025-06-08T22:05:00Z", paragraphs=(told.next_lede, told.next_more))


def share_night(newsroom: Newsroom, town: str, number: int, channel: str = CHANNEL, **more: str) -> tuple[str, dict]:
    """Share it and wait for the reply: the message's ts, and the reply."""
    ts = newsroom.share(f"<{newsroom.publish(night(town, number))}>", channel=channel, **more)
    (reply,) = newsroom.wait_for_briefs(ts, channel=channel)
    return ts, reply


def ask(newsroom: Newsroom, text: str, about: str, user: str = EDITOR, channel: str = CHANNEL) -> str:
    """Give a command and wait for the private answer that has `about` in it, there or in a direct message."""
    before = len(newsroom.slack.ephemerals(user))
    direct_before = {m["ts"] for m in newsroom.slack.history(newsroom.slack.dm_channel(user))}
    newsroom.slack.command(channel, user, text)

    def found() -> str | None:
        notes = [note for note in newsroom.slack.ephemerals(user)[before:] if not note.from_slack]
        direct = newsroom.slack.history(newsroom.slack.dm_channel(user))
        mine = [m for m in direct if m["user"] == newsroom.slack.bot_user and m["ts"] not in direct_before]
        told = [(note.text, note.blocks) for note in notes] + [(m["text"], m.get("blocks")) for m in mine]
        said = ("".join((text, "\n", *_texts(blocks))) for text, blocks in told)
        return next((each for each in said if about in each), None)

    return str(newsroom.wait(f"an answer to {text!r} with {about!r}", found))


def _texts(part: object) -> Iterator[str]:
    """Every text in blocks, in order."""
    if isinstance(part, dict):
        if isinstance(part.get("text"), str):
            yield part["text"]
        for inner in part.values():
            yield from _texts(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _texts(inner)


def told_of(reply: dict) -> str:
    """What a reply's last part says of the story, '' where it says nothing."""
    blocks = (block for block in reply["blocks"] if "🔁" in str(block) or "New event" in str(block))
    return "".join(text for block in blocks for text in _texts(block))
