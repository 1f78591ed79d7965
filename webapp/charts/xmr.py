"""The XmR view of a series: its mean and limits, and the points that chance alone hardly explains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from webapp.charts.describing import describe
from webapp.charts.frame import Frame, drawn_frame, frame_of
from webapp.charts.legend import MARK_SAMPLE, Entry, drawn_legend, legend_height, legend_width
from webapp.charts.marks import Mark, mark
from webapp.charts.newest import newest_figure
from webapp.charts.shapes import PURPLE, QUIET, Line, Picture, Shape
from webapp.charts.trend import (
    common_entries,
    figures_of,
    plan_marks,
    series_lines,
    series_mark,
    target_bands,
    target_lines,
)
from webapp.domain.figures import figure
from webapp.domain.trend import Trend
from webapp.domain.xmr import Stretch, Xmr
from webapp.domain.xmr_verdicts import Variation

MARKS = {
    Variation.COMMON: Mark.COMMON,
    Variation.IMPROVEMENT: Mark.IMPROVEMENT,
    Variation.CONCERN: Mark.CONCERN,
    Variation.SPECIAL: Mark.SPECIAL,
}
NAMED = 5
"""Unusual points that are named in the words; the table beside the chart has all."""

LIMIT_DASHES = (2.0, 2.0)


def xmr_picture(
    trend: Trend,
    chart: Xmr,
    kinds: Sequence[Variation | None],
    *,
    title: str,
    width: float,
    height: float,
    size: float = 12.0,
) -> Picture:
    """The chart of a series with its limits; ``kinds`` says of each point how it varies, None at a gap."""
    entries = list(_entries(trend, chart, kinds, room=width, size=size))
    below = legend_height(entries, width, size) + size * 0.6
    held = (*figures_of(trend), *_limits(chart))
    frame = frame_of(trend, held, width=width, height=height - below, size=size)
    shapes = (
        *target_bands(trend, frame),
        *drawn_frame(frame, trend),
        *plan_marks(trend, frame),
        *target_lines(trend, frame),
        *(line for stretch in chart.stretches for line in _lines(frame, stretch)),
        *series_lines(trend, frame, QUIET),
        *_marks(trend, frame, kinds),
        *newest_figure(trend, frame),
        *drawn_legend(entries, width, size, height - below + size * 0.6),
    )
    return Picture(width, height, shapes, title, f"{describe(trend)} {_said(trend, chart, kinds)}")


def _limits(chart: Xmr) -> Iterator[Decimal]:
    for stretch in chart.stretches:
        if stretch.limits:
            yield from (stretch.limits.lower, stretch.limits.upper)


def _lines(frame: Frame, stretch: Stretch) -> Iterator[Shape]:
    """Mean and limits across the slots of a stretch."""
    left, right = frame.x(stretch.start), frame.x(stretch.end)
    if stretch.mean is not None:
        y = frame.scale.y(stretch.mean)
        yield Line(((left, y), (right, y)), PURPLE, 1.5)
    if stretch.limits:
        for limit in (stretch.limits.lower, stretch.limits.upper):
            y = frame.scale.y(limit)
            yield Line(((left, y), (right, y)), PURPLE, 1.5, LIMIT_DASHES)


def _marks(trend: Trend, frame: Frame, kinds: Sequence[Variation | None]) -> Iterator[Shape]:
    for place, kind in enumerate(kinds):
        if kind is not None:
            yield from series_mark(trend, frame, place, MARKS[kind])


def _entries(
    trend: Trend, chart: Xmr, kinds: Sequence[Variation | None], *, room: float, size: float
) -> Iterator[Entry]:
    for kind, of_kind in MARKS.items():
        if kind in kinds:
            yield Entry(partial(_sample, of_kind), kind.capitalize(), MARK_SAMPLE)
    mean, limits = _levels(trend, chart.current)
    if mean:
        yield Entry(lambda x, y, radius: (Line(((x - 11, y), (x + 11, y)), PURPLE, 1.5),), mean)
    if limits:
        both = Entry(lambda x, y, radius: (Line(((x - 11, y), (x + 11, y)), PURPLE, 1.5, LIMIT_DASHES),), limits)
        lower, _, upper = limits.partition(" to ")
        fits = legend_width([both], size) <= room
        yield from [both] if fits else [replace(both, words=lower), replace(both, words=f"to {upper}")]
    yield from common_entries(trend)


def _sample(kind: Mark, x: float, y: float, radius: float) -> tuple[Shape]:
    return (mark(kind, x, y, radius),)


def _levels(trend: Trend, stretch: Stretch) -> tuple[str, str]:
    """The mean, and the limits with their ends, in words; "" where there are none."""
    measure, limits = trend.measure, stretch.limits
    mean = "" if stretch.mean is None else f"Mean {figure(stretch.mean, measure)}"
    if limits is None:
        return mean, ""
    word = "Trial limits" if stretch.is_trial else "Limits"
    return mean, f"{word} {figure(limits.lower, measure)} to {figure(limits.upper, measure)}"


def _said(trend: Trend, chart: Xmr, kinds: Sequence[Variation | None]) -> str:
    special = [
        f"{point.period} ({kind}: {', '.join(charted.signals)})"
        for point, charted, kind in zip(trend.points, chart.points, kinds, strict=True)
        if charted.signals
    ]
    levels = "; ".join(each for each in _levels(trend, chart.current) if each)
    if not special:
        return f"{levels}. No point is special cause."
    earlier = f"{len(special) - NAMED} earlier points, and " if len(special) > NAMED else ""
    unusual = f"Special cause: {earlier}{', '.join(special[-NAMED:])}."
    return f"{levels}. {unusual}"
