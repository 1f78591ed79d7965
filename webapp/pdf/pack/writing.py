"""Words on the pages that stand before the plans: lines set to a width, each paragraph tagged as what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.domain.packs import KIND, Pack
from webapp.pdf.fonts import one_line, replaced
from webapp.pdf.layout import SIDE, WIDTH, high
from webapp.pdf.richtext import Paragraph, Run
from webapp.pdf.sheet import Sheet
from webapp.pdf.tagging import Element
from webapp.pdf.typesetting import Line, Setting, pieces, shortened

ASCENT = 0.93  # from the top of a line to its baseline, of the font size
FOOT_SIZE = 8.5
FOOT_BASELINE = 24.0
GREY = (0.25, 0.25, 0.25)


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines with their left edge, in points from the left margin; ``width`` where they end at its right."""

    lines: Sequence[Line]
    left: float = 0.0
    width: float | None = None

    @property
    def height(self) -> float:
        """Points from the top of the first line to the foot of the last."""
        return high(self.lines)


def cell(
    text: str, size: float, *, left: float = 0.0, width: float = WIDTH, bold: bool = False, right: bool = False
) -> Cell:
    """Plain text set at ``size`` points to a width, from the left or up to the right."""
    paragraph = Paragraph([Run(replaced(text), bold)], [Element("P")])
    return Cell(Setting([paragraph]).lines(width, size), left, width if right else None)


def write(sheet: Sheet, top: float, *cells: Cell) -> None:
    """Draw cells side by side, ``top`` in points from the foot of the paper."""
    for each in cells:
        y = top
        for number, line in enumerate(each.lines):
            y -= line.gap if number else 0.0
            indent = each.width - line.width if each.width is not None else line.indent
            sheet.text(SIDE + each.left + indent, y - line.size * ASCENT, line.pieces, line.size)
            y -= line.height - line.gap


def write_as(sheet: Sheet, element: Element, top: float, *cells: Cell, spoken: str = "") -> float:
    """Draw cells as one element; returns the points of the highest. ``spoken`` is read instead of the lines."""
    with sheet.tagged(element):
        write(sheet, top, *cells)
    if spoken or sum(len(each.lines) for each in cells) > 1:
        element.actual_text = spoken or "".join(_words(each) for each in cells)
    return max(each.height for each in cells)


def write_foot(sheet: Sheet, pack: Pack, number: int, total: int) -> None:
    """What this is at the left, the page's number at the right, as at the foot of a plan."""
    left = replaced(" · ".join(one_line(part) for part in (pack.council, KIND, pack.period) if part.strip()))
    right = pieces(f"Page {number} of {total}", Run("", colour=GREY))
    right_width = sum(piece.width for piece in right) * FOOT_SIZE / 1000
    room = (WIDTH - right_width - FOOT_SIZE) * 1000 / FOOT_SIZE
    with sheet.artifact("Pagination"):
        sheet.text(SIDE, FOOT_BASELINE, shortened(pieces(left, Run("", colour=GREY)), room), FOOT_SIZE)
        sheet.text(SIDE + WIDTH - right_width, FOOT_BASELINE, tuple(right), FOOT_SIZE)


def _words(written: Cell) -> str:
    return "".join(piece.text for line in written.lines for piece in line.pieces)
