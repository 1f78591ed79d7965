"""What every file of rows is read into: a book of sheets, each a stream of rows with their true line numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

CHUNK_ROWS = 2_000
"""Rows handed on at a time: few enough to hold, many enough to be read column by column."""


class BadCell(NamedTuple):
    """A row, or one cell of it, that cannot be read truthfully; ``column`` counts from 0, None for the whole row."""

    line: int
    column: int | None
    value: str | None
    message: str


class Chunk(NamedTuple):
    """Some rows in their order: the line each starts on (from 1), its cells as text, and what could not be read.

    Blank rows are left out. A figure of a workbook is plain text with up to 15 significant digits ("0.1", "-3"), one
    shown as a percentage has its sign ("12.5%"), a date is "2014-12-31" (with a time "2014-12-31 10:30:00"), an error
    as shown ("#DIV/0!"). What nobody sees in a workbook is not there: hidden rows are left out, cells of hidden columns
    are blank, so that every other cell keeps its column. A bad cell is blank in its row; a row that is bad as a whole
    is not among the rows.
    """

    lines: list[int]
    rows: list[list[str]]
    bad: list[BadCell]


class Merged(NamedTuple):
    """A merged area of a workbook's sheet, all four ends within it; lines from 1, columns from 0."""

    first_line: int
    last_line: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``left_out`` says in sentences what is in it and is not read, such as hidden rows."""

    name: str
    chunks: Callable[[], Iterator[Chunk]] = field(repr=False)
    left_out: Callable[[], tuple[str, ...]] = field(default=tuple, repr=False)
    merged: tuple[Merged, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A file: its kind in words ("CSV", "Excel workbook"), and its sheets; text has one without a name."""

    kind: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()  # what the sender should know of the whole file, such as macros that were not run
