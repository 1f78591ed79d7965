"""A series in the height of a line of text, for the rows of a table: the way it goes, without axes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from webapp.charts.shapes import BLUE, INK, Dot, Line, Picture, Shape, Spot
from webapp.charts.svg import Svg, svg

WIDTH, HEIGHT, EDGE = 96.0, 24.0, 3.0


def sparkline(values: Sequence[Decimal | None], *, name: str, title: str) -> Svg:
    """Values in the order of time, None being a gap, as an SVG of 96 × 24; "" where there is no value.

    A template writes it as it stands: ``{{ sparkline(...) }}``. ``title`` says in words what it shows ("Last 12
    months: 419.0 to 439.1, rising"), ``name`` is its id on the page. The newest value has a dot. Beside it, the table
    has the figures.
    """
    picture = sparkline_picture(values, title)
    return svg(picture, name=name, classes="sparkline") if picture.shapes else Svg()


def sparkline_picture(values: Sequence[Decimal | None], title: str) -> Picture:
    """The same as shapes; none where there is no value."""
    return Picture(WIDTH, HEIGHT, tuple(_shapes(values)), title, "")


def _shapes(values: Sequence[Decimal | None]) -> Iterator[Shape]:
    known = [float(value) for value in values if value is not None]
    if not known:
        return
    low, span = min(known), max(known) - min(known)
    step = (WIDTH - 2 * EDGE) / max(1, len(values) - 1)

    def spot(place: int, value: Decimal) -> Spot:
        share = (float(value) - low) / span if span else 0.5
        return EDGE + place * step, HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)

    placed = [None if value is None else spot(place, value) for place, value in enumerate(values)]
    for is_gap, group in groupby(placed, key=lambda at: at is None):
        spots = [at for at in group if at is not None]
        if not is_gap:
            yield Line(tuple(spots), BLUE, 1.5) if len(spots) > 1 else Dot(*spots[0], 1.2, BLUE)
    x, y = next(at for at in reversed(placed) if at is not None)
    yield Dot(x, y, 2.4, INK)
