"""The marks of single points: told apart by their shape as well as by their colour."""

from __future__ import annotations

from enum import Enum

from webapp.charts.shapes import BLUE, INK, PURPLE, QUIET, RUST, WHITE, Area, Dot, Shape


class Mark(Enum):
    """The form and colour of a mark."""

    PLAIN = BLUE  # a circle
    COMMON = QUIET  # a circle
    IMPROVEMENT = "improvement"  # a square
    CONCERN = "concern"  # a diamond
    SPECIAL = "special"  # a triangle
    FLAG = INK  # a triangle that points down


_INKS = {Mark.IMPROVEMENT: BLUE, Mark.CONCERN: RUST, Mark.SPECIAL: PURPLE, Mark.FLAG: INK}
_FORMS = {
    Mark.IMPROVEMENT: ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    Mark.CONCERN: ((0, -1.5), (1.5, 0), (0, 1.5), (-1.5, 0)),
    Mark.SPECIAL: ((0, -1.4), (1.35, 1), (-1.35, 1)),
    Mark.FLAG: ((-1.2, -0.9), (1.2, -0.9), (0, 1.1)),
}


def mark(kind: Mark, x: float, y: float, radius: float, *, hollow: bool = False) -> Shape:
    """A mark around a spot, about as large as a circle of that radius."""
    if kind not in _FORMS:
        return Dot(x, y, radius, kind.value, hollow)
    spots = tuple((x + across * radius, y + down * radius) for across, down in _FORMS[kind])
    ink = _INKS[kind]
    return Area(spots, WHITE if hollow else ink, ink, 1.5 if hollow else 0.5)
