"""Which figures a reply shows, and in which words."""

from bot.reading.brief import Figure
from bot.slack.blocks.figures import chosen

TEXT = (
    "A fire at a paint store in Odwell killed three people and closed two roads for nine hours on Dec. 31, the "
    "county said. Repairs will cost $4.5 million, or $310 a head. “We saved 40 tins,” said the owner."
)


def figure(words: str, what: str = "", unit: str | None = None, value: float | None = None) -> Figure:
    start = TEXT.index(words)
    return Figure(words, start, start + len(words), value, unit, what)


THREE = figure("three", "people killed", value=3)
TWO = figure("two", "roads closed", value=2)
HOURS = figure("nine hours", "closed", "hours", 9)
COST = figure("$4.5 million", "repairs cost", "USD", 4_500_000)
HEAD = figure("$310 a head", "", "USD", 310)
TINS = figure("40", "tins saved", value=40)
ALL = (THREE, TWO, HOURS, COST, HEAD, TINS)


def lines(most: int) -> list[str]:
    return [shown.before + shown.number + shown.after for shown in chosen(ALL, TEXT, most)]


def test_people_come_before_money_and_both_before_durations() -> None:
    assert lines(1) == [
        "A fire at a paint store in Odwell killed three people and closed two roads for nine hours on Dec. 31"
    ]
    assert lines(2)[1] == "Repairs will cost $4.5 million"


def test_what_an_earlier_clause_shows_is_not_shown_again() -> None:
    assert sum("nine hours" in line for line in lines(6)) == 1


def test_every_line_stands_in_the_text_and_in_its_order() -> None:
    places = [TEXT.index(line) for line in lines(6)]
    assert len(places) >= 3 and places == sorted(places)


def test_clause_too_short_to_say_anything_is_shown_with_what_comes_before() -> None:
    (line,) = [s.before + s.number for s in chosen([HEAD], TEXT, 6)]
    assert line == "Repairs will cost $4.5 million, or $310 a head"


def test_words_of_a_quotation_stop_at_its_marks() -> None:
    (line,) = [s.before + s.number + s.after for s in chosen([TINS], TEXT, 6)]
    assert line == "We saved 40 tins"


LONG = (
    "The death toll from the collapse of the granary at the eastern end of the quay rose to 17 on Thursday when divers "
    "recovered two bodies from a flooded cellar below it. Volunteers from four villages laid a wall of 22,000 sandbags "
    "around the new electricity substation beside the lower railway bridge and the old pumping house in a long night."
)


def long_line(words: str) -> str:
    start = LONG.index(words)
    (shown,) = chosen([Figure(words, start, start + len(words), None, None, "")], LONG, 1)
    line = shown.before + shown.number + shown.after
    assert line in LONG
    return f"{'… ' * shown.opened}{line}{' …' * shown.cut}"


def test_a_long_clause_ends_with_a_part_of_it_and_shows_where_it_was_opened() -> None:
    assert long_line("17") == "… granary at the eastern end of the quay rose to 17 on Thursday"


def test_a_part_too_long_is_cut_at_a_word_that_can_end_it_and_says_so() -> None:
    line = "Volunteers from four villages laid a wall of 22,000 sandbags around the new electricity substation …"
    assert long_line("22,000") == line


def test_what_is_counted_before_as_or_when_stays() -> None:
    for text, number in (
        ("The county police went on to give the number of people who had died in the valley as 14.", "14"),
        ("Two more were found, taking the number of those killed when the old dam above the mill burst to 15.", "15"),
    ):
        start = text.index(number)
        (shown,) = chosen([Figure(number, start, start + 2, None, None, "")], text, 1)
        assert len(shown.before.split()) >= 7 and shown.opened
