"""Excel workbooks (.xlsx, .xlsm) as books."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from webapp.domain.errors import Refusal
from webapp.domain.limits import Limits
from webapp.readers.kinds import BINARY_WORKBOOK, PRESENTATION, WORD_DOCUMENT, refusal_of
from webapp.readers.sheets.excel_parts import VISIBLE, Link, links_of, read_styles, read_workbook
from webapp.readers.sheets.excel_rows import Context, RowReader
from webapp.readers.sheets.excel_sheet import read_frame
from webapp.readers.sheets.excel_strings import LARGEST, SharedStrings, read_strings
from webapp.readers.sheets.grid import Grid, GridSheet
from webapp.readers.sheets.model import Book, Sheet
from webapp.readers.sheets.remarks import MACROS, NO_SHEET, hidden_sheet
from webapp.readers.sheets.zipped import Package
from webapp.readers.unpacking import DAMAGED

KIND = "Excel workbook"
_OTHERS = (("word/", WORD_DOCUMENT), ("ppt/", PRESENTATION))


def open_excel(package: Package, limits: Limits) -> Book:
    """The sheets that can be seen. Raises Refusal for another office document, a damaged one, or too large a one."""
    main = _part_that_is("officeDocument", links_of(package, ""))
    for start, kind in _OTHERS:
        if main.startswith(start):
            raise refusal_of(kind)
    if main.endswith(".bin"):
        raise refusal_of(BINARY_WORKBOOK)
    return _Excel(package, main, limits).book()


class _Excel:
    """An opened workbook."""

    def __init__(self, package: Package, main: str, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self._links = links_of(package, main)
        self._workbook = read_workbook(package, main)

    def book(self) -> Book:
        """Its sheets and what there is to say of them all."""
        sheets, notes = [], []
        for listed in self._workbook.sheets:
            link = self._links.get(listed.link)
            if link is None:
                raise Refusal(DAMAGED)
            if link.kind != "worksheet":
                continue  # a chart, or macros of the oldest kind
            if listed.state == VISIBLE:
                sheets.append(self._sheet(listed.name, link.part))
            else:
                notes.append(hidden_sheet(listed.name))
        if not sheets:
            raise Refusal(NO_SHEET)
        if any("vba" in link.kind.lower() or "macro" in link.kind.lower() for link in self._links.values()):
            notes.append(MACROS)
        return Book(KIND, tuple(sheets), tuple(notes))

    def _sheet(self, name: str, part: str) -> Sheet:
        frame = read_frame(self._package.blocks(part))

        def new_grid() -> Grid:
            return Grid(self._limits, frame.hidden_columns, frame.merged)

        def read(grid: Grid) -> Iterator[None]:
            return RowReader(self._context, frame.namespace, grid).read(self._package.blocks(part))

        return GridSheet(name, new_grid, read, tuple(frame.merged)).sheet

    @cached_property
    def _context(self) -> Context:
        """Read when the first row is, and once for all sheets."""
        styles, texts = _part_that_is("styles", self._links), _part_that_is("sharedStrings", self._links)
        strings = read_strings(self._package.blocks(texts, most=LARGEST)) if texts else SharedStrings()
        return Context(self._workbook, strings, read_styles(self._package, styles) if styles else {})


def _part_that_is(kind: str, links: dict[str, Link]) -> str:
    return next((link.part for link in links.values() if link.kind == kind), "")
