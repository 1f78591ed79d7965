"""Small pictures of how a series varies and whether it can be relied on; words always stand beside them."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.charts.marks import Mark, mark
from webapp.charts.shapes import BAND, INK, QUIET, WHITE, Area, Line, Picture, Shape, Spot, Words, rectangle
from webapp.domain.xmr_verdicts import Assurance, Variation

WIDTH, HEIGHT, EDGE = 64.0, 44.0, 1.0
UPPER, LOWER = 14.0, 30.0
"""Where the limits stand."""

_CALM = ((6.0, 24.0), (15.0, 18.0), (24.0, 26.0), (33.0, 19.0), (42.0, 25.0))
_DASHES = (3.0, 2.0)
_MARKS = {
    Variation.COMMON: Mark.COMMON,
    Variation.IMPROVEMENT: Mark.IMPROVEMENT,
    Variation.CONCERN: Mark.CONCERN,
    Variation.SPECIAL: Mark.SPECIAL,
}


def variation_icon(variation: Variation, way: int) -> Picture:
    """A line between its limits, whose end leaves them upwards (``way`` +1) or downwards (−1) where it is unusual."""
    end = (53.0, 20.0 if variation is Variation.COMMON else 7.0 if way > 0 else 37.0)
    shapes = (
        _frame(),
        *(_level(y, QUIET, _DASHES) for y in (UPPER, LOWER)),
        Line((*_CALM, end), QUIET, 1.5),
        *(mark(Mark.COMMON, x, y, 2.2) for x, y in _CALM),
        mark(_MARKS[variation], *end, 2.2 if variation is Variation.COMMON else 4.0),
    )
    return Picture(WIDTH, HEIGHT, shapes, f"Variation: {variation}", "")


def assurance_icon(assurance: Assurance, *, higher_is_better: bool) -> Picture:
    """The band of a series and the target: beyond it, with a tick or a cross, or within it, with a question mark."""
    is_above = (assurance is Assurance.FAIL) == higher_is_better
    band, level = (17.0, 7.0) if is_above else (5.0, 37.0)
    if assurance is Assurance.HIT_OR_MISS:
        band, level = 11.0, 22.0
    calm = tuple((x, y - UPPER - 8 + band + 11) for x, y in _CALM)
    shapes = (
        _frame(),
        rectangle(4, band, 42, 22, BAND),
        Line(calm, QUIET, 1.5),
        _level(level, INK, (5.0, 3.0), right=46.0),
        *_sign(assurance),
    )
    return Picture(WIDTH, HEIGHT, shapes, f"Assurance: {assurance}", "")


def _frame() -> Shape:
    corners = ((EDGE, EDGE), (WIDTH - EDGE, EDGE), (WIDTH - EDGE, HEIGHT - EDGE), (EDGE, HEIGHT - EDGE))
    return Area(corners, WHITE, INK, 1.5)


def _level(y: float, ink: str, dashes: tuple[float, ...], right: float = 60.0) -> Line:
    return Line(((4.0, y), (right, y)), ink, 1.5, dashes)


def _sign(assurance: Assurance) -> Iterator[Shape]:
    middle = HEIGHT / 2
    tick: tuple[Spot, ...] = ((49.5, middle), (53, middle + 4.5), (60, middle - 6))
    match assurance:
        case Assurance.PASS:
            yield Line(tick, INK, 2.5)
        case Assurance.FAIL:
            yield Line(((50, middle - 5), (60, middle + 5)), INK, 2.5)
            yield Line(((50, middle + 5), (60, middle - 5)), INK, 2.5)
        case Assurance.HIT_OR_MISS:
            yield Words(55, middle + 6.5, "?", 18, "middle", bold=True)
