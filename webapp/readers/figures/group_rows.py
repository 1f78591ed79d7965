"""The rows of figures that one group of columns yields from a chunk, read column by column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from webapp.domain.periods import Calendar
from webapp.domain.quality_words import settled_quality
from webapp.domain.quoting import quoted
from webapp.readers.figures.cells import Memory, Numbers, days, numbers, qualities, texts_of, yes_or_nos
from webapp.readers.figures.found import Found
from webapp.readers.figures.groups import Group
from webapp.readers.figures.layout import NUMBERS, Role
from webapp.readers.figures.model import Given
from webapp.readers.figures.own_cells import Columns


class Memories:
    """What the cells of a whole sheet have been read as so far."""

    def __init__(self, calendar: Calendar) -> None:
        self.numbers: Mapping[Role, Numbers] = {role: numbers(role) for role in NUMBERS}
        self.qualities = qualities()
        self.yes_or_nos = yes_or_nos()
        self.days = days(calendar)


class GroupRows:
    """One group's columns of one chunk as values."""

    def __init__(self, group: Group, columns: Columns, count: int, memories: Memories, found: Found) -> None:
        self._fields = group.fields
        self._shared = group.shared
        self._columns = columns
        self._count = count
        self._memories = memories
        self._found = found
        self._blank: Sequence[None] = (None,) * count
        self._given: Sequence[Given] = (Given.NOTHING,) * count
        self._rounded: dict[int, list[int]] = {}

    def values(self) -> list[Sequence[Any]]:
        """The columns of a FigureRow from ``given`` to ``comment``."""
        actual = self._numbers(Role.ACTUAL)
        target, lower, upper = (self._numbers(role) for role in (Role.TARGET, Role.LOWER, Role.UPPER))
        self._check_bounds(target, lower, upper)
        return [
            self._given,
            actual,
            target,
            lower,
            upper,
            self._quality(),
            self._texts(Role.QUALITY_REASON),
            self._read(Role.FINAL_DUE, self._memories.days),
            self._read(Role.TARGET_ESTIMATED, self._memories.yes_or_nos),
            self._numbers(Role.NUMERATOR),
            self._numbers(Role.DENOMINATOR),
            self._texts(Role.COMMENT),
        ]

    def rounded(self, headings: Sequence[str]) -> Sequence[tuple[str, ...]]:
        """The headings whose figures were rounded, of each row."""
        if not self._rounded:
            return [()] * self._count
        return [tuple(headings[at] for at in self._rounded.get(place, ())) for place in range(self._count)]

    def said(self) -> list[bool]:
        """Whether each row says anything in the columns that are the group's alone."""
        columns = [self._columns[at] for at in self._fields.values() if at != self._shared]
        return [bool("".join(cells).strip()) for cells in zip(*columns, strict=True)] or [False] * self._count

    def _numbers(self, role: Role) -> Sequence[Decimal | None]:
        at = self._fields.get(role)
        if at is None:
            return self._blank
        memory, texts = self._memories.numbers[role], self._columns[at]
        values = memory.column(texts)
        odd = memory.odd_places(texts)
        self._found.cells(at, odd)
        for place, _, cell in odd:
            if cell.rounded:
                self._rounded.setdefault(place, []).append(at)
        if role is Role.ACTUAL:
            given = [Given.NOTHING if value is None else Given.FIGURE for value in values]
            for place, _, cell in odd:
                if cell.not_applicable:
                    given[place] = Given.NOT_APPLICABLE
            self._given = given
        return values

    def _read(self, role: Role, memory: Memory[Any]) -> Sequence[Any]:
        at = self._fields.get(role)
        if at is None:
            return self._blank
        texts = self._columns[at]
        values = memory.column(texts)
        self._found.cells(at, memory.odd_places(texts))
        return values

    def _texts(self, role: Role) -> Sequence[str | None]:
        at = self._fields.get(role)
        return self._blank if at is None else [text or None for text in texts_of(self._columns[at])]

    def _quality(self) -> Sequence[str | None]:
        """What the quality and the yes-or-no column say together."""
        qualities = self._read(Role.QUALITY, self._memories.qualities)
        if Role.ACTUAL_ESTIMATED not in self._fields:
            return qualities
        estimated = self._read(Role.ACTUAL_ESTIMATED, self._memories.yes_or_nos)
        return [
            self._settled(place, quality, said)
            for place, (quality, said) in enumerate(zip(qualities, estimated, strict=True))
        ]

    def _settled(self, place: int, quality: str | None, estimated: bool | None) -> str | None:
        try:
            return settled_quality(quality, estimated)
        except ValueError:
            at = self._fields[Role.QUALITY]
            other = self._columns[self._fields[Role.ACTUAL_ESTIMATED]][place].strip()
            contradiction = f"{quoted(str(quality))} contradicts {quoted(other)} in the column for estimated figures"
            message = f"{contradiction}. Write what is true in one of them."
            self._found.fault(place, at, self._columns[at][place].strip(), message)
            return None

    def _check_bounds(
        self, targets: Sequence[Decimal | None], lowers: Sequence[Decimal | None], uppers: Sequence[Decimal | None]
    ) -> None:
        """A target is a figure or a range, and a range does not end before it begins."""
        bounds = [at for role in (Role.LOWER, Role.UPPER) if (at := self._fields.get(role)) is not None]
        if not bounds:
            return
        for place, (target, lower, upper) in enumerate(zip(targets, lowers, uppers, strict=True)):
            if lower is not None and upper is not None and lower > upper:
                message = "The lower bound of the target is above its upper bound. Write them the other way round."
            elif target is not None and not (lower is None and upper is None):
                message = "A target is one figure or a range. Leave the figure or the two bounds blank."
            else:
                continue
            self._found.fault(place, bounds[0], self._columns[bounds[0]][place].strip(), message)
