"""What is stored of some indicators: every figure of theirs, and the plans that rest on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from webapp.domain.overrides import Override
from webapp.domain.periods import Period
from webapp.domain.plans import STANDING, PlanState, SealState
from webapp.domain.rag import Status
from webapp.models import Actual, PeriodRow, Plan, Signature, StatusOverride, TargetRow
from webapp.services.figures.override_rows import OVERRIDE_COLUMNS, OverriddenBy, override_of
from webapp.services.plans.seal_records import newest_seal
from webapp.services.store import read
from webapp.services.uploads.wanted import ActualValues, TargetValues

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_PERIODS: BindParameter[Any] = bindparam("periods", expanding=True)
_ACTUALS = select(
    Actual.indicator_id, Actual.period_id, Actual.upload_id, *(getattr(Actual, name) for name in ActualValues._fields)
).where(Actual.indicator_id.in_(_IDS), Actual.period_id.in_(_PERIODS))
_TARGETS = select(
    TargetRow.indicator_id,
    TargetRow.period_id,
    TargetRow.upload_id,
    *(getattr(TargetRow, name) for name in TargetValues._fields),
).where(TargetRow.indicator_id.in_(_IDS), TargetRow.period_id.in_(_PERIODS))
_PLANS = (
    select(Plan.indicator_id, PeriodRow.key, Plan.id, Plan.state, Signature.state.label("seal"))
    .join_from(Plan, PeriodRow, PeriodRow.id == Plan.period_id)
    .outerjoin(Signature, Signature.id == newest_seal())
    .where(Plan.indicator_id.in_(_IDS))
)
_OVERRIDES = (
    select(StatusOverride.indicator_id, PeriodRow.key, *OVERRIDE_COLUMNS)
    .join_from(StatusOverride, PeriodRow, PeriodRow.id == StatusOverride.period_id)
    .join(OverriddenBy, OverriddenBy.id == StatusOverride.by_id)
    .where(StatusOverride.indicator_id.in_(_IDS), StatusOverride.removed_at.is_(None))
)
_SEALS = (
    select(Plan.indicator_id, PeriodRow.key, Plan.id, Signature.state, Signature.sealed, Signature.accepted)
    .join_from(Signature, Plan, Plan.id == Signature.plan_id)
    .join(PeriodRow, PeriodRow.id == Plan.period_id)
    .where(Plan.indicator_id.in_(_IDS), Signature.state.in_(STANDING))
)


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan, its state and that of its last signed page."""

    id: int
    state: PlanState
    seal: SealState | None


@dataclass(frozen=True, slots=True)
class StoredSeal:
    """A signed page that stands, and the facts it rests on as they were kept."""

    plan_id: int
    period_key: str
    state: SealState
    sealed: str
    accepted: dict[str, Any] | None


@dataclass(slots=True)
class History:
    """What is stored of one indicator, figures by the key of their period; ``uploads`` where they came from."""

    actuals: dict[str, ActualValues] = field(default_factory=dict)
    targets: dict[str, TargetValues] = field(default_factory=dict)
    actual_uploads: dict[str, int] = field(default_factory=dict)
    target_uploads: dict[str, int] = field(default_factory=dict)
    plans: dict[str, StoredPlan] = field(default_factory=dict)
    seals: list[StoredSeal] = field(default_factory=list)
    overrides: dict[str, Override] = field(default_factory=dict)

    @property
    def statuses(self) -> dict[str, Status]:
        """The statuses that officers set, by period."""
        return {key: override.status for key, override in self.overrides.items()}

    @property
    def override_words(self) -> dict[str, str]:
        """The same in words, as a seal keeps them."""
        return {key: override.words for key, override in self.overrides.items()}


def load_histories(indicator_ids: Collection[int], periods: Mapping[int, Period], *, since: date) -> dict[int, History]:
    """The histories of these indicators from the periods on that end on or after ``since``; ``periods`` are all by id.

    Where a signed page of an earlier period stands, the whole history: its facts lie there.
    """
    found: dict[int, History] = defaultdict(History)
    ids = {each for each in indicator_ids if each > 0}
    if not ids:
        return found
    for row in read(_PLANS, ids=ids):
        seal = SealState(row.seal) if row.seal else None
        found[row.indicator_id].plans[row.key] = StoredPlan(row.id, PlanState(row.state), seal)
    for row in read(_SEALS, ids=ids):
        standing = StoredSeal(row.id, row.key, SealState(row.state), row.sealed, row.accepted)
        found[row.indicator_id].seals.append(standing)
    for overridden in read(_OVERRIDES, ids=ids):
        override = override_of(overridden)
        assert override is not None
        found[overridden.indicator_id].overrides[overridden.key] = override
    signed = {each for each in ids if found[each].seals}
    recent = [period_id for period_id, period in periods.items() if period.end >= since]
    for some, wanted in ((ids - signed, recent), (signed, list(periods))):
        if some and wanted:
            _load_figures(found, {"ids": sorted(some), "periods": wanted}, periods)
    return found


def _load_figures(found: dict[int, History], which: dict[str, list[int]], periods: Mapping[int, Period]) -> None:
    for indicator_id, period_id, upload_id, *values in read(_ACTUALS, **which):
        history, key = found[indicator_id], periods[period_id].key
        history.actuals[key] = ActualValues(*values)
        if upload_id is not None:
            history.actual_uploads[key] = upload_id
    for indicator_id, period_id, upload_id, *values in read(_TARGETS, **which):
        history, key = found[indicator_id], periods[period_id].key
        history.targets[key] = TargetValues(*values)
        if upload_id is not None:
            history.target_uploads[key] = upload_id
