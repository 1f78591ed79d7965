"""The trend chart: a series with its gaps, the target as it changed, and the days of plans."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from webapp.charts.describing import describe
from webapp.charts.frame import Frame, drawn_frame, frame_of, unit_width
from webapp.charts.legend import LINE_SAMPLE, MARK_SAMPLE, Entry, drawn_legend, legend_height, legend_width
from webapp.charts.marks import Mark, mark
from webapp.charts.newest import newest_figure
from webapp.charts.shapes import BAND, BLUE, INK, QUIET, Area, Line, Picture, Shape, Spot, rectangle
from webapp.domain.trend import Trend

DASHES = (5.0, 3.0)
DOTS = (1.5, 3.0)


def trend_picture(
    trend: Trend, *, title: str, width: float, height: float, size: float = 12.0, on_top: bool = False
) -> Picture:
    """The chart of a series, ``height`` points high with its legend; letters ``size`` points high.

    ``on_top`` puts the legend beside the unit where there is room, else it stands below.
    """
    entries = list(_entries(trend))
    beside = on_top and legend_width(entries, size) + unit_width(trend, size) + size <= width
    below = 0.0 if beside else legend_height(entries, width, size) + size * 0.6
    frame = frame_of(trend, figures_of(trend), width=width, height=height - below, size=size)
    left, top = (width - legend_width(entries, size), 0.0) if beside else (0.0, height - below + size * 0.6)
    shapes = (
        *target_bands(trend, frame),
        *drawn_frame(frame, trend),
        *plan_marks(trend, frame),
        *target_lines(trend, frame),
        *series_lines(trend, frame),
        *(each for place in range(len(trend.points)) for each in series_mark(trend, frame, place, Mark.PLAIN)),
        *newest_figure(trend, frame),
        *drawn_legend(entries, width, size, top, left),
    )
    return Picture(width, height, shapes, title, describe(trend))


def figures_of(trend: Trend) -> Iterator[Decimal]:
    """Every figure that the scale must hold."""
    for point in trend.points:
        yield from (each for each in (point.value, point.lower, point.upper) if each is not None)


def series_lines(trend: Trend, frame: Frame, ink: str = BLUE) -> Iterator[Shape]:
    """Lines between neighbours; none across a gap, or into a year in which figures start again."""
    for run in trend.runs():
        yield from _lines(trend, frame, run, ink)


def _lines(trend: Trend, frame: Frame, run: range, ink: str) -> Iterator[Shape]:
    placed = ((place, trend.points[place].value) for place in run)
    for is_gap, group in groupby(placed, key=lambda each: each[1] is None):
        spots = tuple((frame.middle(place), frame.scale.y(value)) for place, value in group if value is not None)
        if not is_gap and len(spots) > 1:
            yield Line(spots, ink, frame.size / 6.5 if frame.slot > 4 else frame.size / 10)


def series_mark(trend: Trend, frame: Frame, place: int, kind: Mark) -> Iterator[Shape]:
    """The mark of one point, hollow where its figure is not final."""
    point = trend.points[place]
    if point.value is not None:
        radius = max(1.4, min(frame.size / 3, frame.slot * 0.38))
        yield mark(kind, frame.middle(place), frame.scale.y(point.value), radius, hollow=not point.is_final)


def target_lines(trend: Trend, frame: Frame) -> Iterator[Shape]:
    """The target of each slot across it, joined where it changes; the bounds of a range as two lines."""
    for run in _runs(trend):
        lower = tuple(_steps(frame, [(place, low) for place, low, _ in run]))
        upper = tuple(_steps(frame, [(place, high) for place, _, high in run]))
        yield Line(upper, INK, 1.5, DASHES)
        if lower != upper:
            yield Line(lower, INK, 1.5, DASHES)


def target_bands(trend: Trend, frame: Frame) -> Iterator[Shape]:
    """What lies within the range wanted."""
    for run in _runs(trend):
        lower = tuple(_steps(frame, [(place, low) for place, low, _ in run]))
        upper = tuple(_steps(frame, [(place, high) for place, _, high in run]))
        if lower != upper:
            yield Area((*upper, *reversed(lower)), BAND)


def _runs(trend: Trend) -> Iterator[list[tuple[int, Decimal, Decimal]]]:
    """Neighbouring slots with targets."""
    for places in trend.runs():
        placed = ((place, trend.points[place].lower, trend.points[place].upper) for place in places)
        for is_without, group in groupby(placed, key=lambda each: each[1] is None):
            run = [(place, low, high) for place, low, high in group if low is not None and high is not None]
            if not is_without:
                yield run


def _steps(frame: Frame, bounds: list[tuple[int, Decimal]]) -> Iterator[Spot]:
    """The corners of a line that steps at the edges of slots; slots of one figure are one step."""
    for value, group in groupby(bounds, key=lambda each: each[1]):
        places = [place for place, _ in group]
        y = frame.scale.y(value)
        yield frame.x(places[0]), y
        yield frame.x(places[-1] + 1), y


def plan_marks(trend: Trend, frame: Frame) -> Iterator[Shape]:
    """A dotted line with a flag on top for each day of a plan."""
    for plan in trend.plans:
        x, top = frame.x(float(plan.at)), frame.scale.top - frame.size * 0.5
        yield Line(((x, top), (x, frame.scale.foot)), QUIET, 1, DOTS)
        yield mark(Mark.FLAG, x, top, frame.size / 3)


def _entries(trend: Trend) -> Iterator[Entry]:
    """What of the chart needs a name."""
    yield Entry(
        lambda x, y, radius: (Line(((x - 11, y), (x + 11, y)), BLUE, 2), mark(Mark.PLAIN, x, y, radius)), "Actual"
    )
    yield from common_entries(trend)


def common_entries(trend: Trend) -> Iterator[Entry]:
    """What every chart of a series may have: figures that are not final, the target, plans."""
    if any(point.value is not None and not point.is_final for point in trend.points):
        yield Entry(
            lambda x, y, radius: (mark(Mark.PLAIN, x, y, radius, hollow=True),), "Estimated or provisional", MARK_SAMPLE
        )
    if any(point.lower is not None for point in trend.points):
        yield _target_entry(trend)
    if trend.plans:
        yield Entry(lambda x, y, radius: (mark(Mark.FLAG, x, y, radius),), "Plan signed off", MARK_SAMPLE)


def _target_entry(trend: Trend) -> Entry:
    if all(point.lower == point.upper for point in trend.points):
        return Entry(lambda x, y, radius: (Line(_across(x, y), INK, 1.5, DASHES),), "Target")
    edges = (-4.0, 4.0)
    return Entry(
        lambda x, y, radius: (
            rectangle(x - 11, y - 4, 22, 8, BAND),
            *(Line(_across(x, y + edge), INK, 1.5, DASHES) for edge in edges),
        ),
        "Target range",
    )


def _across(x: float, y: float) -> tuple[Spot, Spot]:
    """A line as wide as its sample."""
    return (x - LINE_SAMPLE / 2, y), (x + LINE_SAMPLE / 2, y)
