"""The picture of a chart: bars for events a day, dots for a figure they have in common. For workers: matplotlib takes
some 40 MB and half a second to load, so it is loaded when the first picture is drawn.

Colours are Okabe and Ito's, which people with any sort of colour vision tell apart, and nothing rests on them alone.
"""

import io
import threading
import unicodedata
from datetime import date, timedelta
from typing import Any

from bot.digests.chart import Chart

BARS, DOTS, DUE = "#0072B2", "#D55E00", "#E69F00"
INK, GRID = "#222222", "#DDDDDD"
INCHES, DPI = (8.0, 3.2), 150
"""1,200 pixels wide: a modal of Slack's shows 500, and screens have two or three pixels for one."""
FIGURE_INCHES = 1.6
"""What the second panel, of the figure, adds to the height."""
AHEAD_DAYS = 30
"""How much of what is expected is drawn: a yearly series would press its past into a corner."""
MOST_NAME, MOST_MEASURE = 80, 20
MOST_LABELLED = 20
"""Values that are written beside their dots, the latest."""
WORD_DAYS = 6
"""As wide as "expected" is, in days."""
FONT = "DejaVu Sans"
"""It comes with matplotlib, so that every machine draws the same."""

_ONE_AT_A_TIME = threading.Lock()  # matplotlib's fonts are not made for threads


def draw(chart: Chart) -> bytes:
    """The chart as a PNG."""
    with _ONE_AT_A_TIME:
        return _draw(chart)


def _draw(chart: Chart) -> bytes:
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    # Names are people's words: a `$` in one is no mathematics.
    plain: Any = {
        "text.parse_math": False,
        "text.usetex": False,
        "font.family": FONT,
        "font.size": 10,
        "text.color": INK,
    }
    with mpl.rc_context(plain):
        height = INCHES[1] + (FIGURE_INCHES if chart.measure else 0.0)
        figure = Figure(figsize=(INCHES[0], height), dpi=DPI, layout="constrained", facecolor="white")
        canvas: Any = FigureCanvasAgg(figure)
        ratios = [INCHES[1], FIGURE_INCHES] if chart.measure else [1.0]
        panels = figure.subplots(len(ratios), 1, sharex=True, squeeze=False, height_ratios=ratios)[:, 0]
        _events(panels[0], chart)
        if chart.measure:
            _figure(panels[1], chart)
        _days(panels, chart)
        panels[0].set_title(_subtitle(chart), loc="left", fontsize=10, pad=8)
        title = figure.suptitle(_shown(chart.name, MOST_NAME), fontsize=13, fontweight="bold", x=0.012, ha="left")
        _fit(title, INCHES[0] * DPI * 0.975, canvas.get_renderer())
        written = io.BytesIO()
        figure.savefig(written, format="png", metadata={"Software": None})
    return written.getvalue()


def _events(panel: Any, chart: Chart) -> None:
    days = [_middle(chart.first + timedelta(days=at)) for at in range(len(chart.counts))]
    panel.bar(days, chart.counts, width=0.8, color=BARS, zorder=3)
    most, due = max(chart.counts), _drawn_due(chart)
    panel.set_ylim(0, most * (1.3 if due else 1.08))
    panel.set_yticks(range(0, most + 1, max(1, -(-most // 4))))
    panel.set_ylabel("events a day")
    if due:
        low, high = due
        panel.axvspan(low, high, facecolor=DUE, alpha=0.35, hatch="//", edgecolor="white", linewidth=0, zorder=1)
        # Few days have no room for the words: they end with them then.
        at, side = ((low + high) / 2, "center") if high - low >= WORD_DAYS else (high, "right")
        behind = {"facecolor": "white", "alpha": 0.8, "linewidth": 0, "pad": 1.5}
        panel.text(
            at, most * 1.26, "next\nexpected", ha=side, va="top", fontsize=8, linespacing=1.1, zorder=4, bbox=behind
        )
    _plain(panel)


def _figure(panel: Any, chart: Chart) -> None:
    from matplotlib.ticker import StrMethodFormatter

    days, values = [_middle(day) for day, _ in chart.points], [value for _, value in chart.points]
    panel.vlines(days, 0, values, color=DOTS, linewidth=1.5, zorder=3)
    panel.plot(days, values, color=DOTS, linestyle="", marker="o", markersize=5, zorder=3)
    for day, value in list(zip(days, values, strict=True))[-MOST_LABELLED:]:
        panel.annotate(f"{value:,.10g}", (day, value), (0, 5), textcoords="offset points", ha="center", fontsize=8)
    low, high = min(0.0, *values), max(0.0, *values)
    panel.set_ylim(low, high + (high - low or 1.0) * 0.35)
    panel.set_ylabel(_shown(chart.measure, MOST_MEASURE))
    panel.yaxis.get_major_locator().set_params(nbins=3)
    panel.yaxis.set_major_formatter(StrMethodFormatter("{x:,.10g}"))
    _plain(panel)


def _days(panels: Any, chart: Chart) -> None:
    """Days from the left to the right, a mark for every other Monday. A dotted line parts what was from what may be."""
    from matplotlib.ticker import FixedLocator

    now, due = _edge(chart.last) + 1, _drawn_due(chart)
    begin, end = _edge(chart.first), max(now, due[1] if due else now)
    panels[-1].set_xlim(begin, end)
    monday = begin + (7 - chart.first.weekday()) % 7
    panels[-1].xaxis.set_major_locator(FixedLocator([monday + 14.0 * at for at in range(int(end - monday) // 14 + 1)]))
    panels[-1].xaxis.set_major_formatter(lambda at, _: _short(date(1970, 1, 1) + timedelta(days=int(at))))
    if due:
        for panel in panels:
            panel.axvline(now, color=INK, linewidth=1, linestyle=":", zorder=2)


def _drawn_due(chart: Chart) -> tuple[float, float] | None:
    """The part of the days on which the next is expected that is drawn."""
    if chart.due is None:
        return None
    end = _edge(chart.last) + 1 + AHEAD_DAYS
    low, high = max(_edge(chart.due[0]), _edge(chart.last) + 1), min(_edge(chart.due[1]) + 1, end)
    return (low, high) if low < high else None


def _plain(panel: Any) -> None:
    for side in ("top", "right", "left"):
        panel.spines[side].set_visible(False)
    panel.grid(axis="y", color=GRID, linewidth=0.8, zorder=0)
    panel.tick_params(axis="y", length=0)


def _subtitle(chart: Chart) -> str:
    events = f"{chart.total} event{'s'[: chart.total != 1]} in the {len(chart.counts)} days to {_long(chart.last)}"
    if chart.due is None:
        return events
    first, last = chart.due
    span = _long(last) if first >= last else f"{_short(first)} to {_short(last)} {last.year}"
    return f"{events}; next expected {span}"


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"


def _long(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _fit(title: Any, most: float, renderer: Any) -> None:
    """Shorten a title until it is no wider than `most` pixels: a name may be all W."""
    words = title.get_text()
    while len(words) > 1 and title.get_window_extent(renderer).width > most:
        words = words[: -max(2, len(words) // 20)].rstrip()
        title.set_text(f"{words}…")


def _shown(name: str, most: int) -> str:
    """A name as the picture can show it, '' where it can't: our font has no signs for some scripts, and nothing here
    puts those written from the right in their order. Beside the picture the name stands in letters."""
    from matplotlib.font_manager import findfont, get_font

    words = " ".join(
        "".join(sign for sign in name if unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs"}).split()
    )
    known = get_font(findfont(FONT)).get_charmap()
    if any(ord(sign) not in known or unicodedata.bidirectional(sign) in {"R", "AL"} for sign in words):
        return ""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _edge(day: date) -> float:
    """Where a day begins on the axis: matplotlib counts days since 1970."""
    return float((day - date(1970, 1, 1)).days)


def _middle(day: date) -> float:
    return _edge(day) + 0.5
