"""Quotation marks: what stands between them, in every typography newsrooms use."""

import time

import pytest

from bot.reading.quotes.regions import find_regions


def inner(text: str) -> list[str]:
    return [text[region.inner_start : region.inner_end] for region in find_regions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We are closing,” he said.", ["We are closing,"]),
        ('"We are closing," he said.', ["We are closing,"]),
        ("``We are closing,'' he said.", ["We are closing,"]),
        ("''We are closing,'' he said.", ["We are closing,"]),
        ("«We are closing», he said.", ["We are closing"]),
        ("„We are closing“, he said.", ["We are closing"]),
        ("‘We are closing,’ he said.", ["We are closing,"]),
        ("'We are closing,' he said.", ["We are closing,"]),
        ("‘It’s the voters’ choice,’ she said.", ["It’s the voters’ choice,"]),
        ("“We are closing,“ he said.", ["We are closing,"]),
        ("”We are closing,” he said.", ["We are closing,"]),
        ("He said (“never again”) twice.", ["never again"]),
        ("The plan—“a mess”—failed.", ["a mess"]),
        ("“He told me ‘go home’ and left,” she said.", ["He told me ‘go home’ and left,"]),
        ("“She read “The Harbour” twice,” he said.", ["She read “The Harbour” twice,"]),
        ("“‘Go home,’ he told me,” she said.", ["‘Go home,’ he told me,"]),
    ],
)
def test_marks_of_every_kind_are_paired(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Give 'em time, said the '90s star of rock 'n' roll.",
        "The voters’ choice is the mayors’ burden.",
        "The rods' length is the boards' width.",
        'A 6\'2" guard sat beside a 27" screen.',
        "It's the dog's and the cats' house.",
    ],
)
def test_apostrophes_and_inches_are_no_quotation(text: str) -> None:
    assert inner(text) == []


def test_speech_left_open_goes_on_in_the_next_paragraph() -> None:
    text = "“We lost the boat.\n\n“We lost the nets.\n\n“We will rebuild,” he said."
    regions = find_regions(text)
    assert [region.closed for region in regions] == [False, False, True]
    assert [region.continues for region in regions] == [False, True, True]


def test_closing_mark_without_opening_closes_what_the_paragraph_before_left_open() -> None:
    text = "She said: “We lost the boat.\n\nWe lost the nets.” Then she left."
    assert inner(text) == ["We lost the boat.", "We lost the nets."]


def test_forgotten_closing_mark_does_not_swallow_the_next_quotation() -> None:
    assert inner("He cited “the plan and left. “It works,” she said.")[-1] == "It works,"


def test_start_passes_over_a_header() -> None:
    text = "“Header”\n“Body,” he said."
    assert [text[r.start : r.end] for r in find_regions(text, start=9)] == ["“Body,”"]


@pytest.mark.parametrize("unit", ['"', "“", "”", "'", "‘", "“”", "“‘", "``''", '" ', "“ ", "«", "\u202e“", "“a” "])
def test_fifty_thousand_marks_are_read_in_order(unit: str) -> None:
    """In time that grows with the length: a second or two of the processor's, where anything quadratic takes minutes.
    Four times as many go the whole way in test_hostile."""
    text = unit * 50_000
    begun = time.process_time()
    regions = find_regions(text)
    assert time.process_time() - begun < 20
    assert all(0 <= region.start < region.end <= len(text) for region in regions)
    assert [region.start for region in regions] == sorted(region.start for region in regions)
