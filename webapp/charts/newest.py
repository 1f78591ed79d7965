"""The newest figure of a chart, written beside its mark where it covers least."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from webapp.charts.frame import Frame
from webapp.charts.lettering import text_width
from webapp.charts.shapes import WHITE, Shape, Words, rectangle
from webapp.domain.figures import figure
from webapp.domain.trend import Trend


def newest_figure(trend: Trend, frame: Frame) -> Iterator[Shape]:
    """The figure on white: behind its mark, above it or below it."""
    place, value = next(_known(trend))
    x, y, size = frame.middle(place), frame.scale.y(value), frame.size
    text = figure(value, trend.measure)
    wide = text_width(text, size, bold=True)
    left = min(max(x - wide / 2, frame.left + 2), frame.width - wide)
    behind = min(y + size * 0.35, frame.scale.foot - size * 0.15)  # not on the line at the foot
    spots = [(x + size * 0.6, behind), (left, y - size * 0.75), (left, y + size * 1.5)]
    within = [spot for spot in spots if spot[0] + wide <= frame.width]
    fitting = [spot for spot in within if size * 1.9 < spot[1] < frame.scale.foot - size * 0.1] or within
    x, baseline = min(fitting, key=lambda spot: _covered(trend, frame, spot[0], spot[0] + wide, spot[1]))
    yield rectangle(x - 2, baseline - size * 0.82, wide + 4, size * 1.05, WHITE)
    yield Words(x, baseline, text, size, bold=True)


def _known(trend: Trend) -> Iterator[tuple[int, Decimal]]:
    """Slots with figures, newest first."""
    for place in range(len(trend.points) - 1, -1, -1):
        value = trend.points[place].value
        if value is not None:
            yield place, value


def _covered(trend: Trend, frame: Frame, left: float, right: float, baseline: float) -> int:
    """How much of the series and of the target lies where the figure would stand, counted in eighths of slots."""
    top, foot = baseline - frame.size, baseline + frame.size * 0.3
    count = 0
    for place, point in enumerate(trend.points):
        for eighth in range(8):
            at = frame.x(place + eighth / 8)
            if left <= at <= right:
                ys = [frame.scale.y(each) for each in (point.lower, point.upper) if each is not None]
                ys += _between(trend, frame, place + eighth / 8)
                count += sum(top <= y <= foot for y in ys)
    return count


def _between(trend: Trend, frame: Frame, at: float) -> list[float]:
    """Where the line of the series stands ``at`` slots from the start; nowhere in a gap."""
    before, share = divmod(at - 0.5, 1)
    if not 0 <= before < len(trend.points) - 1:
        return []
    first, second = (trend.points[int(before) + step].value for step in (0, 1))
    restarts = trend.restarts and trend.points[int(before) + 1].place == 0
    if first is None or second is None or restarts:
        return []
    return [frame.scale.y(first) * (1 - share) + frame.scale.y(second) * share]
