"""A tagged PDF being drawn: text and marks on A4 pages, each either part of the structure or decoration."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from math import cos, radians, sin
from threading import Lock
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from webapp.pdf.fonts import REGULAR, face
from webapp.pdf.metadata import Facts, write_metadata
from webapp.pdf.tagging import Box, Element, Link, Mark, write_structure
from webapp.pdf.typesetting import Piece

PAGE_WIDTH, PAGE_HEIGHT = A4
Colour = tuple[float, float, float]
SLANT = radians(52)
ROUND = 0.5523
"""How far the handles of a curve reach, of the radius, that is a quarter of a circle."""

RISING = f"{cos(SLANT):.4f} {sin(SLANT):.4f} {-sin(SLANT):.4f} {cos(SLANT):.4f}"

drawing = Lock()
"""Held while a document is drawn: ReportLab's typefaces serve one at a time."""


class Sheet:
    """Pages drawn top to bottom; the same calls always give the same bytes. One thread at a time.

    Drawing instructions are written here, in hundredths of a point, and only where something changes: ReportLab's
    own write size, colour and position again with every word. It keeps the fonts and the file.
    """

    def __init__(self, facts: Facts, root: Element, *, size: tuple[float, float] = A4) -> None:
        face(REGULAR)
        self._out = io.BytesIO()
        self._root = root
        # Without an initial font of ours, ReportLab names an unembedded Helvetica in the file.
        make: Any = Canvas  # its published types call the font's name a number
        self._canvas: Any = make(
            self._out, pagesize=size, invariant=1, pageCompression=1, pdfVersion=(1, 7), initialFontName=REGULAR
        )
        write_metadata(self._canvas, facts)
        self._page = 0
        self._begin_page()

    def _begin_page(self) -> None:
        self._marks = 0
        self._code: list[str] = []
        self._font = ""
        self._ink: Colour | None = None
        self._line: tuple[float, Colour] | None = None

    @property
    def is_blank(self) -> bool:
        """Nothing is drawn on this page yet."""
        return not self._code

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """What is drawn inside belongs to ``element``."""
        element.kids.append(Mark(self._page, self._marks))
        self._code.append(f"/{element.tag} <</MCID {self._marks}>> BDC")
        self._marks += 1
        yield
        self._code.append("EMC")

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn inside is decoration, not read aloud: Layout, Pagination or Background."""
        self._code.append(f"/Artifact <</Type /{kind}>> BDC")
        yield
        self._code.append("EMC")

    def text(self, x: float, baseline: float, pieces: Iterable[Piece], size: float) -> None:
        """Draw pieces from ``x`` on, in points from the lower left corner."""
        self._code.append(f"BT {x:.2f} {baseline:.2f} Td")
        document = self._canvas._doc
        for piece in pieces:
            self._fill_with(piece.run.colour)
            font = face(piece.face)
            for subset, codes in font.splitString(piece.text, document):
                chosen = f"{font.getSubsetInternalName(subset, document)} {size:.2f} Tf"
                if chosen != self._font:
                    self._font = chosen
                    self._code.append(chosen)
                self._code.append(f"<{codes.hex()}> Tj")
        self._code.append("ET")

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle from its lower left corner."""
        self._fill_with(colour)
        self._code.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def fill_squares(self, x: float, y: float, side: float, squares: Iterable[tuple[int, int, int]]) -> None:
        """Black bars one unit of ``side`` points high: column, row from the foot, and width of each, in units."""
        bars = " ".join(f"{column} {row} {width} 1 re" for column, row, width in squares)
        self._code.append(f"q {side:.4f} 0 0 {side:.4f} {x:.2f} {y:.2f} cm 0 0 0 rg {bars} f Q")

    def frame(self, x: float, y: float, width: float, height: float, thickness: float, colour: Colour) -> None:
        """An empty rectangle from its lower left corner, thickness in points."""
        self._rule_with(thickness, colour)
        self._code.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def rule(self, x1: float, y1: float, x2: float, y2: float, thickness: float, colour: Colour) -> None:
        """A straight line, thickness in points."""
        self._rule_with(thickness, colour)
        self._code.append(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    def path(
        self,
        spots: Sequence[tuple[float, float]],
        *,
        ink: Colour | None = None,
        thickness: float = 1.0,
        dashes: tuple[float, ...] = (),
        fill: Colour | None = None,
    ) -> None:
        """Straight lines from spot to spot, or, with ``fill``, a closed and filled shape; ``ink`` draws its edge."""
        if fill is not None:
            self._fill_with(fill)
        if ink is not None:
            self._rule_with(thickness, ink)
        (x, y), *others = spots
        drawn = f"{x:.2f} {y:.2f} m {' '.join(f'{x:.2f} {y:.2f} l' for x, y in others)}"
        paint = "S" if fill is None else "f" if ink is None else "b"
        dashed = f"[{' '.join(f'{each:g}' for each in dashes)}] 0 d"
        self._code.append(f"{dashed} {drawn} {paint} [] 0 d" if dashes else f"{drawn} {paint}")

    def disc(self, x: float, y: float, radius: float, *, fill: Colour, ink: Colour, thickness: float) -> None:
        """A filled circle with an edge."""
        self._fill_with(fill)
        self._rule_with(thickness, ink)
        reach = radius * ROUND
        quarters = [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 0)]
        drawn = [f"{x + radius:.2f} {y:.2f} m"]
        for (a, b), (c, d) in pairwise(quarters):
            # Each handle lies on the tangent of its end, towards the other.
            first = f"{x + a * radius + c * reach:.2f} {y + b * radius + d * reach:.2f}"
            second = f"{x + c * radius + a * reach:.2f} {y + d * radius + b * reach:.2f}"
            drawn.append(f"{first} {second} {x + c * radius:.2f} {y + d * radius:.2f} c")
        self._code.append(f"{' '.join(drawn)} b")

    def slanted(self, pieces: tuple[Piece, ...], size: float) -> None:
        """A word across the middle of the page, rising to the right."""
        width = sum(piece.width for piece in pieces) * size / 1000
        font, ink = self._font, self._ink
        self._code.append(f"q {RISING} {PAGE_WIDTH / 2:.2f} {PAGE_HEIGHT / 2:.2f} cm")
        self.text(-width / 2, -size * 0.36, pieces, size)
        self._code.append("Q")
        self._font, self._ink = font, ink

    def link(self, element: Element, box: Box, place: str, words: str) -> None:
        """Let ``element`` lead from a box to a named place of the file that this will be a part of."""
        element.kids.append(Link(self._page, box, place, words))

    def next_page(self) -> None:
        """Close this page; what follows is drawn on another."""
        self._end_page()
        self._page += 1
        self._begin_page()

    def finish(self) -> bytes:
        """Close the last page and give the file."""
        self._end_page()
        write_structure(self._canvas._doc, self._root)
        self._canvas.save()
        return self._out.getvalue()

    def _end_page(self) -> None:
        content = "\n".join(self._code).encode("ascii") + b"\n"
        self._canvas.showPage()
        document = self._canvas._doc
        document.updateSignature(content)
        document.Pages.pages[-1].Contents = pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])

    def _fill_with(self, colour: Colour) -> None:
        if colour != self._ink:
            self._ink = colour
            self._code.append(f"{_numbers(colour)} rg")

    def _rule_with(self, thickness: float, colour: Colour) -> None:
        if (thickness, colour) != self._line:
            self._line = (thickness, colour)
            self._code.append(f"{_numbers(colour)} RG {thickness:g} w")


def _numbers(colour: Colour) -> str:
    return " ".join(f"{part:g}" for part in colour)
