"""The chart of a series: what it shows, and the picture of it, decoded again."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PIL import Image

from bot.digests import drawing
from bot.digests.chart import CHART_DAYS, Chart, chart_of
from bot.digests.drawing import draw
from bot.events.event import Series, Step

TODAY = date(2025, 4, 21)
FIRST = TODAY - timedelta(days=CHART_DAYS - 1)


def series(*days: tuple[date, dict[str, float]], **fields: object) -> Series:
    steps = tuple(
        Step(f"e{at}", day.isoformat(), f"Attack {at}", figures) for at, (day, figures) in enumerate(sorted(days))
    )
    made = Series("s1", 1, "Attacks on Vesk", "attack", ("Vesk",), {}, {}, steps)
    return replace(made, **fields)  # type: ignore[arg-type]


def weekly(weeks: int, **figures: float) -> list[tuple[date, dict[str, float]]]:
    return [(TODAY - timedelta(days=3 + 7 * at), dict(figures)) for at in range(weeks)]


def picture(chart: Chart) -> Image.Image:
    image = Image.open(io.BytesIO(draw(chart)))
    image.load()
    return image.convert("RGB")


def share_of(image: Image.Image, colour: str, near: int = 12) -> int:
    """Pixels of a colour, or nearly of it."""
    wanted = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return sum(
        count
        for count, pixel in image.getcolors(image.width * image.height) or []
        if all(abs(a - b) <= near for a, b in zip(pixel, wanted, strict=True))
    )


class TestValues:
    def test_sixty_days_and_nothing_older(self) -> None:
        chart = chart_of(series(*weekly(12)), TODAY)
        assert chart and (chart.first, chart.last, len(chart.counts)) == (FIRST, TODAY, 60)
        assert chart.total == 9 and chart.counts[-4] == 1 and chart.cadence == "weekly"
        assert chart.due and chart.due[0] > TODAY - timedelta(days=3)

    def test_two_on_one_day_count_twice(self) -> None:
        chart = chart_of(series((TODAY, {}), (TODAY, {}), (FIRST, {})), TODAY)
        assert chart and (chart.counts[0], chart.counts[-1]) == (1, 2)

    def test_none_where_nothing_happened_of_late_and_where_no_day_is_known(self) -> None:
        assert chart_of(series((FIRST - timedelta(days=1), {})), TODAY) is None
        undated = series((TODAY, {}))
        assert chart_of(replace(undated, steps=(replace(undated.steps[0], day=None),)), TODAY) is None

    def test_what_is_still_to_come_is_no_event_yet(self) -> None:
        chart = chart_of(series((TODAY, {}), (TODAY + timedelta(days=2), {})), TODAY)
        assert chart and chart.total == 1

    def test_a_figure_that_three_events_have_is_shown(self) -> None:
        chart = chart_of(series(*weekly(4, injured=9.0, dead=1.0), (TODAY, {"injured": 12.0})), TODAY)
        assert chart and chart.measure == "injured" and chart.points[-1] == (TODAY, 12.0)
        few = chart_of(series(*weekly(2, injured=9.0)), TODAY)
        assert few and few.measure == "" and few.points == ()

    def test_overdue_nothing_is_expected(self) -> None:
        days = [(TODAY - timedelta(days=40 + at), {}) for at in range(3)]
        chart = chart_of(series(*days), TODAY)
        assert chart and chart.due is None


class TestPicture:
    def test_it_has_bars_dots_and_what_is_expected_in_their_colours(self) -> None:
        chart = chart_of(series(*weekly(6, injured=9.0)), TODAY)
        assert chart
        image = picture(chart)
        assert image.format is None and image.size[0] == int(drawing.INCHES[0] * drawing.DPI)
        assert share_of(image, drawing.BARS) > 1000 and share_of(image, drawing.DOTS) > 200
        assert image.getpixel((2, 2)) == (255, 255, 255)
        plain = picture(replace(chart, measure="", points=(), due=None))
        assert plain.size[1] < image.size[1] and share_of(plain, drawing.DOTS) == 0

    def test_more_events_more_blue(self) -> None:
        one, many = chart_of(series((TODAY, {})), TODAY), chart_of(series(*weekly(8)), TODAY)
        assert one and many
        assert share_of(picture(many), drawing.BARS) > 4 * share_of(picture(one), drawing.BARS)

    @pytest.mark.parametrize(
        "name",
        [
            r"$\frac{1}{",  # mathematics that does not end: an error wherever it is taken for any
            r"$x^2$ \textbf{a} <!channel> & <b>",
            "W" * 4000,
            "\u202eevil\u202c \x00\x1b[31m name",
            "سلسلة الهجمات",
            "כותרת",
            "連続した出来事",
            "🔥🔥🔥",
            "",
            "\ud800 alone".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
        ],
    )
    def test_no_name_breaks_it(self, name: str) -> None:
        chart = chart_of(series(*weekly(5, injured=3.0), name=name), TODAY)
        assert chart
        assert picture(chart).size == picture(replace(chart, name="Attacks")).size

    def test_a_dollar_is_drawn_as_one(self) -> None:
        chart = chart_of(series(*weekly(5)), TODAY)
        assert chart
        drawn = {draw(replace(chart, name=name)) for name in ("$x$", "x", "$y$")}
        assert len(drawn) == 3

    def test_a_name_that_the_font_can_not_show_is_left_out(self) -> None:
        chart = chart_of(series(*weekly(5)), TODAY)
        assert chart
        assert draw(replace(chart, name="سلسلة")) == draw(replace(chart, name=""))
        assert draw(replace(chart, name="Vesk\u202e")) == draw(replace(chart, name="Vesk"))
        assert draw(replace(chart, name="Őrség, Zürich and Łódź")) != draw(replace(chart, name=""))

    def test_a_yearly_series_is_not_pressed_into_a_corner(self) -> None:
        chart = chart_of(series((TODAY, {})), TODAY)
        assert chart
        far = replace(chart, due=(TODAY + timedelta(days=350), TODAY + timedelta(days=370)))
        assert share_of(picture(far), drawing.BARS) == share_of(picture(chart), drawing.BARS)
