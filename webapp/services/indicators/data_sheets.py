"""The sheet of an indicator: how it is measured and how far its data can be relied on, shown and changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from webapp.domain.data_quality import (
    NAMES,
    NOTHING_STATED,
    PARTS,
    IndicatorSheet,
    checked,
    missing_parts,
    missing_words,
)
from webapp.domain.errors import Conflict
from webapp.domain.formats import Measure, long_date
from webapp.domain.rights import Who
from webapp.models import Directorate, Indicator
from webapp.models import IndicatorSheet as SheetRow
from webapp.services.audit.recording import record_all
from webapp.services.clock import today
from webapp.services.indicators.defining import get_indicator, indicator_subject
from webapp.services.indicators.differences import Difference
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.store import read, transaction

CHANGED = "Somebody else changed this sheet while you were writing. Nothing of yours was lost or saved yet."

_COLUMNS = tuple(getattr(SheetRow, name) for name in NAMES)
SHEETS = (
    select(
        Indicator.id,
        Indicator.code,
        Indicator.title,
        Indicator.unit,
        Indicator.decimals,
        Indicator.retired_on,
        Directorate.name.label("directorate"),
        SheetRow.version,
        *_COLUMNS,
    )
    .outerjoin(SheetRow, SheetRow.indicator_id == Indicator.id)
    .outerjoin(Directorate, Directorate.id == Indicator.directorate_id)
    .order_by(Indicator.code)
)
"""Every indicator with its sheet; ``sheet_shown`` makes a value of a row."""

_ONE = SHEETS.where(Indicator.id == bindparam("indicator_id"))


@dataclass(frozen=True, slots=True)
class SheetShown:
    """What is stated about one indicator's data, and what is not; ``version`` 0 is of one that was never written."""

    id: int
    code: str
    title: str
    directorate: str
    stated: IndicatorSheet
    version: int
    missing: tuple[str, ...]

    @property
    def missing_words(self) -> str:
        """What is missing, in a sentence; "" where nothing is."""
        return NOTHING_STATED if self.stated.is_blank else missing_words(self.missing)

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What is stated, part by part."""
        parts = ((words, getattr(self.stated, name)) for name, words in PARTS.items())
        return tuple((words, text) for words, text in parts if text)

    @property
    def missing_names(self) -> tuple[str, ...]:
        """What is missing, part by part."""
        return tuple(PARTS[name] for name in self.missing)


def data_sheet(indicator_id: int) -> SheetShown:
    """The sheet of an indicator that is there."""
    return sheet_shown(read(_ONE, indicator_id=indicator_id).one())


def change_sheet(*, who: Who, indicator_id: int, version: int, sheet: IndicatorSheet, reason: str = "") -> None:
    """Change what is stated; raises Conflict where somebody else did since ``version``, Refusals, or NotFound."""
    ensure_runs_figures(who)
    kept = checked(sheet, today())
    with transaction() as session:
        indicator = get_indicator(indicator_id)  # held, so that two first sheets wait for each other
        row = session.get(SheetRow, indicator_id)
        if (row.version if row else 0) != version:
            raise Conflict(CHANGED)
        before = in_words(_stated(row) if row else IndicatorSheet())
        subject = indicator_subject(indicator)
        if not record_all(who=who, subject=subject, before=before, after=in_words(kept), reason=reason):
            return
        if row is None:
            row = SheetRow(indicator_id=indicator_id, version=0)
            session.add(row)
        for name in NAMES:
            setattr(row, name, getattr(kept, name))
        row.version += 1


def in_words(sheet: IndicatorSheet) -> dict[str, str | None]:
    """The parts as the audit record keeps them; None for what is blank."""
    parts = {words.lower(): getattr(sheet, name) or None for name, words in PARTS.items()}
    return {**parts, "reviewed on": long_date(sheet.reviewed_on) if sheet.reviewed_on else None}


def sheet_differences(stored: IndicatorSheet, wanted: IndicatorSheet) -> tuple[Difference, ...]:
    """Where what is stored and what somebody typed differ."""
    before, after = in_words(stored), in_words(wanted)
    return tuple(
        Difference(field.capitalize(), before[field] or "blank", after[field] or "blank")
        for field in before
        if before[field] != after[field]
    )


def sheet_shown(row: Any) -> SheetShown:
    """The sheet of a row of SHEETS."""
    stated = IndicatorSheet() if row.version is None else _stated(row)
    missing = missing_parts(stated, is_rate=_is_rate(row.unit, row.decimals))
    directorate = row.directorate or "No directorate"
    return SheetShown(row.id, row.code, row.title, directorate, stated, row.version or 0, missing)


def _stated(row: Any) -> IndicatorSheet:
    return IndicatorSheet(**{name: getattr(row, name) for name in NAMES})


def _is_rate(unit: str, decimals: int) -> bool:
    """A percentage, or so many per something: what has a numerator and a denominator."""
    return Measure(unit, decimals).is_percentage or unit.casefold().startswith("per ")
