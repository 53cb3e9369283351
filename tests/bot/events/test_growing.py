"""What a series is called, as more of its events come."""

from dataclasses import replace

from bot.events.event import Event, Series
from bot.events.growing import extended

HEARING = Event("e1", 1, "Clerk tells trial of envelopes", "hearing", ("2026-12-08",), 1, "", "", {}, {}, (), 1.0, 1.0)
TRIAL = Series("s1", 1, "Trial of Orla", "hearing", (), {"orla": 2, "vane": 2}, {"orla": "Orla", "vane": "Vane"}, ())


def test_a_person_is_told_by_the_whole_name_once_an_article_gives_it() -> None:
    anchors = {"orla": 1, "vane": 1}
    brief = replace(HEARING, anchors=anchors, shown={"orla": "Orla", "vane": "Vane"})
    whole = replace(HEARING, id="e2", anchors=anchors, shown={"orla": "Orla Vane", "vane": "Orla Vane"})
    grown = extended(TRIAL, whole, None)
    assert grown.name == "Trial of Orla Vane"
    assert extended(grown, replace(brief, id="e3"), None).name == "Trial of Orla Vane", "and keeps it"
    other = replace(HEARING, id="e4", anchors=anchors, shown={"orla": "Orlando Vane"})
    assert extended(TRIAL, other, None).name == "Trial of Orla", "another word is another name"
    assert extended(replace(TRIAL, given="The harbour trial"), whole, None).name == "The harbour trial"


def test_briefings_are_called_as_people_call_them() -> None:
    flood = replace(HEARING, kind="briefing", places=("river lenn",))
    series = replace(TRIAL, kind="briefing", places=("river lenn",), anchors={}, shown={})
    assert extended(series, flood, None).name == "River Lenn briefings"


def test_hearings_are_named_by_whom_they_are_of_and_the_forum_by_the_headlines() -> None:
    anchors, shown = {"hallam": 1, "tilbury": 1}, {"hallam": "Hallam", "tilbury": "Ross Tilbury"}
    event = replace(HEARING, anchors=anchors, shown=shown, places=("hallam bridge",))
    series = replace(TRIAL, anchors={"hallam": 3, "tilbury": 2}, shown=shown, places=("hallam bridge",))
    assert extended(series, event, None).name == "Trial of Ross Tilbury", "not of the place"
    inquest = replace(event, name="Brother tells Tilbury inquest of mast")
    assert extended(series, inquest, None).name == "Inquest, Ross Tilbury"
    nobody = replace(series, anchors={"hallam": 3}, shown={"hallam": "Hallam"})
    assert extended(nobody, replace(event, anchors={"hallam": 1}), None).name == "Hearings, Hallam"
