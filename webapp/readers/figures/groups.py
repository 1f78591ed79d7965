"""How a layout's columns belong together: those that speak of one period make one row of figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from webapp.domain.errors import BadPeriod
from webapp.domain.period_reading import tidy
from webapp.domain.periods import Calendar, Period
from webapp.readers.figures.layout import FIGURES, OF_ACTUAL, OF_INDICATOR, OF_PERIOD, TARGETS, Column, Layout, Role
from webapp.readers.figures.relative import THIS, LastYear, is_unclear, needs_period, relative_of, resolved


@dataclass(frozen=True, slots=True)
class Group:
    """The columns, by role, that speak of one period.

    ``period`` is as a row of figures has it; "" where each row says it in its own cells. ``beside`` names the period
    beside that of the row's own cells. ``shared`` is a column that speaks of other periods as well.
    """

    fields: Mapping[Role, int]
    headings: Mapping[str, str]
    period: str = ""
    beside: str = ""
    shared: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything stands in a row, and what still has to be asked; columns by their place."""

    code: int | None
    periods: tuple[int, ...]
    groups: tuple[Group, ...]
    definition: Mapping[Role, int]
    has_figures: bool
    asks_period: bool
    unclear_years: tuple[int, ...]  # "last year", left out while nobody says which
    homeless: tuple[int, ...]  # about a period, but it is not clear which of several
    pointless: tuple[int, ...]  # about figures where there are none
    clashes: tuple[tuple[int, int], ...]  # the same figure of the same period


def make_plan(layout: Layout, calendar: Calendar, period: Period | None, last_year: LastYear | None) -> Plan:
    """The plan of a layout for the period that was chosen, if any."""
    return _Planning(layout.columns, calendar, period, last_year).plan()


@dataclass(slots=True)
class _Draft:
    """A group while it is being made."""

    period: str = ""
    beside: str = ""
    is_dated: bool = False  # by its headings
    is_this: bool = False  # of the period that the sheet is about
    shared: int | None = None
    fields: dict[Role, int] = field(default_factory=dict)


class _Planning:
    """One layout's columns while they are being grouped."""

    def __init__(
        self, columns: tuple[Column, ...], calendar: Calendar, period: Period | None, last_year: LastYear | None
    ) -> None:
        self._columns = columns
        self._calendar = calendar
        self._period = period
        self._last_year = last_year
        self._periods = tuple(at for at, column in enumerate(columns) if column.role is Role.PERIOD)
        self._dated: dict[str, _Draft] = {}
        self._asks_period = False
        self._unclear: list[int] = []
        self._clashes: list[tuple[int, int]] = []

    def plan(self) -> Plan:
        about = [(at, each) for at, each in enumerate(self._columns) if each.role in OF_PERIOD]
        for at, column in about:
            if column.period:
                self._put_dated(at, column)
        own, homeless = self._place_bare([(at, column) for at, column in about if not column.period])
        drafts = [*([own] if own is not None else []), *self._dated.values()]
        has_figures = any(role in each.fields for each in drafts for role in (*FIGURES, *OF_ACTUAL))
        pointless: tuple[int, ...] = ()
        if own is not None and not self._periods:
            self._asks_period |= has_figures and self._period is None
            if not has_figures:
                pointless = tuple(own.fields.values())
                drafts = [_Draft()]
        code = self._places((Role.INDICATOR,))
        definition = self._places(OF_INDICATOR)
        return Plan(
            code=code.get(Role.INDICATOR),
            periods=self._periods,
            groups=tuple(self._group(each) for each in drafts),
            definition=definition,
            has_figures=has_figures,
            asks_period=self._asks_period,
            unclear_years=tuple(self._unclear),
            homeless=tuple(homeless),
            pointless=pointless,
            clashes=tuple(self._clashes),
        )

    def _put_dated(self, at: int, column: Column) -> None:
        """A column whose heading names a period, to the others of that period."""
        text, beside = column.period, ""
        if needs_period(text):
            if is_unclear(text, None if self._periods else self._period, self._last_year):
                self._unclear.append(at)
                return
            if self._periods:
                beside = text
            elif self._period is None:
                self._asks_period = True
            else:
                text = resolved(text, self._period, self._calendar, self._last_year)
        draft = self._dated.setdefault(self._key(text), _Draft("" if beside else text, beside, is_dated=True))
        draft.is_this |= relative_of(column.period) in THIS
        self._put(draft, at)

    def _place_bare(self, bare: Iterable[tuple[int, Column]]) -> tuple[_Draft | None, list[int]]:
        """The group of the row's own period, if it has one, and the columns that could be about several periods."""
        roles = {column.role for _, column in bare}
        if self._periods or Role.ACTUAL in roles or not self._dated:
            own = _Draft("" if self._periods or self._period is None else self._period.key)
            for at, _ in bare:
                self._put(own, at)
            return own, []
        homeless = []
        for at, column in bare:
            home = self._home_of(column.role)
            if home is not None:
                self._put(home, at)
            elif column.role is Role.COMMENT:
                for draft in self._dated.values():
                    if draft.fields.setdefault(Role.COMMENT, at) == at:
                        draft.shared = at
            else:
                homeless.append(at)
        return None, homeless

    def _home_of(self, role: Role | None) -> _Draft | None:
        """The only group that the column can be about: of the period that the sheet is about, or of the only one."""
        needed = TARGETS if role is Role.TARGET_ESTIMATED else (Role.ACTUAL,)
        able = [draft for draft in self._dated.values() if any(each in draft.fields for each in needed)]
        this = [draft for draft in able if draft.is_this]
        return next((found[0] for found in (able, this) if len(found) == 1), None)

    def _put(self, draft: _Draft, at: int) -> None:
        role = self._columns[at].role
        if role is None:
            return
        first = draft.fields.setdefault(role, at)
        if first != at:
            self._clashes.append((first, at))

    def _places(self, roles: Iterable[Role]) -> dict[Role, int]:
        """The first column of each of the roles."""
        wanted = set(roles)
        places: dict[Role, int] = {}
        for at, column in enumerate(self._columns):
            if column.role in wanted:
                first = places.setdefault(column.role, at)
                if first != at:
                    self._clashes.append((first, at))
        return places

    def _key(self, text: str) -> str:
        """What two texts for one period have in common."""
        try:
            return self._calendar.read(text).key
        except BadPeriod:
            return tidy(text)

    def _group(self, draft: _Draft) -> Group:
        def heading(*roles: Role) -> str:
            return next((self._columns[draft.fields[role]].heading for role in roles if role in draft.fields), "")

        codes = (column.heading for column in self._columns if column.role is Role.INDICATOR)
        period = next((self._columns[at].heading for at in self._periods), "")
        headings = {
            Role.INDICATOR: next(codes, ""),
            Role.PERIOD: heading(*OF_PERIOD) if draft.is_dated else period,
            Role.TARGET: heading(*TARGETS),
            **{role: heading(role) for role in draft.fields},
        }
        written = {role.value: text for role, text in headings.items() if text}
        return Group(dict(draft.fields), written, draft.period, draft.beside, draft.shared)
