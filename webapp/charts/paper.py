"""A picture on paper: the same shapes as on the page, tagged as a figure with its words."""

from __future__ import annotations

from webapp.charts.lettering import text_width
from webapp.charts.shapes import WHITE, Area, Dot, Line, Picture, Shape, Spot, Words
from webapp.pdf.fonts import clean
from webapp.pdf.richtext import Run
from webapp.pdf.sheet import Colour, Sheet
from webapp.pdf.tagging import Element
from webapp.pdf.typesetting import pieces

_SHARES = {"start": 0.0, "middle": 0.5, "end": 1.0}


def draw_picture(sheet: Sheet, picture: Picture, element: Element, x: float, top: float) -> None:
    """Draw a picture with its upper left corner at a spot in points from the page's lower left corner."""
    element.alternative = clean(picture.alternative)
    element.box = (x, top - picture.height, x + picture.width, top)
    with sheet.tagged(element):
        for shape in picture.shapes:
            _draw(sheet, shape, x, top)


def _draw(sheet: Sheet, shape: Shape, left: float, top: float) -> None:
    def placed(spot: Spot) -> Spot:
        return left + spot[0], top - spot[1]

    match shape:
        case Line(spots, ink, width, dashes):
            sheet.path([placed(spot) for spot in spots], ink=_colour(ink), thickness=width, dashes=dashes)
        case Area(spots, fill, ink, width):
            edge = _colour(ink) if ink else None
            sheet.path([placed(spot) for spot in spots], fill=_colour(fill), ink=edge, thickness=width)
        case Dot(x, y, radius, ink, hollow):
            inside, thickness = (WHITE, 1.5) if hollow else (ink, 0.1)
            sheet.disc(*placed((x, y)), radius, fill=_colour(inside), ink=_colour(ink), thickness=thickness)
        case Words(x, baseline, text, size, anchor, ink, bold):
            start = x - text_width(text, size, bold=bold) * _SHARES[anchor]
            run = Run(clean(text), bold=bold, colour=_colour(ink))
            sheet.text(*placed((start, baseline)), pieces(run.text, run), size)


def _colour(notation: str) -> Colour:
    red, green, blue = (round(int(notation[at : at + 2], 16) / 255, 3) for at in (1, 3, 5))
    return red, green, blue
