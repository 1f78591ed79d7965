"""What a chart shows, in words, for who does not see it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from webapp.domain.figures import Measure, figure, figure_with_unit
from webapp.domain.trend import Trend, TrendPoint


def describe(trend: Trend) -> str:
    """The span of time, the newest figure beside its target, and the extremes."""
    return " ".join(_sentences(trend))


def _sentences(trend: Trend) -> Iterator[str]:
    first, last = trend.points[0].period, trend.points[-1].period
    known = [point for point in trend.points if point.value is not None]
    yield f"Line chart of {_count(len(known), 'figure')}, {first} to {last}." if first != last else f"{first}."
    newest = known[-1]
    quality = "" if newest.is_final else f", {newest.quality}"
    target = _target(newest, trend.measure)
    yield f"Newest: {newest.period}, {figure_with_unit(newest.value, trend.measure)}{quality}{target}."
    if len(known) > 2:
        yield f"Lowest: {_extreme(min(known, key=_value), trend)}; highest: {_extreme(max(known, key=_value), trend)}."
    missing = len(trend.points) - len(known)
    if missing:
        yield f"{_count(missing, 'period')} without a figure."
    yield from (f"{mark.words}." for mark in trend.plans)


def _target(point: TrendPoint, measure: Measure) -> str:
    if point.lower is None:
        return ""
    if point.lower == point.upper:
        return f" against a target of {figure(point.lower, measure)}"
    return f" against a target of {figure(point.lower, measure)} to {figure(point.upper, measure)}"


def _extreme(point: TrendPoint, trend: Trend) -> str:
    return f"{figure(point.value, trend.measure)} ({point.period})"


def _value(point: TrendPoint) -> Decimal:
    assert point.value is not None  # only known points are compared
    return point.value


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
