"""A tagged PDF being drawn: text and marks on A4 pages, each either part of the structure or decoration."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from webapp.pdf.fonts import REGULAR, face
from webapp.pdf.metadata import Facts, write_metadata
from webapp.pdf.tagging import Element, Mark, write_structure
from webapp.pdf.typesetting import Piece

PAGE_WIDTH, PAGE_HEIGHT = A4
Colour = tuple[float, float, float]


class Sheet:
    """Pages drawn top to bottom; the same calls always give the same bytes. One thread at a time."""

    def __init__(self, facts: Facts, root: Element) -> None:
        face(REGULAR)
        self._out = io.BytesIO()
        self._root = root
        self._page = 0
        self._marks = 0
        # Without an initial font of ours, ReportLab names an unembedded Helvetica in the file.
        make: Any = Canvas  # its published types call the font's name a number
        self._canvas: Any = make(
            self._out, pagesize=A4, invariant=1, pageCompression=1, pdfVersion=(1, 7), initialFontName=REGULAR
        )
        write_metadata(self._canvas, facts)

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """What is drawn inside belongs to ``element``."""
        element.kids.append(Mark(self._page, self._marks))
        self._canvas._code.append(f"/{element.tag} <</MCID {self._marks}>> BDC")
        self._marks += 1
        yield
        self._canvas._code.append("EMC")

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn inside is decoration, not read aloud: Layout, Pagination or Background."""
        self._canvas._code.append(f"/Artifact <</Type /{kind}>> BDC")
        yield
        self._canvas._code.append("EMC")

    def text(self, x: float, baseline: float, pieces: tuple[Piece, ...], size: float) -> None:
        """Draw pieces from ``x`` on, in points from the lower left corner."""
        drawn = self._canvas.beginText(x, baseline)
        for piece in pieces:
            drawn.setFont(piece.face, size)
            drawn.setFillColorRGB(*piece.run.colour)
            drawn.textOut(piece.text)
            self._canvas._doc.updateSignature(piece.text)
        self._canvas.drawText(drawn)

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle from its lower left corner."""
        self._canvas.setFillColorRGB(*colour)
        self._canvas.rect(x, y, width, height, stroke=0, fill=1)

    def frame(self, x: float, y: float, width: float, height: float, thickness: float, colour: Colour) -> None:
        """An empty rectangle from its lower left corner, thickness in points."""
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.setLineWidth(thickness)
        self._canvas.rect(x, y, width, height, stroke=1, fill=0)

    def rule(self, x1: float, y1: float, x2: float, y2: float, thickness: float, colour: Colour) -> None:
        """A straight line, thickness in points."""
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.setLineWidth(thickness)
        self._canvas.line(x1, y1, x2, y2)

    def slanted(self, pieces: tuple[Piece, ...], size: float) -> None:
        """A word across the middle of the page, rising to the right."""
        width = sum(piece.width for piece in pieces) * size / 1000
        self._canvas.saveState()
        self._canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
        self._canvas.rotate(52)
        self.text(-width / 2, -size * 0.36, pieces, size)
        self._canvas.restoreState()

    def next_page(self) -> None:
        """Close this page; what follows is drawn on another."""
        self._canvas.showPage()
        self._page += 1
        self._marks = 0

    def finish(self) -> bytes:
        """Close the last page and give the file."""
        self._canvas.showPage()
        write_structure(self._canvas._doc, self._root)
        self._canvas.save()
        return self._out.getvalue()
