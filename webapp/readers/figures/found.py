"""What is found while one chunk of rows is read: faults, notes, and the rows that are not kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

from webapp.readers.figures.cells import Cell
from webapp.readers.figures.model import Fault, Note


class Found:
    """Collects by a row's place in the chunk; of a row that does not fit its header nothing else is said."""

    def __init__(self, lines: Sequence[int], headings: Sequence[str]) -> None:
        self.faulty: set[int] = set()
        self.notes: list[Note] = []
        self._lines = lines
        self._headings = headings
        self._faults: list[tuple[int, int, Fault]] = []
        self._unreadable: set[tuple[int, int]] = set()
        self.misfits: set[int] = set()

    def fault(self, place: int, at: int, value: str, message: str, *, heading: str | None = None) -> None:
        """A fault of the cell in column ``at``."""
        line = self._lines[place]
        if place not in self.misfits and (line, at) not in self._unreadable:
            column = self._headings[at] if heading is None else heading
            self._faults.append((line, at, Fault(line, column, value, message)))
        self.faulty.add(place)

    def misfit(self, place: int, value: str, message: str) -> None:
        """A row with a cell for which there is no column, which makes its other cells doubtful too."""
        line = self._lines[place]
        self._faults.append((line, -1, Fault(line, None, value, message)))
        self.misfits.add(place)
        self.faulty.add(place)

    def unreadable(self, line: int, at: int | None, value: str | None, message: str) -> None:
        """A row, or a cell of it, that the sheet itself could not read."""
        heading = self._headings[at] if at is not None and at < len(self._headings) else None
        self._faults.append((line, -1 if at is None else at, Fault(line, heading, value, message)))
        if at is not None:
            self._unreadable.add((line, at))

    def area(self, line: int, at: int, message: str) -> None:
        """A merged area that begins at that cell."""
        self._faults.append((line, at, Fault(line, self._headings[at], None, message)))

    def note(self, place: int, at: int, value: str, message: str) -> None:
        self.notes.append(Note(self._lines[place], self._headings[at], value, message))

    def cells(self, at: int, odd: Iterable[tuple[int, str, Cell[Any]]]) -> None:
        """The faults and notes of a column's cells."""
        for place, text, cell in odd:
            if cell.fault:
                self.fault(place, at, text.strip(), cell.fault)
            elif cell.note:
                self.note(place, at, text.strip(), cell.note)

    def faults(self) -> list[Fault]:
        """Every fault, by line and from left to right."""
        self._faults.sort(key=itemgetter(0, 1))
        return [fault for _, _, fault in self._faults]
