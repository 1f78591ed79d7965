"""The audit record is written here, inside the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import Change
from webapp.services.clock import now


@dataclass(frozen=True, slots=True)
class Subject:
    """What was changed: its kind, its id, and how it was called at the time."""

    kind: str
    id: int
    name: str
    indicator_id: int | None = None
    period_id: int | None = None


def record(
    *,
    who: Who | None,
    subject: Subject,
    field: str,
    old: str | None,
    new: str | None,
    reason: str = "",
    upload_id: int | None = None,
) -> None:
    """Add one change; ``who`` None is the command line."""
    db.session.add(
        Change(
            at=now(),
            by_id=who.id if who else None,
            kind=subject.kind,
            subject_id=subject.id,
            subject=subject.name[:400],
            indicator_id=subject.indicator_id,
            period_id=subject.period_id,
            field=field,
            old=old,
            new=new,
            reason=reason,
            upload_id=upload_id,
        )
    )


def record_all(
    *,
    who: Who | None,
    subject: Subject,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    reason: str = "",
    upload_id: int | None = None,
) -> int:
    """Add one change for every field that differs; returns how many did."""
    count = 0
    for field, new in after.items():
        old = before.get(field)
        if old != new:
            texts = {"old": _text(old), "new": _text(new)}
            record(who=who, subject=subject, field=field, **texts, reason=reason, upload_id=upload_id)
            count += 1
    return count


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
