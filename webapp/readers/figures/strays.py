"""Rows below the header that are no data: the header once more, totals, section headings and footnotes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from webapp.domain.quoting import quoted
from webapp.readers.figures.evidence import bare_code
from webapp.readers.figures.layout import NUMBERS, Layout, Role
from webapp.readers.figures.period_words import words_of
from webapp.readers.figures.synonyms import TOTALS


class Stray(NamedTuple):
    """The cell that shows that its row is no data, and what is said of it: nothing where the row only repeats the
    header, or holds nothing that is read."""

    at: int
    text: str
    said: str


class Strays:
    """Tells rows of data from others, by their codes first: most rows are told by that alone."""

    def __init__(self, layout: Layout, code: int, known: Collection[str]) -> None:
        self._code = code
        self._known = known
        self._headings = [column.heading.casefold() for column in layout.columns]
        self._read = [at for at, column in enumerate(layout.columns) if column.role is not Role.IGNORED]
        self._numbers = {at for at, column in enumerate(layout.columns) if column.role in NUMBERS}
        self._usual: set[str] = set()

    def find(self, codes: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[int, Stray]:
        """By its place, each row that is no data."""
        doubtful = {code for code in set(codes) if code not in self._usual and self._is_doubtful(code)}
        if not doubtful:
            return {}
        found: dict[int, Stray] = {}
        for place, code in enumerate(codes):
            if code in doubtful:
                stray = self._stray(code, rows[place])
                if stray is not None:
                    found[place] = stray
        return found

    def _is_doubtful(self, code: str) -> bool:
        """True where the code leaves it open whether its row is one of data."""
        heading = self._headings[self._code]
        repeats = code.casefold() in heading
        unknown = bool(self._known) and bare_code(code) not in self._known
        if not code or repeats or unknown or words_of(code) in TOTALS:
            return True
        if len(self._usual) > 100_000:
            self._usual.clear()
        self._usual.add(code)
        return False

    def _stray(self, code: str, row: Sequence[str]) -> Stray | None:
        if any(cell.strip() for cell in row[len(self._headings) :]):
            return None
        cells = {at: cell for at in self._read if at < len(row) and (cell := row[at].strip())}
        if code and bare_code(code) in self._known:
            return None
        if all(self._repeats_heading(at, cell) for at, cell in cells.items()):
            return Stray(self._code, "", "")
        for at, text in cells.items():
            if words_of(text) in TOTALS and code in ("", text):
                return Stray(at, text, f"{quoted(text)} sums up other rows, so its row is left out.")
        at, text = next(iter(cells.items()))
        if len(cells) == 1 and at not in self._numbers and (not code or self._known):
            said = f"{quoted(text)} stands alone in its row and is no indicator's code, so the row is left out."
            return Stray(at, text, said)
        return None

    def _repeats_heading(self, at: int, cell: str) -> bool:
        """True where the cell is its column's heading, or, below a header of two rows, one half of it."""
        heading, text = self._headings[at], cell.casefold()
        return text == heading or heading.startswith(f"{text} ") or heading.endswith(f" {text}")
