"""The staging area of an upload: faults, warnings, figures and effects, written in short steps as they are found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, select

from webapp.models import StagedFigure, StagedIndicator, UploadEffect, UploadRemark
from webapp.readers.figures.model import Fault
from webapp.services.bulk import insert_rows
from webapp.services.store import read, transaction
from webapp.services.uploads.effects import Effect
from webapp.services.uploads.wanted import ACTUAL, TARGET, ActualValues, TargetValues

AT_ONCE = 8_000
"""Rows written in one transaction: nobody waits longer for their turn than these take."""

FAULT, WARNING, NOTE = "fault", "warning", "note"
VALUES: dict[str, tuple[str, ...]] = {ACTUAL: ActualValues._fields, TARGET: TargetValues._fields}
"""The columns of each kind of figure."""

_HEAD = ("upload_id", "number", "kind", "line", "indicator_id", "period_key", "step", "restated", "reason", "status")
_NEW_NAMES = {
    kind: (*_HEAD, "new_present", "old_present", *(f"new_{name}" for name in names)) for kind, names in VALUES.items()
}
_FIGURE_NAMES = {
    (kind, is_new): (*_NEW_NAMES[kind], *(() if is_new else ("old_upload_id", *(f"old_{name}" for name in names))))
    for kind, names in VALUES.items()
    for is_new in (True, False)
}
_REMARK_NAMES = ("upload_id", "number", "severity", "kind", "line", "column", "value", "message")
_EFFECT_NAMES = ("upload_id", "number", "indicator_id", "period_key", "before", "after", "plan", "seal", "plan_id")
_INDICATOR_NAMES = ("upload_id", "number", "line", "code", "indicator_id", "is_new", "before", "after")
_TABLES: tuple[type[Any], ...] = (StagedFigure, UploadEffect, UploadRemark, StagedIndicator)


class StagedDefinition(NamedTuple):
    """An indicator that the file creates, reinstates (new, with an id) or defines anew; definitions as plain values."""

    number: int
    line: int
    code: str
    indicator_id: int | None
    is_new: bool
    before: dict[str, Any]
    after: dict[str, Any]


class Staging:
    """Collects what a check finds and writes it some thousand rows at a time; counts as it goes.

    Once there is a fault nothing can be saved, so figures and effects are no longer kept.
    """

    def __init__(self, upload_id: int) -> None:
        self._upload_id = upload_id
        self._figures: dict[tuple[str, bool], list[tuple[Any, ...]]] = {names: [] for names in _FIGURE_NAMES}
        self._remarks: list[tuple[Any, ...]] = []
        self._effects: list[tuple[Any, ...]] = []
        self._indicators: list[tuple[Any, ...]] = []
        self._waiting = 0
        self.figures = self.effects = self.remarks = 0
        self.counts = {FAULT: 0, WARNING: 0, NOTE: 0}

    def fault(self, fault: Fault) -> None:
        """Something that forbids the upload."""
        self.remark(FAULT, "", fault.line, fault.column, fault.value, fault.message)

    def remark(
        self, severity: str, kind: str, line: int | None, column: str | None, value: str | None, message: str
    ) -> None:
        """A fault, a warning or a note."""
        self.remarks += 1
        self.counts[severity] += 1
        self._remarks.append((self._upload_id, self.remarks, severity, kind, line, column, value, message))
        self._grown()

    def figure(
        self,
        kind: str,
        about: tuple[int, int, str, str, bool, str, str | None],
        before: tuple[Any, ...] | None,
        before_upload: int | None,
        after: tuple[Any, ...],
    ) -> None:
        """One figure beside what is stored (None: nothing).

        It is ``about`` a line, an indicator's id and a period's key, in a step (new, changed, unchanged), restated or
        not, with a reason, and the status that an actual will have.
        """
        if self.counts[FAULT]:
            return
        self.figures += 1
        if before is None:
            row = (self._upload_id, self.figures, kind, *about, True, False, *after)
        else:
            row = (self._upload_id, self.figures, kind, *about, True, True, *after, before_upload, *before)
        self._figures[kind, before is None].append(row)
        self._grown()

    def effect(self, indicator_id: int, effect: Effect) -> None:
        """One thing that the upload does."""
        if self.counts[FAULT]:
            return
        self.effects += 1
        self._effects.append(
            (
                self._upload_id,
                self.effects,
                indicator_id,
                effect.period_key,
                effect.before.value,
                effect.after.value,
                effect.plan,
                effect.seal,
                effect.plan_id,
            )
        )
        self._grown()

    def indicator(self, staged: StagedDefinition) -> None:
        """One indicator, new or defined anew."""
        if self.counts[FAULT]:
            return
        self._indicators.append((self._upload_id, *staged))
        self._grown()

    def write(self) -> None:
        """Write what is collected."""
        if not self._waiting:
            return
        with transaction() as session:
            for names, rows in self._figures.items():
                insert_rows(session, StagedFigure, _FIGURE_NAMES[names], rows)
            insert_rows(session, UploadRemark, _REMARK_NAMES, self._remarks)
            insert_rows(session, UploadEffect, _EFFECT_NAMES, self._effects)
            insert_rows(session, StagedIndicator, _INDICATOR_NAMES, self._indicators)
        for rows in (*self._figures.values(), self._remarks, self._effects, self._indicators):
            rows.clear()
        self._waiting = 0

    def _grown(self) -> None:
        self._waiting += 1
        if self._waiting >= AT_ONCE:
            self.write()


def clear_staging(upload_id: int, tables: Sequence[type[Any]] = _TABLES) -> None:
    """Remove what an earlier check of the upload found, in short steps."""
    for table in tables:
        while True:
            some = select(table.number).where(table.upload_id == upload_id).order_by(table.number).limit(AT_ONCE)
            numbers = read(some).scalars().all()
            if not numbers:
                break
            with transaction() as session:
                session.execute(
                    delete(table)
                    .where(table.upload_id == upload_id, table.number <= numbers[-1])
                    .execution_options(synchronize_session=False)
                )
