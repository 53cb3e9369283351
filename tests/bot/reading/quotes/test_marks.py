"""Quotation marks of every kind and every mishap: what is quoted, and what only looks like it."""

import pytest

from bot.reading.quotes.regions import find_regions

MARKS = {
    "curly": ("“", "”"),
    "straight": ('"', '"'),
    "single": ("‘", "’"),
    "typewriter": ("'", "'"),
    "backticks": ("``", "''"),
    "guillemets": ("«", "»"),
}
WORDS = "We lost both boats,"


def inner(text: str) -> list[str]:
    regions = find_regions(text)
    for region in regions:
        assert text[region.start : region.end].strip()
        assert region.start <= region.inner_start < region.inner_end <= region.end
    return [text[region.inner_start : region.inner_end] for region in regions]


@pytest.mark.parametrize(("opening", "closing"), MARKS.values(), ids=MARKS)
@pytest.mark.parametrize(
    "frame",
    ["{} the ferryman said.", "The ferryman said: {} and left.", "He ({}) left.", "The plan—{}—failed.", "{}"],
)
def test_each_pair_of_marks_in_each_place(opening: str, closing: str, frame: str) -> None:
    assert inner(frame.format(opening + WORDS + closing)) == [WORDS]


@pytest.mark.parametrize(("opening", "closing"), MARKS.values(), ids=MARKS)
def test_two_quotations_of_one_sentence_are_two(opening: str, closing: str) -> None:
    text = f"{opening}It is over,{closing} he said, {opening}and we know it.{closing}"
    assert inner(text) == ["It is over,", "and we know it."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“He said ‘go home’ twice,” she said.", "He said ‘go home’ twice,"),
        ("‘He said “go home” twice,’ she said.", "He said “go home” twice,"),
        ("\"He said 'go home' twice,\" she said.", "He said 'go home' twice,"),
        ("“‘Go home’ is all he said,” she said.", "‘Go home’ is all he said,"),
        ("“All he said was ‘go home,’” she said.", "All he said was ‘go home,’"),
        ("“All he said was ‘go home’,” she said.", "All he said was ‘go home’,"),
        ("«He said “go home” twice», she said.", "He said “go home” twice"),
        ("“He sang “The Long Quay” twice,” she said.", "He sang “The Long Quay” twice,"),
        ("“She wrote ‘the “new” pier’ on it,” he said.", "She wrote ‘the “new” pier’ on it,"),
    ],
)
def test_nested_marks_belong_to_the_outer_quotation(text: str, expected: str) -> None:
    outer = [piece for piece in inner(text) if piece == expected]
    assert outer == [expected]
    assert inner(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("”We lost both boats,” he said.", ["We lost both boats,"]),
        ("“We lost both boats,“ he said.", ["We lost both boats,"]),
        ("”We lost both boats,“ he said.", ["We lost both boats,"]),
        ("»We lost both boats«, he said.", ["We lost both boats"]),
        ("’We lost both boats,’ he said.", ["We lost both boats,"]),
        ("''We lost both boats,'' he said.", ["We lost both boats,"]),
        ("„We lost both boats,” he said.", ["We lost both boats,"]),
        ('“We lost both boats," he said.', ["We lost both boats,"]),
        ('"We lost both boats,” he said.', ["We lost both boats,"]),
    ],
)
def test_reversed_and_mixed_marks(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We lost both boats, he said.\n\nThe quay is shut.", ["We lost both boats, he said."]),
        ("“We lost both boats. “We lost the nets,” he said.", ["We lost both boats. ", "We lost the nets,"]),
        (
            '"We lost both boats, he said.\n\n"We lost the nets," he said.',
            ["We lost both boats, he said.", "We lost the nets,"],
        ),
        ("“One.\n\n“Two.\n\n“Three,” he said.", ["One.", "Two.", "Three,"]),
        ('"One.\n\n"Two.\n\n"Three," he said.', ["One.", "Two.", "Three,"]),
        ("He said: “One.\n\nTwo.” He left.", ["One.", "Two."]),
    ],
)
def test_missing_closers_and_paragraphs_that_only_open(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_paragraphs_that_only_open_go_on_with_the_one_before() -> None:
    regions = find_regions("“One.\n\n“Two.\n\n“Three,” he said.\n\n“Four,” she said.")
    assert [region.continues for region in regions] == [False, True, True, False]


@pytest.mark.parametrize(
    "text",
    [
        "Give 'em the keys, said the clerk, and tell 'em the quay is shut.",
        "Give ’em the keys and tell ’em the quay is shut.",
        "The '90s ended and the '80s came back, the clerk thinks.",
        "The ‘90s ended and the ’80s came back.",
        "Rock 'n' roll and fish ’n’ chips on the quay.",
        "'Twas late and 'tis later now, 'cause the ferry waits.",
        "The voters' choice and the sailors' wages.",
        "The voters’ choice and the sailors’ wages are the mayors’ burden.",
        "Reeds' boat and the Joneses' house; James' car and Ross' bike.",
        "It's the dog's bone, isn't it? The o'clock of O'Brien's.",
        "He is 6'2\" and his brother 5'11\" tall.",
        'A 27" screen, a 32" one and a 6" nail.',
        "The board is 6' by 4' and the beam 12' long.",
        "The mast is 6′2″ and the boom 5′11″ long.",
    ],
)
def test_apostrophes_feet_and_inches_quote_nothing(text: str) -> None:
    assert inner(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘Give ’em the sailors’ wages,’ he said.", ["Give ’em the sailors’ wages,"]),
        ("'Give 'em the sailors' wages,' he said.", ["Give 'em the sailors' wages,"]),
        ("“Back in the '90s, it's the sailors' quay,” he said.", ["Back in the '90s, it's the sailors' quay,"]),
        ('"The mast is 6\'2" tall," he said of the boat.', ["The mast is 6'2\" tall,"]),
        ("The sailors' leader said 'never again' to them.", ["never again"]),
        ("The sailors’ leader said ‘never again’ to them.", ["never again"]),
        ('He measured a 27" screen and said "too small" twice.', ["too small"]),
        ("In the '90s he said 'never again' to them.", ["never again"]),
    ],
)
def test_apostrophes_feet_and_inches_inside_and_beside_a_quotation(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


@pytest.mark.parametrize("code", ['print("abc")', "x['key']", 'href="a.html"', "don't", '<p class="lead">'])
def test_code_keeps_its_offsets_and_swallows_no_quotation(code: str) -> None:
    text = f"The page had {code} in it.\n\n“We lost both boats,” he said."
    assert inner(text)[-1] == WORDS
