"""The shapes of a chart as a bare ReportLab drawing, written as SVG by ReportLab's own renderer."""

from __future__ import annotations

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Circle, Drawing, Polygon, PolyLine, String
from reportlab.graphics.shapes import Shape as Bare
from reportlab.lib.colors import HexColor

from webapp.charts.shapes import WHITE, Area, Dot, Line, Picture, Shape, Words


def draw_with_reportlab(picture: Picture) -> str:
    """A drawing of the same shapes, and that as SVG."""
    drawing = Drawing(picture.width, picture.height)
    for shape in picture.shapes:
        drawing.add(_drawn(shape, picture.height))
    return str(renderSVG.drawToString(drawing))


def _drawn(shape: Shape, height: float) -> Bare:
    match shape:
        case Line(spots, ink, width, dashes):
            flat = [each for x, y in spots for each in (x, height - y)]
            return PolyLine(flat, strokeColor=HexColor(ink), strokeWidth=width, strokeDashArray=dashes or (1, 0))
        case Area(spots, fill, ink, width):
            flat = [each for x, y in spots for each in (x, height - y)]
            edge = HexColor(ink) if ink else None
            return Polygon(flat, fillColor=HexColor(fill), strokeColor=edge, strokeWidth=width)
        case Dot(x, y, radius, ink, hollow):
            inside = HexColor(WHITE if hollow else ink)
            return Circle(x, height - y, radius, fillColor=inside, strokeColor=HexColor(ink))
        case Words(x, baseline, text, size, anchor, ink, bold):
            face = "Helvetica-Bold" if bold else "Helvetica"
            return String(
                x, height - baseline, text, fontName=face, fontSize=size, textAnchor=anchor, fillColor=HexColor(ink)
            )
