import pytest

from bot.reading.components.amounts import amounts


def first(text: str) -> tuple[str, str]:
    """The amount with the highest precedence."""
    found = amounts(text)[0]
    return text[found.start : found.end], found.label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It cost $3.5 million to mend.", ("$3.5 million", "MONEY")),
        ("They paid £40m for it.", ("£40m", "MONEY")),
        ("A fine of between €5 and €10.", ("€5", "MONEY")),
        ("It raised 20 million euros.", ("20 million euros", "MONEY")),
        ("Costs rose by 4.2%.", ("4.2%", "PERCENT")),
        ("About 12 per cent voted.", ("12 per cent", "PERCENT")),
        ("up to five percentage points", ("up to five percentage points", "PERCENT")),
        ("The fire burned 1,200 acres.", ("1,200 acres", "QUANTITY")),
        ("about 30 miles from the coast", ("about 30 miles", "QUANTITY")),
        ("winds of 140 mph", ("140 mph", "QUANTITY")),
        ("a magnitude-6.1 quake", ("magnitude-6.1", "QUANTITY")),
        ("the third vote", ("third", "ORDINAL")),
        ("the 21st vote", ("21st", "ORDINAL")),
        ("at least 34 people", ("at least 34", "CARDINAL")),
        ("twenty-five houses", ("twenty-five", "CARDINAL")),
        ("hundreds of houses", ("hundreds", "CARDINAL")),
    ],
)
def test_amounts_get_their_kind(text: str, expected: tuple[str, str]) -> None:
    assert first(text) == expected


@pytest.mark.parametrize("text", ["No one came.", "They shouted at one another.", "The one who left", "Everyone left"])
def test_one_as_a_pronoun_is_not_a_number(text: str) -> None:
    assert amounts(text) == []


def test_a_currency_before_a_plain_number(named, run) -> None:
    doc = named("The council paid $20 for 4 chairs on the 2nd floor.")
    assert run("nutgraf_amounts", doc) == [("$20", "MONEY"), ("4", "CARDINAL"), ("2nd", "ORDINAL")]


def test_a_number_inside_a_name_is_left_alone(named, run) -> None:
    doc = named("Channel 4 sold 3 shows.", "Channel 4=ORG")
    assert run("nutgraf_amounts", doc) == [("Channel 4", "ORG"), ("3", "CARDINAL")]
