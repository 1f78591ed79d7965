"""A team's own series for an XmR chart: a period and a value a row, read strictly and put in the order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from webapp.domain.errors import BadNumber, Refusal
from webapp.domain.numbers import parse_number
from webapp.domain.quoting import quoted
from webapp.domain.texts import listed
from webapp.readers.series_order import Order, in_time
from webapp.readers.table import BadRow, Row, column_name, read_rows
from webapp.readers.text import decode

COLUMNS = ("period", "value")


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """A row: its period as it was written, and its figure; None where that was left blank."""

    line: int
    period: str
    value: Decimal | None
    after_gap: bool = False  # periods were left out before it


@dataclass(frozen=True, slots=True)
class Series:
    """The points of a file; ``in_time`` False where its periods do not say when they were: then the rows do."""

    points: tuple[SeriesPoint, ...]
    in_time: bool


def read_series(data: bytes) -> Series:
    """The whole series, oldest first where its periods say so, else in the order of the rows.

    Raises Refusal, with the line, for what cannot be read: a file that is no table, lacks a column, has a cell that
    is no figure, names a period twice or has no figure at all.
    """
    rows = read_rows(decode(data), COLUMNS)
    header = next((row for row in rows if isinstance(row, BadRow) or not row.is_blank), None)
    if header is None:
        raise Refusal("The file is empty. Start it with a header row: period,value.")
    names = _whole(header)
    places = _places(names)
    points = [_point(row, places, len(names.cells)) for row in map(_whole, rows) if not row.is_blank]
    if all(point.value is None for point in points):
        raise Refusal("The file has no figure below its header row. Write a period and a value on each line.")
    order = in_time([point.period for point in points])
    return Series(tuple(_ordered(points, order)), order.names is not None)


def _whole(row: Row | BadRow) -> Row:
    if isinstance(row, BadRow):
        raise Refusal(f"Line {row.line}: {row.message}")
    return row


def _places(header: Row) -> tuple[int, int]:
    """Where the two columns stand; others are not looked at."""
    names = [column_name(cell) for cell in header.cells]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise Refusal(f"Line {header.line}: the header row lacks {listed(missing)}. Write: period,value.")
    for name in COLUMNS:
        if names.count(name) > 1:
            raise Refusal(f'Line {header.line}: the column "{name}" is there twice. Remove one of them.')
    return names.index("period"), names.index("value")


def _point(row: Row, places: tuple[int, int], width: int) -> SeriesPoint:
    surplus = next((cell for cell in row.cells[width:] if cell.strip()), None)
    if surplus is not None:
        raise Refusal(
            f"Line {row.line}: {quoted(surplus)} stands beyond the last column of the header row. "
            "A comma inside a cell needs quotation marks around the cell."
        )
    period, value = (row.cells[place].strip() if place < len(row.cells) else "" for place in places)
    if not period:
        raise Refusal(f"Line {row.line}: the period is blank. Write one such as October 2014.")
    return SeriesPoint(row.line, period, _figure(row.line, value))


def _figure(line: int, text: str) -> Decimal | None:
    if not text:
        return None
    try:
        return parse_number(text)
    except BadNumber as refusal:
        raise Refusal(f"Line {line}, value: {refusal.sentence} Leave the cell blank where there is none.") from None


def _ordered(points: Sequence[SeriesPoint], order: Order) -> Iterator[SeriesPoint]:
    names = order.names or [" ".join(point.period.casefold().split()) for point in points]
    first: dict[object, SeriesPoint] = {}
    for name, point in zip(names, points, strict=True):
        if name in first:
            fault = f"{quoted(point.period)} was on line {first[name].line} already"
            raise Refusal(f"Line {point.line}: {fault}. Remove one of them.")
        first[name] = point
    for place, after_gap in order.places:
        point = points[place]
        yield SeriesPoint(point.line, point.period, point.value, after_gap)
