"""The last signature of a plan as a value: columns for any statement about plans, and what its state is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, ScalarSelect, func, select
from sqlalchemy.orm import aliased

from webapp.domain.plans import SIGNED_STATES, STANDING, PlanState, SealState
from webapp.domain.rights import Who
from webapp.models import Plan, Signature


def newest_seal() -> ScalarSelect[int]:
    """The id of a plan's last signature, for a statement that selects from Plan."""
    last = aliased(Signature, name="last_signature")
    return select(func.max(last.id)).where(last.plan_id == Plan.id).correlate(Plan).scalar_subquery()


SEAL_COLUMNS = (
    Signature.id.label("seal_id"),
    Signature.state.label("seal_state"),
    Signature.state_reason.label("seal_reason"),
    Signature.state_at.label("seal_since"),
    Signature.version.label("seal_version"),
    Signature.fingerprint.label("seal_fingerprint"),
    Signature.code.label("seal_code"),
    Signature.at.label("seal_at"),
    Signature.signer_id.label("seal_signer_id"),
)


@dataclass(frozen=True, slots=True)
class Seal:
    """The last signature of a plan, and whether its page still stands (``reason`` says why not, or what differs)."""

    id: int
    state: SealState
    reason: str
    since: datetime | None
    version: int
    fingerprint: str
    code: str
    at: datetime
    signer_id: int

    @property
    def stands(self) -> bool:
        """True for the page that speaks for its plan, current or out of date."""
        return self.state in STANDING


AS_SIGNED = {
    SealState.CURRENT: PlanState.SIGNED_OFF,
    SealState.OUT_OF_DATE: PlanState.OUT_OF_DATE,
    SealState.SUPERSEDED: PlanState.SUPERSEDED,
    SealState.WITHDRAWN: PlanState.WITHDRAWN,
}
"""What the state of a signed page is called as that of its plan."""


def seal_of(row: Row[*tuple[Any, ...]]) -> Seal | None:
    """The seal of a row that selects SEAL_COLUMNS."""
    if row.seal_id is None:
        return None
    return Seal(
        row.seal_id,
        SealState(row.seal_state),
        row.seal_reason,
        row.seal_since,
        row.seal_version,
        row.seal_fingerprint,
        row.seal_code,
        row.seal_at,
        row.seal_signer_id,
    )


def shown_state(who: Who | None, state: str, seal: str | None) -> PlanState:
    """The state of a plan as this person may know it (None: the command line, which sees everything)."""
    if who is None or who.sees_everything or seal is None or state in SIGNED_STATES:
        return PlanState(state)
    return AS_SIGNED[SealState(seal)]
