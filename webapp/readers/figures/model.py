"""Rows of figures as values: what a sheet says, before anybody knows whether its indicators exist."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

NO_DEFINITION: Mapping[str, str] = {}


class Fault(NamedTuple):
    """What is wrong, where, and what to write instead; without a line it is the whole file.

    ``column`` is the heading as written, ``value`` the cell as written.
    """

    line: int | None
    column: str | None
    value: str | None
    message: str


class Note(NamedTuple):
    """What a cell that holds words is taken to mean: said to whoever sent it, no reason to refuse."""

    line: int
    column: str
    value: str
    message: str


class Given(StrEnum):
    """What a cell for an actual holds."""

    NOTHING = "nothing"  # blank, or "TBC": no data yet, so what is stored stays
    FIGURE = "figure"
    NOT_APPLICABLE = "not applicable"


class FigureRow(NamedTuple):
    """What one row (in a wide sheet: one row under one period) says of one indicator at one period.

    None is a blank cell, which changes nothing. Figures are as stored, to six places; ``columns`` names the headings
    under which the actual and the target stand, for faults and warnings about them. Without a period the row speaks
    of its indicator only, or says nothing.
    """

    line: int
    code: str
    period: str  # as written, or a period's key where the sheet says "this quarter"
    given: Given = Given.NOTHING
    actual: Decimal | None = None
    target: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    quality: str | None = None  # final, provisional, estimated
    quality_reason: str | None = None
    final_due: date | None = None
    target_estimated: bool | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    comment: str | None = None
    definition: Mapping[str, str] = NO_DEFINITION  # the indicator's own columns as written: title, unit, directorate …
    columns: Mapping[str, str] = NO_DEFINITION  # "actual", "target", "period", "indicator_code" → heading as written
    rounded: tuple[str, ...] = ()  # headings whose places beyond the sixth were rounded away


class Rows(NamedTuple):
    """What one chunk of a sheet yields."""

    rows: list[FigureRow]
    faults: list[Fault]
    notes: list[Note]
