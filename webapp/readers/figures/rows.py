"""The rows of a sheet as figures: chunk by chunk, column by column, every fault with its line and its heading."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import compress, zip_longest
from operator import itemgetter

from webapp.domain.quoting import quoted
from webapp.readers.figures.areas import Areas, area_message
from webapp.readers.figures.cells import texts_of
from webapp.readers.figures.evidence import bare_code
from webapp.readers.figures.figure_rows import FigureRows
from webapp.readers.figures.found import Found
from webapp.readers.figures.groups import make_plan
from webapp.readers.figures.layout import Role
from webapp.readers.figures.model import Fault, Note, Rows
from webapp.readers.figures.own_cells import Columns
from webapp.readers.figures.strays import Strays
from webapp.readers.figures.understanding import Context, Understood
from webapp.readers.sheets.model import BadCell, Chunk, Sheet

_NO_PERIOD = "The file does not say which period its figures are for. Choose the period."


def read_rows(sheet: Sheet, understood: Understood, context: Context) -> Iterator[Rows]:
    """What each chunk of the sheet says. While the header has faults, or the period is not known, faults only."""
    if understood.header_line is None:
        return
    reading = _Reading(sheet, understood.header_line, understood, context)
    if reading.lacks_period:
        yield Rows([], [Fault(None, None, None, _NO_PERIOD)], [])
    for chunk in sheet.chunks():
        yield reading.take(chunk)


class _Reading:
    """One sheet while its rows are read."""

    def __init__(self, sheet: Sheet, header_line: int, understood: Understood, context: Context) -> None:
        columns = understood.layout.columns
        told = {fault.column for fault in understood.faults}
        plan = make_plan(understood.layout, context.calendar, context.period, context.last_year)
        known = frozenset(map(bare_code, context.codes))
        self._plan = plan
        self._header_line = header_line
        self._headings = [column.heading for column in columns]
        self._ignored = {at for at, column in enumerate(columns) if column.role is Role.IGNORED}
        self._unread = [at for at, each in enumerate(columns) if each.role is None and each.heading not in told]
        self._areas = Areas(sheet.merged, header_line, set(range(len(columns))) - self._ignored, plan.code)
        self._strays = Strays(understood.layout, plan.code, known) if plan.code is not None else None
        self._is_text = not sheet.name
        self._figures = FigureRows(plan, self._headings, self._areas, context)
        self.lacks_period = plan.asks_period
        self._is_refused = bool(understood.faults) or plan.asks_period or plan.code is None

    def take(self, chunk: Chunk) -> Rows:
        """What one chunk says."""
        below = bisect_right(chunk.lines, self._header_line)
        lines, rows, notes = self._without_strays(chunk.lines[below:], chunk.rows[below:])
        found = Found(lines, self._headings)
        columns = list(zip_longest(*self._fitting(rows, found), fillvalue=""))
        columns += [("",) * len(rows)] * (len(self._headings) - len(columns))
        self._check_cells(chunk.bad, lines, columns, found)
        figures = self._figures.take(lines, columns, found)
        notes = sorted([*notes, *found.notes], key=itemgetter(0))
        return Rows([] if self._is_refused else figures, found.faults(), notes)

    def _without_strays(self, lines: list[int], rows: list[list[str]]) -> tuple[list[int], list[list[str]], list[Note]]:
        """The rows of data, and what is said of the others."""
        code = self._plan.code
        if self._strays is None or code is None:
            return lines, rows, []
        codes = texts_of(row[code] if code < len(row) else "" for row in rows)
        strays = self._strays.find(codes, rows)
        if not strays:
            return lines, rows, []
        said = ((place, stray) for place, stray in strays.items() if stray.said)
        notes = [Note(lines[place], self._headings[stray.at], stray.text, stray.said) for place, stray in said]
        data = [place not in strays for place in range(len(rows))]
        return list(compress(lines, data)), list(compress(rows, data)), notes

    def _fitting(self, rows: list[list[str]], found: Found) -> list[list[str]]:
        """The rows as wide as the header; a cell beyond it makes the row's other cells doubtful too."""
        width = len(self._headings)
        if max(map(len, rows), default=0) <= width:
            return rows
        for place, row in enumerate(rows):
            at = next((at for at in range(width, len(row)) if row[at].strip()), None)
            if at is not None:
                found.misfit(place, row[at].strip(), self._beyond(row[at], at))
        return [row[:width] for row in rows]

    def _check_cells(self, bad: Sequence[BadCell], lines: Sequence[int], columns: Columns, found: Found) -> None:
        """What the sheet could not read, what nobody has asked about, and what is merged over several rows."""
        places = {line: place for place, line in enumerate(lines)} if bad else {}
        for each in bad:
            above = each.line < self._header_line and each.column is not None
            if not above and each.column not in self._ignored:
                found.unreadable(each.line, each.column, each.value, each.message)
                if each.line in places:
                    found.faulty.add(places[each.line])
        for at in [at for at in self._unread if "".join(columns[at]).strip()]:
            self._unread.remove(at)
            place = next(place for place, cell in enumerate(columns[at]) if cell.strip())
            name = quoted(self._headings[at]) if self._headings[at] else f"{at + 1}, which has no heading,"
            message = f"Nobody has said what column {name} holds. Say it, or empty it."
            found.fault(place, at, columns[at][place].strip(), message)
        for area in self._areas.begun_by(lines[-1]) if lines else ():
            found.area(area.first_line, area.first_column, area_message(area))

    def _beyond(self, cell: str, at: int) -> str:
        """What is wrong with a cell for which there is no column."""
        where = f"{quoted(cell)} stands in cell {at + 1}, for which the header row has no column."
        if self._is_text:
            return f"{where} A comma inside a cell needs quotation marks around the cell."
        return f"{where} Write a heading over it, or empty the cell."
