"""The foot of each page, and the word across a draft: decoration, said in words elsewhere on the page."""

from __future__ import annotations

from webapp.domain.plan_page import PlanPage
from webapp.pdf.fonts import one_line
from webapp.pdf.layout import SIDE, WIDTH
from webapp.pdf.richtext import Run
from webapp.pdf.sheet import Sheet
from webapp.pdf.typesetting import pieces, shortened

SIZE = 8.5
BASELINE = 24.0
GREY = (0.25, 0.25, 0.25)
GHOST = (0.925, 0.925, 0.925)
LARGEST_GHOST = 165.0
LONGEST_GHOST = 720.0  # points from corner towards corner


def draw_foot(sheet: Sheet, page: PlanPage, number: int, pages: int) -> None:
    """Council, plan, version, indicator code and period at the left; the page's number at the right."""
    parts = (page.council, f"Plan {page.number}, version {page.version}", page.indicator_code, page.period)
    left = " · ".join(one_line(part) for part in parts if part.strip())
    right = pieces(f"Page {number} of {pages}", Run("", colour=GREY))
    right_width = sum(piece.width for piece in right) * SIZE / 1000
    room = (WIDTH - right_width - SIZE) * 1000 / SIZE
    with sheet.artifact("Pagination"):
        sheet.text(SIDE, BASELINE, shortened(pieces(left, Run("", colour=GREY)), room), SIZE)
        sheet.text(SIDE + WIDTH - right_width, BASELINE, tuple(right), SIZE)


def draw_watermark(sheet: Sheet, word: str) -> None:
    """A word across the page, pale enough to be read through, and as large as there is room for."""
    drawn = pieces(word, Run("", bold=True, colour=GHOST))
    size = min(LARGEST_GHOST, LONGEST_GHOST * 1000 / sum(piece.width for piece in drawn))
    with sheet.artifact("Background"):
        sheet.slanted(tuple(drawn), size)
