"""What a row that selects a figure says of the status that an officer set for it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, and_
from sqlalchemy.orm import InstrumentedAttribute, aliased

from webapp.domain.overrides import Override
from webapp.domain.rag import Status
from webapp.models import Actual, Person, StatusOverride

OverriddenBy = aliased(Person, name="overridden_by")
OVERRIDE_COLUMNS = (
    StatusOverride.status.label("override_status"),
    StatusOverride.ruled.label("override_ruled"),
    StatusOverride.actual.label("override_actual"),
    StatusOverride.reason.label("override_reason"),
    StatusOverride.at.label("override_at"),
    OverriddenBy.name.label("override_by"),
)
"""The columns that ``override_of`` reads."""


def standing_override(
    indicator_id: InstrumentedAttribute[int], period_id: InstrumentedAttribute[int]
) -> ColumnElement[bool]:
    """Joins the override that stands, to a statement that has joined the actual: without a figure none counts."""
    return and_(
        Actual.value.is_not(None),
        StatusOverride.indicator_id == indicator_id,
        StatusOverride.period_id == period_id,
        StatusOverride.removed_at.is_(None),
    )


def override_of(row: Row[*tuple[Any, ...]]) -> Override | None:
    """The override of a row that selects OVERRIDE_COLUMNS."""
    if row.override_status is None:
        return None
    return Override(
        Status(row.override_status),
        Status(row.override_ruled),
        row.override_actual,
        row.override_reason,
        row.override_by,
        row.override_at,
    )
