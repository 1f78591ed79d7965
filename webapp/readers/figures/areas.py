"""Merged cells among the rows of data: only their first row holds what people see on all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable

from webapp.readers.sheets.model import Merged


class Areas:
    """The merged areas below the header that cover several rows of columns that are read."""

    def __init__(self, merged: Iterable[Merged], header_line: int, read: Collection[int], code: int | None) -> None:
        self._areas = sorted(
            area
            for area in merged
            if area.first_line > header_line
            and area.last_line > area.first_line
            and any(at in read for at in range(area.first_column, area.last_column + 1))
        )
        self._of_codes = [each for each in self._areas if code in range(each.first_column, each.last_column + 1)]
        self._told = 0

    def begun_by(self, line: int) -> list[Merged]:
        """The areas that begin up to that line, each once."""
        before = self._told
        while self._told < len(self._areas) and self._areas[self._told].first_line <= line:
            self._told += 1
        return self._areas[before : self._told]

    def cover_code(self, line: int) -> bool:
        """True where the code of that line is in one of the areas, so that a blank one is told already."""
        at = bisect_right(self._of_codes, line, key=lambda area: area.first_line) - 1
        return at >= 0 and line <= self._of_codes[at].last_line


def area_message(area: Merged) -> str:
    """What is wrong with a merged area, and what to do."""
    name = f"{_letters(area.first_column)}{area.first_line}:{_letters(area.last_column)}{area.last_line}"
    return f"The cells {name} are merged over several rows. Split them, and write in every row what holds for it."


def _letters(column: int) -> str:
    """ "A" for the first column, "AB" for the 28th."""
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
