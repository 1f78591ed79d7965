"""Every change of an actual or target is recorded here as a revision, inside the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import Actual, Revision, TargetRow
from webapp.services.clock import now

ACTUAL, TARGET = "actual", "target"
COLUMNS = {
    ACTUAL: ("value", "quality", "quality_reason", "final_due", "numerator", "denominator", "comment"),
    TARGET: ("value", "lower", "upper", "estimated", "unconfirmed"),
}
"""What is said of a figure of each kind; ``old_`` or ``new_`` stands before it in a revision."""

Figure = Actual | TargetRow


def kind_of(row: Figure) -> str:
    """Whether a stored figure is an actual or a target."""
    return ACTUAL if isinstance(row, Actual) else TARGET


def said_of(row: Figure) -> dict[str, Any]:
    """What a stored figure says now, and which upload said it: to be kept before it is changed."""
    return {name: getattr(row, name) for name in (*COLUMNS[kind_of(row)], "upload_id")}


def record_revision(
    *, who: Who | None, row: Figure, before: Mapping[str, Any] | None, reason: str = "", upload_id: int | None = None
) -> None:
    """Inside a transaction: a figure became what its row says; ``before`` is what it said, None where none was.

    ``who`` None is the command line. A figure that was removed is recorded by ``record_removal``.
    """
    kind = kind_of(row)
    _add(who, row, before, {name: getattr(row, name) for name in COLUMNS[kind]}, reason, upload_id)


def record_removal(*, who: Who | None, row: Figure, reason: str) -> None:
    """Inside a transaction: a figure is taken away; what it was stays on record."""
    _add(who, row, said_of(row), None, reason, None)


def _add(
    who: Who | None,
    row: Figure,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    reason: str,
    upload_id: int | None,
) -> None:
    db.session.add(
        Revision(
            kind=kind_of(row),
            indicator_id=row.indicator_id,
            period_id=row.period_id,
            at=now(),
            by_id=who.id if who else None,
            reason=reason,
            upload_id=upload_id,
            old_present=before is not None,
            new_present=after is not None,
            **{f"old_{name}": value for name, value in (before or {}).items()},
            **{f"new_{name}": value for name, value in (after or {}).items()},
        )
    )
