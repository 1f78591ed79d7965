"""What a sheet holds and nobody sees in it: hidden rows and columns, and cells under merged ones, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

MOST_NAMED = 10
"""Ranges that a sentence names before it only counts the others."""


def letters(column: int) -> str:
    """The letters over a column counted from 0: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        name = chr(ord("A") + place) + name
    return name


class LeftOut:
    """Collects what was left out of one sheet."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, int]] = []  # the first ranges only: there may be half a million
        self._more_rows = 0
        self._columns: set[int] = set()
        self._covered: list[str] = []
        self._more_covered = 0

    def rows(self, first: int, last: int) -> None:
        """Hidden rows with something in them, in their order."""
        if self._rows and not self._more_rows and first == self._rows[-1][1] + 1:
            self._rows[-1] = (self._rows[-1][0], last)
        elif len(self._rows) < MOST_NAMED:
            self._rows.append((first, last))
        else:
            self._more_rows += last - first + 1

    def column(self, column: int) -> None:
        """A cell with something in it in a hidden column."""
        self._columns.add(column)

    def covered(self, line: int, column: int) -> None:
        """A cell with something in it under a merged one."""
        if len(self._covered) < MOST_NAMED:
            self._covered.append(f"{letters(column)}{line}")
        else:
            self._more_covered += 1

    def sentences(self) -> tuple[str, ...]:
        """One for each kind."""
        said = []
        if self._rows:
            names = [_range(str(first), str(last)) for first, last in self._rows]
            is_one = len(self._rows) == 1 and self._rows[0][0] == self._rows[0][1]
            said.append(_hidden("Row", names, self._more_rows, is_one=is_one))
        if self._columns:
            ranges = _ranges(sorted(self._columns))
            names = [_range(letters(first), letters(last)) for first, last in ranges[:MOST_NAMED]]
            more = sum(last - first + 1 for first, last in ranges[MOST_NAMED:])
            said.append(_hidden("Column", names, more, is_one=len(self._columns) == 1))
        if self._covered:
            is_one = len(self._covered) == 1
            verb, what = ("lies", "was") if is_one else ("lie", "were")
            said.append(
                f"Cell{'' if is_one else 's'} {_listed(self._covered, self._more_covered)} {verb} under a merged cell, "
                f"where nobody sees what is in {'it' if is_one else 'them'}, and {what} left out: unmerge the cells to "
                f"have {'it' if is_one else 'them'} read."
            )
        return tuple(said)


def _hidden(what: str, names: list[str], more: int, *, is_one: bool) -> str:
    if is_one:
        return f"{what} {names[0]} is hidden and was left out: unhide it to have it read."
    return f"{what}s {_listed(names, more)} are hidden and were left out: unhide them to have them read."


def _range(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


def _ranges(numbers: Sequence[int]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ranges


def _listed(names: list[str], more: int) -> str:
    named = [*names, f"{more:,} more"] if more else names
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
