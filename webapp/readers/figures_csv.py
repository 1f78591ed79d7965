"""The period's figures as CSV: every row as values, or every fault of the file at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from webapp.domain.errors import BadNumber, Refusal
from webapp.domain.numbers import parse_number, to_stored
from webapp.domain.quoting import quoted
from webapp.readers.table import BadRow, Row, column_name, read_rows
from webapp.readers.text import decode

USUAL = (
    "indicator_code",
    "period",
    "actual",
    "target",
    "actual_estimated",
    "target_estimated",
    "comment",
)
OPTIONAL = ("numerator", "denominator")

_KNOWN = (*USUAL, *OPTIONAL)
_NEEDED = ("indicator_code", "period")
_FIGURES = ("actual", "target")
_YES = {"yes", "y", "true", "1", "estimated", "estimate", "e"}
_NO = {"no", "n", "false", "0", "final", "f"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where, and what to write instead; without a line it is the whole file."""

    line: int | None
    column: str | None
    value: str | None
    message: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row. None is a blank cell, which changes nothing; a figure is as it is stored, to six places."""

    line: int
    indicator_code: str
    period_text: str
    actual: Decimal | None
    target: Decimal | None
    actual_estimated: bool | None
    target_estimated: bool | None
    comment: str | None
    numerator: Decimal | None
    denominator: Decimal | None
    rounded: tuple[str, ...] = ()  # columns whose places beyond the sixth were rounded away


@dataclass(frozen=True, slots=True)
class FiguresFile:
    """The rows without a fault, and every fault."""

    rows: tuple[FigureRow, ...]
    faults: tuple[Fault, ...]


def read_figures(data: bytes) -> FiguresFile:
    """Read the whole file; never raises. Whether its indicators and periods exist is for others to say."""
    try:
        text = decode(data)
    except Refusal as refusal:
        return _refused(refusal.sentence)
    rows = read_rows(text, _KNOWN)
    header = next((row for row in rows if isinstance(row, BadRow) or not row.is_blank), None)
    if header is None:
        return _refused(f"The file is empty. Start it with a header row: {', '.join(USUAL)}.")
    if isinstance(header, BadRow):
        return FiguresFile((), (Fault(header.line, None, None, header.message),))
    names = [column_name(cell) for cell in header.cells]
    if not set(names) & set(_KNOWN):
        message = f"This is not the header row. Start the file with one: {', '.join(USUAL)}."
        return FiguresFile((), (Fault(header.line, None, header.cells[0], message),))
    reader = _Reader(names)
    reader.check_header(header)
    for row in rows:
        reader.take(row)
    return reader.result()


def _refused(sentence: str) -> FiguresFile:
    return FiguresFile((), (Fault(None, None, None, sentence),))


class _Reader:
    """Collects rows and faults below a header row."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._rows: list[FigureRow] = []
        self._faults: list[Fault] = []
        self._has_data = False
        self._header_is_right = True

    def check_header(self, header: Row) -> None:
        """Columns that say which figure, at least one that holds figures, each once, and none that is not known.

        A column left out is as good as blank cells, since a misspelt one is refused. A heading may be blank over
        blank cells.
        """
        missing = [name for name in _NEEDED if name not in self._names]
        if not set(_FIGURES) & set(self._names):
            missing += _FIGURES
        for name in missing:
            self._fault(header.line, name, None, f'The column "{name}" is missing. Add it to the header row.')
        for at, name in enumerate(self._names):
            if name and name not in _KNOWN:
                message = f"{quoted(header.cells[at])} is no column of this file. Use {', '.join(_KNOWN)}."
                self._fault(header.line, name, header.cells[at], message)
            elif name and name in self._names[:at]:
                message = f'The column "{name}" is there twice. Remove one of them.'
                self._fault(header.line, name, header.cells[at], message)
        self._header_is_right = not self._faults

    def take(self, row: Row | BadRow) -> None:
        if isinstance(row, BadRow):
            self._has_data = True
            self._fault(row.line, None, None, row.message)
        elif not row.is_blank:
            self._has_data = True
            self._take_cells(row)

    def result(self) -> FiguresFile:
        if not self._has_data:
            sentence = "The file has no rows below its header row. Add one for each figure."
            self._faults.append(Fault(None, None, None, sentence))
        order = {name: at for at, name in reversed(tuple(enumerate(self._names)))}
        faults = sorted(self._faults, key=lambda fault: (fault.line or 0, order.get(fault.column or "", -1)))
        return FiguresFile(tuple(self._rows) if self._header_is_right else (), tuple(faults))

    def _take_cells(self, row: Row) -> None:
        if not self._fits(row):
            return
        before = len(self._faults)
        # Excel leaves out the blank cells at the end of later rows, so a short row is a whole one.
        cells = dict(zip(self._names, (cell.strip() for cell in row.cells), strict=False))
        figures, rounded = self._figures(row.line, cells)
        parsed = FigureRow(
            line=row.line,
            indicator_code=self._wanted(row.line, cells, "indicator_code", "the code of the indicator"),
            period_text=self._wanted(row.line, cells, "period", "a period such as October 2014"),
            actual=figures["actual"],
            target=figures["target"],
            actual_estimated=self._yes_or_no(row.line, cells, "actual_estimated"),
            target_estimated=self._yes_or_no(row.line, cells, "target_estimated"),
            comment=cells.get("comment") or None,
            numerator=figures["numerator"],
            denominator=figures["denominator"],
            rounded=rounded,
        )
        if len(self._faults) == before:
            self._rows.append(parsed)

    def _fits(self, row: Row) -> bool:
        """True where every cell has its column; what stands beyond makes the others doubtful too."""
        for at, cell in enumerate(row.cells):
            if cell.strip() and (at >= len(self._names) or not self._names[at]):
                message = (
                    f"{quoted(cell)} stands in cell {at + 1}, for which the header row has no column. "
                    "A comma inside a cell needs quotation marks around the cell."
                )
                self._fault(row.line, None, cell, message)
                return False
        return True

    def _figures(self, line: int, cells: dict[str, str]) -> tuple[dict[str, Decimal | None], tuple[str, ...]]:
        figures: dict[str, Decimal | None] = {}
        rounded: list[str] = []
        for column in ("actual", "target", "numerator", "denominator"):
            text = cells.get(column, "")
            figures[column] = None
            if not text:
                continue
            try:
                stored = to_stored(parse_number(text))
            except BadNumber as refusal:
                self._fault(line, column, text, f"{refusal.sentence} Blank is not zero: it changes nothing.")
                continue
            figures[column] = stored.value
            if stored.rounded:
                rounded.append(column)
        return figures, tuple(rounded)

    def _yes_or_no(self, line: int, cells: dict[str, str], column: str) -> bool | None:
        text = cells.get(column, "")
        word = text.casefold()
        if word in _YES or word in _NO:
            return word in _YES
        if text:
            self._fault(line, column, text, f"{quoted(text)} is neither yes nor no. Write one, or leave it blank.")
        return None

    def _wanted(self, line: int, cells: dict[str, str], column: str, what: str) -> str:
        text = cells.get(column, "")
        if not text and column in self._names:
            self._fault(line, column, "", f"The cell is blank. Write {what}.")
        return text

    def _fault(self, line: int, column: str | None, value: str | None, message: str) -> None:
        self._faults.append(Fault(line, column, value, message))
