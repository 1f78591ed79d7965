"""A picture as PNG: the one on paper, photographed."""

from __future__ import annotations

import io
from threading import Lock

import pypdfium2

from webapp.charts.paper import draw_picture
from webapp.charts.shapes import Picture
from webapp.pdf.metadata import PRODUCT, Facts
from webapp.pdf.sheet import Sheet, drawing
from webapp.pdf.tagging import Element

LANGUAGE = "en-GB"
SHARPNESS = 2.0
"""Pixels for each point."""

_reading = Lock()
"""Held while a page is photographed: the library serves one thread at a time."""


def png(picture: Picture) -> bytes:
    """The picture as a PNG file, twice as many pixels wide as it has points."""
    with drawing:
        page = picture_page(picture)
    with _reading:
        document = pypdfium2.PdfDocument(page)
        try:
            image = document[0].render(scale=SHARPNESS).to_pil()
        finally:
            document.close()
    out = io.BytesIO()
    image.save(out, format="PNG", optimize=True)
    return out.getvalue()


def picture_page(picture: Picture) -> bytes:
    """A tagged PDF of one page that is as large as the picture."""
    root = Element("Document")
    sheet = Sheet(Facts(picture.title, PRODUCT, LANGUAGE), root, size=(picture.width, picture.height))
    draw_picture(sheet, picture, root.add("Figure"), 0, picture.height)
    return sheet.finish()
