"""The words of a block as they are read, and rows of a table as lines of it."""

from __future__ import annotations

from webapp.readers.rich_inline import Piece

BETWEEN_CELLS = " | "


class WordsOfRows:
    """Collects words; told of rows, cells and the paragraphs in them, it parts them by a line, a sign or a break."""

    def __init__(self) -> None:
        self.in_cell = False
        self._pieces: list[Piece] = []
        self._row_from = 0  # the first piece of this row, and of this cell
        self._cell_from = 0
        self._break_due = False

    def add(self, text: str, style: int) -> None:
        """Some words in one style."""
        if self._break_due and text.strip():
            self._pieces.append(("\n\n", 0))
            self._break_due = False
        self._pieces.append((text, style))

    def row_starts(self) -> None:
        if self._has_words(0):
            self._pieces.append(("\n", 0))
        self._row_from = len(self._pieces)

    def cell_starts(self) -> None:
        if self._has_words(self._row_from):
            self._pieces.append((BETWEEN_CELLS, 0))
        self._cell_from, self._break_due, self.in_cell = len(self._pieces), False, True

    def cell_ends(self) -> None:
        self._break_due = self.in_cell = False

    def paragraph_in_cell(self) -> None:
        """One begins or ends: the words of the next stand apart from those that this cell has."""
        self._break_due = self._has_words(self._cell_from)

    def take(self) -> list[Piece]:
        """Everything collected; what follows begins anew."""
        pieces, self._pieces = self._pieces, []
        self._row_from = self._cell_from = 0
        self._break_due = False
        return pieces

    def _has_words(self, start: int) -> bool:
        return any(self._pieces[at][0].strip() for at in range(start, len(self._pieces)))
