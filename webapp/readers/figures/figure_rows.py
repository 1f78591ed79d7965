"""One chunk's columns put together to rows of figures: a row's own period, and those its headings name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, repeat
from operator import itemgetter

from webapp.domain.errors import BadPeriod
from webapp.readers.figures.areas import Areas
from webapp.readers.figures.cells import texts_of
from webapp.readers.figures.found import Found
from webapp.readers.figures.group_rows import GroupRows, Memories
from webapp.readers.figures.groups import Group, Plan
from webapp.readers.figures.layout import Role
from webapp.readers.figures.model import FigureRow
from webapp.readers.figures.own_cells import Columns, Definitions, OwnPeriods
from webapp.readers.figures.understanding import Context

_BLANK_CODE = "The cell is blank. Write the code of the indicator."
_BLANK_PERIOD = "The cell is blank. Write a period such as October 2014."


class FigureRows:
    """Makes the rows of one sheet, chunk by chunk."""

    def __init__(self, plan: Plan, headings: Sequence[str], areas: Areas, context: Context) -> None:
        self._plan = plan
        self._headings = headings
        self._areas = areas
        self._memories = Memories(context.calendar)
        self._periods = OwnPeriods(plan.periods, context.calendar, context.period, context.last_year)
        self._definitions = Definitions(plan.definition)

    def take(self, lines: Sequence[int], columns: Columns, found: Found) -> list[FigureRow]:
        """The rows without a fault, by line; the faults of the others go to ``found``."""
        count, groups = len(lines), self._plan.groups
        codes = self._codes(lines, columns, found)
        periods = self._periods.column(columns) if self._plan.periods else [""] * count
        definitions = self._definitions.column(columns, count)
        parts = [GroupRows(group, columns, count, self._memories, found) for group in groups]
        values = [part.values() for part in parts]
        blank = [place for place, text in enumerate(periods) if not text] if self._plan.periods else []
        said = [part.said() for part in parts] if len(parts) > 1 or blank else []
        for place in blank:
            if any(each[place] for each in said) or not definitions[place]:
                found.fault(place, self._plan.periods[0], "", _BLANK_PERIOD)
        own = [self._periods_of(group, periods, said[at : at + 1], found) for at, group in enumerate(groups)]
        rows: list[FigureRow] = []
        for at, part in enumerate(parts):
            rest = definitions, repeat(groups[at].headings, count), part.rounded(self._headings)
            made = map(FigureRow._make, zip(lines, codes, own[at], *values[at], *rest, strict=True))
            rows += compress(made, said[at]) if len(parts) > 1 else made
        if len(parts) > 1:
            code = {name: text for name, text in groups[0].headings.items() if name == Role.INDICATOR}
            for place in (place for place in range(count) if not any(each[place] for each in said)):
                rows.append(FigureRow(lines[place], codes[place], "", definition=definitions[place], columns=code))
            rows.sort(key=itemgetter(0))
        faulty = {lines[place] for place in found.faulty}
        return [row for row in rows if row.line not in faulty] if faulty else rows

    def _codes(self, lines: Sequence[int], columns: Columns, found: Found) -> list[str]:
        """The codes; a fault where there is none."""
        code = self._plan.code
        if code is None:
            return [""] * len(lines)
        codes = texts_of(columns[code])
        for place in (place for place, text in enumerate(codes) if not text) if "" in codes else ():
            if self._areas.cover_code(lines[place]):
                found.faulty.add(place)
            else:
                found.fault(place, code, "", _BLANK_CODE)
        return codes

    def _periods_of(self, group: Group, periods: list[str], said: Sequence[Sequence[bool]], found: Found) -> list[str]:
        """The period of each row as the group has it: its own, that of the row, or one beside that of the row."""
        if group.period:
            return [group.period] * len(periods)
        if not group.beside:
            return periods
        return [
            self._beside(group.beside, place, text, found) if text and all(each[place] for each in said) else ""
            for place, text in enumerate(periods)
        ]

    def _beside(self, beside: str, place: int, text: str, found: Found) -> str:
        """The period beside that of one row; a fault where the row's own cannot be read."""
        try:
            return self._periods.beside(beside, text)
        except BadPeriod as refusal:
            found.fault(place, self._plan.periods[0], text, refusal.sentence)
            return text
