"""The frame of a chart: where its slots and its scale stand, its grid, and the names below and beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from webapp.charts.lettering import shortened, text_width
from webapp.charts.scale import Scale, scale_of
from webapp.charts.shapes import FAINT, INK, QUIET, Line, Shape, Words
from webapp.domain.figures import Measure, figure, written
from webapp.domain.numbers import round_half_up
from webapp.domain.trend import Trend, TrendPoint

LINE = 1.3
"""From one line of text to the next, of the font size."""

STEP_HEIGHT = 2.0
"""The least distance of two marks of the scale, of the font size."""

MOST_BESIDE = 0.25
"""Of the room for the plot, what the newest figure may take beside it."""

PER_YEAR = {"month": (1, 3, 6, 12), "quarter": (1, 2, 4), "half-year": (1, 2), "year": (1,)}
YEARS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot from ``left`` to ``right``, divided into slots of the same width, beside its scale."""

    left: float
    right: float
    width: float  # of the whole picture
    slots: int
    scale: Scale
    size: float

    @property
    def slot(self) -> float:
        """Points of one slot."""
        return (self.right - self.left) / self.slots

    def x(self, at: float) -> float:
        """Where ``at`` slots from the start of the first lie: 2.5 is the middle of the third."""
        return self.left + at * self.slot

    def middle(self, place: int) -> float:
        """The middle of a slot."""
        return self.x(place + 0.5)


def frame_of(trend: Trend, values: Iterable[Decimal], *, width: float, height: float, size: float) -> Frame:
    """A frame ``height`` points high with the names below it, in which ``values`` have room."""
    names = 2 if any(point.year for point in trend.points) else 1
    top, foot = size * 2.0, height - names * size * LINE - 4
    most = max(2, min(7, int((foot - top) / (size * STEP_HEIGHT))))
    scale = scale_of(values, top=top, foot=foot, most=most, decimals=trend.decimals)
    left = max(text_width(mark_text(mark, scale, trend.measure), size) for mark in scale.marks()) + 8
    return Frame(left, width - _right(trend, width - left, size), width, len(trend.points), scale, size)


def _right(trend: Trend, room: float, size: float) -> float:
    """What is left free at the right, so that the newest figure, unless it is long, can stand beside its mark."""
    behind = next(place for place, point in enumerate(reversed(trend.points)) if point is trend.newest)
    wide = text_width(figure(trend.newest.value, trend.measure), size, bold=True) + size * 0.7 if trend.newest else 0.0
    share = (behind + 0.5) / len(trend.points)  # of the plot, which lies behind the mark
    wanted = (wide - share * room) / (1 - share)
    return max(size * 0.7, wanted if wanted < room * MOST_BESIDE else 0.0)


def drawn_frame(frame: Frame, trend: Trend) -> Iterator[Shape]:
    """Grid, scale with its unit, and the periods."""
    scale, size = frame.scale, frame.size
    unit = _unit(trend)
    if unit:
        yield Words(0, size, shortened(unit, size, frame.width), size, ink=QUIET)
    for mark in scale.marks():
        y = scale.y(mark)
        yield Line(((frame.left, y), (frame.right, y)), FAINT, 1)
        text = mark_text(mark, scale, trend.measure)
        yield Words(frame.left - 6, y + size * 0.35, text, size, "end", QUIET)
    yield Line(((frame.left, scale.foot), (frame.right, scale.foot)), INK, 1)
    yield from _periods(frame, trend)


def unit_width(trend: Trend, size: float) -> float:
    """Points that the unit above the scale takes."""
    return text_width(_unit(trend), size)


def _unit(trend: Trend) -> str:
    unit = trend.measure.affixes[2] or ("percent" if trend.measure.is_percentage else "")
    return unit[:1].upper() + unit[1:]


def mark_text(mark: Decimal, scale: Scale, measure: Measure) -> str:
    """A figure of the scale with the places its steps need."""
    exponent = scale.step.normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return written(round_half_up(mark, places), measure)


def _periods(frame: Frame, trend: Trend) -> Iterator[Shape]:
    """The names of periods, as many as there is room for, each year below the first of its names."""
    size, foot = frame.size, frame.scale.foot
    shown = _thinned(trend, frame)
    for place in shown:
        x = frame.middle(place)
        yield Line(((x, foot), (x, foot + 4)), INK, 1)
        yield Words(x, foot + 4 + size * 1.05, trend.points[place].short, size, "middle", QUIET)
    free = frame.right + size
    for place in reversed(_years(trend.points, shown)):
        year, x = trend.points[place].year, frame.middle(place)
        half = text_width(year, size) / 2
        if x + half <= free and year:
            yield Words(x, foot + 4 + size * (1.05 + LINE), year, size, "middle", QUIET)
            free = x - half - size * 0.6


def _years(points: Sequence[TrendPoint], shown: Sequence[int]) -> list[int]:
    """The first of the shown slots of each year."""
    return [place for before, place in zip((None, *shown), shown, strict=False) if _begins(points, before, place)]


def _begins(points: Sequence[TrendPoint], before: int | None, place: int) -> bool:
    return before is None or points[before].year != points[place].year


def _thinned(trend: Trend, frame: Frame) -> list[int]:
    """The slots that are named: every one, or those that start the same parts of each year, or every few years."""
    points, gap = trend.points, frame.size * 0.7
    widest = max(text_width(point.short, frame.size) for point in points) + gap
    steps = PER_YEAR[trend.frequency]
    for step in steps:
        if step * frame.slot >= widest and step < steps[-1]:
            return [place for place, point in enumerate(points) if point.place % step == 0] or [0]
    widest = max(widest, max(text_width(point.year, frame.size) for point in points) + gap)
    starts = [place for place, point in enumerate(points) if point.place == 0] or [0]
    every = next((each for each in YEARS if each * steps[-1] * frame.slot >= widest), YEARS[-1])
    return starts[::-1][::every][::-1]
