"""Settling what the columns of one sheet hold: by heading, by content, never by choosing between two candidates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from webapp.domain.period_reading import tidy
from webapp.domain.periods import Calendar
from webapp.readers.figures.evidence import (
    holds_codes,
    holds_figures,
    holds_no_period,
    holds_periods,
    joined_period,
    looks_like_codes,
    looks_like_titles,
)
from webapp.readers.figures.headings import Heading
from webapp.readers.figures.layout import FIGURES, Column, Role
from webapp.readers.figures.period_words import words_of


class Contents:
    """The cells below the header that are looked at."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self.rows = rows
        self._columns = list(zip_longest(*rows, fillvalue=""))

    def of(self, at: int) -> list[str]:
        """The cells of a column that hold something."""
        column = self._columns[at] if at < len(self._columns) else ()
        return [cell for cell in map(str.strip, column) if cell]

    def pairs(self, first: int, second: int) -> set[tuple[str, str]]:
        """The different cells of two columns, where both hold something."""
        if max(first, second) >= len(self._columns):
            return set()
        pairs = zip(self._columns[first], self._columns[second], strict=True)
        return {pair for pair in ((one.strip(), other.strip()) for one, other in set(pairs)) if all(pair)}


@dataclass(frozen=True, slots=True)
class Settled:
    """The columns as far as they are known, and which of them are there twice (the second of each two)."""

    columns: tuple[Column, ...]
    doubled: tuple[int, ...]


def settle(
    headings: Sequence[Heading],
    contents: Contents,
    calendar: Calendar,
    known: Collection[str],
    answers: Mapping[int, Column],
) -> Settled:
    """What each column holds; None where its heading says nothing, or what another's says too.

    ``known`` are bare codes of indicators, and ``answers`` what people said of columns, which wins.
    """
    return _Settling(headings, contents, calendar, known, answers).settled()


class _Settling:
    """One sheet's columns while they are being settled."""

    def __init__(
        self,
        headings: Sequence[Heading],
        contents: Contents,
        calendar: Calendar,
        known: Collection[str],
        answers: Mapping[int, Column],
    ) -> None:
        self._headings = headings
        self._cells = [contents.of(at) for at in range(len(headings))]
        self._contents = contents
        self._calendar = calendar
        self._known = known
        self._answers = answers
        self._open = [at for at in range(len(headings)) if at not in answers]
        self._roles = [self._role_by_heading(heading, at) for at, heading in enumerate(headings)]
        self._doubled: list[int] = []

    def settled(self) -> Settled:
        if not self._is_answered(Role.INDICATOR):
            self._settle_code()
        if not self._is_answered(Role.TITLE):
            self._settle_title()
        in_two = not self._is_answered(Role.PERIOD) and self._periods_are_in_two()
        for role in Role:
            if role is not Role.IGNORED and not (in_two and role is Role.PERIOD):
                self._settle_one(role)
        columns = (
            self._answers.get(at, Column(heading.text, self._roles[at], heading.period if self._roles[at] else ""))
            for at, heading in enumerate(self._headings)
        )
        return Settled(tuple(columns), tuple(sorted(self._doubled)))

    def _is_answered(self, role: Role) -> bool:
        return any(column.role is role for column in self._answers.values())

    def _role_by_heading(self, heading: Heading, at: int) -> Role | None:
        """The heading's role, unless the cells speak against it: of what is only likely, most of them; of a period such
        as "Reporting period" (which may be how often), all of them."""
        cells = self._cells[at]
        if heading.sure:
            is_other = heading.role is Role.PERIOD and words_of(heading.text) != Role.PERIOD
            return None if is_other and holds_no_period(cells, self._calendar) else heading.role
        if heading.role in FIGURES and not holds_figures(cells):
            return None
        if heading.role is Role.PERIOD and not holds_periods(cells, self._calendar):
            return None
        return heading.role

    def _settle_code(self) -> None:
        """One column of codes: called so, or else, if it is called nothing else, the only one that holds them."""
        named = [at for at in self._open if self._roles[at] is Role.INDICATOR]
        sure = [at for at in named if self._headings[at].sure]
        if len(sure) == 1:
            return
        others = [at for at in self._open if self._roles[at] is None]
        holding = [at for at in (sure or named + others) if holds_codes(self._cells[at], self._known)]
        either = [at for at in others if self._headings[at].code_or_title]
        likely = [at for at in either if looks_like_codes(self._cells[at])]
        chosen = next((each for each in (holding, named, [] if named else likely) if len(each) == 1), [])
        for at in named if chosen else ():
            self._roles[at] = None
        for at in chosen:
            self._roles[at] = Role.INDICATOR

    def _settle_title(self) -> None:
        """Beside a column of codes, the only "Indicator" or "Measure" that holds words is the title."""
        either = [at for at in self._open if self._roles[at] is None and self._headings[at].code_or_title]
        has_code = self._is_answered(Role.INDICATOR) or Role.INDICATOR in self._roles
        if (
            has_code
            and Role.TITLE not in self._roles
            and len(either) == 1
            and looks_like_titles(self._cells[either[0]])
        ):
            self._roles[either[0]] = Role.TITLE

    def _periods_are_in_two(self) -> bool:
        """True where two columns name the period together, such as "Quarter" and "Financial year"."""
        named = [at for at in self._open if self._roles[at] is Role.PERIOD]
        if len(named) != 2:
            return False
        pairs = self._contents.pairs(named[0], named[1])
        return bool(pairs) and all(joined_period(*pair, self._calendar) is not None for pair in pairs)

    def _settle_one(self, role: Role) -> None:
        """Of several columns of one role and period, the certain one, or none; the same heading twice is a fault."""
        taken = {tidy(column.period) for column in self._answers.values() if column.role is role}
        candidates: defaultdict[str, list[int]] = defaultdict(list)
        for at in self._open:
            if self._roles[at] is role:
                candidates[tidy(self._headings[at].period)].append(at)
        for period, places in candidates.items():
            holding = [at for at in places if self._cells[at]] or places[:1]
            sure = [at for at in holding if self._headings[at].sure] or holding
            keeps = sure if len(sure) == 1 and period not in taken else []
            if len(sure) > 1 and len({words_of(self._headings[at].text) for at in sure}) == 1:
                keeps = sure[:1]
                self._doubled += sure[1:]
            for at in places:
                self._roles[at] = role if at in keeps else None
