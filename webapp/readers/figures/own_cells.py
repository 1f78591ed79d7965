"""What the cells of a row say of the row as a whole: its period, and the indicator's own title, unit, directorate …"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from webapp.domain.periods import Calendar, Period
from webapp.readers.figures.cells import MOST_KEPT, as_written
from webapp.readers.figures.evidence import joined_period
from webapp.readers.figures.layout import Role
from webapp.readers.figures.model import NO_DEFINITION
from webapp.readers.figures.relative import LastYear, needs_period, resolved

Columns = Sequence[Sequence[str]]


class OwnPeriods:
    """The periods that rows name themselves, in one column or in two, and those beside them."""

    def __init__(
        self, places: Sequence[int], calendar: Calendar, chosen: Period | None, last_year: LastYear | None
    ) -> None:
        self._places = places
        self._calendar = calendar
        self._chosen = chosen
        self._last_year = last_year
        self._read: dict[tuple[str, ...], str] = {}
        self._beside: dict[tuple[str, str], str] = {}

    def column(self, columns: Columns) -> list[str]:
        """A period's text for each row, "" where the cells are blank; as written, or its key if the row needs another
        period or another cell to name it."""
        if len(self._read) > MOST_KEPT:
            self._read.clear()
        read = self._read
        cells = list(zip(*(columns[at] for at in self._places), strict=True))
        for key in set(cells).difference(read):
            read[key] = self._text_of(*map(as_written, key))
        return [read[key] for key in cells]

    def beside(self, beside: str, text: str) -> str:
        """The key of the period beside a row's own ("previous quarter"); raises BadPeriod where that is unreadable."""
        key = (beside, text)
        if key not in self._beside:
            if len(self._beside) > MOST_KEPT:
                self._beside.clear()
            self._beside[key] = resolved(beside, self._calendar.read(text), self._calendar, self._last_year)
        return self._beside[key]

    def _text_of(self, *cells: str) -> str:
        if len(cells) > 1 and all(cells):
            return joined_period(cells[0], cells[1], self._calendar) or " ".join(cells)
        text = " ".join(filter(None, cells))
        if self._chosen is not None and needs_period(text):
            return resolved(text, self._chosen, self._calendar, self._last_year)
        return text


class Definitions:
    """The indicator's own columns; rows that say the same share one mapping."""

    def __init__(self, places: Mapping[Role, int]) -> None:
        self._places = places
        self._known: dict[tuple[str, ...], Mapping[str, str]] = {}

    def column(self, columns: Columns, count: int) -> Sequence[Mapping[str, str]]:
        """What each row says, without blank cells."""
        if not self._places:
            return (NO_DEFINITION,) * count
        if len(self._known) > MOST_KEPT:
            self._known.clear()
        known = self._known
        cells = list(zip(*(columns[at] for at in self._places.values()), strict=True))
        for key in set(cells).difference(known):
            written = zip(self._places, map(as_written, key), strict=True)
            known[key] = {role.value: text for role, text in written if text}
        return [known[key] for key in cells]
