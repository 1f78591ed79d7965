"""The one actual, or the one target, with which a stated line would be right.

What a line states is rounded, so it allows an interval of actuals (or targets); a remedy is a value in it
with no more places than the figures of the line have: more than anybody wrote would explain nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from webapp.domain.numbers import EXACT, places_of, plain
from webapp.domain.stated_line import StatedLine
from webapp.domain.variance import Target, variance


class _Span(NamedTuple):
    """All values from ``low`` to ``high``; its ends may or may not belong to it, which testing decides."""

    low: Decimal
    high: Decimal


def actual_for(stated: StatedLine, actual: Decimal, target: Target) -> Decimal | None:
    """The actual with which the whole line agrees against ``target``; None if there is none."""
    places = _places(stated, actual, target)
    for amount, percent in _signs(stated, variance(actual, target).amount):
        bound = _bound(target, amount if amount is not None else percent)
        spans = [
            *(_around(EXACT.add(bound, amount), _half(amount)) for amount in _given(amount)),
            *(_moved(_around(percent, _half(percent)), bound) for percent in _given(percent)),
        ]
        for value in _values(spans, places):
            if stated.agrees(variance(value, target)):
                return value
    return None


def target_for(stated: StatedLine, actual: Decimal, target: Target) -> Decimal | None:
    """The target with which the whole line agrees for ``actual``; None if there is none, or for a range."""
    if target.value is None:
        return None
    places = _places(stated, actual, target)
    for amount, percent in _signs(stated, variance(actual, target).amount):
        for sign in (1, -1) if target.value >= 0 else (-1, 1):
            spans = [
                *(_around(EXACT.subtract(actual, amount), _half(amount)) for amount in _given(amount)),
                *(_wanted(_around(percent, _half(percent)), actual, sign) for percent in _given(percent)),
            ]
            for value in _values([span for span in spans if span], places):
                if stated.agrees(variance(actual, replace(target, value=value))):
                    return value
    return None


def _given(figure: Decimal | None) -> tuple[Decimal, ...]:
    """The figure, if it was stated."""
    return () if figure is None else (figure,)


def _signs(stated: StatedLine, computed: Decimal) -> Iterator[tuple[Decimal | None, Decimal | None]]:
    """Variance and percent with their signs; of magnitudes, first with the sign the stored figures give."""
    if stated.signed:
        yield stated.variance, stated.percent
        return
    for sign in (-1, 1) if computed < 0 else (1, -1):
        yield _with_sign(stated.variance, sign), _with_sign(stated.percent, sign)


def _with_sign(figure: Decimal | None, sign: int) -> Decimal | None:
    return None if figure is None else figure.copy_sign(Decimal(sign))


def _places(stated: StatedLine, actual: Decimal, target: Target) -> int:
    """The most places any figure of the line has, trailing zeros of stored ones apart."""
    stored = [figure for figure in (actual, target.value, target.lower, target.upper) if figure is not None]
    written = [places_of(figure) for figure in _given(stated.variance)]
    return max([*written, *(places_of(Decimal(plain(figure))) for figure in stored)])


def _half(written: Decimal) -> Decimal:
    """Half a unit of the last place a figure was written with."""
    return Decimal((0, (5,), -places_of(written) - 1))


def _around(middle: Decimal, half: Decimal) -> _Span:
    return _Span(EXACT.subtract(middle, half), EXACT.add(middle, half))


def _bound(target: Target, direction: Decimal | None) -> Decimal:
    """The figure a variance of that direction is measured from: a range has one on either side."""
    if target.value is not None:
        return target.value
    bound = target.upper if direction is not None and direction > 0 else target.lower
    assert bound is not None
    return bound


def _moved(percents: _Span, bound: Decimal) -> _Span:
    """The actuals that lie those percents of ``bound`` away from it."""
    low, high = (EXACT.add(bound, EXACT.scaleb(EXACT.multiply(p, bound.copy_abs()), -2)) for p in percents)
    return _Span(low, high)


def _wanted(percents: _Span, actual: Decimal, sign: int) -> _Span | None:
    """Targets of that sign from which ``actual`` lies those percents away; None where any or none would do.

    P = (A - T) / |T| x 100 gives T = A / (1 + sign x P / 100).
    """
    shares = [EXACT.add(Decimal(1), EXACT.multiply(Decimal(sign), EXACT.scaleb(p, -2))) for p in percents]
    if min(shares) <= 0 <= max(shares):
        return None
    ends = [EXACT.divide(actual, share) for share in shares]
    return _Span(min(ends), max(ends))


def _values(spans: list[_Span], places: int) -> Iterator[Decimal]:
    """Values to try, of ``places``: next to the middle of the first span, then of what all spans share."""
    if not spans:
        return
    common = _Span(max(span.low for span in spans), min(span.high for span in spans))
    for span in (spans[0], common):
        middle = EXACT.divide(EXACT.add(span.low, span.high), Decimal(2))
        for rounding in (ROUND_FLOOR, ROUND_CEILING):
            yield middle.quantize(Decimal((0, (1,), -places)), rounding=rounding, context=EXACT)
