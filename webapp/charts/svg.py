"""A picture as inline SVG: attributes only, as a page may forbid styles, and words for who does not see it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from webapp.charts.shapes import Area, Dot, Line, Picture, Shape, Spot, Words

FAMILY = "Arial, Helvetica, 'Liberation Sans', sans-serif"
NAMESPACE = "http://www.w3.org/2000/svg"


class Svg(str):
    """SVG that a template writes as it stands."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def svg(picture: Picture, *, name: str, classes: str = "") -> Svg:
    """The picture as an element of a page on which no other is called ``name``: it scales with its width."""
    about = f'<title id="{name}-title">{escape(picture.title, quote=False)}</title>'
    named = f"{name}-title"
    if picture.description:
        about += f'<desc id="{name}-desc">{escape(picture.description, quote=False)}</desc>'
        named += f" {name}-desc"
    return _element(picture, f'id="{name}"', classes, f'role="img" aria-labelledby="{named}"', about)


def decoration(picture: Picture, *, classes: str = "") -> Svg:
    """The picture where the words beside it say the same: nothing of it is read aloud."""
    return _element(picture, 'aria-hidden="true"', classes, 'focusable="false"', "")


def svg_file(picture: Picture) -> bytes:
    """The picture as a file of its own."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg(picture, name="chart")}\n'.encode()


def _element(picture: Picture, name: str, classes: str, named: str, about: str) -> Svg:
    width, height = _number(picture.width), _number(picture.height)
    kind = f' class="{escape(classes)}"' if classes else ""
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    head = f'<svg xmlns="{NAMESPACE}" {name}{kind} {size} {named} font-family="{FAMILY}">'
    return Svg(f"{head}{about}{''.join(map(_drawn, picture.shapes))}</svg>")


def _drawn(shape: Shape) -> str:
    match shape:
        case Line(spots, ink, width, dashes):
            dashed = f' stroke-dasharray="{" ".join(map(_number, dashes))}"' if dashes else ""
            points = _points(spots)
            return f'<polyline points="{points}" fill="none" stroke="{ink}" stroke-width="{_number(width)}"{dashed}/>'
        case Area(spots, fill, ink, width):
            edge = f' stroke="{ink}" stroke-width="{_number(width)}"' if ink else ""
            return f'<polygon points="{_points(spots)}" fill="{fill}"{edge}/>'
        case Dot(x, y, radius, ink, hollow):
            fill = f'#ffffff" stroke="{ink}" stroke-width="1.5' if hollow else ink
            return f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}" fill="{fill}"/>'
        case Words(x, baseline, text, size, anchor, ink, bold):
            at = f'x="{_number(x)}" y="{_number(baseline)}" font-size="{_number(size)}"'
            placed = "" if anchor == "start" else f' text-anchor="{anchor}"'
            weight = ' font-weight="bold"' if bold else ""
            return f'<text {at}{placed}{weight} fill="{ink}">{escape(text, quote=False)}</text>'


def _points(spots: Iterable[Spot]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in spots)


def _number(value: float) -> str:
    """Hundredths of a point are enough."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
