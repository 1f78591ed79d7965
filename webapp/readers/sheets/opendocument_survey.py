"""What sheets an OpenDocument spreadsheet has, and what nobody sees in them, found before any row is handed on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from webapp.readers.sheets import opendocument_names as names
from webapp.readers.sheets.model import Merged
from webapp.readers.sheets.opendocument_walk import Walk
from webapp.readers.sheets.xml_stream import Attributes

MOST_MERGED = 100_000
"""Merged areas of a sheet that are told of."""

HIDDEN = ("collapse", "filter")
_NOTHING = re.compile(r"0(?:\.0*)?[a-z]*")  # a height or width such as 0cm


@dataclass(slots=True)
class Surveyed:
    """A sheet before its rows are read."""

    name: str
    is_hidden: bool
    hidden_columns: list[range] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)


class Survey(Walk):
    """Walks through once; afterwards the sheets are known, and the styles that hide."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Surveyed] = []
        self.is_spreadsheet = False
        self.hiding: set[str] = set()  # names of styles: no height, no width, not displayed
        self._style = ""
        self._columns = 0
        self._hidden_column_groups: list[bool] = []

    def start_sheet(self, attributes: Attributes) -> None:
        """Take its name, and whether its style displays it."""
        is_hidden = attributes.get(names.STYLE_NAME, "") in self.hiding
        self.sheets.append(Surveyed(attributes.get(names.TABLE_NAME, ""), is_hidden))
        self._columns = 0

    def start_cell(self, attributes: Attributes, *, is_covered: bool) -> None:
        """Take the area that it spans."""
        columns = int(attributes.get(names.COLUMNS_SPANNED, "1"))
        lines = int(attributes.get(names.ROWS_SPANNED, "1"))
        if columns * lines <= 1 or is_covered:
            return
        merged = self.sheets[-1].merged
        for line in range(self.line, self.line + min(self.rows, MOST_MERGED - len(merged))):
            merged.append(Merged(line, line + lines - 1, self.column, self.column + columns - 1))

    def start_other(self, name: str, attributes: Attributes) -> None:
        """Take columns, and styles that hide."""
        if name == names.COLUMN:
            self._take_columns(attributes)
        elif name == names.COLUMN_GROUP:
            self._hidden_column_groups.append(attributes.get(names.DISPLAY) == "false")
        elif name == names.STYLE:
            self._style = attributes.get(names.STYLE_OWN_NAME, "")
        elif name == names.SPREADSHEET:
            self.is_spreadsheet = True
        elif (
            (name == names.TABLE_PROPERTIES and attributes.get(names.DISPLAY) == "false")
            or (name == names.ROW_PROPERTIES and _is_nothing(attributes.get(names.ROW_HEIGHT)))
            or (name == names.COLUMN_PROPERTIES and _is_nothing(attributes.get(names.COLUMN_WIDTH)))
        ):
            self.hiding.add(self._style)

    def end_other(self, name: str) -> None:
        """Leave a group of columns."""
        if name == names.COLUMN_GROUP:
            self._hidden_column_groups.pop()

    def _take_columns(self, attributes: Attributes) -> None:
        first = self._columns
        self._columns += int(attributes.get(names.COLUMNS_REPEATED, "1"))
        is_hidden_by_style = attributes.get(names.STYLE_NAME, "") in self.hiding
        if attributes.get(names.VISIBILITY) in HIDDEN or is_hidden_by_style or any(self._hidden_column_groups):
            self.sheets[-1].hidden_columns.append(range(first, self._columns))


def survey(blocks: Iterable[bytes]) -> Survey:
    """Walk through the content once; raises Refusal where it is damaged."""
    walk = Survey()
    for _ in walk.read(blocks):
        pass
    return walk


def _is_nothing(length: str | None) -> bool:
    return length is not None and _NOTHING.fullmatch(length) is not None
