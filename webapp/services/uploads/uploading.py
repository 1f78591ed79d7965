"""Uploading a period's figures: checked as a whole, saved as a whole or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from webapp.domain.errors import Conflict
from webapp.domain.rights import Who
from webapp.domain.texts import kept_file_name
from webapp.models import Upload
from webapp.readers.figures_csv import Fault, FiguresFile, read_figures
from webapp.services.clock import now
from webapp.services.periods.steps import ensure_runs_figures, open_and_hold
from webapp.services.plans.requirements import ChangedFigure, hold_plans, review_plans
from webapp.services.store import transaction
from webapp.services.uploads.checking import Checked, FigureChange, decide
from webapp.services.uploads.facts import load_facts, load_stored
from webapp.services.uploads.locating import locate
from webapp.services.uploads.writing import write_figures

LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an upload did, or would do, counted in figures (an actual and a target are one each)."""

    rows: int
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    faults: tuple[Fault, ...] = ()
    changes: tuple[FigureChange, ...] = ()
    opened: tuple[str, ...] = ()  # labels of the periods that were missing
    rounded: tuple[tuple[int, str], ...] = ()  # line and column of figures kept to six places
    moved_plans: tuple[int, ...] = ()
    upload_id: int | None = None

    @property
    def accepted(self) -> bool:
        """No fault stands against the file."""
        return not self.faults


class _Refused(Exception):
    """Rolls the transaction back where a second look found faults."""

    def __init__(self, checked: Checked) -> None:
        super().__init__()
        self.checked = checked


def check_upload(*, who: Who, content: bytes) -> Outcome:
    """What the file would do; saves nothing."""
    ensure_runs_figures(who)
    file = read_figures(content)
    checked = _check(file)
    return _outcome(file, checked, opened=_missing(checked))


def upload_figures(*, who: Who, file_name: str, content: bytes) -> Outcome:
    """Save every figure of the file and keep the file, or refuse it whole.

    The check runs before the transaction, so that nobody waits for it, and once more inside.
    """
    ensure_runs_figures(who)
    file = read_figures(content)
    first = _check(file)
    if first.faults:
        return _outcome(file, first)
    try:
        return _save(who, file_name, content, file, first)
    except _Refused as refused:
        return _outcome(file, refused.checked)


def _save(who: Who, file_name: str, content: bytes, file: FiguresFile, first: Checked) -> Outcome:
    with transaction() as session:
        hold_plans(session, {change.indicator.id for change in first.changes})
        about = (figure.period for figure in (*first.changes, *first.unchanged))
        periods, opened = open_and_hold(session, who, about)
        checked = _check(file)
        if checked.faults:
            raise _Refused(checked)
        if not {change.period.key for change in checked.changes} <= periods.keys():
            raise Conflict("Something in this file was changed while it was checked: upload it again.")
        outcome = _outcome(file, checked, opened=opened)
        upload = Upload(
            file_name=kept_file_name(file_name, longest=LONGEST_NAME),
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
            by_id=who.id,
            at=now(),
            rows=outcome.rows,
            created=outcome.created,
            changed=outcome.changed,
            unchanged=outcome.unchanged,
        )
        session.add(upload)
        session.flush()
        write_figures(session, who, checked.changes, periods, upload_id=upload.id)
        session.flush()
        changed = (ChangedFigure(change.indicator.id, change.period) for change in checked.changes)
        moved = review_plans(session, who, changed)
        return replace(outcome, upload_id=upload.id, moved_plans=moved)


def _check(file: FiguresFile) -> Checked:
    """Every fault of the file, by line; or what it would change."""
    facts = load_facts()
    located, misplaced = locate(file.rows, facts)
    stored = load_stored({each.period.key for each in located})
    checked = decide(located, replace(facts, stored=stored))
    faults = sorted((*file.faults, *misplaced, *checked.faults), key=lambda fault: fault.line or 0)
    return replace(checked, faults=tuple(faults))


def _missing(checked: Checked) -> tuple[str, ...]:
    """The labels of the periods that saving would open."""
    opened = load_facts().periods
    wanted = {change.period.key: change.period for change in checked.changes}
    return tuple(period.label for key, period in sorted(wanted.items()) if key not in opened)


def _outcome(file: FiguresFile, checked: Checked, *, opened: tuple[str, ...] = ()) -> Outcome:
    if checked.faults:
        lines = {row.line for row in file.rows} | {fault.line for fault in checked.faults if fault.line}
        return Outcome(rows=len(lines - {1}), faults=checked.faults)
    created = sum(change.is_new for change in checked.changes)
    return Outcome(
        rows=len(file.rows),
        created=created,
        changed=len(checked.changes) - created,
        unchanged=len(checked.unchanged),
        changes=checked.changes,
        opened=opened,
        rounded=tuple((row.line, column) for row in file.rows for column in row.rounded),
    )
