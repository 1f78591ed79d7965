"""Placed rows drawn: bands, rules and text, each tagged as what it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from webapp.charts.paper import draw_picture
from webapp.charts.plan import plan_picture
from webapp.pdf.form import Chart, Figure, Kind
from webapp.pdf.layout import COLUMNS, LABEL, ROOM_X, SIDE, TOP, WIDTH, Placed, high
from webapp.pdf.qr import QUIET
from webapp.pdf.richtext import Run
from webapp.pdf.sheet import PAGE_HEIGHT, Sheet
from webapp.pdf.typesetting import INDENT, Line, Piece, pieces

BAND = (0.86, 0.88, 0.89)
FAINT = (0.94, 0.95, 0.95)
INK = (0.0, 0.0, 0.0)
HAIR = (0.45, 0.45, 0.45)
ASCENT = 0.93  # from the top of a line to its baseline, of the font size
RIGHT_ALIGNED = frozenset({(Kind.HEAD, 1), (Kind.TITLE, 1)})
MARK_HEIGHT = 1.45  # of the frame, and
MARK_RISE = (0.0, 0.145)  # of the text in it above its foot, both of the font size
LABELLED = frozenset({Kind.FIELD, Kind.CHART, Kind.SIGN_OFF})
BOXED = LABELLED | {Kind.BAND, Kind.ACTION}
SHADES = {Kind.BAND: BAND, Kind.ACTION: FAINT}


def draw_page(sheet: Sheet, rows: list[Placed]) -> None:
    """One page of rows, bands below the text and rules above it."""
    for row in rows:
        with sheet.artifact():
            _shade(sheet, row)
        for index in range(len(row.cells)):
            _draw_cell(sheet, row, index)
        if row.row.figure and row.begins:
            _draw_figure(sheet, row, row.row.figure)
        if row.row.chart:
            _draw_chart(sheet, row, row.row.chart)
    with sheet.artifact():
        for row in rows:
            _rules(sheet, row)


def _edges(row: Placed) -> tuple[float, float]:
    top = PAGE_HEIGHT - TOP - row.top
    return top - row.space, top - row.height


def _shade(sheet: Sheet, row: Placed) -> None:
    top, bottom = _edges(row)
    if row.row.kind in SHADES:
        sheet.fill(SIDE, bottom, WIDTH, top - bottom, SHADES[row.row.kind])


def _rules(sheet: Sheet, row: Placed) -> None:
    kind = row.row.kind
    if kind is Kind.TITLE:
        _frame_mark(sheet, row)
    if kind not in BOXED:
        return
    top, bottom = _edges(row)
    left, right = SIDE, SIDE + WIDTH
    heavy = kind in {Kind.BAND, Kind.SIGN_OFF}
    sheet.rule(left, top, right, top, 1.4 if heavy else 0.5, INK if heavy else HAIR)
    sheet.rule(left, bottom, right, bottom, 0.5, HAIR)
    sheet.rule(left, top, left, bottom, 0.5, HAIR)
    sheet.rule(right, top, right, bottom, 0.5, HAIR)
    if kind in LABELLED:
        sheet.rule(left + LABEL, top, left + LABEL, bottom, 0.5, HAIR)


def _frame_mark(sheet: Sheet, row: Placed) -> None:
    """A frame round the word that says what the paper is: draft, submitted, signed off."""
    line = row.cells[-1][-1]
    bottom = _edges(row)[1] + row.below
    width = line.width + 2 * ROOM_X
    sheet.frame(SIDE + WIDTH - width, bottom, width, line.size * MARK_HEIGHT, 1.0, INK)


def _draw_cell(sheet: Sheet, row: Placed, index: int) -> None:
    left, width = COLUMNS[row.row.kind][index]
    repeated = not row.begins and index == 0
    top = _edges(row)[0] - row.above
    if row.row.kind is Kind.TITLE:
        # The title and the mark beside it stand on one line, whatever their sizes.
        rise = MARK_RISE[index] * row.cells[index][-1].size
        top = _edges(row)[1] + row.below + rise + high(row.cells[index])
    spots: list[tuple[Line, float, float]] = []
    for number, line in enumerate(row.cells[index]):
        top -= line.gap if number else 0.0
        shift = width - line.width if (row.row.kind, index) in RIGHT_ALIGNED else line.indent
        spots.append((line, SIDE + left + shift, top - line.size * ASCENT))
        top -= line.height - line.gap
    if repeated:
        with sheet.artifact("Pagination"):
            for line, x, baseline in spots:
                sheet.text(x, baseline, line.pieces, line.size)
        return
    for _, group in groupby(spots, key=lambda spot: id(spot[0].paragraph)):
        _draw_paragraph(sheet, list(group))


def _draw_figure(sheet: Sheet, row: Placed, figure: Figure) -> None:
    """The QR code below the label, with the white around it that a reader needs."""
    foot = _edges(row)[1] + row.below
    square = (row.least - high(row.cells[0])) / (figure.code.across + 2 * QUIET)
    left, low, side = SIDE + ROOM_X, foot + QUIET * square, figure.code.across * square
    figure.element.box = (left, low, left + side, low + side)
    with sheet.tagged(figure.element):
        sheet.fill_squares(left, low, square, figure.code.bars)


def _draw_chart(sheet: Sheet, row: Placed, chart: Chart) -> None:
    """The trend in the written column; its letters do not grow with those of the text."""
    left, width = COLUMNS[Kind.CHART][1]
    picture = plan_picture(chart.trend, chart.title, width=width, height=row.least)
    draw_picture(sheet, picture, chart.element, SIDE + left, _edges(row)[0] - row.above)


def _draw_paragraph(sheet: Sheet, spots: list[tuple[Line, float, float]]) -> None:
    line, x, baseline = spots[0]
    paragraph = line.paragraph
    if line.first and paragraph.marker_element:
        marker = tuple(pieces(paragraph.marker, Run(paragraph.marker)))
        with sheet.tagged(paragraph.marker_element):
            sheet.text(x - INDENT * line.size / 1000 * 0.8, baseline, marker, line.size)
    for leaf, parts in groupby(_parts(spots), key=lambda part: part[0]):
        element = paragraph.leaves[leaf]
        drawn = list(parts)
        wraps = len({part[2] for part in drawn}) > 1 or not line.first
        if wraps:
            element.actual_text = paragraph.text(leaf)
        with sheet.tagged(element):
            for _, at, level, own, size in drawn:
                sheet.text(at, level, own, size)


def _parts(
    spots: list[tuple[Line, float, float]],
) -> Iterator[tuple[int, float, float, tuple[Piece, ...], float]]:
    """Stretches of each line that belong to one element: its number, x, baseline, pieces, size."""
    for line, left, baseline in spots:
        x = left
        for leaf, group in groupby(line.pieces, key=lambda piece: piece.run.leaf):
            own = tuple(group)
            yield leaf, x, baseline, own, line.size
            x += sum(piece.width for piece in own) * line.size / 1000
