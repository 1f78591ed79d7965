"""Rows of a file by indicator and period, however many there are: sorted on disk once they outgrow the memory."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple


class Sorted(NamedTuple):
    """One row: whose figure it is, which period's, and the values that came with it."""

    indicator: int
    period: int
    line: int
    values: tuple[Any, ...]


class RowSorter:
    """Takes rows in any order and gives them back by indicator, period and line.

    The private database without a name lives in a file that no directory holds: it goes with the process.
    """

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode=OFF")
        self._database.execute("PRAGMA synchronous=OFF")
        self._database.execute("PRAGMA cache_size=-6000")
        self._database.execute("CREATE TABLE row (indicator INTEGER, period INTEGER, line INTEGER, content BLOB)")
        self.count = 0

    def add(self, rows: Iterable[tuple[int, int, int, tuple[Any, ...]]]) -> None:
        """Rows of (indicator, period, line, values); values are texts, whole numbers, truths or None."""
        dumps = marshal.dumps
        before = self._database.total_changes
        self._database.execute("BEGIN")
        self._database.executemany(
            "INSERT INTO row VALUES (?, ?, ?, ?)",
            ((indicator, period, line, dumps(values)) for indicator, period, line, values in rows),
        )
        self._database.execute("COMMIT")
        self.count += self._database.total_changes - before

    def __iter__(self) -> Iterator[Sorted]:
        loads = marshal.loads
        for indicator, period, line, content in self._database.execute(
            "SELECT indicator, period, line, content FROM row ORDER BY indicator, period, line"
        ):
            yield Sorted(indicator, period, line, loads(content))

    def close(self) -> None:
        """Give the space back."""
        self._database.close()
